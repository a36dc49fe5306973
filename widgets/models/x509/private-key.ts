/**
 * Private keys: PKCS #8, PKCS #1, SEC 1.
 *
 * Follows RFC 5958 (PKCS #8, versions 1 and 2), RFC 8017 A.1.2 (RSAPrivateKey), RFC 5915 (ECPrivateKey), RFC 8410 7 (Ed25519, X25519).
 *
 * Left out: keys with a password (they are named), RSA keys of more than two primes, attributes.
 */
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { bitLength } from '../rsa/integers.ts';
import { context, type DerNode, Fields, only, readDer, tags } from './der.ts';
import { readBitBytes, readInteger, readOid, readSmall } from './der-values.ts';
import { attempt, Fault, type Read } from './fault.ts';
import { oidName } from './oid.ts';
import { type CurveName, coordinateLength, curveOf } from './public-key.ts';

/** With the fields that `models/rsa` works with. */
export interface RsaPrivateKey {
  readonly kind: 'rsa';
  readonly n: bigint;
  readonly e: bigint;
  readonly d: bigint;
  readonly p: bigint;
  readonly q: bigint;
  readonly dP: bigint;
  readonly dQ: bigint;
  readonly qInv: bigint;
  readonly bits: number;
}

/** `secret` is as long as a coordinate of the curve. */
export interface EcPrivateKey {
  readonly kind: 'ec';
  readonly curve: CurveName;
  readonly secret: Uint8Array;
}

/** `point` is the public half. */
export interface EdwardsPrivateKey {
  readonly kind: 'ed25519' | 'x25519';
  readonly secret: Uint8Array;
  readonly point: Uint8Array;
}

export type PrivateKey = RsaPrivateKey | EcPrivateKey | EdwardsPrivateKey;

/** The structures that a private key comes in, by the label of their PEM. */
export type PrivateKeyForm = 'pkcs8' | 'pkcs1' | 'sec1';

/** Reads a private key in DER. Never throws. */
export function parsePrivateKey(bytes: Uint8Array, form: PrivateKeyForm): Read<PrivateKey> {
  return attempt(() => {
    const node = readDer(bytes, 0, bytes.length, 'privateKey');
    if (form === 'pkcs1') return readRsa(node, 'RSAPrivateKey');
    if (form === 'sec1') return readEc(node, 'ECPrivateKey', undefined);
    return readPkcs8(node, bytes);
  });
}

/** RFC 5958 2: version, algorithm, the key in an OCTET STRING, attributes, and in version 2 the public key. */
function readPkcs8(node: DerNode, whole: Uint8Array): PrivateKey {
  const path = 'privateKeyInfo';
  const fields = new Fields(node, path);
  const version = fields.take('version', tags.integer);
  if (readSmall(version, `${path}.version`, 0x7fffffff) > 1) {
    throw new Fault('version-invalid', version.at, version.end, `${path}.version`);
  }
  const algorithm = new Fields(fields.take('privateKeyAlgorithm', tags.sequence), `${path}.privateKeyAlgorithm`);
  const key = fields.take('privateKey', tags.octetString);
  const oid = algorithm.take('algorithm', tags.oid);
  const name = oidName(readOid(oid, `${path}.privateKeyAlgorithm`));
  const parameters = algorithm.more ? algorithm.take('parameters') : undefined;
  const inner = readDer(whole, key.contentAt, key.end, `${path}.privateKey`);
  switch (name) {
    case 'rsaEncryption':
    case 'id-RSASSA-PSS':
      return readRsa(inner, `${path}.privateKey`);
    case 'id-ecPublicKey': {
      const curve = parameters?.tag === tags.oid ? curveOf(readOid(parameters, path)) : undefined;
      if (!curve) throw new Fault('key-not-understood', oid.at, key.at, `${path}.privateKeyAlgorithm`);
      return readEc(inner, `${path}.privateKey`, curve);
    }
    case 'id-Ed25519':
    case 'id-X25519': {
      if (inner.tag !== tags.octetString || inner.content.length !== 32) {
        throw new Fault('key-length-invalid', inner.at, inner.end, `${path}.privateKey`, {
          length: inner.content.length,
        });
      }
      const secret = inner.content.slice();
      return name === 'id-Ed25519'
        ? { kind: 'ed25519', secret, point: ed25519.getPublicKey(secret) }
        : { kind: 'x25519', secret, point: x25519.getPublicKey(secret) };
    }
    default:
      throw new Fault('key-not-understood', oid.at, oid.end, `${path}.privateKeyAlgorithm`);
  }
}

/** RFC 8017 A.1.2. The product of the primes must be the modulus; everything else follows from them. */
function readRsa(node: DerNode, path: string): RsaPrivateKey {
  const fields = new Fields(node, path);
  const read = (name: string): bigint => {
    const value = fields.take(name, tags.integer);
    const number = readInteger(value, `${path}.${name}`);
    if (number < 0n) throw new Fault('integer-out-of-range', value.at, value.end, `${path}.${name}`);
    return number;
  };
  const version = fields.take('version', tags.integer);
  if (readInteger(version, path) !== 0n) throw new Fault('version-invalid', version.at, version.end, `${path}.version`);
  const [n, e, d] = [read('modulus'), read('publicExponent'), read('privateExponent')];
  const [p, q] = [read('prime1'), read('prime2')];
  const [dP, dQ, qInv] = [read('exponent1'), read('exponent2'), read('coefficient')];
  fields.finish();
  if (p < 2n || q < 2n || p * q !== n) throw new Fault('key-halves-differ', node.at, node.end, path);
  return { kind: 'rsa', n, e, d, p, q, dP, dQ, qInv, bits: bitLength(n) };
}

/** RFC 5915 3. `outer` is the curve that PKCS #8 names; SEC 1 by itself names it inside. */
function readEc(node: DerNode, path: string, outer: CurveName | undefined): EcPrivateKey {
  const fields = new Fields(node, path);
  const version = fields.take('version', tags.integer);
  if (readInteger(version, path) !== 1n) throw new Fault('version-invalid', version.at, version.end, `${path}.version`);
  const key = fields.take('privateKey', tags.octetString);
  const parameters = fields.maybe(context(0, true));
  const publicKey = fields.maybe(context(1, true));
  fields.finish();
  const named = parameters && only(parameters, path);
  const inner = named?.tag === tags.oid ? curveOf(readOid(named, path)) : undefined;
  const curve = outer ?? inner;
  if (!curve || (inner && inner !== curve))
    throw new Fault('key-not-understood', node.at, node.end, `${path}.parameters`);
  const length = coordinateLength[curve];
  const secret = new Uint8Array(length);
  if (key.content.length > length) {
    throw new Fault('key-length-invalid', key.at, key.end, `${path}.privateKey`, { length: key.content.length });
  }
  secret.set(key.content, length - key.content.length);
  const group = { 'P-256': p256, 'P-384': p384, 'P-521': p521 }[curve];
  if (!group.utils.isValidSecretKey(secret)) {
    throw new Fault('integer-out-of-range', key.at, key.end, `${path}.privateKey`);
  }
  if (publicKey) {
    const { bytes } = readBitBytes(only(publicKey, path), `${path}.publicKey`);
    const own = group.getPublicKey(secret, bytes[0] !== 4);
    if (bytes.length !== own.length || bytes.some((byte, at) => byte !== own[at])) {
      throw new Fault('key-halves-differ', publicKey.at, publicKey.end, `${path}.publicKey`);
    }
  }
  return { kind: 'ec', curve, secret };
}
