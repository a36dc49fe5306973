// Against another implementation: tough-cookie 6.1 reads the same seeded Set-Cookie lines. What it does otherwise is named.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CookieJar } from 'tough-cookie';
import { contextOf, documentContextOf } from './context.ts';
import { emptyJar } from './jar.ts';
import { profiles } from './profile.ts';
import { documentCookie, retrieve } from './retrieve.ts';
import { setCookie } from './store.ts';
import { isUrl, parseUrl, type Url } from './url.ts';

const { rfc6265bis } = profiles;
const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 2_000);
const nowMs = Date.now();

/**
 * Where tough-cookie 6.1 differs from the draft's text, so that a line that meets it is not compared.
 * - nameless cookies are dropped (5.6 step 3), and so is a line with a semicolon before its first `=`;
 * - no limit of 4,096 and 1,024 octets, no 400 days (5.5, 5.6);
 * - None without Secure is stored (5.7 step 19); unset is None when sending (5.8.3);
 * - prefixes match by case only (5.7 steps 20, 21);
 * - http may set Secure cookies and hide them (5.7 steps 13, 16);
 * - an empty Domain after another does not undo it (5.6.3); `Domain=.` is refused;
 * - a public suffix that names itself is refused (5.7 step 9);
 * - escapes in the path of a request are decoded (5.1.4);
 * - control characters cut a value (5.6 step 1);
 * - host-only and Domain cookies of one name, domain and path are one (5.7 step 23).
 */
const name = fc.constantFrom('a', 'b', 'sid', ' a ', 'a b', 'x-y', '"q"');
const value = fc.constantFrom('', '1', 'x=y', '"quoted"', ' padded ', 'a,b', '%20', '{"j":1}', 'é');
const domain = fc.constantFrom(
  'example.test',
  '.example.test',
  'EXAMPLE.test',
  'www.example.test',
  'other.test',
  'app.example.test',
  'xample.test',
  'test',
  'co.uk',
  'shop.co.uk',
  'github.io',
  'alice.github.io',
);
const path = fc.constantFrom('/', '/x', '/x/', '/x/y', 'x', '', '/%78', '/X');
const attribute = fc.oneof(
  domain.map((text) => `Domain=${text}`),
  path.map((text) => `Path=${text}`),
  fc.constantFrom('Max-Age=60', 'Max-Age=0', 'Max-Age=-5', 'HttpOnly', 'httponly=no', 'Foo', 'Foo=bar', '', ' '),
  fc.constantFrom('Expires=Wed, 01 Jan 2048 00:00:00 GMT', 'Expires=Thu, 01-Jan-70 00:00:00 GMT'),
);
const line = fc
  .record({ name, value, attributes: fc.array(attribute, { maxLength: 4 }) })
  .map(({ name: left, value: right, attributes }) => [`${left}=${right}`, ...attributes].join(';'));
const address = fc
  .record({
    host: fc.constantFrom(
      'example.test',
      'www.example.test',
      'app.example.test',
      'badexample.test',
      'shop.co.uk',
      'www.shop.co.uk',
      'alice.github.io',
    ),
    path: fc.constantFrom('/', '/x', '/x/', '/x/y', '/x/y/z', '/xy', '/d/e'),
  })
  .map(({ host, path: own }) => `https://${host}${own}`);

const urlOf = (text: string): Url => {
  const url = parseUrl(text);
  assert.ok(isUrl(url));
  return url;
};
const ask = (url: string) => contextOf({ kind: 'address-bar', chain: [urlOf(url)], method: 'GET' }, rfc6265bis);

test('seeded lines are stored and sent as tough-cookie stores and sends them', () => {
  let compared = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(line, address), { minLength: 1, maxLength: 4 }), address, (sets, asked) => {
      const theirs = new CookieJar(undefined, { prefixSecurity: 'strict', allowSpecialUseDomain: true });
      let ours = emptyJar;
      for (const [octets, url] of sets) {
        ours = setCookie(ours, octets, ask(url), rfc6265bis, { nowMs }).jar;
        theirs.setCookieSync(octets, url, {
          http: true,
          sameSiteContext: 'strict',
          ignoreError: true,
          now: new Date(nowMs),
        });
      }
      const keys = ours.cookies.map((each) => [each.name, each.domain, each.path].join());
      fc.pre(new Set(keys).size === keys.length);
      compared += 1;
      assert.equal(
        retrieve(ours, ask(asked), rfc6265bis, nowMs).header ?? '',
        theirs.getCookieStringSync(asked, { http: true, sameSiteContext: 'strict' }),
      );
      assert.equal(
        documentCookie(ours, documentContextOf(urlOf(asked), [], rfc6265bis), rfc6265bis, nowMs),
        Buffer.from(theirs.getCookieStringSync(asked, { http: false, sameSiteContext: 'strict' }), 'latin1').toString(
          'utf8',
        ),
      );
    }),
    { numRuns, seed: 6265 },
  );
  assert.ok(compared >= numRuns / 2, `${compared} jars compared`);
});
