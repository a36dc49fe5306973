// Which local port a socket may have: bind(), the range of ephemeral ports, and what TIME-WAIT leaves of it.
//
// Follows RFC 6056 only in that a port is chosen (here the first free one, so that a run can be read), RFC 6191, ip(7),
// socket(7) for SO_REUSEADDR and SO_REUSEPORT, and Linux 6.18: inet_csk_get_port(), __inet_hash_connect(),
// tcp_twsk_unique() with tcp_tw_reuse and tcp_tw_reuse_delay. Recordings 15h to 15n and 28.
// A feature. Leaves out addresses: there is one on each side.
import { portRangeFirst, portRangeLast } from '#content/facts/linux.ts';
import { calls } from './application.ts';
import type { Call, CallContext, Endpoint, Features, Host } from './endpoint.ts';
import { timed } from './options.ts';

/** A socket with a local port that is no connection: bound, perhaps listening. */
interface Bound {
  readonly port: number;
  readonly reuseAddress: boolean;
  readonly reusePort: boolean;
  listening: boolean;
}

interface Ports {
  range: readonly [first: number, last: number];
  readonly bound: Map<string, Bound>;
}

const known = new WeakMap<Host, Ports>();

function portsOf(host: Host): Ports {
  const ports = known.get(host) ?? { range: [portRangeFirst, portRangeLast], bound: new Map() };
  known.set(host, ports);
  return ports;
}

const serverPort = 8_080;
const numbers = ({ step }: CallContext): readonly number[] => [step.value ?? []].flat();
const localPort = (host: Host, { port }: Endpoint): number => (host.side === 'client' ? port : serverPort);

/** bind(): `value` is [SO_REUSEADDR, SO_REUSEPORT], 0 or 1. */
function bind(context: CallContext): 'ok' | 'EADDRINUSE' {
  const { host, step } = context;
  const { port = serverPort, socket = '' } = step;
  const [address = 0, together = 0] = numbers(context);
  const mine: Bound = { port, reuseAddress: address > 0, reusePort: together > 0, listening: false };
  const { bound } = portsOf(host);
  const connected = [...host.endpoints.values()].some((endpoint) => localPort(host, endpoint) === port);
  const others = [...bound.values()].filter((other) => other.port === port);
  // inet_csk_bind_conflict(): SO_REUSEADDR does not help against a listener, SO_REUSEPORT only if all have it.
  const shared = (other: Bound): boolean =>
    (mine.reusePort && other.reusePort) || (mine.reuseAddress && other.reuseAddress && !other.listening);
  if ((connected && !mine.reuseAddress && !mine.reusePort) || !others.every(shared)) return 'EADDRINUSE';
  bound.set(socket, mine);
  return 'ok';
}

/** tcp_twsk_unique(): may a new connection take the port of this one? */
function mayReplace(host: Host, { state, timestamps, connection }: Endpoint): boolean {
  const { run, side, profile } = host;
  const entered = run.events.findLast(
    (event) =>
      event.kind === 'state' && event.at === side && event.connection === connection && event.to === 'TIME-WAIT',
  );
  const restedMs = (run.nowUs - (entered?.atUs ?? 0)) / 1_000;
  // tcp_tw_reuse: 0 never, 1 always, 2 only for loopback.
  const allowed = profile.twReuse === 1 || (profile.twReuse === 2 && run.scenario.loopback === true);
  return state === 'TIME-WAIT' && timestamps && allowed && restedMs > profile.twReuseDelayMs;
}

/** connect() from the port that was bound, or from the first of the range whose 4-tuple is free. */
function connect(context: CallContext): ReturnType<Call> {
  const { host, step, first } = context;
  const { range, bound } = portsOf(host);
  let port = step.port ?? bound.get(step.socket ?? '')?.port;
  for (let candidate = range[0]; first && port === undefined && candidate <= range[1]; candidate++) {
    const taken = host.endpoints.get(candidate);
    if (!taken || mayReplace(host, taken)) port = candidate;
  }
  if (first && port === undefined) return 'EADDRNOTAVAIL';
  return timed(calls.connect)({ ...context, step: { ...step, ...(port !== undefined && { port }) } });
}

/** Calls bind, connect, listen, close-listener and port-range (the sysctl, [first, last]). */
export const ports: Features = {
  calls: {
    bind,
    connect,

    'port-range': (context) => {
      const [first = portRangeFirst, last = portRangeLast] = numbers(context);
      portsOf(context.host).range = [first, last];
      return 'ok';
    },

    /** listen() on a bound socket; with `port` the socket is bound first, with SO_REUSEADDR as servers do. */
    'listen-on': (context) => {
      const { host, step } = context;
      const { bound } = portsOf(host);
      if (step.port !== undefined && bind({ ...context, step: { ...step, value: 1 } }) !== 'ok') return 'EADDRINUSE';
      const mine = bound.get(step.socket ?? '');
      if (!mine) return 'ENOTCONN';
      mine.listening = true;
      host.listening ||= mine.port === serverPort;
      return 'ok';
    },

    /** close() on a bound or listening socket. */
    'close-listener': ({ host, step }) => {
      const { bound } = portsOf(host);
      bound.delete(step.socket ?? '');
      host.listening = [...bound.values()].some(({ port, listening }) => listening && port === serverPort);
      return 'ok';
    },
  },
};
