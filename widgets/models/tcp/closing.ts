// Ways to end a connection beyond a plain close(): shutdown, SO_LINGER, abort, SIGKILL.
//
// Follows RFC 9293 sections 3.6 (half-close) and 3.10.5 (ABORT) and Linux 6.18: tcp_shutdown(), tcp_disconnect() and
// socket(7) for SO_LINGER. A feature of its own, so that a page about closing does not pay for keepalive.
import { abort, calls, close, finish } from './application.ts';
import { type CallContext, type Features, sinceMs } from './endpoint.ts';
import { waitForFin } from './states.ts';

const waitsForPeer = new Set(['FIN-WAIT-1', 'CLOSING', 'LAST-ACK']);

/** close() with SO_LINGER: with time 0 an abort; else it blocks until the peer has acknowledged or the time is up. */
function lingeringClose({ endpoint, first, calledUs }: CallContext): 'ok' | undefined {
  const { lingerMs, state } = endpoint ?? {};
  if (!endpoint || state === 'CLOSED') return 'ok';
  if (lingerMs === undefined || (first && endpoint.unread)) {
    close(endpoint);
  } else if (!lingerMs) {
    abort(endpoint);
  } else {
    if (first) {
      endpoint.deaf = true;
      finish(endpoint);
      endpoint.run.schedule(calledUs + lingerMs * 1_000, () => {});
    }
    if (waitsForPeer.has(endpoint.state) && sinceMs(endpoint, calledUs) < lingerMs) return undefined;
    endpoint.orphan = true;
    waitForFin(endpoint);
  }
  return 'ok';
}

/** Calls that end a connection; times in `value` are milliseconds. */
export const closing: Features = {
  calls: {
    /** shutdown(SHUT_WR): the half-close of RFC 9293 (3.6). */
    shutdown({ endpoint }) {
      if (!endpoint || endpoint.state === 'CLOSED') return 'ENOTCONN';
      finish(endpoint);
      return 'ok';
    },

    close: lingeringClose,

    /** close() with SO_LINGER on and its time 0. */
    abort({ endpoint }) {
      if (!endpoint) return 'ENOTCONN';
      if (endpoint.state !== 'CLOSED') abort(endpoint);
      return 'ok';
    },

    /** SO_LINGER on, with this time. */
    linger({ endpoint, step }) {
      if (!endpoint) return 'ENOTCONN';
      endpoint.lingerMs = [step.value ?? 0].flat()[0] ?? 0;
      return 'ok';
    },

    /** SIGKILL: the kernel closes what the process had open, its listener included. */
    kill(context) {
      context.host.listening = false;
      return calls.close(context);
    },
  },
};
