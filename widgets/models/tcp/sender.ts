// The sending half: segments out, the queue of what is not acknowledged, the timers that guard it.
//
// Follows RFC 9293 section 3.8.1, RFC 6298 section 5, RFC 8985 section 7 (tail loss probe) and
// Linux 6.18: tcp_output.c, tcp_timer.c. Several segments at a time are in bulk.ts,
// losses that are found without the timer in sack.ts. Leaves out congestion avoidance (slow start never ends) and the
// closing window.
import {
  orphanRetriesMeant,
  probeSlackMs,
  rttvarMinMs as retriesBaseMs,
  tickMs,
  synWindowBytes as windowBytes,
} from '#content/facts/linux.ts';
import { type Endpoint, endTimer, type Host, type Sent, setTimer, sinceMs } from './endpoint.ts';
import { setRto } from './round-trip.ts';
import { ACK, FIN, occupies, PSH, RST, type Segment } from './segment.ts';
import { advance, ahead, type Seq, seq } from './sequence.ts';
import { fail } from './states.ts';

const zero = seq(0);

/** The endpoint's clock for TSval, in milliseconds. RFC 7323 (5.4). */
export const clockMs = (endpoint: Endpoint): Seq => seq(sinceMs(endpoint, -1e9) + endpoint.clockAheadMs);

/** Sends one segment. */
export function emit(endpoint: Endpoint, flags: number, from: Seq, length = 0, transmission = 1): void {
  const { run, host, port, rcvNxt, profile } = endpoint;
  const acks = flags & ACK;
  if (acks) {
    // tcp_event_ack_sent(): whatever carries the ACK spends one quick ACK and stops the delayed one.
    if (endpoint.ackWanted && endpoint.quickAcks) endpoint.quickAcks--;
    endpoint.ackWanted = false;
    endpoint.smallOnes = 0;
    endpoint.rcvAcked = rcvNxt;
    endTimer(endpoint, 'delayed-ack');
  }
  // tcp_event_data_sent(): an answer soon after data makes this a conversation, and later ACKs wait for answers.
  if (length && sinceMs(endpoint, endpoint.dataUs) < profile.delayedAckMs) endpoint.pingpong = true;
  const sack = acks ? run.features.blocks?.(endpoint) : undefined;
  endpoint.duplicate = undefined;
  const options = {
    ...(endpoint.timestamps && { timestamps: [clockMs(endpoint), acks ? endpoint.tsRecent : zero] as const }),
    ...(sack && { sack }),
  };
  const ack = acks ? rcvNxt : zero;
  run.transmit(host, { port, flags, seq: from, ack, length, window: windowBytes, options }, endpoint, transmission);
}

/** Sends a pure ACK. */
export const sendAck = (endpoint: Endpoint): void => emit(endpoint, ACK, endpoint.sndNxt);

/** Sends something new that must be acknowledged. */
export function sendNew(endpoint: Endpoint, flags: number, length = 0): void {
  const sent = { seq: endpoint.sndNxt, length, flags, sentUs: endpoint.run.nowUs, transmission: 1 };
  endpoint.queue.push(sent);
  endpoint.sndNxt = advance(sent.seq, occupies(sent));
  emit(endpoint, flags, sent.seq, length);
}

/** Sends what was written, then the FIN; bulk.ts cuts into segments and makes small ones wait. */
export function output(endpoint: Endpoint): void {
  const { queue, sndNxt, run } = endpoint;
  // Each round sends a segment, so the loop ends with the data. A probe is one segment, which no window holds back.
  while (endpoint.probing ? endpoint.sndNxt === sndNxt : hasRoom(endpoint)) {
    const unsent = ahead(endpoint.writeSeq, endpoint.sndNxt);
    const length = run.features.portion?.(endpoint, unsent) ?? unsent;
    const fin = endpoint.finQueued && unsent === length ? FIN : 0;
    if (length + fin <= 0) break;
    // Linux pushes the end of what was written, and one of two full segments: recording 14b.
    sendNew(endpoint, ACK | fin | (length && (length === unsent || queue.at(-1)?.flags === ACK) ? PSH : 0), length);
  }
  if (endpoint.sndNxt !== sndNxt) arm(endpoint, queue[0]);
}

