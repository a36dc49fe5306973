// The sending half: segments out, the queue of what is not acknowledged, the timers that guard it.
//
// Follows RFC 9293 sections 3.8.1 and 3.7.4 (Nagle), RFC 6298 section 5, RFC 8985 section 7 (tail loss probe) and
// Linux 6.18: tcp_output.c, tcp_timer.c. Slow start from ten segments (RFC 6928); no congestion avoidance, no fast
// retransmit, no SACK-based repair, no zero window: those belong to a model of their own.
import { orphanRetriesMeant, rttvarMinMs as retriesBaseMs, timeoutMinMs, windowScale } from '#content/facts/linux.ts';
import { initialWindowSegments, mssEthernetBytes, timestampsBytes } from '#content/facts/tcp.ts';
import { clearTimer, destroy, type Endpoint, type Host, type Sent, setTimer } from './endpoint.ts';
import { retriesAsTimeUs, setRto } from './round-trip.ts';
import { ACK, FIN, type Options, occupies, PSH, RST, type Segment, SYN } from './segment.ts';
import { advance, ahead, type Seq, seq } from './sequence.ts';

/** Data bytes that fit beside the options of every segment. RFC 9293 (3.7.1): the MSS does not count options. */
const payloadBytes = ({ timestamps }: Endpoint): number => mssEthernetBytes - (timestamps ? timestampsBytes : 0);

/** The largest window of whole segments that fits the 16-bit field of a SYN; Linux offers this much at first. */
export function openWindow(endpoint: Endpoint, withTimestamps: boolean): void {
  const bytes = mssEthernetBytes - (withTimestamps ? timestampsBytes : 0);
  endpoint.window = bytes * Math.floor(65_535 / bytes);
  endpoint.cwnd = initialWindowSegments;
}

/** The endpoint's clock for TSval, in milliseconds. RFC 7323 (5.4). */
export const clockMs = ({ clockAheadMs, host }: Endpoint): Seq =>
  seq(1e6 + clockAheadMs + Math.floor(host.run.nowUs / 1_000));

/** Sends one segment. Every segment but a bare SYN and a bare RST carries the ACK. */
export function emit(endpoint: Endpoint, flags: number, from: Seq, length = 0, transmission = 1): void {
  const { host, rcvNxt, timestamps, sack, duplicate } = endpoint;
  const acks = flags & ACK;
  // RFC 2018 (4), RFC 2883 (4): a duplicate comes first, then what lies behind a gap, at most three blocks.
  const held = endpoint.pending.map((part): [Seq, Seq] => [
    part.seq,
    advance(part.seq, part.length + (part.fin ? 1 : 0)),
  ]);
  const blocks = [...(duplicate ? [duplicate] : []), ...held].slice(0, 3);
  const options: Options = {
    ...(flags & SYN && { mss: mssEthernetBytes, windowScale }),
    ...(flags & SYN && sack && { sackPermitted: true }),
    ...(timestamps && { timestamps: [clockMs(endpoint), acks ? endpoint.tsRecent : 0] }),
    ...(sack && blocks.length && { sack: blocks }),
  };
  if (acks) {
    // A segment that carries the ACK spends one quick ACK and stops the delayed one: tcp_event_ack_sent().
    if (endpoint.ackWanted && endpoint.quickAcks) endpoint.quickAcks--;
    endpoint.ackWanted = false;
    endpoint.duplicate = undefined;
    endpoint.rcvAcked = rcvNxt;
    clearTimer(endpoint, 'delayed-ack');
  }
  // tcp_event_data_sent(): an answer soon after data makes this a conversation, and later ACKs wait for answers.
  if (length && host.run.nowUs - endpoint.lastDataUs < endpoint.ackDelayMs * 1_000) endpoint.pingpong = true;
  host.run.transmit(
    host,
    {
      port: endpoint.port,
      flags,
      seq: from,
      ack: acks ? rcvNxt : seq(0),
      length,
      window: flags & SYN ? endpoint.window : Math.ceil(endpoint.window / 2 ** windowScale),
      options,
    },
    endpoint.connection,
    transmission,
    endpoint.finReceived,
  );
}

/** Sends a pure ACK. */
export const sendAck = (endpoint: Endpoint): void => emit(endpoint, ACK, endpoint.sndNxt);

