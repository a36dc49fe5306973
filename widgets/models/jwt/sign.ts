/**
 * Makes a token: what is typed as header and payload, encoded as it stands, and signed.
 *
 * Follows RFC 7515 section 5.1. For the reader: the texts are not parsed and written anew, so that a token can be made of
 * whatever is typed, spaces, duplicates and mistakes included.
 */
import { encodeUtf8 } from '../bytes/utf8.ts';
import { type Algorithm, sign } from './algorithms.ts';
import { encodeBase64url } from './base64url.ts';
import type { Key } from './keys.ts';

/** Salt of PS256 for tokens that must come out alike each time; a real issuer draws one. 32 bytes. */
export const fixedSalt: Uint8Array = Uint8Array.from({ length: 32 }, (_, index) => 7 * index + 1);

/** The two first parts with their dot: what is signed (RFC 7515 section 5.1, step 5). */
export const signingInput = (header: string, payload: string): string =>
  `${encodeBase64url(encodeUtf8(header))}.${encodeBase64url(encodeUtf8(payload))}`;

/** The token, `undefined` where the key cannot sign with this algorithm. */
export function issue(
  algorithm: Algorithm,
  key: Key,
  header: string,
  payload: string,
  salt: Uint8Array = fixedSalt,
): string | undefined {
  const input = signingInput(header, payload);
  const signature = sign(algorithm, key, encodeUtf8(input), salt);
  return signature && `${input}.${encodeBase64url(signature)}`;
}
