// What an application calls and what it gets back.
//
// Follows RFC 9293 section 3.9.1 (OPEN, SEND, RECEIVE, CLOSE, ABORT) with the names, results and errors of the BSD
// sockets as Linux 6.18 gives them (net/ipv4/tcp.c): tcp_sendmsg(), tcp_recvmsg(), __tcp_close(), tcp_shutdown().
// Leaves out send buffers: send() takes everything at once. Options and rarer calls are in modules of their own.
import type { Call, CallContext, Endpoint } from './endpoint.ts';
import type { Errno } from './log.ts';
import { open } from './open.ts';
import { ACK, RST } from './segment.ts';
import { emit, output, sendAck } from './sender.ts';
import { advance } from './sequence.ts';
import { closes, enter, move, waitForFin } from './states.ts';

/** sock_error(): an error is reported once, to the first call that asks. */
function takeError(endpoint: Endpoint): Errno | undefined {
  const { error } = endpoint;
  endpoint.error = undefined;
  return error;
}

/** A call on a socket that must exist. */
const on =
  (call: (endpoint: Endpoint, bytes: number) => ReturnType<Call>): Call =>
  ({ endpoint, step }) =>
    endpoint ? call(endpoint, step.bytes ?? 65_536) : 'ENOTCONN';

/** The calls of the core by name. */
export const calls = {
  connect({ host, step, endpoint, first }: CallContext) {
    if (!first && endpoint) return endpoint.state.startsWith('SYN') ? undefined : (takeError(endpoint) ?? 'ok');
    const opened = open(host, step);
    if (typeof opened === 'string') return opened;
    host.sockets.set(step.socket ?? '', opened);
    return undefined;
  },

  accept({ host, step }: CallContext) {
    const endpoint = host.acceptQueue.shift();
    if (endpoint) host.sockets.set(step.socket ?? '', endpoint);
    return endpoint && 'ok';
  },

  send: on((endpoint, bytes) => {
    // sk_stream_error(): EPIPE unless a more telling error waits.
    if (endpoint.error || endpoint.finQueued || endpoint.state === 'CLOSED') return takeError(endpoint) ?? 'EPIPE';
    endpoint.writeSeq = advance(endpoint.writeSeq, bytes);
    output(endpoint);
    return bytes;
  }),

  recv: on((endpoint, most) => {
    const bytes = Math.min(endpoint.unread, most);
    // tcp_recvmsg(): the end of the stream comes before an error, an error before "closed".
    if (!bytes)
      return endpoint.finReceived ? 0 : (takeError(endpoint) ?? (endpoint.state === 'CLOSED' ? 0 : undefined));
    endpoint.unread -= bytes;
    // tcp_cleanup_rbuf(): the reader emptied the buffer, an ACK that waits for no answer may leave; for two small segments
    // (ICSK_ACK_PUSHED2) it leaves in a conversation too (recording 19i).
    const due = !endpoint.pingpong || (endpoint.smallOnes ?? 0) > 1;
    if (endpoint.ackWanted && due && !endpoint.unread) sendAck(endpoint);
    return bytes;
  }),

  close: on((endpoint) => {
    close(endpoint);
    return 'ok';
  }),
} satisfies Readonly<Record<string, Call>>;

/** connect() on a non-blocking socket: the SYN leaves and the call returns. */
export const connectWithoutWaiting: Call = (context) => calls.connect(context) ?? 'ok';

/** No more data from this side: the FIN follows what was written. */
export function finish(endpoint: Endpoint): void {
  const to = move(endpoint, closes);
  if (!to || to === 'CLOSED') return;
  endpoint.finQueued = true;
  output(endpoint);
}

/** The last descriptor is gone: FIN, or RST if data was never read. RFC 9293 (3.6.1): data lost must be signalled. */
export function close(endpoint: Endpoint): void {
  if (endpoint.orphan || endpoint.state === 'CLOSED') return;
  endpoint.orphan = true;
  if (endpoint.unread) abort(endpoint);
  else if (endpoint.state === 'FIN-WAIT-2') waitForFin(endpoint);
  else finish(endpoint);
}

/** RFC 9293 (3.10.5), ABORT: RST and nothing else. Differs: Linux enters no TIME-WAIT after it. */
export function abort(endpoint: Endpoint): void {
  endpoint.orphan = true;
  emit(endpoint, RST | ACK, endpoint.sndNxt);
  enter(endpoint, 'CLOSED');
}
