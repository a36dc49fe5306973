// A browser's tab as the recordings use it: requests with redirects, pages with scripts, a clock that is moved by hand.
import { type Context, contextOf, documentContextOf, type InitiatorKind, type Request } from '../context.ts';
import {
  type CorsRequest,
  isForbiddenMethod,
  isMixedContent,
  isSimpleMethod,
  mayRead,
  needsPreflight,
  preflightPasses,
  sameOrigin,
} from '../cors.ts';
import { clearSite, emptyJar, endSession, expire, type Jar } from '../jar.ts';
import { octetsOf } from '../octets.ts';
import type { Profile } from '../profile.ts';
import { documentCookie, retrieve } from '../retrieve.ts';
import { potentiallyTrustworthy } from '../site.ts';
import { cookieStoreLine, setCookie } from '../store.ts';
import { isUrl, originOf, parseUrl, type Url } from '../url.ts';
import { expand, type Hop, type Initiator } from './recording.ts';

export interface Exchange {
  /** Of each hop that was sent, its Cookie header. */
  readonly headers: readonly (string | null)[];
  readonly sent: boolean;
  readonly readable: boolean;
  readonly frameHeader: string | null | undefined;
  readonly documentCookie: string;
  readonly frameDocumentCookie: string;
}

/** What a script sees of its document. */
export interface ScriptPage {
  readonly read: () => string;
  readonly write: (text: string) => void;
  readonly setByApi: (set: Parameters<typeof cookieStoreLine>[0], deletes?: boolean) => void;
  readonly list: () => readonly { readonly name: string; readonly value: string }[];
  /** A document of the same origin in a frame. */
  readonly frame: (path: string) => ScriptPage;
  readonly storageKey: string;
  readonly hasStorageAccess: boolean;
}

const navigating = new Set(['address-bar', 'link', 'location', 'meta-refresh', 'form-get', 'form-post']);

/** Reads an address of a recording; one that cannot be read is a mistake in the recording. */
export function urlOf(text: string): Url {
  const url = parseUrl(text);
  if (!isUrl(url))
    throw new Error(`The recording asks for ${JSON.stringify(text)}, which is no address: ${url.problem}.`);
  return url;
}

export class Tab {
  jar: Jar = emptyJar;
  nowMs: number;
  readonly profile: Profile;
  /** The request that led to the page that is open. */
  private last: Request | undefined;

  constructor(profile: Profile, nowMs: number) {
    this.profile = profile;
    this.nowMs = nowMs;
  }

  wait(ms: number): void {
    this.nowMs += ms;
    this.jar = expire(this.jar, this.nowMs);
  }

  restart(): void {
    this.jar = endSession(this.jar);
  }

  open(address: string): void {
    this.last = { kind: 'address-bar', chain: [urlOf(address)], method: 'GET' };
    this.header(this.last);
  }

  /** A request with its redirects. Answers set cookies. */
  exchange(hops: readonly Hop[], initiator: Initiator): Exchange {
    const base = this.requestOf(initiator, hops);
    const frames = base.frames ?? [];
    const frameHeader = frames.length > 0 ? this.loadFrames(base) : undefined;
    const outcome = this.follow(hops, initiator, base);
    const last = urlOf(hops.at(-1)?.url ?? '');
    const around = base.page ? [base.page, ...frames] : [];
    return {
      ...outcome,
      frameHeader,
      documentCookie: this.documentCookie(last, []),
      frameDocumentCookie: base.page ? this.documentCookie(base.page, [...around.slice(1), last]) : '',
    };
  }

  private requestOf(initiator: Initiator, hops: readonly Hop[]): Request {
    const { kind, page, frames, method } = initiator;
    if (kind === 'reload' || kind === 'reload-button') return this.reload(kind, hops);
    if (page) this.open(page);
    return {
      kind: kind as InitiatorKind,
      chain: [],
      method: kind === 'form-post' || kind === 'beacon' ? 'POST' : (method ?? 'GET'),
      page: page ? urlOf(page) : undefined,
      frames: (frames ?? []).map(urlOf),
      credentials: credentialsOf(initiator),
      leavesFrames: initiator.target === '_top' || initiator.target === '_blank',
    };
  }

