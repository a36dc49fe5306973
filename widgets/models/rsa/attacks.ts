// What an attacker does to RSA without padding, with the public key alone.
// D. Boneh, Twenty Years of Attacks on the RSA Cryptosystem, 1999, sections 2 to 4; RFC 8017 (7.2) for what padding must be.
import { modPow } from './integers.ts';
import type { RsaPublicKey } from './rsa.ts';

/** Textbook RSA has no chance in it: encrypt every message that it could be, and compare. The first match, or -1. */
export function guess(key: RsaPublicKey, ciphertext: bigint, candidates: readonly bigint[]): number {
  return candidates.findIndex((candidate) => modPow(candidate, key.e, key.n) === ciphertext);
}

/** The whole part of the k-th root of a number from 0 up, k from 1 up, by halving an interval; and how often it was halved. */
export function integerRoot(
  value: bigint,
  k: bigint,
): { readonly root: bigint; readonly exact: boolean; readonly halvings: number } {
  let [low, high] = [0n, 1n << (BigInt(value.toString(2).length) / k + 1n)];
  let halvings = 0;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** k <= value) low = middle;
    else high = middle;
    halvings += 1;
  }
  return { root: low, exact: low ** k === value, halvings };
}

/** The ciphertext of `times` times the message, made without knowing the message: c * times^e mod n. */
export function multiplied(key: RsaPublicKey, ciphertext: bigint, times: bigint): bigint {
  return (ciphertext * modPow(times, key.e, key.n)) % key.n;
}

/** The signature of a product, made from the signatures of its two factors. */
export function productOf(key: RsaPublicKey, one: bigint, other: bigint): bigint {
  return (one * other) % key.n;
}
