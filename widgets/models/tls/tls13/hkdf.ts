/**
 * HKDF (RFC 5869 sections 2.2 and 2.3) and the two functions that TLS 1.3 builds on it (RFC 8446 section 7.1):
 * HKDF-Expand-Label and Derive-Secret.
 *
 * Only the two hashes that TLS 1.3 suites name are here; RFC 5869's SHA-1 vectors are checked with a hash that a test
 * hands in.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha384 } from '@noble/hashes/sha2.js';
import type { CHash } from '@noble/hashes/utils.js';

/** The hash of a suite: of the transcript, of HMAC, of HKDF. */
export type HashName = 'sha256' | 'sha384';

const hashes: Readonly<Record<HashName, CHash>> = { sha256: sha256, sha384: sha384 };

/** The length of a hash, and so of every secret of the schedule, in bytes. */
export const hashBytes = (hash: HashName): number => (hash === 'sha256' ? 32 : 48);

export const none: Uint8Array = new Uint8Array(0);

/** The hash of the parts, one behind the other. */
export function digest(hash: HashName, ...parts: readonly Uint8Array[]): Uint8Array {
  const state = hashes[hash].create();
  for (const part of parts) state.update(part);
  return state.digest();
}

/** HMAC (RFC 2104) of the parts, one behind the other. */
export function mac(hash: HashName | CHash, key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const state = hmac.create(typeof hash === 'string' ? hashes[hash] : hash, key);
  for (const part of parts) state.update(part);
  return state.digest();
}

/** HKDF-Extract: concentrates what is secret in `ikm` into a key of the hash's length. An empty salt counts as zeros. */
export function extract(hash: HashName | CHash, salt: Uint8Array, ikm: Uint8Array): Uint8Array {
  return mac(hash, salt, ikm);
}

/** HKDF-Expand: `length` bytes that belong to `info`. At most 255 times the hash's length; throws beyond. */
export function expand(hash: HashName | CHash, prk: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  const okm = new Uint8Array(length);
  let block = none;
  for (let at = 0, counter = 1; at < length; counter++) {
    if (counter > 255) throw new RangeError(`HKDF-Expand cannot give ${length} bytes: 255 blocks at most.`);
    block = mac(hash, prk, block, info, Uint8Array.of(counter));
    okm.set(block.subarray(0, length - at), at);
    at += block.length;
  }
  return okm;
}

/**
 * The `info` of HKDF-Expand-Label, the structure HkdfLabel: length, "tls13 " and the label, the context.
 * RFC 8446 section 7.1.
 */
export function hkdfLabel(label: string, context: Uint8Array, length: number): Uint8Array {
  const name = [...`tls13 ${label}`].map((letter) => letter.charCodeAt(0));
  return Uint8Array.of(length >> 8, length & 255, name.length, ...name, context.length, ...context);
}

/** HKDF-Expand-Label: RFC 8446 section 7.1. */
export function expandLabel(
  hash: HashName,
  secret: Uint8Array,
  label: string,
  context: Uint8Array,
  length: number,
): Uint8Array {
  return expand(hash, secret, hkdfLabel(label, context, length), length);
}

/** Derive-Secret, with the transcript hash already taken: RFC 8446 section 7.1. */
export function deriveSecret(hash: HashName, secret: Uint8Array, label: string, transcript: Uint8Array): Uint8Array {
  return expandLabel(hash, secret, label, transcript, hashBytes(hash));
}
