// A segment arrives at an endpoint. Each function returns what became of it, for the log.
//
// Follows RFC 9293 section 3.10.7.4 in its order (sequence, RST, SYN, ACK, text, FIN), RFC 5961 (challenge ACK),
// RFC 7323 section 5 (PAWS) and Linux 6.18, net/ipv4/tcp_input.c: tcp_validate_incoming(), tcp_rcv_state_process().
// Leaves out security, urgent data and ECN. SYN-SENT and what is special about a passive open are in open.ts.
import { rtoAfterSynLossMs, synAckWindowBytes as windowBytes } from '#content/facts/linux.ts';
import { mssDefaultBytes } from '#content/facts/tcp.ts';
import { answer, hurryAcks, isOld } from './acceptable.ts';
import { acknowledge } from './acknowledge.ts';
import { type Endpoint, sinceMs } from './endpoint.ts';
import type { Verdict } from './log.ts';
import { sampleRoundTrip, setRto } from './round-trip.ts';
import { ACK, FIN, occupies, RST, type Segment, SYN } from './segment.ts';
import { arm, clockMs, output, refuse, repair, sendAck } from './sender.ts';
import { advance, ahead } from './sequence.ts';
import { enter, fail, finAcked, finArrives, move } from './states.ts';

/** Processes a segment in any synchronized state but TIME-WAIT. */
export function receive(endpoint: Endpoint, segment: Segment): Verdict {
  const { rcvNxt, rcvAcked, state } = endpoint;
  const { flags, seq, length, options } = segment;
  const resets = flags & RST;
  const beyond = ahead(seq, rcvNxt);
  const old = isOld(endpoint, segment);
  // What is left of an orphan in FIN-WAIT-2: tcp_timewait_state_process().
  const remnant = endpoint.orphan && state === 'FIN-WAIT-2';
  // tcp_disordered_ack_check(): an old pure ACK is nothing unusual and is not answered.
  if (old && flags === ACK && !length && beyond <= 0 && !remnant) return 'old-timestamp';
  const outside = old || ahead(advance(seq, occupies(segment)), rcvAcked) < 0 || beyond > windowBytes;
  // RFC 5961 (3.2): only the exact number resets. tcp_reset_check(): after a FIN the number before it does as well.
  // A remnant takes any in the window.
  if (resets && (!beyond || (remnant && !outside) || (endpoint.finReceived && beyond === -1))) {
    fail(endpoint, state === 'CLOSE-WAIT' ? 'EPIPE' : 'ECONNRESET');
    return 'accepted';
  }
  // RFC 5961 (4.2): a SYN is challenged wherever it lies; only where two opens cross it comes with the awaited ACK.
  const challenged = flags & SYN && (outside || seq !== endpoint.irs || state !== 'SYN-RECEIVED');
  if (outside || resets || challenged) {
    // RFC 9293 (3.10.7.4, first): send an ACK unless it is a RST, and drop. RFC 5961 (3.2): a RST in the window too.
    if (!outside || !resets) answer(endpoint, segment);
    return challenged || !outside ? 'challenged' : old ? 'old-timestamp' : 'out-of-window';
  }
  // RFC 7323 (4.3): remember the timestamp of the segment that the next ACK will be for.
  if (options.timestamps && ahead(seq, rcvAcked) <= 0) endpoint.tsRecent = options.timestamps[0];
  endpoint.heardUs = endpoint.run.nowUs;
  return flags & ACK ? acceptAck(endpoint, segment) : 'accepted';
}

/** RFC 9293 (3.10.7.4, fifth). */
function acceptAck(endpoint: Endpoint, segment: Segment): Verdict {
  const { state, sndUna, sndNxt, writeSeq } = endpoint;
  const { ack } = segment;
  if (ahead(ack, sndNxt) > 0) {
    // RFC 9293: send an ACK and drop. Differs: Linux drops silently in ESTABLISHED.
    if (state !== 'ESTABLISHED') answer(endpoint, segment);
    return 'unacceptable-ack';
  }
  endpoint.run.features.heard?.(endpoint, segment);
  if (ahead(ack, sndUna) > 0) acknowledged(endpoint, segment);
  if (state === 'SYN-RECEIVED') establish(endpoint);
  // Only the FIN lies beyond what the application has written.
  const to = ahead(ack, writeSeq) > 0 && move(endpoint, finAcked);
  return !to || to === 'FIN-WAIT-2' ? acceptText(endpoint, segment) : 'accepted';
}

/** The handshake is complete on this side. */
export function establish(endpoint: Endpoint): void {
  // RFC 6298 (5.7): the handshake needed a retransmission and nothing could be measured.
  if (!endpoint.srttMs) setRto(endpoint, rtoAfterSynLossMs);
  // Only now Linux makes a socket of the request of a passive open and lets accept() have it.
  if (endpoint.request) endpoint.host.acceptQueue.push(endpoint);
  endpoint.request = false;
  // tcp_finish_connect(): keepalive counts from the SYN-ACK.
  endpoint.heardUs = endpoint.run.nowUs;
  enter(endpoint, 'ESTABLISHED');
}

