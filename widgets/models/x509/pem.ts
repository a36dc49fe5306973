/**
 * PEM: DER in base64 between two lines. Reads what a person pastes, and says what is wrong with it and where.
 *
 * Follows RFC 7468 section 2 (explanatory text may stand before a block), section 3 (lax parsing: any line length, white space
 * inside), sections 5, 10, 13; RFC 1421 4.6.1.1 for the header of an old key with a password. Text without a block is read as
 * hexadecimal digits or as base64, because that is what pages and tools print.
 *
 * Left out: headers other than the one that says that the key is encrypted; they are skipped.
 */
import type { Span } from '../bytes/utf8.ts';

/** What can be wrong with the text. */
export type PemCode =
  | 'pem-empty'
  /** Neither a block nor hexadecimal digits nor base64. */
  | 'pem-not-recognised'
  /** No END line; the text was cut. */
  | 'pem-no-end'
  /** The END line names another label than the BEGIN line. */
  | 'pem-labels-differ'
  /** An END line before any BEGIN line. */
  | 'pem-no-begin'
  /** The dashes are not five minus signs: a typewriter was too clever. */
  | 'pem-dashes'
  /** Nothing between the lines. */
  | 'pem-block-empty'
  /** A character that base64 does not have. */
  | 'pem-character'
  /** A padding sign before the end, or the wrong number of them. */
  | 'pem-padding'
  /** One character too many or too few: the number of characters, without padding, leaves 1 after division by 4. */
  | 'pem-length'
  /** Base64 with - and _ for + and /, as tokens have it. */
  | 'pem-url-alphabet'
  /** One digit too many in hexadecimal. */
  | 'hex-odd'
  | 'pem-too-long';

/** What is wrong. The span counts UTF-16 code units of the text. */
export interface PemFailure extends Span {
  readonly code: PemCode;
  readonly values: Readonly<Record<string, number | string>>;
}

/** One block: its label and its bytes. `label` is empty where the text was hexadecimal digits or bare base64. */
export interface PemBlock extends Span {
  readonly label: string;
  readonly bytes: Uint8Array;
  /** The old header "Proc-Type: 4,ENCRYPTED" stands in it: a key with a password. */
  readonly encrypted: boolean;
}

/** The blocks in order, all of them or those before the failure. */
export interface Pem {
  readonly blocks: readonly PemBlock[];
  readonly failure: PemFailure | undefined;
}

/** Longer text is not read: a chain has some ten kilobytes. */
export const longestPem = 262144;

const begin = /-----BEGIN ([^\n\r-]*(?:-[^\n\r-]+)*)-----/g;

/** Reads all blocks of a text. Never throws. Linear in its length. */
export function parsePem(text: string): Pem {
  const blocks: PemBlock[] = [];
  const fail = (code: PemCode, at: number, end: number, values: PemFailure['values'] = {}): Pem => ({
    blocks,
    failure: { code, at, end, values },
  });
  if (text.length > longestPem) return fail('pem-too-long', longestPem, text.length, { limit: longestPem });
  if (!text.trim()) return fail('pem-empty', 0, text.length);
  const starts = Array.from(text.matchAll(begin));
  if (starts.length === 0) return bare(text);
  for (const [index, start] of starts.entries()) {
    const label = start[1] ?? '';
    const from = start.index + start[0].length;
    const next = starts[index + 1]?.index ?? text.length;
    const ending = /-----END ([^\n\r-]*(?:-[^\n\r-]+)*)-----/.exec(text.slice(from, next));
    if (!ending) {
      // A dash that is no minus sign, or fewer of them, or nothing at all.
      const almost = /[-\u2010-\u2015\u2212]+ ?END[^\n]*/.exec(text.slice(from, next));
      if (almost) return fail('pem-dashes', from + almost.index, from + almost.index + almost[0].length);
      return fail('pem-no-end', start.index, next, { label });
    }
    const at = from + ending.index;
    const end = at + ending[0].length;
    if (ending[1] !== label) return fail('pem-labels-differ', at, end, { label, other: ending[1] ?? '' });
    const { skip, encrypted } = headers(text.slice(from, at));
    const body = decodeBase64(text.slice(from + skip, at), from + skip);
    if (body.failure) return { blocks, failure: body.failure };
    if (body.bytes.length === 0) return fail('pem-block-empty', start.index, end, { label });
    blocks.push({ label, bytes: body.bytes, encrypted, at: start.index, end });
  }
  return { blocks, failure: undefined };
}