/** Whether the congestion window lets one more segment go. */
const hasRoom = ({ queue, window }: Endpoint): boolean =>
  queue.filter(({ lost, sacked }) => !lost && !sacked).length < window;

/** Sends again what is lost, as far as the congestion window lets it. */
export function repair(endpoint: Endpoint): void {
  for (const item of endpoint.queue) if (item.lost && hasRoom(endpoint)) retransmit(endpoint, item);
}

/** Sends `item` again. */
export function retransmit(endpoint: Endpoint, item: Sent): void {
  const { run } = endpoint;
  run.features.join?.(endpoint, item);
  item.sentUs = run.nowUs;
  item.lost = false;
  emit(endpoint, item.flags, item.seq, item.length, ++item.transmission);
}

/** RFC 8985 (7.2): after new data or its ACK a probe is scheduled, unless one is out or a timeout is being repaired. */
export function arm(endpoint: Endpoint, oldest?: Sent): void {
  const { queue, srttMs, rtoMs, profile } = endpoint;
  const leftMs = rtoMs - (oldest ? sinceMs(endpoint, oldest.sentUs) : 0);
  endTimer(endpoint, 'tail-loss-probe');
  if (!queue.length) {
    endTimer(endpoint, 'retransmission');
  } else if (profile.tailLossProbe && profile.sack && !endpoint.probed && endpoint.recoverySeq === undefined) {
    endTimer(endpoint, 'retransmission');
    // tcp_schedule_loss_probe(): with one segment in flight the peer gets time for a delayed ACK.
    const slackMs = queue.length > 1 ? probeSlackMs : profile.rttvarMinMs;
    const probeMs = srttMs ? 2 * srttMs + slackMs : profile.rtoInitialMs;
    setTimer(endpoint, 'tail-loss-probe', leftMs > 0 ? Math.min(probeMs, leftMs) : probeMs, () => probe(endpoint));
  } else if (leftMs === rtoMs) {
    armRetransmission(endpoint);
  }
}

/** RFC 8985 (7.3): send new data if there is any, else the last segment again; then wait a whole RTO. */
function probe(endpoint: Endpoint): void {
  const { sndNxt, queue } = endpoint;
  const last = queue.at(-1);
  endpoint.probed = endpoint.probing = true;
  output(endpoint);
  endpoint.probing = false;
  const again = last && sndNxt === endpoint.sndNxt;
  if (again) retransmit(endpoint, last);
  endpoint.probeEnd = again && endpoint.run.features.blocks ? sndNxt : undefined;
  armRetransmission(endpoint);
}

/** RFC 6298 (5.1): starts or restarts the retransmission timer, with the RTO unless told otherwise. */
export function armRetransmission(endpoint: Endpoint, delayMs = endpoint.rtoMs): void {
  setTimer(endpoint, 'retransmission', delayMs, () => timeout(endpoint, delayMs));
}

