// A TCP segment as bytes: what each bit of the header is, read and written.
//
// Follows RFC 9293 section 3.1 (header, options 0 to 2, checksum over the pseudo-header of 3.1), RFC 7323 sections 2.2
// and 3.2 (window scale, timestamps), RFC 2018 sections 2 and 3 (SACK), RFC 3168 section 6.1 (ECE, CWR).
// Leaves out Fast Open, MD5 and every other option: they are shown by kind and length. What is wrong is a value with
// the field and the byte, never an exception, and what could be read before it is handed back.

export type FieldName =
  | 'source-port'
  | 'destination-port'
  | 'sequence'
  | 'acknowledgement'
  | 'offset'
  | 'reserved'
  | 'flags'
  | 'window'
  | 'checksum'
  | 'urgent'
  | OptionName
  | 'data';

export type OptionName = 'end' | 'nop' | 'mss' | 'window-scale' | 'sack-permitted' | 'sack' | 'timestamps' | 'unknown';

/** A run of bits that has one meaning. */
export interface Piece {
  readonly field: FieldName;
  /** Of an option: kind and length, its first and its second value. */
  readonly part?: 'kind' | 'value' | 'echo';
  /** Bits from the start of the header, half-open. */
  readonly from: number;
  readonly to: number;
  /** As an unsigned number; of data and SACK blocks only the bits matter. */
  readonly value: number;
}

export type WireCode =
  /** The bytes end inside the fixed header. */
  | 'too-short'
  /** RFC 9293 (3.1): the header has at least five words. */
  | 'offset-too-small'
  /** The header would be longer than the segment. */
  | 'offset-too-large'
  /** An option of length 0 or 1: it does not even hold its own kind and length. */
  | 'option-too-small'
  /** An option that runs over the end of the header. */
  | 'option-too-long'
  /** The last byte of the header is a kind that wants a length. */
  | 'option-cut-off'
  /** A known option of a length that it does not have. */
  | 'option-odd-length';

export interface WireFailure {
  readonly code: WireCode;
  readonly field: FieldName;
  /** The byte that is wrong, from the start of the header. */
  readonly at: number;
  readonly values: Readonly<Record<string, number>>;
}

export interface Wire {
  readonly pieces: readonly Piece[];
  /** Everything wrong, in order; the reading of options ends at the first that leaves no way on. */
  readonly failures: readonly WireFailure[];
  /** Where data begin, in bytes: the end of the header, or of the bytes. */
  readonly headerEnd: number;
}

/** The fixed part: names and widths in bits, RFC 9293 figure 1. */
const fixed = [
  ['source-port', 16],
  ['destination-port', 16],
  ['sequence', 32],
  ['acknowledgement', 32],
  ['offset', 4],
  ['reserved', 4],
  ['flags', 8],
  ['window', 16],
  ['checksum', 16],
  ['urgent', 16],
] as const satisfies readonly (readonly [FieldName, number])[];

/** Length of the fixed header in bytes. */
export const fixedBytes = 20;

const options: Readonly<Record<number, { readonly field: OptionName; readonly length?: number }>> = {
  2: { field: 'mss', length: 4 },
  3: { field: 'window-scale', length: 3 },
  4: { field: 'sack-permitted', length: 2 },
  5: { field: 'sack' },
  8: { field: 'timestamps', length: 10 },
};

/** Reads a segment from the first byte of its TCP header to its last byte of data. Never throws. */
export function decodeSegment(bytes: Uint8Array): Wire {
  const pieces: Piece[] = [];
  const failures: WireFailure[] = [];
  const fail = (code: WireCode, field: FieldName, at: number, values: WireFailure['values'] = {}) =>
    failures.push({ code, field, at, values });
  let from = 0;
  for (const [field, width] of fixed) {
    const to = from + width;
    if (to > bytes.length * 8) {
      fail('too-short', field, bytes.length, { bytes: bytes.length, least: fixedBytes });
      return { pieces, failures, headerEnd: bytes.length };
    }
    pieces.push({ field, from, to, value: bitsOf(bytes, from, to) });
    from = to;
  }
  const words = (bytes[12] ?? 0) >> 4;
  const values = { words, bytes: 4 * words, length: bytes.length };
  if (4 * words < fixedBytes) fail('offset-too-small', 'offset', 12, values);
  if (4 * words > bytes.length) fail('offset-too-large', 'offset', 12, values);
  const headerEnd = Math.min(Math.max(4 * words, fixedBytes), bytes.length);
  decodeOptions(bytes, headerEnd, pieces, fail);
  if (headerEnd < bytes.length)
    pieces.push({ field: 'data', from: headerEnd * 8, to: bytes.length * 8, value: bytes.length - headerEnd });
  return { pieces, failures, headerEnd };
}

