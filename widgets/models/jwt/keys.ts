/**
 * Keys: what a JWK holds, and which algorithm a key is for.
 *
 * Follows RFC 7517 section 4 (the members), RFC 7518 section 6 (oct, RSA, EC), RFC 8037 section 2 (OKP), RFC 7518 sections
 * 3.2 and 3.3 (how long a key must be), RFC 7517 section 4 (a name that stands twice is refused).
 *
 * Left out: curves other than P-256 and Ed25519, RSA with more than two primes (`oth`), X.509 members (`x5c`, `x5u`).
 * Bounded: an RSA modulus of at most 8,192 bits with an exponent of at most 32, so that a pasted key cannot stop the page.
 */
import { p256 } from '@noble/curves/nist.js';
import type { Span } from '../bytes/utf8.ts';
import { bitLength, integerOf } from '../rsa/integers.ts';
import type { RsaPrivateKey, RsaPublicKey } from '../rsa/rsa.ts';
import { decodeBase64url } from './base64url.ts';
import { isObject, type Json, type JsonObject, parseJson } from './json.ts';

interface Meant {
  /** What the JWK says about its use: `alg`, `use`, `kid`. */
  readonly alg?: string | undefined;
  readonly use?: string | undefined;
  readonly kid?: string | undefined;
}

export interface OctKey extends Meant {
  readonly kty: 'oct';
  readonly k: Uint8Array;
}
export interface RsaKey extends Meant {
  readonly kty: 'RSA';
  readonly public: RsaPublicKey;
  readonly private?: RsaPrivateKey | undefined;
}
export interface EcKey extends Meant {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  /** 04, x, y. */
  readonly public: Uint8Array;
  readonly private?: Uint8Array | undefined;
}
export interface OkpKey extends Meant {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly public: Uint8Array;
  readonly private?: Uint8Array | undefined;
}
export type Key = OctKey | RsaKey | EcKey | OkpKey;

export type KeyCode =
  | 'json'
  | 'not-an-object'
  | 'set'
  | 'duplicate'
  | 'kty'
  | 'crv'
  | 'missing'
  | 'base64url'
  | 'length'
  | 'not-on-curve'
  | 'modulus'
  | 'exponent';

/** What is wrong with a key, and where in its text; `name` is the member or what was found. */
export interface KeyFailure extends Span {
  readonly code: KeyCode;
  readonly name: string;
}

export interface KeyText {
  readonly key: Key | undefined;
  readonly failure: KeyFailure | undefined;
}

const longestModulusBits = 8_192;
const longestExponentBits = 32;

class Stop {
  readonly failure: KeyFailure;
  constructor(failure: KeyFailure) {
    this.failure = failure;
  }
}

/** Reads a JWK. Never throws. */
export function parseJwk(text: string): KeyText {
  const { value, failure, duplicates } = parseJson(text);
  const failed = (code: KeyCode, name: string, span: Span): KeyText => ({
    key: undefined,
    failure: { code, name, at: span.at, end: span.end },
  });
  const whole = { at: 0, end: text.length };
  if (failure) return failed('json', failure.found, failure);
  if (!isObject(value)) return failed('not-an-object', '', whole);
  if (duplicates[0]) return failed('duplicate', duplicates[0].name, duplicates[0]);
  if (value.has('keys')) return failed('set', '', whole);
  try {
    return { key: keyOf(text, value), failure: undefined };
  } catch (stop) {
    if (stop instanceof Stop) return { key: undefined, failure: stop.failure };
    throw stop;
  }
}

/** Reads a JWK that stands inside another JSON text, as `epk` does; `undefined` if it is none. */
export function keyIn(value: Json | undefined): Key | undefined {
  try {
    return isObject(value) ? keyOf('', value) : undefined;
  } catch (stop) {
    if (stop instanceof Stop) return undefined;
    throw stop;
  }
}

function keyOf(text: string, jwk: JsonObject): Key {
  const word = (name: string): string | undefined => {
    const value = jwk.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const stop = (code: KeyCode, name: string, found = ''): never => {
    const at = Math.max(0, text.indexOf(`"${name}"`));
    const value = found === '' ? -1 : text.indexOf(found, at);
    const from = value < 0 ? at : value;
    const end = value < 0 ? at + name.length + 2 : value + found.length;
    throw new Stop({ code, name, at: from, end: Math.min(text.length, end) });
  };
  const bytes = (name: string): Uint8Array => {
    const value = word(name);
    if (value === undefined || value === '') return stop('missing', name);
    const { bytes: read, failure } = decodeBase64url(value);
    return failure ? stop('base64url', name, value) : read;
  };
  const fixed = (name: string, length: number): Uint8Array => {
    const read = bytes(name);
    return read.length === length ? read : stop('length', name, word(name));
  };
  const meant = { alg: word('alg'), use: word('use'), kid: word('kid') };
  switch (word('kty')) {
    case 'oct':
      return { kty: 'oct', k: bytes('k'), ...meant };
    case 'RSA': {
      const n = integerOf(bytes('n'));
      const e = integerOf(bytes('e'));
      if (bitLength(n) > longestModulusBits || n % 2n === 0n) stop('modulus', 'n', word('n'));
      if (bitLength(e) > longestExponentBits || e < 3n || e % 2n === 0n) stop('exponent', 'e', word('e'));
      const rest = ['p', 'q', 'dp', 'dq', 'qi'].map((name) => (jwk.has(name) ? integerOf(bytes(name)) : undefined));
      const [p, q, dP, dQ, qInv] = rest;
      const own = jwk.has('d') ? { n, e, d: integerOf(bytes('d')), p, q, dP, dQ, qInv } : undefined;
      // RFC 7518 section 6.3.2: with p, all of the others. Numbers that do not belong together sign wrongly, slowly.
      if (own && (own.d >= n || (p !== undefined && q !== undefined && p * q !== n))) stop('modulus', 'd');
      return { kty: 'RSA', public: { n, e }, private: own, ...meant };
    }
    case 'EC': {
      if (word('crv') !== 'P-256') stop('crv', 'crv', word('crv'));
      const point = Uint8Array.of(4, ...fixed('x', 32), ...fixed('y', 32));
      if (!onCurve(point)) stop('not-on-curve', 'x');
      const own = jwk.has('d') ? fixed('d', 32) : undefined;
      return { kty: 'EC', crv: 'P-256', public: point, private: own, ...meant };
    }
    case 'OKP': {
      if (word('crv') !== 'Ed25519') stop('crv', 'crv', word('crv'));
      const own = jwk.has('d') ? fixed('d', 32) : undefined;
      return { kty: 'OKP', crv: 'Ed25519', public: fixed('x', 32), private: own, ...meant };
    }
    default:
      return stop('kty', 'kty', word('kty'));
  }
}

/** RFC 8725 section 3.4: a point that is not on the curve is refused before it is used. */
export function onCurve(point: Uint8Array): boolean {
  try {
    p256.Point.fromBytes(point);
    return true;
  } catch {
    return false;
  }
}

/** Bits that decide how hard the key is to find. */
export function keyBits(key: Key): number {
  return key.kty === 'oct' ? 8 * key.k.length : key.kty === 'RSA' ? bitLength(key.public.n) : 256;
}

/** The key without what must stay secret; a shared secret has no public half. */
export function publicOf(key: Key): Key {
  return key.kty === 'oct' ? key : ({ ...key, private: undefined } as Key);
}
