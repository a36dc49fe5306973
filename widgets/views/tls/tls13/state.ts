// What a reader can set, what a link can hold, and the states that have a name.
import { defaults, type State } from '../../../models/share/share.ts';

export const schema = {
  scene: { kind: 'choice', default: 'full', values: ['full', 'retry', 'resumption', 'early', 'replay'] },
  /** How a resumption agrees on keys: with a key exchange beside the PSK, or with the PSK alone. */
  mode: { kind: 'choice', default: 'dhe', values: ['dhe', 'ke'] },
  /** Who reads: the two ends, or a recorder on the path, who is later handed something. */
  reader: {
    kind: 'choice',
    default: 'ends',
    values: ['ends', 'recorder', 'certificate-key', 'ticket-key', 'ephemeral-key'],
  },
  /** The record in which a bit is flipped on its way, counted from 1; 0: none. And the byte in it. */
  flip: { kind: 'integer', default: 0, min: 0, max: 20 },
  byte: { kind: 'integer', default: 11, min: 5, max: 700 },
  /** Do the two servers know of each other's used tickets? */
  memory: { kind: 'choice', default: 'own', values: ['own', 'shared'] },
  /** How long the replay waits, in seconds. */
  after: { kind: 'integer', default: 2, min: 0, max: 60 },
  /** What is explained: a secret by its name, or a record as r1, r2, … */
  look: { kind: 'text', default: 'handshake', longest: 24 },
} as const;

export type Tls13State = State<typeof schema>;

const first = defaults(schema);

export const presets = {
  default: first,
  'hello-retry-request': { ...first, scene: 'retry', look: 'r2' },
  resumption: { ...first, scene: 'resumption', look: 'early' },
  'early-data': { ...first, scene: 'early', look: 'c e traffic' },
  replay: { ...first, scene: 'replay', look: 'c e traffic' },
  'stolen-ticket-key': { ...first, scene: 'early', reader: 'ticket-key' },
  'psk-only': { ...first, scene: 'resumption', mode: 'ke', reader: 'ticket-key' },
  'stolen-server-key': { ...first, reader: 'certificate-key' },
  'changed-bit': { ...first, flip: 5, byte: 200, look: 'r5' },
  'changed-offer': { ...first, flip: 1, byte: 50, look: 'r1' },
} as const satisfies Record<string, Tls13State>;

export type PresetName = keyof typeof presets;

/** Those that have a button; the others are for links and chapters. */
export const buttons = [
  'default',
  'hello-retry-request',
  'resumption',
  'early-data',
  'replay',
  'stolen-ticket-key',
  'stolen-server-key',
  'changed-bit',
] as const satisfies readonly PresetName[];
