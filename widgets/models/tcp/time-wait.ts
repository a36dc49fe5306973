// A segment arrives in TIME-WAIT.
//
// Follows RFC 9293 section 3.10.7.4, RFC 6191, RFC 1337 and Linux 6.18, net/ipv4/tcp_minisocks.c,
// tcp_timewait_state_process().
import { answer, isOld, newer } from './acceptable.ts';
import type { Endpoint } from './endpoint.ts';
import type { Verdict } from './log.ts';
import { ACK, occupies, RST, type Segment, SYN } from './segment.ts';
import { ahead } from './sequence.ts';
import { closeAfter, enter } from './states.ts';

/** Processes a segment in TIME-WAIT. Undefined: it is a SYN that may open a new connection on this 4-tuple. */
export function receiveInTimeWait(endpoint: Endpoint, segment: Segment): Verdict | undefined {
  const { timeWaitMs, rfc1337 } = endpoint.profile;
  const { flags } = segment;
  const old = isOld(endpoint, segment);
  const beyond = ahead(segment.seq, endpoint.rcvNxt);
  const exact = !old && !beyond;
  const restart = (): void => closeAfter(endpoint, 'time-wait', timeWaitMs);
  // RFC 9293 (MAY-2), RFC 6191 (2): a SYN is new if its number or its timestamp is beyond the old connection's.
  if ((flags & (SYN | RST | ACK)) === SYN && !old && (beyond > 0 || newer(endpoint, segment) > 0)) return undefined;
  if (flags & RST) {
    // RFC 1337 (2): a RST in the right place assassinates TIME-WAIT. Linux lets it, unless tcp_rfc1337 is set.
    if (exact && rfc1337) restart();
    else if (exact) enter(endpoint, 'CLOSED');
    return 'ignored-in-time-wait';
  }
  // RFC 9293 (3.10.7.4): the remote FIN came again: acknowledge it and restart the 2 MSL timeout.
  // Differs: Linux restarts on any segment with ACK and on old timestamps, but not on a lone old SYN.
  if (old || flags & ACK) restart();
  if (exact && !occupies(segment)) return 'ignored-in-time-wait';
  answer(endpoint, segment);
  return 'answered-from-time-wait';
}
