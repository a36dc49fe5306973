// Authenticated encryption with associated data, as suites of TLS 1.2 and 1.3 name it.
//
// AES-GCM (NIST SP 800-38D) and ChaCha20-Poly1305 (RFC 8439) come from a library. AES-CCM (RFC 3610, SP 800-38C) is written
// here over AES, block by block: TLS offers it, and the library does not have it.
import { cbc, ecb, gcm } from '@noble/ciphers/aes.js';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { concat } from './codec.ts';
import { equal } from './registries.ts';
import type { Suite } from './suites.ts';

export interface Aead {
  /** Ciphertext with its tag behind it. `nonce` has twelve bytes. */
  seal(key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, plaintext: Uint8Array): Uint8Array;
  /** The plaintext, or undefined if a single bit of anything is not as it was. */
  open(key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, sealed: Uint8Array): Uint8Array | undefined;
}

/** The AEAD of a suite; undefined for CBC suites and for ciphers that are not computed here. */
export function aeadOf({ cipher, mode, tagBytes }: Suite): Aead | undefined {
  if (cipher === 'CHACHA20') return fromLibrary(chacha20poly1305);
  if (!cipher.startsWith('AES') || mode === 'CBC') return undefined;
  return mode === 'GCM' ? fromLibrary(gcm) : ccm(tagBytes);
}

type Library = (
  key: Uint8Array,
  nonce: Uint8Array,
  associated: Uint8Array,
) => { encrypt(data: Uint8Array): Uint8Array; decrypt(data: Uint8Array): Uint8Array };

function fromLibrary(library: Library): Aead {
  return {
    seal: (key, nonce, associated, plaintext) => library(key, nonce, associated).encrypt(plaintext),
    open(key, nonce, associated, sealed) {
      if (sealed.length < 16) return undefined;
      try {
        return library(key, nonce, associated).decrypt(sealed);
      } catch {
        return undefined;
      }
    },
  };
}

/** RFC 3610 with a nonce of 12 bytes, so L = 3. */
function ccm(tagBytes: number): Aead {
  return {
    seal(key, nonce, associated, plaintext) {
      const tag = ccmTag(key, nonce, associated, plaintext, tagBytes);
      return concat(counted(key, nonce, plaintext, 1), counted(key, nonce, tag, 0));
    },
    open(key, nonce, associated, sealed) {
      if (sealed.length < tagBytes) return undefined;
      const cut = sealed.length - tagBytes;
      const plaintext = counted(key, nonce, sealed.subarray(0, cut), 1);
      const tag = counted(key, nonce, sealed.subarray(cut), 0);
      return equal(tag, ccmTag(key, nonce, associated, plaintext, tagBytes)) ? plaintext : undefined;
    },
  };
}

/** RFC 3610 section 2.2: CBC-MAC over a block of parameters, the associated data with its length, the message. */
function ccmTag(
  key: Uint8Array,
  nonce: Uint8Array,
  associated: Uint8Array,
  message: Uint8Array,
  size: number,
): Uint8Array {
  const flags = (associated.length > 0 ? 64 : 0) + ((size - 2) / 2) * 8 + 2;
  const length = Uint8Array.of(message.length >> 16, message.length >> 8, message.length);
  const head =
    associated.length > 0 ? padded(Uint8Array.of(associated.length >> 8, associated.length), associated) : [];
  const blocks = concat(Uint8Array.of(flags), nonce, length, ...head, ...padded(message));
  // CBC-MAC is the last block of CBC with an IV of zero.
  const chained = cbc(key, new Uint8Array(16), { disablePadding: true }).encrypt(blocks);
  return chained.slice(-16).subarray(0, size);
}

function padded(...parts: readonly Uint8Array[]): Uint8Array[] {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return [...parts, new Uint8Array((16 - (length % 16)) % 16)];
}

/** RFC 3610 section 2.3: the key stream of counters `from`, `from` + 1, … over the data. */
function counted(key: Uint8Array, nonce: Uint8Array, data: Uint8Array, from: number): Uint8Array {
  const count = Math.ceil(data.length / 16);
  const counters = Array.from({ length: count }, (_, n) =>
    concat(Uint8Array.of(2), nonce, Uint8Array.of((from + n) >> 16, (from + n) >> 8, from + n)),
  );
  if (count === 0) return new Uint8Array();
  return xor(data, ecb(key, { disablePadding: true }).encrypt(concat(...counters)));
}

/** As many bytes as `a` has. */
export function xor(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(a, (byte, at) => byte ^ (b[at] ?? 0));
}
