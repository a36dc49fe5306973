// Opening: actively, passively, and from both ends at once.
//
// Follows RFC 9293 sections 3.5, 3.10.1, 3.10.7.2 and 3.10.7.3, and Linux 6.18: a passive open is a small request
// until its ACK arrives (tcp_minisocks.c, tcp_check_req(); inet_connection_sock.c, reqsk_timer_handler()).
// Leaves out data in a SYN (Fast Open). Backlog, accept queue and SYN cookies are in backlog.ts.
import { timeoutMinMs, twIsnStep } from '#content/facts/linux.ts';
import { isnTickUs } from '#content/facts/tcp.ts';
import { isOld, mayAnswer } from './acceptable.ts';
import { createEndpoint, type Endpoint, type Host } from './endpoint.ts';
import { acknowledged, establish, receive } from './input.ts';
import type { Errno, State, Verdict } from './log.ts';
import type { SocketStep } from './scenario.ts';
import { ACK, RST, type Segment, SYN } from './segment.ts';
import { armRetransmission, emit, refuse, retransmit, sendAck, sendNew } from './sender.ts';
import { advance } from './sequence.ts';
import { enter, fail } from './states.ts';

/** Starts an active open; an error if the 4-tuple is taken. */
export function open(host: Host, { port = 40_000, isn, clockAheadMs }: SocketStep): Endpoint | Errno {
  const { run, peer, endpoints } = host;
  const before = endpoints.get(port);
  // tcp_twsk_unique(): a chosen port may replace TIME-WAIT if the old connection had timestamps. Recordings 15h to 15n.
  if (before && (before.state !== 'TIME-WAIT' || !before.timestamps)) return 'EADDRNOTAVAIL';
  const other = run.hosts[peer].endpoints.get(port);
  // RFC 9293 (3.5): two opens of one 4-tuple that cross make one connection.
  const connection = other?.state === 'SYN-SENT' ? other.connection : ++run.connections;
  const endpoint = begin(host, 'CLOSED', connection, port, before, isn, clockAheadMs);
  enter(endpoint, 'SYN-SENT');
  send(endpoint, SYN);
  return endpoint;
}

/** A SYN reached a listener, perhaps through the TIME-WAIT of `before`: make a request and answer. */
export function passiveOpen(host: Host, segment: Segment, connection: number, before?: Endpoint): void {
  const endpoint = begin(host, 'LISTEN', connection, segment.port, before);
  endpoint.request = true;
  learn(endpoint, segment);
  enter(endpoint, 'SYN-RECEIVED');
  send(endpoint, SYN | ACK);
}

/** A new endpoint in the place of `before`. */
function begin(
  host: Host,
  state: State,
  connection: number,
  port: number,
  before?: Endpoint,
  isn?: number,
  clockAheadMs?: number,
): Endpoint {
  const { nowUs, scenario } = host.run;
  if (before) enter(before, 'CLOSED');
  // RFC 9293 (3.4.1): the ISN is a clock that ticks every 4 microseconds plus a secret, here the seed.
  // RFC 6191 (2): a connection that replaces one in TIME-WAIT begins beyond all that the old one has sent.
  const chosen = before ? before.sndNxt + twIsnStep : nowUs / isnTickUs + (scenario.seed ?? 0);
  return createEndpoint(host, state, connection, port, isn ?? chosen, clockAheadMs);
}

function send(endpoint: Endpoint, flags: number): void {
  sendNew(endpoint, flags);
  // tcp_connect(): for a SYN the time limit counts from its first transmission.
  endpoint.retransmitUs = endpoint.run.nowUs;
  armRetransmission(endpoint);
}

/** What an endpoint learns from the peer's SYN. */
export function learn(endpoint: Endpoint, { seq, options: { timestamps } }: Segment): void {
  endpoint.irs = seq;
  endpoint.rcvNxt = endpoint.rcvAcked = advance(seq, 1);
  endpoint.timestamps &&= !!timestamps;
  if (timestamps) endpoint.tsRecent = timestamps[0];
}

/** A segment for a request: SYN-RECEIVED after a passive open. tcp_check_req(). */
export function receiveRequest(endpoint: Endpoint, segment: Segment): Verdict {
  const { host, connection, queue } = endpoint;
  const { flags } = segment;
  const kind = flags & (SYN | ACK | RST);
  if (kind === SYN && segment.seq === endpoint.irs && !isOld(endpoint, segment)) {
    // The SYN came again: answer at once and start the timer anew with its current length.
    if (queue[0] && mayAnswer(endpoint)) {
      retransmit(endpoint, queue[0]);
      armRetransmission(endpoint);
    }
    return 'duplicate';
  }
  if (flags & ACK && segment.ack !== endpoint.sndNxt) {
    refuse(host, segment, connection);
    return 'unacceptable-ack';
  }
  return kind === ACK && host.run.features.listener?.(host, segment, connection, endpoint)
    ? 'overflow'
    : receive(endpoint, segment);
}

/** RFC 9293 (3.10.7.3): a segment in SYN-SENT. */
export function receiveInSynSent(endpoint: Endpoint, segment: Segment): Verdict {
  const { flags } = segment;
  const acks = flags & ACK;
  // Only the SYN has been sent, so there is one number that may be acknowledged.
  if (acks && segment.ack !== endpoint.sndNxt) {
    // An ACK for something never sent is answered with RST. Linux also repeats its SYN two ticks later.
    refuse(endpoint.host, segment, endpoint.connection);
    if (!endpoint.retransmits) armRetransmission(endpoint, timeoutMinMs);
    return 'unacceptable-ack';
  }
  if (flags & RST) {
    if (acks) fail(endpoint, 'ECONNREFUSED');
  } else if (flags & SYN) {
    learn(endpoint, segment);
    if (acks) {
      acknowledged(endpoint, segment);
      establish(endpoint);
      sendAck(endpoint);
    } else {
      // RFC 9293 (3.5, figure 7): the SYNs crossed; the SYN goes out again, now with an ACK.
      enter(endpoint, 'SYN-RECEIVED');
      for (const syn of endpoint.queue) {
        syn.flags |= ACK;
        syn.sentUs = endpoint.run.nowUs;
        emit(endpoint, syn.flags, syn.seq, 0, 2);
      }
    }
  }
  return 'accepted';
}
