/**
 * A verifier as a list of named checks, each with its clause, and the mistakes that leave one out.
 *
 * Follows RFC 7519 section 7.2, RFC 7515 section 5.2, and RFC 8725 section 3. The order is theirs: what stands in the token
 * is believed after its signature, not before. The clock and all expectations are arguments.
 *
 * Stricter than RFC 7519: `exp` must be there, and `iss` and `aud` where one is expected (the application decides: section
 * 4.1). Left out: `typ`, `kid`, `sub`, `jti`; unencoded payloads (RFC 7797): a `crit` that names `b64` is refused.
 */
import { encodeUtf8, type Span } from '../bytes/utf8.ts';
import { type Algorithm, isAlgorithm, keyTypeOf, leastBits, longEnough, verifySignature } from './algorithms.ts';
import { type Decoded, decodePart, type Part, parseCompact, spanInToken, spanOfBytes, type Token } from './compact.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { type Key, keyBits } from './keys.ts';

export const checkIds = [
  'structure',
  'base64url',
  'json',
  'duplicates',
  'alg',
  'crit',
  'key',
  'strength',
  'signature',
  'exp',
  'nbf',
  'iat',
  'iss',
  'aud',
] as const;
export type CheckId = (typeof checkIds)[number];

/** What a careless verifier does. */
export const mistakes = [
  'decode-only',
  'trust-alg',
  'accept-none',
  'rs-to-hs',
  'weak-secret',
  'no-exp',
  'no-aud',
  'no-iss',
] as const;
export type Mistake = (typeof mistakes)[number];

export interface Verifier {
  readonly algorithm: Algorithm;
  readonly key: Key | undefined;
  /** The key's PEM text, where it has one: what a confused verifier hands to HMAC. */
  readonly pem: string | undefined;
  /** Empty: whoever issued it. */
  readonly issuer: string;
  readonly audience: string;
  /** Seconds since 1970-01-01 (NumericDate). */
  readonly now: number;
  readonly leewayS: number;
  readonly mistakes: readonly Mistake[];
}

/** `skipped`: a mistake leaves the check out, and it would have failed. `blind`: left out, and nothing was lost. */
export type Verdict = 'passed' | 'failed' | 'skipped' | 'blind' | 'not-reached';

export interface Check {
  readonly id: CheckId;
  readonly verdict: Verdict;
  /** What was found, as a word that the view has a sentence for. */
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** The place in the token, where there is one. */
  readonly span: Span | undefined;
}

export interface Verification {
  readonly token: Token;
  readonly header: Decoded | undefined;
  readonly payload: Decoded | undefined;
  readonly checks: readonly Check[];
  readonly accepted: boolean;
  /** The first check that failed. */
  readonly failed: Check | undefined;
}

/** Where each check comes from: RFC and section. */
export const clauses: Readonly<Record<CheckId, readonly [rfc: number, section: string]>> = {
  structure: [7515, '7.1'],
  base64url: [7515, '5.2'],
  json: [7519, '7.2'],
  duplicates: [7515, '4'],
  alg: [8725, '3.1'],
  crit: [7515, '4.1.11'],
  key: [8725, '3.1'],
  strength: [7518, '3.2'],
  signature: [7515, '5.2'],
  exp: [7519, '4.1.4'],
  nbf: [7519, '4.1.5'],
  iat: [7519, '4.1.6'],
  iss: [7519, '4.1.1'],
  aud: [7519, '4.1.3'],
};

/** What RFC 8725 says against each mistake. */
export const forbiddenBy: Readonly<Record<Mistake, string>> = {
  'decode-only': '3.3',
  'trust-alg': '3.1',
  'accept-none': '3.2',
  'rs-to-hs': '3.1',
  'weak-secret': '3.5',
  // RFC 8725 has no clause of its own for `exp`: RFC 7519 section 4.1.4 has the MUST NOT.
  'no-exp': '',
  'no-aud': '3.9',
  'no-iss': '3.8',
};

type Found = readonly [code: string, values?: Check['values'], span?: Span];

