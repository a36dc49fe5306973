// TCP_CORK: only full segments leave until the cork is pulled, or until a timer runs out of patience.
//
// Follows Linux 6.18: tcp_nagle_test(), __tcp_sock_set_cork(), and for the timer tcp_check_probe_timer() and
// tcp_write_wakeup(): with nothing in flight the probe timer is set to one RTO (recording 19j).
// Differs: tcp(7) promises 200 ms at most. A feature on top of bulk.ts, which it contains.
import { bulk, payloadBytes } from './bulk.ts';
import { type Endpoint, endTimer, type Features, setTimer } from './endpoint.ts';
import { output } from './sender.ts';

/** Cutting into segments (`bulk`), and the call `cork` with `value` 1 (on) or 0 (off). */
export const cork: Features = {
  ...bulk,

  portion(endpoint, unsentBytes) {
    const { corked, queue, probed, finQueued, timers } = endpoint;
    const held = corked && unsentBytes < payloadBytes(endpoint) && !probed && !finQueued;
    if (!held) return bulk.portion?.(endpoint, unsentBytes) ?? unsentBytes;
    if (unsentBytes && !queue.length && !timers.persist)
      setTimer(endpoint, 'persist', endpoint.rtoMs, () => release(endpoint));
    return 0;
  },

  calls: {
    ...bulk.calls,
    cork({ endpoint, step }) {
      if (!endpoint) return 'ENOTCONN';
      endpoint.corked = step.value === 1;
      if (!endpoint.corked) release(endpoint);
      return 'ok';
    },
  },
};

/** What was held back leaves; the cork stays as it is. */
function release(endpoint: Endpoint): void {
  const { corked = false } = endpoint;
  endpoint.corked = false;
  endTimer(endpoint, 'persist');
  output(endpoint);
  endpoint.corked = corked;
}
