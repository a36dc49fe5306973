import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Run, runScenario, type ScenarioName, scenarioNames } from './scenarios.ts';
import { type Keep, keeps, type Settings, usual } from './world.ts';

const run = (name: ScenarioName, keep: Keep, change: Partial<Settings> = {}): Run =>
  runScenario(name, { ...usual, keep, ...change });
const grade = (name: ScenarioName, keep: Keep, change: Partial<Settings> = {}): string => {
  const { grade: own, because } = run(name, keep, change);
  return `${own}: ${because}`;
};

test('XSS: HttpOnly keeps the credential in the browser, and the script acts all the same; elsewhere it is carried away', () => {
  assert.equal(grade('xss', 'token-storage'), 'fails: carried-away');
  assert.equal(grade('xss', 'token-memory'), 'fails: carried-from-memory');
  assert.equal(grade('xss', 'token-cookie'), 'partly: acts-while-open');
  assert.equal(grade('xss', 'session-cookie'), 'partly: acts-while-open');
  assert.equal(grade('xss', 'session-cookie', { httpOnly: false }), 'fails: carried-away');
  assert.equal(grade('xss', 'session-cookie', { csrfToken: true }), 'partly: acts-while-open');
});

test('CSRF: the cookie model decides, for a token in a cookie as for a session id', () => {
  for (const keep of ['session-cookie', 'token-cookie'] as const) {
    assert.equal(grade('csrf', keep, { sameSite: 'none' }), 'fails: sent-none');
    assert.equal(grade('csrf', keep, { sameSite: 'lax' }), 'holds: withheld-lax');
    assert.equal(grade('csrf', keep, { sameSite: 'strict' }), 'holds: withheld-strict');
    assert.equal(grade('csrf', keep, { sameSite: 'unset' }), 'holds: withheld-unset-is-lax');
    // Chromium lets a young cookie without SameSite go with a POST: two minutes.
    assert.equal(grade('csrf', keep, { sameSite: 'unset', waitS: 60 }), 'fails: sent-lax-post');
    assert.equal(grade('csrf', keep, { method: 'GET' }), 'fails: sent-lax-navigation');
    assert.equal(grade('csrf', keep, { sameSite: 'strict', attackFrom: 'sibling' }), 'fails: sent-same-site');
    assert.equal(grade('csrf', keep, { sameSite: 'none', csrfToken: true }), 'holds: csrf-token');
  }
  assert.equal(grade('csrf', 'token-memory', { sameSite: 'none' }), 'holds: no-header');
  assert.equal(grade('csrf', 'token-storage', { sameSite: 'none' }), 'holds: no-header');
});

test('theft and logout: a session ends at once, a token when it expires, or with a list that is looked up', () => {
  const ends = {
    stolen: { session: 'ended-late', token: 'ended-late' },
    logout: { session: 'ended-session', token: 'ended-token' },
  };
  for (const name of ['stolen', 'logout'] as const) {
    for (const keep of ['token-cookie', 'token-memory', 'token-storage'] as const) {
      assert.equal(grade(name, keep), 'fails: until-exp');
      assert.match(grade(name, keep, { denyList: true }), new RegExp(`: ${ends[name].token}$`));
      assert.ok(run(name, keep, { denyList: true }).bill.lookups > 0);
      assert.equal(run(name, keep).bill.lookups, 0);
    }
    assert.match(grade(name, 'session-cookie'), new RegExp(`: ${ends[name].session}$`));
  }
});

test('one device: one row, one number, or the key of all', () => {
  assert.equal(grade('revoke', 'session-cookie'), 'holds: one-row');
  assert.equal(grade('revoke', 'token-cookie'), 'fails: all-or-none');
  assert.equal(grade('revoke', 'token-cookie', { denyList: true }), 'holds: one-number');
});

test('a shared cache must not reuse an answer to Authorization (RFC 9111, 3.5), but may to a cookie', () => {
  assert.equal(grade('cdn', 'session-cookie'), 'fails: cached');
  assert.equal(grade('cdn', 'token-cookie'), 'fails: cached');
  assert.equal(grade('cdn', 'token-storage'), 'holds: authorization');
  assert.equal(grade('cdn', 'session-cookie', { cachePrivate: true }), 'holds: private');
});

test('another domain: a header goes anywhere; a cookie needs a wider Domain, or None and a browser that allows it', () => {
  assert.equal(grade('second-domain', 'token-memory'), 'holds: header-goes-anywhere');
  assert.equal(grade('second-domain', 'session-cookie', { api: 'sibling' }), 'partly: wider-domain');
  const allowed = { thirdParty: 'allowed' } as const;
  assert.equal(
    grade('second-domain', 'session-cookie', { ...allowed, sameSite: 'none' }),
    'partly: third-party-cookie',
  );
  assert.match(grade('second-domain', 'session-cookie', allowed), /^fails/);
  assert.match(grade('second-domain', 'session-cookie', { sameSite: 'none' }), /^fails/);
});

test('a native app, a restart, a reload', () => {
  assert.equal(grade('native-app', 'session-cookie'), 'holds: app-cookie');
  assert.equal(grade('native-app', 'token-storage'), 'holds: app-token');
  assert.equal(grade('native-app', 'token-memory'), 'partly: memory-lost');
  assert.equal(grade('restart', 'session-cookie'), 'fails: own-memory');
  assert.equal(grade('restart', 'session-cookie', { sharedStore: true }), 'holds: shared-store');
  assert.equal(grade('restart', 'token-cookie'), 'holds: key-is-enough');
  assert.equal(grade('reload', 'token-memory'), 'fails: memory-lost');
  assert.equal(grade('reload', 'token-storage'), 'holds: still-there');
});

test('a session costs a row and a lookup for each request; a token a signature, and with a list both', () => {
  const session = run('restart', 'session-cookie', { sharedStore: true }).bill;
  assert.deepEqual(session, { stored: 1, lookups: 2, verified: 0, requests: 2 });
  const token = run('restart', 'token-cookie').bill;
  assert.deepEqual(token, { stored: 0, lookups: 0, verified: 2, requests: 2 });
});

test('grades follow from events: fails has harm or something broken, holds has no harm to the end', () => {
  const flags = [true, false];
  for (const name of scenarioNames)
    for (const keep of keeps)
      for (const sameSite of ['strict', 'lax', 'none', 'unset'] as const)
        for (const httpOnly of flags)
          for (const csrfToken of flags)
            for (const denyList of flags)
              for (const sharedStore of flags)
                for (const side of ['other-site', 'sibling'] as const) {
                  const settings = {
                    sameSite,
                    httpOnly,
                    csrfToken,
                    denyList,
                    sharedStore,
                    api: side,
                    attackFrom: side,
                  };
                  const { events, grade: own } = run(name, keep, settings);
                  assert.ok(events.length > 3 && events.length < 40);
                  const last = events.findLast(({ verdict }) => verdict !== 'done')?.verdict;
                  if (own === 'fails')
                    assert.ok(events.some(({ verdict }) => verdict === 'harm' || verdict === 'broken'));
                  if (own === 'holds') assert.ok(last === 'good' || last === 'refused', `${name} ${keep} ${last}`);
                  assert.deepEqual(run(name, keep, settings).events, events);
                }
});
