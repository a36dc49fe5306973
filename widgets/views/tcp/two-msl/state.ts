// What a reader can set, what a link can hold, and the states that have a name.
import { timeWaitMs as linuxWaitMs } from '#content/facts/linux.ts';
import { mslMs as rfcMslMs } from '#content/facts/tcp.ts';
import { defaults, type State } from '../../../models/share/share.ts';

/** Half of what each profile waits, in seconds. Linux has no MSL: this is its constant, halved. */
export const ownMsl = { linux: linuxWaitMs / 2_000, rfc: rfcMslMs / 1_000 } as const;

export const schema = {
  /** A close with losses, or an old segment that reaches a second connection. */
  scene: { kind: 'choice', default: 'close', values: ['close', 'old'] },
  /** How many times the final ACK is lost. */
  lost: { kind: 'integer', default: 1, min: 0, max: 5 },
  /** One way, in milliseconds. Two of them stay below the initial RTO, or the handshake would repeat itself. */
  delay: { kind: 'integer', default: 50, min: 1, max: 400 },
  /** In seconds. */
  msl: { kind: 'integer', default: ownMsl.linux, min: 1, max: 120 },
  profile: { kind: 'choice', default: 'linux', values: ['linux', 'rfc'] },
  /** Other segments lost: c2 is the second that the client sends from the close on, s1 the server's first. */
  drop: { kind: 'set', default: [], item: /^[cs][1-9]\d?$/, most: 20 },
  /** How long the old segment is on its way, in seconds. */
  held: { kind: 'integer', default: 20, min: 2, max: 250 },
  wait: { kind: 'choice', default: 'off', values: ['off', 'on'] },
  /** Timestamps on both sides (RFC 7323). */
  ts: { kind: 'choice', default: 'off', values: ['off', 'on'] },
} as const;

export type TwoMslState = State<typeof schema>;

const first = defaults(schema);

/** The states that a chapter and the buttons name. */
export const presets = {
  'final-ack-lost': first,
  'nothing-lost': { ...first, lost: 0 },
  'lost-three-times': { ...first, lost: 3 },
  'old-segment-no-wait': { ...first, scene: 'old' },
  'old-segment-with-wait': { ...first, scene: 'old', wait: 'on' },
  'old-segment-paws': { ...first, scene: 'old', ts: 'on' },
} as const satisfies Record<string, TwoMslState>;

export type PresetName = keyof typeof presets;
