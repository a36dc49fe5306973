/**
 * base64url without padding: how every part of a compact token is written.
 *
 * Follows RFC 4648 section 5 (the alphabet) and RFC 7515 section 2: all trailing `=` omitted, no line breaks, no white
 * space, no other characters. What is wrong is a value with a place, never an exception, and the bytes before it are kept.
 *
 * Differs: RFC 4648 section 3.5 lets a decoder ignore the bits that are left over in the last character; this one names
 * them, because with them one signature has several spellings.
 */
import type { Span } from '../bytes/utf8.ts';

export type Base64urlCode =
  /** `=`: the padding is left out (RFC 7515 section 2). */
  | 'padding'
  /** `+` or `/`: the alphabet of standard base64; base64url has `-` and `_` in their place. */
  | 'standard-alphabet'
  /** A space or a line break, as copying from a terminal leaves them. */
  | 'white-space'
  /** Any other character. */
  | 'character'
  /** One character is left over: it holds six bits, and a byte has eight. */
  | 'length'
  /** Bits left over in the last character are not zero: the same bytes have another spelling. */
  | 'trailing-bits';

/** What is wrong, and where: UTF-16 code units, counted from the offset that was handed in. */
export interface Base64urlFailure extends Span {
  readonly code: Base64urlCode;
  readonly character: string;
}

export interface Base64urlText {
  /** All bytes, or those before the failure. */
  readonly bytes: Uint8Array;
  readonly failure: Base64urlFailure | undefined;
}

export const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const values = new Map(Array.from(alphabet, (character, value) => [character, value]));

/** The six bits of a character, 0 to 63, or `undefined` for one that is not in the alphabet. */
export function sixBits(character: string): number | undefined {
  return values.get(character);
}

/** Bytes as base64url, without padding. Linear. */
export function encodeBase64url(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const left = Math.min(3, bytes.length - at);
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let place = 0; place <= left; place += 1) pieces.push(alphabet[(bits >> (18 - 6 * place)) & 63] ?? '');
  }
  return pieces.join('');
}

/** Reads base64url; `from` is added to every place. Linear; stops at the first failure; never throws. */
export function decodeBase64url(text: string, from = 0): Base64urlText {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let count = 0;
  let bits = 0;
  const failed = (code: Base64urlCode, at: number, character: string): Base64urlText => ({
    bytes: bytes.slice(0, count),
    failure: { code, at: from + at, end: from + at + character.length, character },
  });
  for (let at = 0; at < text.length; at += 1) {
    const value = values.get(text[at] ?? '');
    if (value === undefined) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
      return failed(codeOf(character), at, character);
    }
    bits = ((bits << 6) | value) & 0xffffff;
    const place = at % 4;
    // The second, third and fourth character of a group each complete a byte.
    if (place > 0) {
      bytes[count] = (bits >> (6 - 2 * place)) & 0xff;
      count += 1;
    }
  }
  const last = text.length - 1;
  const character = text[last] ?? '';
  if (text.length % 4 === 1) return failed('length', last, character);
  const spare = text.length % 4 === 2 ? 0xf : text.length % 4 === 3 ? 0x3 : 0;
  if ((bits & spare) !== 0) return failed('trailing-bits', last, character);
  return { bytes: bytes.slice(0, count), failure: undefined };
}

function codeOf(character: string): Base64urlCode {
  if (character === '=') return 'padding';
  if (character === '+' || character === '/') return 'standard-alphabet';
  return /\s/u.test(character) ? 'white-space' : 'character';
}
