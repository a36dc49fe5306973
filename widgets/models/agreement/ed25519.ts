// Ed25519, RFC 8032 (5.1), through @noble/curves: what signs the two public values of a key agreement.
import { ed25519 } from '@noble/curves/ed25519.js';

/** The public key of a 32-byte secret key. */
export function verifyingKey(secretKey: Uint8Array): Uint8Array {
  return ed25519.getPublicKey(secretKey);
}

/** 64 bytes. The same message and key give the same signature: no randomness is needed. */
export function sign(secretKey: Uint8Array, message: Uint8Array): Uint8Array {
  return ed25519.sign(message, secretKey);
}

/** Never throws: a signature or key that is no point is a signature that does not verify. Strict as RFC 8032 (5.1.7). */
export function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