/** Takes the acknowledged from the queue, measures the round trip, restarts or stops the timers. RFC 6298 (5.2), (5.3). */
export function acknowledged(endpoint: Endpoint, { ack, options: { timestamps, sack } }: Segment): void {
  const { queue, recoverySeq, retransmitUs = 0, retransmits } = endpoint;
  const flight = queue.length;
  const [first] = queue;
  let sampleMs = 0;
  let again = false;
  endpoint.sndUna = ack;
  // Each round takes one from the queue, so the loop ends.
  for (let [head] = queue; head && ahead(ack, advance(head.seq, occupies(head))) >= 0; [head] = queue) {
    // RFC 6298 (3), Karn: nothing is measured on what was sent twice.
    again ||= head.transmission > 1;
    // A wire without delay still takes a moment. What was SACKed has arrived long ago.
    if (!head.sacked) sampleMs ||= sinceMs(endpoint, head.sentUs) || 0.001;
    queue.shift();
  }
  // RFC 7323 (4): with timestamps even a retransmission can be measured, by the copy that is echoed.
  if (again) sampleMs = timestamps ? ahead(clockMs(endpoint), timestamps[1]) : 0;
  if (sampleMs) sampleRoundTrip(endpoint, sampleMs);
  // tcp_init_transfer(): a handshake that needed more than one retransmission leaves a window of one segment, unless the
  // timestamp tells that the first copy has arrived. tcp_slow_start(): one more for each that is acknowledged, if used.
  if (first && first.flags & SYN) {
    const spurious = timestamps && Math.abs(sampleMs - sinceMs(endpoint, retransmitUs)) < 1;
    endpoint.window = retransmits && first.transmission > 2 && !spurious ? 1 : Number.POSITIVE_INFINITY;
  } else if (endpoint.window < 2 * flight) endpoint.window += flight - queue.length;
  endpoint.retransmits = 0;
  // tcp_process_tlp_ack(): what a probe has repaired counts as a probe under way until more than that is acknowledged,
  // unless a D-SACK tells that the probe was needless.
  endpoint.probed &&= ack === endpoint.probeEnd && !(sack && ahead(ack, sack[0]?.[1] ?? ack) >= 0);
  if (recoverySeq === undefined || ahead(recoverySeq, ack) <= 0)
    endpoint.recoverySeq = endpoint.retransmitUs = undefined;
  repair(endpoint);
  arm(endpoint);
  output(endpoint);
}

/** RFC 9293 (3.10.7.4, seventh and eighth): text and FIN. RFC 5681 (4.2): one ACK at once when a gap is filled. */
function acceptText(endpoint: Endpoint, segment: Segment): Verdict {
  const filling = endpoint.pending.length;
  const verdict = take(endpoint, segment);
  if (endpoint.state === 'CLOSED') return verdict;
  if (filling && endpoint.ackWanted) sendAck(endpoint);
  else acknowledge(endpoint);
  return verdict;
}

function take(endpoint: Endpoint, segment: Segment): Verdict {
  const { rcvNxt, pending, run } = endpoint;
  const fin = segment.flags & FIN;
  const end = advance(segment.seq, occupies(segment));
  const fresh = ahead(end, rcvNxt) - fin;
  let verdict: Verdict = 'accepted';
  if (!occupies(segment)) return verdict;
  endpoint.ackWanted = true;
  if (fresh + fin <= 0) {
    hurryAcks(endpoint, segment);
    verdict = 'duplicate';
  } else if (fresh > 0 && (endpoint.orphan || endpoint.deaf)) {
    // RFC 9293 (3.6.1): data after close() is lost, so the peer must learn of it by a RST. A FIN beyond a gap tells of it.
    enter(endpoint, 'CLOSED');
    refuse(endpoint.host, segment, endpoint.connection);
    return 'reset-by-receiver';
  } else if (ahead(segment.seq, rcvNxt) > 0) {
    pending.push(segment);
    verdict = 'out-of-order';
  } else {
    endpoint.rcvNxt = end;
    endpoint.unread += fresh;
    if (fresh) endpoint.dataUs = run.nowUs;
    // tcp_measure_rcv_mss(): below the first guess of the MSS a segment is a small one.
    if (fresh && fresh < mssDefaultBytes) endpoint.smallOnes = (endpoint.smallOnes ?? 0) + 1;
    endpoint.finReceived ||= fin > 0;
    // tcp_fin(): expect that this side closes soon too, and let the ACK ride on its FIN.
    if (fin && move(endpoint, finArrives) === 'CLOSE-WAIT') endpoint.pingpong = true;
    else if (fin) sendAck(endpoint);
    // What waited behind the gap is looked at again; what still waits is put back.
    for (const later of pending.splice(0)) take(endpoint, later);
  }
  return verdict;
}
