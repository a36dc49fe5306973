/**
 * A browser, a server with its store, a cache between them and an attacker: who holds a credential, who sends it, and what
 * the server has to look up.
 *
 * Whether a request carries a cookie, and whether a script reads one, is asked of `models/cookies`. A token here is a record
 * whose signature is sound: what its checks are is the subject of `models/jwt`. Every action leaves events; the world is
 * changed in place by one scenario and thrown away.
 *
 * Left out: refresh tokens, sender-constrained tokens (RFC 8705, RFC 9449), and sessions that end by themselves.
 */
import { type Context, contextOf, type Request } from '../cookies/context.ts';
import { emptyJar, type Jar } from '../cookies/jar.ts';
import { profiles } from '../cookies/profile.ts';
import { documentCookie, retrieve } from '../cookies/retrieve.ts';
import type { Sent, Withheld } from '../cookies/rules.ts';
import { setCookie } from '../cookies/store.ts';
import { isUrl, parseUrl, type Url } from '../cookies/url.ts';

export const keeps = ['session-cookie', 'token-cookie', 'token-memory', 'token-storage'] as const;
export type Keep = (typeof keeps)[number];

export type Actor = 'attacker' | 'client' | 'cdn' | 'server' | 'store';

/** How it went: `good` and `broken` for the user, `harm` and `refused` for the attacker. */
export type Verdict = 'done' | 'good' | 'broken' | 'harm' | 'refused';

export interface Event {
  /** Seconds since the login. */
  readonly atS: number;
  readonly from: Actor;
  readonly to: Actor;
  readonly code: string;
  readonly verdict: Verdict;
  readonly values: Readonly<Record<string, string | number>>;
}

export interface Settings {
  readonly keep: Keep;
  readonly sameSite: 'strict' | 'lax' | 'none' | 'unset';
  readonly httpOnly: boolean;
  /** The server demands a secret of its own page with each change. */
  readonly csrfToken: boolean;
  /** The server looks each token up in a list of those that were withdrawn. */
  readonly denyList: boolean;
  /** All servers use one session store, outside their own memory. */
  readonly sharedStore: boolean;
  /** Answers say `Cache-Control: private`. */
  readonly cachePrivate: boolean;
  readonly lifetimeS: number;
  /** How long after the login the scenario goes on, in seconds. */
  readonly waitS: number;
  readonly attackFrom: 'other-site' | 'sibling';
  readonly method: 'POST' | 'GET';
  readonly api: 'other-site' | 'sibling';
  readonly thirdParty: 'allowed' | 'blocked';
}

export const usual: Settings = {
  keep: 'token-storage',
  sameSite: 'lax',
  httpOnly: true,
  csrfToken: false,
  denyList: false,
  sharedStore: false,
  cachePrivate: false,
  lifetimeS: 900,
  waitS: 300,
  attackFrom: 'other-site',
  method: 'POST',
  api: 'other-site',
  thirdParty: 'blocked',
};

/** A session id, or a token with its number (`jti`). */
export interface Credential {
  readonly kind: 'session' | 'token';
  readonly id: string;
  readonly expiresS: number;
}

/** What a server had to keep and to do: the bill of session and token. */
export interface Bill {
  /** Rows that were written to a store. */
  stored: number;
  /** Questions to a store. */
  lookups: number;
  /** Signatures that were checked. */
  verified: number;
  requests: number;
}

export function url(text: string): Url {
  const read = parseUrl(text);
  if (!isUrl(read)) throw new Error(`${text} is no address.`);
  return read;
}

export const shop = url('https://shop.example/');
export const addresses = {
  evil: url('https://evil.example/'),
  sibling: url('https://blog.shop.example/'),
  api: url('https://api.example.net/orders'),
  siblingApi: url('https://api.shop.example/orders'),
};

/** The day does not matter; cookies count in milliseconds since 1970. */
const loginMs = 1_790_000_000_000;

export class World {
  readonly settings: Settings;
  readonly events: Event[] = [];
  readonly bill: Bill = { stored: 0, lookups: 0, verified: 0, requests: 0 };
  nowS = 0;
  jar: Jar = emptyJar;
  memory: Credential | undefined;
  storage: Credential | undefined;
  readonly sessions = new Set<string>();
  readonly denied = new Set<string>();
  /** Tokens that were signed before this have another key. */
  keySinceS = 0;
  private issued = 0;
  private readonly known = new Map<string, Credential>();

  constructor(settings: Settings) {
    this.settings = settings;
  }

  get isSession(): boolean {
    return this.settings.keep === 'session-cookie';
  }
  get inCookie(): boolean {
    return this.settings.keep.endsWith('cookie');
  }
  private get profile() {
    return this.settings.thirdParty === 'blocked' ? profiles['chromium-as-shipped'] : profiles.chromium;
  }

  say(from: Actor, to: Actor, code: string, verdict: Verdict = 'done', values: Event['values'] = {}): void {
    this.events.push({ atS: this.nowS, from, to, code, verdict, values });
  }

  wait(seconds: number): void {
    this.nowS += seconds;
  }

