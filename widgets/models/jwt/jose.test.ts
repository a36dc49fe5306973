// Another implementation: tokens both ways, and the same verdict on every token that has one character changed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CompactEncrypt, compactDecrypt, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { type Algorithm, algorithms } from './algorithms.ts';
import { alphabet, decodeBase64url } from './base64url.ts';
import { openJwe, sealJwe } from './jwe.ts';
import { type Key, parseJwk, publicOf } from './keys.ts';
import { issue } from './sign.ts';
import { type Verifier, verify } from './verify.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../content/vectors/${name}`, import.meta.url), 'utf8'));
const examples: readonly { jwk: JWK }[] = read('rfc7515/jws.json');
const jwkOf: Record<Key['kty'], JWK> = {
  oct: examples[0]?.jwk ?? {},
  RSA: examples[1]?.jwk ?? {},
  EC: examples[2]?.jwk ?? {},
  OKP: read('rfc8037/eddsa.json')[0].jwk,
};
const typeOf: Record<Algorithm, Key['kty']> = {
  HS256: 'oct',
  HS384: 'oct',
  HS512: 'oct',
  RS256: 'RSA',
  PS256: 'RSA',
  ES256: 'EC',
  EdDSA: 'OKP',
};
const claims = { iss: 'https://login.example', aud: 'shop', sub: 'mallory', iat: 1_000, exp: 4_600, admin: false };
const now = 2_000;

function keyOf(jwk: JWK): Key {
  const { key } = parseJwk(JSON.stringify(jwk));
  assert.ok(key);
  return key;
}

const publicJwk = ({ d: _, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...rest }: JWK): JWK => rest;

function verifierOf(algorithm: Algorithm, change: Partial<Verifier> = {}): Verifier {
  const key = publicOf(keyOf(jwkOf[typeOf[algorithm]]));
  const expects = { issuer: claims.iss, audience: claims.aud, now, leewayS: 0, mistakes: [], pem: undefined };
  return { algorithm, key, ...expects, ...change };
}

async function joseAccepts(algorithm: Algorithm, token: string, at = now): Promise<boolean> {
  const key = await importJWK(publicJwk(jwkOf[typeOf[algorithm]]), algorithm);
  const options = { algorithms: [algorithm], issuer: claims.iss, audience: claims.aud, requiredClaims: ['exp'] };
  return jwtVerify(token, key, { ...options, currentDate: new Date(at * 1_000) }).then(
    () => true,
    () => false,
  );
}

for (const algorithm of algorithms) {
  const jwk = jwkOf[typeOf[algorithm]];
  const ours = issue(algorithm, keyOf(jwk), JSON.stringify({ alg: algorithm }), JSON.stringify(claims)) ?? '';

  test(`${algorithm}: jose accepts our token, and we accept the token of jose`, async () => {
    assert.ok(await joseAccepts(algorithm, ours));
    assert.ok(verify(ours, verifierOf(algorithm)).accepted);
    const theirs = await new SignJWT(claims)
      .setProtectedHeader({ alg: algorithm })
      .sign(await importJWK(jwk, algorithm));
    assert.deepEqual(verify(theirs, verifierOf(algorithm)).failed, undefined);
  });

  test(`${algorithm}: changed at every character, the verdict is that of jose`, async () => {
    const verifier = verifierOf(algorithm);
    const respelled: number[] = [];
    for (let at = 0; at < ours.length; at += 1) {
      // A neighbour in the alphabet for every other character, and something that is not in it.
      const old = ours[at] ?? '';
      const next =
        at % 7 === 3 && at + 1 < ours.length ? '.=+ /é"'[at % 5] : alphabet[(alphabet.indexOf(old) + 1) % 64];
      const changed = ours.slice(0, at) + next + ours.slice(at + 1);
      const { accepted, failed } = verify(changed, verifier);
      if (accepted === (await joseAccepts(algorithm, changed))) continue;
      // The one difference: jose ignores the bits that are left over in the last character (RFC 4648 section 3.5: MAY).
      assert.deepEqual([failed?.id, failed?.code], ['base64url', 'trailing-bits'], `changed at ${at}`);
      respelled.push(at);
    }
    // A signature of 32, 64 or 256 bytes leaves 2 or 4 bits over in its last character.
    assert.deepEqual(respelled, algorithm === 'HS384' ? [] : [ours.length - 1]);
  });
}

