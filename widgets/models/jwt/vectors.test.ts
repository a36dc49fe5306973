import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gcm } from '@noble/ciphers/aes.js';
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import { isAlgorithm, sign, verifySignature } from './algorithms.ts';
import { decodeBase64url, encodeBase64url } from './base64url.ts';
import { decodePart, parseCompact } from './compact.ts';
import { openJwe, sealJwe } from './jwe.ts';
import { type Key, parseJwk } from './keys.ts';
import { issue, signingInput } from './sign.ts';
import { verify } from './verify.ts';

interface Jws {
  readonly section: string;
  readonly alg: string;
  readonly header?: string;
  readonly payload?: string;
  readonly jwk?: object;
  readonly token: string;
  readonly deterministic?: boolean;
}
interface Jwe {
  readonly section: string;
  readonly plaintext: string;
  readonly jwk: object;
  readonly token: string;
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../content/vectors/${name}`, import.meta.url), 'utf8'));
const rfc7515: readonly Jws[] = read('rfc7515/jws.json');
const rfc7519: readonly Jws[] = read('rfc7519/jwt.json');
const rfc7520: { readonly jws: readonly Jws[]; readonly jwe: readonly Jwe[] } = read('rfc7520/jose.json');
const rfc8037: readonly Jws[] = read('rfc8037/eddsa.json');
const agreement: { header: object; alice: { d: string }; bob: object; derived: string } = read('rfc7518/ecdh-es.json');

function keyOf(jwk: object | undefined): Key {
  const { key, failure } = parseJwk(JSON.stringify(jwk));
  assert.ok(key, JSON.stringify(failure));
  return key;
}

const supported = [
  ...rfc7515.map((each) => ['RFC 7515', each] as const),
  ...rfc7520.jws.map((each) => ['RFC 7520', each] as const),
  ...rfc8037.map((each) => ['RFC 8037', each] as const),
].filter(([, { alg }]) => isAlgorithm(alg));

for (const [rfc, { section, alg, header, payload = '', jwk, token, deterministic }] of supported) {
  test(`${rfc} ${section}: the ${alg} signature is right, and signing gives it again`, () => {
    if (!isAlgorithm(alg)) return;
    const key = keyOf(jwk);
    const { parts, form } = parseCompact(token);
    const [first, second, third] = parts;
    assert.ok(first && second && third && form === 'jws');
    assert.equal(decodeUtf8(second.bytes).text, payload);
    const text = decodePart(first).text;
    if (header) assert.equal(text, header);
    assert.equal(signingInput(text, payload), token.slice(0, second.end));
    const input = encodeUtf8(token.slice(0, second.end));
    assert.ok(verifySignature(alg, key, input, third.bytes));
    if (deterministic) assert.equal(issue(alg, key, text, payload), token);
    else assert.ok(verifySignature(alg, key, input, sign(alg, key, input, new Uint8Array(32)) ?? new Uint8Array()));
    for (let bit = 0; bit < 8 * third.bytes.length; bit += 97) {
      const changed = third.bytes.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.ok(!verifySignature(alg, key, input, changed));
    }
  });
}

test('what is left out is refused by its name: ES512, PS384, a P-521 key', () => {
  for (const { jwk, token } of [rfc7515[3], rfc7520.jws[1], rfc7520.jws[2]].filter((each) => each !== undefined)) {
    const { form, parts } = parseCompact(token);
    const [first] = parts;
    assert.equal(form, 'jws');
    assert.ok(first && !isAlgorithm(/"alg":\s*"(\w+)"/.exec(decodePart(first).text)?.[1] ?? ''));
    const { key, failure } = parseJwk(JSON.stringify(jwk));
    assert.ok(key?.kty === 'RSA' || failure?.code === 'crv');
  }
});

const joe = { leewayS: 0, issuer: 'joe', audience: '', pem: undefined, now: 1_300_819_379, mistakes: [] } as const;

test('RFC 7519 3.1 is accepted until the second that exp names, and refused in it', () => {
  const [{ token, jwk }] = rfc7519 as readonly [Jws];
  const verifier = { ...joe, algorithm: 'HS256', key: keyOf(jwk) } as const;
  assert.equal(verify(token, verifier).accepted, true);
  const late = verify(token, { ...verifier, now: 1_300_819_380 });
  assert.deepEqual([late.failed?.id, late.failed?.code], ['exp', 'expired']);
  assert.equal(verify(token, { ...verifier, now: 1_300_819_380, leewayS: 1 }).accepted, true);
});

test('RFC 7519 6.1 and RFC 7515 A.5 are refused for their alg, and accepted by who accepts none', () => {
  for (const { token } of [rfc7519[1], rfc7515[4]].filter((each) => each !== undefined)) {
    const verifier = { ...joe, algorithm: 'HS256', key: keyOf(rfc7515[0]?.jwk) } as const;
    const { failed } = verify(token, verifier);
    assert.deepEqual([failed?.id, failed?.code], ['alg', 'none']);
    assert.equal(verify(token, { ...verifier, mistakes: ['accept-none'] }).accepted, true);
  }
});

test('RFC 7515 E is refused by everybody, even by who accepts none, for its crit', () => {
  const token = rfc7515[5]?.token ?? '';
  const verifier = { ...joe, algorithm: 'HS256', key: keyOf(rfc7515[0]?.jwk) } as const;
  const { header } = verify(token, verifier);
  assert.match(header?.text ?? '', /"crit":\["http:\/\/example\.com\/UNDEFINED"\]/);
  // The payload, "FAIL", is no JSON; with one that is, crit is what refuses.
  const other = `${token.split('.')[0]}.${encodeBase64url(encodeUtf8('{"iss":"joe","exp":1300819380}'))}.`;
  const { failed } = verify(other, { ...verifier, mistakes: ['accept-none'] });
  assert.deepEqual([failed?.id, failed?.code], ['crit', 'not-understood']);
});

test('RFC 7519 A.1 and A.2 are taken apart as JWE: the header is readable, the rest is not', () => {
  for (const { token } of rfc7519.slice(2)) {
    const { form, parts } = parseCompact(token);
    assert.equal(form, 'jwe');
    assert.equal(parts.length, 5);
    assert.match(parts[0] ? decodePart(parts[0]).text : '', /^\{"alg":"RSA1_5"/);
    assert.deepEqual(openJwe(token, undefined).code, 'enc');
  }
});

test('RFC 7520 5.6: the JWE opens, and a changed character anywhere closes it', () => {
  const [{ token, jwk, plaintext }] = rfc7520.jwe as readonly [Jwe];
  const key = keyOf(jwk);
  const opened = openJwe(token, key);
  assert.equal(opened.code, 'ok');
  assert.equal(decodeUtf8(opened.plaintext ?? []).text, plaintext);
  for (let at = 0; at < token.length; at += 1) {
    const changed = token.slice(0, at) + (token[at] === 'A' ? 'Q' : 'A') + token.slice(at + 1);
    assert.notEqual(openJwe(changed, key).code, 'ok', `changed at ${at}`);
  }
  const [first, , iv] = parseCompact(token).parts;
  const again = sealJwe(JSON.parse(first ? decodePart(first).text : ''), key, encodeUtf8(plaintext), {
    iv: iv?.bytes ?? new Uint8Array(),
  });
  assert.equal(again, token);
});

test('RFC 7518 C: Alice and Bob derive the key of the example', () => {
  const { header, alice, bob, derived } = agreement;
  const [iv, text] = [new Uint8Array(12), encodeUtf8('for Bob')];
  const token = sealJwe(header as Parameters<typeof sealJwe>[0], keyOf(bob), text, {
    iv,
    ephemeral: decodeBase64url(alice.d).bytes,
  });
  assert.ok(token);
  const [first, , , ciphertext, tag] = parseCompact(token).parts;
  const sealed = Uint8Array.of(...(ciphertext?.bytes ?? []), ...(tag?.bytes ?? []));
  const cipher = gcm(decodeBase64url(derived).bytes, iv, encodeUtf8(first?.text ?? ''));
  assert.deepEqual(cipher.decrypt(sealed), text);
  assert.deepEqual(openJwe(token, keyOf(bob)), { code: 'ok', plaintext: text });
});
