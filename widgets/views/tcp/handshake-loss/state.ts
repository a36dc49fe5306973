// What a reader can set, what a link can hold, and the states that have a name.
import { synAckRetries, synLinearTimeouts, synRetries } from '#content/facts/linux.ts';
import { defaults, type State } from '../../../models/share/share.ts';
import { linux618, linuxBefore65, type Profile, rfc9293 } from '../../../models/tcp/profile.ts';

export const profiles: Readonly<Record<'linux' | 'before65' | 'rfc', Profile>> = {
  linux: linux618,
  before65: linuxBefore65,
  rfc: rfc9293,
};

/** As many handshakes as the curve is made of; each has a seed of its own. */
export const seeds = 10_000;

export const schema = {
  /** A plain opening, an old SYN that reaches the server, a port where nobody listens, a full accept queue. */
  scene: { kind: 'choice', default: 'open', values: ['open', 'old', 'closed', 'full'] },
  /** Who sends data first. */
  first: { kind: 'choice', default: 'nobody', values: ['nobody', 'client', 'server'] },
  /** Probabilities of loss, in per cent. */
  syn: { kind: 'integer', default: 0, min: 0, max: 100 },
  synack: { kind: 'integer', default: 0, min: 0, max: 100 },
  ack: { kind: 'integer', default: 0, min: 0, max: 100 },
  seed: { kind: 'integer', default: 1, min: 1, max: seeds },
  /** Segments lost or delivered by hand: c2 is the second that the client sends, s1 the server's first. */
  drop: { kind: 'set', default: [], item: /^[cs][1-9]\d?$/, most: 20 },
  keep: { kind: 'set', default: [], item: /^[cs][1-9]\d?$/, most: 20 },
  /** One way, in milliseconds. Two of them stay below the initial RTO, or SYNs would be repeated that are not lost. */
  delay: { kind: 'integer', default: 50, min: 1, max: 400 },
  profile: { kind: 'choice', default: 'linux', values: ['linux', 'before65', 'rfc'] },
  retries: { kind: 'integer', default: synRetries, min: 1, max: 10 },
  linear: { kind: 'integer', default: synLinearTimeouts, min: 0, max: 10 },
  answers: { kind: 'integer', default: synAckRetries, min: 0, max: 10 },
  /** How long the old SYN is on its way, in seconds. */
  held: { kind: 'integer', default: 3, min: 1, max: 120 },
  /** The accept queue is full when this arrives. */
  full: { kind: 'choice', default: 'syn', values: ['syn', 'ack'] },
  /** When the server's program calls accept(), in seconds. */
  accepts: { kind: 'integer', default: 4, min: 1, max: 150 },
  /** tcp_abort_on_overflow. */
  abort: { kind: 'choice', default: 'off', values: ['off', 'on'] },
} as const;

export type HandshakeState = State<typeof schema>;

const nothing = defaults(schema);

/** The states that a chapter and the buttons name. */
export const presets = {
  'syn-lost': { ...nothing, drop: ['c1'] },
  'nothing-lost': nothing,
  'all-syns-lost': { ...nothing, syn: 100 },
  'synack-lost': { ...nothing, drop: ['s1'] },
  'ack-lost-client-silent': { ...nothing, drop: ['c2'] },
  'ack-lost-client-speaks': { ...nothing, drop: ['c2'], first: 'client' },
  'ack-lost-server-speaks': { ...nothing, drop: ['c2'], first: 'server' },
  'old-syn': { ...nothing, scene: 'old' },
  'closed-port': { ...nothing, scene: 'closed' },
  'full-backlog': { ...nothing, scene: 'full' },
} as const satisfies Record<string, HandshakeState>;

export type PresetName = keyof typeof presets;

/** Changes of a probability or of the seed let chance decide again about every segment. */
export const byChance = (state: HandshakeState): HandshakeState => ({ ...state, drop: [], keep: [] });

/** The linear timeouts belong to Linux since 6.5. */
export const linearOf = ({ profile, linear }: HandshakeState): number => (profile === 'linux' ? linear : 0);
