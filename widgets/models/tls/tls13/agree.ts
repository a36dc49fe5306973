/**
 * Key agreement of TLS 1.3 by the number of the group: RFC 8446 section 7.4. The secret is the x coordinate with all its bytes.
 *
 * Left out: X448, the finite fields of RFC 7919, and hybrids with ML-KEM; their secrets have to come from a key log.
 */
import { isCurve, onCurve } from '../agreement.ts';
import { equal, groupName } from '../registries.ts';

/** The share that belongs to a private key; undefined for a group that is not computed here. */
export function publicShare(group: number, privateKey: Uint8Array): Uint8Array | undefined {
  const name = groupName(group);
  return name && isCurve(name) ? onCurve(name, privateKey).publicKey : undefined;
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
  const name = groupName(group);
  return name && isCurve(name) ? (onCurve(name, privateKey).secret(share) ?? 'invalid') : undefined;
}

/** A private key that is asked twice for the same secret works once. */
export function agreementOf(
  group: number,
  privateKey: Uint8Array,
): (share: Uint8Array) => ReturnType<typeof sharedSecret> {
  let last: readonly [share: Uint8Array, secret: ReturnType<typeof sharedSecret>] | undefined;
  return (share) => {
    if (!last || !equal(last[0], share)) last = [share, sharedSecret(group, privateKey, share)];
    return last[1];
  };
}
