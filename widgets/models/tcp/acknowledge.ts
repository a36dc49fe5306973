// When an ACK leaves: at once, after a delay, or on something that leaves anyway.
//
// Follows RFC 9293 section 3.8.6.3 (delayed ACK) and Linux 6.18: the first segments of a connection are acknowledged
// at once (quick ACK); a connection that answers soon after it was asked is a conversation ("pingpong") and delays;
// otherwise the reader's recv() releases the ACK. Recordings 19k to 19p show it.
// Leaves out how Linux lengthens the delay between 40 and 200 ms and refills the quick ACKs after a long gap, which
// need more than 16 segments to be seen; and compressed ACKs.
import { tickMs } from '#content/facts/linux.ts';
import { type Endpoint, setTimer } from './endpoint.ts';
import { sendAck } from './sender.ts';
import { ahead } from './sequence.ts';

/** After a segment was processed: send the ACK that it asks for now, or set the timer. __tcp_ack_snd_check(). */
export function acknowledge(endpoint: Endpoint): void {
  const { delayedAckMs } = endpoint.profile;
  if (!endpoint.ackWanted) return;
  if (
    (endpoint.quickAcks && !endpoint.pingpong) ||
    !delayedAckMs ||
    // RFC 5681 (4.2): at once beyond a gap. RFC 9293 (SHLD-19): at least every second full-sized segment.
    endpoint.pending.length ||
    ahead(endpoint.rcvNxt, endpoint.rcvAcked) > endpoint.profile.mssBytes
  ) {
    sendAck(endpoint);
  } else if (!endpoint.timers['delayed-ack']) {
    // tcp_send_delayed_ack(): before any data has come the delay is nothing but the next tick (recording 13a).
    setTimer(endpoint, 'delayed-ack', endpoint.dataUs < 0 ? tickMs : delayedAckMs, () => {
      // tcp_delack_timer_handler(): the answer did not come in time, so this is no conversation.
      endpoint.pingpong = false;
      sendAck(endpoint);
    });
  }
}
