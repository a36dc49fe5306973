// One message under seven protections, and what a receiver makes of what arrives: encryption alone (AES-CTR, AES-CBC), a hash
// beside the message, a MAC (HMAC), both in one (AES-GCM, ChaCha20-Poly1305), a signature (Ed25519).
// NIST SP 800-38A (6.2, 6.5) and 800-38D, RFC 2104, RFC 8439 (2.8), RFC 8032 (5.1), through @noble.
// Left out: keys that are agreed on; here both sides have them. Nonces are arguments and are used once for each message.
import { cbc, ctr, gcm } from '@noble/ciphers/aes.js';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { sign, verify, verifyingKey } from '../agreement/ed25519.ts';

export const ways = ['ctr', 'cbc', 'hash', 'hmac', 'gcm', 'chacha', 'ed25519'] as const;
export type Way = (typeof ways)[number];

/** What sender and receiver have. The signing key is the sender's alone. */
export interface Keys {
  /** 16 bytes. */
  readonly aes: Uint8Array;
  /** 32 bytes. */
  readonly chacha: Uint8Array;
  readonly mac: Uint8Array;
  /** 32 bytes. */
  readonly signing: Uint8Array;
  /** 16 bytes; of it, AEADs take the first 12. */
  readonly nonce: Uint8Array;
}

/** What goes over the wire. The number counts messages, for a receiver who looks at it. */
export interface Packet {
  readonly body: Uint8Array;
  /** Hash, MAC or signature; empty where there is none. */
  readonly tag: Uint8Array;
  readonly number: number;
}

export type Opened =
  | { readonly ok: true; readonly message: Uint8Array }
  | { readonly ok: false; readonly problem: 'padding' | 'tag' };

/** Whether the number is part of what is authenticated. Without a key there is nothing that could do it. */
export const protectsNumber = (way: Way): boolean => !['ctr', 'cbc', 'hash'].includes(way);

export function protect(way: Way, keys: Keys, message: Uint8Array, number: number): Packet {
  switch (way) {
    case 'ctr':
      return { body: ctr(keys.aes, keys.nonce).encrypt(message), tag: new Uint8Array(), number };
    case 'cbc':
      return { body: cbc(keys.aes, keys.nonce).encrypt(message), tag: new Uint8Array(), number };
    case 'hash':
    case 'hmac':
    case 'ed25519':
      return { body: message, tag: tagOf(way, keys, message, number), number };
    case 'gcm':
    case 'chacha': {
      const sealed = aead(way, keys, number).encrypt(message);
      return { body: sealed.subarray(0, message.length), tag: sealed.subarray(message.length), number };
    }
  }
}

/** Never throws: what cannot be opened says at which check it failed. */
export function open(way: Way, keys: Keys, { body, tag, number }: Packet): Opened {
  switch (way) {
    case 'ctr':
      return { ok: true, message: ctr(keys.aes, keys.nonce).decrypt(body) };
    case 'cbc':
      return attempt(() => cbc(keys.aes, keys.nonce).decrypt(body), 'padding');
    case 'hash':
    case 'hmac':
      return equal(tag, tagOf(way, keys, body, number)) ? { ok: true, message: body } : { ok: false, problem: 'tag' };
    case 'ed25519':
      return verify(verifyingKey(keys.signing), numbered(body, number), tag)
        ? { ok: true, message: body }
        : { ok: false, problem: 'tag' };
    case 'gcm':
    case 'chacha':
      return attempt(() => aead(way, keys, number).decrypt(Uint8Array.of(...body, ...tag)), 'tag');
  }
}

/** What anybody can do without a key: compute the hash of the changed message anew. */
export function rehash(packet: Packet): Packet {
  return { ...packet, tag: sha256(numbered(packet.body, packet.number)) };
}

/** Bits are counted as they are read: bit 7 of a byte is worth 128. Places beyond the bytes change nothing. */
export function flipBits(
  bytes: Uint8Array,
  bits: readonly { readonly byte: number; readonly bit: number }[],
): Uint8Array {
  const flipped = bytes.slice();
  for (const { byte, bit } of bits) {
    const value = flipped[byte];
    if (value !== undefined) flipped[byte] = value ^ (1 << bit);
  }
  return flipped;
}

function tagOf(way: 'hash' | 'hmac' | 'ed25519', keys: Keys, message: Uint8Array, number: number): Uint8Array {
  const content = numbered(message, number);
  if (way === 'hash') return sha256(content);
  return way === 'hmac' ? hmac(sha256, keys.mac, content) : sign(keys.signing, content);
}

/** The number stands in front, as TLS 1.2 has it in its MAC: RFC 5246 (6.2.3.1). */
function numbered(message: Uint8Array, number: number): Uint8Array {
  return Uint8Array.of(...numberBytes(number), ...message);
}

const numberBytes = (number: number): Uint8Array => Uint8Array.of(0, 0, 0, 0, 0, 0, number >> 8, number & 0xff);

/** The number is additional data. Differs: TLS 1.3 puts it into the nonce. */
function aead(way: 'gcm' | 'chacha', keys: Keys, number: number) {
  const nonce = keys.nonce.subarray(0, 12);
  return way === 'gcm'
    ? gcm(keys.aes, nonce, numberBytes(number))
    : chacha20poly1305(keys.chacha, nonce, numberBytes(number));
}

function attempt(run: () => Uint8Array, problem: 'padding' | 'tag'): Opened {
  try {
    return { ok: true, message: run() };
  } catch {
    return { ok: false, problem };
  }
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
