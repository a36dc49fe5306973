/**
 * Storing: a Set-Cookie line (or a write to document.cookie) in a context gives a new jar and the rule that decided.
 *
 * Follows draft-ietf-httpbis-rfc6265bis-22 5.7, steps 7 to 24 in their order; steps 1 to 6 are the parser's. Prefixes and
 * Partitioned, which the draft does not have, are the browsers' own (profile.ts).
 */
import type { Context } from './context.ts';
import { type Cookie, expire, expired, type Jar, purge, sameKey } from './jar.ts';
import { octetsOf } from './octets.ts';
import { type Clock, type Parsed, parseSetCookie, type SameSite } from './parse.ts';
import type { Profile } from './profile.ts';
import type { Ignored, Refusal } from './rules.ts';
import { publicSuffix } from './site.ts';
import { isIpAddress, type Url } from './url.ts';

export interface Stored {
  readonly jar: Jar;
  readonly parsed: Parsed;
  /** Undefined where the line was refused or its cookie has already expired. */
  readonly cookie: Cookie | undefined;
  readonly refused: Refusal | undefined;
  /** The line had a lifetime in the past: it deletes (or does nothing, where there was nothing). */
  readonly deletes: boolean;
  /** A Domain attribute that was dropped for being a public suffix, or an address. */
  readonly domainDropped: Ignored | undefined;
}

/** Takes one line of octets. */
export function setCookie(jar: Jar, line: string, context: Context, profile: Profile, clock: Clock): Stored {
  const parsed = parseSetCookie(line, profile, clock);
  const scope = scopeOf(parsed, context.url.host, profile);
  const none = { parsed, cookie: undefined, deletes: false, domainDropped: scope.dropped };
  const candidate: Cookie = {
    name: parsed.name,
    value: parsed.value,
    domain: scope.domain,
    hostOnly: scope.hostOnly,
    path: parsed.path ?? defaultPath(context.url),
    secure: parsed.secure,
    httpOnly: parsed.httpOnly,
    sameSite: parsed.sameSite,
    expiresMs: parsed.expiresMs,
    createdMs: clock.nowMs,
    sequence: jar.next,
    accessedMs: clock.nowMs,
    partition: partitionOf(parsed, context, profile),
  };
  const refused =
    parsed.refused ??
    contextRefusal(context, parsed, profile) ??
    scope.refused ??
    refusalOf(jar, candidate, parsed, context, profile);
  if (refused !== undefined) return { ...none, jar, refused };
  const old = jar.cookies.find((each) => !each.phantom && sameKey(each, candidate));
  // 5.7 step 23.2.
  if (old?.httpOnly && !context.http) {
    const held = profile.pageHasItsOwnCopy ? withPhantom(jar, candidate, clock.nowMs) : jar;
    return { ...none, jar: held, refused: 'httponly-exists' };
  }
  const kept = old && !(profile.newValueIsNewCookie && old.value !== candidate.value);
  const cookie = kept ? { ...candidate, createdMs: old.createdMs, sequence: old.sequence } : candidate;
  const others = jar.cookies.filter((each) => !sameKey(each, candidate));
  if (expired(cookie, clock.nowMs))
    return { ...none, jar: { ...jar, cookies: others }, refused: undefined, deletes: true };
  const next = purge(expire({ cookies: [...others, cookie], next: jar.next + 1 }, clock.nowMs), cookie, profile);
  if (!next) return { ...none, jar, refused: 'full' };
  return { jar: next, parsed, cookie, refused: undefined, deletes: false, domainDropped: scope.dropped };
}

/** 5.1.3: the same, or a name below; an address has no names below it. */
export function domainMatches(host: string, domain: string): boolean {
  return host === domain || (host.endsWith(`.${domain}`) && !isIpAddress(host));
}

/** 5.1.4. */
export function pathMatches(path: string, cookiePath: string): boolean {
  return (
    path === cookiePath ||
    (path.startsWith(cookiePath) && (cookiePath.endsWith('/') || path.charAt(cookiePath.length) === '/'))
  );
}

/** 5.1.4: the path up to its last slash. */
export function defaultPath({ path }: Url): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

/** A cookie as the Cookie Store API sets it: Secure, Strict, for the whole host unless a path is given. */
export function cookieStoreLine(
  set: {
    readonly name: string;
    readonly value: string;
    readonly path?: string;
    readonly domain?: string | null;
    readonly sameSite?: SameSite;
    readonly expires?: number | null;
    readonly partitioned?: boolean;
  },
  { cookieStoreSlash }: Profile,
  deletes = false,
): string {
  const path = set.path ?? '/';
  const attributes = [
    `Path=${cookieStoreSlash && !path.endsWith('/') ? `${path}/` : path}`,
    'Secure',
    `SameSite=${set.sameSite ?? 'strict'}`,
    ...(set.domain ? [`Domain=${set.domain}`] : []),
    ...(set.partitioned ? ['Partitioned'] : []),
    ...(deletes ? ['Max-Age=0'] : []),
  ];
  return octetsOf(`${set.name}=${set.value}; ${attributes.join('; ')}`);
}