  /** Hands out a credential: a row in the store, or a signature. */
  issue(device: 'browser' | 'phone' = 'browser'): Credential {
    this.issued += 1;
    const id = `${this.isSession ? 's' : 't'}${this.issued}`;
    const credential: Credential = {
      kind: this.isSession ? 'session' : 'token',
      id,
      expiresS: this.isSession ? Number.POSITIVE_INFINITY : this.nowS + this.settings.lifetimeS,
    };
    this.known.set(id, credential);
    this.say('client', 'server', 'logs-in', 'done', { device });
    if (this.isSession) {
      this.sessions.add(id);
      this.bill.stored += 1;
      this.say('server', 'store', 'stores-session', 'done', { id, device });
    } else {
      this.say('server', 'server', 'signs-token', 'done', { id, minutes: Math.round(this.settings.lifetimeS / 60) });
      if (this.settings.denyList) {
        this.bill.stored += 1;
        this.say('server', 'store', 'stores-number', 'done', { id, device });
      }
    }
    return credential;
  }

  /** The login of the browser: the credential goes where the choice says. */
  login(options: { readonly domain?: string; readonly at?: Url } = {}): Credential {
    const credential = this.issue();
    this.keepIt(credential, options);
    return credential;
  }

  private keepIt(credential: Credential, { domain, at = shop }: { readonly domain?: string; readonly at?: Url }): void {
    switch (this.settings.keep) {
      case 'token-memory':
        this.memory = credential;
        return this.say('server', 'client', 'into-memory', 'done', { id: credential.id });
      case 'token-storage':
        this.storage = credential;
        return this.say('server', 'client', 'into-storage', 'done', { id: credential.id });
      default: {
        const line = this.cookieLine(credential, domain);
        const context = this.context({
          kind: 'fetch',
          chain: [at],
          method: 'POST',
          page: shop,
          credentials: 'include',
        });
        const { jar, cookie } = setCookie(this.jar, line, context, this.profile, { nowMs: this.nowMs });
        this.jar = jar;
        this.say('server', 'client', cookie ? 'into-cookie' : 'cookie-not-kept', cookie ? 'done' : 'broken', { line });
      }
    }
  }

  private cookieLine({ id }: Credential, domain: string | undefined): string {
    const { sameSite, httpOnly } = this.settings;
    const attributes = [
      'Secure',
      httpOnly ? 'HttpOnly' : '',
      sameSite === 'unset' ? '' : `SameSite=${sameSite[0]?.toUpperCase()}${sameSite.slice(1)}`,
      domain ? `Domain=${domain}` : '',
    ];
    return [`id=${id}`, ...attributes.filter(Boolean)].join('; ');
  }

  private get nowMs(): number {
    return loginMs + 1_000 * this.nowS;
  }

  private context(request: Request): Context {
    return contextOf(request, this.profile);
  }

  /** What a request of the browser carries by itself: the cookie and the rule that let it go, or the rule that kept it. */
  cookieFor(request: Request): {
    readonly credential: Credential | undefined;
    readonly rule: Sent | Withheld | 'no-cookie';
  } {
    const { decisions } = retrieve(this.jar, this.context(request), this.profile, this.nowMs);
    const going = decisions.find(({ sent }) => sent !== undefined);
    if (going) return { credential: this.known.get(going.cookie.value), rule: going.sent ?? 'no-cookie' };
    // A cookie of another host says less about this request than one of its own.
    const kept = decisions
      .map(({ withheld }) => withheld)
      .sort((a, b) => Number(a === 'domain') - Number(b === 'domain'));
    return { credential: undefined, rule: kept[0] ?? 'no-cookie' };
  }

  /** What the shop's own page has to put into a request, from wherever the credential lives. */
  ofOwnPage(): Credential | undefined {
    if (this.settings.keep === 'token-memory') return this.memory;
    if (this.settings.keep === 'token-storage') return this.storage;
    return this.cookieFor({ kind: 'fetch', chain: [shop], method: 'POST', page: shop, credentials: 'include' })
      .credential;
  }

  /** The id that a script in the shop's page reads from document.cookie. */
  scriptReadsCookie(): Credential | undefined {
    const context = this.context({ kind: 'fetch', chain: [shop], method: 'GET', page: shop });
    const text = documentCookie(this.jar, { ...context, http: false }, this.profile, this.nowMs);
    return this.known.get(/id=(\w+)/.exec(text)?.[1] ?? '');
  }

  /** Deletes it in the browser, as a logout does. */
  forget(): void {
    this.memory = undefined;
    this.storage = undefined;
    this.jar = emptyJar;
  }

  /**
   * The server judges a credential. `local` is a server that has only its own memory. Returns whether it lets the request
   * in, and says how it came to that.
   */
  admits(credential: Credential | undefined, local?: ReadonlySet<string>): boolean {
    this.bill.requests += 1;
    if (!credential) {
      this.say('server', 'server', 'finds-nothing');
      return false;
    }
    if (credential.kind === 'session') {
      this.bill.lookups += 1;
      const found = (local ?? this.sessions).has(credential.id);
      this.say('server', 'store', found ? 'finds-session' : 'misses-session', 'done', { id: credential.id });
      return found;
    }
    this.bill.verified += 1;
    const code =
      credential.expiresS <= this.nowS
        ? 'token-expired'
        : credential.expiresS - this.settings.lifetimeS < this.keySinceS
          ? 'token-other-key'
          : 'token-sound';
    this.say('server', 'server', code, 'done', { id: credential.id });
    if (code !== 'token-sound') return false;
    if (!this.settings.denyList) return true;
    this.bill.lookups += 1;
    const denied = this.denied.has(credential.id);
    this.say('server', 'store', denied ? 'finds-denied' : 'not-denied', 'done', { id: credential.id });
    return !denied;
  }
}
