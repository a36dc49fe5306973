// Socket options and calls beyond the plain ones: shutdown, abort, SO_LINGER, keepalive, TCP_USER_TIMEOUT, timeouts.
//
// Follows RFC 9293 sections 3.6 (half-close), 3.8.4 (keep-alive), 3.10.5 (ABORT), RFC 5482 (user timeout) and Linux 6.18:
// tcp_shutdown(), tcp_disconnect(), tcp_keepalive_timer(), inet_csk_listen_stop() and socket(7) for SO_LINGER.
import { keepaliveIntervalMs, keepaliveProbes, keepaliveTimeMs } from '#content/facts/linux.ts';
import { abort, calls, close, finish } from './application.ts';
import { type Call, type CallContext, type Endpoint, type Features, setTimer, sinceMs } from './endpoint.ts';
import { ACK, RST } from './segment.ts';
import { emit } from './sender.ts';
import { advance } from './sequence.ts';
import { fail, waitForFin } from './states.ts';

/** A call that gives up after `timeoutUs` if the step names one. */
export const timed =
  (call: Call): Call =>
  (context) => {
    const { host, step, calledUs, first } = context;
    const result = call(context);
    const dueUs = calledUs + (step.timeoutUs ?? Number.POSITIVE_INFINITY);
    if (result === undefined && first && step.timeoutUs) host.run.schedule(dueUs, () => {});
    return result ?? (host.run.nowUs >= dueUs ? 'timed out' : undefined);
  };

const number = ({ step }: CallContext): number => [step.value ?? 0].flat()[0] ?? 0;

/** Keep-alive as a socket has it: TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT. */
interface KeepAlive {
  readonly timeMs: number;
  readonly intervalMs: number;
  readonly probes: number;
}

/**
 * After `timeMs` without a word from the peer a probe, then one each `intervalMs`, and after `probes` unanswered ones
 * a RST and ETIMEDOUT. With a user timeout that decides instead of the count. tcp_keepalive_timer().
 */
function keepAlive(endpoint: Endpoint, settings: KeepAlive, sent: number, heardUs: number): void {
  const { timeMs, intervalMs, probes } = settings;
  const { userTimeoutMs } = endpoint;
  const idleMs = sinceMs(endpoint, endpoint.heardUs);
  const busy = endpoint.queue.length > 0;
  const unanswered = endpoint.heardUs === heardUs ? sent : 0;
  const { heardUs: before } = endpoint;
  const again = (delayMs: number, count: number): void =>
    setTimer(endpoint, 'keepalive', delayMs, () => keepAlive(endpoint, settings, count, before));
  if (busy || idleMs < timeMs) {
    again(busy ? timeMs : timeMs - idleMs, unanswered);
  } else if (userTimeoutMs ? unanswered > 0 && idleMs >= userTimeoutMs : unanswered >= probes) {
    emit(endpoint, RST | ACK, endpoint.sndNxt);
    fail(endpoint, 'ETIMEDOUT');
  } else {
    // RFC 9293 (3.8.4): a number that was acknowledged already makes the peer answer.
    emit(endpoint, ACK, advance(endpoint.sndUna, -1));
    again(intervalMs, unanswered + 1);
  }
}

const waitsForPeer = new Set(['FIN-WAIT-1', 'CLOSING', 'LAST-ACK']);

/** close() with SO_LINGER: with time 0 an abort; else it blocks until the peer has acknowledged or the time is up. */
function lingeringClose({ endpoint, first, calledUs }: CallContext): 'ok' | undefined {
  const { lingerMs, state } = endpoint ?? {};
  if (!endpoint || state === 'CLOSED') return 'ok';
  if (lingerMs === undefined || (first && endpoint.unread)) {
    close(endpoint);
  } else if (!lingerMs) {
    abort(endpoint);
  } else {
    if (first) {
      endpoint.deaf = true;
      finish(endpoint);
      endpoint.run.schedule(calledUs + lingerMs * 1_000, () => {});
    }
    if (waitsForPeer.has(endpoint.state) && sinceMs(endpoint, calledUs) < lingerMs) return undefined;
    endpoint.orphan = true;
    waitForFin(endpoint);
  }
  return 'ok';
}

/** A call that sets something on a socket that exists. */
const set =
  (change: (endpoint: Endpoint, context: CallContext) => void): Call =>
  (context) => {
    if (!context.endpoint) return 'ENOTCONN';
    change(context.endpoint, context);
    return 'ok';
  };

/** Options and calls; times in `value` are milliseconds. */
export const options: Features = {
  calls: {
    connect: timed(calls.connect),
    accept: timed(calls.accept),
    recv: timed(calls.recv),

    /** connect() on a non-blocking socket: the SYN leaves and the call returns. */
    'connect-without-waiting': (context) => calls.connect(context) ?? 'ok',

    /** shutdown(SHUT_WR): the half-close of RFC 9293 (3.6). */
    shutdown: ({ endpoint }) => {
      if (!endpoint || endpoint.state === 'CLOSED') return 'ENOTCONN';
      finish(endpoint);
      return 'ok';
    },

    close: lingeringClose,
    /** close() with SO_LINGER on and its time 0. */
    abort: set((endpoint) => {
      if (endpoint.state !== 'CLOSED') abort(endpoint);
    }),

    /** SO_LINGER on, with this time. */
    linger: set((endpoint, context) => {
      endpoint.lingerMs = number(context);
    }),
    'no-delay': set((endpoint) => {
      endpoint.noDelay = true;
    }),
    'user-timeout': set((endpoint, context) => {
      endpoint.userTimeoutMs = number(context);
    }),
    /** SO_KEEPALIVE with [idle, interval, probes]; what is left out has Linux's default. */
    keepalive: set((endpoint, { step }) => {
      const [timeMs = keepaliveTimeMs, intervalMs = keepaliveIntervalMs, probes = keepaliveProbes] = [
        step.value ?? [],
      ].flat();
      // tcp_set_keepalive(): not on a socket that is closed.
      if (endpoint.state !== 'CLOSED') keepAlive(endpoint, { timeMs, intervalMs, probes }, 0, endpoint.heardUs);
    }),
  },
};
