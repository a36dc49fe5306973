/**
 * Sending: for each cookie of a jar whether a request carries it, and the rule that decided; the Cookie header; what
 * document.cookie says.
 *
 * Follows draft-ietf-httpbis-rfc6265bis-22 5.8.3 (the retrieval algorithm, its order and its serialization), 5.6.7.1 and
 * 5.6.7.2 (Strict, Lax, Lax-allowing-unsafe). Third parties and partitions are the browsers' own (profile.ts).
 */
import type { Context } from './context.ts';
import { type Cookie, expired, type Jar, touch } from './jar.ts';
import { textOf } from './octets.ts';
import type { Profile } from './profile.ts';
import type { Sent, Withheld } from './rules.ts';
import { domainMatches, pathMatches } from './store.ts';

export interface Decision {
  readonly cookie: Cookie;
  readonly sent: Sent | undefined;
  readonly withheld: Withheld | undefined;
}

export interface Retrieved {
  /** Every cookie that has not expired, those that go out first and in their order. */
  readonly decisions: readonly Decision[];
  /** The value of the Cookie header as octets; null: there is none. */
  readonly header: string | null;
  /** With the uses noted. */
  readonly jar: Jar;
}

/** Decides for each cookie. */
export function retrieve(jar: Jar, context: Context, profile: Profile, nowMs: number): Retrieved {
  const decisions = jar.cookies
    .filter((cookie) => !expired(cookie, nowMs) && !(context.http && cookie.phantom))
    .map((cookie): Decision => ({ cookie, ...decide(cookie, context, profile, nowMs) }));
  const sent = decisions.filter((each) => each.sent !== undefined).sort((a, b) => order(a.cookie, b.cookie));
  const withheld = decisions
    .filter((each) => each.sent === undefined)
    .sort((a, b) => a.cookie.sequence - b.cookie.sequence);
  const used = sent.map(({ cookie }) => cookie);
  return {
    decisions: [...sent, ...withheld],
    header: used.length > 0 ? serialize(used) : null,
    jar: touch(jar, used, nowMs),
  };
}

/** What document.cookie says in a document: text. */
export function documentCookie(jar: Jar, context: Context, profile: Profile, nowMs: number): string {
  const { text, valid } = textOf(retrieve(jar, context, profile, nowMs).header ?? '');
  return profile.scriptsSeeOnlyUtf8 && !valid ? '' : text;
}

/** 5.8.3 step 6: a nameless cookie is its value alone. */
function serialize(cookies: readonly Cookie[]): string {
  return cookies.map(({ name, value }) => (name === '' ? value : `${name}=${value}`)).join('; ');
}

/** 5.8.3 step 2: longer paths first, then older cookies. */
function order(a: Cookie, b: Cookie): number {
  return b.path.length - a.path.length || a.createdMs - b.createdMs || a.sequence - b.sequence;
}

type Verdict = Pick<Decision, 'sent' | 'withheld'>;
const goes = (sent: Sent): Verdict => ({ sent, withheld: undefined });
const stays = (withheld: Withheld): Verdict => ({ sent: undefined, withheld });

function decide(cookie: Cookie, context: Context, profile: Profile, nowMs: number): Verdict {
  const { url } = context;
  if (cookie.hostOnly && url.host !== cookie.domain)
    return stays(domainMatches(url.host, cookie.domain) ? 'host-only' : 'domain');
  if (!domainMatches(url.host, cookie.domain)) return stays('domain');
  if (!pathMatches(url.path, cookie.path)) return stays('path');
  if (cookie.secure && !profile.isSecure(url)) return stays('secure');
  if (cookie.httpOnly && !context.http) return stays('http-only');
  if (!context.credentials) return stays('credentials');
  const own = context.partition === cookie.partition;
  if (cookie.partition !== null && !own) return stays('partition');
  if (context.thirdParty && cookie.partition === null) {
    if (profile.thirdParty === 'partition') return stays('partition');
    if (profile.thirdParty === 'block') return stays('third-party');
  }
  return sameSiteVerdict(cookie, context, profile, nowMs);
}

function sameSiteVerdict(cookie: Cookie, context: Context, profile: Profile, nowMs: number): Verdict {
  if (!context.crossSite) return goes(context.http ? 'same-site' : 'api');
  if (cookie.sameSite === 'none') return goes('none');
  if (cookie.sameSite === 'unset' && profile.unset === 'none') return goes('unset-is-none');
  if (cookie.sameSite === 'strict') return stays('strict');
  if (context.topLevel && context.safe) return goes('lax-navigation');
  const young = nowMs - cookie.createdMs <= profile.laxPostMs && profile.laxPostMs > 0;
  if (context.topLevel && cookie.sameSite === 'unset' && young) return goes('lax-post');
  return stays(cookie.sameSite === 'unset' ? 'unset-is-lax' : 'lax');
}