/** RFC 9293 (3.1): options fill the header from byte 20; kind 0 ends the list, kind 1 is a byte of padding. */
function decodeOptions(
  bytes: Uint8Array,
  end: number,
  pieces: Piece[],
  fail: (code: WireCode, field: FieldName, at: number, values?: WireFailure['values']) => void,
): void {
  const push = (field: FieldName, from: number, to: number, part?: Piece['part']) => {
    if (to > from)
      pieces.push({ field, from: from * 8, to: to * 8, value: bitsOf(bytes, from * 8, to * 8), ...(part && { part }) });
  };
  // Each round reads one byte at least, so the loop ends.
  for (let at = fixedBytes; at < end; ) {
    const kind = bytes[at] ?? 0;
    if (kind === 0) return push('end', at, end);
    if (kind === 1) {
      push('nop', at, ++at);
      continue;
    }
    const { field, length: known } = options[kind] ?? { field: 'unknown' as const };
    const length = bytes[at + 1] ?? 0;
    const values = { kind, length, end };
    const problem =
      at + 1 >= end
        ? 'option-cut-off'
        : length < 2
          ? 'option-too-small'
          : at + length > end
            ? 'option-too-long'
            : undefined;
    if (problem) {
      fail(problem, field, problem === 'option-cut-off' ? at : at + 1, values);
      return push(field, at, end, 'kind');
    }
    push(field, at, at + 2, 'kind');
    if (known !== undefined && length !== known) {
      fail('option-odd-length', field, at + 1, { ...values, known });
      push(field, at + 2, at + length, 'value');
    } else {
      const middle = field === 'timestamps' ? at + 6 : at + length;
      push(field, at + 2, middle, 'value');
      push(field, middle, at + length, 'echo');
    }
    at += length;
  }
}

/** The number in a run of at most 53 bits; longer runs give their last 32 bits. */
function bitsOf(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let bit = Math.max(from, to - 32); bit < to; bit++)
    value = value * 2 + (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
  return value;
}

/** The two addresses of the pseudo-header, IPv4, four bytes each. */
export interface Addresses {
  readonly source: readonly number[];
  readonly destination: readonly number[];
}

/**
 * The checksum that belongs into the segment, whatever stands there. RFC 9293 (3.1): the complement of the sum, in ones'
 * complement, of all 16-bit words of pseudo-header, header and data, with the checksum itself counted as zero.
 */
export function checksumOf(bytes: Uint8Array, { source, destination }: Addresses): number {
  const all = [...source, ...destination, 0, 6, bytes.length >> 8, bytes.length & 255, ...bytes];
  const at = 12 + 16;
  let sum = 0;
  for (let index = 0; index < all.length; index += 2)
    if (index !== at) sum += (all[index] ?? 0) * 256 + (all[index + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return ~sum & 0xffff;
}

/** The same bytes with their right checksum; too few bytes to hold one are returned as they are. */
export function withChecksum(bytes: Uint8Array, addresses: Addresses): Uint8Array {
  const sealed = Uint8Array.from(bytes);
  if (sealed.length < 18) return sealed;
  const sum = checksumOf(bytes, addresses);
  sealed.set([sum >> 8, sum & 255], 16);
  return sealed;
}

/** What a segment is written from; options are bytes already, a multiple of four of them. */
export interface Header {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly flags: number;
  readonly window: number;
  readonly urgent?: number;
  readonly options?: readonly number[];
  readonly data?: readonly number[];
}

/** Writes a segment with its checksum. Throws if the options do not fill whole words or are more than 40 bytes. */
export function encodeSegment(header: Header, addresses: Addresses): Uint8Array {
  const { options: extra = [], data = [], urgent = 0 } = header;
  if (extra.length % 4 || extra.length > 40)
    throw new Error(`Options of ${extra.length} bytes: give a multiple of 4, at most 40.`);
  const words = 5 + extra.length / 4;
  const two = (value: number) => [(value >> 8) & 255, value & 255];
  const four = (value: number) => [...two(value >>> 16), ...two(value & 0xffff)];
  return withChecksum(
    Uint8Array.from([
      ...two(header.sourcePort),
      ...two(header.destinationPort),
      ...four(header.sequence),
      ...four(header.acknowledgement),
      words << 4,
      header.flags,
      ...two(header.window),
      0,
      0,
      ...two(urgent),
      ...extra,
      ...data,
    ]),
    addresses,
  );
}
