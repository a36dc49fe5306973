import assert from 'node:assert/strict';
import { type CipherGCM, createCipheriv } from 'node:crypto';
import test from 'node:test';
import fc from 'fast-check';
import { suiteOf } from '../suites.ts';
import { next, nonceOf, open, type Protection, seal } from './protection.ts';

const suites = [0x1301, 0x1302, 0x1303, 0x1304, 0x1305].map((id) => suiteOf(id) ?? assert.fail());

const nodeNames = ['aes-128-gcm', 'aes-256-gcm', 'chacha20-poly1305', 'aes-128-ccm', 'aes-128-ccm'] as const;
const some = fc.uint8Array({ maxLength: 400 });

/** The same record, from Node. */
function sealedByNode(protection: Protection, type: number, content: Uint8Array, padding: number): Uint8Array {
  const { suite, key } = protection;
  const name = nodeNames[suites.indexOf(suite)] ?? 'aes-128-gcm';
  const inner = Buffer.concat([content, Uint8Array.of(type), new Uint8Array(padding)]);
  const length = inner.length + suite.tagBytes;
  const header = Uint8Array.of(23, 3, 3, length >> 8, length & 255);
  const cipher = createCipheriv(name, key, nonceOf(protection), {
    authTagLength: suite.tagBytes,
  } as never) as CipherGCM;
  cipher.setAAD(header, { plaintextLength: inner.length } as never);
  return Uint8Array.from(Buffer.concat([header, cipher.update(inner), cipher.final(), cipher.getAuthTag()]));
}

const protections = fc
  .record({
    suite: fc.constantFrom(...suites),
    material: fc.uint8Array({ minLength: 44, maxLength: 44 }),
    sequence: fc.integer({ min: 0, max: 2 ** 40 }),
  })
  .map(({ suite, material, sequence }): Protection => {
    return { suite, secret: 'any', key: material.slice(12, 12 + suite.keyBytes), iv: material.slice(0, 12), sequence };
  });

test('every suite seals as Node does, and opens what it sealed', () => {
  fc.assert(
    fc.property(
      protections,
      fc.integer({ min: 1, max: 255 }),
      some,
      fc.nat(40),
      (protection, type, content, padding) => {
        const record = seal(protection, type, content, padding);
        assert.deepEqual(record, sealedByNode(protection, type, content, padding));
        assert.deepEqual(open(protection, record), { type, content, padding });
      },
    ),
    { numRuns: 150 },
  );
});

test('any flipped bit, another number or another key is bad_record_mac', () => {
  fc.assert(
    fc.property(protections, some, fc.nat(), (protection, content, where) => {
      const record = seal(protection, 23, content);
      const bit = where % (record.length * 8);
      const flipped = record.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.equal(open(protection, flipped), 'bad_record_mac');
      assert.equal(open(next(protection), record), 'bad_record_mac');
    }),
    { numRuns: 80 },
  );
});

test('zeros without a content type are unexpected_message, and a record beyond the limit is record_overflow', () => {
  const protection: Protection = {
    suite: suites[0] ?? assert.fail(),
    secret: 'any',
    key: new Uint8Array(16),
    iv: new Uint8Array(12),
    sequence: 0,
  };
  assert.equal(open(protection, seal(protection, 0, new Uint8Array(5))), 'unexpected_message');
  assert.equal(open(protection, seal(protection, 23, new Uint8Array(0x4001))), 'record_overflow');
  assert.equal(open(protection, new Uint8Array(5 + 0x4101)), 'record_overflow');
  assert.equal(open(protection, Uint8Array.of(23, 3, 3, 0, 3, 1, 2, 3)), 'bad_record_mac');
});

test('a record cut anywhere does not open', () => {
  const protection: Protection = {
    suite: suites[3] ?? assert.fail(),
    secret: 'any',
    key: new Uint8Array(16),
    iv: new Uint8Array(12),
    sequence: 7,
  };
  const record = seal(protection, 22, new Uint8Array(40));
  for (let cut = 5; cut < record.length; cut++)
    assert.equal(open(protection, record.subarray(0, cut)), 'bad_record_mac', `${cut}`);
});
