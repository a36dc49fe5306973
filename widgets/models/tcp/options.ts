// Socket options and calls beyond the plain ones: keepalive, TCP_USER_TIMEOUT, timeouts, and what closing.ts knows.
//
// Follows RFC 9293 section 3.8.4 (keep-alive), RFC 5482 (user timeout) and Linux 6.18: tcp_keepalive_timer().
import { keepaliveIntervalMs, keepaliveProbes, keepaliveTimeMs } from '#content/facts/linux.ts';
import { calls, connectWithoutWaiting } from './application.ts';
import { closing } from './closing.ts';
import { type Call, type CallContext, type Endpoint, type Features, setTimer, sinceMs } from './endpoint.ts';
import { ACK, RST } from './segment.ts';
import { emit } from './sender.ts';
import { advance } from './sequence.ts';
import { fail } from './states.ts';

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
    ...closing.calls,
    connect: timed(calls.connect),
    accept: timed(calls.accept),
    recv: timed(calls.recv),

    'connect-without-waiting': connectWithoutWaiting,

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
