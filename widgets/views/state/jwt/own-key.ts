// A key as a reader pastes it: a JWK, a PEM text, or a shared secret as it stands.
import { encodeUtf8 } from '../../../models/bytes/utf8.ts';
import { type Key, parseJwk } from '../../../models/jwt/keys.ts';

export interface OwnKey {
  readonly key: Key | undefined;
  /** What was read, or what is wrong: the view has a sentence for each. */
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Longer texts are no key. */
const longest = 20_000;

export function readKey(text: string): OwnKey {
  const typed = text.trim();
  if (typed === '') return { key: undefined, code: 'none', values: {} };
  if (typed.length > longest) return { key: undefined, code: 'too-long', values: { count: typed.length } };
  if (typed.startsWith('{') || typed.startsWith('[')) {
    const { key, failure } = parseJwk(typed);
    if (!failure) return { key, code: key && 'private' in key && key.private ? 'private' : 'read', values: { kty: key?.kty ?? '' } };
    return { key: undefined, code: failure.code, values: { name: failure.name, place: failure.at + 1 } };
  }
  return { key: { kty: 'oct', k: encodeUtf8(typed) }, code: 'secret', values: { bits: 8 * encodeUtf8(typed).length } };
}