/** Sends something new that must be acknowledged, and guards it with a timer. */
export function sendNew(endpoint: Endpoint, flags: number, length: number): void {
  const { host, queue, sndNxt } = endpoint;
  const sent: Sent = { seq: sndNxt, length, flags, sentUs: host.run.nowUs, transmissions: 1, lost: false };
  queue.push(sent);
  endpoint.sndNxt = advance(sndNxt, occupies(sent));
  emit(endpoint, flags, sndNxt, length);
}

/** Sends what may be sent: first what a timeout marked lost, then new data, then the FIN. */
export function output(endpoint: Endpoint, probing = false): void {
  const { queue, host } = endpoint;
  for (const item of [...queue]) if (item.lost && inFlight(queue) < endpoint.cwnd) retransmit(endpoint, item);
  let sentSome = false;
  while (inFlight(queue) < endpoint.cwnd) {
    const unsent = ahead(endpoint.writeSeq, endpoint.sndNxt);
    const full = payloadBytes(endpoint);
    const length = Math.min(unsent, full);
    const fin = endpoint.finQueued && unsent <= full;
    if (unsent < 0 || (!length && !fin)) break;
    // RFC 9293 (3.7.4), Nagle: a small segment waits while anything is unacknowledged; a FIN does not.
    if (length < full && !fin && queue.length && !endpoint.noDelay && !probing) break;
    if (ahead(endpoint.sndNxt, endpoint.sndUna) + length > endpoint.peerWindow) break;
    // Linux sends segments in pairs and pushes each pair: seen in recording 14b.
    const nth = ahead(endpoint.sndNxt, endpoint.pushFrom) / full;
    const push = length && (length === unsent || nth % 2 === 1);
    sendNew(endpoint, ACK | (push ? PSH : 0) | (fin ? FIN : 0), length);
    sentSome = true;
    if (fin || probing) break;
  }
  if (sentSome && !probing) arm(endpoint, queue[0]?.sentUs ?? host.run.nowUs);
}

const inFlight = (queue: readonly Sent[]): number => queue.reduce((count, { lost }) => count + (lost ? 0 : 1), 0);

/** Sends the FIN after everything written before. */
export function sendFin(endpoint: Endpoint): void {
  endpoint.finQueued = true;
  output(endpoint);
}

/** Sends `item` again, together with its followers as far as they fit into one segment. */
export function retransmit(endpoint: Endpoint, item: Sent): void {
  const { queue, host } = endpoint;
  const at = queue.indexOf(item);
  // tcp_retrans_try_collapse(): small segments are joined; recording 14c shows data and FIN leave as one.
  for (let next = queue[at + 1]; next; next = queue[at + 1]) {
    if (item.flags & SYN || item.length + next.length > payloadBytes(endpoint)) break;
    item.length += next.length;
    item.flags |= next.flags;
    queue.splice(at + 1, 1);
  }
  item.sentUs = host.run.nowUs;
  item.lost = false;
  emit(endpoint, item.flags, item.seq, item.length, ++item.transmissions);
}

/** RFC 8985 (7.2): after new data or its ACK a probe is scheduled, unless a timeout is being repaired. */
export function arm(endpoint: Endpoint, rtoFromUs: number): void {
  const { host, queue, srttUs, rtoUs } = endpoint;
  const { profile, run } = host;
  if (!queue.length) {
    clearTimer(endpoint, 'tail-loss-probe');
    clearTimer(endpoint, 'retransmission');
  } else if (profile.tailLossProbe && endpoint.sack && endpoint.recoverySeq === undefined) {
    // One segment in flight leaves the peer time for a delayed ACK: tcp_schedule_loss_probe().
    const slackMs = queue.length > 1 ? timeoutMinMs : profile.rttvarMinMs;
    const probeUs = srttUs ? 2 * srttUs + slackMs * 1_000 : profile.rtoInitialMs * 1_000;
    const rtoLeftUs = rtoFromUs + rtoUs - run.nowUs;
    clearTimer(endpoint, 'retransmission');
    setTimer(endpoint, 'tail-loss-probe', rtoLeftUs > 0 ? Math.min(probeUs, rtoLeftUs) : probeUs, () =>
      probe(endpoint),
    );
  } else if (rtoFromUs === run.nowUs) {
    armRetransmission(endpoint);
  }
}

