/**
 * DER, written: the counterpart of der.ts. What is written here is read there as it was meant.
 *
 * Follows X.690 8 and 10: definite lengths in the fewest octets, INTEGER and OBJECT IDENTIFIER in the fewest octets.
 *
 * Left out: the sorting of a SET; the sets of names have one member.
 */
import { encodeUtf8 } from '../bytes/utf8.ts';
import { context, tags } from './der.ts';
import { fromSeconds } from './time.ts';

/** Bytes after one another. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A value: identifier octet, length, contents. */
export function tlv(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = concat(...contents);
  return concat(Uint8Array.of(tag, ...lengthBytes(content.length)), content);
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length];
  const digits: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
  return [0x80 | digits.length, ...digits];
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => tlv(tags.sequence, ...parts);
export const set = (...parts: readonly Uint8Array[]): Uint8Array => tlv(tags.set, ...parts);
export const octetString = (...parts: readonly Uint8Array[]): Uint8Array => tlv(tags.octetString, ...parts);
export const boolean = (value: boolean): Uint8Array => tlv(tags.boolean, Uint8Array.of(value ? 0xff : 0));
export const nothing = (): Uint8Array => tlv(tags.null);

/** An explicit tag: [n] around a value. */
export const explicit = (number: number, ...parts: readonly Uint8Array[]): Uint8Array =>
  tlv(context(number, true), ...parts);

/** An INTEGER from 0 up. */
export function integer(value: bigint | number): Uint8Array {
  const hex = BigInt(value).toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  const bytes = Array.from(even.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return tlv(tags.integer, Uint8Array.from((bytes[0] ?? 0) & 0x80 ? [0, ...bytes] : bytes));
}

/** A BIT STRING of whole bytes. */
export const bitString = (bytes: Uint8Array): Uint8Array => tlv(tags.bitString, Uint8Array.of(0), bytes);

/** A BIT STRING of named flags: trailing zero bits are left away (X.690 11.2.2). */
export function flags(bits: readonly number[]): Uint8Array {
  const last = Math.max(-1, ...bits);
  const bytes = new Uint8Array(Math.ceil((last + 1) / 8));
  for (const bit of bits) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return tlv(tags.bitString, Uint8Array.of((8 - ((last + 1) % 8)) % 8), bytes);
}

/** An OBJECT IDENTIFIER from dotted decimal. */
export function oid(dotted: string): Uint8Array {
  const [root = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  return tlv(tags.oid, Uint8Array.from([root * 40n + second, ...rest].flatMap(arc)));
}

function arc(value: bigint): number[] {
  const digits: number[] = [];
  let rest = value;
  do {
    digits.unshift(Number(rest & 0x7fn) | (digits.length > 0 ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return digits;
}

export const utf8String = (text: string): Uint8Array => tlv(tags.utf8String, encodeUtf8(text));

/** Text of ASCII under any tag: an IA5String in a choice. What is not ASCII becomes UTF-8 and is refused by readers. */
export const asciiString = (tag: number, text: string): Uint8Array => tlv(tag, encodeUtf8(text));

/** A time as RFC 5280 4.1.2.5 wants it: UTCTime up to 2049, GeneralizedTime after. */
export function time(seconds: number): Uint8Array {
  const { year, month, day, hour, minute, second } = fromSeconds(seconds);
  const rest = [month, day, hour, minute, second].map((part) => String(part).padStart(2, '0')).join('');
  const short = year >= 1950 && year < 2050;
  const head = short ? String(year % 100).padStart(2, '0') : String(year).padStart(4, '0');
  return asciiString(short ? tags.utcTime : tags.generalizedTime, `${head}${rest}Z`);
}
