// What a reader can set, what a link can hold, and the states that have a name.
import { keepaliveIntervalMs, keepaliveProbes, keepaliveTimeMs, retries2 } from '#content/facts/linux.ts';
import { defaults, type State } from '../../../models/share/share.ts';

export const schema = {
  /** What happens: a cable is cut, a process killed, a host loses power, or it reboots and is back. */
  what: { kind: 'choice', default: 'cable', values: ['cable', 'kill', 'off', 'reboot'] },
  /** To whom; with a cut cable both stay, and this one only listens. */
  gone: { kind: 'choice', default: 'server', values: ['server', 'client'] },
  /** Data that the killed process has received and not read. */
  unread: { kind: 'choice', default: 'off', values: ['off', 'on'] },
  /** Whether the other side writes after it has happened, or only waits in recv(). */
  traffic: { kind: 'choice', default: 'idle', values: ['idle', 'sending'] },
  /** On which side keepalive is on. */
  keep: { kind: 'choice', default: 'off', values: ['off', 'client', 'server'] },
  /** TCP_KEEPIDLE, TCP_KEEPINTVL in seconds, TCP_KEEPCNT. */
  time: { kind: 'integer', default: keepaliveTimeMs / 1_000, min: 1, max: 10_800 },
  interval: { kind: 'integer', default: keepaliveIntervalMs / 1_000, min: 1, max: 300 },
  probes: { kind: 'integer', default: keepaliveProbes, min: 1, max: 20 },
  /** TCP_USER_TIMEOUT on both sides, in seconds; 0: not set. */
  limit: { kind: 'integer', default: 0, min: 0, max: 300 },
  retries: { kind: 'integer', default: retries2, min: 1, max: 20 },
  /** One way, in milliseconds. Two of them stay below the initial RTO, or the handshake would repeat itself. */
  delay: { kind: 'integer', default: 50, min: 1, max: 400 },
  /** Whether a long series is drawn in full. */
  rows: { kind: 'choice', default: 'folded', values: ['folded', 'all'] },
} as const;

export type WhoNoticesState = State<typeof schema>;

const first = defaults(schema);

/** The states that a chapter and the buttons name. */
export const presets = {
  'cable-cut-idle': first,
  'cable-cut-sending': { ...first, traffic: 'sending' },
  'process-killed': { ...first, what: 'kill', traffic: 'sending' },
  'process-killed-unread': { ...first, what: 'kill', traffic: 'sending', unread: 'on' },
  'powered-off': { ...first, what: 'off', traffic: 'sending' },
  rebooted: { ...first, what: 'reboot', traffic: 'sending' },
  // A laptop is shut and carried away; the server has nothing to send that could fail.
  keepalive: { ...first, what: 'off', gone: 'client', keep: 'server' },
  'user-timeout': { ...first, traffic: 'sending', limit: 10 },
} as const satisfies Record<string, WhoNoticesState>;

export type PresetName = keyof typeof presets;
