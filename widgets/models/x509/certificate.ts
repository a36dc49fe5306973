/**
 * A certificate, read: every field with its bytes, or the name and place of what is wrong.
 *
 * Follows RFC 5280 4.1 (the basic fields) and 4.2 (extensions, see extensions.ts). What is signed is `tbs`, byte for byte.
 *
 * Left out: the rule that serial numbers are positive and at most 20 bytes (4.1.2.2), because readers must cope with others;
 * `issuerUniqueID` and `subjectUniqueID` are read over (4.1.2.8).
 */
import { context, type DerNode, Fields, only, readDer, tags } from './der.ts';
import { integerBytes, readBitBytes, readSmall } from './der-values.ts';
import { type Extension, readExtensions, type Understood, understand } from './extensions.ts';
import { attempt, Fault, type Read } from './fault.ts';
import { type Name, readName } from './name.ts';
import { type PublicKey, readPublicKey } from './public-key.ts';
import { readSignatureAlgorithm, type SignatureAlgorithm } from './signature-algorithm.ts';
import { readTime } from './time.ts';

/** The fields of a certificate. Offsets of nodes count from its first byte. */
export interface Certificate extends Understood {
  /** The whole certificate. */
  readonly bytes: Uint8Array;
  readonly node: DerNode;
  /** The signed part, `tbsCertificate`, with its header. */
  readonly tbs: Uint8Array;
  /** 1, 2 or 3. */
  readonly version: number;
  /** The contents of the INTEGER. */
  readonly serial: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly issuer: Name;
  /** Seconds since 1970: the first and the last second in which the certificate is valid. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly subject: Name;
  readonly publicKey: PublicKey;
  /** subjectPublicKeyInfo, with its header. */
  readonly spki: Uint8Array;
  readonly extensions: readonly Extension[];
  readonly signature: Uint8Array;
  /** The nodes of the fields, to point at. `version`, `extensions` may be missing. */
  readonly nodes: CertificateNodes;
}

/** Where the fields stand. */
export interface CertificateNodes {
  readonly tbs: DerNode;
  readonly version: DerNode | undefined;
  readonly serial: DerNode;
  readonly algorithm: DerNode;
  readonly issuer: DerNode;
  readonly validity: DerNode;
  readonly notBefore: DerNode;
  readonly notAfter: DerNode;
  readonly subject: DerNode;
  readonly spki: DerNode;
  readonly extensions: DerNode | undefined;
  readonly outerAlgorithm: DerNode;
  readonly signature: DerNode;
}

/** A certificate longer than this is not read. Certificates of the web have a few kilobytes. */
export const longestCertificate = 65536;

/** Reads a certificate in DER. Never throws. */
export function parseCertificate(bytes: Uint8Array): Read<Certificate> {
  return attempt(() => {
    if (bytes.length > longestCertificate) {
      throw new Fault('der-length-too-great', longestCertificate, bytes.length, '', { limit: longestCertificate });
    }
    return readCertificate(bytes);
  });
}

function readCertificate(bytes: Uint8Array): Certificate {
  const node = readDer(bytes, 0, bytes.length, 'certificate');
  const outer = new Fields(node, 'certificate');
  const tbs = outer.take('tbsCertificate', tags.sequence);
  const outerAlgorithm = outer.take('signatureAlgorithm', tags.sequence);
  const signatureNode = outer.take('signatureValue', tags.bitString);
  outer.finish();

  const path = 'tbsCertificate';
  const fields = new Fields(tbs, path);
  const versionNode = fields.maybe(context(0, true));
  const serial = fields.take('serialNumber', tags.integer);
  const algorithm = fields.take('signature', tags.sequence);
  const issuer = fields.take('issuer', tags.sequence);
  const validity = fields.take('validity', tags.sequence);
  const subject = fields.take('subject', tags.sequence);
  const spki = fields.take('subjectPublicKeyInfo', tags.sequence);
  fields.maybe(context(1, false));
  fields.maybe(context(2, false));
  const extensionsNode = fields.maybe(context(3, true));
  fields.finish();

  const version = readVersion(versionNode, `${path}.version`);
  const dates = new Fields(validity, `${path}.validity`);
  const notBefore = dates.take('notBefore');
  const notAfter = dates.take('notAfter');
  dates.finish();
  // RFC 5280 4.1.1.2: the same algorithm identifier in both places.
  if (!sameBytes(algorithm.bytes, outerAlgorithm.bytes)) {
    throw new Fault('algorithm-mismatch', outerAlgorithm.at, outerAlgorithm.end, 'signatureAlgorithm');
  }
  if (extensionsNode && version !== 3) {
    throw new Fault('extensions-need-version-3', extensionsNode.at, extensionsNode.end, `${path}.extensions`, {
      version,
    });
  }
  const extensions = extensionsNode
    ? readExtensions(only(extensionsNode, `${path}.extensions`), `${path}.extensions`)
    : [];
  return {
    bytes,
    node,
    tbs: tbs.bytes,
    version,
    serial: integerBytes(serial, `${path}.serialNumber`),
    signatureAlgorithm: readSignatureAlgorithm(outerAlgorithm, 'signatureAlgorithm'),
    issuer: readName(issuer, `${path}.issuer`),
    notBefore: readTime(notBefore, `${path}.validity.notBefore`),
    notAfter: readTime(notAfter, `${path}.validity.notAfter`),
    subject: readName(subject, `${path}.subject`),
    publicKey: readPublicKey(spki, `${path}.subjectPublicKeyInfo`),
    spki: spki.bytes,
    extensions,
    signature: readBitBytes(signatureNode, 'signatureValue').bytes,
    nodes: {
      tbs,
      version: versionNode,
      serial,
      algorithm,
      issuer,
      validity,
      notBefore,
      notAfter,
      subject,
      spki,
      extensions: extensionsNode,
      outerAlgorithm,
      signature: signatureNode,
    },
    ...understand(extensions, bytes),
  };
}

/** 1 where the field is missing (RFC 5280 4.1.2.1); the number in the field is one less. */
function readVersion(node: DerNode | undefined, path: string): number {
  if (!node) return 1;
  const number = readSmall(only(node, path), path, 0x7fffffff);
  if (number > 2) throw new Fault('version-invalid', node.at, node.end, path, { number });
  return number + 1;
}

/** Are these the same bytes? */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
