// What a reader can set, what a link can hold, and the states that have a name.
import { defaults, type State } from '../../models/share/share.ts';

/** Longer than a link can be; what is typed beyond it is used and shown, but no link carries it. */
export const longestInLink = 1_500;

const onOff = { kind: 'choice', default: 'off', values: ['off', 'on'] } as const;

export const schema = {
  /** One message a line, as it was typed. */
  messages: { kind: 'text', default: 'HELLO\n你好\nPING\nBYE', longest: longestInLink },
  input: { kind: 'choice', default: 'text', values: ['text', 'hex'] },
  framing: {
    kind: 'choice',
    default: 'none',
    values: ['none', 'fixed', 'delimiter', 'length-prefix', 'chunked', 'websocket'],
  },
  size: { kind: 'integer', default: 6, min: 1, max: 64 },
  delimiter: { kind: 'choice', default: 'lf', values: ['lf', 'crlf', 'own'] },
  own: { kind: 'text', default: '||', longest: 40 },
  escape: onOff,
  field: { kind: 'choice', default: 'u16', values: ['u8', 'u16', 'u32', 'varint'] },
  order: { kind: 'choice', default: 'big', values: ['big', 'little'] },
  signed: onOff,
  limit: { kind: 'choice', default: 'on', values: ['on', 'off'] },
  /** What the length field of the message in question says. */
  lie: { kind: 'choice', default: 'true', values: ['true', 'one', 'hundred', 'most'] },
  liar: { kind: 'integer', default: 2, min: 1, max: 12 },
  part: { kind: 'integer', default: 0, min: 0, max: 64 },

  writes: { kind: 'choice', default: 'each', values: ['each', 'parts', 'once', 'hand'] },
  /** Where the writes were cut by hand: offsets in the stream. */
  cuts: { kind: 'set', default: [], item: /^[1-9]\d{0,4}$/, most: 100 },
  gap: { kind: 'integer', default: 0, min: 0, max: 500 },
  nagle: { kind: 'choice', default: 'on', values: ['on', 'off'] },
  cork: onOff,
  mss: { kind: 'integer', default: 1_460, min: 16, max: 1_460 },
  delay: { kind: 'integer', default: 5, min: 1, max: 200 },
  ask: onOff,

  reader: { kind: 'choice', default: 'paced', values: ['eager', 'paced', 'hand'] },
  every: { kind: 'integer', default: 200, min: 1, max: 1_000 },
  buffer: { kind: 'integer', default: 16, min: 1, max: 65_536 },
  /** Where the reads were cut by hand. */
  reads: { kind: 'set', default: [], item: /^[1-9]\d{0,4}$/, most: 100 },
  udp: onOff,
} as const;

export type FramerState = State<typeof schema>;

const first = defaults(schema);
const lies = { ...first, framing: 'length-prefix' } as const;
const asks = {
  ...first,
  messages: 'question',
  framing: 'length-prefix',
  writes: 'parts',
  ask: 'on',
  reader: 'eager',
} as const;

export const presets = {
  glued: first,
  'length-prefix': { ...first, framing: 'length-prefix' },
  'delimiter-in-data': { ...first, messages: 'HELLO\nline 1\\nline 2\nBYE', framing: 'delimiter' },
  'split-character': { ...first, messages: '你好，世界', reader: 'hand', reads: ['4', '10'] },
  'length-lies': { ...lies, lie: 'hundred' },
  'length-4gb': { ...lies, field: 'u32', lie: 'most', limit: 'off' },
  'length-negative': { ...lies, field: 'u32', lie: 'most', signed: 'on' },
  'nagle-write-write-read': asks,
  'nodelay-write-write-read': { ...asks, nagle: 'off' },
  udp: { ...first, udp: 'on' },
  'ten-thousand-bytes': { ...first, messages: 'A\\{10000}', reader: 'eager', buffer: 4_096, delay: 50 },
} as const satisfies Record<string, FramerState>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as PresetName[];

/** Whether two states are the same; what was typed may be a megabyte, so it is compared last and never copied. */
export function same(a: FramerState, b: FramerState): boolean {
  return (Object.keys(schema) as (keyof FramerState)[])
    .reverse()
    .every((key) => (typeof a[key] === 'object' ? `${a[key]}` === `${b[key]}` : a[key] === b[key]));
}
