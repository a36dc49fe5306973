import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatHex, parseHex, parseText } from './input.ts';

/** Any text, lone surrogates included. */
const anyText = fc.array(fc.oneof(fc.nat(0x10ffff), fc.nat(0x7f), fc.nat(0xffff)), { maxLength: 30 });
const textOf = (points: readonly number[]): string => String.fromCodePoint(...points);

const plain = (text: string): [number[], unknown] => {
  const { bytes, failure } = parseHex(text, 16);
  return [[...bytes], failure];
};
const failure = (code: string, at: number, end: number, values = {}): object => ({ code, at, end, values });

test('hexadecimal digits are read in either case, with any white space between bytes', () => {
  assert.deepEqual(plain('e4bdA0'), [[0xe4, 0xbd, 0xa0], undefined]);
  assert.deepEqual(plain(' 0d 0A\n\tff\u3000'), [[13, 10, 255], undefined]);
  assert.deepEqual(plain(''), [[], undefined]);
});

test('a digit that stands alone is named at its place, and what came before it is kept', () => {
  assert.deepEqual(plain('4'), [[], failure('hex-digits-odd', 0, 1)]);
  assert.deepEqual(plain('41 4'), [[0x41], failure('hex-digits-odd', 3, 4)]);
  assert.deepEqual(plain('41 4 1'), [[0x41], failure('hex-digits-odd', 3, 4)]);
  assert.deepEqual(plain('414'), [[0x41], failure('hex-digits-odd', 2, 3)]);
});

test('a character that is no digit is named at its place, whatever stands around it', () => {
  assert.deepEqual(plain('4g'), [[], failure('hex-digit-invalid', 1, 2)]);
  assert.deepEqual(plain('41,42'), [[0x41], failure('hex-digit-invalid', 2, 3)]);
  assert.deepEqual(plain('0x41'), [[], failure('hex-digit-invalid', 1, 2)]);
  assert.deepEqual(plain('414🙂'), [[0x41], failure('hex-digit-invalid', 3, 5)]);
  assert.deepEqual(plain('41 ４２'), [[0x41], failure('hex-digit-invalid', 3, 4)]);
  assert.deepEqual(plain('\ud800'), [[], failure('hex-digit-invalid', 0, 1)]);
});

test('more bytes than the limit are refused with everything that found no room', () => {
  const bytes = parseHex('00 01 02', 2);
  assert.deepEqual([...bytes.bytes], [0, 1]);
  assert.deepEqual(bytes.failure, failure('input-too-long', 6, 8, { limit: 2 }));
  assert.deepEqual(parseText('abcd', 3), {
    bytes: Uint8Array.of(97, 98, 99),
    failure: failure('input-too-long', 3, 4, { limit: 3 }),
  });
});

test('text that passes the limit ends before a character, never inside one', () => {
  const { bytes, failure: why } = parseText('a好🙂!', 7);
  assert.deepEqual([...bytes], [0x61, 0xe5, 0xa5, 0xbd]);
  assert.deepEqual(why, failure('input-too-long', 2, 5, { limit: 7 }));
  assert.equal(parseText('a好🙂', 8).failure, undefined);
});

test('text is the bytes that Node gives it', () => {
  fc.assert(
    fc.property(anyText.map(textOf), (text) =>
      assert.deepEqual(parseText(text, 1000), { bytes: new TextEncoder().encode(text), failure: undefined }),
    ),
  );
});

test('bytes survive being printed and read', () => {
  assert.equal(formatHex([0, 10, 255]), '00 0a ff');
  assert.equal(formatHex([]), '');
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) =>
      assert.deepEqual(parseHex(formatHex(bytes), 1000), { bytes, failure: undefined }),
    ),
  );
});

test('any text is read or refused, never thrown at, and a refusal points into it', () => {
  const typed = fc.oneof(anyText.map(textOf), fc.string({ unit: fc.constantFrom('4', 'f', ' ', 'g', '好', '🙂') }));
  fc.assert(
    fc.property(typed, (text) => {
      const { bytes, failure: why } = parseHex(text, 8);
      assert.ok(bytes.length <= 8);
      if (why) assert.ok(why.at >= 0 && why.at < why.end && why.end <= text.length);
      else assert.equal(formatHex(bytes).replaceAll(' ', ''), text.replaceAll(/\s/g, '').toLowerCase());
    }),
    { numRuns: 2000 },
  );
});

test('a pasted megabyte is refused after the limit', () => {
  assert.equal(parseText('x'.repeat(1_000_000), 65536).bytes.length, 65536);
  assert.equal(parseHex('00'.repeat(1_000_000), 65536).bytes.length, 65536);
  assert.deepEqual(parseHex(' '.repeat(1_000_000), 65536), { bytes: new Uint8Array(), failure: undefined });
});