test('times, issuer and audience: the verdict is that of jose', async () => {
  const key = keyOf(jwkOf.oct);
  const changes: object[] = [
    { exp: now },
    { exp: now + 1 },
    { exp: now + 0.5 },
    { exp: '4600' },
    { exp: null },
    { nbf: now },
    { nbf: now + 1 },
    { nbf: 'soon' },
    { iat: now + 10 },
    { iat: '1000' },
    { iss: 'https://login.example/' },
    { iss: ['https://login.example'] },
    { aud: ['shop', 'bank'] },
    { aud: ['bank'] },
    { aud: [] },
    { aud: {} },
    { aud: 'Shop' },
    { exp: undefined },
    { iss: undefined },
    { aud: undefined },
  ];
  for (const change of changes) {
    const token = issue('HS256', key, '{"alg":"HS256"}', JSON.stringify({ ...claims, ...change })) ?? '';
    const { accepted } = verify(token, verifierOf('HS256'));
    assert.equal(accepted, await joseAccepts('HS256', token), JSON.stringify(change));
  }
});

test('headers: the verdict is that of jose', async () => {
  const key = keyOf(jwkOf.oct);
  const headers = [
    '{"alg":"HS256","crit":["exp"],"exp":1}',
    '{"alg":"HS256","crit":[]}',
    '{"alg":"HS256","crit":["b64"],"b64":false}',
    '{"alg":"HS256","crit":"exp"}',
    '{"alg":"hs256"}',
    '{"alg":"HS384"}',
    '{"alg":["HS256"]}',
    '{}',
    '[]',
    'null',
    '{"alg":"HS256",}',
    '{"alg":"HS256"} ',
    '{"alg":"\\u0048S256"}',
  ];
  for (const header of headers) {
    const token = issue('HS256', key, header, JSON.stringify(claims)) ?? '';
    assert.equal(verify(token, verifierOf('HS256')).accepted, await joseAccepts('HS256', token), header);
  }
});

test('a byte order mark is the one difference in headers: jose ignores it (RFC 8259 section 8.1: MAY), we do not', async () => {
  const token = issue('HS256', keyOf(jwkOf.oct), '\ufeff{"alg":"HS256"}', JSON.stringify(claims)) ?? '';
  assert.equal(await joseAccepts('HS256', token), true);
  assert.equal(verify(token, verifierOf('HS256')).failed?.id, 'json');
});

test('JWE both ways: dir, ECDH-ES and RSA-OAEP-256', async () => {
  const text = encodeUtf8(JSON.stringify(claims));
  const secret: JWK = { kty: 'oct', k: 'AAPapAv4LbFbiVawEjagUBluYqN5rhna-8nuldDvOx8' };
  const random = {
    iv: new Uint8Array(12).fill(7),
    contentKey: new Uint8Array(32).fill(9),
    seed: new Uint8Array(32).fill(3),
    ephemeral: decodeBase64url('0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo').bytes,
  };
  for (const [alg, jwk] of [
    ['dir', secret],
    ['ECDH-ES', jwkOf.EC],
    ['RSA-OAEP-256', jwkOf.RSA],
  ] as const) {
    const header = { alg, enc: 'A256GCM' } as const;
    const ours = sealJwe(header, keyOf(jwk), text, random) ?? '';
    const opened = await compactDecrypt(ours, await importJWK(jwk, alg));
    assert.deepEqual(new Uint8Array(opened.plaintext), text);
    const theirs = await new CompactEncrypt(text)
      .setProtectedHeader(header)
      .encrypt(await importJWK(alg === 'dir' ? jwk : publicJwk(jwk), alg));
    assert.deepEqual(openJwe(theirs, keyOf(jwk)), { code: 'ok', plaintext: text });
  }
});
