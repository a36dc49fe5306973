/**
 * Name constraints: which names an authority may certify.
 *
 * Follows RFC 5280 4.2.1.10 (what lies in a subtree, for each kind of name), 6.1.3 (b), (c) and 6.1.4 (g); RFC 9549 for mail. A name is
 * compared with the constraints of its own kind only: a permitted dNSName says nothing about addresses.
 *
 * Differs: a dNSName constraint with a leading dot, which RFC 5280 does not define, stands for all names below it, as OpenSSL
 * and browsers read it.
 *
 * Left out: constraints on otherName, x400Address, ediPartyName and registeredID: a name of such a kind under such a constraint is
 * reported as one that cannot be judged.
 */
import type { Certificate } from './certificate.ts';
import type { GeneralName, NameConstraints } from './general-name.ts';
import { addressText } from './hosts.ts';
import { attributes, formatName, type Name, nameWithin } from './name.ts';

export type ConstraintProblem =
  /** The name lies in none of the permitted subtrees of its kind. */
  | 'name-not-permitted'
  /** The name lies in an excluded subtree. */
  | 'name-excluded'
  /** A subtree with a minimum or maximum, which RFC 5280 forbids. */
  | 'constraint-with-distance'
  /** A kind of name that is not understood. */
  | 'constraint-unknown-kind';

/** What is wrong with a name: the name and the subtree that it meets. */
export interface ConstraintFinding {
  readonly code: ConstraintProblem;
  readonly name: string;
  readonly kind: string;
  /** The subtrees that were compared, as text. */
  readonly subtrees: readonly string[];
}

/** What is compared: without its place. */
type Compared =
  | { readonly kind: 'dns' | 'email' | 'uri'; readonly text: string }
  | { readonly kind: 'ip'; readonly bytes: Uint8Array }
  | { readonly kind: 'directory'; readonly name: Name }
  | { readonly kind: 'other' | 'x400' | 'edi' | 'registered-id' };

/**
 * The first name of the certificate that breaks the constraints. With `commonName` a commonName that looks like a host name is
 * a name too (OpenSSL, for a leaf without a dNSName).
 */
export function brokenConstraint(
  constraints: NameConstraints,
  certificate: Certificate,
  commonName: boolean,
): ConstraintFinding | undefined {
  const names: Compared[] = [];
  if (certificate.subject.parts.length > 0) names.push({ kind: 'directory', name: certificate.subject });
  for (const { text } of attributes(certificate.subject, 'emailAddress')) names.push({ kind: 'email', text });
  names.push(...(certificate.subjectAltName ?? []));
  if (commonName && !certificate.subjectAltName?.some(({ kind }) => kind === 'dns')) {
    for (const { text } of attributes(certificate.subject, 'commonName')) {
      if (looksLikeHost(text)) names.push({ kind: 'dns', text });
    }
  }
  for (const name of names) {
    const finding = broken(constraints, name);
    if (finding) return finding;
  }
  return undefined;
}

/** Two labels or more, of letters, digits, hyphens and low lines. */
const looksLikeHost = (text: string): boolean => /^[\w](?:[\w-]*[\w])?(?:\.[\w](?:[\w-]*[\w])?)+$/.test(text);

function broken({ permitted, excluded }: NameConstraints, name: Compared): ConstraintFinding | undefined {
  const ofKind = permitted.filter(({ base }) => base.kind === name.kind);
  const against = excluded.filter(({ base }) => base.kind === name.kind);
  const subtrees = (list: typeof ofKind): string[] => list.map(({ base }) => nameText(base));
  const finding = (code: ConstraintProblem, list: typeof ofKind): ConstraintFinding => ({
    code,
    name: nameText(name),
    kind: name.kind,
    subtrees: subtrees(list),
  });
  const distant = [...ofKind, ...against].some(({ minimum, maximum }) => minimum !== 0 || maximum !== undefined);
  if (distant) return finding('constraint-with-distance', [...ofKind, ...against]);
  if (ofKind.length + against.length > 0 && !understood(name))
    return finding('constraint-unknown-kind', [...ofKind, ...against]);
  if (ofKind.length > 0 && !ofKind.some(({ base }) => within(name, base))) return finding('name-not-permitted', ofKind);
  const excluding = against.filter(({ base }) => within(name, base));
  return excluding.length > 0 ? finding('name-excluded', excluding) : undefined;
}

const understood = ({ kind }: Compared): boolean => ['dns', 'email', 'uri', 'ip', 'directory'].includes(kind);

/** Does the name lie in the subtree? Both are of one kind. */
function within(name: Compared, base: GeneralName): boolean {
  if (name.kind === 'directory') return base.kind === 'directory' && nameWithin(name.name, base.name);
  if (name.kind === 'ip') return base.kind === 'ip' && addressWithin(name.bytes, base.bytes);
  if (!('text' in name) || !('text' in base)) return false;
  const tree = base.text.toLowerCase();
  if (name.kind === 'email') return mailWithin(name.text, base.text);
  if (name.kind === 'uri') return uriWithin(name.text, tree);
  return hostWithin(name.text.toLowerCase(), tree);
}

/** "Any DNS name that can be constructed by adding zero or more labels to the left-hand side." */
function hostWithin(host: string, tree: string): boolean {
  if (tree === '' || host === tree) return true;
  return host.endsWith(tree.startsWith('.') ? tree : `.${tree}`);
}

/** The address of the subtree is followed by its mask. */
function addressWithin(address: Uint8Array, tree: Uint8Array): boolean {
  const length = address.length;
  return (
    tree.length === 2 * length &&
    address.every((byte, at) => ((byte ^ (tree[at] ?? 0)) & (tree[length + at] ?? 0)) === 0)
  );
}

/** A mailbox, a host, or with a leading dot all hosts of a domain. The part before @ keeps its case. */
function mailWithin(address: string, tree: string): boolean {
  const at = address.lastIndexOf('@');
  if (at < 0) return false;
  const host = address.slice(at + 1).toLowerCase();
  const treeAt = tree.lastIndexOf('@');
  if (treeAt >= 0) {
    const treeHost = tree.slice(treeAt + 1).toLowerCase();
    return host === treeHost && (treeAt === 0 || address.slice(0, at) === tree.slice(0, treeAt));
  }
  return tree.startsWith('.') ? host.endsWith(tree.toLowerCase()) : host === tree.toLowerCase();
}

/** The host of a URI: the same one, or with a leading dot one below. */
function uriWithin(uri: string, tree: string): boolean {
  const host = /^[^:/?#]+:\/\/(?:[^/?#@]*@)?([^/?#:]+)/.exec(uri)?.[1]?.toLowerCase();
  if (host === undefined) return false;
  return tree.startsWith('.') ? host.endsWith(tree) : host === tree;
}

/** A name or a base as text: an address with its mask, a directory name as RFC 4514 prints it. */
export function nameText(name: Compared): string {
  if ('text' in name) return name.text;
  if (name.kind === 'directory') return formatName(name.name);
  if (name.kind !== 'ip') return name.kind;
  const half = name.bytes.length / 2;
  const masked = name.bytes.length === 8 || name.bytes.length === 32;
  return masked
    ? `${addressText(name.bytes.subarray(0, half))}/${maskBits(name.bytes.subarray(half))}`
    : addressText(name.bytes);
}

/** How many bits a mask has, or the mask itself if its bits are not in a row. */
function maskBits(mask: Uint8Array): string {
  const bits = Array.from(mask, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits) ? String(bits.replace(/0/g, '').length) : addressText(mask);
}
