// What a reader can set, what a link can hold, and the states that have a name. What is pasted goes into no link.
import { defaults, type State } from '../../../models/share/share.ts';

/** The certificates that can be unfolded and edited; `other` is the impostor's. */
export const editable = ['leaf', 'int2', 'int1', 'root', 'other'] as const;
export type Editable = (typeof editable)[number];

export const schema = {
  /** What the client asks for. */
  host: { kind: 'text', default: 'server.example.test', longest: 80 },
  /** The client's date is 1 July of this year. */
  year: { kind: 'integer', default: 2026, min: 2015, max: 2055 },
  /** Who answers: the server, or somebody with a certificate from a compromised authority, or with one signed by himself. */
  who: { kind: 'choice', default: 'server', values: ['server', 'impostor', 'logged', 'self'] },
  /** subjectAltName of the leaf, names with commas between. */
  names: { kind: 'text', default: 'server.example.test', longest: 120 },
  /** The leaf ends on 1 January of this year. */
  until: { kind: 'integer', default: 2046, min: 2020, max: 2055 },
  /** Which versions of intermediate 1 are sent, in this order. */
  int1: { kind: 'choice', default: 'yes', values: ['yes', 'no', 'cross', 'both'] },
  int2: { kind: 'choice', default: 'yes', values: ['yes', 'no'] },
  /** basicConstraints of intermediate 2. */
  ca: { kind: 'choice', default: 'yes', values: ['yes', 'no'] },
  /** pathLenConstraint of intermediate 1. */
  length: { kind: 'choice', default: 'none', values: ['none', '0', '1'] },
  /** nameConstraints of intermediate 2. */
  only: { kind: 'choice', default: 'none', values: ['none', 'example', 'other', 'not-example'] },
  /** The trust store. */
  store: { kind: 'choice', default: 'root', values: ['root', 'twin', 'old', 'both', 'none'] },
  /** Who signs what the reader changed. */
  sign: { kind: 'choice', default: 'issuer', values: ['issuer', 'nobody'] },
  /** Does the client want a promise of a log? */
  ct: { kind: 'choice', default: 'off', values: ['off', 'on'] },
  /** Bytes that the reader changed: `leaf:127:37` is byte 127 of the leaf, which is 37 in hexadecimal. */
  edit: {
    kind: 'set',
    default: [] as readonly string[],
    item: /^(?:leaf|int2|int1|root|other):\d{1,3}:[\da-f]{2}$/,
    most: 64,
  },
  /** Whose bytes are unfolded. */
  bytes: { kind: 'choice', default: 'none', values: ['none', ...editable] },
} as const;

export type ChainState = State<typeof schema>;

const first = defaults(schema);

/** The second digit of the year in notAfter of the recorded leaf: 2046 becomes 2047. */
export const flippedByte = 'leaf:99:37';

export const presets = {
  default: first,
  'no-intermediate': { ...first, int2: 'no' },
  'wrong-name': { ...first, host: 'www.example.test' },
  expired: { ...first, until: 2025 },
  'not-an-authority': { ...first, ca: 'no' },
  'unknown-root': { ...first, store: 'old' },
  'swapped-root': { ...first, store: 'twin' },
  'flipped-byte': { ...first, sign: 'nobody', edit: [flippedByte], bytes: 'leaf' },
  'compromised-authority': { ...first, who: 'impostor', store: 'both' },
  transparency: { ...first, who: 'impostor', store: 'both', ct: 'on' },
  wildcard: { ...first, names: '*.example.test', host: 'a.b.example.test' },
  'name-constraints': { ...first, only: 'other' },
  'cross-signed': { ...first, int1: 'both', store: 'root' },
} as const satisfies Record<string, ChainState>;

export type PresetName = keyof typeof presets;

/** The bytes that were changed in one certificate. */
export function editsOf(state: ChainState, name: Editable): { readonly at: number; readonly byte: number }[] {
  return state.edit.flatMap((text) => {
    const [certificate, at = '', byte = ''] = text.split(':');
    return certificate === name ? [{ at: Number(at), byte: Number.parseInt(byte, 16) }] : [];
  });
}
