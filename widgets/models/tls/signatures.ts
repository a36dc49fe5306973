// Signatures of handshakes: made and checked, by the number of their scheme.
//
// RFC 8446 section 4.2.3, RFC 5246 section 7.4.1.4.1; before TLS 1.2 nothing is negotiated: RSA over MD5 and SHA-1 together
// without a DigestInfo, ECDSA over SHA-1 (RFC 4346 section 7.4.3, RFC 8422 section 5.4).
//
// The number that ECDSA needs once and the salt of PSS are arguments. Left out: DSA, Ed448, SHA-224 with RSA, Brainpool.
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { type Digest, sha1Digest, sha256Digest, sha384Digest, sha512Digest } from '../rsa/digest.ts';
import { integerOf } from '../rsa/integers.ts';
import { pkcs1Sign, pkcs1Verify, pssSign, pssVerify } from '../rsa/rsa.ts';
import type { PrivateKey } from '../x509/private-key.ts';
import type { PublicKey } from '../x509/public-key.ts';
import { concat } from './codec.ts';
import { ecdsaSign, ecdsaVerify } from './ecdsa.ts';
import { hash, hashBytes } from './hashes.ts';
import { type Hash, type SignatureScheme, signatureScheme } from './registries.ts';

const curves = { 'P-256': p256, 'P-384': p384, 'P-521': p521 } as const;

/** MD5 and SHA-1, one after the other, in no DigestInfo. */
const md5Sha1: Digest = {
  // Only messages of errors say it.
  name: 'SHA-1',
  hash: (message) => concat(hash('md5', message), hash('sha1', message)),
  length: 36,
  prefix: new Uint8Array(),
};

function digestOf(name: Hash | undefined): Digest | undefined {
  switch (name) {
    case 'sha1':
      return sha1Digest;
    case 'sha256':
      return sha256Digest;
    case 'sha384':
      return sha384Digest;
    case 'sha512':
      return sha512Digest;
    default:
      return undefined;
  }
}

/** What a key can be used with: kinds of keys and of schemes belong together (RFC 8446 section 4.4.2.2, RFC 5246 7.4.2). */
export function schemeFits(scheme: number | undefined, key: PublicKey): boolean {
  if (scheme === undefined) return key.kind === 'rsa' || key.kind === 'ec';
  switch (signatureScheme(scheme)?.algorithm) {
    case 'rsa_pkcs1':
    case 'rsa_pss':
      return key.kind === 'rsa';
    case 'ecdsa':
      return key.kind === 'ec';
    case 'ed25519':
      return key.kind === 'ed25519';
    default:
      return false;
  }
}

/** True if the signature is that of the key over the data. `scheme` is undefined before TLS 1.2. Never throws. */
export function verifySignature(
  scheme: number | undefined,
  key: PublicKey,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const how = scheme === undefined ? undefined : signatureScheme(scheme);
  if (!schemeFits(scheme, key)) return false;
  switch (key.kind) {
    case 'rsa': {
      const digest = scheme === undefined ? md5Sha1 : digestOf(how?.hash);
      if (!digest) return false;
      return how?.algorithm === 'rsa_pss'
        ? pssVerify(key, digest, data, signature, digest.length)
        : pkcs1Verify(key, digest, data, signature);
    }
    case 'ec':
      return ecdsaVerify(curves[key.curve], key.point, hash(how?.hash ?? 'sha1', data), signature);
    case 'ed25519':
      try {
        return ed25519.verify(signature, data, key.point);
      } catch {
        return false;
      }
    default:
      return false;
  }
}

/** Signs. `once` is the number that ECDSA must never use twice, or the salt of PSS; other schemes need nothing. */
export function sign(scheme: number | undefined, key: PrivateKey, data: Uint8Array, once: Uint8Array): Uint8Array {
  const how = scheme === undefined ? undefined : signatureScheme(scheme);
  if (key.kind === 'ec')
    return ecdsaSign(curves[key.curve], integerOf(key.secret), hash(how?.hash ?? 'sha1', data), integerOf(once));
  if (key.kind !== 'rsa') return ed25519.sign(data, key.secret);
  const digest = scheme === undefined ? md5Sha1 : digestOf(how?.hash);
  if (!digest) throw new RangeError(`no RSA signature of scheme ${scheme} is made here`);
  return how?.algorithm === 'rsa_pss' ? pssSign(key, digest, data, once) : pkcs1Sign(key, digest, data);
}

/** How long the hash of a scheme is: the salt of PSS has the same length in TLS (RFC 8446 section 4.2.3). */
export const saltBytes = (scheme: SignatureScheme): number => (scheme.hash ? hashBytes(scheme.hash) : 0);