/** Runs every check, up to the first that refuses. Linear in the token; never throws. */
export function verify(text: string, verifier: Verifier): Verification {
  const token = parseCompact(text);
  const checks: Check[] = [];
  const has = (mistake: Mistake): boolean => verifier.mistakes.includes(mistake);
  let refused = false;
  /** Runs a check: `bad` is what is wrong, if anything is. */
  const check = (id: CheckId, bad: Found | undefined, good: Found = ['ok'], left = false): void => {
    const [code, values = {}, span] = bad ?? good;
    const verdict: Verdict = refused ? 'not-reached' : left ? (bad ? 'skipped' : 'blind') : bad ? 'failed' : 'passed';
    if (verdict === 'failed') refused = true;
    checks.push({ id, verdict, code, values, span });
  };

  check('structure', structure(token), [token.form]);
  const [first, second, third] = token.parts;
  const failedPart = refused ? undefined : token.parts.find(({ failure }) => failure);
  check(
    'base64url',
    failedPart?.failure && [failedPart.failure.code, { character: failedPart.failure.character }, failedPart.failure],
  );
  const header = first && (token.form !== 'other' || token.parts.length > 1) ? decodePart(first) : undefined;
  const payload = token.form === 'jws' && second ? decodePart(second) : undefined;
  check(
    'json',
    refused ? undefined : (jsonProblem('header', first, header) ?? jsonProblem('payload', second, payload)),
  );
  check('duplicates', duplicate('header', first, header) ?? duplicate('payload', second, payload));

  const names = isObject(header?.value) ? header.value : new Map<string, Json>();
  const claims = isObject(payload?.value) ? payload.value : new Map<string, Json>();
  const alg = names.get('alg');
  const named = typeof alg === 'string' ? alg : '';
  const blind = has('decode-only');
  const unsigned = named === 'none' && has('accept-none');
  // RS256 and HS256 in one list, and one key for both; without any list, the same comes of it.
  const confused = named.startsWith('HS') && verifier.key !== undefined && verifier.key.kty !== 'oct';
  const confuses = confused && isAlgorithm(named) && (has('trust-alg') || (has('rs-to-hs') && named === 'HS256'));
  const secret = confuses && verifier.pem !== undefined ? encodeUtf8(verifier.pem) : undefined;
  const key: Key | undefined = secret ? { kty: 'oct', k: secret } : verifier.key;

  check(
    'alg',
    algProblem(alg, verifier.algorithm),
    ['ok', { alg: named }],
    blind || has('trust-alg') || unsigned || (has('rs-to-hs') && confuses),
  );
  check('crit', critProblem(names), [names.has('crit') ? 'ok' : 'absent'], blind);
  check(
    'key',
    keyProblem(named, verifier.key),
    ['ok', { kty: key?.kty ?? '', alg: named }],
    blind || unsigned || confuses,
  );
  check('strength', strengthProblem(named, key), strengthFound(named, key), blind || unsigned || has('weak-secret'));
  check(
    'signature',
    refused ? undefined : unsigned ? unsignedProblem(third) : signatureProblem(text, named, key, second, third),
    [confuses ? 'public-as-secret' : 'ok', { alg: named }],
    blind || (unsigned && third?.text === ''),
  );

  const { now, leewayS } = verifier;
  check('exp', expProblem(claims, now, leewayS), date('exp', claims, now), has('no-exp'));
  check('nbf', nbfProblem(claims, now, leewayS), date('nbf', claims, now));
  check('iat', dateProblem('iat', claims), date('iat', claims, now));
  check(
    'iss',
    issProblem(claims, verifier.issuer),
    [verifier.issuer === '' ? 'any' : 'ok', { found: shown(claims.get('iss')) }],
    has('no-iss'),
  );
  check(
    'aud',
    audProblem(claims, verifier.audience),
    [verifier.audience === '' ? 'any' : 'ok', { found: shown(claims.get('aud')) }],
    has('no-aud'),
  );
  return {
    token,
    header,
    payload,
    checks,
    accepted: !refused,
    failed: checks.find(({ verdict }) => verdict === 'failed'),
  };
}

/** RFC 7515 section 7.1: three parts. A JWE has five, and is opened, not verified. */
function structure({ form, failure }: Token): Found | undefined {
  if (failure) return [failure.code, { count: failure.count }, failure];
  return form === 'jwe' ? ['jwe'] : undefined;
}

/** RFC 7515 section 5.2 (3), RFC 7519 section 7.2 (10): UTF-8, JSON, and an object. */
function jsonProblem(name: string, part: Part | undefined, decoded: Decoded | undefined): Found | undefined {
  if (!part || !decoded) return undefined;
  if (decoded.notUtf8) return ['not-utf8', { part: name }, spanOfBytes(part, decoded.notUtf8)];
  const { failure, value, text } = decoded;
  if (failure)
    return [
      failure.code,
      { part: name, found: failure.found, place: failure.at + 1 },
      spanInToken(part, text, failure),
    ];
  if (isObject(value)) return undefined;
  const kind = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  return ['not-an-object', { part: name, kind }, part];
}

function duplicate(name: string, part: Part | undefined, decoded: Decoded | undefined): Found | undefined {
  const twice = decoded?.duplicates[0];
  if (!part || !decoded || !twice) return undefined;
  return ['twice', { part: name, name: short(twice.name) }, spanInToken(part, decoded.text, twice)];
}

/** RFC 8725 section 3.1: the application says which algorithm; the header only has to agree. */
function algProblem(alg: Json | undefined, allowed: Algorithm): Found | undefined {
  if (alg === undefined) return ['absent', { allowed }];
  if (typeof alg !== 'string') return ['not-a-string', { allowed }];
  // RFC 7515 section 4.1.1: the value is case-sensitive.
  return alg === allowed ? undefined : [/^none$/i.test(alg) ? 'none' : 'other', { alg: short(alg), allowed }];
}

/** Names of RFC 7515 section 4.1 and RFC 7518, which must not stand in `crit`. */
const registered = new Set([
  'alg',
  'jku',
  'jwk',
  'kid',
  'x5u',
  'x5c',
  'x5t',
  'x5t#S256',
  'typ',
  'cty',
  'crit',
  'enc',
  'zip',
]);

