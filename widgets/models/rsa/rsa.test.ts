import assert from 'node:assert/strict';
import {
  constants,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  sign,
  verify,
} from 'node:crypto';
import test from 'node:test';
import { type Digest, sha1Digest, sha256Digest, sha384Digest, sha512Digest } from './digest.ts';
import { bytesOf, integerOf, modInverse, modPow } from './integers.ts';
import {
  modulusLength,
  oaepDecrypt,
  oaepEncrypt,
  pkcs1Decrypt,
  pkcs1Encrypt,
  pkcs1Sign,
  pkcs1Verify,
  pssSign,
  pssVerify,
  type RsaPrivateKey,
} from './rsa.ts';

const digests: readonly Digest[] = [sha1Digest, sha256Digest, sha384Digest, sha512Digest];
const message = Uint8Array.from({ length: 48 }, (_, index) => (7 * index) % 251);
const filled = (length: number, seed: number) => Uint8Array.from({ length }, (_, index) => ((index + seed) % 255) + 1);

function keyOf(privateKey: KeyObject): RsaPrivateKey {
  const jwk = privateKey.export({ format: 'jwk' });
  const number = (name: 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi') =>
    integerOf(Buffer.from(jwk[name] ?? '', 'base64url'));
  return {
    n: number('n'),
    e: number('e'),
    d: number('d'),
    p: number('p'),
    q: number('q'),
    dP: number('dp'),
    dQ: number('dq'),
    qInv: number('qi'),
  };
}

// Odd lengths of the modulus: PSS then has an encoded message that is one byte shorter, or starts elsewhere in its byte.
const pairs = [1024, 1025, 1031, 2048].map((modulusLengthBits) =>
  generateKeyPairSync('rsa', { modulusLength: modulusLengthBits }),
);

test('the private operation with and without the primes is the same', () => {
  for (const { privateKey } of pairs) {
    const key = keyOf(privateKey);
    const ciphertext = pkcs1Encrypt(key, message, filled(modulusLength(key) - 3 - message.length, 3));
    const bare = pkcs1Decrypt({ n: key.n, e: key.e, d: key.d }, ciphertext);
    assert.deepEqual(bare, pkcs1Decrypt(key, ciphertext));
    assert.deepEqual(bare, { ok: true, message });
  }
});

test('PKCS #1 v1.5 and OAEP: what Node encrypts we decrypt, and the other way round', () => {
  for (const { privateKey, publicKey } of pairs) {
    const key = keyOf(privateKey);
    const length = modulusLength(key);
    const v15 = { key: publicKey, padding: constants.RSA_PKCS1_PADDING };
    const oaep = { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
    assert.deepEqual(pkcs1Decrypt(key, publicEncrypt(v15, message)), { ok: true, message });
    assert.deepEqual(oaepDecrypt(key, sha256Digest, publicEncrypt(oaep, message)), { ok: true, message });
    const ours = pkcs1Encrypt(key, message, filled(length - 3 - message.length, 9));
    assert.deepEqual(new Uint8Array(privateDecrypt({ ...v15, key: privateKey }, ours)), message);
    const sealed = oaepEncrypt(key, sha256Digest, message, filled(32, 5));
    assert.deepEqual(new Uint8Array(privateDecrypt({ ...oaep, key: privateKey }, sealed)), message);
  }
});

test('a ciphertext with one bit changed is refused or says something else, and never throws', () => {
  const [pair] = pairs;
  assert.ok(pair);
  const key = keyOf(pair.privateKey);
  const sealed = oaepEncrypt(key, sha256Digest, message, filled(32, 5));
  for (let bit = 0; bit < 8 * sealed.length; bit += 97) {
    const changed = sealed.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    assert.equal(oaepDecrypt(key, sha256Digest, changed).ok, false);
  }
  assert.deepEqual(pkcs1Decrypt(key, new Uint8Array(3)), { ok: false, problem: 'length' });
  assert.deepEqual(pkcs1Decrypt(key, new Uint8Array(128).fill(0xff)), { ok: false, problem: 'range' });
});

test('signatures: Node accepts ours, we accept those of Node, for every hash and every length', () => {
  for (const { privateKey, publicKey } of pairs) {
    const key = keyOf(privateKey);
    for (const digest of digests) {
      const name = digest.name.replace('-', '').toLowerCase();
      assert.deepEqual(Buffer.from(digest.hash(message)), createHash(name).update(message).digest());
      const v15 = sign(name, message, privateKey);
      assert.deepEqual(Buffer.from(pkcs1Sign(key, digest, message)), v15);
      assert.ok(pkcs1Verify(key, digest, message, v15));
      if (modulusLength(key) < 2 * digest.length + 2) continue;
      const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: digest.length };
      const pss = sign(name, message, { key: privateKey, ...padding });
      assert.ok(pssVerify(key, digest, message, pss), `${name}, ${key.n.toString(2).length} bits`);
      assert.ok(!pssVerify(key, digest, message, pss, digest.length - 1));
      assert.ok(
        verify(name, message, { key: publicKey, ...padding }, pssSign(key, digest, message, filled(digest.length, 2))),
      );
    }
  }
});

test('a signature with any bit changed, of another message or of another key is refused', () => {
  const [one, , , two] = pairs;
  assert.ok(one && two);
  const key = keyOf(one.privateKey);
  const v15 = pkcs1Sign(key, sha256Digest, message);
  const pss = pssSign(key, sha256Digest, message, filled(32, 1));
  for (let bit = 0; bit < 8 * v15.length; bit += 13) {
    const flip = (bytes: Uint8Array) =>
      bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    assert.ok(!pkcs1Verify(key, sha256Digest, message, flip(v15)));
    assert.ok(!pssVerify(key, sha256Digest, message, flip(pss)));
  }
  assert.ok(!pkcs1Verify(key, sha256Digest, message.subarray(1), v15));
  assert.ok(!pkcs1Verify(keyOf(two.privateKey), sha256Digest, message, v15));
});

test('integers: bytes both ways, powers and inverses', () => {
  assert.equal(integerOf(Uint8Array.of(1, 0)), 256n);
  assert.deepEqual(bytesOf(258n, 4), Uint8Array.of(0, 0, 1, 2));
  assert.throws(() => bytesOf(256n, 1), /9 bits does not fit into 1 bytes/);
  assert.equal(modInverse(3n, 11n), 4n);
  assert.equal(modInverse(6n, 9n), undefined);
  for (let exponent = 0n; exponent < 300n; exponent += 7n)
    assert.equal(modPow(5n, exponent, 1009n), 5n ** exponent % 1009n);
});
