/**
 * The same rules as three readers apply them: draft-ietf-httpbis-rfc6265bis-22 by the letter, Chromium 156 and Firefox 153
 * as recorded, and each browser once more with another answer to third parties. What differs is a field; the rest of the
 * model is shared.
 */
import { chromiumDate, draftDate } from './date.ts';
import { firefoxDate } from './date-firefox.ts';
import { potentiallyTrustworthy, secureScheme } from './site.ts';
import type { Url } from './url.ts';

export interface Profile {
  readonly name: ProfileName;
  readonly browser: boolean;
  /** 5.1.1 leaves the reader no choice, and yet there are three. Milliseconds, UTC. */
  readonly date: (text: string) => number | undefined;
  readonly maxAge: RegExp;
  /** Browsers let the last Max-Age and the last Expires decide even where it cannot be read; 5.6.1 and 5.6.2 skip it. */
  readonly lastLifetimeDecides: boolean;
  /** Browsers measure Expires from the answer's Date header. */
  readonly serverDate: boolean;
  /** 5.6 step 3: a line without `=` is a value without a name. Firefox makes it a name without a value. */
  readonly namelessCookies: boolean;
  /** Chromium refuses `=a=b`, which would go out as a cookie named a. */
  readonly namelessMayHoldEquals: boolean;
  /** A tab within name or value. 5.6 step 1 lets it pass. */
  readonly tabs: boolean;
  /** Where a bare CR in a header field ends it, the rest is lost. */
  readonly headerEndsAtReturn: boolean;
  /** Octets that are not UTF-8 are replaced when the cookie is stored. */
  readonly storesUtf8: boolean;
  /** A SameSite beyond 1024 octets is ignored (5.6, attributes, step 6), or one with an unknown value. */
  readonly measuresSameSite: boolean;
  /** 5.7 step 21: a Path must be written, not only be `/` in the end. */
  readonly hostPrefixPath: 'attribute' | 'written-root' | 'any';
  /** __Http- and __Host-Http-, younger than the draft. */
  readonly httpPrefixes: boolean;
  /** Whether http://localhost may have Secure cookies: 5.7 step 13 leaves it to the user agent. */
  readonly isSecure: (url: Url) => boolean;
  /** 5.7 step 16: a host-only cookie of a parent counts as well. */
  readonly secureHostOnlyShields: boolean;
  /** 5.7 step 23: an update keeps its place. Chromium gives a new value a new creation time. */
  readonly newValueIsNewCookie: boolean;
  /** 5.2: schemes count in "same site". */
  readonly schemeful: boolean;
  /** 5.2: a redirect through another site makes a request cross-site. */
  readonly redirectsCount: boolean;
  /** What a cookie without SameSite (or with an unknown value) is treated as. */
  readonly unset: 'lax' | 'none';
  /** 5.6.7.2: milliseconds during which an unset cookie goes out with a cross-site top-level POST. */
  readonly laxPostMs: number;
  /** location.reload() repeats the request that led to the page, or has the page itself as its initiator. */
  readonly reloadRepeats: boolean;
  /** Whether Partitioned (CHIPS) is known: it is not in the draft. */
  readonly partitioned: boolean;
  readonly thirdParty: 'allow' | 'block' | 'partition';
  /** Cookies per registrable domain and partition, and what a purge leaves; none by the draft, which allows both. */
  readonly most: number | undefined;
  /** A full jar of Secure cookies takes no other. */
  readonly fullOfSecureRefuses: boolean;
  /** Clear-Site-Data: "cookies" takes the registrable domain, or only the host that asked. */
  readonly clears: 'site' | 'host';
  /** The page's process keeps its own copy of the jar: a write refused elsewhere still shows there. */
  readonly pageHasItsOwnCopy: boolean;
  /** document.cookie where not all octets are UTF-8: nothing at all. */
  readonly scriptsSeeOnlyUtf8: boolean;
  /** The Cookie Store API puts a slash behind its path. */
  readonly cookieStoreSlash: boolean;
}

export type ProfileName = 'rfc6265bis' | 'chromium' | 'firefox' | 'chromium-as-shipped' | 'firefox-partitioning-off';

/** 5.5: no lifetime is longer than 400 days. In seconds. */
export const longestAgeS = 34_560_000;
/** 5.6 step 5: name and value together, in octets. */
export const longestPair = 4_096;
/** 5.6, attributes, step 6: in octets. */
export const longestAttribute = 1_024;
/** What a purge leaves of `most`. */
export const leftByPurge = 150;
/** Browsers note a cookie's use at most this often. */
export const accessStepMs = 60_000;

const rfc6265bis: Profile = {
  name: 'rfc6265bis',
  browser: false,
  date: draftDate,
  maxAge: /^-?\d+$/,
  lastLifetimeDecides: false,
  serverDate: false,
  namelessCookies: true,
  namelessMayHoldEquals: true,
  tabs: true,
  headerEndsAtReturn: false,
  storesUtf8: false,
  measuresSameSite: true,
  hostPrefixPath: 'attribute',
  httpPrefixes: false,
  isSecure: ({ scheme }) => secureScheme(scheme),
  secureHostOnlyShields: true,
  newValueIsNewCookie: false,
  schemeful: true,
  redirectsCount: true,
  unset: 'lax',
  // The draft allows it and does not ask for it.
  laxPostMs: 0,
  reloadRepeats: false,
  partitioned: false,
  thirdParty: 'allow',
  most: undefined,
  fullOfSecureRefuses: false,
  clears: 'site',
  pageHasItsOwnCopy: false,
  scriptsSeeOnlyUtf8: false,
  cookieStoreSlash: false,
};

const chromium: Profile = {
  ...rfc6265bis,
  name: 'chromium',
  browser: true,
  date: chromiumDate,
  maxAge: /^[+-]?\d+$/,
  lastLifetimeDecides: true,
  serverDate: true,
  namelessMayHoldEquals: false,
  tabs: false,
  headerEndsAtReturn: true,
  hostPrefixPath: 'written-root',
  httpPrefixes: true,
  isSecure: potentiallyTrustworthy,
  newValueIsNewCookie: true,
  redirectsCount: false,
  laxPostMs: 120_000,
  partitioned: true,
  most: 180,
  scriptsSeeOnlyUtf8: true,
  cookieStoreSlash: true,
};

const firefox: Profile = {
  ...rfc6265bis,
  name: 'firefox',
  browser: true,
  date: firefoxDate,
  maxAge: /^(?:-.*|\d+)$/,
  lastLifetimeDecides: true,
  serverDate: true,
  namelessCookies: false,
  storesUtf8: true,
  measuresSameSite: false,
  hostPrefixPath: 'any',
  httpPrefixes: true,
  isSecure: potentiallyTrustworthy,
  secureHostOnlyShields: false,
  schemeful: false,
  unset: 'none',
  reloadRepeats: true,
  partitioned: true,
  thirdParty: 'partition',
  most: 180,
  fullOfSecureRefuses: true,
  clears: 'host',
  pageHasItsOwnCopy: true,
};

export const profiles: Readonly<Record<ProfileName, Profile>> = {
  rfc6265bis,
  chromium,
  firefox,
  'chromium-as-shipped': { ...chromium, name: 'chromium-as-shipped', thirdParty: 'block' },
  'firefox-partitioning-off': { ...firefox, name: 'firefox-partitioning-off', thirdParty: 'allow' },
};
