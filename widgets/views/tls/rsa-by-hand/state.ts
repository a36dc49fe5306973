// What a reader can set, what a link can hold, and the states that have a name.
import { defaults, type State } from '../../../models/share/share.ts';

export const schema = {
  show: {
    kind: 'choice',
    default: 'keys',
    values: ['keys', 'guess', 'cube-root', 'malleable', 'forged-product', 'padded', 'real-key'],
  },
  p: { kind: 'integer', default: 61, min: 1, max: 9_999 },
  q: { kind: 'integer', default: 53, min: 1, max: 9_999 },
  e: { kind: 'integer', default: 17, min: 1, max: 65_537 },
  /** A number, or one letter. */
  m: { kind: 'text', default: 'A', longest: 12 },
  /** What an attacker multiplies the message by. */
  times: { kind: 'integer', default: 2, min: 2, max: 99 },
  /** A second message that the owner signs. */
  other: { kind: 'integer', default: 30, min: 2, max: 9_999 },
  /** The message that is padded. */
  text: { kind: 'text', default: 'yes', longest: 60 },
  /** Which padding chance would have chosen. */
  run: { kind: 'integer', default: 1, min: 1, max: 99 },
} as const;

export type RsaState = State<typeof schema>;

const first = defaults(schema);

export const presets = {
  default: first,
  guess: { ...first, show: 'guess', m: 'N' },
  // Both primes are 2 mod 3, or e = 3 would have no inverse.
  'cube-root': { ...first, show: 'cube-root', p: 911, q: 947, e: 3, m: 'K' },
  malleable: { ...first, show: 'malleable', m: '100' },
  'forged-product': { ...first, show: 'forged-product', m: '12' },
  padded: { ...first, show: 'padded' },
  'real-key': { ...first, show: 'real-key' },
} as const satisfies Record<string, RsaState>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as PresetName[];

/** Whether two states are the same, field by field. */
export function same(a: RsaState, b: RsaState): boolean {
  return (Object.keys(schema) as (keyof RsaState)[]).every((key) => a[key] === b[key]);
}
