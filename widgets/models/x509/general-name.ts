/**
 * The names of subjectAltName and of name constraints.
 *
 * Follows RFC 5280 4.2.1.6 (the choice), 4.2.1.10 (the same choice as the base of a subtree, where an address carries a mask).
 *
 * Left out: the contents of otherName, x400Address and ediPartyName; they are kept as bytes.
 */
import { context, type DerNode, Fields, only, tags } from './der.ts';
import { ascii, item, readOid, readSmall } from './der-values.ts';
import { Fault } from './fault.ts';
import { type Name, readName } from './name.ts';

/** One name. `node` is where it stands. */
export type GeneralName = { readonly node: DerNode } & (
  | { readonly kind: 'dns' | 'email' | 'uri'; readonly text: string }
  | { readonly kind: 'ip'; readonly bytes: Uint8Array }
  | { readonly kind: 'directory'; readonly name: Name }
  | { readonly kind: 'registered-id'; readonly oid: string }
  | { readonly kind: 'other' | 'x400' | 'edi' }
);

/** A base of a subtree; `minimum` and `maximum` as written, RFC 5280 wants 0 and none. */
export interface Subtree {
  readonly base: GeneralName;
  readonly minimum: number;
  readonly maximum: number | undefined;
}

/** The subtrees that names must lie in, and those that they must not. */
export interface NameConstraints {
  readonly permitted: readonly Subtree[];
  readonly excluded: readonly Subtree[];
}

/** One of the choices. Addresses have 4 or 16 bytes; with a mask, in constraints, 8 or 32. */
export function readGeneralName(node: DerNode, path: string, masked = false): GeneralName {
  switch (node.tag) {
    case context(0, true):
      return { node, kind: 'other' };
    case context(1, false):
      return { node, kind: 'email', text: ascii(node, path) };
    case context(2, false):
      return { node, kind: 'dns', text: ascii(node, path) };
    case context(3, true):
      return { node, kind: 'x400' };
    case context(4, true):
      return { node, kind: 'directory', name: readName(only(node, path), path) };
    case context(5, true):
      return { node, kind: 'edi' };
    case context(6, false):
      return { node, kind: 'uri', text: ascii(node, path) };
    case context(7, false): {
      const length = node.content.length / (masked ? 2 : 1);
      if (length !== 4 && length !== 16) {
        throw new Fault('general-name-invalid', node.at, node.end, path, { length: node.content.length });
      }
      return { node, kind: 'ip', bytes: node.content };
    }
    case context(8, false):
      return { node, kind: 'registered-id', oid: readOid(node, path, node.tag) };
    default:
      throw new Fault('general-name-invalid', node.at, node.end, path, { tag: node.tag });
  }
}

/** A sequence of names; RFC 5280 wants one at least. */
export function readGeneralNames(node: DerNode, path: string, tag: number = tags.sequence): readonly GeneralName[] {
  new Fields(node, path, tag);
  return node.children.map((child, index) => readGeneralName(child, item(path, 'name', index)));
}

/** The value of the extension nameConstraints. */
export function readNameConstraints(node: DerNode, path: string): NameConstraints {
  const fields = new Fields(node, path);
  const permitted = fields.maybe(context(0, true));
  const excluded = fields.maybe(context(1, true));
  fields.finish();
  // RFC 5280 4.2.1.10: an empty sequence is not allowed.
  if (!permitted && !excluded) throw new Fault('name-constraint-invalid', node.at, node.end, path);
  return {
    permitted: subtrees(permitted, `${path}.permittedSubtrees`),
    excluded: subtrees(excluded, `${path}.excludedSubtrees`),
  };
}

function subtrees(node: DerNode | undefined, path: string): readonly Subtree[] {
  if (!node) return [];
  if (node.children.length === 0) throw new Fault('name-constraint-invalid', node.at, node.end, path);
  return node.children.map((child, index) => {
    const at = item(path, 'subtree', index);
    const fields = new Fields(child, at);
    const base = readGeneralName(fields.take('base'), at, true);
    const minimum = fields.maybe(context(0, false));
    const maximum = fields.maybe(context(1, false));
    fields.finish();
    const small = (value: DerNode): number => readSmall({ ...value, tag: tags.integer }, at, 0x7fffffff);
    return { base, minimum: minimum ? small(minimum) : 0, maximum: maximum && small(maximum) };
  });
}

/** An address as text: `192.0.2.1`, `2001:db8:0:0:0:0:0:1`; with a mask `10.0.0.0/255.0.0.0`. */
export function formatAddress(bytes: Uint8Array): string {
  if (bytes.length === 8 || bytes.length === 32) {
    const half = bytes.length / 2;
    return `${formatAddress(bytes.subarray(0, half))}/${formatAddress(bytes.subarray(half))}`;
  }
  if (bytes.length === 4) return bytes.join('.');
  const groups: string[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    groups.push((((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)).toString(16));
  }
  return groups.join(':');
}
