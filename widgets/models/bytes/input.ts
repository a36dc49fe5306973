/**
 * Bytes as a reader types them: as text, or as hexadecimal digits.
 *
 * The hexadecimal notation is that of RFC 4648 section 8 (base16), in either case, with white space between bytes. What is
 * wrong is a value with a place, never an exception, and the bytes before that place are handed back, so that a figure can
 * go on showing them. Both readers stop at a limit: a pasted megabyte costs no more than the limit does.
 *
 * Left out: prefixes such as 0x, commas and colons between bytes; they are named as invalid characters.
 */
import { type Span, utf8Bytes } from './utf8.ts';

/** What can be wrong with what a reader typed. */
export type InputCode =
  /** A character that is neither a hexadecimal digit nor white space. */
  | 'hex-digit-invalid'
  /** A digit that stands alone: a byte has two. */
  | 'hex-digits-odd'
  /** More bytes than `values.limit`. The span is everything from the first character that found no room. */
  | 'input-too-long';

/** What is wrong, and where: the span counts UTF-16 code units, as the selection of a text field does. */
export interface InputFailure extends Span {
  readonly code: InputCode;
  readonly values: Readonly<Record<string, number>>;
}

/** The bytes that were read, all of them or those before the failure. */
export interface Input {
  readonly bytes: Uint8Array;
  readonly failure: InputFailure | undefined;
}

/**
 * Reads text as UTF-8. At most `limit` bytes are returned, and never part of a character. A lone surrogate becomes U+FFFD,
 * as it does when a browser sends it. Never throws.
 */
export function parseText(text: string, limit: number): Input {
  const bytes: number[] = [];
  let at = 0;
  for (const character of text) {
    const encoded = utf8Bytes(character);
    if (bytes.length + encoded.length > limit) return input(bytes, 'input-too-long', at, text.length, { limit });
    bytes.push(...encoded);
    at += character.length;
  }
  return input(bytes);
}

/**
 * Reads hexadecimal digits, two to a byte, in either case. White space may stand between bytes, not inside one. At most
 * `limit` bytes are returned. Never throws.
 */
export function parseHex(text: string, limit: number): Input {
  const bytes: number[] = [];
  // White space, a byte, a digit that stands alone, or perhaps a digit and a character that does not belong here.
  for (const { 0: part, 1: byte, 2: digit, index } of text.matchAll(
    /\s+|([\da-f]{2})|([\da-f])(?=\s|$)|[\da-f]?\S/giu,
  )) {
    if (byte && bytes.length < limit) bytes.push(Number.parseInt(byte, 16));
    else if (byte) return input(bytes, 'input-too-long', index, text.length, { limit });
    else if (digit) return input(bytes, 'hex-digits-odd', index, index + 1);
    else if (part.trim()) {
      const at = index + (/^[\da-f]./i.test(part) ? 1 : 0);
      return input(bytes, 'hex-digit-invalid', at, index + part.length);
    }
  }
  return input(bytes);
}

function input(
  bytes: readonly number[],
  code?: InputCode,
  at = 0,
  end = 0,
  values: InputFailure['values'] = {},
): Input {
  return { bytes: Uint8Array.from(bytes), failure: code && { code, at, end, values } };
}

/** Bytes as `parseHex` reads them: two lower-case digits each, one space between. Empty for no bytes. */
export function formatHex(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
