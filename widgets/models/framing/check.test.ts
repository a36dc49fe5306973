import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkFraming } from './check.ts';
import { encode } from './codec.ts';
import { type Framing, framings } from './framing.ts';

const { fixed, delimiter, chunked, websocket } = framings;
const prefix = framings['length-prefix'];
const named = (framing: Framing, messages: readonly Uint8Array[] = []): readonly string[] =>
  checkFraming(framing, messages).map(({ code, setting }) => `${code} ${setting}`);

test('the settings to begin with make sense, and carry any message that fits', () => {
  for (const framing of Object.values(framings)) {
    assert.deepEqual(checkFraming(framing, [new Uint8Array(8), new Uint8Array()]), [], framing.kind);
  }
});

test('a number out of its range is named with the range', () => {
  assert.deepEqual(checkFraming({ ...fixed, lengthBytes: 0 }), [
    { code: 'out-of-range', setting: 'lengthBytes', value: 0, low: 1, high: 65536, message: undefined },
  ]);
  for (const lengthBytes of [-1, 1.5, 65537, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.deepEqual(named({ ...fixed, lengthBytes }), ['out-of-range lengthBytes']);
  }
  for (const value of [-1, 256, 0.5]) {
    assert.deepEqual(named({ ...fixed, padding: value }), ['out-of-range padding']);
    assert.deepEqual(named({ ...delimiter, escape: value }), ['out-of-range escape']);
    assert.deepEqual(named({ ...delimiter, delimiter: [10, value] }), ['out-of-range delimiter']);
    assert.deepEqual(named({ ...websocket, mask: [1, 2, 3, value] }), ['out-of-range mask']);
  }
  assert.deepEqual(named({ ...prefix, limitBytes: 2 ** 32 }), []);
  assert.deepEqual(named({ ...prefix, limitBytes: 2 ** 32 + 1 }), ['out-of-range limitBytes']);
  assert.deepEqual(named({ ...chunked, chunkBytes: -1, chunkLimitBytes: -1, lineLimitBytes: 4, limitBytes: -1 }), [
    'out-of-range chunkBytes',
    'out-of-range limitBytes',
    'out-of-range chunkLimitBytes',
    'out-of-range lineLimitBytes',
  ]);
  assert.deepEqual(named({ ...websocket, fragmentBytes: -1 }), ['out-of-range fragmentBytes']);
});

test('a delimiter has 1 to 16 bytes, a mask four', () => {
  assert.deepEqual(checkFraming({ ...delimiter, delimiter: [] }), [
    { code: 'wrong-length', setting: 'delimiter', value: 0, low: 1, high: 16, message: undefined },
  ]);
  assert.deepEqual(named({ ...delimiter, delimiter: Array(16).fill(1) }), []);
  assert.deepEqual(named({ ...delimiter, delimiter: Array(17).fill(1) }), ['wrong-length delimiter']);
  assert.deepEqual(named({ ...websocket, mask: [1, 2, 3] }), ['wrong-length mask']);
  assert.deepEqual(named({ ...websocket, mask: [1, 2, 3, 4, 5] }), ['wrong-length mask']);
});

test('the escape byte must not be in the delimiter', () => {
  assert.deepEqual(named({ ...delimiter, delimiter: [13, 10], escape: 10 }), ['delimiter-holds-escape escape']);
  assert.deepEqual(named({ ...delimiter, delimiter: [13, 10], escape: 0x7d }), []);
});

test('a message longer than its field is named with its index', () => {
  const messages = [new Uint8Array(8), new Uint8Array(9), new Uint8Array(256), new Uint8Array(65536)];
  const indices = (framing: Framing): readonly (number | undefined)[] =>
    checkFraming(framing, messages).map(({ message }) => message);
  assert.deepEqual(indices(fixed), [1, 2, 3]);
  assert.deepEqual(indices({ ...prefix, field: 'u8' }), [2, 3]);
  assert.deepEqual(indices({ ...prefix, field: 'u16' }), [3]);
  assert.deepEqual(indices({ ...prefix, field: 'u32' }), []);
  assert.deepEqual(indices({ ...prefix, field: 'varint' }), []);
  for (const framing of [framings.none, delimiter, chunked, websocket]) assert.deepEqual(indices(framing), []);
});

test('a framing that makes no sense sends nothing and hangs nothing, whatever its numbers are', () => {
  const number = fc.oneof(fc.double(), fc.integer({ min: -3, max: 300 }), fc.constant(-0));
  const wild: fc.Arbitrary<Framing> = fc.oneof(
    fc.record({ kind: fc.constant('fixed' as const), lengthBytes: number, padding: number, strip: fc.boolean() }),
    fc.record({
      kind: fc.constant('delimiter' as const),
      delimiter: fc.array(number, { maxLength: 20 }),
      escape: fc.option(number, { nil: undefined }),
      limitBytes: number,
    }),
    fc.record({
      kind: fc.constant('chunked' as const),
      chunkBytes: number,
      limitBytes: number,
      chunkLimitBytes: number,
      lineLimitBytes: number,
    }),
    fc.record({
      kind: fc.constant('websocket' as const),
      opcode: fc.constant('text' as const),
      direction: fc.constant('client-to-server' as const),
      mask: fc.array(number, { maxLength: 6 }),
      fragmentBytes: number,
      limitBytes: number,
    }),
  );
  fc.assert(
    fc.property(wild, fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 3 }), (framing, messages) => {
      const { bytes, problems } = encode(framing, messages);
      if (problems.some(({ message }) => message === undefined)) assert.equal(bytes.length, 0);
    }),
    { numRuns: 3000 },
  );
});
