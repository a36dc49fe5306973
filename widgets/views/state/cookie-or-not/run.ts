// From the state to what three readers make of it: each line stored or refused, each cookie sent or not.
import { type Context, contextOf, type InitiatorKind, type Request } from '../../../models/cookies/context.ts';
import { isMixedContent } from '../../../models/cookies/cors.ts';
import { type Cookie, emptyJar, type Jar, sameKey } from '../../../models/cookies/jar.ts';
import { octetsOf, textOf } from '../../../models/cookies/octets.ts';
import { type Profile, profiles } from '../../../models/cookies/profile.ts';
import { type Decision, retrieve } from '../../../models/cookies/retrieve.ts';
import { sameSite } from '../../../models/cookies/site.ts';
import { type Stored, setCookie } from '../../../models/cookies/store.ts';
import { isUrl, parseUrl, type Url, type UrlFailure } from '../../../models/cookies/url.ts';
import type { CookieState } from './state.ts';

export const readers = ['rfc6265bis', 'chromium', 'firefox'] as const;
export type Reader = (typeof readers)[number];

/** More lines than a table holds at a glance. */
export const mostLines = 12;
/** Enough for every limit of the model; a pasted megabyte costs no more. In UTF-16 code units. */
const longestLine = 8_000;

export interface Outcome {
  readonly stored: Stored;
  /** What became of the cookie when the request was made; undefined where there is none of this line. */
  readonly decision: Decision | undefined;
  /** The later line, from 0, that replaced or deleted it. */
  readonly replacedBy: number | undefined;
}

export interface Reading {
  readonly reader: Reader;
  readonly profile: Profile;
  readonly outcomes: readonly Outcome[];
  readonly context: Context;
  /** Text; null: no Cookie header. */
  readonly header: string | null;
}

export type AddressKey = 'from' | 'to' | 'page' | 'frame';

export interface Run {
  readonly lines: readonly string[];
  readonly moreLines: number;
  readonly method: string;
  readonly fetched: boolean;
  /** An https page asks for something over http: browsers block it, or ask over https instead. */
  readonly mixed: boolean;
  /** The same site but for the scheme. */
  readonly schemesDiffer: boolean;
  readonly addresses: Readonly<Partial<Record<AddressKey, Url>>>;
  readonly failures: Readonly<Partial<Record<AddressKey, UrlFailure>>>;
  /** Empty where an address cannot be read. */
  readonly readings: readonly Reading[];
}

/** For the reader: 20 November 2026, so that lifetimes of the presets are what they were. */
export const answeredMs = 1_795_000_000_000;

export function runOf(state: CookieState): Run {
  const all = state.lines.split('\n').filter((line) => line.trim() !== '');
  const lines = all.slice(0, mostLines).map((line) => line.slice(0, longestLine).replace(/^\s*set-cookie:\s?/i, ''));
  const asks = state.who !== 'address-bar';
  const wanted: readonly AddressKey[] = [
    'from',
    'to',
    ...(asks || state.set === 'embedded' ? (['page'] as const) : []),
    ...(asks && state.frame.trim() !== '' ? (['frame'] as const) : []),
  ];
  const read = wanted.map((key) => [key, parseUrl(state[key])] as const);
  const addresses = Object.fromEntries(read.filter(([, url]) => isUrl(url))) as Run['addresses'];
  const failures = Object.fromEntries(read.filter(([, url]) => !isUrl(url))) as Run['failures'];
  const { from, to } = addresses;
  const { page, frame } = addresses;
  const around = [page, frame].filter((url) => url !== undefined);
  const within = ['img', 'script', 'iframe', 'fetch'].includes(state.who) || (asks && frame !== undefined);
  const mixed = within && to !== undefined && isMixedContent(around, to);
  const whole = from && to && Object.keys(failures).length === 0;
  return {
    lines,
    moreLines: all.length - lines.length,
    method: methodOf(state),
    fetched: state.who === 'fetch',
    mixed,
    schemesDiffer:
      to !== undefined && asks && around.some((each) => sameSite(each, to, false) && !sameSite(each, to, true)),
    addresses,
    failures,
    readings: whole
      ? readers.map((reader) => {
          const reading = readingOf(reader, state, lines, addresses, from, to);
          return mixed ? { ...reading, header: null, outcomes: reading.outcomes.map(unasked) } : reading;
        })
      : [],
  };
}

