// More than fits one segment: cutting, the initial window, small segments that wait, and joining what is sent again.
//
// Follows RFC 9293 sections 3.7.1 (MSS) and 3.7.4 (Nagle), RFC 6928 (initial window) and Linux 6.18, tcp_output.c,
// tcp_retrans_try_collapse(). A feature: without it each write is one segment that leaves at once.
// Leaves out congestion avoidance (slow start never ends) and windows that close.
import { initialWindowSegments, timestampsBytes } from '#content/facts/tcp.ts';
import type { Endpoint, Features } from './endpoint.ts';
import { ahead } from './sequence.ts';

/** Data bytes that fit beside the options of every segment. RFC 9293 (3.7.1): the MSS does not count options. */
export const payloadBytes = ({ profile, timestamps }: Endpoint): number =>
  profile.mssBytes - (timestamps ? timestampsBytes : 0);

/** Cuts what is written into segments and joins small ones when they are sent again. */
export const bulk: Features = {
  calls: {
    /** TCP_NODELAY: Nagle's algorithm off. */
    'no-delay': ({ endpoint }) => {
      if (!endpoint) return 'ENOTCONN';
      endpoint.noDelay = true;
      return 'ok';
    },
    /** No call of the system: waits until the application has read `value` bytes, as a server does that then answers. */
    'has-read': ({ endpoint, step }) =>
      endpoint && ahead(endpoint.rcvNxt, endpoint.irs) - 1 - endpoint.unread >= Number(step.value) ? 'ok' : undefined,
  },

  portion(endpoint, unsentBytes) {
    const { queue, sndUna, iss, noDelay, finQueued, probing } = endpoint;
    const full = payloadBytes(endpoint);
    // RFC 5681 (3.1), slow start: one segment more for each that is acknowledged.
    if (queue.length >= initialWindowSegments + Math.floor(ahead(sndUna, iss) / full)) return unsentBytes && 0;
    // RFC 9293 (3.7.4), Nagle: a small segment waits while anything is unacknowledged; with the FIN it does not.
    // Differs: Linux (tcp_minshall_check()) lets it wait only for another small one, so that a long write goes at once.
    const small = queue.some(({ length }) => length > 0 && length < full);
    const waits = unsentBytes < full && small && !noDelay && !probing && !finQueued;
    return waits ? 0 : Math.min(unsentBytes, full);
  },

  join({ queue, ...endpoint }, item) {
    const at = queue.indexOf(item) + 1;
    // Each round takes one from the queue, so the loop ends. Recording 14c shows data and FIN leave as one.
    for (
      let next = queue[at];
      next && !next.sacked && item.length + next.length <= payloadBytes({ queue, ...endpoint });
      next = queue[at]
    ) {
      item.length += next.length;
      item.flags |= next.flags;
      queue.splice(at, 1);
    }
  },
};
