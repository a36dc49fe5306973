// What a reader can set, what a link can hold, and the states that have a name.
import { defaults, type State } from '../../../models/share/share.ts';

const onOff = { kind: 'choice', default: 'off', values: ['off', 'on'] } as const;

/** More bytes than can be looked at. */
export const longestMessage = 48;

export const schema = {
  scene: { kind: 'choice', default: 'message', values: ['message', 'dns'] },
  message: { kind: 'text', default: 'pay 100 to Bob', longest: longestMessage },
  /** `4.3`: bit 3, worth 8, of byte 4. In ASCII it makes a 9 of a 1. */
  flips: { kind: 'set', default: [], item: /^(?:[1-3]?\d|4[0-7])\.[0-7]$/, most: 64 },
  /** The byte whose bits are shown. */
  byte: { kind: 'integer', default: 4, min: 0, max: longestMessage - 1 },
  /** Whether the attacker computes the hash anew. */
  rehash: onOff,
  replay: onOff,
  numbered: onOff,
  /** Who makes the changed message: an attacker on the way, or the receiver, to show it around. */
  by: { kind: 'choice', default: 'attacker', values: ['attacker', 'receiver'] },
  spoofed: { kind: 'choice', default: 'on', values: ['on', 'off'] },
  tls: { kind: 'choice', default: 'checked', values: ['off', 'unchecked', 'checked'] },
  /** What the attacker's server shows. */
  certificate: { kind: 'choice', default: 'other', values: ['other', 'self', 'fooled'] },
} as const;

export type TamperState = State<typeof schema>;

const first = defaults(schema);
const nine = { ...first, flips: ['4.3'] } as const;

export const presets = {
  default: nine,
  'recomputed-hash': { ...nine, rehash: 'on' },
  // Sixteen bytes, then the amount: the bit that is flipped in the first block flips in the second.
  cbc: { ...nine, message: 'order no. 00042;pay 100 to Bob' },
  replay: { ...first, replay: 'on' },
  signed: { ...nine, by: 'receiver' },
  'spoofed-dns': { ...first, scene: 'dns' },
  'dns-without-tls': { ...first, scene: 'dns', tls: 'off' },
  'dns-unchecked': { ...first, scene: 'dns', tls: 'unchecked' },
  'dns-self-signed': { ...first, scene: 'dns', certificate: 'self' },
  'dns-fooled': { ...first, scene: 'dns', certificate: 'fooled' },
} as const satisfies Record<string, TamperState>;

export type PresetName = keyof typeof presets;
const names = Object.keys(presets) as PresetName[];
const aboutDns = (name: PresetName): boolean => presets[name].scene === 'dns';

/** The states offered by a figure: one that opens with a name stays with names. */
export const offered = (opening: PresetName): PresetName[] =>
  names.filter((name) => (aboutDns(opening) ? aboutDns(name) : !aboutDns(name) || name === 'spoofed-dns'));

/** Whether two states are the same; which byte is looked at does not count. */
export function same(one: TamperState, other: TamperState): boolean {
  return (Object.keys(schema) as (keyof TamperState)[]).every(
    (key) => key === 'byte' || String(one[key]) === String(other[key]),
  );
}
