/**
 * The algorithm that a signature was made with, as an AlgorithmIdentifier.
 *
 * Follows RFC 4055 2.1, 3 and 5 (RSA: PKCS #1 v1.5 with NULL parameters, PSS with its own), RFC 5758 3.2 (ECDSA: no parameters),
 * RFC 8410 3 (Ed25519: no parameters), RFC 3279 2.2.1 (SHA-1, MD5).
 *
 * Left out: PSS with a mask generation function other than MGF1; DSA and GOST. They are named `unknown` and not verified.
 */
import { context, type DerNode, Fields, only, tags } from './der.ts';
import { readNull, readOid, readSmall } from './der-values.ts';
import { Fault } from './fault.ts';
import { type OidName, oidName } from './oid.ts';

export type Hash = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

/** What a signature is made with. */
export type SignatureScheme =
  | { readonly kind: 'rsa-pkcs1'; readonly hash: Hash }
  | { readonly kind: 'rsa-pss'; readonly hash: Hash; readonly mgfHash: Hash; readonly saltLength: number }
  | { readonly kind: 'ecdsa'; readonly hash: Hash }
  | { readonly kind: 'ed25519' };

export interface SignatureAlgorithm {
  readonly oid: string;
  readonly name: OidName | undefined;
  /** `undefined` for an algorithm that is not understood. */
  readonly scheme: SignatureScheme | undefined;
}

const schemes: Partial<Record<OidName, SignatureScheme>> = {
  md5WithRSAEncryption: { kind: 'rsa-pkcs1', hash: 'md5' },
  sha1WithRSAEncryption: { kind: 'rsa-pkcs1', hash: 'sha1' },
  sha224WithRSAEncryption: { kind: 'rsa-pkcs1', hash: 'sha224' },
  sha256WithRSAEncryption: { kind: 'rsa-pkcs1', hash: 'sha256' },
  sha384WithRSAEncryption: { kind: 'rsa-pkcs1', hash: 'sha384' },
  sha512WithRSAEncryption: { kind: 'rsa-pkcs1', hash: 'sha512' },
  'ecdsa-with-SHA1': { kind: 'ecdsa', hash: 'sha1' },
  'ecdsa-with-SHA224': { kind: 'ecdsa', hash: 'sha224' },
  'ecdsa-with-SHA256': { kind: 'ecdsa', hash: 'sha256' },
  'ecdsa-with-SHA384': { kind: 'ecdsa', hash: 'sha384' },
  'ecdsa-with-SHA512': { kind: 'ecdsa', hash: 'sha512' },
  'id-Ed25519': { kind: 'ed25519' },
};

const hashes: Partial<Record<OidName, Hash>> = {
  'id-sha1': 'sha1',
  'id-sha224': 'sha224',
  'id-sha256': 'sha256',
  'id-sha384': 'sha384',
  'id-sha512': 'sha512',
};

/** Reads an AlgorithmIdentifier of a signature. One that is not known is kept by its number. */
export function readSignatureAlgorithm(node: DerNode, path: string): SignatureAlgorithm {
  const fields = new Fields(node, path);
  const oid = readOid(fields.take('algorithm', tags.oid), `${path}.algorithm`);
  const name = oidName(oid);
  const parameters = fields.more ? fields.take('parameters') : undefined;
  fields.finish();
  if (name === 'id-RSASSA-PSS') return { oid, name, scheme: readPss(parameters, node, `${path}.parameters`) };
  const scheme = name && schemes[name];
  // RFC 4055 5: NULL for RSA, but a missing parameter is taken too. RFC 5758 and RFC 8410: none at all.
  if (scheme && parameters) {
    if (scheme.kind !== 'rsa-pkcs1') {
      throw new Fault('key-parameters-invalid', parameters.at, parameters.end, `${path}.parameters`, { oid });
    }
    readNull(parameters, `${path}.parameters`);
  }
  return { oid, name, scheme };
}

/** RFC 4055 3.1: every field has a default, of SHA-1. */
function readPss(node: DerNode | undefined, outer: DerNode, path: string): SignatureScheme {
  if (!node) throw new Fault('key-parameters-invalid', outer.at, outer.end, path);
  const fields = new Fields(node, path);
  const hash = fields.maybe(context(0, true));
  const mgf = fields.maybe(context(1, true));
  const salt = fields.maybe(context(2, true));
  const trailer = fields.maybe(context(3, true));
  fields.finish();
  if (trailer && readSmall(only(trailer, path), path, 255) !== 1) {
    throw new Fault('key-parameters-invalid', trailer.at, trailer.end, path);
  }
  return {
    kind: 'rsa-pss',
    hash: hash ? readHash(only(hash, path), path) : 'sha1',
    mgfHash: mgf ? readMask(only(mgf, path), path) : 'sha1',
    saltLength: salt ? readSmall(only(salt, path), path, 1024) : 20,
  };
}

function readMask(node: DerNode, path: string): Hash {
  const fields = new Fields(node, path);
  const oid = fields.take('maskGenAlgorithm', tags.oid);
  if (oidName(readOid(oid, path)) !== 'id-mgf1') throw new Fault('key-parameters-invalid', oid.at, oid.end, path);
  const hash = readHash(fields.take('hash', tags.sequence), path);
  fields.finish();
  return hash;
}

function readHash(node: DerNode, path: string): Hash {
  const fields = new Fields(node, path);
  const oid = fields.take('hashAlgorithm', tags.oid);
  const name = oidName(readOid(oid, path));
  const hash = name && hashes[name];
  if (!hash) throw new Fault('key-parameters-invalid', oid.at, oid.end, path);
  if (fields.more) readNull(fields.take('parameters', tags.null), path);
  fields.finish();
  return hash;
}
