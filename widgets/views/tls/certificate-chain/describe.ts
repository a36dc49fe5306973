// What a field of a certificate says, as text that needs no translation: names, dates, object identifiers.
import type { Certificate } from '../../../models/x509/certificate.ts';
import { nameText } from '../../../models/x509/constraints.ts';
import { type FieldSpan, roleOf } from '../../../models/x509/layout.ts';
import { formatName } from '../../../models/x509/name.ts';
import { oidName } from '../../../models/x509/oid.ts';
import { formatTime } from '../../../models/x509/time.ts';

const hex = (bytes: Uint8Array, most = 16): string =>
  Array.from(bytes.subarray(0, most), (byte) => byte.toString(16).padStart(2, '0')).join('') +
  (bytes.length > most ? '…' : '');

/** The value of a field. Empty for what has none of its own. */
export function fieldText(one: Certificate, { field, extension }: FieldSpan): string {
  switch (field) {
    case 'frame':
      return '';
    case 'version':
      return String(one.version);
    case 'serialNumber':
      return hex(one.serial, 20);
    case 'signature':
    case 'signatureAlgorithm':
      return one.signatureAlgorithm.name ?? one.signatureAlgorithm.oid;
    case 'issuer':
      return formatName(one.issuer);
    case 'subject':
      return formatName(one.subject);
    case 'notBefore':
    case 'notAfter':
      return `${formatTime(one[field])} UTC`;
    case 'subjectPublicKeyInfo': {
      const { publicKey } = one;
      if (publicKey.kind === 'rsa') return `RSA ${publicKey.bits}`;
      return publicKey.kind === 'ec' ? publicKey.curve : publicKey.kind;
    }
    case 'signatureValue':
      return hex(one.signature);
    case 'extension':
      return `${extension}: ${extensionText(one, extension)}`;
  }
}

function extensionText(one: Certificate, name: string): string {
  const extension = one.extensions.find((each) => (each.name ?? each.oid) === name);
  const critical = extension?.critical ? 'critical, ' : '';
  const { basicConstraints, nameConstraints } = one;
  switch (name) {
    case 'basicConstraints':
      return `${critical}cA ${basicConstraints?.ca ? 'TRUE' : 'FALSE'}${basicConstraints?.pathLen === undefined ? '' : `, pathLenConstraint ${basicConstraints.pathLen}`}`;
    case 'keyUsage':
      return `${critical}${[...(one.keyUsage ?? [])].join(', ')}`;
    case 'extKeyUsage':
      return `${critical}${(one.extKeyUsage ?? []).map((oid) => oidName(oid) ?? oid).join(', ')}`;
    case 'subjectAltName':
      return `${critical}${(one.subjectAltName ?? []).map(nameText).join(', ')}`;
    case 'nameConstraints': {
      const list = (trees: NonNullable<typeof nameConstraints>['permitted']) =>
        trees.map(({ base }) => nameText(base)).join(', ');
      return `${critical}permitted ${list(nameConstraints?.permitted ?? []) || '–'}, excluded ${list(nameConstraints?.excluded ?? []) || '–'}`;
    }
    case 'subjectKeyIdentifier':
      return critical + hex(one.subjectKeyIdentifier ?? new Uint8Array(), 20);
    case 'authorityKeyIdentifier':
      return critical + hex(one.authorityKeyIdentifier?.keyIdentifier ?? new Uint8Array(), 20);
    default:
      return critical + hex(extension?.value ?? new Uint8Array());
  }
}

const types: Readonly<Record<number, string>> = {
  1: 'BOOLEAN',
  2: 'INTEGER',
  3: 'BIT STRING',
  4: 'OCTET STRING',
  5: 'NULL',
  6: 'OBJECT IDENTIFIER',
  12: 'UTF8String',
  16: 'SEQUENCE',
  17: 'SET',
  19: 'PrintableString',
  22: 'IA5String',
  23: 'UTCTime',
  24: 'GeneralizedTime',
};

/** The value of DER that a byte stands in: its type, and which part of it the byte is. */
export function derAt(
  one: Certificate,
  at: number,
): { readonly type: string; readonly part: 'tag' | 'length' | 'content'; readonly length: number } {
  const { node, part } = roleOf(one, at);
  const number = node.tag & 0x1f;
  const type = node.tag & 0x80 ? `[${number}]` : (types[number] ?? `tag ${number}`);
  return { type, part, length: node.content.length };
}
