/**
 * DER, the one way to write a value of ASN.1: every node with its place in the bytes, and every departure from the rules by
 * name and place.
 *
 * Follows X.690: 8.1 (identifier, length and contents), 8.2 to 8.6, 8.19 (the types), 10 and 11 (what DER adds: the
 * shortest definite length, no constructed strings, FF for true, no bits set in the padding).
 *
 * Left out: tag numbers above 30 and REAL, because no structure of X.509 has one; the order of a SET and the omission of
 * DEFAULT values are not enforced, because certificates in use break both and every reader takes them.
 */
import type { Span } from '../bytes/utf8.ts';
import { type DerCode, Fault } from './fault.ts';

/** A value with its place. Offsets count from the first byte of the outermost value. */
export interface DerNode extends Span {
  /** The identifier octet: class in the top two bits, 20 for constructed, the number in the low five (X.690 8.1.2). */
  readonly tag: number;
  /** Where the contents begin. They end at `end`. */
  readonly contentAt: number;
  /** All bytes of the value, header included. */
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
  /** The values inside a constructed one, in order; none for a primitive one. */
  readonly children: readonly DerNode[];
}

/** Identifier octets of the universal types that certificates and keys are made of (X.680 8.4), and of context tags. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
} as const;

/** The identifier octet of a context-specific tag: [n] primitive, or constructed. */
export const context = (number: number, constructed: boolean): number => 0x80 | (constructed ? 0x20 : 0) | number;

/** How deep values may stand inside one another. A certificate needs about ten. */
const deepest = 32;

/**
 * Reads the one value that fills `bytes[at..end)`, with everything inside it. Linear in the number of bytes times the depth,
 * which is at most 32. Throws only a `Fault`: callers are the readers of this folder, which turn it into a value.
 */
export function readDer(bytes: Uint8Array, at = 0, end = bytes.length, path = ''): DerNode {
  const node = readNode(bytes, at, end, path, 0);
  if (node.end < end) throw new Fault('der-trailing', node.end, end, path, { count: end - node.end });
  return node;
}

function readNode(bytes: Uint8Array, at: number, limit: number, path: string, depth: number): DerNode {
  const fail = (code: DerCode, from: number, to: number, values: Fault['values'] = {}): Fault =>
    new Fault(code, from, to, path, values);
  if (depth > deepest) throw fail('der-too-deep', at, limit, { limit: deepest });
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || at >= limit) throw fail('der-truncated', at, Math.max(at, limit), { missing: 2 });
  if ((tag & 0x1f) === 0x1f) throw fail('der-tag-high', at, at + 1, { tag });
  if (tag === 0) throw fail('der-tag-zero', at, at + 1);
  if (first === undefined || at + 1 >= limit) throw fail('der-truncated', at, limit, { missing: 1 });
  let contentAt = at + 2;
  let length = first;
  if (first === 0x80) throw fail('der-length-indefinite', at + 1, at + 2);
  if (first > 0x80) {
    const count = first & 0x7f;
    contentAt += count;
    if (count > 4) throw fail('der-length-too-great', at + 1, Math.min(contentAt, limit), { count });
    if (contentAt > limit) throw fail('der-truncated', at, limit, { missing: contentAt - limit });
    length = bytes.subarray(at + 2, contentAt).reduce((value, byte) => value * 256 + byte, 0);
    // X.690 10.1: the definite form, in the smallest number of octets.
    if (bytes[at + 2] === 0 || length < 0x80) throw fail('der-length-not-minimal', at + 1, contentAt, { length });
  }
  const end = contentAt + length;
  if (end > limit) throw fail('der-truncated', at, limit, { missing: end - limit, length });
  const children: DerNode[] = [];
  if (tag & 0x20) {
    // Bounded: every child takes two bytes at least.
    for (let next = contentAt; next < end; ) {
      const child = readNode(bytes, next, end, path, depth + 1);
      children.push(child);
      next = child.end;
    }
  }
  checkForm(tag, at, path);
  return { tag, at, end, contentAt, bytes: bytes.subarray(at, end), content: bytes.subarray(contentAt, end), children };
}

/** X.690 8.9.1, 8.11.1 and 10.2: SEQUENCE and SET are constructed, everything else of the universal class is primitive. */
function checkForm(tag: number, at: number, path: string): void {
  if (tag & 0xc0) return;
  const constructed = (tag & 0x20) !== 0;
  const number = tag & 0x1f;
  const needs = number === 16 || number === 17;
  // Numbers 8 (EXTERNAL) and 11 (EMBEDDED PDV) are constructed too; nothing here has them.
  if (needs !== constructed && number !== 8 && number !== 11) throw new Fault('der-form', at, at + 1, path, { tag });
}

/** Walks the values inside a SEQUENCE in order, and names what is missing, unexpected or left over. */
export class Fields {
  #next = 0;
  readonly node: DerNode;
  readonly path: string;

  constructor(node: DerNode, path: string, tag: number = tags.sequence) {
    expectTag(node, tag, path);
    this.node = node;
    this.path = path;
  }

  /** The next value, which must have this tag; without a tag, any. */
  take(name: string, ...allowed: readonly number[]): DerNode {
    const node = this.node.children[this.#next];
    const path = join(this.path, name);
    if (!node) throw new Fault('der-missing', this.node.end, this.node.end, path);
    if (allowed.length > 0 && !allowed.includes(node.tag)) {
      throw new Fault('der-unexpected', node.at, node.end, path, { tag: node.tag, expected: allowed[0] ?? 0 });
    }
    this.#next += 1;
    return node;
  }

  /** The next value if it has this tag, else nothing. */
  maybe(tag: number): DerNode | undefined {
    const node = this.node.children[this.#next];
    if (node?.tag !== tag) return undefined;
    this.#next += 1;
    return node;
  }

  /** Is something left? */
  get more(): boolean {
    return this.#next < this.node.children.length;
  }

  /** Nothing may follow. */
  finish(): void {
    const node = this.node.children[this.#next];
    if (node) throw new Fault('der-extra', node.at, this.node.end, this.path, { tag: node.tag });
  }
}

/** `a.b`, or `b` at the top. */
export const join = (path: string, name: string): string => (path && name ? `${path}.${name}` : path || name);

/** Fails unless the value has this identifier octet. */
export function expectTag(node: DerNode, tag: number, path: string): void {
  if (node.tag !== tag) throw new Fault('der-unexpected', node.at, node.end, path, { tag: node.tag, expected: tag });
}

/** The one value inside an explicit tag. */
export function only(node: DerNode, path: string): DerNode {
  const [child, extra] = node.children;
  if (!child) throw new Fault('der-missing', node.end, node.end, path);
  if (extra) throw new Fault('der-extra', extra.at, node.end, path, { tag: extra.tag });
  return child;
}
