// X25519, RFC 7748 (5, 6.1), through @noble/curves, and the check that its section 6.1 leaves to the protocol.
// Left out: X448, which no figure uses.
import { x25519 } from '@noble/curves/ed25519.js';

/** What one side computes. All bytes zero: the peer's point has small order, and everybody knows the result. */
export type Agreed =
  | { readonly ok: true; readonly secret: Uint8Array }
  | { readonly ok: false; readonly problem: 'all-zero'; readonly secret: Uint8Array };

/** X25519(private, 9). Both are 32 bytes. */
export function publicKeyOf(privateKey: Uint8Array): Uint8Array {
  return x25519.getPublicKey(privateKey);
}

/** X25519(private, public of the peer). Never throws for 32 bytes; RFC 8446 (7.4.2): who gets zeros aborts. */
export function agree(privateKey: Uint8Array, peer: Uint8Array): Agreed {
  try {
    return { ok: true, secret: x25519.getSharedSecret(privateKey, peer) };
  } catch (error) {
    // The library checks already, and says it with an exception: of what can be wrong with 32 bytes it is the only one.
    if (privateKey.length !== 32 || peer.length !== 32) throw error;
    return { ok: false, problem: 'all-zero', secret: new Uint8Array(32) };
  }
}

/** Points of order 4, 1 and 8 on the curve, as a peer would send them: RFC 7748 (6.1, 7). */
export const smallOrderPoints = {
  zero: '0000000000000000000000000000000000000000000000000000000000000000',
  one: '0100000000000000000000000000000000000000000000000000000000000000',
  eight: 'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
} as const;
