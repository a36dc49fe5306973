/**
 * What each byte of a certificate belongs to: the fields of RFC 5280 4.1 as spans without gaps, and the value of DER that a byte
 * stands in.
 *
 * Left out: values inside the OCTET STRING of an extension or the BIT STRING of a key; they count as contents.
 */
import type { Span } from '../bytes/utf8.ts';
import type { Certificate } from './certificate.ts';
import type { DerNode } from './der.ts';
import type { OidName } from './oid.ts';

/** A field. `frame` are headers of what stands around it: the outermost SEQUENCE, validity, the list of extensions. */
export type FieldName =
  | 'frame'
  | 'version'
  | 'serialNumber'
  | 'signature'
  | 'issuer'
  | 'notBefore'
  | 'notAfter'
  | 'subject'
  | 'subjectPublicKeyInfo'
  | 'extension'
  | 'signatureAlgorithm'
  | 'signatureValue';

export interface FieldSpan extends Span {
  readonly field: FieldName;
  /** The extension, by name or number; empty for other fields. */
  readonly extension: OidName | string;
}

/** All fields in order; together they are the whole certificate. */
export function fieldsOf({ nodes, extensions, bytes }: Certificate): readonly FieldSpan[] {
  const fields: FieldSpan[] = [];
  const add = (field: FieldName, node: DerNode | undefined, extension = ''): void => {
    if (node) fields.push({ field, at: node.at, end: node.end, extension });
  };
  add('version', nodes.version);
  add('serialNumber', nodes.serial);
  add('signature', nodes.algorithm);
  add('issuer', nodes.issuer);
  add('notBefore', nodes.notBefore);
  add('notAfter', nodes.notAfter);
  add('subject', nodes.subject);
  add('subjectPublicKeyInfo', nodes.spki);
  for (const { node, name, oid } of extensions) add('extension', node, name ?? oid);
  add('signatureAlgorithm', nodes.outerAlgorithm);
  add('signatureValue', nodes.signature);
  const whole: FieldSpan[] = [];
  let at = 0;
  for (const one of fields) {
    if (one.at > at) whole.push({ field: 'frame', at, end: one.at, extension: '' });
    whole.push(one);
    at = one.end;
  }
  if (at < bytes.length) whole.push({ field: 'frame', at, end: bytes.length, extension: '' });
  return whole;
}

/** The innermost value of DER that a byte stands in, and whether it is its tag, its length or its contents. */
export function roleOf(
  certificate: Certificate,
  at: number,
): { readonly node: DerNode; readonly part: 'tag' | 'length' | 'content' } {
  let node = certificate.node;
  for (;;) {
    const inner = node.children.find((child) => at >= child.at && at < child.end);
    if (!inner) break;
    node = inner;
  }
  return { node, part: at === node.at ? 'tag' : at < node.contentAt ? 'length' : 'content' };
}
