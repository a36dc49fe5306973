// Sequence numbers: a space of 2^32 values that wraps, so that "before" and "after" are relative.
//
// Follows RFC 9293 section 3.4. The difference of two numbers is read as signed 32 bits; the comparison
// therefore means something only for numbers less than 2^31 apart, which is all that TCP asks of it.

/** A sequence number: an integer from 0 to 2^32 - 1. */
export type Seq = number & { readonly space: 'sequence' };

/** The sequence number that `value` is congruent to modulo 2^32. */
export const seq = (value: number): Seq => (value >>> 0) as Seq;

/** The number `bytes` further on, modulo 2^32; `bytes` may be negative. */
export const advance = (from: Seq, bytes: number): Seq => seq(from + bytes);

/** How far `a` is ahead of `b`, from -2^31 to 2^31 - 1. RFC 9293 (3.4): "<" and "=<" are modulo 2^32. */
export const ahead = (a: Seq, b: Seq): number => (a - b) | 0;
