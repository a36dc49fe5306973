// What real TLS stacks did with RSA: content/vectors/captures/tls-primitives.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { sha256Digest } from './digest.ts';
import { integerOf } from './integers.ts';
import { pkcs1Decrypt, pkcs1Verify, pssVerify, type RsaPrivateKey, type RsaPublicKey } from './rsa.ts';

const captures = new URL('../../../content/vectors/captures/', import.meta.url);
const read = (name: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`tls-primitives/${name}.json`, captures), 'utf8'));
const bytes = (hex = '') => new Uint8Array(Buffer.from(hex, 'hex'));

const keyExchange = '109-tls12-rsa-aes128-cbc-sha256-fixed-randoms';
const signed = '201-tls12-ecdhe-rsa-aes256-gcm-x25519';

function publicKeyOf(certificate = ''): RsaPublicKey {
  const jwk = new X509Certificate(certificate).publicKey.export({ format: 'jwk' });
  const number = (text = '') => integerOf(Buffer.from(text, 'base64url'));
  return { n: number(jwk.n), e: number(jwk.e) };
}

test('109: the premaster secret that the client encrypted comes out, with and without the primes', () => {
  const recording = read(keyExchange) as unknown as { private_key: Record<string, string> } & Record<string, string>;
  const key = Object.fromEntries(
    Object.entries(recording.private_key).map(([name, hex]) => [name, BigInt(`0x${hex}`)]),
  ) as unknown as RsaPrivateKey;
  assert.equal(publicKeyOf(recording['certificate']).n, key.n);
  // RFC 5246 (7.4.7.1): record header 5, handshake header 4, length of the vector 2.
  const ciphertext = bytes(recording['client_key_exchange']).subarray(11);
  for (const each of [key, { n: key.n, e: key.e, d: key.d }]) {
    const opened = pkcs1Decrypt(each, ciphertext);
    assert.ok(opened.ok);
    assert.equal(Buffer.from(opened.message).toString('hex'), recording['premaster']);
  }
});

test('201: the signature of ServerKeyExchange verifies, and not with any bit of the randoms changed', () => {
  const recording = read(signed);
  const key = publicKeyOf(recording['certificate']);
  const exchange = bytes(recording['server_key_exchange']).subarray(9);
  // RFC 8422 (5.4): curve type, group, length of the point, point; then the scheme, the length and the signature.
  const params = exchange.subarray(0, 4 + (exchange[3] ?? 0));
  const [high = 0, low = 0] = exchange.subarray(params.length);
  const signature = exchange.subarray(params.length + 4);
  const content = Buffer.concat([bytes(recording['client_random']), bytes(recording['server_random']), params]);
  assert.equal(signature.length, 256);
  const scheme = (high << 8) | low;
  const verify = (message: Uint8Array) =>
    scheme === 0x0804
      ? pssVerify(key, sha256Digest, message, signature)
      : pkcs1Verify(key, sha256Digest, message, signature);
  assert.equal(scheme, 0x0804, 'rsa_pss_rsae_sha256');
  assert.ok(verify(content));
  for (let at = 0; at < content.length; at += 9) {
    const changed = Uint8Array.from(content, (byte, index) => (index === at ? byte ^ 1 : byte));
    assert.ok(!verify(changed));
  }
});

test('the proof listed for RSA is what is replayed here', () => {
  const proofs = JSON.parse(readFileSync(new URL('proofs.json', captures), 'utf8')) as {
    model: string;
    recordings: string[];
  }[];
  assert.deepEqual(proofs.find(({ model }) => model === 'rsa')?.recordings, [keyExchange, signed]);
});
