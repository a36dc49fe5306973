// Opening: actively, passively, and from both ends at once.
//
// Follows RFC 9293 sections 3.5, 3.10.1, 3.10.7.2 and 3.10.7.3, and Linux 6.18: a passive open is a small request
// until its ACK arrives (tcp_minisocks.c, tcp_check_req(); inet_connection_sock.c, reqsk_timer_handler()).
// Leaves out data in a SYN (Fast Open). Backlog, accept queue and SYN cookies are in backlog.ts.
import { timeoutMinMs, twIsnStep } from '#content/facts/linux.ts';
import { isnTickUs } from '#content/facts/tcp.ts';
import { answerInvalid, olderThanSeen } from './acceptable.ts';
import {
  clearTimer,
  createEndpoint,
  destroy,
  type Endpoint,
  enter,
  type Host,
  type Judge,
  setTimer,
} from './endpoint.ts';
import { acknowledged, establish, receive, reset } from './input.ts';
import type { Errno } from './log.ts';
import { ACK, occupies, RST, type Segment, SYN } from './segment.ts';
import { armRetransmission, emit, openWindow, refuse, retransmit, sendAck, sendNew } from './sender.ts';
import { advance, ahead } from './sequence.ts';

/** RFC 9293 (3.4.1): ISN = M + F: a clock that ticks every 4 microseconds plus a secret, here drawn from the seed. */
const chooseIsn = ({ run, side }: Host): number =>
  Math.imul((run.scenario.seed ?? 0) + 1, side === 'client' ? 0x9e3779b1 : 0x85ebca6b) +
  Math.floor(run.nowUs / isnTickUs);

/** Starts an active open from `port`; an error if the 4-tuple is taken. */
export function open(host: Host, port: number, isn?: number, clockAheadMs = 0): Endpoint | Errno {
  const { run, peer } = host;
  const before = host.endpoints.get(port);
  // tcp_twsk_unique(): a chosen port may replace TIME-WAIT if the old connection had timestamps. Recordings 15h to 15n.
  const replaces = before && before.state === 'TIME-WAIT' && before.timestamps;
  if (before && !replaces) return 'EADDRNOTAVAIL';
  if (before) destroy(before);
  const other = run.hosts[peer].endpoints.get(port);
  const crossing = other?.state === 'SYN-SENT' ? other.connection : ++run.connections;
  const endpoint = createEndpoint(host, crossing, port, isn ?? (before ? before.sndNxt + twIsnStep : chooseIsn(host)));
  endpoint.clockAheadMs = clockAheadMs;
  openWindow(endpoint, before !== undefined);
  enter(endpoint, 'SYN-SENT');
  sendNew(endpoint, SYN, 0);
  // tcp_connect(): for a SYN the time limit counts from its first transmission.
  endpoint.firstRetransmitUs = run.nowUs;
  armRetransmission(endpoint);
  return endpoint;
}

/** What both ends learn from the peer's SYN. */
function learn(endpoint: Endpoint, { seq, window, options }: Segment): void {
  endpoint.irs = seq;
  endpoint.rcvNxt = endpoint.rcvAcked = advance(seq, 1);
  endpoint.peerWindow = window;
  endpoint.timestamps &&= options.timestamps !== undefined;
  endpoint.tsRecent = options.timestamps?.[0] ?? 0;
  endpoint.sack &&= options.sackPermitted === true;
}

/** A SYN reached a listener: make a request and answer. `isn` is given where the SYN took over a TIME-WAIT. */
export function passiveOpen(host: Host, segment: Segment, connection: number, isn?: number): void {
  const endpoint = createEndpoint(host, connection, segment.port, isn ?? chooseIsn(host));
  endpoint.request = true;
  endpoint.state = 'LISTEN';
  learn(endpoint, segment);
  openWindow(endpoint, endpoint.timestamps);
  enter(endpoint, 'SYN-RECEIVED');
  sendNew(endpoint, SYN | ACK, 0);
  guard(endpoint);
}

