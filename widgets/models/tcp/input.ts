// A segment arrives at an endpoint.
//
// Follows RFC 9293 section 3.10.7.4 in its order (sequence, RST, SYN, ACK, text, FIN), RFC 5961 (challenge ACK),
// RFC 7323 section 5 (PAWS) and Linux 6.18, net/ipv4/tcp_input.c: tcp_validate_incoming(), tcp_rcv_state_process().
// Leaves out security, urgent data and ECN. SYN-SENT and passive SYN-RECEIVED are in open.ts, TIME-WAIT in its file.
import { rtoAfterSynLossMs, windowScale } from '#content/facts/linux.ts';
import { answerInvalid, olderThanSeen } from './acceptable.ts';
import { acknowledge, noteData, noteDuplicate } from './acknowledge.ts';
import { destroy, type Endpoint, enter, type Judge } from './endpoint.ts';
import { sampleRoundTrip, setRto } from './round-trip.ts';
import { ACK, FIN, occupies, RST, type Segment, SYN } from './segment.ts';
import { arm, clockMs, output, refuse, sendAck } from './sender.ts';
import { advance, ahead, type Seq, seq } from './sequence.ts';
import { enterTimeWait, waitForFin } from './time-wait.ts';

/** RFC 5961: ask the peer to prove what a RST, SYN or ACK claims. */
function challenge(endpoint: Endpoint, judge: Judge): void {
  judge('challenged');
  if (answerInvalid(endpoint, undefined)) sendAck(endpoint);
}

/** Processes a segment in any synchronized state but TIME-WAIT. */
export function receive(endpoint: Endpoint, segment: Segment, judge: Judge): void {
  const { state, rcvNxt, rcvAcked, window } = endpoint;
  const { flags, options } = segment;
  const end = advance(segment.seq, occupies(segment));
  const old = olderThanSeen(endpoint, segment);
  if (old || ahead(end, rcvAcked) < 0 || ahead(segment.seq, rcvNxt) > window) {
    // RFC 9293 (3.10.7.4, first): send an ACK unless it is a RST, and drop.
    const gone = flags & RST && ahead(segment.seq, rcvNxt) === -1 && state !== 'ESTABLISHED' && endpoint.finReceived;
    if (gone) return reset(endpoint);
    if (flags & SYN) return challenge(endpoint, judge);
    judge(old ? 'old-timestamp' : 'out-of-window');
    if (flags & RST || !answerInvalid(endpoint, segment)) return;
    if (ahead(segment.seq, rcvNxt) < 0 || old) noteDuplicate(endpoint, segment.seq, end);
    return sendAck(endpoint);
  }
  if (flags & RST) {
    // RFC 5961 (3.2): only the exact number resets, any other in the window is challenged.
    if (segment.seq === rcvNxt || (endpoint.finReceived && ahead(segment.seq, rcvNxt) === -1)) return reset(endpoint);
    return challenge(endpoint, judge);
  }
  const crossing = state === 'SYN-RECEIVED' && segment.seq === endpoint.irs;
  // RFC 5961 (4.2): a SYN in a synchronized state is challenged, wherever it lies.
  if (flags & SYN && !crossing) return challenge(endpoint, judge);
  if (!(flags & ACK)) return;
  // RFC 7323 (4.3): remember the timestamp of the segment that the next ACK will be for.
  if (options.timestamps && ahead(segment.seq, rcvAcked) <= 0) endpoint.tsRecent = options.timestamps[0];
  endpoint.lastHeardUs = endpoint.host.run.nowUs;
  if (!acceptAck(endpoint, segment, judge)) return;
  if (endpoint.state === 'CLOSED' || endpoint.state === 'TIME-WAIT') return;
  acceptText(endpoint, segment, end, judge);
}

/** RFC 9293 (3.10.7.4, second): the peer reset the connection; what the application sees depends on the state. */
export function reset(endpoint: Endpoint): void {
  const { state } = endpoint;
  destroy(endpoint, state === 'SYN-SENT' ? 'ECONNREFUSED' : state === 'CLOSE-WAIT' ? 'EPIPE' : 'ECONNRESET');
}

/** RFC 9293 (3.10.7.4, fifth). False: drop the segment. */
function acceptAck(endpoint: Endpoint, { ack, window, options }: Segment, judge: Judge): boolean {
  const { state, sndUna, sndNxt, host } = endpoint;
  if (ahead(ack, sndNxt) > 0) {
    // Linux drops this silently in ESTABLISHED; RFC 9293 and Linux in the closing states send an ACK.
    judge('unacceptable-ack');
    if (state !== 'ESTABLISHED' || !host.profile.invalidRateLimitMs) challenge(endpoint, () => {});
    return false;
  }
  endpoint.peerWindow = window << windowScale;
  if (ahead(ack, sndUna) > 0) acknowledged(endpoint, ack, options.timestamps?.[1]);
  const finAcked = endpoint.finQueued && endpoint.sndUna === advance(endpoint.writeSeq, 1);
  if (endpoint.state === 'SYN-RECEIVED') {
    establish(endpoint);
  } else if (finAcked && state === 'FIN-WAIT-1') {
    enter(endpoint, 'FIN-WAIT-2');
    if (endpoint.orphan) waitForFin(endpoint);
  } else if (finAcked && state === 'CLOSING') {
    enterTimeWait(endpoint);
  } else if (finAcked && state === 'LAST-ACK') {
    destroy(endpoint);
  }
  return true;
}