/** RFC 7515 section 4.1.11: an extension that the verifier must understand, or refuse. This one understands none. */
function critProblem(names: JsonObject): Found | undefined {
  if (!names.has('crit')) return undefined;
  const crit = names.get('crit');
  if (!Array.isArray(crit) || crit.length === 0 || crit.some((name) => typeof name !== 'string')) return ['malformed'];
  const list = crit as readonly string[];
  const wrong = list.find((name) => registered.has(name) || !names.has(name));
  if (wrong !== undefined) return [registered.has(wrong) ? 'registered' : 'missing', { name: short(wrong) }];
  return ['not-understood', { name: short(list[0] ?? '') }];
}

/** RFC 8725 section 3.1: each key is used with exactly one algorithm. */
function keyProblem(alg: string, key: Key | undefined): Found | undefined {
  if (!key) return ['no-key'];
  if (!isAlgorithm(alg)) return ['unknown-alg', { alg: short(alg) }];
  const kty = keyTypeOf(alg);
  if (key.kty !== kty) return ['type', { alg, wants: kty, kty: key.kty }];
  if (key.use !== undefined && key.use !== 'sig') return ['use', { use: short(key.use) }];
  return key.alg !== undefined && key.alg !== alg ? ['alg', { alg, meant: short(key.alg) }] : undefined;
}

function strengthProblem(alg: string, key: Key | undefined): Found | undefined {
  if (!key || !isAlgorithm(alg) || longEnough(alg, key)) return undefined;
  return ['short', { bits: keyBits(key), least: leastBits(alg), alg }];
}

const strengthFound = (alg: string, key: Key | undefined): Found =>
  key && isAlgorithm(alg) ? ['ok', { bits: keyBits(key), least: leastBits(alg) }] : ['none'];

/** RFC 7515 section 5.2 (8): over the two first parts as they stand in the token, dot included. */
function signatureProblem(
  text: string,
  alg: string,
  key: Key | undefined,
  payload: Part | undefined,
  signature: Part | undefined,
): Found | undefined {
  if (!payload || !signature) return ['absent'];
  if (signature.bytes.length === 0) return ['absent', {}, { at: Math.max(0, signature.at - 1), end: signature.end }];
  if (!key || !isAlgorithm(alg)) return ['no-key'];
  const input = encodeUtf8(text.slice(0, payload.end));
  return verifySignature(alg, key, input, signature.bytes) ? undefined : ['wrong', { alg }, signature];
}

/** RFC 7518 section 3.6: where there is no algorithm there is no signature either. */
const unsignedProblem = (signature: Part | undefined): Found =>
  signature?.text ? ['none-but-signed', {}, signature] : ['unsigned'];

/** RFC 7519 section 2: a NumericDate is a number of seconds, fractions allowed. */
function dateProblem(name: string, claims: JsonObject): Found | undefined {
  const value = claims.get(name);
  return value === undefined || (typeof value === 'number' && Number.isFinite(value))
    ? undefined
    : ['not-a-number', { name, found: shown(value) }];
}

function expProblem(claims: JsonObject, now: number, leewayS: number): Found | undefined {
  const exp = claims.get('exp');
  if (exp === undefined) return ['absent'];
  // "On or after": the token is dead in the very second that exp names.
  if (typeof exp === 'number') return exp <= now - leewayS ? ['expired', { at: exp, ago: now - exp }] : undefined;
  return dateProblem('exp', claims);
}

function nbfProblem(claims: JsonObject, now: number, leewayS: number): Found | undefined {
  const nbf = claims.get('nbf');
  return typeof nbf === 'number' && nbf > now + leewayS
    ? ['early', { at: nbf, left: nbf - now }]
    : dateProblem('nbf', claims);
}

function date(name: string, claims: JsonObject, now: number): Found {
  const value = claims.get(name);
  if (typeof value !== 'number') return ['absent'];
  return [name === 'iat' && value > now ? 'future' : 'ok', { at: value, left: value - now }];
}

function issProblem(claims: JsonObject, issuer: string): Found | undefined {
  const iss = claims.get('iss');
  if (issuer === '') return undefined;
  if (iss === undefined) return ['absent', { expected: issuer }];
  return iss === issuer ? undefined : ['other', { found: shown(iss), expected: issuer }];
}

/** RFC 7519 section 4.1.3: one string, or an array that holds the verifier's own name. */
function audProblem(claims: JsonObject, audience: string): Found | undefined {
  const aud = claims.get('aud');
  if (audience === '') return undefined;
  if (aud === undefined) return ['absent', { expected: audience }];
  const list = Array.isArray(aud) ? aud : [aud];
  return list.includes(audience) ? undefined : ['other', { found: shown(aud), expected: audience }];
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function shown(value: Json | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return short(value);
  if (Array.isArray(value)) return short(value.slice(0, 8).map(shown).join(', '));
  return isObject(value) ? '{…}' : String(value);
}