/** Starts or restarts the timer of the SYN-ACK at its current length: 1, 2, 4 … s, counted by its own timeouts. */
function guard(endpoint: Endpoint): void {
  const { profile } = endpoint.host;
  const delayMs = Math.min(profile.rtoInitialMs * 2 ** endpoint.timeouts, profile.rtoMaxMs);
  setTimer(endpoint, 'syn-ack', delayMs * 1_000, () => {
    // reqsk_timer_handler(): after the last retry the request is forgotten without a word.
    if (endpoint.timeouts >= profile.synAckRetries) return destroy(endpoint);
    repeatSynAck(endpoint);
    endpoint.timeouts++;
    guard(endpoint);
  });
}

function repeatSynAck(endpoint: Endpoint): void {
  for (const item of endpoint.queue) retransmit(endpoint, item);
}

/** A segment for a request: SYN-RECEIVED after a passive open. tcp_check_req(). */
export function receiveRequest(endpoint: Endpoint, segment: Segment, judge: Judge): void {
  const { host, irs, iss, rcvNxt, window } = endpoint;
  const { flags, options } = segment;
  const old = olderThanSeen(endpoint, segment);
  if ((flags & (SYN | ACK | RST)) === SYN && segment.seq === irs && !old) {
    // The SYN came again: answer at once and start the timer anew with its current length.
    judge('duplicate');
    if (!answerInvalid(endpoint, segment)) return;
    repeatSynAck(endpoint);
    return guard(endpoint);
  }
  if (flags & ACK && segment.ack !== advance(iss, 1)) {
    judge('unacceptable-ack');
    return refuse(host, segment, endpoint.connection);
  }
  const beyond = ahead(segment.seq, rcvNxt);
  if (old || beyond < -occupies(segment) || beyond > window) {
    judge(old ? 'old-timestamp' : 'out-of-window');
    if (!(flags & RST) && answerInvalid(endpoint, segment)) sendAck(endpoint);
    return;
  }
  if (flags & RST || (flags & SYN && segment.seq !== irs)) {
    if (!(flags & RST)) refuse(host, segment, endpoint.connection);
    return destroy(endpoint);
  }
  if (!(flags & ACK)) return;
  if (options.timestamps && beyond <= 0) endpoint.tsRecent = options.timestamps[0];
  if (host.run.features.admitAck?.(endpoint, segment) === false) return judge('overflow');
  clearTimer(endpoint, 'syn-ack');
  endpoint.request = false;
  host.acceptQueue.push(endpoint);
  receive(endpoint, segment, judge);
}

/** RFC 9293 (3.10.7.3): a segment in SYN-SENT. */
export function receiveInSynSent(endpoint: Endpoint, segment: Segment, judge: Judge): void {
  const { host, iss, sndNxt, queue } = endpoint;
  const { flags, ack, options } = segment;
  if (flags & ACK && (ahead(ack, iss) <= 0 || ahead(ack, sndNxt) > 0)) {
    // First: an ACK for something never sent is answered with RST. Linux also repeats its SYN two ticks later.
    judge('unacceptable-ack');
    refuse(host, segment, endpoint.connection);
    if (!endpoint.retransmits) armRetransmission(endpoint, timeoutMinMs * 1_000);
    return;
  }
  if (flags & RST) return flags & ACK ? reset(endpoint) : undefined;
  if (!(flags & SYN)) return;
  learn(endpoint, segment);
  if (flags & ACK) {
    acknowledged(endpoint, ack, options.timestamps?.[1]);
    establish(endpoint);
    return sendAck(endpoint);
  }
  // RFC 9293 (3.5, figure 7): the SYNs crossed; the SYN goes out again, now with an ACK.
  enter(endpoint, 'SYN-RECEIVED');
  const item = queue[0];
  if (!item) return;
  item.flags |= ACK;
  item.sentUs = host.run.nowUs;
  emit(endpoint, item.flags, item.seq, 0, 2);
}
