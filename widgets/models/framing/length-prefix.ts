/**
 * Messages that announce their length: one, two or four bytes in either byte order, or a varint.
 *
 * The varint is that of Protocol Buffers (little-endian base 128, LEB128): seven bits a byte, the least significant first,
 * the top bit says that more follow. It has ten bytes at most, and need not be the shortest, as there.
 *
 * The limit is the point of this framing. Four bytes can announce 4 GiB; a receiver that allocates first and asks later is
 * ended by four bytes. Here nothing is allocated for an announcement, and one above the limit is a failure.
 *
 * For the reader: `signed` reads the field in two's complement, as `int` does in C or Java: a length of ff ff ff ff is
 * then -1, and passes a check that only asks for "not above the limit". The model names it instead of going on with it.
 * A varint is always read unsigned.
 *
 * Left out: lengths that count themselves, as PostgreSQL's do. Those of Kafka, of TLS records and of DNS over TCP do not.
 */
import { fieldBytes, fromDigits, greatest, toDigits } from '../bytes/integer.ts';
import { type Draft, deliver, type Failure, failure, type Put, want } from './stream.ts';

/** Every message follows its length. */
export interface LengthPrefixFraming {
  readonly kind: 'length-prefix';
  readonly field: 'u8' | 'u16' | 'u32' | 'varint';
  /** The order of the bytes of the length; a varint has none. Network byte order is big-endian. */
  readonly order: 'big-endian' | 'little-endian';
  /** Reads the length as a signed number, which is a mistake. The sender is not affected. */
  readonly signed: boolean;
  /** The longest message the receiver takes. */
  readonly limitBytes: number;
}

/** Bytes of the length field; 0 for a varint, which says so itself. */
const widths = { u8: 1, u16: 2, u32: 4, varint: 0 } as const;

/** The longest varint: 64 bits at seven a byte. */
const longestVarint = 10;

/** The greatest length that the field can announce, in bytes. */
export function longestMessage(field: LengthPrefixFraming['field']): number {
  return field === 'varint' ? greatest : 256 ** widths[field] - 1;
}

/** The length, then the payload. Fails with `message-too-long`, `length-negative` or `varint-too-long`. */
export function stepLengthPrefix(framing: LengthPrefixFraming, draft: Draft, byte: number): Failure | undefined {
  const { field, phase } = draft;
  const width = widths[framing.field];
  if (phase === 'start') return want(draft, 'length', width || 1);
  if (phase === 'payload') return deliver(draft);
  if (width === 0 && byte > 127) {
    return field.length < longestVarint ? want(draft, 'length', 1, field) : failure(draft, 'varint-too-long');
  }
  const value = readLength(framing, field);
  const limit = framing.limitBytes;
  if (value < 0) return failure(draft, 'length-negative', { value });
  if (value > limit) return failure(draft, 'message-too-long', { value, limit });
  return want(draft, 'payload', value);
}

/** The length that a complete field announces. */
function readLength(framing: LengthPrefixFraming, field: string): number {
  const width = widths[framing.field];
  const radix = width > 0 ? 256 : 128;
  const digits = fieldBytes(field).map((digit) => digit % radix);
  if (width === 0 || framing.order === 'little-endian') digits.reverse();
  const length = fromDigits(digits, radix);
  const top = 256 ** width;
  return framing.signed && width > 0 && length * 2 >= top ? length - top : length;
}

/** Writes the length, unsigned, and the message. The length must fit (`checkFraming`). */
export function writeLengthPrefix(framing: LengthPrefixFraming, message: Uint8Array, put: Put): void {
  put('length', lengthField(framing, message.length));
  put('payload', message);
}

/**
 * The bytes of a length field that announces `length`, 0 to `longestMessage(field)`, whatever follows: for a field that
 * lies. What does not fit is cut off at the top.
 */
export function lengthField(framing: LengthPrefixFraming, length: number): readonly number[] {
  const width = widths[framing.field];
  if (width > 0) {
    const digits = toDigits(length, 256, width);
    return framing.order === 'big-endian' ? digits : digits.reverse();
  }
  // Every digit but the most significant one says that more follow.
  const marked = toDigits(length, 128, 0).map((digit, k) => digit + (k > 0 ? 128 : 0));
  return marked.reverse();
}
