// Decodes a header block: RFC 7541, sections 3, 4.2, 5 and 6. Whatever the octets are, the answer is the fields, or the
// fields before the first error and its place. Work is bounded by the length of the block and by `limits`.
import { type HuffmanProblem, huffmanDecode } from './huffman.ts';
import { decodeInteger } from './integer.ts';
import { kindOf, type Literal, patterns, type Representation } from './representation.ts';
import { added, type DynamicTable, entryAt, type Field, resized } from './table.ts';

export type HpackProblemCode =
  | HuffmanProblem
  | 'integer-truncated'
  | 'integer-too-large'
  | 'string-truncated'
  /** RFC 7541 (6.1): 0 is no index. */
  | 'index-zero'
  /** RFC 7541 (2.3.3): beyond both tables. */
  | 'index-too-large'
  /** RFC 7541 (6.3): above what the decoder allows. */
  | 'size-update-too-large'
  /** RFC 7541 (4.2): only at the beginning of a block. */
  | 'size-update-late'
  /** RFC 7541 (4.2): the decoder lowered its limit, and the block does not say that the encoder follows. */
  | 'size-update-missing'
  /** RFC 9113 (10.5.1): the list is larger than the decoder takes. */
  | 'list-too-large';

/** In octets of the block, half-open. All of these are connection errors of type COMPRESSION_ERROR: RFC 9113 (4.3). */
export interface HpackProblem {
  readonly code: HpackProblemCode;
  readonly at: number;
  readonly end: number;
  readonly value?: number | undefined;
}

export interface DecodeLimits {
  /** SETTINGS_HEADER_TABLE_SIZE of this side, acknowledged. Default: the table's own maximum. */
  readonly tableSize?: number;
  /** SETTINGS_MAX_HEADER_LIST_SIZE: names, values and 32 for each field. Default: 65,536. */
  readonly listSize?: number;
}

export interface Decoded {
  readonly fields: readonly (Field & { readonly neverIndexed: boolean })[];
  readonly representations: readonly Representation[];
  /** After the block, or as it was when the problem was met. */
  readonly table: DynamicTable;
  readonly problem?: HpackProblem;
}

/** Never throws. */
export function decodeBlock(before: DynamicTable, bytes: Uint8Array, limits: DecodeLimits = {}): Decoded {
  const { tableSize = before.maxSize, listSize = 65_536 } = limits;
  const fields: (Field & { neverIndexed: boolean })[] = [];
  const representations: Representation[] = [];
  let table = before;
  let total = 0;
  const stop = (problem: HpackProblem): Decoded => ({ fields, representations, table, problem });
  for (let at = 0; at < bytes.length; ) {
    const read = readRepresentation(table, bytes, at);
    if ('code' in read) return stop(read);
    const { kind, end, number, field } = read;
    if (kind === 'size-update') {
      if (fields.length > 0) return stop({ code: 'size-update-late', at, end });
      if (number > tableSize) return stop({ code: 'size-update-too-large', at, end, value: number });
      const changed = resized(table, number);
      table = changed.table;
      representations.push({ ...read, evicted: changed.evicted });
    } else {
      if (table.maxSize > tableSize) return stop({ code: 'size-update-missing', at, end, value: tableSize });
      if (!field) return stop({ code: 'index-too-large', at, end: read.numberEnd, value: number });
      total += field.name.length + field.value.length + 32;
      if (total > listSize) return stop({ code: 'list-too-large', at, end, value: total });
      const changed = kind === 'literal-indexed' ? added(table, field) : { table, evicted: [] };
      table = changed.table;
      representations.push({ ...read, evicted: changed.evicted });
      fields.push({ ...field, neverIndexed: kind === 'never-indexed' });
    }
    at = end;
  }
  return { fields, representations, table };
}

function readRepresentation(table: DynamicTable, bytes: Uint8Array, at: number): Representation | HpackProblem {
  const kind = kindOf(bytes[at] ?? 0);
  const number = decodeInteger(bytes, at, patterns[kind].prefixBits);
  if (!number.ok) return { code: number.problem, at, end: number.end };
  const base = { kind, at, number: number.value, numberEnd: number.end, evicted: [] };
  if (kind === 'size-update') return { ...base, end: number.end };
  if (kind === 'indexed' && number.value === 0) return { code: 'index-zero', at, end: number.end };
  const entry = number.value === 0 ? undefined : entryAt(table, number.value);
  if (number.value > 0 && !entry) return { code: 'index-too-large', at, end: number.end, value: number.value };
  if (kind === 'indexed') return { ...base, end: number.end, field: entry };
  const name = entry ? undefined : readString(bytes, number.end);
  if (name && 'code' in name) return name;
  const value = readString(bytes, name?.end ?? number.end);
  if ('code' in value) return value;
  const field = { name: entry?.name ?? name?.text ?? '', value: value.text };
  return { ...base, end: value.end, name, value, field };
}

/** RFC 7541 (5.2). */
function readString(bytes: Uint8Array, at: number): Literal | HpackProblem {
  const length = decodeInteger(bytes, at, 7);
  if (!length.ok) return { code: length.problem, at, end: length.end };
  const end = length.end + length.value;
  if (end > bytes.length) return { code: 'string-truncated', at, end: bytes.length, value: end - bytes.length };
  const data = bytes.subarray(length.end, end);
  const base = { at, dataAt: length.end, end };
  if (((bytes[at] ?? 0) & 0x80) === 0) return { ...base, huffman: false, text: textOf(data) };
  const { text, problem } = huffmanDecode(data);
  if (problem)
    return { code: problem.code, at: length.end + (problem.at >> 3), end: length.end + Math.ceil(problem.end / 8) };
  return { ...base, huffman: true, text };
}

function textOf(data: Uint8Array): string {
  let text = '';
  for (const octet of data) text += String.fromCharCode(octet);
  return text;
}
