// X25519 and Ed25519 against their RFCs, against Node and against a recorded handshake.
import assert from 'node:assert/strict';
import {
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  sign as nodeSign,
  verify as nodeVerify,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { sign, verify, verifyingKey } from './ed25519.ts';
import { agree, publicKeyOf, smallOrderPoints } from './x25519.ts';

const vectors = new URL('../../../content/vectors/', import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, vectors), 'utf8'));
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const hex = (data: Uint8Array) => Buffer.from(data).toString('hex');

const x25519 = read('rfc7748/x25519.json') as {
  'section-5.2': { scalar: string; u: string; out: string }[];
  'section-5.2-iterations': { times: number; out: string }[];
  'section-6.1': Record<'alicePrivate' | 'alicePublic' | 'bobPrivate' | 'bobPublic' | 'shared', string>;
};

test('RFC 7748 (5.2): both examples', () => {
  for (const { scalar, u, out } of x25519['section-5.2']) {
    // A sender may set the top bit: it is ignored.
    assert.equal(hex(agree(bytes(scalar), bytes(u)).secret), out);
  }
});

test('RFC 7748 (5.2): after one and after a thousand iterations', () => {
  let [k, u]: [Uint8Array, Uint8Array] = [bytes(`09${'0'.repeat(62)}`), bytes(`09${'0'.repeat(62)}`)];
  for (let times = 1; times <= 1_000; times += 1) {
    [k, u] = [agree(k, u).secret, k];
    const expected = x25519['section-5.2-iterations'].find((each) => each.times === times);
    if (expected) assert.equal(hex(k), expected.out, `after ${times}`);
  }
});

test('RFC 7748 (6.1): Alice and Bob reach the same secret', () => {
  const { alicePrivate, alicePublic, bobPrivate, bobPublic, shared } = x25519['section-6.1'];
  assert.equal(hex(publicKeyOf(bytes(alicePrivate))), alicePublic);
  assert.equal(hex(publicKeyOf(bytes(bobPrivate))), bobPublic);
  assert.equal(hex(agree(bytes(alicePrivate), bytes(bobPublic)).secret), shared);
  assert.equal(hex(agree(bytes(bobPrivate), bytes(alicePublic)).secret), shared);
});

test('a point of small order gives zeros whatever the private key, and Node refuses it as well', () => {
  for (const point of Object.values(smallOrderPoints)) {
    for (const seed of [1, 77, 255]) {
      const agreed = agree(new Uint8Array(32).fill(seed), bytes(point));
      assert.equal(agreed.ok, false);
      assert.ok(agreed.secret.every((byte) => byte === 0));
    }
    const { privateKey } = generateKeyPairSync('x25519');
    const publicKey = createPublicKey({
      key: { kty: 'OKP', crv: 'X25519', x: Buffer.from(bytes(point)).toString('base64url') },
      format: 'jwk',
    });
    assert.throws(() => diffieHellman({ privateKey, publicKey }));
  }
});

test('X25519 agrees with Node on keys made there', () => {
  for (let round = 0; round < 20; round += 1) {
    const [one, two] = [generateKeyPairSync('x25519'), generateKeyPairSync('x25519')];
    const raw = (key: typeof one.privateKey, name: 'd' | 'x') =>
      new Uint8Array(Buffer.from(key.export({ format: 'jwk' })[name] ?? '', 'base64url'));
    const expected = diffieHellman({ privateKey: one.privateKey, publicKey: two.publicKey });
    assert.equal(hex(agree(raw(one.privateKey, 'd'), raw(two.publicKey, 'x')).secret), expected.toString('hex'));
  }
});

const ed25519 = read('rfc8032/ed25519.json')['section-7.1'] as Record<
  'name' | 'secretKey' | 'publicKey' | 'message' | 'signature',
  string
>[];

