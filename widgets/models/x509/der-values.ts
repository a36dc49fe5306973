/**
 * The contents of the primitive types of DER: booleans, integers, bit strings, object identifiers, character strings.
 *
 * Follows X.690 8.2 and 11.1 (BOOLEAN), 8.3 (INTEGER), 8.6 and 11.2 (BIT STRING), 8.8 (NULL), 8.19 (OBJECT IDENTIFIER),
 * 8.23 (strings); RFC 5280 4.1.2.4 for the strings of names.
 *
 * Left out: the escape sequences of TeletexString, which is read as Latin-1, as everybody does. Differs: characters that
 * PrintableString does not allow are accepted where they are ASCII: `*`, `@` and `_` stand in certificates in use.
 */
import { decodeUtf8 } from '../bytes/utf8.ts';
import { integerOf } from '../rsa/integers.ts';
import { type DerNode, expectTag, join, tags } from './der.ts';
import { Fault } from './fault.ts';

/** TRUE or FALSE. */
export function readBoolean(node: DerNode, path: string): boolean {
  expectTag(node, tags.boolean, path);
  const [byte] = node.content;
  if (node.content.length !== 1 || (byte !== 0 && byte !== 0xff)) {
    throw new Fault('boolean-invalid', node.at, node.end, path, { byte: byte ?? -1 });
  }
  return byte === 0xff;
}

/** The contents of an INTEGER: two's complement, the most significant byte first, as short as possible. */
export function integerBytes(node: DerNode, path: string, tag: number = tags.integer): Uint8Array {
  expectTag(node, tag, path);
  const [first, second] = node.content;
  if (first === undefined) throw new Fault('integer-empty', node.at, node.end, path);
  // X.690 8.3.2: the first nine bits are not all the same.
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw new Fault('integer-not-minimal', node.contentAt, node.contentAt + 1, path);
  }
  return node.content;
}

/** An INTEGER of any size. */
export function readInteger(node: DerNode, path: string): bigint {
  const bytes = integerBytes(node, path);
  const value = integerOf(bytes);
  return (bytes[0] ?? 0) & 0x80 ? value - (1n << BigInt(8 * bytes.length)) : value;
}

/** An INTEGER from 0 to `greatest`, which is less than 2^31. */
export function readSmall(node: DerNode, path: string, greatest: number): number {
  const value = readInteger(node, path);
  if (value < 0n || value > BigInt(greatest)) {
    throw new Fault('integer-out-of-range', node.at, node.end, path, { greatest });
  }
  return Number(value);
}

/** A BIT STRING: its bytes and how many bits of the last one do not count. */
export function readBits(
  node: DerNode,
  path: string,
  tag: number = tags.bitString,
): { readonly bytes: Uint8Array; readonly unused: number; readonly at: number } {
  expectTag(node, tag, path);
  const [unused, ...rest] = node.content.subarray(0, 2);
  const bytes = node.content.subarray(1);
  if (unused === undefined || unused > 7 || (unused > 0 && rest.length === 0)) {
    throw new Fault('bits-unused-invalid', node.at, node.end, path, { unused: unused ?? -1 });
  }
  const last = bytes[bytes.length - 1] ?? 0;
  // X.690 11.2.1: unused bits are zero.
  if (last & ((1 << unused) - 1)) throw new Fault('bits-unused-set', node.end - 1, node.end, path, { unused });
  return { bytes, unused, at: node.contentAt + 1 };
}

/** A BIT STRING of whole bytes: a signature, a public key. */
export function readBitBytes(node: DerNode, path: string): { readonly bytes: Uint8Array; readonly at: number } {
  const { bytes, unused, at } = readBits(node, path);
  if (unused > 0) throw new Fault('bits-unused-invalid', node.contentAt, node.contentAt + 1, path, { unused });
  return { bytes, at };
}

/** A BIT STRING of named flags: the numbers of the bits that are set, counted from the most significant of the first byte. */
export function readFlags(node: DerNode, path: string, tag: number = tags.bitString): ReadonlySet<number> {
  const { bytes } = readBits(node, path, tag);
  const set = new Set<number>();
  bytes.forEach((byte, index) => {
    for (let bit = 0; bit < 8; bit += 1) if (byte & (0x80 >> bit)) set.add(index * 8 + bit);
  });
  return set;
}

/** NULL: nothing inside. */
export function readNull(node: DerNode, path: string): void {
  expectTag(node, tags.null, path);
  if (node.content.length > 0) throw new Fault('null-not-empty', node.at, node.end, path);
}

/** An OBJECT IDENTIFIER in dotted decimal. */
export function readOid(node: DerNode, path: string, tag: number = tags.oid): string {
  expectTag(node, tag, path);
  const arcs: bigint[] = [];
  let value = 0n;
  let fresh = true;
  for (const byte of node.content) {
    // X.690 8.19.2: the fewest octets, so none begins with 80.
    if (fresh && byte === 0x80) throw new Fault('oid-invalid', node.at, node.end, path);
    value = (value << 7n) | BigInt(byte & 0x7f);
    fresh = byte < 0x80;
    if (fresh) {
      if (arcs.length === 0) {
        const root = value < 80n ? value / 40n : 2n;
        arcs.push(root, value - root * 40n);
      } else arcs.push(value);
      value = 0n;
    }
  }
  // The last octet ends an arc, and there is one.
  if (!fresh || arcs.length === 0 || node.content.length > 64) throw new Fault('oid-invalid', node.at, node.end, path);
  return arcs.join('.');
}

/** The text of a character string of any of the types that names use. */
export function readText(node: DerNode, path: string): string {
  const bad = (): Fault => new Fault('string-invalid', node.contentAt, node.end, path, { tag: node.tag });
  const { content } = node;
  switch (node.tag) {
    case tags.utf8String: {
      const { text, errors } = decodeUtf8(content);
      if (errors.length > 0) throw bad();
      return text;
    }
    case tags.printableString:
    case tags.numericString:
    case tags.ia5String:
    case tags.visibleString:
      return ascii(node, path);
    case tags.teletexString:
      return Array.from(content, (byte) => String.fromCharCode(byte)).join('');
    case tags.bmpString:
    case tags.universalString: {
      const width = node.tag === tags.bmpString ? 2 : 4;
      if (content.length % width !== 0) throw bad();
      let text = '';
      for (let at = 0; at < content.length; at += width) {
        const point = content.subarray(at, at + width).reduce((value, byte) => value * 256 + byte, 0);
        if (point > 0x10ffff) throw bad();
        text += String.fromCodePoint(point);
      }
      return text;
    }
    default:
      throw new Fault('der-unexpected', node.at, node.end, path, { tag: node.tag, expected: tags.utf8String });
  }
}

/** The contents as ASCII, whatever the tag: an IA5String under an implicit tag. */
export function ascii(node: DerNode, path: string): string {
  const wrong = node.content.findIndex((byte) => byte > 0x7f);
  if (wrong >= 0) {
    const at = node.contentAt + wrong;
    throw new Fault('string-invalid', at, at + 1, path, { tag: node.tag, byte: node.content[wrong] ?? 0 });
  }
  return String.fromCharCode(...node.content);
}

/** The field's name with an index: `extensions[2]`. */
export const item = (path: string, name: string, index: number): string => join(path, `${name}[${index}]`);
