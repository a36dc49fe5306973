// What an application calls and what it gets back.
//
// Follows RFC 9293 section 3.9.1 (OPEN, SEND, RECEIVE, CLOSE) with the names, results and errors of the BSD sockets
// as Linux 6.18 gives them (net/ipv4/tcp.c): tcp_sendmsg(), tcp_recvmsg(), __tcp_close(), tcp_shutdown().
// Leaves out send buffers: send() takes everything at once. Options and rarer calls are in modules of their own.
import { acknowledgeRead } from './acknowledge.ts';
import { type Call, type CallContext, destroy, type Endpoint, enter } from './endpoint.ts';
import type { Errno } from './log.ts';
import { open } from './open.ts';
import { ACK, RST } from './segment.ts';
import { emit, output, sendFin } from './sender.ts';
import { advance } from './sequence.ts';
import { waitForFin } from './time-wait.ts';

const defaultPort = 40_000;
const defaultReadBytes = 65_536;

/** sock_error(): an error is reported once, to the first call that asks. */
function takeError(endpoint: Endpoint): Errno | undefined {
  const { error } = endpoint;
  endpoint.error = undefined;
  return error;
}

/** The calls of the core by name. Undefined: the call blocks and is tried again later. */
export const calls: Readonly<Record<string, Call>> = {
  connect({ host, step, endpoint, first }) {
    if (first) {
      const opened = open(host, step.port ?? defaultPort, step.isn, step.clockAheadMs);
      if (typeof opened === 'string') return opened;
      host.sockets.set(step.socket ?? '', opened);
      return undefined;
    }
    if (!endpoint) return 'ENOTCONN';
    if (endpoint.state === 'SYN-SENT' || endpoint.state === 'SYN-RECEIVED') return undefined;
    return takeError(endpoint) ?? 'ok';
  },

  accept({ host, step }) {
    const endpoint = host.acceptQueue.shift();
    if (!endpoint) return undefined;
    host.sockets.set(step.socket ?? '', endpoint);
    return 'ok';
  },

  send({ endpoint, step }) {
    if (!endpoint) return 'ENOTCONN';
    const { error, state, finQueued } = endpoint;
    // sk_stream_error(): EPIPE unless a more telling error waits.
    if (error || finQueued || state === 'CLOSED') return takeError(endpoint) ?? 'EPIPE';
    const bytes = step.bytes ?? 0;
    if (endpoint.sndNxt === endpoint.writeSeq) endpoint.pushFrom = endpoint.writeSeq;
    endpoint.writeSeq = advance(endpoint.writeSeq, bytes);
    output(endpoint);
    return bytes;
  },

  recv({ endpoint, step }) {
    if (!endpoint) return 'ENOTCONN';
    const bytes = Math.min(endpoint.unread, step.bytes ?? defaultReadBytes);
    if (bytes) {
      endpoint.unread -= bytes;
      acknowledgeRead(endpoint);
      return bytes;
    }
    // tcp_recvmsg(): the end of the stream comes before an error, an error before "closed".
    if (endpoint.finReceived) return 0;
    return takeError(endpoint) ?? (endpoint.state === 'CLOSED' ? 0 : undefined);
  },

  shutdown({ endpoint }) {
    if (!endpoint || endpoint.state === 'CLOSED') return 'ENOTCONN';
    finish(endpoint);
    return 'ok';
  },

  close({ endpoint }) {
    if (endpoint) close(endpoint);
    return 'ok';
  },

  /** close() with SO_LINGER on and its time 0. */
  abort({ endpoint }) {
    if (endpoint && endpoint.state !== 'CLOSED') abort(endpoint);
    return 'ok';
  },
};

/** RFC 9293 (3.10.4), CLOSE: no more data from this side. */
function finish(endpoint: Endpoint): void {
  const { state } = endpoint;
  if (state === 'SYN-SENT') return destroy(endpoint);
  if (state === 'ESTABLISHED' || state === 'SYN-RECEIVED') enter(endpoint, 'FIN-WAIT-1');
  else if (state === 'CLOSE-WAIT') enter(endpoint, 'LAST-ACK');
  else return;
  sendFin(endpoint);
}

/** The last descriptor is gone: FIN, or RST if data was never read. RFC 9293 (3.6.1): data lost must be signalled. */
export function close(endpoint: Endpoint): void {
  const { state, orphan } = endpoint;
  if (orphan || state === 'CLOSED' || state === 'TIME-WAIT') return;
  endpoint.orphan = true;
  if (endpoint.unread) return abort(endpoint);
  if (state === 'FIN-WAIT-2') waitForFin(endpoint);
  else finish(endpoint);
}

/** RFC 9293 (3.10.5), ABORT. Differs: Linux enters no TIME-WAIT after it. */
export function abort(endpoint: Endpoint): void {
  const { state } = endpoint;
  endpoint.orphan = true;
  if (state !== 'SYN-SENT') emit(endpoint, RST | ACK, endpoint.sndNxt);
  destroy(endpoint);
}

export type { CallContext };
