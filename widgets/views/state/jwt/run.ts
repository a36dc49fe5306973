// From the settings to what happens: what the issuer signs, what arrives, and what the verifier says to it.
import { encodeUtf8 } from '../../../models/bytes/utf8.ts';
import { type Algorithm, keyTypeOf } from '../../../models/jwt/algorithms.ts';
import { longestToken } from '../../../models/jwt/compact.ts';
import { type Forgery, forge, type Loot } from '../../../models/jwt/forge.ts';
import { type Opened, openJwe, sealJwe } from '../../../models/jwt/jwe.ts';
import type { Key } from '../../../models/jwt/keys.ts';
import { issue, signingInput } from '../../../models/jwt/sign.ts';
import { publicPem } from '../../../models/jwt/spki.ts';
import { type Mistake, type Verification, verify } from '../../../models/jwt/verify.ts';
import { exampleKey, sealingKey, weakKey, weakSecret } from './example-keys.ts';
import { type OwnKey, readKey } from './own-key.ts';
import { isMistake, issuedAt, type JwtState, lifetimeS } from './state.ts';

export interface Run {
  readonly header: string;
  readonly payload: string;
  /** What the issuer signs. */
  readonly issued: string;
  /** What arrives. */
  readonly wire: string;
  readonly verification: Verification;
  readonly forgery: Forgery | undefined;
  /** The same claims, encrypted, and what opening it gives. */
  readonly jwe: { readonly token: string; readonly opened: Opened } | undefined;
  readonly own: OwnKey;
  /** The key that the issuer signs with is the reader's. */
  readonly signsWithOwn: boolean;
  /** What arrives is a JWE, and this is what the verifier's key makes of it. */
  readonly opened: Opened | undefined;
}

export const headerFor = (alg: string): string => `{"alg":"${alg}","typ":"JWT"}`;

export const examplePayload = `{"iss":"https://login.example",
 "sub":"mallory",
 "aud":"shop",
 "iat":${issuedAt},
 "exp":${issuedAt + lifetimeS},
 "admin":false}`;

/** The same claims with what an attacker wants. */
export function wantedOf(payload: string): string {
  const raised = payload.replace(/("admin"\s*:\s*)false/, '$1true');
  return raised === payload && !/"admin"\s*:\s*true/.test(payload)
    ? payload.replace(
        /,?\s*\}\s*$/,
        (end) => `${/\{\s*\}\s*$/.test(payload) ? '' : ','}"admin":true${end.trim().replace(/^,/, '')}`,
      )
    : raised;
}

export function runOf(state: JwtState): Run {
  const { alg } = state;
  const has = (mistake: Mistake): boolean => state.mistakes.includes(mistake);
  const own = readKey(state.key);
  const header = state.header ?? headerFor(alg);
  const payload = state.payload ?? examplePayload;
  const weak = has('weak-secret') && keyTypeOf(alg) === 'oct';
  const example = weak ? weakKey : exampleKey(alg);
  const verifies = own.key ?? example;
  const ownToken = own.key && signed(alg, own.key, header, payload);
  const issuer = ownToken === undefined ? example : verifies;
  const make = (claims: string): string => signed(alg, issuer, header, claims) ?? '';
  const issued = make(payload);
  const loot: Loot = {
    token: issued,
    payload,
    header,
    publicPem: publicPem(verifies),
    // Mallory is the administrator of a wiki, and of a tenant of her own: the issuer signs both gladly.
    forAnotherService: make(wantedOf(payload).replace(/("aud"\s*:\s*)"shop"/, '$1"wiki"')),
    ofAnotherTenant: make(wantedOf(payload).replace(/("iss"\s*:\s*"https:\/\/login\.example)"/, '$1/mallory"')),
  };
  const forgery = isMistake(state.sent) ? forged(state.sent, wantedOf(payload), loot) : undefined;
  const wire = wireOf(state, header, payload, issued, forgery);
  const verification = verify(wire, {
    algorithm: alg,
    key: verifies,
    pem: publicPem(verifies),
    issuer: state.iss,
    audience: state.aud,
    now: state.clock,
    leewayS: 0,
    mistakes: state.mistakes.filter(isMistake),
  });
  return {
    header,
    payload,
    issued,
    wire,
    verification,
    forgery,
    jwe: state.jwe === 'off' ? undefined : sealed(payload, state.jwe === 'opened'),
    own,
    signsWithOwn: ownToken !== undefined,
    opened: verification.token.form === 'jwe' ? openJwe(wire, own.key ?? sealingKey()) : undefined,
  };
}

function wireOf(
  state: JwtState,
  header: string,
  payload: string,
  issued: string,
  forgery: Forgery | undefined,
): string {
  if (state.sent === 'typed') return state.token;
  if (state.sent === 'edited') return `${signingInput(header, wantedOf(payload))}.${issued.split('.')[2] ?? ''}`;
  return forgery?.token ?? issued;
}

/** A forger who finds no secret in the list signs with a guess, and the verifier will notice. */
function forged(mistake: Mistake, wanted: string, loot: Loot): Forgery | undefined {
  const forgery = forge(mistake, wanted, loot);
  if (forgery || mistake !== 'weak-secret') return forgery;
  return { token: signed('HS256', weakKey, headerFor('HS256'), wanted) ?? '', tried: 0, secret: undefined };
}

/** Signatures that have been made: RSA takes some milliseconds, and a clock is dragged along. */
const made = new Map<string, string | undefined>();
const mostMade = 40;

function signed(alg: Algorithm, key: Key, header: string, payload: string): string | undefined {
  // What is far too long is refused before it is signed: nothing would look at it.
  if (header.length + payload.length > longestToken) return undefined;
  const name = JSON.stringify([alg, publicPem(key) ?? [...(key.kty === 'oct' ? key.k : [])], header, payload]);
  if (!made.has(name)) {
    if (made.size >= mostMade) made.clear();
    made.set(name, issue(alg, key, header, payload));
  }
  return made.get(name);
}

/** For the reader: always the same nonce, so that the picture stays. Whoever does that in earnest has lost (RFC 7518, 5.3). */
const iv = Uint8Array.from({ length: 12 }, (_, index) => 37 * (index + 1));

function sealed(payload: string, open: boolean): Run['jwe'] {
  const token =
    sealJwe({ alg: 'dir', enc: 'A256GCM' }, sealingKey(), encodeUtf8(payload.slice(0, longestToken / 2)), { iv }) ?? '';
  return { token, opened: openJwe(token, open ? sealingKey() : undefined) };
}

export { weakSecret };
