/**
 * The extensions of a certificate: those that path validation needs are understood, the others are kept.
 *
 * Follows RFC 5280 4.2 (the structure), 4.2.1.1 authorityKeyIdentifier, 4.2.1.2 subjectKeyIdentifier, 4.2.1.3 keyUsage, 4.2.1.4
 * certificatePolicies, 4.2.1.6 subjectAltName, 4.2.1.9 basicConstraints, 4.2.1.10 nameConstraints, 4.2.1.11 policyConstraints,
 * 4.2.1.12 extKeyUsage, 4.2.1.14 inhibitAnyPolicy; RFC 6962 3.3 for the list of timestamps, which is only noticed.
 *
 * Left out: the contents of the other extensions (distribution points, policy mappings, information access and so on): they
 * are known by name, so that criticality can be judged, and kept as bytes.
 */
import { context, type DerNode, Fields, readDer, tags } from './der.ts';
import { integerBytes, item, readBoolean, readFlags, readOid, readSmall } from './der-values.ts';
import { Fault } from './fault.ts';
import { type GeneralName, type NameConstraints, readGeneralNames, readNameConstraints } from './general-name.ts';
import { type OidName, oidName } from './oid.ts';

/** The bits of keyUsage, in the order of their numbers (RFC 5280 4.2.1.3). */
export const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

export type KeyUsage = (typeof keyUsages)[number];

/** One extension as it stands in the certificate. */
export interface Extension {
  readonly oid: string;
  readonly name: OidName | undefined;
  readonly critical: boolean;
  readonly node: DerNode;
  /** The bytes inside the OCTET STRING, and where they begin. */
  readonly value: Uint8Array;
  readonly valueAt: number;
}

export interface BasicConstraints {
  readonly ca: boolean;
  readonly pathLen: number | undefined;
}

/** The extensions that were understood. What a certificate does not have is `undefined`. */
export interface Understood {
  readonly basicConstraints: BasicConstraints | undefined;
  readonly keyUsage: ReadonlySet<KeyUsage> | undefined;
  /** Object identifiers, in order. */
  readonly extKeyUsage: readonly string[] | undefined;
  readonly subjectAltName: readonly GeneralName[] | undefined;
  readonly nameConstraints: NameConstraints | undefined;
  readonly subjectKeyIdentifier: Uint8Array | undefined;
  readonly authorityKeyIdentifier: AuthorityKeyIdentifier | undefined;
  /** Object identifiers of the policies, in order. */
  readonly certificatePolicies: readonly string[] | undefined;
  readonly policyConstraints: PolicyConstraints | undefined;
  readonly inhibitAnyPolicy: number | undefined;
}

export interface AuthorityKeyIdentifier {
  readonly keyIdentifier: Uint8Array | undefined;
  readonly issuer: readonly GeneralName[] | undefined;
  /** The contents of the INTEGER. */
  readonly serial: Uint8Array | undefined;
}

export interface PolicyConstraints {
  readonly requireExplicitPolicy: number | undefined;
  readonly inhibitPolicyMapping: number | undefined;
}

/** Reads the SEQUENCE of extensions. */
export function readExtensions(node: DerNode, path: string): readonly Extension[] {
  new Fields(node, path);
  if (node.children.length === 0) throw new Fault('extension-empty', node.at, node.end, path);
  const seen = new Set<string>();
  return node.children.map((child, index) => {
    const at = item(path, 'extension', index);
    const fields = new Fields(child, at);
    const oid = readOid(fields.take('extnID', tags.oid), `${at}.extnID`);
    const flag = fields.maybe(tags.boolean);
    const octets = fields.take('extnValue', tags.octetString);
    fields.finish();
    // RFC 5280 4.2: not more than one instance of an extension.
    if (seen.has(oid)) throw new Fault('extension-duplicate', child.at, child.end, at, { oid });
    seen.add(oid);
    return {
      oid,
      name: oidName(oid),
      critical: flag ? readBoolean(flag, `${at}.critical`) : false,
      node: child,
      value: octets.content,
      valueAt: octets.contentAt,
    };
  });
}

