// The listener's two queues: requests that wait for their ACK, connections that wait for accept().
//
// Follows RFC 9293 section 3.10.7.2 only in spirit (it knows no queues) and Linux 6.18: tcp_conn_request(),
// tcp_v4_syn_recv_sock(), tcp_check_req() (listen_overflow), RFC 4987 (SYN cookies), listen(2). Recordings 24b to 24j.
// A feature: without it a listener takes everything. Leaves out the pruning of old requests, which needs more than
// four of them, and tcp_max_syn_backlog.
import { cookieSeconds } from '#content/facts/linux.ts';
import { createEndpoint, type Endpoint, type Features, type Host } from './endpoint.ts';
import { receive } from './input.ts';
import { learn } from './open.ts';
import { ACK, RST, type Segment, SYN } from './segment.ts';
import { emit, refuse } from './sender.ts';
import { advance, type Seq } from './sequence.ts';
import { enter } from './states.ts';

/** A SYN that was answered with a cookie: nothing is kept but what the cookie itself carries. */
interface Cookie {
  readonly syn: Segment;
  readonly isn: Seq;
  readonly atUs: number;
}

const cookies = new WeakMap<Host, Map<number, Cookie>>();

const cookiesOf = (host: Host): Map<number, Cookie> => {
  const mine = cookies.get(host) ?? new Map<number, Cookie>();
  cookies.set(host, mine);
  return mine;
};

/** sk_acceptq_is_full(): the queue holds one more than listen() was told. */
const acceptQueueIsFull = ({ acceptQueue, backlog = Number.POSITIVE_INFINITY }: Host): boolean =>
  acceptQueue.length > backlog;

/** inet_csk_reqsk_queue_is_full(): and so do the requests. */
function requestsAreFull({ endpoints, backlog = Number.POSITIVE_INFINITY }: Host): boolean {
  return [...endpoints.values()].filter(({ request }) => request).length > backlog;
}

/** A SYN: drop it, answer it with a cookie, or leave it to the core. */
function admitSyn(host: Host, segment: Segment, connection: number): boolean {
  if (acceptQueueIsFull(host)) return true;
  if (!requestsAreFull(host)) return false;
  if (!host.profile.synCookies) return true;
  // The SYN-ACK leaves, and the listener forgets: the endpoint lives only to send it.
  const endpoint = createEndpoint(host, 'LISTEN', connection, segment.port, host.run.nowUs);
  learn(endpoint, segment);
  cookiesOf(host).set(segment.port, { syn: segment, isn: endpoint.iss, atUs: host.run.nowUs });
  emit(endpoint, SYN | ACK, endpoint.iss);
  host.endpoints.delete(segment.port);
  return true;
}

/** An ACK that belongs to no endpoint: perhaps it brings a cookie back. cookie_v4_check(). */
function admitCookie(host: Host, segment: Segment, connection: number): boolean {
  const cookie = cookiesOf(host).get(segment.port);
  const minute = (us: number): number => Math.floor(us / (cookieSeconds * 1e6));
  if (!cookie || segment.ack !== advance(cookie.isn, 1) || segment.seq !== advance(cookie.syn.seq, 1)) return false;
  // A cookie carries the minute it was made in, and is good for that one and the next.
  if (minute(host.run.nowUs) - minute(cookie.atUs) > 1) return false;
  // Without room it is dropped silently, even with tcp_abort_on_overflow: the next retransmission tries again.
  if (acceptQueueIsFull(host)) return true;
  const endpoint = createEndpoint(host, 'LISTEN', connection, segment.port, cookie.isn);
  learn(endpoint, cookie.syn);
  endpoint.sndNxt = endpoint.writeSeq;
  endpoint.request = true;
  enter(endpoint, 'SYN-RECEIVED');
  receive(endpoint, segment);
  return true;
}

/** The ACK of a request, with no room to accept it: tcp_check_req(), listen_overflow. */
function admitAck(host: Host, segment: Segment, connection: number, endpoint: Endpoint): boolean {
  if (!acceptQueueIsFull(host)) return false;
  if (host.profile.abortOnOverflow) {
    refuse(host, segment, connection);
    enter(endpoint, 'CLOSED');
  }
  return true;
}

/** Limits on what waits at a listener; the call `listen` with `value` sets them. */
export const backlog: Features = {
  listener(host, segment, connection, endpoint) {
    if (endpoint) return admitAck(host, segment, connection, endpoint);
    const kind = segment.flags & (SYN | ACK | RST);
    return kind === SYN ? admitSyn(host, segment, connection) : kind === ACK && admitCookie(host, segment, connection);
  },

  calls: {
    listen({ host, step }) {
      host.listening = true;
      host.backlog = [step.value ?? 0].flat()[0] ?? 0;
      return 'ok';
    },

    /** So many connections of other clients wait for accept(): what they have sent is not in the log. */
    crowd({ host, step }) {
      for (let other = [step.value ?? 0].flat()[0] ?? 0; other > 0; other -= 1)
        host.acceptQueue.push(createEndpoint(host, 'ESTABLISHED', 0, -other, 0));
      return 'ok';
    },
  },
};
