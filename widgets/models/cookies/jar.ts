/**
 * What is stored. A jar is a value: storing, expiring and clearing give a new one.
 *
 * Follows draft-ietf-httpbis-rfc6265bis-22 5.7 (the fields; expiry; eviction, for which it leaves the numbers open) and
 * W3C Clear Site Data, section 3.1. Left out: the browsers' limits over all sites (some 3,000 cookies).
 */
import type { SameSite } from './parse.ts';
import { accessStepMs, leftByPurge, type Profile } from './profile.ts';
import { siteDomain } from './site.ts';

export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite: SameSite;
  /** Milliseconds since 1970; null: until the session ends. */
  readonly expiresMs: number | null;
  readonly createdMs: number;
  /** Breaks ties of creation: cookies of one answer are stored one after the other. */
  readonly sequence: number;
  readonly accessedMs: number;
  /** The partition it belongs to; null: none. */
  readonly partition: string | null;
  /** Shown to scripts and never sent: what a page's own copy of the jar holds after a write that was refused. */
  readonly phantom?: boolean;
}

export interface Jar {
  readonly cookies: readonly Cookie[];
  readonly next: number;
}

export const emptyJar: Jar = { cookies: [], next: 1 };

/** Whether two cookies are one: the same name, domain, host-only-flag and path (5.7 step 23), and partition. */
export function sameKey(a: Cookie, b: Cookie): boolean {
  return (
    a.name === b.name &&
    a.domain === b.domain &&
    a.hostOnly === b.hostOnly &&
    a.path === b.path &&
    a.partition === b.partition
  );
}

/** Without what has expired. */
export function expire(jar: Jar, nowMs: number): Jar {
  return jar.cookies.some((each) => expired(each, nowMs))
    ? { ...jar, cookies: jar.cookies.filter((each) => !expired(each, nowMs)) }
    : jar;
}

export const expired = ({ expiresMs }: Cookie, nowMs: number): boolean => expiresMs !== null && expiresMs <= nowMs;

/** The browser is closed and opened again: cookies without a lifetime are gone. */
export function endSession(jar: Jar): Jar {
  return { ...jar, cookies: jar.cookies.filter(({ expiresMs, phantom }) => expiresMs !== null && !phantom) };
}

/** Notes that cookies were used, as coarsely as browsers do. */
export function touch(jar: Jar, used: readonly Cookie[], nowMs: number): Jar {
  const stale = new Set(used.filter(({ accessedMs }) => nowMs - accessedMs >= accessStepMs));
  if (stale.size === 0) return jar;
  return { ...jar, cookies: jar.cookies.map((each) => (stale.has(each) ? { ...each, accessedMs: nowMs } : each)) };
}

/** Clear-Site-Data with "cookies" or "*": the registrable domain, or the host alone. */
export function clearSite(jar: Jar, host: string, { clears }: Profile): Jar {
  const gone = ({ domain }: Cookie) => (clears === 'site' ? siteDomain(domain) === siteDomain(host) : domain === host);
  return { ...jar, cookies: jar.cookies.filter((each) => !gone(each)) };
}

/**
 * The purge of a registrable domain that has one cookie too many, after `added` was stored: the insecure ones used
 * longest ago first, then, for the sake of a Secure one, the Secure ones. Undefined: there is no room.
 */
export function purge(jar: Jar, added: Cookie, profile: Profile): Jar | undefined {
  if (profile.most === undefined) return jar;
  const site = siteDomain(added.domain);
  const own = jar.cookies.filter(
    (each) => !each.phantom && each.partition === added.partition && siteDomain(each.domain) === site,
  );
  if (own.length <= profile.most) return jar;
  const byAge = own.toSorted((a, b) => a.accessedMs - b.accessedMs || a.sequence - b.sequence);
  const insecure = byAge.filter((each) => !each.secure && !(profile.fullOfSecureRefuses && each === added));
  if (profile.fullOfSecureRefuses && insecure.length === 0 && !added.secure) return undefined;
  const many = own.length - leftByPurge;
  const secure = byAge.filter((each) => each.secure && each !== added);
  const gone = new Set(
    profile.fullOfSecureRefuses && insecure.length > 0
      ? insecure.slice(0, many)
      : [...insecure, ...secure].slice(0, many),
  );
  return { ...jar, cookies: jar.cookies.filter((each) => !gone.has(each)) };
}
