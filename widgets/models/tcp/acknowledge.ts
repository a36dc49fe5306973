// When an ACK leaves: at once, after a delay, or on something that leaves anyway.
//
// Follows RFC 9293 section 3.8.6.3 (delayed ACK) and Linux 6.18: the first segments of a connection, and those after
// a long gap, are acknowledged at once (quick ACK); a connection that answers soon after it was asked is a
// conversation ("pingpong") and delays; otherwise the reader's recv() releases the ACK. Recordings 19k to 19p.
// Leaves out compressed ACKs, and the choice by window growth, which needs a window that closes.
import { delayedAckMaxMs, tickMs } from '#content/facts/linux.ts';
import { mssEthernetBytes } from '#content/facts/tcp.ts';
import { type Endpoint, setTimer } from './endpoint.ts';
import { sendAck } from './sender.ts';
import { ahead, type Seq } from './sequence.ts';

/** Data arrived in order: tune the delay. net/ipv4/tcp_input.c, tcp_event_data_recv(). */
export function noteData(endpoint: Endpoint): void {
  const { host, lastDataUs, ackDelayMs } = endpoint;
  const { delayedAckMs } = host.profile;
  const gapMs = (host.run.nowUs - lastDataUs) / 1_000;
  if (!ackDelayMs) {
    endpoint.ackDelayMs = delayedAckMs;
    quickAcks(endpoint);
  } else if (gapMs < ackDelayMs) {
    endpoint.ackDelayMs = Math.min(ackDelayMs / 2 + Math.max(gapMs, delayedAckMs / 2), endpoint.rtoUs / 1_000);
  } else if (gapMs * 1_000 > endpoint.rtoUs) {
    quickAcks(endpoint);
  }
  endpoint.lastDataUs = host.run.nowUs;
  endpoint.ackWanted = true;
}

function quickAcks(endpoint: Endpoint): void {
  endpoint.quickAcks = Math.max(endpoint.quickAcks, endpoint.host.profile.quickAcks);
}

/** A segment came again: acknowledge at once, and the next ones too. RFC 2883 (4): the first SACK block names it. */
export function noteDuplicate(endpoint: Endpoint, left: Seq, right: Seq): void {
  quickAcks(endpoint);
  endpoint.pingpong = false;
  endpoint.ackDelayMs = endpoint.host.profile.delayedAckMs;
  endpoint.ackWanted = true;
  if (ahead(right, left) > 0) endpoint.duplicate = [left, right];
}

/** After a segment was processed: send the ACK that it asks for now, or set the timer. __tcp_ack_snd_check(). */
export function acknowledge(endpoint: Endpoint): void {
  const { ackWanted, quickAcks, pingpong, rcvNxt, rcvAcked, ackDelayMs, srttUs, host, timers } = endpoint;
  if (!ackWanted) return;
  // RFC 9293 (SHLD-19): an ACK for at least every second full-sized segment.
  const twoSegments = ahead(rcvNxt, rcvAcked) > mssEthernetBytes;
  const { delayedAckMs } = host.profile;
  if (twoSegments || (quickAcks && !pingpong) || endpoint.pending.length || !delayedAckMs) return sendAck(endpoint);
  // tcp_send_delayed_ack(): never longer than the round trip, nor 200 ms; a shorter delay that runs already stays.
  // Before any data has come the delay is nothing but the next tick (recording 13a).
  const rttMs = Math.max(delayedAckMs, srttUs / 1_000 || delayedAckMaxMs);
  const delayUs = Math.round(Math.max(tickMs, Math.min(ackDelayMs, rttMs, delayedAckMaxMs)) * 1_000);
  const running = timers.get('delayed-ack');
  if (running && running.dueUs <= host.run.nowUs + delayUs) return;
  setTimer(endpoint, 'delayed-ack', delayUs, () => {
    // tcp_delack_timer_handler(): the answer did not come in time, so this is no conversation.
    endpoint.ackDelayMs = endpoint.pingpong ? delayedAckMs : Math.min(2 * endpoint.ackDelayMs, endpoint.rtoUs / 1_000);
    endpoint.pingpong = false;
    sendAck(endpoint);
  });
}

/** The application emptied the buffer: an ACK that waits may leave. tcp_cleanup_rbuf(). */
export function acknowledgeRead(endpoint: Endpoint): void {
  if (endpoint.ackWanted && !endpoint.pingpong && !endpoint.unread && !endpoint.finReceived) sendAck(endpoint);
}
