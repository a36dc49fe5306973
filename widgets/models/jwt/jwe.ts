/**
 * JWE, compact: what an encrypted token looks like, and opening one.
 *
 * Follows RFC 7516 sections 5.1, 5.2, 7.1; RFC 7518 sections 4.3 (RSA-OAEP-256), 4.5 (dir), 4.6 (ECDH-ES, P-256 only), 5.3
 * (A128GCM, A256GCM). All randomness is an argument.
 *
 * Left out: key wrapping, passwords (PBES2), AES-CBC with HMAC, compression (`zip`: refused, RFC 8725 section 3.6).
 */
import { gcm } from '@noble/ciphers/aes.js';
import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { sha256Digest } from '../rsa/digest.ts';
import { oaepDecrypt, oaepEncrypt } from '../rsa/rsa.ts';
import { decodeBase64url, encodeBase64url } from './base64url.ts';
import { decodePart, parseCompact } from './compact.ts';
import { isObject, type JsonObject } from './json.ts';
import { type EcKey, type Key, keyBits, keyIn } from './keys.ts';

export const managements = ['dir', 'ECDH-ES', 'RSA-OAEP-256'] as const;
export type Management = (typeof managements)[number];

const bitsOf: Readonly<Record<string, number>> = { A128GCM: 128, A256GCM: 256 };

export type JweCode =
  | 'ok'
  | 'structure'
  | 'base64url'
  | 'header'
  | 'alg'
  | 'enc'
  | 'zip'
  | 'crit'
  | 'no-key'
  | 'key-type'
  | 'key-length'
  | 'encrypted-key'
  | 'epk'
  | 'iv'
  /** The tag does not fit: another key, or a changed character anywhere. Nothing else can be told apart. */
  | 'tag';

export interface Opened {
  readonly code: JweCode;
  readonly plaintext: Uint8Array | undefined;
}

/** Opens a compact JWE. Never throws. */
export function openJwe(text: string, key: Key | undefined): Opened {
  const no = (code: JweCode): Opened => ({ code, plaintext: undefined });
  const token = parseCompact(text);
  const [first, encryptedKey, iv, ciphertext, tag] = token.parts;
  if (token.form !== 'jwe' || !first || !encryptedKey || !iv || !ciphertext || !tag) return no('structure');
  if (token.parts.some(({ failure }) => failure)) return no('base64url');
  const decoded = decodePart(first);
  const header = decoded.value;
  if (decoded.notUtf8 || !isObject(header) || decoded.duplicates.length > 0) return no('header');
  const enc = header.get('enc');
  const bits = typeof enc === 'string' ? bitsOf[enc] : undefined;
  if (bits === undefined) return no('enc');
  if (header.has('zip')) return no('zip');
  if (header.has('crit')) return no('crit');
  if (!key) return no('no-key');
  const content = contentKey(header, key, encryptedKey.bytes, bits);
  if (typeof content === 'string') return no(content);
  // RFC 7518 section 5.3: 96 bits of IV, 128 bits of tag.
  if (iv.bytes.length !== 12) return no('iv');
  if (tag.bytes.length !== 16) return no('tag');
  try {
    const sealed = Uint8Array.of(...ciphertext.bytes, ...tag.bytes);
    return { code: 'ok', plaintext: gcm(content, iv.bytes, encodeUtf8(first.text)).decrypt(sealed) };
  } catch {
    return no('tag');
  }
}

function contentKey(header: JsonObject, key: Key, encryptedKey: Uint8Array, bits: number): Uint8Array | JweCode {
  switch (header.get('alg')) {
    case 'dir':
      if (key.kty !== 'oct') return 'key-type';
      if (keyBits(key) !== bits) return 'key-length';
      return encryptedKey.length === 0 ? key.k : 'encrypted-key';
    case 'ECDH-ES': {
      if (key.kty !== 'EC' || !key.private) return 'key-type';
      if (encryptedKey.length > 0) return 'encrypted-key';
      // RFC 8725 section 3.4: `keyIn` refuses a point that is not on the curve.
      const ephemeral = keyIn(header.get('epk'));
      if (ephemeral?.kty !== 'EC') return 'epk';
      return agree(key.private, ephemeral, header, bits);
    }
    case 'RSA-OAEP-256': {
      if (key.kty !== 'RSA' || !key.private) return 'key-type';
      const decrypted = oaepDecrypt(key.private, sha256Digest, encryptedKey);
      return decrypted.ok && decrypted.message.length * 8 === bits ? decrypted.message : 'encrypted-key';
    }
    default:
      return 'alg';
  }
}

/** RFC 7518 section 4.6.2: the shared x coordinate through Concat KDF, one round of SHA-256 for up to 256 bits. */
function agree(own: Uint8Array, other: EcKey, header: JsonObject, bits: number): Uint8Array {
  const shared = p256.getSharedSecret(own, other.public, true).subarray(1);
  const info = (name: string): Uint8Array => {
    const value = header.get(name);
    return typeof value === 'string' ? decodeBase64url(value).bytes : new Uint8Array();
  };
  const enc = encodeUtf8(String(header.get('enc')));
  const parts = [enc, info('apu'), info('apv')].flatMap((value) => [...uint32(value.length), ...value]);
  return sha256(Uint8Array.of(...uint32(1), ...shared, ...parts, ...uint32(bits))).slice(0, bits / 8);
}

const uint32 = (value: number): number[] => [value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];

/** What would be drawn at random: as many bytes as each wants. */
export interface JweRandom {
  /** 12 bytes. */
  readonly iv: Uint8Array;
  /** For RSA-OAEP-256: the content key (16 or 32 bytes), and the seed of its padding (32 bytes). */
  readonly contentKey?: Uint8Array;
  readonly seed?: Uint8Array;
  /** For ECDH-ES: the ephemeral private key, 32 bytes. */
  readonly ephemeral?: Uint8Array;
}

/**
 * Encrypts to a compact JWE. `header` holds `alg` and `enc`, and may hold more; for ECDH-ES `epk` is added to it. `undefined`
 * where the key does not fit.
 */
export function sealJwe(
  header: Readonly<Record<string, unknown>> & { readonly alg: Management; readonly enc: 'A128GCM' | 'A256GCM' },
  key: Key,
  plaintext: Uint8Array,
  random: JweRandom,
): string | undefined {
  const bits = bitsOf[header.enc] ?? 0;
  let content: Uint8Array | undefined;
  let encryptedKey = new Uint8Array();
  let complete: Readonly<Record<string, unknown>> = header;
  if (header.alg === 'dir' && key.kty === 'oct' && keyBits(key) === bits) content = key.k;
  if (header.alg === 'ECDH-ES' && key.kty === 'EC' && random.ephemeral) {
    const point = p256.getPublicKey(random.ephemeral, false);
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map(encodeBase64url);
    complete = { ...header, epk: { kty: 'EC', crv: 'P-256', x, y } };
    content = agree(random.ephemeral, key, new Map(Object.entries(header) as [string, string][]), bits);
  }
  if (header.alg === 'RSA-OAEP-256' && key.kty === 'RSA' && random.contentKey && random.seed) {
    content = random.contentKey;
    encryptedKey = new Uint8Array(oaepEncrypt(key.public, sha256Digest, content, random.seed));
  }
  if (!content) return undefined;
  const first = encodeBase64url(encodeUtf8(JSON.stringify(complete)));
  const sealed = gcm(content, random.iv, encodeUtf8(first)).encrypt(plaintext);
  const parts = [encryptedKey, random.iv, sealed.subarray(0, -16), sealed.subarray(-16)];
  return [first, ...parts.map(encodeBase64url)].join('.');
}
