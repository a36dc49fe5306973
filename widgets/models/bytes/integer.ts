/**
 * Whole numbers as digits: the bytes of a length field, the groups of seven bits of a varint, the digits of a chunk size.
 *
 * Network byte order puts the most significant digit first (RFC 1700, page 3); callers that want little-endian turn the
 * digits around. A number that is read stops growing at 2^53 - 1, the greatest that is exact here: every limit is below it,
 * so a length that was cut down is still too long. (RFC 9112 section 7.1: prevent errors due to integer overflow.)
 *
 * Left out: signed numbers. Their one reader, `framing/length-prefix.ts`, explains why it is a mistake.
 */

/** The greatest number that is read: 2^53 - 1. It stands for itself and for everything above it. */
export const greatest = Number.MAX_SAFE_INTEGER;

/** The number with these digits, the most significant first, in base `radix`; at most `greatest`. */
export function fromDigits(digits: readonly number[], radix: number): number {
  return digits.reduce((value, digit) => Math.min(value * radix + digit, greatest), 0);
}

/**
 * The digits of a number from 0 to `greatest` in base `radix`, the most significant first: `width` of them, where what does
 * not fit is cut off at the top, as a conversion in C does; or with width 0 as many as there are, one at least.
 */
export function toDigits(value: number, radix: number, width: number): number[] {
  const digits: number[] = [];
  let rest = value;
  do {
    digits.unshift(rest % radix);
    rest = Math.floor(rest / radix);
  } while (width > 0 ? digits.length < width : rest > 0);
  return digits;
}

/** The bytes of a field that is kept as a string with one character for each byte. */
export function fieldBytes(field: string): number[] {
  return Array.from(field, (byte) => byte.charCodeAt(0));
}
