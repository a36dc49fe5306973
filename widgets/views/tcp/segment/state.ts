// What a reader can set, what a link can hold, and the recorded segments that have a name.
import { defaults, type State } from '../../../models/share/share.ts';

/** Headers and data as Linux 6.18 sent them: content/vectors/captures/linux-6.18-bytes/40-bytes.json. */
export const samples = {
  syn: 'b67e1f90b517b47600000000a002faf063c90000020405b40402080ab207e389000000000103030a',
  'syn-ack': '1f90b67ec9c32f87b517b477a012fe880d7c0000020405b40402080afaec5e6cb207e3890103030a',
  data: 'b67e1f90b517b477c9c32f888018003ff65100000101080ab207e3edfaec5e6c68656c6c6f',
  fin: 'b67e1f90b517b47cc9c32f8a8011003f38fc00000101080ab207e4b6faec5ed0',
} as const;

export type SampleName = keyof typeof samples;

/** The addresses in the IP headers of the recording, for the pseudo-header; which is the source makes no difference. */
export const addresses = { source: [10, 9, 0, 1], destination: [10, 9, 0, 2] } as const;

/** More bytes than a header with the longest options, and some data. */
export const mostBytes = 96;

export const fields = [
  'source-port',
  'destination-port',
  'sequence',
  'acknowledgement',
  'offset',
  'reserved',
  'flags',
  'window',
  'checksum',
  'urgent',
  'mss',
  'window-scale',
  'sack-permitted',
  'sack',
  'timestamps',
  'nop',
  'end',
  'unknown',
  'data',
] as const;

export const schema = {
  sample: { kind: 'choice', default: 'syn', values: ['syn', 'syn-ack', 'data', 'fin'] },
  /** The bytes, if they are no longer those of the sample: one item of hexadecimal digits. */
  bytes: { kind: 'set', default: [], item: /^(?:[\da-f]{2}){1,96}$/, most: 1 },
  peer: { kind: 'choice', default: 'LISTEN', values: ['LISTEN', 'SYN-SENT', 'ESTABLISHED', 'CLOSED'] },
  /** The field that is explained. */
  field: { kind: 'choice', default: 'flags', values: fields },
} as const;

export type SegmentState = State<typeof schema>;

const first = defaults(schema);

/** Each sample with the peer that it was sent to. */
export const presets = {
  syn: first,
  'syn-ack': { ...first, sample: 'syn-ack', peer: 'SYN-SENT' },
  data: { ...first, sample: 'data', peer: 'ESTABLISHED' },
  fin: { ...first, sample: 'fin', peer: 'ESTABLISHED' },
} as const satisfies Record<SampleName, SegmentState>;
