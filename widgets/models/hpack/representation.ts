// The five representations of HPACK: RFC 7541, section 6. What an encoder chose and what a decoder saw are told in the
// same shape, so that one picture shows both.
import type { Field } from './table.ts';

export type RepresentationKind =
  /** 1xxxxxxx: name and value by index. RFC 7541 (6.1). */
  | 'indexed'
  /** 01xxxxxx: a literal, which also goes into the dynamic table. RFC 7541 (6.2.1). */
  | 'literal-indexed'
  /** 0000xxxx: a literal for this once. RFC 7541 (6.2.2). */
  | 'literal'
  /** 0001xxxx: a literal that no intermediary may ever put into a table. RFC 7541 (6.2.3). */
  | 'never-indexed'
  /** 001xxxxx: the dynamic table's maximum from here on. RFC 7541 (6.3). */
  | 'size-update';

export const patterns: Readonly<Record<RepresentationKind, { readonly bits: number; readonly prefixBits: number }>> = {
  indexed: { bits: 0x80, prefixBits: 7 },
  'literal-indexed': { bits: 0x40, prefixBits: 6 },
  literal: { bits: 0x00, prefixBits: 4 },
  'never-indexed': { bits: 0x10, prefixBits: 4 },
  'size-update': { bits: 0x20, prefixBits: 5 },
};

/** A string inside a representation: where its length and its octets are. Offsets are octets of the block, half-open. */
export interface Literal {
  readonly at: number;
  readonly dataAt: number;
  readonly end: number;
  readonly huffman: boolean;
  readonly text: string;
}

export interface Representation {
  readonly kind: RepresentationKind;
  readonly at: number;
  readonly end: number;
  /** The index of name, or of name and value; 0: the name is a literal. Of a size update: the size. */
  readonly number: number;
  /** Where the number ends: it begins in the octet `at`. */
  readonly numberEnd: number;
  readonly name?: Literal | undefined;
  readonly value?: Literal | undefined;
  /** What the representation stands for; a size update stands for no field. */
  readonly field?: Field | undefined;
  /** What left the dynamic table, the oldest first. */
  readonly evicted: readonly Field[];
}

/** The kind that an octet begins. */
export function kindOf(octet: number): RepresentationKind {
  if (octet & 0x80) return 'indexed';
  if (octet & 0x40) return 'literal-indexed';
  if (octet & 0x20) return 'size-update';
  return octet & 0x10 ? 'never-indexed' : 'literal';
}
