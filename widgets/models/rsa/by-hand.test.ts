import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { guess, integerRoot, multiplied, productOf } from './attacks.ts';
import { euclidSteps, factorsOf, isPrime, keyByHand, powerSteps, primesAround } from './by-hand.ts';
import { pollardRho, trialDivision } from './factor.ts';
import { gcd, mod, modInverse, modPow } from './integers.ts';

const primes = Array.from({ length: 1_200 }, (_, value) => value).filter(isPrime);

test('the primes below 30, the factors of 60, the neighbours of 60 and of 2', () => {
  assert.deepEqual(primes.slice(0, 10), [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]);
  assert.deepEqual(factorsOf(60), [2, 2, 3, 5]);
  assert.deepEqual(primesAround(60), [59, 61]);
  assert.deepEqual(primesAround(2), [3]);
  assert.deepEqual(primesAround(1), [2]);
});

test('a key by hand: 61 and 53 with e = 17 have d = 413, and every message comes back', () => {
  const key = keyByHand(61, 53, 17);
  assert.ok(key.ok);
  assert.deepEqual([key.n, key.phi, key.lambda, key.d], [3_233n, 3_120n, 780n, 413n]);
  for (let m = 0n; m < key.n; m += 1n) assert.equal(modPow(modPow(m, key.e, key.n), key.d, key.n), m);
});

test('without a prime, with equal primes, with an exponent that shares a factor there is no key', () => {
  assert.deepEqual(keyByHand(60, 53, 17), { ok: false, problem: 'not-prime', which: 'p', value: 60 });
  assert.deepEqual(keyByHand(61, 0, 17), { ok: false, problem: 'not-prime', which: 'q', value: 0 });
  assert.deepEqual(keyByHand(61, 61, 17), { ok: false, problem: 'equal', value: 61 });
  assert.deepEqual(keyByHand(61, 53, 15), { ok: false, problem: 'e-shares', lambda: 780n, factor: 15n });
  assert.deepEqual(keyByHand(61, 53, 1), { ok: false, problem: 'e-range', lambda: 780n });
  assert.deepEqual(keyByHand(61, 53, 781), { ok: false, problem: 'e-range', lambda: 780n });
});

test('any two primes and any exponent: a key decrypts every message, and no key has a reason that holds', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...primes),
      fc.constantFrom(...primes),
      fc.integer({ min: 1, max: 2_000 }),
      fc.nat(),
      (p, q, e, m) => {
        const key = keyByHand(p, q, e);
        if (!key.ok) {
          const lambda = 'lambda' in key ? key.lambda : 1n;
          return p === q || e < 3 || BigInt(e) >= lambda || gcd(BigInt(e), lambda) > 1n;
        }
        const message = BigInt(m) % key.n;
        return (
          modPow(modPow(message, key.e, key.n), key.d, key.n) === message &&
          key.d === modInverse(key.e, key.lambda) &&
          key.phi % key.lambda === 0n
        );
      },
    ),
    { numRuns: 2_000 },
  );
});

test('each line of Euclid holds: the remainder is the coefficient times e modulo lambda', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 9n }), fc.bigInt({ min: 1n, max: 10n ** 9n }), (e, lambda) => {
      const steps = euclidSteps(e, lambda);
      return (
        steps.every(({ remainder, coefficient }) => mod(coefficient * e - remainder, lambda) === 0n) &&
        steps.at(-1)?.remainder === gcd(e, lambda)
      );
    }),
  );
});

test('the last of the power steps is the power, and the bits are the exponent', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 6n }),
      fc.bigInt({ min: 0n, max: 10n ** 6n }),
      fc.bigInt({ min: 1n, max: 10n ** 6n }),
      (base, exponent, modulus) => {
        const steps = powerSteps(base, exponent, modulus);
        return (
          steps.at(-1)?.value === modPow(base, exponent, modulus) &&
          steps.map(({ bit }) => bit).join('') === exponent.toString(2)
        );
      },
    ),
  );
});

test('both ways to take n apart find the same factor, and say nothing where there is none', () => {
  fc.assert(
    fc.property(fc.constantFrom(...primes), fc.constantFrom(...primes), (p, q) => {
      const n = BigInt(p * q);
      const least = BigInt(Math.min(p, q));
      const rho = pollardRho(n).factor;
      return trialDivision(n).factor === least && (rho === undefined ? p === q || n < 30n : rho === least);
    }),
    { numRuns: 2_000 },
  );
  assert.equal(trialDivision(9_973n).factor, undefined);
  assert.equal(trialDivision(9_973n * 9_967n, 10).factor, undefined);
  assert.equal(pollardRho(9_973n).factor, undefined);
});

test('a root is the whole part, and exact only for a power', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.bigInt({ min: 1n, max: 20n }), (value, k) => {
      const { root, exact } = integerRoot(value, k);
      return root ** k <= value && (root + 1n) ** k > value && exact === (root ** k === value);
    }),
  );
});

test('the attacks on textbook RSA hold for every message below n', () => {
  const key = keyByHand(61, 53, 17);
  assert.ok(key.ok);
  const power = (base: bigint, exponent: bigint) => modPow(base, exponent, key.n);
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 3_232n }), fc.bigInt({ min: 0n, max: 3_232n }), (m, k) => {
      const doubled = multiplied(key, power(m, key.e), k);
      const forged = productOf(key, power(m, key.d), power(k, key.d));
      return (
        power(doubled, key.d) === (m * k) % key.n &&
        power(forged, key.e) === (m * k) % key.n &&
        guess(key, power(m, key.e), [k, m]) === (k === m ? 0 : 1)
      );
    }),
  );
  assert.equal(guess(key, power(5n, key.e), [1n, 2n]), -1);
});
