/**
 * A public key as the PEM text that most servers hold it in.
 *
 * Follows RFC 5280 section 4.1.2.7 and RFC 7468 section 13 (SubjectPublicKeyInfo), RFC 3279 section 2.3.1 (RSA), RFC 5480
 * section 2.1 (P-256), RFC 8410 section 4 (Ed25519). Only writing: reading is the X.509 model's.
 */
import { bytesOf } from '../rsa/integers.ts';
import { modulusLength, type RsaPublicKey } from '../rsa/rsa.ts';
import { encodeBase64url } from './base64url.ts';
import type { Key } from './keys.ts';

/** The PEM text of a public key, `undefined` for a shared secret, which has none. */
export function publicPem(key: Key): string | undefined {
  return key.kty === 'oct' ? undefined : pem('PUBLIC KEY', spki(key));
}

/** Bytes as PEM: lines of 64 characters (RFC 7468 section 2), a line break at the end. */
export function pem(label: string, der: Uint8Array): string {
  const base64 = encodeBase64url(der).replaceAll('-', '+').replaceAll('_', '/');
  const padded = base64.padEnd(Math.ceil(base64.length / 4) * 4, '=');
  return `-----BEGIN ${label}-----\n${padded.replaceAll(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;
}

function spki(key: Exclude<Key, { kty: 'oct' }>): Uint8Array {
  switch (key.kty) {
    case 'RSA':
      return sequence(sequence(oid.rsaEncryption, Uint8Array.of(5, 0)), bitString(rsaPublicKey(key.public)));
    case 'EC':
      return sequence(sequence(oid.ecPublicKey, oid.prime256v1), bitString(key.public));
    case 'OKP':
      return sequence(sequence(oid.ed25519), bitString(key.public));
  }
}

const oid = {
  rsaEncryption: Uint8Array.of(6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1),
  ecPublicKey: Uint8Array.of(6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1),
  prime256v1: Uint8Array.of(6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7),
  ed25519: Uint8Array.of(6, 3, 0x2b, 0x65, 0x70),
};

const rsaPublicKey = (key: RsaPublicKey): Uint8Array =>
  sequence(integer(bytesOf(key.n, modulusLength(key))), integer(bytesOf(key.e, 4)));

/** The shortest form, with a zero in front where the first bit would say that the number is negative. */
function integer(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte > 0);
  const value = bytes.subarray(first < 0 ? bytes.length - 1 : first);
  return tagged(2, (value[0] ?? 0) > 0x7f ? Uint8Array.of(0, ...value) : value);
}

const bitString = (bytes: Uint8Array): Uint8Array => tagged(3, Uint8Array.of(0, ...bytes));

const sequence = (...parts: readonly Uint8Array[]): Uint8Array =>
  tagged(0x30, Uint8Array.from(parts.flatMap((part) => [...part])));

function tagged(tag: number, value: Uint8Array): Uint8Array {
  const { length } = value;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Uint8Array.of(tag, ...head, ...value);
}
