// Taking n apart: what breaks RSA by hand, and what makes it hold when n is large.
// Left out: the quadratic sieve and the number field sieve, which take hundreds of digits apart, with pages of mathematics.
import { gcd } from './integers.ts';

export interface Factored {
  /** The smaller factor that was found; undefined: none within the bound. */
  readonly factor: bigint | undefined;
  /** Divisions, or rounds of the walk. */
  readonly steps: number;
}

/** Divides by 2 and by each odd number up to the square root, at most `bound` times. */
export function trialDivision(n: bigint, bound = 1_000_000): Factored {
  const value = Number(n);
  let steps = 0;
  for (let factor = 2; factor * factor <= value && steps < bound; factor += factor === 2 ? 1 : 2) {
    steps += 1;
    if (value % factor === 0) return { factor: BigInt(factor), steps };
  }
  return { factor: undefined, steps };
}

/**
 * J. M. Pollard, A Monte Carlo method for factorization, 1975: a walk x^2 + c mod n runs into a circle modulo the unknown
 * factor after about the square root of it, and two walkers, one twice as fast, meet there. c is tried from 1 up.
 */
export function pollardRho(n: bigint, bound = 100_000): Factored {
  let steps = 0;
  for (let c = 1n; c < 20n; c += 1n) {
    let [slow, fast] = [2n, 2n];
    while (steps < bound) {
      steps += 1;
      slow = (slow * slow + c) % n;
      fast = (fast * fast + c) % n;
      fast = (fast * fast + c) % n;
      const factor = gcd(slow - fast, n);
      // Both factors at once say nothing: another walk.
      if (factor === n) break;
      if (factor > 1n) return { factor: smaller(factor, n / factor), steps };
    }
  }
  return { factor: undefined, steps };
}

function smaller(a: bigint, b: bigint): bigint {
  if (b < a) return b;
  return a;
}
