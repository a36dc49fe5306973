// RSA with numbers small enough to follow: key generation with the reason where there is no key, Euclid's steps, a power
// one bit of the exponent at a time. RFC 8017 (3.1, 3.2, 5.1); NIST FIPS 186-5 (A.1.1) for what e and d must be.
// Left out: the key sizes and the tests for large primes that real key generation has.
import { gcd, mod } from './integers.ts';

/** One line of the extended Euclidean algorithm: remainder = coefficient * e (mod lambda). */
export interface EuclidStep {
  /** How often this line was taken from the one before; 0 in the first two lines, which are lambda and e. */
  readonly quotient: bigint;
  readonly remainder: bigint;
  readonly coefficient: bigint;
}

/** One bit of an exponent: the value so far is squared, and multiplied by the base where the bit is 1. */
export interface PowerStep {
  readonly bit: 0 | 1;
  readonly value: bigint;
}

/** A key with everything that its owner knows. */
export interface HandKey {
  readonly ok: true;
  readonly p: number;
  readonly q: number;
  readonly n: bigint;
  readonly phi: bigint;
  readonly lambda: bigint;
  readonly e: bigint;
  readonly d: bigint;
  readonly euclid: readonly EuclidStep[];
}

/** Why there is no key. The values fill the sentence that explains it. */
export type NoKey =
  | { readonly ok: false; readonly problem: 'not-prime'; readonly which: 'p' | 'q'; readonly value: number }
  | { readonly ok: false; readonly problem: 'equal'; readonly value: number }
  | { readonly ok: false; readonly problem: 'e-range'; readonly lambda: bigint }
  | { readonly ok: false; readonly problem: 'e-shares'; readonly lambda: bigint; readonly factor: bigint };

/** Largest number that is taken as a prime here. Its square is an exact double. */
export const largestPrime = 1_000_000;

/** The key of two numbers and an exponent, or the first thing that is wrong with them. All are whole and positive. */
export function keyByHand(p: number, q: number, e: number): HandKey | NoKey {
  if (!isPrime(p)) return { ok: false, problem: 'not-prime', which: 'p', value: p };
  if (!isPrime(q)) return { ok: false, problem: 'not-prime', which: 'q', value: q };
  // n = p * p is factored by a square root, and phi would be p * (p - 1).
  if (p === q) return { ok: false, problem: 'equal', value: p };
  const phi = BigInt(p - 1) * BigInt(q - 1);
  const lambda = phi / gcd(BigInt(p - 1), BigInt(q - 1));
  const exponent = BigInt(e);
  // RFC 8017 (3.1): 3 <= e <= n - 1 and gcd(e, lambda) = 1. Differs: e >= lambda is refused too, it would be a smaller one again.
  if (exponent < 3n || exponent >= lambda) return { ok: false, problem: 'e-range', lambda };
  const factor = gcd(exponent, lambda);
  if (factor !== 1n) return { ok: false, problem: 'e-shares', lambda, factor };
  const euclid = euclidSteps(exponent, lambda);
  const d = mod(euclid.at(-1)?.coefficient ?? 0n, lambda);
  return { ok: true, p, q, n: BigInt(p) * BigInt(q), phi, lambda, e: exponent, d, euclid };
}

/** The lines of the extended Euclidean algorithm, from lambda and e down to their greatest common divisor. */
export function euclidSteps(e: bigint, lambda: bigint): EuclidStep[] {
  const steps: EuclidStep[] = [
    { quotient: 0n, remainder: lambda, coefficient: 0n },
    { quotient: 0n, remainder: e, coefficient: 1n },
  ];
  for (;;) {
    const [above, last] = [steps.at(-2), steps.at(-1)];
    // Remainders fall below half within two lines: at most twice as many lines as lambda has bits.
    if (!above || !last || last.remainder === 0n || above.remainder % last.remainder === 0n) return steps;
    const quotient = above.remainder / last.remainder;
    steps.push({
      quotient,
      remainder: above.remainder - quotient * last.remainder,
      coefficient: above.coefficient - quotient * last.coefficient,
    });
  }
}

/** base^exponent mod modulus, left to right: one line a bit of the exponent. An exponent of 0 has the line of a 1. */
export function powerSteps(base: bigint, exponent: bigint, modulus: bigint): PowerStep[] {
  const steps: PowerStep[] = [];
  let value = mod(1n, modulus);
  for (const digit of exponent.toString(2)) {
    value = (value * value) % modulus;
    if (digit === '1') value = mod(value * base, modulus);
    steps.push({ bit: digit === '1' ? 1 : 0, value });
  }
  return steps;
}

export function isPrime(value: number): boolean {
  return value > 1 && smallestFactor(value) === value;
}

/** The prime factors of a whole number from 2 up, smallest first: 60 is 2, 2, 3, 5. */
export function factorsOf(value: number): number[] {
  const factors: number[] = [];
  for (let rest = value; rest > 1; ) {
    const factor = smallestFactor(rest);
    factors.push(factor);
    rest /= factor;
  }
  return factors;
}

/** The nearest primes on both sides; below 2 there is none. */
export function primesAround(value: number): number[] {
  let [below, above] = [value - 1, value + 1];
  // Bertrand: there is a prime before twice the number.
  while (below > 1 && !isPrime(below)) below -= 1;
  while (!isPrime(above)) above += 1;
  return below > 1 ? [below, above] : [above];
}

function smallestFactor(value: number): number {
  if (value % 2 === 0) return 2;
  for (let factor = 3; factor * factor <= value; factor += 2) if (value % factor === 0) return factor;
  return value;
}
