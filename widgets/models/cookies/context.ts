/**
 * Who asks for what, and what follows for cookies: same-site or cross-site, a navigation of the whole tab or something
 * within a page, first or third party, which partition, with credentials or without.
 *
 * Follows draft-ietf-httpbis-rfc6265bis-22 5.2 (same-site requests, the "site for cookies" of documents within documents,
 * redirects), the Fetch Standard, section 4.6 (credentials), and where the profile says so the browsers' own rules.
 * Left out: workers (5.2.2), sandboxed frames' opaque origins, Storage Access API grants.
 */
import type { Profile } from './profile.ts';
import { sameSite, siteOf } from './site.ts';
import { originOf, type Url } from './url.ts';

export type InitiatorKind =
  | 'address-bar'
  | 'link'
  | 'location'
  | 'meta-refresh'
  | 'window-open'
  | 'form-get'
  | 'form-post'
  | 'iframe'
  | 'img'
  | 'script'
  | 'style'
  | 'fetch'
  | 'xhr'
  | 'beacon'
  | 'websocket'
  | 'eventsource';

export type Credentials = 'omit' | 'same-origin' | 'include';

/** One request; after a redirect, the same initiator with a longer chain. */
export interface Request {
  readonly kind: InitiatorKind;
  /** The addresses that led here by redirects, first to last; the last is the one that is asked. */
  readonly chain: readonly Url[];
  readonly method: string;
  /** The page of the tab; undefined where nobody but the person at the keyboard asks. */
  readonly page?: Url | undefined;
  /** Frames within it, outermost first, of which the last asks. */
  readonly frames?: readonly Url[];
  readonly credentials?: Credentials;
  /** A link or form in a frame that opens in the whole tab or a new one. */
  readonly leavesFrames?: boolean;
}

/** What decides about cookies. */
export interface Context {
  readonly url: Url;
  /** Through HTTP, not through document.cookie. */
  readonly http: boolean;
  readonly crossSite: boolean;
  /** Navigates the whole tab. */
  readonly topLevel: boolean;
  /** GET, HEAD, OPTIONS, TRACE (RFC 9110 section 9.2.1). */
  readonly safe: boolean;
  /** Whether an answer may set Strict, Lax and unset cookies (5.7 step 18). */
  readonly maySetSameSite: boolean;
  /** Asked from within a page of another site. */
  readonly thirdParty: boolean;
  /** The partition of Partitioned cookies: the tab's site, and whether another site stands between. */
  readonly partition: string;
  readonly credentials: boolean;
}

const navigations: ReadonlySet<InitiatorKind> = new Set([
  'address-bar',
  'link',
  'location',
  'meta-refresh',
  'window-open',
  'form-get',
  'form-post',
]);

/** Judges a request. The chain must not be empty. */
export function contextOf(request: Request, profile: Profile): Context {
  const { kind, chain, page, frames = [] } = request;
  const url = chain.at(-1);
  if (!url) throw new Error('The chain of a request is empty. Name at least the address that is asked.');
  const same = (a: Url, b: Url) => sameSite(a, b, profile.schemeful);
  const navigates = navigations.has(kind);
  const topLevel = navigates && (frames.length === 0 || kind === 'window-open' || request.leavesFrames === true);
  const asking = frames.at(-1) ?? page;
  // A frame that goes elsewhere leaves its own place: what stands around it counts, and itself as the one who asks.
  const around = page === undefined || topLevel ? [] : [page, ...(navigates ? frames.slice(0, -1) : frames)];
  const foreignAround = around.some((each) => !same(each, url));
  const foreignAsker = asking !== undefined && !same(asking, url);
  const redirected = profile.redirectsCount && chain.some((each) => !same(each, url));
  // 5.2.1 audits all documents of the client; browsers ask only who starts a navigation of the whole tab.
  const audited = profile.browser || page === undefined ? false : [page, ...frames].some((each) => !same(each, url));
  const top = topLevel || page === undefined ? url : page;
  return {
    url,
    http: true,
    crossSite: foreignAround || foreignAsker || redirected || audited,
    topLevel,
    safe: /^(?:GET|HEAD|OPTIONS|TRACE)$/i.test(request.method),
    maySetSameSite: topLevel || !(foreignAround || foreignAsker || audited || (!profile.browser && redirected)),
    thirdParty: foreignAround,
    partition: partitionOf(top, around, url),
    credentials: carriesCredentials(request, asking),
  };
}

/** Judges what the script of a document may see and set: the tab's page and the frames down to the document. */
export function documentContextOf(page: Url, frames: readonly Url[], profile: Profile): Context {
  const url = frames.at(-1) ?? page;
  const around = [page, ...frames];
  const foreign = around.some((each) => !sameSite(each, url, profile.schemeful));
  return {
    url,
    http: false,
    crossSite: foreign,
    topLevel: false,
    safe: true,
    maySetSameSite: !foreign,
    thirdParty: foreign,
    partition: partitionOf(page, around, url),
    credentials: true,
  };
}

/** CHIPS: the site of the tab's page, and whether any other site stands between it and what is asked. */
function partitionOf(top: Url, around: readonly Url[], url: Url): string {
  const between = around.some((each) => siteOf(each) !== siteOf(url));
  return `${siteOf(top)}${between ? ' (cross-site ancestor)' : ''}`;
}

/** Fetch 4.6: credentials mode, and for same-origin the origins that a redirect has passed through. */
function carriesCredentials({ chain, credentials = 'include' }: Request, asking: Url | undefined): boolean {
  if (credentials !== 'same-origin' || asking === undefined) return credentials !== 'omit';
  return chain.every((each) => originOf(each) === originOf(asking));
}
