/**
 * The algorithms of a JWS: which key each wants, how it signs, how it verifies.
 *
 * Follows RFC 7518 sections 3.1 to 3.5 and RFC 8037 section 3.1. ECDSA takes its random number from key and message (RFC
 * 6979, which RFC 8725 section 3.2 recommends). The salt of PS256 is an argument.
 *
 * Left out: RS384 and longer, ES384, ES512, ES256K, Ed448.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { sha256Digest } from '../rsa/digest.ts';
import { pkcs1Sign, pkcs1Verify, pssSign, pssVerify } from '../rsa/rsa.ts';
import { type Key, keyBits } from './keys.ts';

export const algorithms = ['HS256', 'HS384', 'HS512', 'RS256', 'PS256', 'ES256', 'EdDSA'] as const;
export type Algorithm = (typeof algorithms)[number];

export const isAlgorithm = (name: string): name is Algorithm => algorithms.some((each) => each === name);

const ktyOf: Readonly<Record<Algorithm, Key['kty']>> = {
  HS256: 'oct',
  HS384: 'oct',
  HS512: 'oct',
  RS256: 'RSA',
  PS256: 'RSA',
  ES256: 'EC',
  EdDSA: 'OKP',
};

/** The type of key that the algorithm wants (RFC 7518 section 3.1, RFC 8037 section 3.1). */
export const keyTypeOf = (algorithm: Algorithm): Key['kty'] => ktyOf[algorithm];

/** RFC 7518 sections 3.2 (as long as the hash), 3.3 and 3.5 (2,048 bits). */
export const leastBits = (algorithm: Algorithm): number =>
  ktyOf[algorithm] === 'oct' ? Number(algorithm.slice(2)) : ktyOf[algorithm] === 'RSA' ? 2_048 : 256;

/** True if the key is as long as the algorithm demands. */
export const longEnough = (algorithm: Algorithm, key: Key): boolean => keyBits(key) >= leastBits(algorithm);

const hashes = { HS256: sha256, HS384: sha384, HS512: sha512 };

/** The signature, `undefined` if the key is of another type or has no private half. Throws nothing that a reader causes. */
export function sign(algorithm: Algorithm, key: Key, input: Uint8Array, salt: Uint8Array): Uint8Array | undefined {
  if (key.kty !== ktyOf[algorithm]) return undefined;
  switch (key.kty) {
    case 'oct':
      return hmac(hashes[algorithm as keyof typeof hashes], key.k, input);
    case 'RSA':
      // Less does not hold the hash and its padding (RFC 8017 sections 9.1.1 and 9.2).
      if (!key.private || keyBits(key) < 1_024) return undefined;
      return algorithm === 'RS256'
        ? pkcs1Sign(key.private, sha256Digest, input)
        : pssSign(key.private, sha256Digest, input, salt);
    case 'EC':
      // Differs from Bitcoin's use: RFC 7518 section 3.4 knows no "low s".
      return key.private && quietly(() => p256.sign(input, key.private as Uint8Array, { lowS: false }));
    case 'OKP':
      return key.private && quietly(() => ed25519.sign(input, key.private as Uint8Array));
  }
}

/** True if the signature is right. A key of another type verifies nothing. Never throws. */
export function verifySignature(algorithm: Algorithm, key: Key, input: Uint8Array, signature: Uint8Array): boolean {
  if (key.kty !== ktyOf[algorithm]) return false;
  switch (key.kty) {
    case 'oct':
      return equal(hmac(hashes[algorithm as keyof typeof hashes], key.k, input), signature);
    case 'RSA':
      return algorithm === 'RS256'
        ? pkcs1Verify(key.public, sha256Digest, input, signature)
        : pssVerify(key.public, sha256Digest, input, signature);
    case 'EC':
      // RFC 7518 section 3.4: r and s, 32 bytes each, and no DER around them.
      return (
        signature.length === 64 && quietly(() => p256.verify(signature, input, key.public, { lowS: false })) === true
      );
    case 'OKP':
      return (
        signature.length === 64 &&
        quietly(() => ed25519.verify(signature, input, key.public, { zip215: false })) === true
      );
  }
}

/** A library's exception about the numbers in a signature or a key is no more than "no". */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** For the reader: a real server compares in constant time. */
const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);
