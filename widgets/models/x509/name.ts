/**
 * Distinguished names: read, compared, printed.
 *
 * Follows RFC 5280 4.1.2.4 (the structure), 7.1 (comparison: letter case and white space do not count in the string types
 * that directories compare so), RFC 4514 for the printed form, in the order of the certificate, as `openssl` prints it.
 *
 * Left out: the full string preparation of RFC 4518; letters outside ASCII are compared in lower case, without composing.
 */
import { type DerNode, Fields, readDer, tags } from './der.ts';
import { item, readOid, readText } from './der-values.ts';
import { Fault } from './fault.ts';
import { type OidName, oidName } from './oid.ts';

/** One type and value. */
export interface Attribute {
  readonly oid: string;
  /** The name of the type, or `undefined`. */
  readonly type: OidName | undefined;
  readonly text: string;
  readonly node: DerNode;
}

/** A name: sets of attributes, the most general first. */
export interface Name {
  readonly node: DerNode;
  readonly parts: readonly (readonly Attribute[])[];
  /** What is compared: equal for names that are equal. One entry a set. */
  readonly canonical: readonly string[];
}

/** Reads a name. */
export function readName(node: DerNode, path: string): Name {
  new Fields(node, path);
  const parts = node.children.map((set, index) => {
    const at = item(path, 'rdn', index);
    const fields = new Fields(set, at, tags.set);
    if (set.children.length === 0) throw new Fault('name-invalid', set.at, set.end, at);
    return fields.node.children.map((pair, order) => readAttribute(pair, item(at, 'attribute', order)));
  });
  return { node, parts, canonical: parts.map((part) => part.map(canonicalAttribute).sort().join('+')) };
}

/** Reads a name that stands alone in these bytes. */
export const parseName = (bytes: Uint8Array): Name => readName(readDer(bytes), 'name');

function readAttribute(pair: DerNode, path: string): Attribute {
  const fields = new Fields(pair, path);
  const oid = readOid(fields.take('type', tags.oid), path);
  const value = fields.take('value');
  fields.finish();
  return { oid, type: oidName(oid), text: isText(value.tag) ? readText(value, path) : hex(value.bytes), node: value };
}

const isText = (tag: number): boolean => [0x0c, 0x12, 0x13, 0x14, 0x16, 0x1a, 0x1c, 0x1e].includes(tag);

const hex = (bytes: Uint8Array): string =>
  `#${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;

/** RFC 5280 7.1: case and runs of white space do not count; the type of the string does not either. */
function canonicalAttribute({ oid, text, node }: Attribute): string {
  const value = isText(node.tag) ? text.trim().replace(/\s+/g, ' ').toLowerCase() : text;
  return `${oid}=${value}`;
}

/** Are these the same name? */
export const sameName = (one: Name, other: Name): boolean =>
  one.canonical.length === other.canonical.length && one.canonical.every((part, at) => part === other.canonical[at]);

/** Does the name lie in the subtree of `base`: does it begin with all of its parts? (RFC 5280 4.2.1.10.) */
export const nameWithin = (name: Name, base: Name): boolean =>
  base.canonical.every((part, at) => part === name.canonical[at]);

/** The values of all attributes of a type, the most general first. */
export const attributes = (name: Name, type: OidName): readonly Attribute[] =>
  name.parts.flat().filter((attribute) => attribute.type === type);

const short: Partial<Record<OidName, string>> = {
  commonName: 'CN',
  countryName: 'C',
  localityName: 'L',
  stateOrProvinceName: 'ST',
  organizationName: 'O',
  organizationalUnitName: 'OU',
  domainComponent: 'DC',
  userID: 'UID',
};

/** `O=TLS lab, CN=Path root`. Characters with a meaning are escaped as in RFC 4514 2.4. */
export function formatName(name: Name): string {
  return name.parts
    .map((part) =>
      part
        .map(
          ({ type, oid, text }) => `${(type && (short[type] ?? type)) ?? oid}=${text.replace(/[,+"\\<>;]/g, '\\$&')}`,
        )
        .join(' + '),
    )
    .join(', ');
}

/** The name that a person would read: the last commonName, else the last value, else nothing. */
export function shortName(name: Name): string {
  return attributes(name, 'commonName').at(-1)?.text ?? name.parts.at(-1)?.[0]?.text ?? '';
}
