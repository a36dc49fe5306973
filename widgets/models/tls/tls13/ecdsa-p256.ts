/**
 * ECDSA on P-256 with SHA-256, the scheme 0403, for a signer whose key is known: small enough for a page that needs no other.
 * RFC 8446 section 4.2.3; without chance, RFC 6979. `signatures.ts` has all schemes.
 */
import { p256 } from '@noble/curves/nist.js';
import { equal } from '../registries.ts';
import type { Signer } from './client.ts';

/** Signs with that key; or gives `known`, a signature that was made elsewhere over what is to be signed. */
export function signer(chain: readonly Uint8Array[], key: Uint8Array, known?: Uint8Array): Signer {
  return {
    chain,
    schemes: [0x0403],
    sign: (_scheme, content) => known ?? p256.sign(content, key, { lowS: false, format: 'der' }),
  };
}

/** Checks signatures of the one certificate that ends this chain. */
export function verifierOf(leaf: Uint8Array, key: Uint8Array) {
  const point = once(() => p256.getPublicKey(key, false));
  return (scheme: number, shown: Uint8Array, content: Uint8Array, signature: Uint8Array): boolean =>
    scheme === 0x0403 && equal(shown, leaf) && verified(point(), content, signature);
}

function once<T>(make: () => T): () => T {
  const made: T[] = [];
  return () => {
    const [value = make()] = made;
    made[0] = value;
    return value;
  };
}

function verified(point: Uint8Array, content: Uint8Array, signature: Uint8Array): boolean {
  try {
    return p256.verify(signature, content, point, { lowS: false, format: 'der' });
  } catch {
    return false;
  }
}
