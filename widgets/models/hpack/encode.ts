// Encodes a list of header fields: RFC 7541, sections 2.3, 4.2, 5 and 6. Which representation to take is the encoder's
// choice; ours indexes what it may, as the examples of appendix C do.
import { huffmanEncode, huffmanLength } from './huffman.ts';
import { encodeInteger } from './integer.ts';
import { type Literal, patterns, type Representation, type RepresentationKind } from './representation.ts';
import { added, type DynamicTable, type Field, find, resized } from './table.ts';

export interface FieldToSend extends Field {
  /** Undefined: indexed. `never`: for a value that a compressed size must not give away, RFC 7541 (7.1.3). */
  readonly indexing?: 'index' | 'without' | 'never' | undefined;
}

export interface EncodeOptions {
  /** `shorter`: Huffman code where it saves an octet; the other two as the examples of appendix C. Default: shorter. */
  readonly huffman?: 'shorter' | 'always' | 'never';
  /** Maximum sizes to announce in front: RFC 7541 (4.2). */
  readonly sizeUpdates?: readonly number[];
}

export interface Encoded {
  readonly bytes: Uint8Array;
  readonly table: DynamicTable;
  readonly representations: readonly Representation[];
}

/** The header block of the fields, and the table after it. */
export function encodeBlock(
  before: DynamicTable,
  fields: readonly FieldToSend[],
  { huffman = 'shorter', sizeUpdates = [] }: EncodeOptions = {},
): Encoded {
  const bytes: number[] = [];
  const representations: Representation[] = [];
  let table = before;
  const number = (value: number, kind: RepresentationKind) => {
    const { bits, prefixBits } = patterns[kind];
    bytes.push(...encodeInteger(value, prefixBits, bits));
    return bytes.length;
  };
  const literal = (text: string): Literal => {
    const at = bytes.length;
    const coded = huffman === 'always' || (huffman === 'shorter' && huffmanLength(text) < text.length);
    const data = coded ? huffmanEncode(text) : Array.from(text, (character) => character.charCodeAt(0) & 0xff);
    bytes.push(...encodeInteger(data.length, 7, coded ? 0x80 : 0));
    const dataAt = bytes.length;
    for (const octet of data) bytes.push(octet);
    return { at, dataAt, end: bytes.length, huffman: coded, text };
  };
  for (const size of sizeUpdates) {
    const at = bytes.length;
    const numberEnd = number(size, 'size-update');
    const changed = resized(table, size);
    table = changed.table;
    representations.push({
      kind: 'size-update',
      at,
      end: numberEnd,
      number: size,
      numberEnd,
      evicted: changed.evicted,
    });
  }
  for (const { name, value, indexing = 'index' } of fields) {
    const at = bytes.length;
    const field = { name, value };
    const index = find(table, field);
    // RFC 7541 (6.2.3): a field that is never indexed keeps its representation, even if a table happens to hold it.
    if (index.whole > 0 && indexing !== 'never') {
      const numberEnd = number(index.whole, 'indexed');
      representations.push({ kind: 'indexed', at, end: numberEnd, number: index.whole, numberEnd, field, evicted: [] });
      continue;
    }
    const kind = indexing === 'index' ? 'literal-indexed' : indexing === 'never' ? 'never-indexed' : 'literal';
    const numberEnd = number(index.name, kind);
    const nameLiteral = index.name === 0 ? literal(name) : undefined;
    const valueLiteral = literal(value);
    const changed = kind === 'literal-indexed' ? added(table, field) : { table, evicted: [] };
    table = changed.table;
    representations.push({
      kind,
      at,
      end: bytes.length,
      number: index.name,
      numberEnd,
      name: nameLiteral,
      value: valueLiteral,
      field,
      evicted: changed.evicted,
    });
  }
  return { bytes: Uint8Array.from(bytes), table, representations };
}