/** RFC 6298 (5.4) to (5.6): retransmit the earliest segment, back off, restart the timer; or give up. */
function timeout(endpoint: Endpoint, waitedMs: number): void {
  const [head] = endpoint.queue;
  if (endpoint.profile.rttvarMinMs) endpoint.lateMs += latenessMs(waitedMs);
  if (!head || expired(endpoint)) {
    fail(endpoint, 'ETIMEDOUT');
    return;
  }
  endpoint.probed = false;
  startRepair(endpoint);
  for (const item of endpoint.queue) item.lost = !item.sacked;
  endpoint.window = 1;
  retransmit(endpoint, head);
  // RFC 6298 (5.5): back off the timer. Differs: Linux spares the first SYN timeouts (tcp_syn_linear_timeouts).
  if (++endpoint.retransmits > endpoint.profile.synLinearTimeouts || endpoint.state !== 'SYN-SENT')
    setRto(endpoint, 2 * endpoint.rtoMs);
  const { userTimeoutMs, rtoMs } = endpoint;
  // tcp_clamp_rto_to_user_timeout(): from now on no timer runs past the user timeout.
  const leftMs = userTimeoutMs ? userTimeoutMs - sinceMs(endpoint, endpoint.retransmitUs ?? 0) : rtoMs;
  armRetransmission(endpoint, Math.max(1, Math.min(rtoMs, leftMs)));
}

/** Begins to repair all that has been sent. The clock of the limits starts, unless it runs. */
export function startRepair(endpoint: Endpoint): void {
  endpoint.recoverySeq = endpoint.sndNxt;
  // tcp_retransmit_skb() sets retrans_stamp. A probe does not: tcp_send_loss_probe() calls what lies below it.
  if (endpoint.retransmitUs !== undefined) return;
  endpoint.retransmitUs = endpoint.run.nowUs;
  endpoint.lateMs = 0;
}

/**
 * By how much a timer of this length is late in Linux. The timer wheel rounds up to its grain, which is 1, 8, 64, 512
 * ticks for timers of up to 63, 504, 4032, 32256 ticks: half a grain on average, and about three quarters with the
 * rounding of the RTO to ticks. The model's timers are in time; only limits that are compared with the clock must know.
 */
const latenessMs = (delayMs: number): number =>
  tickMs * 0.75 * 8 ** Math.max(0, Math.floor(Math.log2(delayMs / tickMs / 63) / 3) + 1);

/** Whether this timer expiry is the one at which the endpoint gives up: tcp_write_timeout(), reqsk_timer_handler(). */
function expired(endpoint: Endpoint): boolean {
  const { profile, retransmits, rtoMs, retransmitUs = 0 } = endpoint;
  const { synRetries, rtoMaxMs } = profile;
  if (endpoint.request) return retransmits >= profile.synAckRetries;
  const opening = endpoint.state.startsWith('SYN');
  // A SYN is counted too, which only a longer user timeout lets one see. All else is a limit in time.
  if (opening && retransmits >= synRetries + (endpoint.state === 'SYN-SENT' ? profile.synLinearTimeouts : 0))
    return true;
  // tcp_orphan_retries(): 0 means 8 while the RTO is below its maximum.
  const orphanRetries = profile.orphanRetries || (rtoMs < rtoMaxMs ? orphanRetriesMeant : 0);
  const retries = opening ? synRetries : endpoint.orphan ? orphanRetries : profile.retries2;
  const baseMs = opening ? profile.rtoInitialMs : retriesBaseMs;
  // tcp_model_timeout(): a count of retries is a time, that of so many doublings up to the maximum.
  const doublings = Math.min(retries, Math.floor(Math.log2(rtoMaxMs / baseMs)));
  const modelMs = (2 ** (doublings + 1) - 1) * baseMs + (retries - doublings) * rtoMaxMs;
  const elapsedMs = sinceMs(endpoint, retransmitUs) + endpoint.lateMs;
  return retransmits > 0 && elapsedMs >= (endpoint.userTimeoutMs || modelMs);
}

/** Answers a segment that belongs nowhere with RST. RFC 9293 (3.10.7.1): numbered by its ACK, or acknowledging it. */
export function refuse(host: Host, segment: Segment, connection: number): void {
  const { port, flags, ack } = segment;
  const end = advance(segment.seq, occupies(segment));
  const answer = flags & ACK ? { flags: RST, ack: zero } : { flags: RST | ACK, ack: end };
  if (!(flags & RST))
    host.run.transmit(host, { port, seq: ack, length: 0, window: 0, options: {}, ...answer }, { connection });
}