  /** 5.2: by the browser's button it is what it was; by script the page itself asks, unless the browser repeats. */
  private reload(kind: string, hops: readonly Hop[]): Request {
    const { last, profile } = this;
    const again: Request = { ...(last ?? { kind: 'address-bar', method: 'GET' }), chain: [] };
    if (kind === 'reload' && !profile.reloadRepeats)
      return { kind: 'location', chain: [], method: again.method, page: urlOf(hops[0]?.url ?? '') };
    return kind === 'reload-button' && !profile.browser ? { ...again, chain: last?.chain.slice(0, -1) ?? [] } : again;
  }

  private loadFrames({ page, frames = [] }: Request): string | null {
    let header: string | null = null;
    frames.forEach((frame, index) => {
      header = this.header({ kind: 'iframe', chain: [frame], method: 'GET', page, frames: frames.slice(0, index) });
    });
    return header;
  }

  private follow(
    hops: readonly Hop[],
    initiator: Initiator,
    base: Request,
  ): Pick<Exchange, 'headers' | 'sent' | 'readable'> {
    const headers: (string | null)[] = [];
    let request = base;
    const asking = base.frames?.at(-1) ?? base.page;
    const scripted = initiator.kind === 'fetch' || initiator.kind === 'xhr';
    const checked = scripted && initiator.mode !== 'no-cors' && asking !== undefined;
    const stop = { headers, sent: false, readable: false };
    if (scripted && isForbiddenMethod(base.method)) return stop;
    if (scripted && initiator.mode === 'no-cors' && !isSimpleMethod(base.method)) return stop;
    let readable = true;
    let own = initiator.headers ?? {};
    for (const [index, hop] of hops.entries()) {
      const url = urlOf(hop.url);
      request = { ...request, chain: [...request.chain, url] };
      const within = !navigating.has(base.kind) || (base.frames ?? []).length > 0;
      if (asking && base.page && within && isMixedContent([base.page, ...(base.frames ?? [])], url)) return stop;
      const answer = lowerCase(hop.headers, this.nowMs);
      const foreign = checked && !sameOrigin([asking, ...request.chain]);
      const cors: CorsRequest = {
        method: request.method,
        headers: own,
        include: base.credentials === 'include',
        origin: asking ? (passedThrough(asking, request.chain) ? 'null' : originOf(asking)) : '',
      };
      if (foreign && needsPreflight(cors)) {
        const { status = 204, headers: given } = hop.preflight ?? { status: hop.status ?? 204, headers: {} };
        if (!preflightPasses(cors, status, lowerCase(given, this.nowMs))) return stop;
      }
      for (let attempt = 0; attempt < (hop.challenge && initiator.userinfo ? 2 : 1); attempt++) {
        const header = this.header(request);
        if (attempt === 0) headers.push(header);
        else headers[headers.length - 1] = header;
        if (!this.answer(hop, answer, contextOf(request, this.profile))) readable = false;
      }
      if (foreign && !mayRead(cors, answer)) readable = false;
      if (index === hops.length - 1) break;
      if (foreign && !readable) return stop;
      const status = hop.status ?? 302;
      // Fetch 4.4: Authorization does not follow a redirect to another origin.
      if (!sameOrigin([url, urlOf(hops[index + 1]?.url ?? hop.url)]))
        own = Object.fromEntries(Object.entries(own).filter(([name]) => !/^authorization$/i.test(name)));
      if (status === 303 || ((status === 301 || status === 302) && request.method === 'POST'))
        request = { ...request, method: 'GET' };
    }
    const opened = navigating.has(base.kind) && (base.frames ?? []).length === 0 && hops.at(-1)?.status !== 204;
    if (opened || initiator.kind.startsWith('reload')) this.last = request;
    return { headers, sent: true, readable: readable && initiator.mode !== 'no-cors' };
  }

  private header(request: Request): string | null {
    const { header, jar } = retrieve(this.jar, contextOf(request, this.profile), this.profile, this.nowMs);
    this.jar = jar;
    return header;
  }

  /** Stores what an answer sets; false: the browser takes nothing of it. */
  private answer(hop: Hop, headers: Readonly<Record<string, string>>, context: Context): boolean {
    const { profile } = this;
    const lines = (hop.setCookie ?? []).map((line) => expand(line, this.nowMs));
    if (profile.browser && [...lines, ...Object.values(headers)].some((text) => text.includes('\0'))) return false;
    for (const line of lines.flatMap((each) => fieldsOf(each, profile))) this.set(line, context, headers['date']);
    const clears = (headers['clear-site-data'] ?? '').split(',').map((type) => type.trim());
    if (
      (clears.includes('"cookies"') || clears.includes('"*"')) &&
      potentiallyTrustworthy(context.url) &&
      context.credentials
    )
      this.jar = clearSite(this.jar, context.url.host, profile);
    return true;
  }

