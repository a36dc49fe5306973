import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { type Algorithm, sign, verifySignature } from './algorithms.ts';
import { parsePemKey } from './pem-key.ts';
import { publicPem } from './spki.ts';

const spki = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }) as string;
const pkcs8 = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }) as string;
const pairs = {
  RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  EdDSA: generateKeyPairSync('ed25519'),
};
const message = encodeUtf8('header.payload');

for (const [algorithm, { publicKey, privateKey }] of Object.entries(pairs)) {
  test(`${algorithm}: keys that Node wrote sign and verify, and our PEM of the public key is Node's`, () => {
    const own = parsePemKey(pkcs8(privateKey)).key;
    const other = parsePemKey(spki(publicKey)).key;
    assert.ok(own && other);
    assert.equal(publicPem(other), spki(publicKey));
    const signature = sign(algorithm as Algorithm, own, message, new Uint8Array(32));
    assert.ok(signature && verifySignature(algorithm as Algorithm, other, message, signature));
  });
}

test('PKCS #1 and SEC 1 are read too', () => {
  const rsa = pairs.RS256.privateKey.export({ type: 'pkcs1', format: 'pem' }) as string;
  const ec = pairs.ES256.privateKey.export({ type: 'sec1', format: 'pem' }) as string;
  assert.equal(parsePemKey(rsa).key?.kty, 'RSA');
  assert.equal(parsePemKey(ec).key?.kty, 'EC');
});

test('a PEM whose line breaks are lost is read and told; with backslash and n it is named at its place', () => {
  const text = spki(pairs.ES256.publicKey);
  assert.equal(parsePemKey(text).oneLine, false);
  for (const lost of [text.replaceAll('\n', ''), text.replaceAll('\n', ' ')]) {
    const { key, oneLine } = parsePemKey(lost);
    assert.deepEqual([key?.kty, oneLine], ['EC', true]);
  }
  assert.throws(() => createPrivateKey(pkcs8(pairs.ES256.privateKey).replaceAll('\n', ' ')));
  const { failure } = parsePemKey(text.replaceAll('\n', '\\n'));
  assert.deepEqual([failure?.code, failure?.at], ['pem-escaped', '-----BEGIN PUBLIC KEY-----'.length]);
});

test('what is no key, or not one for these algorithms, is named', () => {
  const code = (text: string): string | undefined => parsePemKey(text).failure?.code;
  assert.equal(code('-----BEGIN PUBLIC KEY-----'), 'pem');
  assert.equal(code('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'), 'certificate');
  assert.equal(code('-----BEGIN X-----\nAAAA\n-----END X-----'), 'label');
  assert.equal(code('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'), 'der');
  assert.equal(code(spki(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey)), 'curve');
  const locked = pairs.ES256.privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'x',
  });
  assert.equal(code(locked as string), 'encrypted');
});