/** The handshake is complete on this side. */
export function establish(endpoint: Endpoint): void {
  // RFC 6298 (5.7): the handshake needed a retransmission and nothing could be measured.
  if (!endpoint.srttUs) setRto(endpoint, rtoAfterSynLossMs * 1_000);
  endpoint.timeouts = 0;
  enter(endpoint, 'ESTABLISHED');
  endpoint.host.run.features.established?.(endpoint);
}

/** Takes the acknowledged from the queue, measures the round trip, restarts or stops the timers. RFC 6298 (5.2), (5.3). */
export function acknowledged(endpoint: Endpoint, ack: Seq, echoMs: number | undefined): void {
  const { queue, host, recoverySeq, probeSeq } = endpoint;
  const { nowUs } = host.run;
  let sampleUs: number | undefined;
  let again = false;
  let head = queue[0];
  endpoint.sndUna = ack;
  while (head && ahead(ack, advance(head.seq, occupies(head))) >= 0) {
    // RFC 6298 (3), Karn: nothing is measured on what was sent twice.
    if (head.transmissions > 1) again = true;
    else sampleUs ??= nowUs - head.sentUs;
    queue.shift();
    if (!(head.flags & SYN)) endpoint.cwnd++;
    head = queue[0];
  }
  const taken = head ? ahead(ack, head.seq) : 0;
  if (head && taken > 0) {
    head.seq = ack;
    head.length -= taken;
  }
  // RFC 7323 (4): with timestamps even a retransmission can be measured, by the copy that is echoed.
  if (again) sampleUs = endpoint.timestamps && echoMs ? ahead(clockMs(endpoint), seq(echoMs)) * 1_000 : undefined;
  if (sampleUs !== undefined) sampleRoundTrip(endpoint, Math.max(1, sampleUs));
  endpoint.retransmits = 0;
  if (!queue.some(({ transmissions }) => transmissions > 1)) endpoint.firstRetransmitUs = undefined;
  if (recoverySeq !== undefined && ahead(ack, recoverySeq) >= 0) endpoint.recoverySeq = undefined;
  if (probeSeq !== undefined && ahead(ack, probeSeq) >= 0) endpoint.probeSeq = undefined;
  arm(endpoint, nowUs);
  output(endpoint);
}

/** RFC 9293 (3.10.7.4, seventh and eighth): text and FIN. */
function acceptText(endpoint: Endpoint, segment: Segment, end: Seq, judge: Judge): void {
  const { rcvNxt, orphan, pending } = endpoint;
  const fin = (segment.flags & FIN) > 0;
  const dataEnd = advance(end, fin ? -1 : 0);
  if (!occupies(segment)) return output(endpoint);
  if (ahead(end, rcvNxt) <= 0) {
    judge('duplicate');
    noteDuplicate(endpoint, segment.seq, end);
  } else if (orphan && ahead(dataEnd, rcvNxt) > 0) {
    // RFC 9293 (3.6.1): data after close() is lost, so the peer must learn of it by a RST.
    judge('reset-by-receiver');
    destroy(endpoint);
    return refuse(endpoint.host, segment, endpoint.connection);
  } else if (ahead(segment.seq, rcvNxt) > 0) {
    judge('out-of-order');
    pending.unshift({ seq: segment.seq, length: segment.length, fin });
    endpoint.ackWanted = true;
  } else {
    judge('accepted');
    take(endpoint, dataEnd, fin);
    absorb(endpoint);
  }
  acknowledge(endpoint);
}

/** Takes data up to `dataEnd`, and the FIN behind it. */
function take(endpoint: Endpoint, dataEnd: Seq, fin: boolean): void {
  const fresh = ahead(dataEnd, endpoint.rcvNxt);
  if (fresh > 0) {
    endpoint.rcvNxt = dataEnd;
    endpoint.unread += fresh;
    noteData(endpoint);
  }
  if (!fin || endpoint.finReceived) return;
  endpoint.rcvNxt = advance(dataEnd, 1);
  endpoint.finReceived = true;
  endpoint.ackWanted = true;
  if (endpoint.state === 'ESTABLISHED' || endpoint.state === 'SYN-RECEIVED') {
    enter(endpoint, 'CLOSE-WAIT');
    // tcp_fin(): expect that this side closes soon too, and let the ACK ride on its FIN.
    endpoint.pingpong = true;
  } else if (endpoint.state === 'FIN-WAIT-1') {
    sendAck(endpoint);
    enter(endpoint, 'CLOSING');
  } else if (endpoint.state === 'FIN-WAIT-2') {
    sendAck(endpoint);
    enterTimeWait(endpoint);
  }
}

/** Takes what waited behind a gap that is now closed. */
function absorb(endpoint: Endpoint): void {
  // Each round removes an entry, so the loop ends.
  for (;;) {
    const at = endpoint.pending.findIndex((part) => ahead(part.seq, endpoint.rcvNxt) <= 0);
    const part = endpoint.pending[at];
    if (!part) return;
    endpoint.pending.splice(at, 1);
    take(endpoint, advance(part.seq, part.length), part.fin);
  }
}
