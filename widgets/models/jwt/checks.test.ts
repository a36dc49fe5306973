import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { decodeBase64url, encodeBase64url } from './base64url.ts';
import { longestToken, parseCompact } from './compact.ts';
import { forge } from './forge.ts';
import { parseJson } from './json.ts';
import { openJwe } from './jwe.ts';
import { type Key, parseJwk } from './keys.ts';
import { issue, signingInput } from './sign.ts';
import { publicPem } from './spki.ts';
import { type Mistake, type Verifier, verify } from './verify.ts';
import { findSecret, weakSecrets } from './weak-secrets.ts';

const secret: Key = { kty: 'oct', k: new Uint8Array(32).fill(5) };
const own = { issuer: 'i', audience: 'a', now: 100, leewayS: 0, mistakes: [], pem: undefined };
const verifier: Verifier = { algorithm: 'HS256', key: secret, ...own };
const good = '{"iss":"i","aud":"a","exp":200}';
const token = (payload = good, header = '{"alg":"HS256"}', key = secret): string =>
  issue('HS256', key, header, payload) ?? '';
const why = (text: string, change: Partial<Verifier> = {}) => {
  const { accepted, failed } = verify(text, { ...verifier, ...change });
  return accepted ? 'accepted' : `${failed?.id}: ${failed?.code}`;
};
const place = (text: string): string => {
  const { failed } = verify(text, verifier);
  return failed?.span ? text.slice(failed.span.at, failed.span.end) : '';
};

test('what is pasted wrongly is named, and its place shown', () => {
  const [header, payload, signature] = token().split('.');
  const cases: readonly (readonly [text: string, why: string, place?: string])[] = [
    [token(), 'accepted'],
    ['', 'structure: empty'],
    ['hello', 'structure: no-dots', 'hello'],
    [`${header}.${payload}`, 'structure: dots', ''],
    [`${token()}.a`, 'structure: dots', '.'],
    [`${token()}.a.b`, 'structure: jwe'],
    [`${token()}.a.b.c.d`, 'structure: dots', '.'],
    [`Bearer ${token()}`, 'structure: bearer', 'Bearer '],
    ['{"payload":"e30","signatures":[]}', 'structure: json', '{'],
    ['-----BEGIN PUBLIC KEY-----', 'structure: pem'],
    [`${header}.${payload}.${signature}=`, 'base64url: padding', '='],
    [`${header}.${payload}.+${signature}`, 'base64url: standard-alphabet', '+'],
    [`${header}.${payload}.\n${signature}`, 'base64url: white-space', '\n'],
    [`${header}.${payload}é.${signature}`, 'base64url: character', 'é'],
    [`${header}.${payload}😀.${signature}`, 'base64url: character', '😀'],
    [`${header}.${payload}.${signature}AA`, 'base64url: length', 'A'],
    [`${header}..${signature}`, 'json: empty'],
    [`.${payload}.${signature}`, 'json: empty'],
    ['..', 'json: empty'],
    [token('[]'), 'json: not-an-object'],
    [token('"text"'), 'json: not-an-object'],
    [token('{"iss":"i",}'), 'json: unexpected'],
    [token('{"iss":"i"'), 'json: unfinished'],
    [token("{'iss':'i'}"), 'json: unexpected'],
    [token('{"exp":01}'), 'json: number'],
    [token('{"a":"\n"}'), 'json: control-character'],
    [token('{"a":"\\x"}'), 'json: escape'],
    [token('{} {}'), 'json: after'],
    [token(`${'['.repeat(200)}`), 'json: too-deep'],
    [`${header}.${encodeBase64url(Uint8Array.of(0x7b, 0xff, 0x7d))}.${signature}`, 'json: not-utf8'],
    [token('{"iss":"i","iss":"j"}'), 'duplicates: twice'],
    [token(good, '{"alg":"none","alg":"HS256"}'), 'duplicates: twice'],
    [token(good, '{"alg":"HS256","crit":["exp"]}'), 'crit: missing'],
    [token(good, '{"alg":"HS256","crit":["alg"]}'), 'crit: registered'],
    [token(good, '{"alg":"HS256","crit":["x"],"x":1}'), 'crit: not-understood'],
    [token(good, '{"alg":"HS256","crit":[]}'), 'crit: malformed'],
    [token(good, '{}'), 'alg: absent'],
    [token(good, '{"alg":1}'), 'alg: not-a-string'],
    [token(good, '{"alg":"NONE"}'), 'alg: none'],
    [token(good, '{"alg":"HS512"}'), 'alg: other'],
    [token('{"iss":"i","aud":"a"}'), 'exp: absent'],
    [token('{"iss":"i","aud":"a","exp":"200"}'), 'exp: not-a-number'],
    [token('{"iss":"i","aud":"a","exp":100}'), 'exp: expired'],
    [token('{"iss":"i","aud":"a","exp":200,"nbf":101}'), 'nbf: early'],
    [token('{"iss":"i","aud":"a","exp":200,"iat":"1"}'), 'iat: not-a-number'],
    [token('{"iss":"I","aud":"a","exp":200}'), 'iss: other'],
    [token('{"iss":"i","exp":200}'), 'aud: absent'],
    [token('{"iss":"i","aud":["b"],"exp":200}'), 'aud: other'],
    [token('{"iss":"i","aud":["b","a"],"exp":200}'), 'accepted'],
    [`${signingInput('{"alg":"HS256"}', good)}.`, 'signature: absent'],
    ['x'.repeat(1_000_000), 'structure: too-long'],
  ];
  for (const [text, expected, at] of cases) {
    assert.equal(why(text), expected, text.slice(0, 200));
    if (at !== undefined) assert.equal(place(text), at);
  }
});