/** The value of an extension as DER, with offsets in the certificate. */
export const extensionValue = (extension: Extension, whole: Uint8Array, path: string): DerNode =>
  readDer(whole, extension.valueAt, extension.valueAt + extension.value.length, path);

/** Understands those that path validation needs. `whole` is the certificate. */
export function understand(extensions: readonly Extension[], whole: Uint8Array): Understood {
  const read = <T>(name: OidName, reader: (node: DerNode, path: string) => T): T | undefined => {
    const extension = extensions.find((one) => one.name === name);
    return extension && reader(extensionValue(extension, whole, name), name);
  };
  return {
    basicConstraints: read('basicConstraints', readBasicConstraints),
    keyUsage: read('keyUsage', (node, path) => {
      const bits = readFlags(node, path);
      return new Set(keyUsages.filter((_, bit) => bits.has(bit)));
    }),
    extKeyUsage: read('extKeyUsage', (node, path) =>
      sequenceOf(node, path, (child, index) => readOid(child, item(path, 'purpose', index))),
    ),
    subjectAltName: read('subjectAltName', readGeneralNames),
    nameConstraints: read('nameConstraints', readNameConstraints),
    subjectKeyIdentifier: read('subjectKeyIdentifier', octets),
    authorityKeyIdentifier: read('authorityKeyIdentifier', readAuthorityKeyIdentifier),
    certificatePolicies: read('certificatePolicies', (node, path) =>
      sequenceOf(node, path, (child, index) => {
        const at = item(path, 'policy', index);
        return readOid(new Fields(child, at).take('policyIdentifier', tags.oid), at);
      }),
    ),
    policyConstraints: read('policyConstraints', (node, path) => {
      const fields = new Fields(node, path);
      const requireExplicitPolicy = skip(fields.maybe(context(0, false)), path);
      const inhibitPolicyMapping = skip(fields.maybe(context(1, false)), path);
      fields.finish();
      return { requireExplicitPolicy, inhibitPolicyMapping };
    }),
    inhibitAnyPolicy: read('inhibitAnyPolicy', (node, path) => readSmall(node, path, greatestSkip)),
  };
}

/** A number of certificates; longer paths are not walked anyway. */
const greatestSkip = 0x7fffffff;

const skip = (node: DerNode | undefined, path: string): number | undefined =>
  node && readSmall({ ...node, tag: tags.integer }, path, greatestSkip);

function readBasicConstraints(node: DerNode, path: string): BasicConstraints {
  const fields = new Fields(node, path);
  const flag = fields.maybe(tags.boolean);
  const length = fields.maybe(tags.integer);
  fields.finish();
  return {
    ca: flag ? readBoolean(flag, `${path}.cA`) : false,
    pathLen: length && readSmall(length, `${path}.pathLenConstraint`, greatestSkip),
  };
}

function readAuthorityKeyIdentifier(node: DerNode, path: string): AuthorityKeyIdentifier {
  const fields = new Fields(node, path);
  const keyIdentifier = fields.maybe(context(0, false))?.content;
  const issuer = fields.maybe(context(1, true));
  const serial = fields.maybe(context(2, false));
  fields.finish();
  return {
    keyIdentifier,
    issuer: issuer && readGeneralNames(issuer, `${path}.authorityCertIssuer`, context(1, true)),
    serial: serial && integerBytes({ ...serial, tag: tags.integer }, `${path}.authorityCertSerialNumber`),
  };
}

function octets(node: DerNode, path: string): Uint8Array {
  if (node.tag !== tags.octetString) {
    throw new Fault('der-unexpected', node.at, node.end, path, { tag: node.tag, expected: tags.octetString });
  }
  return node.content;
}

function sequenceOf<T>(node: DerNode, path: string, read: (child: DerNode, index: number) => T): readonly T[] {
  new Fields(node, path);
  if (node.children.length === 0) throw new Fault('extension-empty', node.at, node.end, path);
  return node.children.map(read);
}
