// What a reader can set, what a link can hold, and the states that have a name.
import { finTimeoutMs, orphanRetries, retries2 } from '#content/facts/linux.ts';
import { defaults, type State } from '../../../models/share/share.ts';

/** The four segments that can be lost: FIN of the side that closes first, its ACK, the other FIN, the last ACK. */
export const roles = ['fin', 'ack', 'fin2', 'last'] as const;

export type Role = (typeof roles)[number];

/** One more than any run repeats a segment: from here on a loss is for ever. */
export const mostLost = 17;

/** How often a segment is lost: not at all, so many times, or for ever. */
export const losses: readonly string[] = [...Array.from({ length: mostLost }, (_, times) => `${times}`), 'ever'];

const lossOf = { kind: 'choice', default: '0', values: losses } as const;

export const schema = {
  /** Who closes first; both: at the same moment. */
  who: { kind: 'choice', default: 'client', values: ['client', 'server', 'both'] },
  how: { kind: 'choice', default: 'close', values: ['close', 'shutdown', 'linger', 'kill'] },
  /** Whether the side that closes first has data that it never read. */
  unread: { kind: 'choice', default: 'off', values: ['off', 'on'] },
  /** What the other program does after the end of file, and how many milliseconds after it. */
  peer: { kind: 'choice', default: 'closes', values: ['closes', 'stays'] },
  pause: { kind: 'integer', default: 500, min: 0, max: 2_000 },
  /** Whether the other program still sends before it closes. */
  data: { kind: 'choice', default: 'off', values: ['off', 'on'] },
  fin: lossOf,
  ack: lossOf,
  fin2: lossOf,
  last: lossOf,
  /** Other segments lost: c2 is the second that the client sends in the picture, s1 the server's first. */
  drop: { kind: 'set', default: [], item: /^[cs][1-9]\d?$/, most: 20 },
  /** One way, in milliseconds. Two of them stay below the initial RTO, or the handshake would repeat itself. */
  delay: { kind: 'integer', default: 50, min: 1, max: 400 },
  profile: { kind: 'choice', default: 'linux', values: ['linux', 'rfc'] },
  /** tcp_orphan_retries, tcp_fin_timeout in seconds, tcp_retries2: Linux only, on both sides. */
  orphan: { kind: 'integer', default: orphanRetries, min: 0, max: 15 },
  fintimeout: { kind: 'integer', default: finTimeoutMs / 1_000, min: 1, max: 240 },
  retries2: { kind: 'integer', default: retries2, min: 3, max: 15 },
} as const;

export type CloseLossState = State<typeof schema>;

const first = defaults(schema);

/** The states that a chapter and the buttons name. */
export const presets = {
  'four-segments': first,
  'three-segments': { ...first, pause: 0 },
  'first-fin-lost': { ...first, fin: '1' },
  'fin-lost-for-ever': { ...first, fin: 'ever' },
  'fin-ack-lost': { ...first, ack: '1' },
  'second-fin-lost': { ...first, fin2: '1' },
  'both-at-once': { ...first, who: 'both' },
  'half-close': { ...first, how: 'shutdown', data: 'on' },
  'linger-zero': { ...first, how: 'linger' },
  'unread-data': { ...first, unread: 'on' },
  killed: { ...first, who: 'server', how: 'kill', data: 'on' },
} as const satisfies Record<string, CloseLossState>;

export type PresetName = keyof typeof presets;

/** The buttons of a figure about losses, and of one about the ends that are no close. */
export const shown = {
  losses: [
    'four-segments',
    'three-segments',
    'first-fin-lost',
    'fin-lost-for-ever',
    'fin-ack-lost',
    'second-fin-lost',
    'both-at-once',
    'half-close',
  ],
  aborts: ['unread-data', 'linger-zero', 'killed', 'four-segments'],
} as const satisfies Record<string, readonly PresetName[]>;

/** Which of the two a figure is goes by the state it opens with. */
export function kindOf(preset: PresetName): keyof typeof shown {
  return (shown.losses as readonly string[]).includes(preset) ? 'losses' : 'aborts';
}
