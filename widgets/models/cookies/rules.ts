/**
 * The rules that decide, by name: why a line is refused, an attribute ignored, a cookie sent or kept back. A view says
 * them in words; `clause` says where the draft has them. A rule that the draft does not have is a browser's own.
 *
 * Numbers are those of draft-ietf-httpbis-rfc6265bis-22.
 */

/** Why a Set-Cookie line stores nothing. */
export type Refusal =
  | 'response-killed'
  | 'control-character'
  | 'tab'
  | 'empty'
  | 'nameless'
  | 'nameless-equals'
  | 'too-long'
  | 'domain-letters'
  | 'public-suffix'
  | 'domain'
  | 'path-tab'
  | 'secure-over-http'
  | 'httponly-from-script'
  | 'secure-exists'
  | 'same-site'
  | 'none-without-secure'
  | 'prefix-secure'
  | 'prefix-host'
  | 'prefix-http'
  | 'prefix-in-value'
  | 'partitioned-without-secure'
  | 'httponly-exists'
  | 'credentials'
  | 'third-party'
  | 'cleared'
  | 'full';

/** Why an attribute does not count. */
export type Ignored =
  | 'unknown'
  | 'too-long'
  | 'repeated'
  | 'overridden'
  | 'max-age'
  | 'expires'
  | 'domain-empty'
  | 'domain-is-host'
  | 'path-relative'
  | 'same-site-value';

/** Why a cookie goes out. */
export type Sent = 'same-site' | 'api' | 'lax-navigation' | 'lax-post' | 'none' | 'unset-is-none';

/** Why it does not. */
export type Withheld =
  | 'credentials'
  | 'host-only'
  | 'domain'
  | 'path'
  | 'secure'
  | 'http-only'
  | 'partition'
  | 'third-party'
  | 'strict'
  | 'lax'
  | 'unset-is-lax';

type Clauses<R extends string> = Readonly<Partial<Record<R, string>>>;

/** Section and step of the draft. A rule that is not here is a browser's own, or the Fetch Standard's. */
export const clauses: {
  readonly refused: Clauses<Refusal>;
  readonly ignored: Clauses<Ignored>;
  readonly sent: Clauses<Sent>;
  readonly withheld: Clauses<Withheld>;
} = {
  refused: {
    'control-character': '5.6 step 1',
    'too-long': '5.6 step 5',
    empty: '5.7 step 2',
    'domain-letters': '5.7 step 8',
    'public-suffix': '5.7 step 9',
    domain: '5.7 step 10',
    'secure-over-http': '5.7 step 13',
    'httponly-from-script': '5.7 step 15',
    'secure-exists': '5.7 step 16',
    'same-site': '5.7 step 18',
    'none-without-secure': '5.7 step 19',
    'prefix-secure': '5.7 step 20',
    'prefix-host': '5.7 step 21',
    'prefix-in-value': '5.7 step 22',
    'httponly-exists': '5.7 step 23',
  },
  ignored: {
    unknown: '5.6',
    'too-long': '5.6',
    repeated: '5.7',
    overridden: '5.7 step 6',
    expires: '5.6.1',
    'max-age': '5.6.2',
    'domain-empty': '5.6.3',
    'domain-is-host': '5.7 step 9',
    'path-relative': '5.6.4',
    'same-site-value': '5.6.7',
  },
  sent: {
    'same-site': '5.2',
    api: '5.8.2',
    'lax-navigation': '5.6.7.1',
    'lax-post': '5.6.7.2',
    none: '5.8.3',
  },
  withheld: {
    'host-only': '5.8.3',
    domain: '5.1.3',
    path: '5.1.4',
    secure: '5.8.3',
    'http-only': '5.8.3',
    strict: '5.6.7.1',
    lax: '5.6.7.1',
    'unset-is-lax': '5.6.7.1',
  },
};
