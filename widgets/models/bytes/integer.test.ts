import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fieldBytes, fromDigits, greatest, toDigits } from './integer.ts';

const radix = fc.constantFrom(2, 10, 16, 128, 256);

test('a number is the digits that Node writes', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.constantFrom(2, 10, 16), (value, base) => {
      assert.deepEqual(
        toDigits(value, base, 0),
        Array.from(value.toString(base), (digit) => Number.parseInt(digit, base)),
      );
    }),
  );
});

test('a number survives its digits', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), radix, (value, base) =>
      assert.equal(fromDigits(toDigits(value, base, 0), base), value),
    ),
  );
  assert.equal(fromDigits(toDigits(greatest, 256, 8), 256), greatest);
});

test('a field is as wide as it was asked for, and is cut off at the top', () => {
  assert.deepEqual(toDigits(0, 256, 0), [0]);
  assert.deepEqual(toDigits(1, 256, 4), [0, 0, 0, 1]);
  assert.deepEqual(toDigits(300, 256, 1), [44]);
  assert.deepEqual(toDigits(65536, 256, 8), [0, 0, 0, 0, 0, 1, 0, 0]);
});

test('a number past 2^53 - 1 stays at it', () => {
  assert.equal(fromDigits(Array(8).fill(255), 256), greatest);
  assert.equal(fromDigits([32, 0, 0, 0, 0, 0, 0], 256), greatest);
  assert.equal(fromDigits(Array(300).fill(15), 16), greatest);
  assert.equal(fromDigits([], 256), 0);
});

test('a field of characters is its bytes', () => {
  assert.deepEqual(fieldBytes('\x00A\xff'), [0, 65, 255]);
});