/** RFC 1421 4.4: lines with a colon, then an empty line. Base64 has no colon. */
function headers(body: string): { readonly skip: number; readonly encrypted: boolean } {
  const found = /^\s*(?:[\w-]+:[^\n]*\n)+\s*/.exec(body);
  return found ? { skip: found[0].length, encrypted: /ENCRYPTED/.test(found[0]) } : { skip: 0, encrypted: false };
}

/** Text without a BEGIN line. */
function bare(text: string): Pem {
  const fail = (code: PemCode, at: number, end: number, values: PemFailure['values'] = {}): Pem => ({
    blocks: [],
    failure: { code, at, end, values },
  });
  const dashes = /[-\u2010-\u2015\u2212]+ ?(BEGIN|END)[^\n]*/.exec(text);
  if (dashes) {
    const { 0: line, 1: word, index } = dashes;
    return fail(word === 'END' && line.startsWith('-----') ? 'pem-no-begin' : 'pem-dashes', index, index + line.length);
  }
  const digits = text.replace(/0x|[\s:,]/gi, '');
  if (/^[\da-f]+$/i.test(digits)) {
    if (digits.length % 2 === 1) return fail('hex-odd', 0, text.length, { digits: digits.length });
    const bytes = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    return { blocks: [{ label: '', bytes, encrypted: false, at: 0, end: text.length }], failure: undefined };
  }
  // DER begins with 30, and with a long length: "MI" in base64. Anything else is some other text.
  if (/^\s*M[A-P]/.test(text)) {
    const { bytes, failure } = decodeBase64(text, 0);
    if (failure) return { blocks: [], failure };
    return { blocks: [{ label: '', bytes, encrypted: false, at: 0, end: text.length }], failure: undefined };
  }
  return fail('pem-not-recognised', 0, text.length);
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 (RFC 4648 4) with any white space inside. Places count from `base`. */
export function decodeBase64(
  text: string,
  base: number,
): { readonly bytes: Uint8Array; readonly failure: PemFailure | undefined } {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let length = 0;
  let bits = 0;
  let count = 0;
  let padding = 0;
  const stop = (code: PemCode, at: number, end: number, values: PemFailure['values'] = {}) => ({
    bytes: bytes.subarray(0, length),
    failure: { code, at: base + at, end: base + end, values },
  });
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (/\s/.test(character)) continue;
    if (character === '=') {
      padding += 1;
      continue;
    }
    const value = alphabet.indexOf(character);
    if (value < 0) {
      if (character === '-' || character === '_') return stop('pem-url-alphabet', at, at + 1, { character });
      const point = text.codePointAt(at) ?? 0;
      return stop('pem-character', at, at + (point > 0xffff ? 2 : 1), { character: String.fromCodePoint(point) });
    }
    if (padding > 0) return stop('pem-padding', at, at + 1);
    bits = ((bits << 6) | value) & 0xffffff;
    count += 1;
    if (count % 4 === 0) {
      bytes[length] = bits >> 16;
      bytes[length + 1] = (bits >> 8) & 0xff;
      bytes[length + 2] = bits & 0xff;
      length += 3;
    }
  }
  const rest = count % 4;
  if (rest === 1) return stop('pem-length', 0, text.length, { count });
  // Missing padding is taken (section 3), too much of it or some without need is not.
  if (padding > 0 && padding !== (4 - rest) % 4) return stop('pem-padding', 0, text.length);
  if (rest === 2) bytes[length++] = (bits >> 4) & 0xff;
  if (rest === 3) {
    bytes[length++] = (bits >> 10) & 0xff;
    bytes[length++] = (bits >> 2) & 0xff;
  }
  return { bytes: bytes.slice(0, length), failure: undefined };
}

/** Base64 with `=`, in lines of 64 characters between the two lines of a block (RFC 7468 section 2). */
export function formatPem(label: string, bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [one = 0, two = 0, three = 0] = bytes.subarray(at, at + 3);
    const bits = (one << 16) | (two << 8) | three;
    const left = Math.min(3, bytes.length - at);
    for (let digit = 0; digit < 4; digit += 1) {
      text += digit <= left ? alphabet[(bits >> (18 - 6 * digit)) & 63] : '=';
    }
  }
  return `-----BEGIN ${label}-----\n${text.replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`;
}
