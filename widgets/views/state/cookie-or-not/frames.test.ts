import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { decodeState, encodeState } from '../../../models/share/share.ts';
import { type Frame, frameOf } from './frames.ts';
import { reasons } from './reasons.ts';
import { type CookieState, type PresetName, presetNames, presets, schema, withoutSecrets } from './state.ts';
import { strings } from './strings.ts';

const first = presets.default;
const at = (preset: PresetName, change: Partial<CookieState> = {}) =>
  frameOf({ ...presets[preset], ...change }, strings.en);
/** What became of each line, for each reader: `not sent | not sent | sent`. */
const fates = ({ cards }: Frame) =>
  cards.map(({ cells }) => cells.flatMap(({ readers, word }) => readers.map(() => word)).join(' | '));
const headers = ({ headers: all }: Frame) => all.flatMap(({ readers, text }) => readers.map(() => text));
/** Everything that the figure says. */
const said = (frame: Frame) =>
  [
    frame.result,
    ...frame.verdicts,
    ...frame.rows.flat(),
    ...frame.cards.flatMap(({ notes, cells }) => [...notes, ...cells.map(({ why }) => why)]),
  ].join('\n');

test('it opens with a Lax cookie that a form on another site does not get sent', () => {
  const frame = at('default');
  assert.deepEqual(fates(frame), ['not sent | not sent | not sent']);
  assert.match(
    frame.result,
    /RFC 6265bis, Chromium 156 and Firefox 153 agree: \*\*sid\*\* is \*\*not sent\*\*, because SameSite=Lax crosses sites only/,
  );
  assert.deepEqual(frame.verdicts, ['another origin', 'another site', 'opens the whole tab, POST']);
  assert.deepEqual(fates(at('default', { who: 'link' })), ['sent | sent | sent']);
});

test('no SameSite: three minutes later only Firefox sends it, within two minutes Chromium as well, never the draft', () => {
  assert.deepEqual(fates(at('unset-samesite')), ['not sent | not sent | sent']);
  assert.deepEqual(fates(at('unset-samesite', { later: 120 })), ['not sent | sent | sent']);
  assert.deepEqual(fates(at('unset-samesite', { later: 121 })), ['not sent | not sent | sent']);
  assert.deepEqual(headers(at('unset-samesite')), [null, null, 'sid=31d4d96e']);
});

test('a page of the same site and another origin sends even Strict', () => {
  const frame = at('site-is-not-origin');
  assert.deepEqual(fates(frame), ['sent | sent | sent']);
  assert.deepEqual(frame.verdicts.slice(0, 2), ['another origin', 'same site']);
});

test('from http to https of one host only Firefox sees the same site', () => {
  assert.deepEqual(fates(at('http-and-https')), ['not sent | not sent | sent']);
  assert.match(said(at('http-and-https')), /does not count the scheme/);
});

test('another port, the same cookie', () => {
  assert.deepEqual(fates(at('port-is-ignored')), ['sent | sent | sent']);
});

test('a public suffix takes no cookie, and two names below it are two sites', () => {
  const frame = at('public-suffix');
  assert.deepEqual(fates(frame), [
    'refused | refused | refused',
    'sent | sent | sent',
    'not sent | not sent | not sent',
  ]);
  assert.deepEqual(frame.asked && [frame.asked.label, frame.asked.suffix], ['alice.', 'github.io']);
  assert.equal(frame.sameSite, false);
});

test('None wants Secure, and then Firefox still keeps it in its partition', () => {
  assert.deepEqual(fates(at('none-without-secure')), ['refused | refused | refused', 'sent | sent | not sent']);
  assert.deepEqual(
    fates(at('none-without-secure', { firefox: 'allow', chromium: 'block' }))[1],
    'sent | not sent | sent',
  );
});

test('a third party: sent by Chromium, not by Firefox; Partitioned stays with the page where it was set', () => {
  assert.deepEqual(fates(at('third-party')), [
    'sent | sent | not sent',
    'sent | not sent | not sent',
    'not sent | not sent | not sent',
  ]);
  assert.deepEqual(fates(at('third-party', { set: 'embedded' })), [
    'sent | sent | sent',
    'sent | sent | sent',
    'refused | refused | refused',
  ]);
});

test('__Host- without a written Path is refused by two of three', () => {
  assert.deepEqual(fates(at('host-prefix')), [
    'refused | refused | sent',
    'refused | refused | refused',
    'sent | sent | sent',
    'refused | refused | refused',
  ]);
});

test('without a name: a value in Chromium, a name in Firefox, and by the draft it poses as another', () => {
  assert.deepEqual(headers(at('nameless')), ['sid=evil', 'token', 'token=']);
});

test('an ignored attribute is struck in its place and says why', () => {
  const frame = at('default', { lines: 'a=1; Max-Age=soon; Path=x; Foo; Secure; Expires=never' });
  const [card] = frame.cards;
  assert.deepEqual(
    card?.pieces.filter(([, ignored]) => ignored === 'by-all').map(([text]) => text),
    ['Max-Age=soon', 'Path=x', 'Foo', 'Expires=never'],
  );
  assert.match(said(frame), /Max-Age ignored: not a whole number \(5\.6\.2\)/);
  assert.match(said(frame), /Foo ignored: no such attribute/);
});

