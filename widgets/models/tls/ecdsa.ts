// ECDSA over a curve of the library, with the number k given: all chance is an argument.
//
// FIPS 186-5 section 6.4; RFC 3279 section 2.2.3 for the bytes of a signature.
import { p256 } from '@noble/curves/nist.js';
import { bytesOf, integerOf, mod, modInverse } from '../rsa/integers.ts';
import { concat } from './codec.ts';

/** A curve of the library. */
export type Curve = typeof p256;

// A page makes and checks a handful of signatures: small tables of multiples are quicker than the library's large ones, which pay
// off after hundreds.
p256.Point.BASE.precompute(4);

/** Signs a digest. Using one k twice gives the private key away: {@link onceOf}. */
export function ecdsaSign({ Point }: Curve, d: bigint, digested: Uint8Array, k: bigint): Uint8Array {
  const n = Point.Fn.ORDER;
  const r = mod(Point.BASE.multiply(k).toAffine().x, n);
  const s = mod((modInverse(k, n) ?? 0n) * (truncated(digested, n) + r * d), n);
  return derOf(r, s);
}

/** True if it is a signature of the digest. Never throws. */
export function ecdsaVerify(curve: Curve, point: Uint8Array, digested: Uint8Array, signature: Uint8Array): boolean {
  try {
    return curve.verify(signature, digested, point, { prehash: false, lowS: false, format: 'der' });
  } catch {
    return false;
  }
}

/** The k of a signature by a key that is known. */
export function onceOf({ Point }: Curve, d: bigint, digested: Uint8Array, r: bigint, s: bigint): Uint8Array {
  const n = Point.Fn.ORDER;
  return bytesOf(mod((modInverse(s, n) ?? 0n) * (truncated(digested, n) + r * d), n), 66);
}

/** The leftmost bits of the hash, as many as n has. */
function truncated(digested: Uint8Array, n: bigint): bigint {
  const excess = digested.length * 8 - n.toString(2).length;
  return excess > 0 ? integerOf(digested) >> BigInt(excess) : integerOf(digested);
}

/** SEQUENCE { INTEGER r, INTEGER s } (RFC 3279 section 2.2.3). */
function derOf(r: bigint, s: bigint): Uint8Array {
  const body = concat(...[r, s].map(derInteger));
  const length = body.length < 128 ? [body.length] : [0x81, body.length];
  return concat(Uint8Array.of(0x30, ...length), body);
}

function derInteger(value: bigint): Uint8Array {
  const hex = value.toString(16);
  // A first bit of 1 would mean a negative number: a byte of zeros goes in front.
  const bytes = bytesOf(
    value,
    Math.floor(hex.length / 2) + (hex.length % 2 || Number.parseInt(hex[0] ?? '0', 16) > 7 ? 1 : 0),
  );
  return concat(Uint8Array.of(2, bytes.length), bytes);
}
