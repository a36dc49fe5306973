/**
 * One Set-Cookie line, read: name, value, and for each attribute whether it counts and, if not, why.
 *
 * Follows draft-ietf-httpbis-rfc6265bis-22 5.6 (the line and its attributes), 5.6.1 to 5.6.7 (each attribute), 5.5 (400
 * days). Where a browser differs the profile says so. Takes any string of octets and never throws; linear in its length.
 * Left out: Priority (Chromium), which no request shows.
 */
import { firefoxDate } from './date-firefox.ts';
import { octetsOf, textOf } from './octets.ts';
import { longestAgeS, longestAttribute, longestPair, type Profile } from './profile.ts';
import type { Ignored, Refusal } from './rules.ts';

export interface Attribute {
  /** As written, without the space around it. */
  readonly name: string;
  readonly value: string;
  /** Half-open range in the line, without the semicolon. */
  readonly at: number;
  readonly end: number;
  /** Why it does not count; undefined where it does. */
  readonly ignored: Ignored | undefined;
}

export interface Parsed {
  readonly name: string;
  readonly value: string;
  readonly attributes: readonly Attribute[];
  /** Why the line is refused before anything is stored. */
  readonly refused: Refusal | undefined;
  /** Lower case, without the first dot; empty: none was given. */
  readonly domain: string;
  /** The last Path, if it begins with a slash. */
  readonly path: string | undefined;
  readonly pathWritten: boolean;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly partitioned: boolean;
  readonly sameSite: SameSite;
  /** Milliseconds since 1970; null for a session cookie. */
  readonly expiresMs: number | null;
}

export type SameSite = 'strict' | 'lax' | 'none' | 'unset';

export interface Clock {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** The Date header of the answer, as written. */
  readonly dateHeader?: string | undefined;
}

/** Before all that can be represented: deletes. */
export const longAgoMs = Number.MIN_SAFE_INTEGER;

const wsp = /^[ \t]+|[ \t]+$/g;

/** Reads a line of octets as it stood behind `Set-Cookie:`, or was written to document.cookie. */
export function parseSetCookie(line: string, profile: Profile, clock: Clock): Parsed {
  const [pair = '', ...rest] = line.split(';');
  const equals = pair.indexOf('=');
  const left = pair.slice(0, Math.max(equals, 0)).replace(wsp, '');
  const right = pair.slice(equals + 1).replace(wsp, '');
  const asName = equals < 0 && !profile.namelessCookies;
  const name = stored(asName ? right : left, profile);
  const value = stored(asName ? '' : right, profile);
  const attributes = attributesOf(rest, pair.length, profile);
  const last = (wanted: string) => attributes.findLast((each) => each.name.toLowerCase() === wanted && counts(each));
  const path = last('path');
  const sameSite = last('samesite')?.value.toLowerCase() ?? '';
  return {
    name,
    value,
    attributes,
    refused: refusalOf(line, name, value, asName || equals >= 0, profile),
    domain: (last('domain')?.value ?? '').replace(leadingDot(profile), '').toLowerCase(),
    path: path?.value.startsWith('/') ? path.value : undefined,
    pathWritten: path !== undefined && (profile.hostPrefixPath === 'attribute' || path.value.startsWith('/')),
    secure: last('secure') !== undefined,
    httpOnly: last('httponly') !== undefined,
    partitioned: last('partitioned') !== undefined,
    sameSite: sameSite === 'strict' || sameSite === 'lax' || sameSite === 'none' ? sameSite : 'unset',
    expiresMs: lifetimeOf(attributes, profile, clock),
  };
}

/** 5.6.3: one dot in front is dropped. Browsers keep a dot that stands alone, and refuse it. */
const leadingDot = ({ browser }: Profile): RegExp => (browser ? /^\.(?=.)/ : /^\./);

/** These decide in the end although they are listed with a reason. */
const counts = ({ ignored }: Attribute): boolean =>
  ignored === undefined || ignored === 'path-relative' || ignored === 'same-site-value' || ignored === 'domain-empty';

const stored = (octets: string, { storesUtf8 }: Profile): string =>
  storesUtf8 ? octetsOf(textOf(octets).text) : octets;