test('an https page asks for nothing over http, and CORS keeps no cookie back', () => {
  assert.deepEqual(fates(at('default', { who: 'img', to: 'http://bank.example/x', lines: 'a=1' })), [
    'not sent | not sent | not sent',
  ]);
  const crossOrigin = { who: 'fetch', page: 'https://app.bank.example/', lines: 'a=1' } as const;
  assert.deepEqual(fates(at('default', crossOrigin)), ['sent | sent | sent']);
  assert.match(said(at('default', crossOrigin)), /CORS decides who may read/);
  assert.match(said(at('default', { ...crossOrigin, method: 'DELETE' })), /preflight, which carries no cookie/);
  assert.deepEqual(fates(at('default', { ...crossOrigin, credentials: 'same-origin' })), [
    'not sent | not sent | not sent',
  ]);
});

test('a line that replaces another says which; one in the past deletes', () => {
  const frame = at('port-is-ignored', { lines: 'a=1\na=2\nb=1\nb=; Max-Age=0' });
  assert.deepEqual(fates(frame), [
    'replaced | replaced | replaced',
    'sent | sent | sent',
    'replaced | replaced | replaced',
    'deleted | deleted | deleted',
  ]);
  assert.match(said(frame), /line 2 has the same name/);
});

test('an address that cannot be read is told at its place, and the rest stays', () => {
  for (const typed of [
    '',
    'bank.example',
    'ftp://x',
    'https://',
    'https://bänk.example/',
    'https://a b/',
    'https://x:99999/',
  ]) {
    const frame = at('default', { to: typed });
    assert.match(frame.result, /cannot be read/, typed);
    assert.ok(frame.run.failures.to, typed);
    assert.equal(frame.run.lines.length, 1);
  }
});

test('a link carries no value that may be a session, and opens the rest as it was', () => {
  const lines = 'sid=0123456789abcdef; Secure\nshort=1; Path=/\n0123456789abcdef';
  assert.equal(withoutSecrets(lines), 'sid=xxxxxxxxxxxx; Secure\nshort=1; Path=/\nxxxxxxxxxxxx');
  for (const name of presetNames) {
    assert.equal(withoutSecrets(presets[name].lines), presets[name].lines, name);
    const read = decodeState(
      'cookie-or-not',
      schema,
      encodeState('cookie-or-not', schema, presets[name], first),
      first,
    );
    assert.deepEqual(read?.state ?? first, presets[name]);
  }
});

test('every choice and odd line has whole sentences in both languages', () => {
  const lines = [
    '',
    'a=1',
    '=',
    'x',
    '__Host-a=1; Secure; Path=/',
    'a=1; Domain=example',
    'a=1; SameSite=None',
    'é=ü; Foo',
    'a=1; Partitioned; Secure',
    'a=\u0001',
    'a=1; Max-Age=3; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    'a=1; HttpOnly; SameSite=Strict\na=2; Path=/x\nb=1; SameSite=Lax',
  ];
  const addresses = [
    'https://bank.example/',
    'http://bank.example/x',
    'https://www.bank.example:8443/',
    'http://localhost/',
    'https://127.0.0.1/',
    'https://co.uk/',
    'nonsense',
    '',
  ];
  const one = <T>(values: readonly T[]) => fc.constantFrom(...values);
  fc.assert(
    fc.property(
      fc.record({
        from: one(addresses),
        lines: fc.array(one(lines), { maxLength: 15 }).map((some) => some.join('\n')),
        set: one(schema.set.values),
        to: one(addresses),
        who: one(schema.who.values),
        page: one(addresses),
        frame: one(addresses),
        method: one(schema.method.values),
        credentials: one(schema.credentials.values),
        later: one([0, 30, 121, 600]),
        chromium: one(schema.chromium.values),
        firefox: one(schema.firefox.values),
      }),
      (state) => {
        for (const words of Object.values(strings)) {
          const frame = frameOf(state, words);
          assert.doesNotMatch(said(frame).replaceAll(/\{"j":1\}/g, ''), /[{}]|NaN|Infinity|undefined|null/);
          assert.ok(frame.result.length > 10);
          for (const { cells } of frame.cards) assert.equal(cells.flatMap(({ readers }) => readers).length, 3);
        }
      },
    ),
    { numRuns: 1_500, seed: 6265 },
  );
});

test('a pasted megabyte is answered at once and does not fill the page', () => {
  const frame = at('default', { lines: `sid=${'x'.repeat(1_000_000)}; Secure\nb=1; Secure; SameSite=None` });
  assert.deepEqual(fates(frame), ['refused | refused | refused', 'sent | sent | sent']);
  assert.ok(
    said(frame).length < 5_000 && frame.cards.every(({ pieces }) => pieces.every(([text]) => text.length <= 200)),
  );
});

test('both languages have a reason for every rule', () => {
  for (const kind of Object.keys(reasons.en) as (keyof typeof reasons.en)[]) {
    assert.deepEqual(Object.keys(reasons.en[kind]), Object.keys(reasons.zh[kind]));
    for (const locale of ['en', 'zh'] as const)
      for (const [rule, why] of Object.entries(reasons[locale][kind])) assert.doesNotMatch(why, /[.。]$|^$/, rule);
  }
});
