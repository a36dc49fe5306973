import assert from 'node:assert/strict';
import test from 'node:test';
import { algorithms } from '../../../models/jwt/algorithms.ts';
import { mistakes } from '../../../models/jwt/verify.ts';
import { weakSecrets } from '../../../models/jwt/weak-secrets.ts';
import { frameOf, groupOf } from './frames.ts';
import { readKey } from './own-key.ts';
import { examplePayload, runOf, wantedOf } from './run.ts';
import { fragmentOf, issuedAt, type JwtState, lifetimeS, presetNames, presets, readFragment, schema } from './state.ts';
import { strings } from './strings.ts';

const first: JwtState = presets.default;
const plain: JwtState = { ...first, sent: 'issued' };
const both = Object.values(strings);
const said = (change: Partial<JwtState>, words = strings.en): string =>
  frameOf({ ...plain, ...change }, words).result.replaceAll('**', '');

test('it opens with a claim edited: the signature refuses, and everybody can read the claim', () => {
  const frame = frameOf(first, strings.en);
  assert.equal(
    frame.result,
    'Refused at **signature**: does not belong to this header and payload. The payload is readable to **anybody** all the same.',
  );
  assert.equal(frame.parts.find(({ name }) => name === 'payload')?.text, wantedOf(examplePayload));
  const group = groupOf(frame.run, first.at);
  assert.deepEqual(
    group?.bytes.map(({ text }) => text),
    [':', 't', 'r'],
  );
  assert.equal(frame.pieces.map(({ text }) => text).join(''), frame.run.wire);
});

test('each preset says its own thing', () => {
  const result = (name: (typeof presetNames)[number]): string => frameOf(presets[name], strings.en).result;
  assert.match(result('none'), /must not be.*alg allowed, key fits, signature\*\*; demanded by RFC 8725 \(3\.2\)/);
  assert.match(result('rs-to-hs'), /must not be.*alg allowed, key fits\*\*; demanded by RFC 8725 \(3\.1\)/);
  assert.match(result('weak-secret'), /must not be.*key long enough\*\*; demanded by RFC 8725 \(3\.5\)/);
  assert.match(result('expired'), /^Refused at \*\*exp\*\*: expired 1\u00a0min ago, at 2026-09-21 15:13:20/);
  assert.match(result('wrong-audience'), /^Refused at \*\*aud\*\*: for wiki; this is shop/);
  assert.match(result('encrypted'), /^The JWS above is readable to \*\*anybody\*\*/);
  assert.match(frameOf(presets['weak-secret'], strings.en).arrives, new RegExp(`word ${weakSecrets.length} of a list`));
});

test('for every mistake, in every algorithm where it can exist, its forgery is accepted with it and refused without', () => {
  for (const alg of algorithms)
    for (const mistake of mistakes) {
      const symmetric = alg.startsWith('HS');
      if (mistake === 'weak-secret' ? alg !== 'HS256' : /trust-alg|rs-to-hs/.test(mistake) && symmetric) continue;
      const clock = mistake === 'no-exp' ? issuedAt + 2 * lifetimeS : plain.clock;
      const accepted = (on: readonly string[]): boolean =>
        runOf({ ...plain, alg, sent: mistake, clock, mistakes: on }).verification.accepted;
      assert.equal(accepted([mistake]), true, `${alg} ${mistake}`);
      assert.equal(accepted([]), false, `${alg} ${mistake}, careful`);
    }
});