test('a failure inside JSON is shown at its characters of base64url', () => {
  const text = token('{"iss":"i","iss":"j"}');
  const { failed } = verify(text, verifier);
  const [from, to] = [failed?.span?.at ?? 0, failed?.span?.end ?? 0];
  const at = text.indexOf('.') + 1;
  const bytes = decodeBase64url(text.slice(at, text.lastIndexOf('.'))).bytes;
  const shown = new TextDecoder().decode(
    bytes.slice(Math.floor(((from - at) * 3) / 4), Math.ceil(((to - at) * 3) / 4)),
  );
  assert.match(shown, /"iss"/);
  assert.ok(from > at + 10 && to - from < 12);
});

test('one signature has 4 or 16 spellings for a decoder that ignores the bits left over; here it has one', () => {
  const text = token();
  assert.equal(text.split('.')[2]?.length, 43);
  const spellings = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', (last) =>
    why(text.slice(0, -1) + last),
  );
  assert.equal(spellings.filter((each) => each === 'accepted').length, 1);
  assert.equal(spellings.filter((each) => each === 'base64url: trailing-bits').length, 48);
});

test('a key is used for what it is: type, use, alg, length', () => {
  const rsa = parseJwk('{"kty":"RSA","n":"ofgWCuLj","e":"AQAB"}').key;
  assert.equal(why(token(), { key: rsa }), 'key: type');
  assert.equal(why(token(), { key: undefined }), 'key: no-key');
  assert.equal(why(token(), { key: { ...secret, use: 'enc' } }), 'key: use');
  assert.equal(why(token(), { key: { ...secret, alg: 'HS512' } }), 'key: alg');
  const short: Key = { kty: 'oct', k: encodeUtf8('secret') };
  assert.equal(why(token(good, undefined, short), { key: short }), 'strength: short');
  assert.equal(why(token(good, undefined, short), { key: short, mistakes: ['weak-secret'] }), 'accepted');
});

test('a JWK that is wrong is named at its place', () => {
  const found = (text: string): string => {
    const { failure } = parseJwk(text);
    return failure ? `${failure.code} ${text.slice(failure.at, failure.end)}` : 'read';
  };
  assert.equal(found('{"kty":"oct","k":"AQ"}'), 'read');
  assert.equal(found('{"kty":"oct","k":"A+"}'), 'base64url A+');
  assert.equal(found('{"kty":"oct"}').split(' ')[0], 'missing');
  assert.equal(found('{"kty":"EC","crv":"P-521"}'), 'crv P-521');
  assert.equal(found('{"kty":"xyz"}'), 'kty xyz');
  assert.equal(found('[]'), 'not-an-object []');
  assert.equal(found('{"kty":"oct","kty":"RSA"}'), 'duplicate "kty"');
  assert.equal(found('{"keys":[]}').split(' ')[0], 'set');
  assert.equal(found('{"kty":"OKP","crv":"Ed25519","x":"AQ"}'), 'length AQ');
  const zero = 'A'.repeat(43);
  assert.equal(found(`{"kty":"EC","crv":"P-256","x":"${zero}","y":"${zero}"}`).split(' ')[0], 'not-on-curve');
});

