// The state diagram: where closing, the peer's FIN and the ACK of the own FIN lead, and what a state starts.
//
// Follows RFC 9293 section 3.3.2, figure 5, and for the two states that end by a clock Linux 6.18: TIME-WAIT of
// constant length, FIN-WAIT-2 without a process (tcp_fin_time(), tcp_time_wait()).
// Leaves out the limit on the number of TIME-WAITs (tcp_max_tw_buckets), which is about a host.
import { timeWaitMs as stepMs } from '#content/facts/linux.ts';
import { type Endpoint, endTimer, setTimer, tell } from './endpoint.ts';
import type { Errno, State, TimerName } from './log.ts';

type Moves = Readonly<Partial<Record<State, State>>>;

/** The application closes. */
export const closes: Moves = {
  'SYN-SENT': 'CLOSED',
  'SYN-RECEIVED': 'FIN-WAIT-1',
  ESTABLISHED: 'FIN-WAIT-1',
  'CLOSE-WAIT': 'LAST-ACK',
};
/** The peer's FIN arrives. */
export const finArrives: Moves = {
  ESTABLISHED: 'CLOSE-WAIT',
  'FIN-WAIT-1': 'CLOSING',
  'FIN-WAIT-2': 'TIME-WAIT',
};
/** The own FIN is acknowledged. */
export const finAcked: Moves = { 'FIN-WAIT-1': 'FIN-WAIT-2', CLOSING: 'TIME-WAIT', 'LAST-ACK': 'CLOSED' };

/** Moves along a table; the new state, or undefined where the table leads nowhere. */
export function move(endpoint: Endpoint, moves: Moves): State | undefined {
  const to = moves[endpoint.state];
  if (to) enter(endpoint, to);
  return to;
}

/** Changes the state, says so, and starts what belongs to the new one. */
export function enter(endpoint: Endpoint, to: State): void {
  const { state: from, timers, profile, host } = endpoint;
  endpoint.state = to;
  tell(endpoint, { kind: 'state', from, to });
  if (to === 'CLOSED') host.endpoints.delete(endpoint.port);
  if (to === 'CLOSED' || to === 'TIME-WAIT') for (const timer in timers) endTimer(endpoint, timer as TimerName);
  if (to === 'TIME-WAIT') {
    endpoint.invalidAckUs = Number.NEGATIVE_INFINITY;
    // A profile without the wait goes straight on to CLOSED.
    if (profile.timeWaitMs) closeAfter(endpoint, 'time-wait', profile.timeWaitMs);
    else enter(endpoint, 'CLOSED');
  }
  if (to === 'FIN-WAIT-2') waitForFin(endpoint);
}

/** Starts or restarts a timer that ends in CLOSED. */
export function closeAfter(endpoint: Endpoint, timer: TimerName, delayMs: number): void {
  setTimer(endpoint, timer, delayMs, () => enter(endpoint, 'CLOSED'));
}

/**
 * FIN-WAIT-2 without a process. RFC 9293 waits for ever; Linux waits tcp_fin_timeout, and what exceeds 60 s twice:
 * once with the socket, once with what is left of it. Recordings 10a to 10i.
 */
export function waitForFin(endpoint: Endpoint): void {
  const { finTimeoutMs } = endpoint.profile;
  if (!endpoint.orphan || !finTimeoutMs) return;
  // What is left of the socket has one timer.
  endTimer(endpoint, 'keepalive');
  // tcp_fin_time(): at least three and a half RTOs.
  const waitMs = Math.max(finTimeoutMs, 3.5 * endpoint.rtoMs);
  const restMs = waitMs - stepMs;
  if (restMs > 0) setTimer(endpoint, 'fin-wait-2', restMs, () => closeAfter(endpoint, 'fin-wait-2', restMs));
  else closeAfter(endpoint, 'fin-wait-2', waitMs);
}

/** Ends an endpoint with an error that the application will see. */
export function fail(endpoint: Endpoint, error: Errno): void {
  endpoint.error = error;
  enter(endpoint, 'CLOSED');
}
