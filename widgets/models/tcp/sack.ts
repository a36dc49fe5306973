// What the peer received beyond a gap, and what that says about losses: no waiting for the timer.
//
// Follows RFC 2018 (SACK), RFC 8985 section 6.2 (RACK: what was sent before something that has arrived, and longer ago
// than a round trip and a quarter, is lost) and Linux 6.18, tcp_recovery.c. A feature: without it a loss waits for the
// timer, which is right as long as nothing follows what was lost; data that is lost before a FIN needs it.
// A D-SACK (RFC 2883) tells of a needless probe. Leaves out what else Linux learns from it, NewReno for peers without SACK, and the congestion window.
import { type Endpoint, endTimer, type Features, setTimer, sinceMs } from './endpoint.ts';
import { occupies, type Segment } from './segment.ts';
import { armRetransmission, retransmit, startRepair } from './sender.ts';
import { advance, ahead, type Seq } from './sequence.ts';

/** The options of three blocks fit beside a timestamp. */
const blocksMost = 3;
/** RFC 8985 (6.2.1): so many segments beyond the gap prove a loss without waiting for reordering. */
const enoughSacked = 3;

/** Marks what has arrived and remembers the latest of it. tcp_rack_advance(). */
function learn(endpoint: Endpoint, { ack, options: { sack = [] } }: Segment): void {
  for (const item of endpoint.queue) {
    const end = advance(item.seq, occupies(item));
    const acked = ahead(ack, end) >= 0;
    const arrived = acked || sack.some(([from, to]) => ahead(item.seq, from) >= 0 && ahead(to, end) >= 0);
    if (!arrived || item.sacked) continue;
    const rttMs = sinceMs(endpoint, item.sentUs);
    const { sentUs = -1, end: last = end, leastMs = endpoint.srttMs || rttMs } = endpoint.arrived ?? {};
    item.sacked = !acked;
    // An answer that comes too soon after a retransmission is to the copy before.
    const mine = item.transmission === 1 || rttMs >= leastMs;
    const later = item.sentUs > sentUs || (item.sentUs === sentUs && ahead(end, last) > 0);
    if (mine && later) endpoint.arrived = { sentUs: item.sentUs, end, rttMs, leastMs: Math.min(leastMs, rttMs) };
  }
}

/** Repairs what must be lost by now, or waits a little for what may only be late. tcp_rack_detect_loss(). */
function detect(endpoint: Endpoint, ack: Seq): void {
  const { queue, arrived, recoverySeq } = endpoint;
  if (!arrived) return;
  const { sentUs, end: last, rttMs, leastMs } = arrived;
  const sure = recoverySeq !== undefined || queue.filter(({ sacked }) => sacked).length >= enoughSacked;
  const lost = [];
  let waitMs = 0;
  for (const item of queue) {
    const end = advance(item.seq, occupies(item));
    const before = item.sentUs < sentUs || (item.sentUs === sentUs && ahead(last, end) > 0);
    if (item.sacked || item.lost || !before || ahead(ack, end) >= 0) continue;
    const leftMs = rttMs + (sure ? 0 : leastMs / 4) - sinceMs(endpoint, item.sentUs);
    // Less than the microsecond that timers are rounded to is nothing.
    if (leftMs > 0.001) waitMs = Math.max(waitMs, leftMs);
    else lost.push(item);
  }
  endTimer(endpoint, 'reordering');
  if (!lost.length && !waitMs) return;
  endTimer(endpoint, 'tail-loss-probe');
  if (lost.length) startRepair(endpoint);
  for (const item of lost) if (queue.includes(item)) retransmit(endpoint, item);
  armRetransmission(endpoint);
  if (waitMs) setTimer(endpoint, 'reordering', waitMs, () => detect(endpoint, endpoint.sndUna));
}

/** SACK blocks in ACKs, and losses that are found by them. */
export const sack: Features = {
  blocks({ pending, profile, duplicate }) {
    if (!profile.sack || (!duplicate && !pending.length)) return undefined;
    const blocks: [from: Seq, to: Seq][] = [];
    for (const segment of pending.toSorted((one, other) => ahead(one.seq, other.seq))) {
      const end = advance(segment.seq, occupies(segment));
      const before = blocks.at(-1);
      if (!before || ahead(segment.seq, before[1]) > 0) blocks.push([segment.seq, end]);
      else if (ahead(end, before[1]) > 0) before[1] = end;
    }
    return [...(duplicate ? [duplicate] : []), ...blocks].slice(0, blocksMost);
  },

  heard(endpoint, segment) {
    if (!endpoint.profile.sack) return;
    learn(endpoint, segment);
    detect(endpoint, segment.ack);
  },
};
