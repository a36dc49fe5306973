// Diffie-Hellman, on curves and with primes: what each side shows, and what both then know.
//
// RFC 7748 (X25519), RFC 8422 section 5.10 (the x coordinate is the secret) and 5.11 (points are checked), RFC 5246 section
// 8.1.2 (Diffie-Hellman in TLS 1.2 drops leading zero bytes), RFC 7919 appendix A (the groups with names).
//
// Left out: X448, Brainpool, compressed points, the ML-KEM hybrids.
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { bytesOf, integerOf, modPow } from '../rsa/integers.ts';
import type { GroupName } from './registries.ts';

/** One side's part: what it sends, and what it makes of what the other sent. */
export interface Ephemeral {
  readonly publicKey: Uint8Array;
  /** The shared secret; undefined if the other's public value is no point of the curve, or makes no secret. */
  secret(theirs: Uint8Array): Uint8Array | undefined;
}

const curves = { secp256r1: p256, secp384r1: p384, secp521r1: p521 } as const;

// Multiples of the base point are kept in a table when the first is asked for. The library's own choice, a window of 6 bits, is
// made for servers: 1,376 points, more work than the whole rest of a first handshake. With 4 bits it is 520, and a key pair
// costs 65 additions instead of 43. X25519 makes its public keys on the curve of Ed25519.
p256.Point.BASE.precompute(4);
ed25519.Point.BASE.precompute(4);

/** True for groups that are computed here. */
export const isCurve = (group: GroupName | undefined): group is 'x25519' | keyof typeof curves =>
  group === 'x25519' || (group !== undefined && group in curves);

/** A key pair on a curve, from its private key. Throws for a group that is not computed here. */
export function onCurve(group: GroupName, privateKey: Uint8Array): Ephemeral {
  if (group === 'x25519') {
    const publicKey = once(() => x25519.getPublicKey(privateKey));
    return {
      get publicKey() {
        return publicKey();
      },
      // The library refuses a secret of nothing but zeros (RFC 7748 section 6.1, RFC 8422 section 5.11).
      secret: (theirs) => orNothing(() => x25519.getSharedSecret(privateKey, theirs)),
    };
  }
  if (!isCurve(group)) throw new RangeError(`${group} is not computed here`);
  const curve = curves[group];
  const publicKey = once(() => curve.getPublicKey(privateKey, false));
  return {
    get publicKey() {
      return publicKey();
    },
    secret: (theirs) =>
      theirs[0] === 4 ? orNothing(() => curve.getSharedSecret(privateKey, theirs, true).subarray(1)) : undefined,
  };
}

/** A key pair with a prime p and a generator g. The secret has no leading zeros: RFC 5246 section 8.1.2. */
export function withPrime(p: Uint8Array, g: Uint8Array, privateKey: Uint8Array): Ephemeral {
  const prime = integerOf(p);
  const exponent = integerOf(privateKey);
  return {
    publicKey: bytesOf(modPow(integerOf(g), exponent, prime), p.length),
    secret(theirs) {
      const value = integerOf(theirs);
      // RFC 7919 section 5.1: 1 < Y < p - 1, or the secret is one that everybody knows.
      if (value <= 1n || value >= prime - 1n) return undefined;
      return withoutZeros(bytesOf(modPow(value, exponent, prime), p.length));
    },
  };
}

/** What only one of two uses needs is computed when it is asked for, and then kept. */
function once(make: () => Uint8Array): () => Uint8Array {
  let made: Uint8Array | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Bytes without leading zeros. */
export function withoutZeros(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  return bytes.subarray(first < 0 ? bytes.length : first);
}

function orNothing(compute: () => Uint8Array): Uint8Array | undefined {
  try {
    return compute();
  } catch {
    return undefined;
  }
}
