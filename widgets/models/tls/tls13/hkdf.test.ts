import assert from 'node:assert/strict';
import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { digest, expand, expandLabel, extract, hkdfLabel, mac } from './hkdf.ts';

interface Vector {
  readonly title: string;
  readonly Hash: 'SHA-256' | 'SHA-1';
  readonly L: number;
  readonly [name: string]: string | number;
}

const vectors = JSON.parse(
  readFileSync(new URL('../../../../content/vectors/rfc5869/hkdf.json', import.meta.url), 'utf8'),
) as Vector[];
const bytes = (hex: unknown) => Uint8Array.from(Buffer.from(String(hex), 'hex'));
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex');

test('RFC 5869 appendix A: all seven test cases', () => {
  assert.equal(vectors.length, 7);
  for (const { title, Hash, L, ...of } of vectors) {
    const hash = Hash === 'SHA-1' ? sha1 : sha256;
    const prk = extract(hash, bytes(of['salt']), bytes(of['IKM']));
    assert.equal(hex(prk), of['PRK'], title);
    assert.equal(hex(expand(hash, prk, bytes(of['info']), L)), of['OKM'], title);
  }
});

test('hash, HMAC and HKDF agree with Node on any input', () => {
  const some = fc.uint8Array({ maxLength: 200 });
  fc.assert(
    fc.property(some, some, some, fc.integer({ min: 1, max: 300 }), fc.boolean(), (a, b, c, length, long) => {
      const name = long ? 'sha384' : 'sha256';
      assert.equal(hex(digest(name, a, b)), createHash(name).update(a).update(b).digest('hex'));
      assert.equal(hex(mac(name, a, b, c)), createHmac(name, a).update(b).update(c).digest('hex'));
      assert.deepEqual(expand(name, extract(name, b, a), c, length), new Uint8Array(hkdfSync(name, a, b, c, length)));
    }),
    { numRuns: 60 },
  );
});

test('HkdfLabel is the length, the label with its prefix and the context, each with its own length', () => {
  assert.equal(hex(hkdfLabel('key', new Uint8Array(0), 16)), '001009746c733133206b657900');
});

test('an expansion longer than 255 blocks is refused, one of no bytes is empty', () => {
  assert.throws(() => expand('sha256', new Uint8Array(32), new Uint8Array(0), 255 * 32 + 1), /255 blocks/);
  assert.equal(expandLabel('sha384', new Uint8Array(48), 'iv', new Uint8Array(0), 0).length, 0);
});