test('each mistake lets its forgery through, and the careful verifier refuses every one of them', () => {
  const ec = parseJwk(
    '{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}',
  ).key;
  assert.ok(ec);
  const weak: Key = { kty: 'oct', k: encodeUtf8('secret') };
  const header = '{"alg":"ES256"}';
  const make = (payload: string): string => issue('ES256', ec, header, payload) ?? '';
  const pem = publicPem(ec);
  const loot = { token: make(good), payload: good, header, publicPem: pem };
  const others = {
    forAnotherService: make('{"iss":"i","aud":"b","exp":200}'),
    ofAnotherTenant: make('{"iss":"j","aud":"a","exp":200}'),
  };
  const wanted = '{"iss":"i","aud":"a","exp":200,"admin":true}';
  const careful: Verifier = { algorithm: 'ES256', key: ec, ...own, pem };
  const cases: readonly (readonly [Mistake, Partial<Verifier>, string])[] = [
    ['decode-only', {}, 'signature: wrong'],
    ['trust-alg', {}, 'alg: other'],
    ['accept-none', {}, 'alg: none'],
    ['rs-to-hs', {}, 'alg: other'],
    ['no-exp', { now: 300 }, 'exp: expired'],
    ['no-aud', {}, 'aud: other'],
    ['no-iss', {}, 'iss: other'],
  ];
  for (const [mistake, change, refusal] of cases) {
    const forged = forge(mistake, wanted, { ...loot, ...others })?.token ?? '';
    assert.equal(why(forged, { ...careful, ...change }), refusal, mistake);
    assert.equal(why(forged, { ...careful, ...change, mistakes: [mistake] }), 'accepted', mistake);
  }
  const hs = { ...loot, ...others, token: token(good, undefined, weak), publicPem: undefined };
  const found = forge('weak-secret', wanted, hs);
  assert.equal(found?.secret, 'secret');
  assert.equal(found?.tried, weakSecrets.indexOf('secret') + 1);
  assert.equal(why(found?.token ?? '', { key: weak }), 'strength: short');
  assert.equal(why(found?.token ?? '', { key: weak, mistakes: ['weak-secret'] }), 'accepted');
  assert.equal(forge('rs-to-hs', wanted, hs), undefined);
  assert.equal(forge('weak-secret', wanted, { ...loot, ...others }), undefined);
  assert.deepEqual(findSecret(token()), { tried: weakSecrets.length, secret: undefined });
});

test('no mistake but "only decodes" lets an edited payload through', () => {
  const [header = '', , signature = ''] = token().split('.');
  const edited = `${header}.${encodeBase64url(encodeUtf8('{"iss":"i","aud":"a","exp":200,"admin":true}'))}.${signature}`;
  const all: Mistake[] = ['trust-alg', 'accept-none', 'rs-to-hs', 'weak-secret', 'no-exp', 'no-aud', 'no-iss'];
  assert.equal(why(edited, { mistakes: all }), 'signature: wrong');
  assert.equal(why(edited, { mistakes: ['decode-only'] }), 'accepted');
});

test('base64url is what Node writes and reads', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const text = encodeBase64url(bytes);
      assert.equal(text, Buffer.from(bytes).toString('base64url'));
      assert.deepEqual(decodeBase64url(text), { bytes, failure: undefined });
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('A', 'z', '_', '-', '8', '=', '+', ' ', 'é') }), (text) => {
      const { bytes, failure } = decodeBase64url(text, 10);
      if (failure) assert.ok(failure.at >= 10 && failure.end <= 10 + text.length);
      else assert.equal(encodeBase64url(bytes), text);
    }),
    { numRuns: 1000 },
  );
});

test('JSON is accepted exactly where JSON.parse accepts it, with the same value', () => {
  const plain = (value: unknown): unknown =>
    value instanceof Map
      ? { ...Object.fromEntries([...value].map(([name, each]) => [name, plain(each)])) }
      : Array.isArray(value)
        ? value.map(plain)
        : value;
  const compare = (text: string): void => {
    const { value, failure } = parseJson(text);
    let expected: unknown;
    try {
      expected = JSON.parse(text);
    } catch {
      assert.ok(failure && failure.at >= 0 && failure.end <= text.length, text);
      return;
    }
    assert.equal(failure, undefined, text);
    assert.equal(JSON.stringify(plain(value)), JSON.stringify(expected), text);
  };
  fc.assert(fc.property(fc.json({ maxDepth: 4 }), compare));
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'{}[]:,"\\u01-.eE+ntfa \n') }), compare), {
    numRuns: 3000,
  });
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), fc.nat(200), fc.constantFrom(...'{}[]:,"\\0 '), (text, at, put) =>
      compare(text.slice(0, at) + put + text.slice(at + 1)),
    ),
    { numRuns: 2000 },
  );
});

test('any text up to a megabyte gets a verdict, quickly, and never an exception', () => {
  const key = { ...verifier, mistakes: ['decode-only'] } as const;
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.nat(4), (text, dots) => {
      const pasted = text
        .split(/(?=[a-m])/)
        .slice(0, dots + 1)
        .join('.');
      verify(pasted, verifier);
      verify(pasted, key);
      openJwe(pasted, secret);
      parseJwk(pasted);
    }),
    { numRuns: 500 },
  );
  const megabyte = 1_000_000;
  const part = 'e30'.repeat(7_000);
  const started = performance.now();
  for (const text of [
    'A'.repeat(megabyte),
    '.'.repeat(megabyte),
    ' '.repeat(megabyte),
    '{'.repeat(megabyte),
    '.'.repeat(longestToken),
    `${part}.${part}.${part}`,
    `e30.${encodeBase64url(encodeUtf8('['.repeat(40_000)))}.`,
    `e30.${encodeBase64url(encodeUtf8(`{${'"a":1,'.repeat(6_000)}`))}.`,
    `e30.${encodeBase64url(new Uint8Array(40_000).fill(255))}.`,
  ]) {
    verify(text, verifier);
    parseCompact(text);
    openJwe(text, secret);
    parseJwk(text);
  }
  assert.ok(performance.now() - started < 5_000);
});
