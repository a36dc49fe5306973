/**
 * Signatures, verified and made: RSA with PKCS #1 v1.5 and PSS, ECDSA on the three NIST curves, Ed25519.
 *
 * Follows RFC 8017 8.1 and 8.2, RFC 3279 2.2.3 (an ECDSA signature is a SEQUENCE of r and s), FIPS 186-4 6.4, RFC 6979 (r and s
 * without chance), RFC 8032 5.1.
 *
 * Left out: MD5 and SHA-224, which are named and not verified. PSS is verified with one hash for message and mask only, as
 * every TLS scheme has it. RSA keys past 16,384 bits, and exponents past 64 bits above 3,072, are refused as OpenSSL does:
 * a pasted key must not stop the page.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { type Digest, sha1Digest, sha256Digest, sha384Digest, sha512Digest } from '../rsa/digest.ts';
import { bitLength, bytesOf, integerOf } from '../rsa/integers.ts';
import { pkcs1Sign, pkcs1Verify, pssSign, pssVerify } from '../rsa/rsa.ts';
import { Fields, readDer, tags } from './der.ts';
import { readInteger } from './der-values.ts';
import { integer, sequence } from './der-write.ts';
import { attempt } from './fault.ts';
import type { PrivateKey } from './private-key.ts';
import { type CurveName, coordinateLength, type PublicKey } from './public-key.ts';
import type { Hash, SignatureScheme } from './signature-algorithm.ts';

/** Why a signature is not valid. */
export type SignatureProblem =
  /** An algorithm that is not understood here. */
  | 'algorithm-unknown'
  /** The key is of another kind than the algorithm: an RSA signature and an elliptic curve, say. */
  | 'key-mismatch'
  /** The key cannot be used: a point that is not on its curve, a modulus past every bound. */
  | 'key-invalid'
  /** Not a sequence of two numbers, or of another length than the key gives. */
  | 'signature-malformed'
  /** Well-formed, and not the signature of these bytes with this key. */
  | 'signature-wrong';

export type SignatureVerdict = { readonly ok: true } | { readonly ok: false; readonly problem: SignatureProblem };

const curves = { 'P-256': p256, 'P-384': p384, 'P-521': p521 } as const;

const digests: Partial<Record<Hash, Digest>> = {
  sha1: sha1Digest,
  sha256: sha256Digest,
  sha384: sha384Digest,
  sha512: sha512Digest,
};

const bad = (problem: SignatureProblem): SignatureVerdict => ({ ok: false, problem });
const fits = (ok: boolean): SignatureVerdict => (ok ? { ok } : bad('signature-wrong'));

/** Does an algorithm of this kind go with a key of this kind? */
export function schemeFitsKey(scheme: SignatureScheme, key: { readonly kind: string }): boolean {
  return key.kind === { 'rsa-pkcs1': 'rsa', 'rsa-pss': 'rsa', ecdsa: 'ec', ed25519: 'ed25519' }[scheme.kind];
}

/** Is `signature` the signature of `message`? Never throws. */
export function verifySignature(
  scheme: SignatureScheme | undefined,
  key: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
): SignatureVerdict {
  if (!scheme) return bad('algorithm-unknown');
  if (!schemeFitsKey(scheme, key)) return bad('key-mismatch');
  const digest = scheme.kind === 'ed25519' ? undefined : digests[scheme.hash];
  if (key.kind === 'ed25519' && scheme.kind === 'ed25519') {
    if (signature.length !== 64) return bad('signature-malformed');
    return ed25519.utils.isValidPublicKey(key.point)
      ? fits(ed25519.verify(signature, message, key.point, { zip215: false }))
      : bad('key-invalid');
  }
  if (!digest) return bad('algorithm-unknown');
  if (key.kind === 'rsa') {
    if (key.bits > 16384 || (key.bits > 3072 && bitLength(key.e) > 64) || key.n % 2n === 0n) return bad('key-invalid');
    if (signature.length !== Math.ceil(key.bits / 8)) return bad('signature-malformed');
    if (scheme.kind === 'rsa-pkcs1') return fits(pkcs1Verify(key, digest, message, signature));
    if (scheme.kind !== 'rsa-pss' || scheme.mgfHash !== scheme.hash) return bad('algorithm-unknown');
    return fits(pssVerify(key, digest, message, signature, scheme.saltLength));
  }
  if (key.kind !== 'ec') return bad('key-mismatch');
  const compact = compactEcdsa(signature, key.curve);
  if (!compact) return bad('signature-malformed');
  const curve = curves[key.curve];
  if (!curve.utils.isValidPublicKey(key.point)) return bad('key-invalid');
  return fits(curve.verify(compact, digest.hash(message), key.point, { prehash: false, lowS: false }));
}

/** r and s from their SEQUENCE, each as long as a coordinate; `undefined` if there are not two numbers that fit. */
function compactEcdsa(signature: Uint8Array, curve: CurveName): Uint8Array | undefined {
  const length = coordinateLength[curve];
  const read = attempt(() => {
    const fields = new Fields(readDer(signature, 0, signature.length, 'signature'), 'signature');
    const numbers = [
      readInteger(fields.take('r', tags.integer), 'r'),
      readInteger(fields.take('s', tags.integer), 's'),
    ];
    fields.finish();
    return numbers;
  });
  if (!read.ok || read.value.some((number) => number <= 0n || bitLength(number) > 8 * length)) return undefined;
  return Uint8Array.from(read.value.flatMap((number) => [...bytesOf(number, length)]));
}

/**
 * The signature of `message`, or `undefined` where scheme and key do not go together. ECDSA and Ed25519 take no chance (RFC
 * 6979, RFC 8032); PSS takes `salt`, as many bytes as the scheme says.
 */
export function signMessage(
  scheme: SignatureScheme,
  key: PrivateKey,
  message: Uint8Array,
  salt: Uint8Array = new Uint8Array(),
): Uint8Array | undefined {
  if (!schemeFitsKey(scheme, key)) return undefined;
  if (key.kind === 'ed25519') return ed25519.sign(message, key.secret);
  const digest = scheme.kind === 'ed25519' ? undefined : digests[scheme.hash];
  if (!digest) return undefined;
  if (key.kind === 'ec') {
    const { curve, secret } = key;
    const compact = curves[curve].sign(digest.hash(message), secret, { prehash: false, lowS: false });
    const half = compact.length / 2;
    return sequence(integer(integerOf(compact.subarray(0, half))), integer(integerOf(compact.subarray(half))));
  }
  if (key.kind !== 'rsa') return undefined;
  return scheme.kind === 'rsa-pkcs1' ? pkcs1Sign(key, digest, message) : pssSign(key, digest, message, salt);
}

/** The public half of a private key. Throws never for a key that `parsePrivateKey` has read. */
export function publicHalf(key: PrivateKey): PublicKey {
  switch (key.kind) {
    case 'rsa':
      return { kind: 'rsa', n: key.n, e: key.e, bits: key.bits };
    case 'ec':
      return {
        kind: 'ec',
        curve: key.curve,
        point: curves[key.curve].getPublicKey(key.secret, false),
        bits: curveBits[key.curve],
      };
    default:
      return { kind: key.kind, point: key.point, bits: 256 };
  }
}

const curveBits: Readonly<Record<CurveName, number>> = { 'P-256': 256, 'P-384': 384, 'P-521': 521 };