/** RFC 8985 (7.3): send new data if there is any, else the last segment again; then wait a whole RTO. */
function probe(endpoint: Endpoint): void {
  if (endpoint.probeSeq === undefined) {
    const before = endpoint.sndNxt;
    output(endpoint, true);
    const last = endpoint.queue.at(-1);
    if (before === endpoint.sndNxt && last) retransmit(endpoint, last);
    endpoint.probeSeq = endpoint.sndNxt;
  }
  armRetransmission(endpoint);
}

/** RFC 6298 (5.1): starts or restarts the retransmission timer, with the RTO unless told otherwise. */
export function armRetransmission(endpoint: Endpoint, rtoUs = endpoint.rtoUs): void {
  const { userTimeoutUs, firstRetransmitUs, host } = endpoint;
  // tcp_clamp_rto_to_user_timeout(): a timer never runs past the user timeout.
  const leftUs =
    userTimeoutUs && firstRetransmitUs !== undefined ? firstRetransmitUs + userTimeoutUs - host.run.nowUs : rtoUs;
  setTimer(endpoint, 'retransmission', Math.max(1_000, Math.min(rtoUs, leftUs)), () => timeout(endpoint));
}

/** RFC 6298 (5.4) to (5.6): retransmit the earliest segment, back off, restart the timer; or give up. */
function timeout(endpoint: Endpoint): void {
  const { host, queue, state } = endpoint;
  const head = queue[0];
  if (!head) return;
  if (expired(endpoint)) return destroy(endpoint, 'ETIMEDOUT');
  endpoint.probeSeq = undefined;
  if (!(head.flags & SYN)) {
    endpoint.recoverySeq = endpoint.sndNxt;
    endpoint.cwnd = 1;
    for (const item of queue) item.lost = true;
  }
  retransmit(endpoint, head);
  endpoint.firstRetransmitUs ??= host.run.nowUs;
  endpoint.retransmits++;
  endpoint.timeouts++;
  // RFC 6298 (5.5): back off the timer. Differs: Linux spares the first SYN timeouts (tcp_syn_linear_timeouts).
  if (state !== 'SYN-SENT' || endpoint.timeouts > host.profile.synLinearTimeouts) setRto(endpoint, 2 * endpoint.rtoUs);
  armRetransmission(endpoint);
}

/** Whether this timer expiry is the one at which the endpoint gives up: tcp_write_timeout(). */
function expired({ host, state, retransmits, rtoUs, orphan, userTimeoutUs, firstRetransmitUs }: Endpoint): boolean {
  const { profile, run } = host;
  const { synRetries, rtoMaxMs } = profile;
  let retries = profile.retries2;
  let baseMs = retriesBaseMs;
  if (state === 'SYN-SENT' || state === 'SYN-RECEIVED') {
    if (retransmits >= synRetries + (state === 'SYN-SENT' ? profile.synLinearTimeouts : 0)) return true;
    retries = synRetries;
    baseMs = profile.rtoInitialMs;
  } else if (orphan) {
    // tcp_orphan_retries(): 0 means 8 while the RTO is below its maximum.
    retries = profile.orphanRetries || (rtoUs < rtoMaxMs * 1_000 ? orphanRetriesMeant : 0);
  }
  const limitUs = userTimeoutUs || retriesAsTimeUs(retries, baseMs, rtoMaxMs);
  return retransmits > 0 && run.nowUs - (firstRetransmitUs ?? 0) >= limitUs;
}

/** Answers a segment that belongs nowhere with RST. RFC 9293 (3.10.7.1). */
export function refuse(host: Host, { port, flags, seq: from, ack, length }: Segment, connection: number): void {
  if (flags & RST) return;
  const acks = flags & ACK;
  const end = advance(from, occupies({ flags, length }));
  const reply = { port, length: 0, window: 0, options: {} };
  host.run.transmit(
    host,
    acks ? { ...reply, flags: RST, seq: ack, ack: seq(0) } : { ...reply, flags: RST | ACK, seq: seq(0), ack: end },
    connection,
    1,
    false,
  );
}
