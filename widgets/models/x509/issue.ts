/**
 * Certificates changed and signed anew: what an authority does when it issues one, and what an attacker does without its key.
 *
 * Follows RFC 5280 4.1 and 4.2 for what is written. The fields that are not named stay byte for byte as they were.
 *
 * Left out: other algorithms than that of the certificate that is changed; the new key must be of the same kind as the old one.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { type Certificate, parseCertificate } from './certificate.ts';
import { context, type DerNode, readDer } from './der.ts';
import {
  asciiString,
  bitString,
  boolean,
  concat,
  explicit,
  integer,
  octetString,
  oid,
  sequence,
  time,
  tlv,
} from './der-write.ts';
import { attempt } from './fault.ts';
import { parseAddress } from './hosts.ts';
import { type OidName, oidOf } from './oid.ts';
import type { PrivateKey } from './private-key.ts';
import { publicHalf, signMessage } from './signature.ts';

/** What is to be different. A field that is not given stays. */
export interface Changes {
  /** Contents of the INTEGER. */
  readonly serial?: Uint8Array;
  /** Its subject becomes the issuer, its key identifier the authorityKeyIdentifier. */
  readonly issuer?: Certificate;
  /** Seconds since 1970. */
  readonly notBefore?: number;
  readonly notAfter?: number;
  /** subjectPublicKeyInfo, and the identifier of the key. */
  readonly key?: { readonly spki: Uint8Array; readonly identifier: Uint8Array };
  /** DNS names and addresses of subjectAltName; none takes the extension away. */
  readonly names?: readonly string[];
  readonly basicConstraints?: { readonly ca: boolean; readonly pathLen: number | undefined };
  /** DNS subtrees; both empty take the extension away. */
  readonly constraints?: { readonly permitted: readonly string[]; readonly excluded: readonly string[] };
  /** The value of the extension of RFC 6962 3.3, or `undefined` to take it away. */
  readonly timestamps?: { readonly list: Uint8Array | undefined };
}

/** The certificate with the changes and with the signature that it had, which fits no longer. */
export function changed(certificate: Certificate, changes: Changes): Uint8Array {
  const { nodes } = certificate;
  return sequence(changedTbs(certificate, changes), nodes.outerAlgorithm.bytes, nodes.signature.bytes);
}

/** The signed part with the changes. */
export function changedTbs(certificate: Certificate, changes: Changes): Uint8Array {
  const { nodes } = certificate;
  const { issuer, notBefore, notAfter } = changes;
  const extensions = changedExtensions(certificate, changes);
  return sequence(
    explicit(0, integer(2)),
    changes.serial ? tlv(0x02, changes.serial) : nodes.serial.bytes,
    nodes.algorithm.bytes,
    issuer ? issuer.nodes.subject.bytes : nodes.issuer.bytes,
    sequence(
      notBefore === undefined ? nodes.notBefore.bytes : time(notBefore),
      notAfter === undefined ? nodes.notAfter.bytes : time(notAfter),
    ),
    nodes.subject.bytes,
    changes.key ? changes.key.spki : nodes.spki.bytes,
    ...(extensions.length > 0 ? [explicit(3, sequence(...extensions))] : []),
  );
}

function changedExtensions(certificate: Certificate, changes: Changes): Uint8Array[] {
  const list = certificate.extensions.map(({ oid: number, node }) => ({ number, bytes: node.bytes }));
  const put = (name: OidName, critical: boolean, value: Uint8Array | undefined): void => {
    const number = oidOf(name);
    const at = list.findIndex((one) => one.number === number);
    const bytes = value && sequence(oid(number), ...(critical ? [boolean(true)] : []), octetString(value));
    if (at >= 0) list.splice(at, 1, ...(bytes ? [{ number, bytes }] : []));
    else if (bytes) list.push({ number, bytes });
  };
  const { names, basicConstraints, constraints, key, issuer, timestamps } = changes;
  if (names) put('subjectAltName', false, names.length > 0 ? sequence(...names.map(generalName)) : undefined);
  if (basicConstraints) put('basicConstraints', true, basicConstraintsValue(basicConstraints));
  if (constraints) put('nameConstraints', true, constraintsValue(constraints));
  if (key) put('subjectKeyIdentifier', false, octetString(key.identifier));
  const identifier = issuer?.subjectKeyIdentifier;
  if (issuer) {
    put('authorityKeyIdentifier', false, identifier && sequence(tlv(context(0, false), identifier)));
  }
  if (timestamps) put('signedCertificateTimestampList', false, timestamps.list && octetString(timestamps.list));
  return list.map(({ bytes }) => bytes);
}

