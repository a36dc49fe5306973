/**
 * Public keys: subjectPublicKeyInfo and the bare RSAPublicKey of PKCS #1.
 *
 * Follows RFC 5280 4.1.2.7, RFC 3279 2.3.1 and RFC 8017 A.1.1 (RSA), RFC 5480 2 (elliptic curves: named curves only, an
 * uncompressed or compressed point), RFC 8410 4 (Ed25519, X25519).
 *
 * Left out: curves other than P-256, P-384 and P-521, keys with parameters of a curve written out, DSA: kept as `unknown`, a
 * certificate with one can be read and not used. That a point lies on its curve is checked when it is used.
 */
import { bitLength } from '../rsa/integers.ts';
import { type DerNode, Fields, readDer, tags } from './der.ts';
import { readBitBytes, readInteger, readNull, readOid } from './der-values.ts';
import { attempt, Fault, type Read } from './fault.ts';
import { type OidName, oidName } from './oid.ts';

export type CurveName = 'P-256' | 'P-384' | 'P-521';

export interface RsaPublicKey {
  readonly kind: 'rsa';
  /** The modulus. */
  readonly n: bigint;
  /** The public exponent. */
  readonly e: bigint;
  readonly bits: number;
}

export interface EcPublicKey {
  readonly kind: 'ec';
  readonly curve: CurveName;
  /** The point as it is written: 04, x, y, or 02 or 03 and x. */
  readonly point: Uint8Array;
  readonly bits: number;
}

export interface EdwardsPublicKey {
  readonly kind: 'ed25519' | 'x25519';
  readonly point: Uint8Array;
  readonly bits: number;
}

/** A public key. */
export type PublicKey =
  | RsaPublicKey
  | EcPublicKey
  | EdwardsPublicKey
  | { readonly kind: 'unknown'; readonly oid: string; readonly name: OidName | undefined; readonly bits: number };

/** Bytes of a coordinate. */
export const coordinateLength: Readonly<Record<CurveName, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };

const bitsOf: Readonly<Record<CurveName, number>> = { 'P-256': 256, 'P-384': 384, 'P-521': 521 };

/** The curve of an object identifier. */
export function curveOf(oid: string): CurveName | undefined {
  switch (oidName(oid)) {
    case 'secp256r1':
      return 'P-256';
    case 'secp384r1':
      return 'P-384';
    case 'secp521r1':
      return 'P-521';
    default:
      return undefined;
  }
}

/** Reads a subjectPublicKeyInfo in DER. Never throws. */
export const parsePublicKey = (bytes: Uint8Array): Read<PublicKey> =>
  attempt(() => readPublicKey(readDer(bytes, 0, bytes.length, 'subjectPublicKeyInfo'), 'subjectPublicKeyInfo'));

/** Reads an RSAPublicKey of PKCS #1 in DER. Never throws. */
export const parseRsaPublicKey = (bytes: Uint8Array): Read<RsaPublicKey> =>
  attempt(() => readRsa(readDer(bytes, 0, bytes.length, 'RSAPublicKey'), 'RSAPublicKey'));

/** Reads subjectPublicKeyInfo. */
export function readPublicKey(node: DerNode, path: string): PublicKey {
  const fields = new Fields(node, path);
  const algorithm = new Fields(fields.take('algorithm', tags.sequence), `${path}.algorithm`);
  const keyNode = fields.take('subjectPublicKey', tags.bitString);
  fields.finish();
  const oid = readOid(algorithm.take('algorithm', tags.oid), `${path}.algorithm`);
  const parameters = algorithm.more ? algorithm.take('parameters') : undefined;
  algorithm.finish();
  const { bytes, at } = readBitBytes(keyNode, `${path}.subjectPublicKey`);
  const name = oidName(oid);
  const noParameters = (): void => {
    if (parameters) throw new Fault('key-parameters-invalid', parameters.at, parameters.end, `${path}.algorithm`);
  };
  switch (name) {
    case 'rsaEncryption':
      if (parameters) readNull(parameters, `${path}.algorithm.parameters`);
      return readRsa(inside(keyNode, bytes, at, path), `${path}.subjectPublicKey`);
    case 'id-RSASSA-PSS':
      return readRsa(inside(keyNode, bytes, at, path), `${path}.subjectPublicKey`);
    case 'id-ecPublicKey': {
      if (!parameters) throw new Fault('der-missing', keyNode.at, keyNode.at, `${path}.algorithm.parameters`);
      const curve = parameters.tag === tags.oid ? curveOf(readOid(parameters, path)) : undefined;
      if (!curve) return { kind: 'unknown', oid, name, bits: 8 * Math.floor(bytes.length / 2) };
      checkPoint(bytes, at, curve, `${path}.subjectPublicKey`);
      return { kind: 'ec', curve, point: bytes, bits: bitsOf[curve] };
    }
    case 'id-Ed25519':
    case 'id-X25519':
      noParameters();
      if (bytes.length !== 32) {
        throw new Fault('key-length-invalid', at, keyNode.end, `${path}.subjectPublicKey`, { length: bytes.length });
      }
      return { kind: name === 'id-Ed25519' ? 'ed25519' : 'x25519', point: bytes, bits: 256 };
    default:
      return { kind: 'unknown', oid, name, bits: 8 * bytes.length };
  }
}

/** The value inside a BIT STRING, with offsets that count on. */
function inside(node: DerNode, bytes: Uint8Array, at: number, path: string): DerNode {
  // The bytes before it belong to the same buffer: read there, and count from there.
  const whole = new Uint8Array(bytes.buffer, bytes.byteOffset - at, at + bytes.length);
  return readDer(whole, at, node.end, `${path}.subjectPublicKey`);
}

/** RFC 8017 A.1.1. */
export function readRsa(node: DerNode, path: string): RsaPublicKey {
  const fields = new Fields(node, path);
  const modulus = fields.take('modulus', tags.integer);
  const exponent = fields.take('publicExponent', tags.integer);
  fields.finish();
  const n = readInteger(modulus, `${path}.modulus`);
  const e = readInteger(exponent, `${path}.publicExponent`);
  const positive = (value: bigint, at: DerNode, name: string): void => {
    if (value <= 0n) throw new Fault('integer-out-of-range', at.at, at.end, `${path}.${name}`);
  };
  positive(n, modulus, 'modulus');
  positive(e, exponent, 'publicExponent');
  return { kind: 'rsa', n, e, bits: bitLength(n) };
}

/** SEC 1 2.3.4: 04 and two coordinates, or 02 or 03 and one. */
export function checkPoint(bytes: Uint8Array, at: number, curve: CurveName, path: string): void {
  const length = coordinateLength[curve];
  const [form] = bytes;
  const wanted = form === 4 ? 1 + 2 * length : form === 2 || form === 3 ? 1 + length : -1;
  if (bytes.length !== wanted) {
    throw new Fault('key-point-invalid', at, at + bytes.length, path, { form: form ?? -1, length: bytes.length });
  }
}