interface Scope {
  readonly domain: string;
  readonly hostOnly: boolean;
  readonly refused?: Refusal;
  readonly dropped?: Ignored | undefined;
}

/** 5.7 steps 7 to 10. */
function scopeOf({ domain }: Parsed, host: string, profile: Profile): Scope {
  const own = { domain: host, hostOnly: true };
  if (domain === '') return own;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant.
  if (/[^\x00-\x7f]/.test(domain)) return { ...own, refused: 'domain-letters' };
  // Browsers keep a cookie of an address host-only; by the draft it is identical and matches itself.
  const alone = publicSuffix(domain) === domain || (profile.browser && isIpAddress(host));
  if (alone)
    return domain === host
      ? { ...own, dropped: 'domain-is-host' }
      : { ...own, refused: isIpAddress(host) ? 'domain' : 'public-suffix' };
  return domainMatches(host, domain) ? { domain, hostOnly: false } : { ...own, refused: 'domain' };
}

function partitionOf({ partitioned }: Parsed, { partition, thirdParty }: Context, profile: Profile): string | null {
  return partitioned || (thirdParty && profile.thirdParty === 'partition') ? partition : null;
}

/** What the context forbids whatever the line says. */
function contextRefusal(
  { credentials, thirdParty }: Context,
  { partitioned }: Parsed,
  profile: Profile,
): Refusal | undefined {
  if (!credentials) return 'credentials';
  return thirdParty && profile.thirdParty === 'block' && !partitioned ? 'third-party' : undefined;
}

/** 5.7 steps 13 to 22, and the browsers' own. */
function refusalOf(jar: Jar, cookie: Cookie, parsed: Parsed, context: Context, profile: Profile): Refusal | undefined {
  const secure = profile.isSecure(context.url);
  if (!profile.namelessCookies && cookie.path.includes('\t')) return 'path-tab';
  if (cookie.secure && !secure) return prefixRefusal(cookie, parsed, context, profile) ?? 'secure-over-http';
  if (cookie.httpOnly && !context.http) return 'httponly-from-script';
  if (!cookie.secure && !secure && jar.cookies.some((each) => shields(each, cookie, profile))) return 'secure-exists';
  const effective = cookie.sameSite === 'unset' ? profile.unset : cookie.sameSite;
  if (effective !== 'none' && !context.maySetSameSite) return 'same-site';
  if (cookie.sameSite === 'none' && !cookie.secure) return 'none-without-secure';
  return (
    prefixRefusal(cookie, parsed, context, profile) ??
    (parsed.partitioned && !cookie.secure ? 'partitioned-without-secure' : undefined)
  );
}

/** 5.7 step 16: a Secure cookie that an insecure one would replace or hide. */
function shields(old: Cookie, cookie: Cookie, { secureHostOnlyShields }: Profile): boolean {
  if (!old.secure || old.phantom || old.name !== cookie.name || !pathMatches(cookie.path, old.path)) return false;
  if (secureHostOnlyShields)
    return domainMatches(old.domain, cookie.domain) || domainMatches(cookie.domain, old.domain);
  const reaches = (wide: Cookie, other: Cookie) =>
    wide.domain === other.domain || (!wide.hostOnly && domainMatches(other.domain, wide.domain));
  return reaches(old, cookie) || reaches(cookie, old);
}

/** 5.7 steps 20 to 22; __Http- and __Host-Http- are younger than the draft. */
function prefixRefusal(
  cookie: Cookie,
  { pathWritten }: Parsed,
  context: Context,
  profile: Profile,
): Refusal | undefined {
  const has = (text: string, prefix: string) => text.slice(0, prefix.length).toLowerCase() === prefix;
  const { name, value } = cookie;
  const isSecure = cookie.secure && profile.isSecure(context.url);
  if (has(name, '__secure-') && !isSecure) return 'prefix-secure';
  const rooted = cookie.path === '/' && (profile.hostPrefixPath === 'any' || pathWritten);
  if (has(name, '__host-') && !(isSecure && cookie.hostOnly && rooted)) return 'prefix-host';
  const http = has(name, '__http-') || has(name, '__host-http-');
  if (profile.httpPrefixes && http && !(isSecure && cookie.httpOnly && context.http)) return 'prefix-http';
  const hidden = ['__secure-', '__host-', ...(profile.httpPrefixes ? ['__http-'] : [])];
  return name === '' && hidden.some((prefix) => has(value, prefix)) ? 'prefix-in-value' : undefined;
}

/** Firefox: the page's process writes into its own copy what the browser then refuses. */
function withPhantom(jar: Jar, candidate: Cookie, nowMs: number): Jar {
  const others = jar.cookies.filter((each) => !(each.phantom && sameKey(each, candidate)));
  return expired(candidate, nowMs)
    ? { ...jar, cookies: others }
    : { cookies: [...others, { ...candidate, phantom: true }], next: jar.next + 1 };
}
