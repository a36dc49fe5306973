import assert from 'node:assert/strict';
import { createCipheriv, createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { aeadOf } from './aead.ts';
import { hash, hmac } from './hashes.ts';
import { suiteOf } from './suites.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

for (const [id, node] of [
  [0x1301, 'aes-128-gcm'],
  [0x1302, 'aes-256-gcm'],
  [0x1303, 'chacha20-poly1305'],
  [0x1304, 'aes-128-ccm'],
  [0xc0ae, 'aes-128-ccm-8'],
  [0xc0ad, 'aes-256-ccm'],
] as const) {
  test(`${node} seals as Node does, opens it again, and refuses it when a bit is changed`, () => {
    const suite = suiteOf(id);
    assert.ok(suite);
    const aead = aeadOf(suite);
    assert.ok(aead);
    const any = fc.record({
      key: bytes(suite.keyBytes),
      nonce: bytes(12),
      associated: fc.uint8Array({ maxLength: 40 }),
      plaintext: fc.uint8Array({ maxLength: 80 }),
      at: fc.nat(),
    });
    fc.assert(
      fc.property(any, ({ key, nonce, associated, plaintext, at }) => {
        const cipher = createCipheriv(node.replace(/-8$/, '') as 'aes-128-ccm', key, nonce, {
          authTagLength: suite.tagBytes,
        });
        cipher.setAAD(associated, { plaintextLength: plaintext.length });
        const expected = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
        const sealed = aead.seal(key, nonce, associated, plaintext);
        assert.deepEqual(Buffer.from(sealed), expected);
        assert.deepEqual(aead.open(key, nonce, associated, sealed), plaintext);
        const changed = sealed.slice();
        changed[at % sealed.length] = (changed[at % sealed.length] ?? 0) ^ 1;
        assert.equal(aead.open(key, nonce, associated, changed), undefined);
        assert.equal(aead.open(key, nonce, associated, sealed.subarray(0, suite.tagBytes - 1)), undefined);
      }),
    );
  });
}

test('hashes and HMAC are those of Node', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'),
      fc.uint8Array(),
      fc.uint8Array(),
      (name, key, data) => {
        assert.deepEqual(Buffer.from(hash(name, key, data)), createHash(name).update(key).update(data).digest());
        assert.deepEqual(Buffer.from(hmac(name, key, data)), createHmac(name, key).update(data).digest());
      },
    ),
  );
});
