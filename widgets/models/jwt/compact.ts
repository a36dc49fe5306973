/**
 * The compact serialization: three parts with two dots are a JWS, five parts with four dots a JWE.
 *
 * Follows RFC 7515 sections 3.1 and 7.1, RFC 7516 sections 3.1 and 9, RFC 7519 section 7.2 (steps 1 to 6, 10). Nothing is
 * verified here: this is what anybody can read who holds the token.
 *
 * Left out: the JSON serializations (RFC 7515 section 7.2), which RFC 7519 section 3 does not allow for a JWT.
 */
import { decodeUtf8, encodeUtf8, type Span } from '../bytes/utf8.ts';
import { type Base64urlText, decodeBase64url } from './base64url.ts';
import { type Json, type JsonFailure, type JsonText, parseJson } from './json.ts';

/** For the reader: a longer text is not taken apart. Servers refuse header fields far shorter than this. */
export const longestToken = 65_536;

export interface Part extends Span, Base64urlText {
  readonly text: string;
}

export type StructureCode = 'empty' | 'too-long' | 'bearer' | 'json' | 'pem' | 'no-dots' | 'dots';

export interface StructureFailure extends Span {
  readonly code: StructureCode;
  /** Dots, or characters where it is too long. */
  readonly count: number;
}

export interface Token {
  readonly form: 'jws' | 'jwe' | 'other';
  readonly parts: readonly Part[];
  readonly failure: StructureFailure | undefined;
}

/** Takes a token apart. Linear in at most 65,536 characters; never throws. */
export function parseCompact(text: string): Token {
  const other = (code: StructureCode, at: number, end: number, count: number): Token => ({
    form: 'other',
    parts: code === 'dots' ? partsOf(text) : [],
    failure: { code, at, end, count },
  });
  if (text === '') return other('empty', 0, 0, 0);
  if (text.length > longestToken) return other('too-long', longestToken, text.length, text.length);
  const bearer = /^\s*(?:Authorization:\s*)?Bearer\s+/i.exec(text);
  if (bearer) return other('bearer', 0, bearer[0].length, 0);
  if (/^\s*[{[]/.test(text)) return other('json', 0, 1, 0);
  if (/^\s*-----BEGIN/.test(text)) return other('pem', 0, text.length, 0);
  const dots = [...text.matchAll(/\./g)].map(({ index }) => index);
  if (dots.length === 2 || dots.length === 4) {
    return { form: dots.length === 2 ? 'jws' : 'jwe', parts: partsOf(text), failure: undefined };
  }
  if (dots.length === 0) return other('no-dots', 0, text.length, 0);
  // Too many: the first dot that a JWS has no room for. Too few: the end, where one is missing.
  const [at = text.length] = dots.slice(2);
  return other('dots', at, dots.length > 2 ? at + 1 : text.length, dots.length);
}

/** More parts than anybody can look at are not decoded. */
const mostParts = 12;

function partsOf(text: string): Part[] {
  let at = 0;
  return text.split('.', mostParts).map((part) => {
    const from = at;
    at += part.length + 1;
    return { text: part, at: from, end: from + part.length, ...decodeBase64url(part, from) };
  });
}

/** The text of a part and the JSON in it. */
export interface Decoded extends JsonText {
  readonly text: string;
  /** The first place where the bytes are not UTF-8, in bytes (RFC 7515 section 5.2, step 3). */
  readonly notUtf8: Span | undefined;
}

/** Decodes a part as JSON. Linear; never throws. */
export function decodePart({ bytes }: Part): Decoded {
  const { text, errors } = decodeUtf8(bytes);
  // A byte order mark is no white space: JSON has no such character (RFC 8259 section 8.1).
  return { text, notUtf8: errors[0], ...parseJson(text) };
}

/** Where in the token a span of the decoded text stands: base64url has four characters for three bytes. */
export function spanInToken(part: Part, text: string, { at, end }: Span): Span {
  const byte = encodeUtf8(text.slice(0, at)).length;
  const last = byte + Math.max(1, encodeUtf8(text.slice(at, end)).length);
  return spanOfBytes(part, { at: byte, end: last });
}

/** Where in the token these bytes of a part stand. */
export function spanOfBytes(part: Part, { at, end }: Span): Span {
  const from = Math.min(part.end, part.at + Math.floor((at * 4) / 3));
  return { at: from, end: Math.max(from, Math.min(part.end, part.at + Math.ceil((end * 4) / 3))) };
}

export type { Json, JsonFailure };
