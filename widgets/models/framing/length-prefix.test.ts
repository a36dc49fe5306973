import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatHex, parseHex } from '../bytes/input.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { decodeAll, encode } from './codec.ts';
import { framings } from './framing.ts';
import { type LengthPrefixFraming, lengthField, longestMessage } from './length-prefix.ts';
import { waiting } from './stream.ts';

const vectorFile = new URL('../../../content/vectors/protobuf/varint.json', import.meta.url);
const vectors: readonly { readonly value: number; readonly bytes: string }[] = JSON.parse(
  readFileSync(vectorFile, 'utf8'),
);
const hex = (text: string): Uint8Array => parseHex(text, 1000).bytes;
const prefix: LengthPrefixFraming = framings['length-prefix'];
const read = (settings: Partial<LengthPrefixFraming>, stream: string): readonly string[] | object => {
  const { messages, failure } = decodeAll({ ...prefix, ...settings }, [hex(stream)]);
  return failure ?? messages.map(({ bytes }) => formatHex(bytes));
};
const wrong = (code: string, at: number, end: number, values = {}): object => ({ code, at, end, values });

for (const { value, bytes } of vectors) {
  test(`Protocol Buffers: ${value} is ${bytes}`, () => {
    const framing: LengthPrefixFraming = { ...prefix, field: 'varint' };
    assert.deepEqual(lengthField(framing, value), [...hex(bytes)]);
    const message = new Uint8Array(value).fill(65);
    const stream = Uint8Array.of(...hex(bytes), ...message);
    assert.deepEqual(encode(framing, [message]).bytes, stream);
    assert.deepEqual(
      decodeAll(framing, [stream]).messages.map((one) => one.bytes),
      [message],
    );
  });
}

test('a length is written as Node writes it, in both orders', () => {
  const view = Buffer.alloc(4);
  fc.assert(
    fc.property(fc.nat(0xffff), fc.nat({ max: 0xffffffff }), (short, long) => {
      view.writeUInt16BE(short);
      assert.deepEqual(lengthField({ ...prefix, field: 'u16' }, short), [...view.subarray(0, 2)]);
      view.writeUInt16LE(short);
      assert.deepEqual(lengthField({ ...prefix, field: 'u16', order: 'little-endian' }, short), [
        ...view.subarray(0, 2),
      ]);
      view.writeUInt32BE(long);
      assert.deepEqual(lengthField({ ...prefix, field: 'u32' }, long), [...view]);
      view.writeUInt32LE(long);
      assert.deepEqual(lengthField({ ...prefix, field: 'u32', order: 'little-endian' }, long), [...view]);
    }),
  );
});

test('a length is read as Node reads it, signed or not, in both orders', () => {
  const fields = fc.constantFrom('u8' as const, 'u16' as const, 'u32' as const);
  const orders = fc.constantFrom('big-endian' as const, 'little-endian' as const);
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 4, maxLength: 4 }),
      fields,
      orders,
      fc.boolean(),
      (bytes, field, order, signed) => {
        const size = { u8: 1, u16: 2, u32: 4 }[field];
        const buffer = Buffer.from(bytes.buffer);
        const unsigned = order === 'big-endian' ? buffer.readUIntBE(0, size) : buffer.readUIntLE(0, size);
        const number = order === 'big-endian' ? buffer.readIntBE(0, size) : buffer.readIntLE(0, size);
        const value = signed ? number : unsigned;
        const { state, failure, messages } = decodeAll({ ...prefix, field, order, signed, limitBytes: 2 ** 32 }, [
          bytes.subarray(0, size),
        ]);
        if (value < 0) assert.deepEqual(failure, wrong('length-negative', 0, size, { value }));
        else if (value === 0) assert.deepEqual([messages.length, waiting(state)], [1, undefined]);
        else assert.deepEqual(waiting(state), { at: 0, end: size, missing: value });
      },
    ),
    { numRuns: 2000 },
  );
});

test('ff ff ff ff is 4 GiB for one reader and -1 for another; neither allocates it', () => {
  const limit = 1_048_576;
  assert.deepEqual(
    read({ field: 'u32' }, 'ff ff ff ff 41'),
    wrong('message-too-long', 0, 4, { value: 4_294_967_295, limit }),
  );
  assert.deepEqual(
    read({ field: 'u32', signed: true }, 'ff ff ff ff 41'),
    wrong('length-negative', 0, 4, { value: -1 }),
  );
  const { state } = decodeAll({ ...prefix, field: 'u32', limitBytes: 2 ** 32 }, [hex('ff ff ff ff 41')]);
  assert.deepEqual(waiting(state), { at: 0, end: 5, missing: 4_294_967_294 });
  assert.equal(state.count, 1);
});

test('a length of the limit passes, one more does not', () => {
  assert.deepEqual(read({ limitBytes: 2 }, '00 02 41 42'), ['41 42']);
  assert.deepEqual(read({ limitBytes: 2 }, '00 01 41 00 03'), wrong('message-too-long', 3, 5, { value: 3, limit: 2 }));
  assert.deepEqual(read({ limitBytes: 0 }, '00 00 00 00'), ['', '']);
});

test('a varint need not be the shortest, but has ten bytes at most', () => {
  assert.deepEqual(read({ field: 'varint' }, '81 80 80 00 41'), ['41']);
  assert.deepEqual(read({ field: 'varint' }, '81 80 80 80 80 80 80 80 80 00 41'), ['41']);
  assert.deepEqual(read({ field: 'varint' }, '81 80 80 80 80 80 80 80 80 80 00'), wrong('varint-too-long', 0, 10));
  const top = { value: 2 ** 53 - 1, limit: 1_048_576 };
  assert.deepEqual(read({ field: 'varint' }, 'ff ff ff ff ff ff ff ff ff 01'), wrong('message-too-long', 0, 10, top));
  // Never signed: this is 255, not -1, and it is waited for.
  assert.deepEqual(read({ field: 'varint', signed: true }, 'ff 01 41'), []);
});

test('a message that does not fit its field is named and left out', () => {
  const long = new Uint8Array(256);
  const { bytes, problems } = encode({ ...prefix, field: 'u8' }, [encodeUtf8('A'), long, encodeUtf8('B')]);
  assert.deepEqual(bytes, hex('01 41 01 42'));
  assert.deepEqual(problems, [
    { code: 'message-too-long', setting: 'field', value: 256, low: 0, high: 255, message: 1 },
  ]);
  assert.deepEqual([longestMessage('u8'), longestMessage('u16'), longestMessage('u32')], [255, 65535, 2 ** 32 - 1]);
});

test('a field that lies: what does not fit is cut off at the top, and the reader loses its place', () => {
  assert.deepEqual(lengthField({ ...prefix, field: 'u8' }, 258), [2]);
  assert.deepEqual(read({ field: 'u8' }, '02 41 42 43 44'), ['41 42']);
  assert.deepEqual(read({ field: 'u8' }, '01 41 01 42'), ['41', '42']);
});

test('every byte of the length has its role', () => {
  const { roles, messageIndex } = encode({ ...prefix, field: 'u32' }, [encodeUtf8('AB'), encodeUtf8('')]);
  assert.equal(roles.map((role) => role.charAt(0)).join(''), 'llllppllll');
  assert.deepEqual(messageIndex, [0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
});