  private set(line: string, context: Context, dateHeader?: string): void {
    this.jar = setCookie(this.jar, line, context, this.profile, { nowMs: this.nowMs, dateHeader }).jar;
  }

  documentCookie(page: Url, frames: readonly Url[]): string {
    return documentCookie(this.jar, documentContextOf(page, frames, this.profile), this.profile, this.nowMs);
  }

  /** Where a script runs: the open page, or the named one and its frames. */
  scriptPage(page: string | undefined, frames: readonly string[] = []): ScriptPage {
    if (page) this.open(page);
    const top = page ? urlOf(page) : this.last?.chain.at(-1);
    if (!top) throw new Error('The recording runs a script, but no page is open. Name one with `page`.');
    const within = frames.map(urlOf);
    this.loadFrames({ kind: 'iframe', chain: [], method: 'GET', page: top, frames: within });
    return this.pageOf(top, within, { jar: this.jar });
  }

  /** `own` is the copy that the page's process keeps, where it keeps one: no purge reaches it while a script runs. */
  private pageOf(top: Url, frames: readonly Url[], own: { jar: Jar }): ScriptPage {
    const { profile } = this;
    const context = documentContextOf(top, frames, profile);
    const copy: Profile = { ...profile, most: undefined };
    const write = (line: string, byApi = false) => {
      const outcome = setCookie(own.jar, line, context, copy, { nowMs: this.nowMs });
      // The Cookie Store API asks the browser first: what is refused leaves nothing in the page's own copy.
      if (byApi && outcome.refused) return;
      own.jar = outcome.jar;
      this.set(line, context);
    };
    const seen = () => (profile.pageHasItsOwnCopy ? own.jar : this.jar);
    return {
      read: () => documentCookie(seen(), context, profile, this.nowMs),
      write: (text) => write(octetsOf(text)),
      setByApi: (set, deletes) => write(cookieStoreLine(set, profile, deletes), true),
      list: () =>
        retrieve(seen(), context, profile, this.nowMs)
          .decisions.filter(({ sent }) => sent !== undefined)
          .map(({ cookie: { name, value } }) => ({ name, value })),
      frame: (path) => this.pageOf(top, [...frames, urlOf(`${originOf(context.url)}${path}`)], own),
      storageKey: `${originOf(context.url)} ${context.thirdParty && profile.name !== 'firefox-partitioning-off' ? context.partition : ''}`,
      hasStorageAccess: !context.thirdParty || profile.thirdParty === 'allow',
    };
  }
}

/** The Set-Cookie fields that a browser finds in what the server wrote as one: a line feed ends a field. */
function fieldsOf(line: string, { browser, headerEndsAtReturn }: Profile): string[] {
  if (!browser) return [line];
  const [first = '', ...rest] = line.split(headerEndsAtReturn ? /[\r\n]/ : '\n');
  return [first, ...rest.filter((each) => /^set-cookie:/i.test(each)).map((each) => each.slice(11).trimStart())];
}

function credentialsOf({
  kind,
  credentials,
  withCredentials,
  crossOrigin,
}: Initiator): 'omit' | 'same-origin' | 'include' {
  if (kind === 'fetch') return credentials ?? 'same-origin';
  if (kind === 'xhr' || kind === 'eventsource') return withCredentials ? 'include' : 'same-origin';
  return kind === 'img' && crossOrigin !== undefined && crossOrigin !== 'use-credentials' ? 'same-origin' : 'include';
}

/** A redirect from one foreign origin to another makes the origin opaque (Fetch 4.4, redirect-tainted). */
function passedThrough(asking: Url, chain: readonly Url[]): boolean {
  return chain.slice(1).some((url, index) => {
    const from = chain[index];
    return from !== undefined && originOf(from) !== originOf(asking) && originOf(from) !== originOf(url);
  });
}

function lowerCase(headers: Readonly<Record<string, string>> = {}, nowMs: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), expand(value, nowMs)]));
}
