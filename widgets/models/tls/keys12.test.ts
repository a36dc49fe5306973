import assert from 'node:assert/strict';
import { createCipheriv, createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromHex, toHex } from './hex.ts';
import { prf } from './keys12.ts';
import { protect, unprotect } from './protection12.ts';
import { suiteOf } from './suites.ts';

// The vector that the TLS working group passed round for the PRF with SHA-256 (IETF TLS list, 2009).
test('the PRF with SHA-256 gives the bytes that everybody compares', () => {
  const secret = fromHex('9bbe436ba940f017b17652849a71db35');
  const seed = fromHex('a0ba9f936cda311827a6f796ffd5198c');
  assert.equal(
    toHex(prf('sha256', secret, 'test label', seed, 100)),
    'e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff70187347b66',
  );
});

test('P_hash is what Node computes step by step', () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(
      fc.constantFrom('sha256', 'sha384'),
      bytes,
      bytes,
      fc.integer({ min: 1, max: 150 }),
      (name, key, seed, n) => {
        const mac = (...parts: Uint8Array[]) => createHmac(name, key).update(Buffer.concat(parts)).digest();
        const labelled = Buffer.concat([Buffer.from('label'), seed]);
        let a: Uint8Array = labelled;
        let expected = Buffer.alloc(0);
        while (expected.length < n) {
          a = mac(a);
          expected = Buffer.concat([expected, mac(a, labelled)]);
        }
        assert.equal(toHex(prf(name, key, 'label', seed, n)), expected.subarray(0, n).toString('hex'));
      },
    ),
  );
});

for (const encryptThenMac of [false, true]) {
  test(`CBC records ${encryptThenMac ? 'with' : 'without'} encrypt-then-MAC are those of Node, and one bit changed is noticed`, () => {
    const suite = suiteOf(0x003d);
    assert.ok(suite);
    const fixed = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    const any = fc.record({
      macKey: fixed(32),
      key: fixed(32),
      iv: fixed(16),
      text: fc.uint8Array({ maxLength: 70 }),
      at: fc.nat(),
    });
    fc.assert(
      fc.property(any, ({ macKey, key, iv, text, at }) => {
        const protection = { suite, keys: { macKey, key, iv: new Uint8Array() }, encryptThenMac };
        const head = (length: number) => Buffer.from([0, 0, 0, 0, 0, 0, 1, 2, 23, 3, 3, 0, length]);
        const mac = (data: Uint8Array) => createHmac('sha256', macKey).update(head(data.length)).update(data).digest();
        const inside = encryptThenMac ? Buffer.from(text) : Buffer.concat([text, mac(text)]);
        const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
        const padding = 16 - (inside.length % 16);
        const blocks = Buffer.concat([inside, Buffer.alloc(padding, padding - 1)]);
        const sealed = Buffer.concat([iv, cipher.update(blocks), cipher.final()]);
        const expected = encryptThenMac ? Buffer.concat([sealed, mac(sealed)]) : sealed;
        const record = protect(protection, 258, 23, 0x0303, text, iv);
        assert.equal(toHex(record.subarray(5)), expected.toString('hex'));
        assert.deepEqual(unprotect(protection, 258, record).plaintext, text);
        assert.ok(unprotect(protection, 259, record).fault);
        const changed = record.slice();
        const place = 5 + (at % (record.length - 5));
        changed[place] = (changed[place] ?? 0) ^ 4;
        assert.ok(unprotect(protection, 258, changed).fault);
        assert.ok(unprotect(protection, 258, record.subarray(0, 5 + (at % (record.length - 5)))).fault);
      }),
    );
  });
}
