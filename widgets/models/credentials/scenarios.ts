/**
 * What happens to a credential: ten stories, each run on a world, each ending in a grade that follows from its events.
 *
 * Follows RFC 9111 sections 3.5, 4.2.2 and 7.3 (the cache stores all that it may), RFC 6750 section 2.1 (a token in
 * Authorization), RFC 7009 and RFC 7519 section 4.1.7 (withdrawing one token by its number), the Fetch Standard (preflight).
 */
import { needsPreflight } from '../cookies/cors.ts';
import { originOf } from '../cookies/url.ts';
import { addresses, type Bill, type Credential, type Event, type Settings, shop, World } from './world.ts';

export const scenarioNames = [
  'xss',
  'csrf',
  'stolen',
  'logout',
  'revoke',
  'cdn',
  'second-domain',
  'native-app',
  'restart',
  'reload',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

export type Grade = 'holds' | 'partly' | 'fails';

export interface Run {
  readonly events: readonly Event[];
  readonly grade: Grade;
  /** Why: a word that the view has a sentence for. */
  readonly because: string;
  readonly bill: Bill;
}

type End = readonly [grade: Grade, because: string];

/** Runs a scenario from the login on. At most some forty events; the same settings give the same events. */
export function runScenario(name: ScenarioName, settings: Settings): Run {
  const world = new World(settings);
  const [grade, because] = stories[name](world);
  return { events: world.events, grade, because, bill: world.bill };
}

/** The user's own page does something. */
function userActs(world: World, code = 'user-acts'): boolean {
  const credential = world.ofOwnPage();
  world.say('client', 'server', credential ? code : 'user-acts-without', 'done', { how: how(world) });
  const ok = world.admits(credential);
  world.say('server', 'client', ok ? 'served' : 'asks-login', ok ? 'good' : 'broken');
  return ok;
}

/** A copy of the credential is sent from the attacker's own machine. */
function attackerActs(world: World, copy: Credential): boolean {
  world.say('attacker', 'server', 'sends-copy', 'done', { id: copy.id });
  const ok = world.admits(copy);
  world.say('server', 'attacker', ok ? 'obeys-attacker' : 'refuses-attacker', ok ? 'harm' : 'refused');
  return ok;
}

const how = ({ inCookie }: World): string => (inCookie ? 'Cookie' : 'Authorization: Bearer');

const stories: Readonly<Record<ScenarioName, (world: World) => End>> = {
  xss(world) {
    const { settings } = world;
    world.login();
    world.wait(settings.waitS);
    world.say('attacker', 'client', 'script-in-page');
    let copy: Credential | undefined;
    if (world.inCookie) {
      copy = world.scriptReadsCookie();
      world.say('client', 'client', copy ? 'script-reads-cookie' : 'script-sees-no-cookie', copy ? 'harm' : 'refused');
    } else if (settings.keep === 'token-storage') {
      copy = world.storage;
      world.say('client', 'client', 'script-reads-storage', 'harm');
    } else {
      // Nobody reads a closure; but the page hands the token to fetch(), and that is anybody's to replace.
      copy = world.memory;
      world.say('client', 'client', 'script-hooks-fetch', 'harm');
    }
    const inside = world.ofOwnPage();
    world.say('client', 'server', settings.csrfToken ? 'script-acts-with-csrf' : 'script-acts', 'done', {
      how: how(world),
    });
    const acted = world.admits(inside);
    world.say('server', 'client', acted ? 'obeys-script' : 'refuses-attacker', acted ? 'harm' : 'refused');
    if (!copy) return [acted ? 'partly' : 'holds', acted ? 'acts-while-open' : 'expired-before'];
    world.say('client', 'attacker', 'carries-away', 'harm', { id: copy.id });
    world.say('client', 'client', 'closes-page');
    const usable = attackerActs(world, copy);
    return usable
      ? ['fails', settings.keep === 'token-memory' ? 'carried-from-memory' : 'carried-away']
      : ['partly', 'expired-before'];
  },

  csrf(world) {
    const { settings } = world;
    world.login();
    world.wait(settings.waitS);
    const page = settings.attackFrom === 'sibling' ? addresses.sibling : addresses.evil;
    world.say('client', 'attacker', 'opens-page', 'done', { page: originOf(page) });
    const post = settings.method === 'POST';
    const { credential, rule } = world.cookieFor({
      kind: post ? 'form-post' : 'link',
      chain: [shop],
      method: settings.method,
      page,
    });
    if (!world.inCookie) {
      world.say('client', 'server', 'forged-without-header', 'done', { method: settings.method });
    } else {
      world.say('client', 'server', credential ? 'forged-with-cookie' : 'forged-without-cookie', 'done', {
        method: settings.method,
        rule,
      });
    }
    if (!world.admits(credential)) {
      world.say('server', 'client', 'refuses-attacker', 'refused');
      return ['holds', world.inCookie ? `withheld-${rule}` : 'no-header'];
    }
    if (settings.csrfToken) {
      world.say('server', 'client', 'misses-csrf-token', 'refused');
      return ['holds', 'csrf-token'];
    }
    world.say('server', 'client', 'obeys-forgery', 'harm');
    return ['fails', `sent-${rule}`];
  },

  stolen(world) {
    const copy = world.login();
    world.wait(60);
    world.say('client', 'attacker', 'copied', 'harm', { id: copy.id });
    attackerActs(world, copy);
    world.wait(120);
    world.say('client', 'server', 'reports-theft');
    withdraw(world, copy);
    const again = attackerActs(world, copy);
    if (!again) return ['partly', 'ended-late'];
    waitForExpiry(world, copy);
    attackerActs(world, copy);
    return ['fails', 'until-exp'];
  },

  logout(world) {
    const copy = world.login();
    world.wait(60);
    world.say('client', 'attacker', 'copied', 'harm', { id: copy.id });
    world.say('client', 'server', 'logs-out');
    world.forget();
    world.say('client', 'client', 'forgets');
    const ended = withdraw(world, copy);
    userActs(world);
    if (!attackerActs(world, copy)) return ['holds', ended === 'session' ? 'ended-session' : 'ended-token'];
    waitForExpiry(world, copy);
    attackerActs(world, copy);
    return ['fails', 'until-exp'];
  },

  revoke(world) {
    const laptop = world.login();
    const phone = world.issue('phone');
    world.say('server', 'client', 'phone-has-it', 'done', { id: phone.id });
    world.wait(60);
    world.say('client', 'attacker', 'phone-lost', 'harm', { id: phone.id });
    world.say('client', 'server', 'revokes-phone');
    if (withdraw(world, phone) !== 'nothing') {
      const works = attackerActs(world, phone);
      return userActs(world) && !works ? ['holds', world.isSession ? 'one-row' : 'one-number'] : ['fails', 'until-exp'];
    }
    attackerActs(world, phone);
    world.wait(60);
    // Every token is signed with the same key: to withdraw one is to withdraw all.
    world.keySinceS = world.nowS;
    world.say('server', 'server', 'changes-key');
    attackerActs(world, phone);
    userActs(world);
    return ['fails', laptop.id === phone.id ? 'until-exp' : 'all-or-none'];
  },

  cdn(world) {
    const { settings } = world;
    world.login();
    world.wait(60);
    const credential = world.ofOwnPage();
    world.say('client', 'cdn', 'asks-account', 'done', { how: how(world) });
    world.say('cdn', 'server', 'passes-on', 'done', { how: how(world) });
    world.admits(credential);
    world.say('server', 'cdn', settings.cachePrivate ? 'answers-private' : 'answers-plain');
    // RFC 9111: private (5.2.2.7); Authorization (3.5); otherwise a 200 may be kept by heuristics (4.2.2), cookies or not (7.3).
    const kept = !settings.cachePrivate && world.inCookie;
    const why = settings.cachePrivate ? 'keeps-not-private' : world.inCookie ? 'keeps' : 'keeps-not-authorization';
    world.say('cdn', 'cdn', why, kept ? 'harm' : 'good');
    world.say('cdn', 'client', 'served', 'good');
    world.say('attacker', 'cdn', 'somebody-asks');
    if (kept) {
      world.say('cdn', 'attacker', 'serves-other-page', 'harm');
      return ['fails', 'cached'];
    }
    world.say('cdn', 'server', 'passes-on-plain');
    world.admits(undefined);
    world.say('server', 'attacker', 'refuses-attacker', 'refused');
    return ['holds', settings.cachePrivate ? 'private' : 'authorization'];
  },

  'second-domain'(world) {
    const { settings } = world;
    const api = settings.api === 'sibling' ? addresses.siblingApi : addresses.api;
    const request = { kind: 'fetch', chain: [api], method: 'GET', page: shop, credentials: 'include' } as const;
    const host = api.host;
    world.login();
    world.wait(60);
    if (!world.inCookie) {
      const headers = { authorization: 'Bearer' };
      const asks = needsPreflight({ method: 'GET', headers, include: false, origin: originOf(shop) });
      if (asks) world.say('client', 'server', 'preflight', 'done', { host });
      world.say('client', 'server', 'calls-with-header', 'done', { host });
      const ok = world.admits(world.ofOwnPage());
      world.say('server', 'client', ok ? 'served' : 'asks-login', ok ? 'good' : 'broken');
      return ok ? ['holds', 'header-goes-anywhere'] : ['fails', 'until-exp'];
    }
    const call = (): boolean => {
      const { credential, rule } = world.cookieFor(request);
      world.say('client', 'server', credential ? 'calls-with-cookie' : 'calls-without-cookie', 'done', { host, rule });
      const ok = world.admits(credential);
      world.say('server', 'client', ok ? 'served' : 'asks-login', ok ? 'good' : 'broken');
      return ok;
    };
    call();
    // The cookie belongs to the other host. The next attempt: a wider Domain among siblings, or a cookie of the API's own.
    if (settings.api === 'sibling') world.login({ domain: 'shop.example' });
    else world.login({ at: api });
    const { rule } = world.cookieFor(request);
    return call()
      ? ['partly', settings.api === 'sibling' ? 'wider-domain' : 'third-party-cookie']
      : ['fails', world.events.some(({ code }) => code === 'cookie-not-kept') ? 'not-kept' : `withheld-${rule}`];
  },

  'native-app'(world) {
    world.login();
    world.wait(60);
    world.say('client', 'client', world.inCookie ? 'app-has-jar' : 'app-has-store');
    const credential = world.ofOwnPage();
    world.say('client', 'server', 'app-sends', 'done', { how: how(world) });
    const ok = world.admits(credential);
    world.say('server', 'client', ok ? 'served' : 'asks-login', ok ? 'good' : 'broken');
    world.say('attacker', 'client', 'no-page-to-attack', 'refused');
    world.memory = undefined;
    world.say('client', 'client', 'app-restarts');
    if (userActs(world, 'app-sends')) return ['holds', world.inCookie ? 'app-cookie' : 'app-token'];
    return ['partly', 'memory-lost'];
  },

  restart(world) {
    const { settings } = world;
    world.login();
    world.wait(60);
    world.say('server', 'server', 'restarts');
    if (world.isSession && !settings.sharedStore) world.sessions.clear();
    const first = userActs(world);
    if (!first) {
      world.login();
      world.wait(60);
    }
    world.say('client', 'server', 'other-server');
    const credential = world.ofOwnPage();
    const ok = world.admits(credential, settings.sharedStore ? undefined : new Set());
    world.say('server', 'client', ok ? 'served' : 'asks-login', ok ? 'good' : 'broken');
    if (first && ok) return ['holds', world.isSession ? 'shared-store' : 'key-is-enough'];
    return ['fails', 'own-memory'];
  },

  reload(world) {
    world.login();
    world.wait(60);
    world.memory = undefined;
    world.say('client', 'client', 'reloads');
    return userActs(world) ? ['holds', 'still-there'] : ['fails', 'memory-lost'];
  },
};

/** The server withdraws one credential, if it has anything to withdraw it with. */
function withdraw(world: World, { id }: Credential): 'session' | 'token' | 'nothing' {
  if (world.isSession) {
    world.sessions.delete(id);
    world.say('server', 'store', 'deletes-session', 'good', { id });
    return 'session';
  }
  if (world.settings.denyList) {
    world.denied.add(id);
    world.bill.stored += 1;
    world.say('server', 'store', 'denies-token', 'good', { id });
    return 'token';
  }
  world.say('server', 'server', 'nothing-to-delete', 'broken', { id });
  return 'nothing';
}

function waitForExpiry(world: World, { expiresS }: Credential): void {
  world.wait(Math.max(0, expiresS - world.nowS));
  world.say('server', 'server', 'time-passes', 'done', { minutes: Math.round(world.nowS / 60) });
}