function refusalOf(line: string, name: string, value: string, named: boolean, profile: Profile): Refusal | undefined {
  // 5.6 step 1: control characters other than HTAB, anywhere in the line.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(line)) return 'control-character';
  if (name === '' && value === '') return 'empty';
  if (name === '' && named && !profile.namelessCookies) return 'nameless';
  if (name === '' && value.includes('=') && !profile.namelessMayHoldEquals) return 'nameless-equals';
  if (!profile.tabs && /\t/.test(name + value)) return 'tab';
  if (name.length + value.length > longestPair) return 'too-long';
  return undefined;
}

const known = new Set(['expires', 'max-age', 'domain', 'path', 'secure', 'httponly', 'samesite']);

function attributesOf(parts: readonly string[], start: number, profile: Profile): Attribute[] {
  let at = start;
  const read = parts.map((part) => {
    const equals = part.indexOf('=');
    const from = at + 1;
    at = from + part.length;
    return {
      name: part.slice(0, equals < 0 ? part.length : equals).replace(wsp, ''),
      value: equals < 0 ? '' : part.slice(equals + 1).replace(wsp, ''),
      at: from + (/^[ \t]*/.exec(part)?.[0].length ?? 0),
      end: at,
    };
  });
  const first = read.map((each): Attribute => ({ ...each, ignored: alone(each.name, each.value, profile) }));
  const last = new Map<string, number>();
  const decides = (each: Attribute) =>
    counts(each) || (profile.lastLifetimeDecides && (each.ignored === 'max-age' || each.ignored === 'expires'));
  first.forEach((each, index) => {
    if (decides(each)) last.set(each.name.toLowerCase(), index);
  });
  const maxAge = first[last.get('max-age') ?? -1];
  return (
    first
      .map((each, index): Attribute => {
        const name = each.name.toLowerCase();
        if (decides(each) && takesValue(name) && last.get(name) !== index) return { ...each, ignored: 'repeated' };
        // 5.7 step 6: Max-Age before Expires.
        const overridden = name === 'expires' && maxAge !== undefined && maxAge.ignored === undefined;
        return overridden && each.ignored === undefined ? { ...each, ignored: 'overridden' } : each;
      })
      // Two semicolons have nothing between them, and nothing is ignored.
      .filter(({ name, value }) => name !== '' || value !== '')
  );
}

const takesValue = (name: string): boolean => name !== 'secure' && name !== 'httponly' && name !== 'partitioned';

/** What is wrong with an attribute, whatever stands beside it. */
function alone(name: string, value: string, profile: Profile): Ignored | undefined {
  const lower = name.toLowerCase();
  if (!known.has(lower) && !(lower === 'partitioned' && profile.partitioned)) return 'unknown';
  if (value.length > longestAttribute && (profile.measuresSameSite || lower !== 'samesite')) return 'too-long';
  switch (lower) {
    case 'max-age':
      return profile.maxAge.test(value) ? undefined : 'max-age';
    case 'expires':
      return profile.date(value) === undefined ? 'expires' : undefined;
    case 'domain':
      return value === '' ? 'domain-empty' : undefined;
    case 'path':
      return value.startsWith('/') ? undefined : 'path-relative';
    case 'samesite':
      return /^(?:strict|lax|none)$/i.test(value) ? undefined : 'same-site-value';
    default:
      return undefined;
  }
}

/** 5.7 step 6: the last Max-Age, else the last Expires, else until the session ends; at most 400 days (5.5). */
function lifetimeOf(attributes: readonly Attribute[], profile: Profile, clock: Clock): number | null {
  const { nowMs } = clock;
  const limitMs = nowMs + longestAgeS * 1_000;
  const named = (name: string) =>
    attributes.findLast((each) => each.name.toLowerCase() === name && each.ignored === undefined);
  const maxAge = named('max-age');
  if (maxAge) {
    const seconds = maxAge.value.startsWith('-') ? -1 : Number(maxAge.value);
    return seconds <= 0 ? longAgoMs : Math.min(limitMs, nowMs + Math.min(seconds, longestAgeS) * 1_000);
  }
  const expires = named('expires');
  const date = expires && dateOf(expires.value, profile, clock);
  return date === undefined ? null : Math.min(limitMs, date);
}

function dateOf(value: string, profile: Profile, { nowMs, dateHeader }: Clock): number | undefined {
  const date = profile.date(value);
  const server = profile.serverDate && dateHeader !== undefined ? firefoxDate(dateHeader) : undefined;
  return date === undefined || server === undefined ? date : date + nowMs - server;
}
