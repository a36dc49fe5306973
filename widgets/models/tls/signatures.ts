// Signatures of handshakes: made and checked, by the number of their scheme.
//
// RFC 8446 section 4.2.3, RFC 5246 section 7.4.1.4.1; before TLS 1.2 nothing is negotiated: RSA over MD5 and SHA-1 together
// without a DigestInfo, ECDSA over SHA-1 (RFC 4346 section 7.4.3, RFC 8422 section 5.4).
//
// The number that ECDSA needs once and the salt of PSS are arguments. Left out: DSA, Ed448, SHA-224 with RSA, Brainpool.
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { type Digest, sha1Digest, sha256Digest, sha384Digest, sha512Digest } from '../rsa/digest.ts';
import { bytesOf, integerOf, mod, modInverse } from '../rsa/integers.ts';
import { pkcs1Sign, pkcs1Verify, pssSign, pssVerify } from '../rsa/rsa.ts';
import type { EcPrivateKey, PrivateKey } from '../x509/private-key.ts';
import type { PublicKey } from '../x509/public-key.ts';
import { concat } from './codec.ts';
import { hash, hashBytes } from './hashes.ts';
import { type Hash, type SignatureScheme, signatureScheme } from './registries.ts';

// A page makes and checks a handful of signatures: small tables of multiples are quicker than the library's large ones, which pay
// off after hundreds.
p256.Point.BASE.precompute(4);

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
    case 'ec': {
      const digested = hash(how?.hash ?? 'sha1', data);
      const options = { prehash: false, lowS: false, format: 'der' } as const;
      try {
        return curves[key.curve].verify(signature, digested, key.point, options);
      } catch {
        return false;
      }
    }
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
  if (key.kind === 'ec') return ecdsa(key, hash(how?.hash ?? 'sha1', data), integerOf(once));
  if (key.kind !== 'rsa') return ed25519.sign(data, key.secret);
  const digest = scheme === undefined ? md5Sha1 : digestOf(how?.hash);
  if (!digest) throw new RangeError(`no RSA signature of scheme ${scheme} is made here`);
  return how?.algorithm === 'rsa_pss' ? pssSign(key, digest, data, once) : pkcs1Sign(key, digest, data);
}

/** FIPS 186-5 section 6.4.1 with the number k given. */
function ecdsa({ curve, secret }: EcPrivateKey, digested: Uint8Array, k: bigint): Uint8Array {
  const { Point } = curves[curve];
  const n = Point.Fn.ORDER;
  const r = mod(Point.BASE.multiply(k).toAffine().x, n);
  const s = mod((modInverse(k, n) ?? 0n) * (truncated(digested, n) + r * integerOf(secret)), n);
  return derOf(r, s);
}

/** The k of a signature that was made with a key that is known: who uses one k twice gives the key away the same way. */
export function onceOf(key: EcPrivateKey, scheme: number, data: Uint8Array, r: bigint, s: bigint): Uint8Array {
  const n = curves[key.curve].Point.Fn.ORDER;
  const z = truncated(hash(signatureScheme(scheme)?.hash ?? 'sha1', data), n);
  return bytesOf(mod((modInverse(s, n) ?? 0n) * (z + r * integerOf(key.secret)), n), 66);
}

/** The leftmost bits of the hash, as many as n has. */
function truncated(digested: Uint8Array, n: bigint): bigint {
  const excess = digested.length * 8 - n.toString(2).length;
  return excess > 0 ? integerOf(digested) >> BigInt(excess) : integerOf(digested);
}

/** SEQUENCE { INTEGER r, INTEGER s } (RFC 3279 section 2.2.3). */
function derOf(r: bigint, s: bigint): Uint8Array {
  const body = concat(...[r, s].map(derInteger));
  const length = body.length < 128 ? [body.length] : [0x81, body.length];
  return concat(Uint8Array.of(0x30, ...length), body);
}

function derInteger(value: bigint): Uint8Array {
  const hex = value.toString(16);
  // A first bit of 1 would mean a negative number: a byte of zeros goes in front.
  const bytes = bytesOf(
    value,
    Math.floor(hex.length / 2) + (hex.length % 2 || Number.parseInt(hex[0] ?? '0', 16) > 7 ? 1 : 0),
  );
  return concat(Uint8Array.of(2, bytes.length), bytes);
}

/** How long the hash of a scheme is: the salt of PSS has the same length in TLS (RFC 8446 section 4.2.3). */
export const saltBytes = (scheme: SignatureScheme): number => (scheme.hash ? hashBytes(scheme.hash) : 0);
