// TIME-WAIT, and FIN-WAIT-2 after close(): the two states that end by a clock.
//
// Follows RFC 9293 sections 3.6.1 and 3.10.7.4, RFC 6191, RFC 1337 and Linux 6.18, net/ipv4/tcp_minisocks.c,
// tcp_timewait_state_process(). Leaves out the limit on their number (tcp_max_tw_buckets), which is about a host
// and not about a connection.
import { timeWaitMs as finWaitStepMs } from '#content/facts/linux.ts';
import { answerInvalid, olderThanSeen } from './acceptable.ts';
import { clearTimer, destroy, type Endpoint, enter, type Judge, setTimer } from './endpoint.ts';
import { ACK, occupies, RST, type Segment, SYN } from './segment.ts';
import { sendAck } from './sender.ts';
import { ahead, seq } from './sequence.ts';

/** Enters TIME-WAIT and starts its clock; a profile without the wait goes straight on to CLOSED. */
export function enterTimeWait(endpoint: Endpoint): void {
  for (const timer of [...endpoint.timers.keys()]) clearTimer(endpoint, timer);
  enter(endpoint, 'TIME-WAIT');
  endpoint.lastInvalidAckUs = Number.NEGATIVE_INFINITY;
  if (endpoint.host.profile.timeWaitMs) restart(endpoint);
  else destroy(endpoint);
}

const restart = (endpoint: Endpoint): void =>
  setTimer(endpoint, 'time-wait', endpoint.host.profile.timeWaitMs * 1_000, () => destroy(endpoint));

/**
 * Processes a segment in TIME-WAIT. True: it is a SYN that may open a new connection on this 4-tuple.
 */
export function receiveInTimeWait(endpoint: Endpoint, segment: Segment, judge: Judge): boolean {
  const { rcvNxt, tsRecent, host } = endpoint;
  const { flags, options } = segment;
  const stamp = options.timestamps;
  const old = olderThanSeen(endpoint, segment);
  if (!old && segment.seq === rcvNxt && (flags & RST || !occupies(segment))) {
    // RFC 1337 (2): a RST in the right place assassinates TIME-WAIT. Linux lets it, unless tcp_rfc1337 is set.
    if (flags & RST && !host.profile.rfc1337) {
      destroy(endpoint);
    } else {
      judge('ignored-in-time-wait');
      restart(endpoint);
      if (stamp) endpoint.tsRecent = stamp[0];
    }
    return false;
  }
  // RFC 9293 (MAY-2), RFC 6191 (2): a SYN is new if its number or its timestamp is beyond the old connection's.
  const newer =
    ahead(segment.seq, rcvNxt) > 0 || (stamp && endpoint.timestamps && ahead(seq(stamp[0]), seq(tsRecent)) > 0);
  if ((flags & (SYN | RST | ACK)) === SYN && !old && newer) return true;
  if (flags & RST) {
    judge('ignored-in-time-wait');
    return false;
  }
  // RFC 9293 (3.10.7.4): the remote FIN came again: acknowledge it and restart the 2 MSL timeout.
  // Differs: Linux restarts on any segment with ACK and on old timestamps, but not on a lone old SYN.
  if (old || flags & ACK) restart(endpoint);
  judge('answered-from-time-wait');
  if (answerInvalid(endpoint, segment)) sendAck(endpoint);
  return false;
}

/**
 * FIN-WAIT-2 without a process. RFC 9293 waits for ever; Linux waits tcp_fin_timeout, and what exceeds 60 s twice:
 * once with the socket, once with what is left of it. Recordings 10a to 10i.
 */
export function waitForFin(endpoint: Endpoint): void {
  const { rtoUs, host } = endpoint;
  if (!host.profile.finTimeoutMs) return;
  const waitUs = Math.max(host.profile.finTimeoutMs * 1_000, 3.5 * rtoUs);
  const restUs = waitUs - finWaitStepMs * 1_000;
  setTimer(endpoint, 'fin-wait-2', restUs > 0 ? restUs : waitUs, () => {
    if (restUs > 0) setTimer(endpoint, 'fin-wait-2', restUs, () => destroy(endpoint));
    else destroy(endpoint);
  });
}