test('no sentence has a hole, in either language: presets, algorithms, mistakes, clocks, pasted texts, keys', () => {
  const texts = [
    '',
    'a',
    'a.b',
    'a.b.c',
    '....',
    'a.b.c.d.e',
    'e30.e30.',
    'e30.W10.AA',
    'Bearer x',
    'é.ü.ß',
    '='.repeat(9),
  ];
  const keys = [
    '{',
    '[]',
    '{"kty":"oct","k":"AQ"}',
    'word',
    '-----BEGIN PUBLIC KEY-----',
    '–––––BEGIN KEY',
    'x'.repeat(30_000),
  ];
  const states: JwtState[] = [
    ...presetNames.map((name) => presets[name]),
    ...algorithms.flatMap((alg) =>
      schema.sent.values.map((sent) => ({ ...plain, alg, sent, mistakes: [...mistakes] })),
    ),
    ...mistakes.map((mistake) => ({ ...plain, sent: mistake })),
    ...mistakes.map((mistake) => ({ ...plain, mistakes: [mistake] })),
    ...[0, issuedAt - 1, issuedAt + lifetimeS - 1, issuedAt + lifetimeS, schema.clock.max].map((clock) => ({
      ...plain,
      clock,
    })),
    ...texts.map((token) => ({ ...plain, sent: 'typed', token }) as const),
    ...keys.map((key) => ({ ...plain, key })),
    ...schema.jwe.values.map((jwe) => ({ ...plain, jwe })),
    { ...plain, iss: '', aud: '' },
    { ...plain, payload: '{"exp":1e300,"nbf":-5,"iat":1e15}' },
    { ...plain, payload: '{}', header: '{}' },
  ];
  for (const state of states)
    for (const words of both) {
      const frame = frameOf(state, words);
      const text = [frame.result, frame.arrives, frame.keySays, ...frame.checks.map(({ says }) => says)].join(' ');
      assert.doesNotMatch(text, /\{[a-z]+\}|NaN|Infinity|undefined/, JSON.stringify(state));
      assert.doesNotMatch(frame.rows.flat().join(' '), /\{[a-z]+\}|NaN|undefined/);
      assert.equal(frame.checks.length, 14);
      const { life } = frame;
      if (life) for (const at of [life.from, life.to, life.now]) assert.ok(at >= 0 && at <= 1, JSON.stringify(state));
    }
});

test('a link holds no token, no key, no claims, unless the reader asked for the token; and never a key', () => {
  const token = 'e30.e30.c2VjcmV0';
  const typed: JwtState = { ...plain, sent: 'typed', token, key: 'my own key', payload: '{"secret":1}' };
  const closed = fragmentOf('jwt', typed, token, first);
  assert.doesNotMatch(closed, /e30|secret|own/);
  const open = fragmentOf('jwt', { ...typed, include: true }, token, first);
  assert.match(open, /token=e30\.e30\.c2VjcmV0/);
  assert.doesNotMatch(open, /own|%22secret/);
  const { state } = readFragment('jwt', open, first) ?? {};
  assert.deepEqual([state?.sent, state?.token, state?.include], ['typed', token, true]);
  assert.doesNotMatch(fragmentOf('jwt', { ...typed, include: true }, 'x'.repeat(5_000), first), /xxx/);
});

test('every preset survives its link', () => {
  for (const name of presetNames) {
    const fragment = fragmentOf('jwt', presets[name], runOf(presets[name]).wire, first);
    assert.deepEqual(readFragment('jwt', fragment, first)?.state ?? first, presets[name]);
  }
});

test('a key is read as JWK, PEM or text; what is wrong is named', () => {
  assert.equal(readKey(' ').code, 'none');
  assert.equal(readKey('secret').code, 'secret');
  assert.equal(readKey('{"kty":"oct","k":"AQ"}').code, 'shared');
  assert.equal(readKey('{"kty":"oct","k":"A+"}').code, 'base64url');
  assert.equal(readKey('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----').code, 'certificate');
});

test('a megabyte is refused at once, and costs no picture', () => {
  const started = performance.now();
  const frame = frameOf({ ...plain, sent: 'typed', token: 'A'.repeat(1_000_000) }, strings.en);
  assert.deepEqual(frame.pieces, []);
  assert.match(frame.result, /1000000 characters/);
  assert.ok(performance.now() - started < 500);
});

test('the sentence of an accepted token does not praise it', () => {
  assert.match(said({}), /^Accepted: all 14 checks pass\. Whoever carried the token could read every claim/);
  assert.match(said({ mistakes: [...mistakes] }), /^Accepted/);
});