/** A text as a name: an address if it is one, else a dNSName. */
function generalName(text: string): Uint8Array {
  const address = parseAddress(text);
  return address ? tlv(context(7, false), address) : asciiString(context(2, false), text);
}

function basicConstraintsValue({ ca, pathLen }: { ca: boolean; pathLen: number | undefined }): Uint8Array {
  // FALSE is the default and is not written; a path length says nothing without cA (RFC 5280 4.2.1.9).
  if (!ca) return sequence();
  return sequence(boolean(true), ...(pathLen === undefined ? [] : [integer(pathLen)]));
}

function constraintsValue({
  permitted,
  excluded,
}: {
  permitted: readonly string[];
  excluded: readonly string[];
}): Uint8Array | undefined {
  const trees = (number: number, names: readonly string[]): Uint8Array[] =>
    names.length > 0
      ? [tlv(context(number, true), ...names.map((name) => sequence(asciiString(context(2, false), name))))]
      : [];
  const both = [...trees(0, permitted), ...trees(1, excluded)];
  return both.length > 0 ? sequence(...both) : undefined;
}

/** What `Changes` wants of a new key on one of the three curves; the parts are empty for a key of another kind. */
export function keyFor(key: PrivateKey): NonNullable<Changes['key']> {
  const half = publicHalf(key);
  if (half.kind !== 'ec') return { spki: new Uint8Array(), identifier: new Uint8Array() };
  const curve = { 'P-256': 'secp256r1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' } as const;
  const algorithm = sequence(oid(oidOf('id-ecPublicKey')), oid(oidOf(curve[half.curve])));
  // RFC 7093 2: the first 20 bytes of a SHA-256.
  return { spki: sequence(algorithm, bitString(half.point)), identifier: sha256(half.point).subarray(0, 20) };
}

/**
 * The certificate signed by this key, whatever stands in it, with the scheme that is named in it; `undefined` if its outermost
 * structure cannot be read, or the key does not go with the scheme.
 */
export function signedAnew(bytes: Uint8Array, key: PrivateKey): Uint8Array | undefined {
  const parts = outerParts(bytes);
  if (!parts) return undefined;
  const { tbs, algorithm } = parts;
  const whole = parseCertificate(bytes);
  const scheme = whole.ok ? whole.value.signatureAlgorithm.scheme : ({ kind: 'ecdsa', hash: 'sha256' } as const);
  const signature = scheme && signMessage(scheme, key, tbs.bytes);
  return signature && sequence(tbs.bytes, algorithm.bytes, bitString(signature));
}

/** The three parts of a certificate, read no deeper than that. */
function outerParts(bytes: Uint8Array): { readonly tbs: DerNode; readonly algorithm: DerNode } | undefined {
  const read = attempt(() => readDer(bytes));
  if (!read.ok) return undefined;
  const [tbs, algorithm, signature] = read.value.children;
  return tbs && algorithm && signature ? { tbs, algorithm } : undefined;
}

/** The same bytes with some of them replaced. Offsets outside are left alone. */
export function withBytes(
  bytes: Uint8Array,
  edits: readonly { readonly at: number; readonly byte: number }[],
): Uint8Array {
  const copy = concat(bytes);
  for (const { at, byte } of edits) if (at < copy.length) copy[at] = byte;
  return copy;
}
