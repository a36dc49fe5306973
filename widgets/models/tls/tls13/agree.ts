/**
 * Key agreement of TLS 1.3: RFC 8446 section 7.4. X25519 (RFC 7748) and the curves P-256, P-384 and P-521, whose secret is the
 * x coordinate of the common point.
 *
 * Left out: X448, the finite fields of RFC 7919, and hybrids with ML-KEM; their secrets have to come from a key log.
 */
import { x25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';

const curves = { 23: p256, 24: p384, 25: p521 } as const;
const x25519Group = 0x001d;

const curveOf = (group: number) => (curves as Readonly<Record<number, (typeof curves)[keyof typeof curves]>>)[group];

/** The share that belongs to a private key; undefined for a group that is not computed here. */
export function publicShare(group: number, privateKey: Uint8Array): Uint8Array | undefined {
  if (group === x25519Group) return x25519.getPublicKey(privateKey);
  return curveOf(group)?.getPublicKey(privateKey, false);
}

/**
 * The secret of a private key and the other side's share; 'invalid' where the share is not one: not a point of the curve, or
 * of an order so small that the secret would be all zeros (RFC 8446 section 7.4.2). undefined: a group not computed here.
 */
export function sharedSecret(
  group: number,
  privateKey: Uint8Array,
  share: Uint8Array,
): Uint8Array | 'invalid' | undefined {
  const curve = curveOf(group);
  if (group !== x25519Group && !curve) return undefined;
  try {
    // A point comes with both coordinates, 04 in front: RFC 8446 section 4.2.8.2.
    if (curve && share[0] !== 4) return 'invalid';
    return curve ? curve.getSharedSecret(privateKey, share, true).slice(1) : x25519.getSharedSecret(privateKey, share);
  } catch {
    return 'invalid';
  }
}
