// What must hold for any octets and any addresses: nothing throws, every decision has exactly one reason, jars keep their
// invariants.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Context, contextOf, documentContextOf, type InitiatorKind } from './context.ts';
import { chromiumDate, draftDate, utcMs } from './date.ts';
import { firefoxDate } from './date-firefox.ts';
import { emptyJar, sameKey } from './jar.ts';
import { parseSetCookie } from './parse.ts';
import { longestAgeS, longestPair, type ProfileName, profiles } from './profile.ts';
import { retrieve } from './retrieve.ts';
import { publicSuffix, registrableDomain } from './site.ts';
import { setCookie } from './store.ts';
import { isUrl, parseUrl, type Url } from './url.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 1_000);
const check = <T>(property: fc.IProperty<T>) => fc.assert(property, { numRuns, seed: 6265 });
const nowMs = 1_795_000_000_000;

const octet = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
const piece = fc.constantFrom(
  ...['a', 'sid', '=', '=', ';', ';', '; ', ' ', '\t', '"', '.', '/', '-', '1', '__Host-', '__Secure-', '__Http-'],
  ...['Domain=example.test', 'Domain=test', 'Path=/', 'Path=/x', 'Path', 'Secure', 'HttpOnly', 'SameSite=None'],
  ...['SameSite=Strict', 'samesite=LAX', 'Max-Age=60', 'Max-Age=-1', 'Max-Age=x', 'Partitioned'],
  ...['Expires=Wed, 01 Jan 2048 00:00:00 GMT', 'Expires=0', 'é', '\u0001', '\u007f', 'Foo=bar'],
);
const line = fc.oneof(
  fc.array(octet, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.array(piece, { maxLength: 14 }).map((parts) => parts.join('')),
);
const hosts = ['example.test', 'www.example.test', 'other.test', 'alice.github.io', 'co.uk', '127.0.0.1', 'localhost'];
const url = fc
  .record({
    scheme: fc.constantFrom('http', 'https'),
    host: fc.constantFrom(...hosts),
    path: fc.constantFrom('/', '/x', '/x/y'),
  })
  .map(({ scheme, host, path }): Url => {
    const read = parseUrl(`${scheme}://${host}${path}`);
    assert.ok(isUrl(read));
    return read;
  });
const profile = fc.constantFrom<ProfileName>(...(Object.keys(profiles) as ProfileName[])).map((name) => profiles[name]);
const kinds: readonly InitiatorKind[] = ['address-bar', 'link', 'form-post', 'iframe', 'img', 'fetch', 'beacon'];
const request = fc.record({
  kind: fc.constantFrom(...kinds),
  chain: fc.array(url, { minLength: 1, maxLength: 3 }),
  method: fc.constantFrom('GET', 'POST', 'PUT'),
  page: fc.option(url, { nil: undefined }),
  frames: fc.array(url, { maxLength: 2 }),
  credentials: fc.constantFrom('omit' as const, 'same-origin' as const, 'include' as const),
});

test('any octets are read without an exception, and every attribute has its place in the line', () => {
  check(
    fc.property(line, profile, (octets, each) => {
      const { attributes, name, value, refused } = parseSetCookie(octets, each, { nowMs });
      for (const { at, end, name: own } of attributes) {
        assert.ok(at >= 0 && end <= octets.length && at <= end);
        assert.ok(octets.slice(at, end).startsWith(own));
      }
      if (refused === undefined) assert.ok(name.length + value.length <= longestPair && name.length + value.length > 0);
    }),
  );
});

test('no lifetime is longer than 400 days, whatever the dates', () => {
  check(
    fc.property(
      fc.array(fc.oneof(piece, octet, fc.constantFrom('Jan', '2048', '10:00:00', '+0900', '1/2/3')), { maxLength: 8 }),
      profile,
      (parts, each) => {
        const { expiresMs } = parseSetCookie(`a=1; Expires=${parts.join(' ')}; Max-Age=${parts[0] ?? ''}`, each, {
          nowMs,
        });
        assert.ok(expiresMs === null || expiresMs <= nowMs + longestAgeS * 1_000);
      },
    ),
  );
});

test('a jar holds one cookie of a key, no Secure cookie from http, no Domain cookie of a public suffix', () => {
  check(
    fc.property(fc.array(fc.tuple(line, request), { maxLength: 12 }), profile, (sets, each) => {
      let jar = emptyJar;
      for (const [octets, asked] of sets) {
        const context = contextOf(asked, each);
        const outcome = setCookie(jar, octets, context, each, { nowMs });
        assert.equal([outcome.refused, outcome.cookie, outcome.deletes || undefined].filter(Boolean).length, 1);
        const { cookie } = outcome;
        if (cookie) {
          assert.ok(!cookie.secure || each.isSecure(context.url));
          assert.ok(cookie.hostOnly || publicSuffix(cookie.domain) !== cookie.domain);
        }
        jar = outcome.jar;
      }
      jar.cookies.forEach((own, index) => {
        assert.ok(!jar.cookies.slice(index + 1).some((other) => !own.phantom && !other.phantom && sameKey(own, other)));
      });
    }),
  );
});

test('every cookie is sent or kept back for one reason, and the header holds those that are sent', () => {
  check(
    fc.property(fc.array(line, { maxLength: 8 }), request, request, profile, (lines, set, asked, each) => {
      let jar = emptyJar;
      for (const octets of lines) jar = setCookie(jar, octets, contextOf(set, each), each, { nowMs }).jar;
      const judge = (context: Context) => {
        const { decisions, header } = retrieve(jar, context, each, nowMs);
        assert.equal(decisions.length, jar.cookies.filter(({ phantom }) => !(phantom && context.http)).length);
        for (const { sent, withheld } of decisions) assert.ok((sent === undefined) !== (withheld === undefined));
        const sent = decisions.filter((decision) => decision.sent !== undefined);
        assert.equal(header === null, sent.length === 0);
        if (!context.credentials) assert.equal(header, null);
        return sent;
      };
      judge(contextOf(asked, each));
      const [page = asked.chain[0]] = [asked.page];
      if (page) assert.ok(judge(documentContextOf(page, asked.frames, each)).every(({ cookie }) => !cookie.httpOnly));
    }),
  );
});

test('what is typed as an address is read or refused at its place', () => {
  check(
    fc.property(
      fc.oneof(fc.string({ maxLength: 40, unit: 'binary' }), fc.webUrl({ withQueryParameters: true })),
      (typed) => {
        const read = parseUrl(typed);
        if (isUrl(read)) assert.ok(read.path.startsWith('/') && read.host === read.host.toLowerCase());
        else assert.ok(read.at >= 0 && read.at <= read.end);
      },
    ),
  );
  check(
    fc.property(fc.webUrl({ validSchemes: ['http', 'https'] }), (typed) => {
      const read = parseUrl(typed);
      const standard = new URL(typed);
      assert.ok(isUrl(read), typed);
      assert.deepEqual(
        [read.scheme, read.host, read.path],
        [standard.protocol.slice(0, -1), standard.hostname, standard.pathname],
      );
    }),
  );
});

test('a registrable domain is one label and a public suffix', () => {
  check(
    fc.property(fc.domain(), (host) => {
      const suffix = publicSuffix(host.toLowerCase());
      const domain = registrableDomain(host.toLowerCase());
      assert.ok(domain === null || (host.toLowerCase().endsWith(domain) && domain.endsWith(`.${suffix}`)));
    }),
  );
});

test('the three readers agree on every IMF-fixdate, with the calendar of Date', () => {
  check(
    fc.property(fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2400, 0, 1) }), (ms) => {
      const whole = Math.floor(ms / 1_000) * 1_000;
      const text = new Date(whole).toUTCString();
      assert.deepEqual([draftDate(text), chromiumDate(text), firefoxDate(text)], [whole, whole, whole]);
    }),
  );
  assert.equal(utcMs(2028, 2, 29), Date.UTC(2028, 1, 29));
  assert.equal(draftDate('Tue, 29 Feb 2027 00:00:00 GMT'), undefined);
});
