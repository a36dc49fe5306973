/**
 * Header fields are octets. In this model a line is a string with one character for each octet (U+0000 to U+00FF), as in
 * the recordings; what a reader or a script writes is text and becomes UTF-8 here (draft-ietf-httpbis-rfc6265bis-22 5.8.3,
 * the note; WHATWG HTML, document.cookie).
 */
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';

/** The octets of a text as UTF-8, one character each. Lone surrogates become U+FFFD. */
export function octetsOf(text: string): string {
  let octets = '';
  for (const byte of encodeUtf8(text)) octets += String.fromCharCode(byte);
  return octets;
}

/** What the octets say as UTF-8, and whether they are UTF-8 throughout. */
export function textOf(octets: string): { readonly text: string; readonly valid: boolean } {
  const { text, errors } = decodeUtf8(Array.from(octets, (octet) => octet.charCodeAt(0) & 0xff));
  return { text, valid: errors.length === 0 };
}
