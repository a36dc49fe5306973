// What goes wrong beside a lost segment: a cut link, a killed process, a host that forgets; and lots that are drawn.
//
// A feature: calls `cut`, `repair`, `forget`, `kill`, and rules with `fromUs`, `untilUs`, `probability`. Chance comes
// from the seed of the scenario, so that the same seed loses the same segments.
import { closing } from './closing.ts';
import type { Call, Features, Run } from './endpoint.ts';
import { advance } from './sequence.ts';
import { enter } from './states.ts';

/** mulberry32: a small generator whose numbers depend on nothing but the seed. From 0 to below 1. */
export function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const generators = new WeakMap<Run, () => number>();

function draw(run: Run): number {
  const random = generators.get(run) ?? generator(run.scenario.seed ?? 0);
  generators.set(run, random);
  return random();
}

const link =
  (cut: boolean): Call =>
  ({ host: { run } }) => {
    run.cut = cut;
    run.log({ kind: 'link', action: cut ? 'cut' : 'repaired' });
    return 'ok';
  };

/** Calls and rules for what goes wrong. */
export const faults: Features = {
  acts: ({ fromUs = 0, untilUs = Number.POSITIVE_INFINITY, probability }, run) =>
    run.nowUs >= fromUs && run.nowUs < untilUs && (probability === undefined || draw(run) < probability),

  calls: {
    ...closing.calls,
    cut: link(true),
    repair: link(false),

    /** The host loses the connection without a word, as after a crash and a reboot. */
    forget({ endpoint }) {
      if (endpoint && endpoint.state !== 'CLOSED') enter(endpoint, 'CLOSED');
      return 'ok';
    },

    /**
     * Somebody else sends a segment to this host, with the address and ports of its peer. `value` is [flags, how far
     * its number is beyond RCV.NXT]. The link does not see it.
     */
    forge({ host, endpoint, step }) {
      const [flags = 0, beyond = 0] = [step.value ?? []].flat();
      if (!endpoint) return 'ENOTCONN';
      const { port, rcvNxt, sndUna, connection } = endpoint;
      const segment = { port, flags, seq: advance(rcvNxt, beyond), ack: sndUna, length: 0, window: 0, options: {} };
      host.run.deliver(host, segment, connection, 0);
      return 'ok';
    },
  },
};
