/**
 * Secrets that people type where a random key belongs, and the search for one in a list.
 *
 * RFC 7518 section 3.2 and RFC 8725 section 3.5: a key for HS256 has at least 256 bits and is no password. With one token in
 * hand the search needs no server: RFC 8725 section 2.2 calls it offline.
 *
 * For the reader: sixty words, several of them out of the examples that libraries and tutorials ship. Real lists have tens
 * of millions, and a graphics card tries them in less than a second.
 */
import { encodeUtf8 } from '../bytes/utf8.ts';
import { isAlgorithm, keyTypeOf, verifySignature } from './algorithms.ts';
import { decodePart, parseCompact } from './compact.ts';
import { isObject } from './json.ts';

export const weakSecrets: readonly string[] =
  `123456 password 12345678 qwerty 123456789 12345 1234 111111 1234567 dragon 123123 baseball abc123 football monkey
   letmein shadow master 696969 michael superman 000000 test admin root changeme default jwt key token private public
   mysecret my-secret supersecret super-secret secretkey secret-key secret_key my_secret_key jwtsecret jwt-secret
   jwt_secret s3cr3t S3cr3t! topsecret shhhhh keyboard-cat your-secret your-secret-key your-256-bit-secret
   your-384-bit-secret your-512-bit-secret a-string-secret-at-least-256-bits-long hmacsecret example helloworld
   secret`.split(/\s+/);

export interface Search {
  /** How many words were tried. */
  readonly tried: number;
  /** `undefined`: none of the words. */
  readonly secret: string | undefined;
}

/** Tries every word as the secret of an HS256, HS384 or HS512 token. At most as many HMACs as there are words. */
export function findSecret(text: string, words: readonly string[] = weakSecrets): Search {
  const none = { tried: 0, secret: undefined };
  const { form, parts } = parseCompact(text);
  const [first, second, third] = parts;
  if (form !== 'jws' || !first || !second || !third) return none;
  const header = decodePart(first).value;
  const alg = isObject(header) ? header.get('alg') : undefined;
  if (typeof alg !== 'string' || !isAlgorithm(alg) || keyTypeOf(alg) !== 'oct') return none;
  const input = encodeUtf8(text.slice(0, second.end));
  const index = words.findIndex((word) =>
    verifySignature(alg, { kty: 'oct', k: encodeUtf8(word) }, input, third.bytes),
  );
  return index < 0 ? { tried: words.length, secret: undefined } : { tried: index + 1, secret: words[index] };
}
