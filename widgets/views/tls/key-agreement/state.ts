// What a reader can set, what a link can hold, and the states that have a name.
import { defaults, type State } from '../../../models/share/share.ts';

const onOff = { kind: 'choice', default: 'off', values: ['off', 'on'] } as const;

export const schema = {
  /** The prime of a curve that can be drawn, or the real one. */
  curve: { kind: 'choice', default: '61', values: ['17', '61', '257', '1009', 'x25519'] },
  /** Secrets of client, server and the person in the middle. */
  a: { kind: 'integer', default: 7, min: 1, max: 966 },
  b: { kind: 'integer', default: 13, min: 1, max: 966 },
  m: { kind: 'integer', default: 5, min: 1, max: 966 },
  /** Which walks are drawn: to the public points, on to the shared one, or the eavesdropper's. */
  walk: { kind: 'choice', default: 'there', values: ['there', 'on', 'search'] },
  middle: onOff,
  signed: onOff,
  /** What the person in the middle does about the signature. */
  forge: { kind: 'choice', default: 'forward', values: ['forward', 'own'] },
  /** Which X25519 keys. */
  keys: { kind: 'choice', default: 'rfc', values: ['rfc', 'recorded'] },
  /** What the person in the middle sends with X25519. */
  sends: { kind: 'choice', default: 'own', values: ['own', 'zero', 'one', 'eight'] },
  check: { kind: 'choice', default: 'on', values: ['on', 'off'] },
} as const;

export type KeyAgreementState = State<typeof schema>;

const first = defaults(schema);

export const presets = {
  default: first,
  'person-in-the-middle': { ...first, middle: 'on' },
  signed: { ...first, middle: 'on', signed: 'on' },
  x25519: { ...first, curve: 'x25519' },
  'all-zero': { ...first, curve: 'x25519', middle: 'on', sends: 'zero' },
} as const satisfies Record<string, KeyAgreementState>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as PresetName[];

/** Whether two states are the same, field by field. */
export function same(one: KeyAgreementState, other: KeyAgreementState): boolean {
  return (Object.keys(schema) as (keyof KeyAgreementState)[]).every((key) => one[key] === other[key]);
}
