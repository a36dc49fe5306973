import assert from 'node:assert/strict';
import { test } from 'node:test';
import { p256 } from '@noble/curves/nist.js';
import fc from 'fast-check';
import { integerOf } from '../rsa/integers.ts';
import { ecdsaSign, ecdsaVerify, onceOf } from './ecdsa.ts';

const scalar = fc.bigInt({ min: 1n, max: p256.Point.Fn.ORDER - 1n });

test('a signature verifies, one with a bit changed does not, and its k follows from the private key', () => {
  fc.assert(
    fc.property(scalar, scalar, fc.uint8Array({ minLength: 32, maxLength: 32 }), (d, k, digest) => {
      const secret = Uint8Array.from(d.toString(16).padStart(64, '0').match(/../g) ?? [], (pair) =>
        Number.parseInt(pair, 16),
      );
      const point = p256.getPublicKey(secret, false);
      const signature = ecdsaSign(p256, d, digest, k);
      assert.ok(ecdsaVerify(p256, point, digest, signature));
      const { r, s } = p256.Signature.fromBytes(signature, 'der');
      assert.equal(integerOf(onceOf(p256, d, digest, r, s)), k);
      const changed = signature.slice();
      changed[10] = (changed[10] ?? 0) ^ 1;
      assert.equal(ecdsaVerify(p256, point, digest, changed), false);
    }),
    { numRuns: 15 },
  );
});