test('RFC 8032 (7.1): every example is signed and verified', () => {
  assert.deepEqual(
    ed25519.map(({ name }) => name),
    ['1', '2', '3', '1024', 'SHA(abc)'],
  );
  for (const each of ed25519) {
    const [secret, message] = [bytes(each.secretKey), bytes(each.message)];
    assert.equal(hex(verifyingKey(secret)), each.publicKey, each.name);
    assert.equal(hex(sign(secret, message)), each.signature, each.name);
    assert.ok(verify(bytes(each.publicKey), message, bytes(each.signature)));
  }
});

test('no bit of an Ed25519 signature, key or message may change', () => {
  for (const { publicKey, message, signature } of ed25519.slice(1, 3)) {
    const parts = [bytes(publicKey), bytes(message), bytes(signature)] as const;
    for (const [part, whole] of parts.entries())
      for (let bit = 0; bit < 8 * whole.length; bit += 5) {
        const changed = parts.map((each, index) =>
          index === part ? each.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)) : each,
        );
        assert.ok(!verify(changed[0] as Uint8Array, changed[1] as Uint8Array, changed[2] as Uint8Array));
      }
  }
  assert.ok(!verify(new Uint8Array(3), new Uint8Array(), new Uint8Array(64)));
});

test('Ed25519 and Node sign alike, and each accepts the other', () => {
  for (let round = 0; round < 20; round += 1) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const secret = new Uint8Array(Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url'));
    const message = Uint8Array.from({ length: 7 * round }, (_, index) => index ^ round);
    const signature = sign(secret, message);
    assert.deepEqual(Buffer.from(signature), nodeSign(null, message, privateKey));
    assert.ok(nodeVerify(null, message, publicKey, signature));
  }
});

interface Recorded extends Readonly<Record<string, string>> {}
const recorded = read('captures/tls-primitives/508-tls13-ed25519-cert.json') as Recorded;

test('508: both sides of a recorded handshake reach the shared secret that OpenSSL reached', () => {
  const part = (name: string) => bytes(recorded[name] ?? '');
  assert.equal(hex(publicKeyOf(part('client_private'))), recorded['client_public']);
  assert.equal(hex(publicKeyOf(part('server_private'))), recorded['server_public']);
  assert.equal(hex(agree(part('client_private'), part('server_public')).secret), recorded['shared_secret']);
  assert.equal(hex(agree(part('server_private'), part('client_public')).secret), recorded['shared_secret']);
});

test('508: the server signed the transcript with both public values in it, RFC 8446 (4.4.3)', () => {
  const transcript = bytes(recorded['transcript'] ?? '');
  for (const name of ['client_public', 'server_public']) assert.ok(hex(transcript).includes(recorded[name] ?? '-'));
  const content = (of: Uint8Array) =>
    Buffer.concat([
      Buffer.from(`${' '.repeat(64)}TLS 1.3, server CertificateVerify\0`),
      createHash('sha256').update(of).digest(),
    ]);
  const key = bytes(recorded['server_public_key'] ?? '');
  const signature = bytes(recorded['certificate_verify'] ?? '').subarray(8);
  assert.ok(verify(key, content(transcript), signature));
  // Somebody in the middle would have to change a public value: then the signature is of something else.
  const swapped = bytes(hex(transcript).replace(recorded['server_public'] ?? '-', recorded['client_public'] ?? '-'));
  assert.ok(!verify(key, content(swapped), signature));
});

test('201: the ECDHE premaster secret is the shared secret of both private values', () => {
  const each = read('captures/tls-primitives/201-tls12-ecdhe-rsa-aes256-gcm-x25519.json') as Recorded;
  const client = publicKeyOf(bytes(each['client_private'] ?? ''));
  assert.equal(hex(client), each['client_key_exchange']?.slice(-64));
  assert.equal(hex(agree(bytes(each['server_private'] ?? ''), client).secret), each['premaster']);
});

test('the proof listed for the key agreement is what is replayed here', () => {
  const proofs = read('captures/proofs.json') as { model: string; recordings: string[] }[];
  assert.deepEqual(proofs.find(({ model }) => model === 'key-agreement')?.recordings, [
    '201-tls12-ecdhe-rsa-aes256-gcm-x25519',
    '508-tls13-ed25519-cert',
  ]);
});
