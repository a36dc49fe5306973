// What a reader can set, what a link can hold, and the states that have a name.
import { defaults, type State } from '../../../models/share/share.ts';
import type { Flip, SceneName } from '../../../models/tls/scenes12.ts';

export const scenes = ['rsa', 'ecdhe'] as const satisfies readonly SceneName[];

/** Records by direction and number: c0 is the client's first. */
const records = Array.from({ length: 20 }, (_, n) => `${n < 10 ? 'c' : 's'}${n % 10}`);

export const schema = {
  /** Whose message is unfolded, and whose keys are calculated. */
  scene: { kind: 'choice', default: 'ecdhe', values: scenes },
  /** The record that is unfolded. */
  record: { kind: 'choice', default: 's2', values: records },
  /** The byte of it that is explained, counted from 0. */
  byte: { kind: 'integer', default: 13, min: 0, max: 999 },
  falseStart: { kind: 'choice', default: 'off', values: ['off', 'on'] },
  /** The bit that is turned over: scene, record, byte, bit. */
  flip: { kind: 'set', default: [], item: /^(?:rsa|ecdhe)\.[cs]\d\.\d{1,3}\.[0-7]$/, most: 1 },
  rtt: { kind: 'integer', default: 100, min: 2, max: 500 },
} as const;

export type Tls12State = State<typeof schema>;

const first = defaults(schema);
const flipped = (scene: SceneName, record: string, byte: number, bit: number): Partial<Tls12State> => ({
  scene,
  record,
  byte,
  flip: [`${scene}.${record}.${byte}.${bit}`],
});

export const presets = {
  default: first,
  rsa: { ...first, scene: 'rsa', record: 'c1', byte: 11 },
  ecdhe: { ...first, record: 'c1', byte: 10 },
  'false-start': { ...first, falseStart: 'on', record: 'c4', byte: 13 },
  'flipped-signature': { ...first, ...flipped('ecdhe', 's2', 60, 0) },
  'flipped-finished': { ...first, ...flipped('ecdhe', 'c3', 30, 0) },
  'flipped-premaster': { ...first, ...flipped('rsa', 'c1', 100, 0) },
  'forged-offer': { ...first, ...flipped('rsa', 'c0', 49, 0) },
  'forged-false-start': { ...first, ...flipped('ecdhe', 'c0', 55, 0), falseStart: 'on' },
} as const satisfies Record<string, Tls12State>;

export type PresetName = keyof typeof presets;

export interface StateFlip extends Flip {
  readonly scene: SceneName;
}

/** The bit that the state turns over. */
export function flipOf({ flip }: Tls12State): StateFlip | undefined {
  const [scene, record = '', byte, bit] = flip[0]?.split('.') ?? [];
  if (!scene) return undefined;
  return {
    scene: scene as SceneName,
    from: record.startsWith('c') ? 'client' : 'server',
    record: Number(record.slice(1)),
    byte: Number(byte),
    bit: Number(bit),
  };
}