/** No request, no decision. */
const unasked = (outcome: Outcome): Outcome => ({ ...outcome, decision: undefined });

function readingOf(
  reader: Reader,
  state: CookieState,
  lines: readonly string[],
  { page, frame }: Run['addresses'],
  from: Url,
  to: Url,
): Reading {
  const profile = profileOf(reader, state);
  const answered: Request =
    state.set === 'embedded' && page
      ? { kind: 'iframe', chain: [from], method: 'GET', page }
      : { kind: 'address-bar', chain: [from], method: 'GET' };
  let jar: Jar = emptyJar;
  const stored = lines.map((line) => {
    const octets = octetsOf(line);
    const cut = profile.headerEndsAtReturn ? octets.replace(/\r.*$/s, '') : octets;
    const outcome = setCookie(jar, cut, contextOf(answered, profile), profile, { nowMs: answeredMs });
    jar = outcome.jar;
    return outcome;
  });
  const context = contextOf(requestOf(state, to, page, frame), profile);
  const { decisions, header } = retrieve(jar, context, profile, answeredMs + state.later * 1_000);
  return {
    reader,
    profile,
    outcomes: stored.map((each, index) => outcomeOf(each, index, stored, decisions)),
    context,
    header: header === null ? null : textOfOctets(header),
  };
}

function methodOf({ who, method }: CookieState): string {
  return who === 'form-post' ? 'POST' : who === 'fetch' ? method : 'GET';
}

function requestOf(state: CookieState, to: Url, page: Url | undefined, frame: Url | undefined): Request {
  const kind: InitiatorKind = state.who;
  if (kind === 'address-bar') return { kind, chain: [to], method: 'GET' };
  return {
    kind,
    chain: [to],
    method: methodOf(state),
    page,
    frames: frame ? [frame] : [],
    credentials: kind === 'fetch' ? state.credentials : 'include',
  };
}

function profileOf(reader: Reader, { chromium, firefox }: CookieState): Profile {
  if (reader === 'chromium' && chromium === 'block') return profiles['chromium-as-shipped'];
  return reader === 'firefox' && firefox === 'allow' ? profiles['firefox-partitioning-off'] : profiles[reader];
}

function outcomeOf(stored: Stored, index: number, all: readonly Stored[], decisions: readonly Decision[]): Outcome {
  const { cookie } = stored;
  if (!cookie) return { stored, decision: undefined, replacedBy: undefined };
  const later = all.findIndex((each, at) => at > index && touches(each, cookie));
  const decision = later < 0 ? decisions.find((each) => sameKey(each.cookie, cookie)) : undefined;
  return { stored, decision, replacedBy: later < 0 ? undefined : later };
}

/** Whether a later line replaced the cookie, or deleted it. */
function touches({ cookie, deletes, parsed, jar }: Stored, old: Cookie): boolean {
  if (cookie) return sameKey(cookie, old);
  return deletes && parsed.name === old.name && !jar.cookies.some((each) => sameKey(each, old));
}

/** Octets as a reader reads them: UTF-8, and what is none as U+FFFD. */
function textOfOctets(octets: string): string {
  return textOf(octets).text;
}

/** Neighbours in the order of the readers that are alike. */
export function merged<T>(list: readonly T[], keyOf: (each: T) => string): T[][] {
  const groups: T[][] = [];
  for (const each of list) {
    const last = groups.at(-1);
    const [head] = last ?? [];
    if (last && head !== undefined && keyOf(head) === keyOf(each)) last.push(each);
    else groups.push([each]);
  }
  return groups;
}
