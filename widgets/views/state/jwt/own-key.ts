// A key as a reader pastes it: a JWK, a PEM text, or a shared secret as it stands.
import { encodeUtf8 } from '../../../models/bytes/utf8.ts';
import { type Key, parseJwk } from '../../../models/jwt/keys.ts';
import { parsePemKey } from '../../../models/jwt/pem-key.ts';

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
    if (key) return { key, code: codeOf(key), values: { kty: key.kty } };
    if (!failure) return { key, code: 'kty', values: { name: '', place: 1 } };
    return { key: undefined, code: failure.code, values: { name: failure.name, place: failure.at + 1 } };
  }
  if (/-----|[\u2010-\u2015] ?BEGIN/.test(typed)) {
    const { key, oneLine, failure } = parsePemKey(typed);
    if (key) return { key, code: oneLine ? 'one-line' : codeOf(key), values: { kty: key.kty } };
    return {
      key,
      code: failure?.code ?? 'pem',
      values: { name: failure?.detail ?? '', place: (failure?.at ?? 0) + 1 },
    };
  }
  return { key: { kty: 'oct', k: encodeUtf8(typed) }, code: 'secret', values: { bits: 8 * encodeUtf8(typed).length } };
}

const codeOf = (key: Key): string => (key.kty === 'oct' ? 'shared' : key.private ? 'private' : 'public');
