// Chance that can be read in any order: whether the n-th segment of a side is lost is a function of the seed.
//
// A rule with `probability` (faults.ts) draws one number after the other, so losing one segment by hand would change
// the fate of all that come later. Here every segment has a number of its own: pressing one changes only that one, and
// a higher probability loses the same segments and more.
// The generator is mulberry32, whose n-th number can be computed without those before it.
import type { Side } from './log.ts';
import type { LinkRule } from './scenario.ts';

/** Probabilities of loss in per cent. */
export interface Losses {
  readonly syn: number;
  readonly synAck: number;
  readonly ack: number;
}

/** More segments than one side sends in any handshake. */
export const mostSegments = 60;

/** The number of the n-th segment of a side, from 0 to below 100: it is lost if the probability is higher. */
export function lot(seed: number, side: Side, nth: number): number {
  // Two seeds of the generator for each seed of the reader, one a side.
  const state = (2 * seed + (side === 'client' ? 0 : 1) + Math.imul(nth, 0x6d2b79f5)) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) * (100 / 2 ** 32);
}

/** Rules of the link that lose what `seed` decides, but for those in `kept`: `c2` is the client's second segment. */
export function chanceRules(seed: number, losses: Losses, kept: readonly string[] = []): LinkRule[] {
  const rule = (from: Side, segment: 'SYN' | 'SYN-ACK' | 'ACK', percent: number): LinkRule => {
    const nth: number[] = [];
    for (let each = 1; percent > 0 && each <= mostSegments; each += 1)
      if (lot(seed, from, each) < percent && !kept.includes(`${from[0]}${each}`)) nth.push(each);
    return { from, segment, nth };
  };
  const { syn, synAck, ack } = losses;
  return [rule('client', 'SYN', syn), rule('server', 'SYN-ACK', synAck), rule('client', 'ACK', ack)];
}
