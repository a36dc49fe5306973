import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseHex } from '../bytes/input.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { checkFraming } from './check.ts';
import { decode, decodeAll, encode } from './codec.ts';
import { type Framing, framings } from './framing.ts';
import { type DecoderState, type Decoding, decoderStart, waiting } from './stream.ts';

/** Streams of up to 14 bytes, good and bad, and the framing that reads them. */
const { fixed, delimiter, chunked, websocket } = framings;
const prefix = framings['length-prefix'];
const server: Framing = { ...websocket, direction: 'server-to-client' };
const streams: readonly (readonly [string, Framing, string])[] = [
  ['fixed length', { ...fixed, lengthBytes: 5 }, '48 49 20 20 20 42 59 45 20 20 41'],
  ['fixed length of one', { ...fixed, lengthBytes: 1 }, '48 20 49 20 20 42'],
  ['newline', delimiter, '41 42 0a 0a e5 a5 bd 0a 43'],
  ['CRLF, and its halves in the data', { ...delimiter, delimiter: [13, 10] }, '41 0d 0d 0a 0a 0d 42 0d 0a 0d 0a 0a 0d'],
  ['a delimiter that overlaps itself', { ...delimiter, delimiter: [1, 1, 2] }, '01 01 01 02 01 02 01 01 02 01 01 01'],
  [
    'CRLF with escapes',
    { ...delimiter, delimiter: [13, 10], escape: 0x7d },
    '7d 2d 0a 7d 5d 0d 0a 7d 2d 0d 0d 0a 41 7d',
  ],
  ['an escape that stands for nothing', { ...delimiter, escape: 0x7d }, '41 0a 42 7d 42 0a 43'],
  [
    'a line past its limit',
    { ...delimiter, delimiter: [13, 10], limitBytes: 3 },
    '41 42 43 0d 0a 41 42 43 0d 44 0d 0a',
  ],
  ['u8', { ...prefix, field: 'u8' }, '02 41 42 00 05 e5 a5 bd e5 a5 01'],
  ['u16, little-endian', { ...prefix, order: 'little-endian' }, '03 00 41 42 43 00 00 01 00 44 05 00 41 42'],
  ['u32', { ...prefix, field: 'u32' }, '00 00 00 02 41 42 00 00 00 00 00 00 00 05'],
  ['u32, read as signed', { ...prefix, field: 'u32', signed: true }, '00 00 00 01 41 ff ff ff ff 41 42'],
  ['varint', { ...prefix, field: 'varint' }, '02 41 42 83 80 00 41 42 43 00 ac 02 41 42'],
  ['a varint that never ends', { ...prefix, field: 'varint' }, '01 41 ff ff ff ff ff ff ff ff ff ff 01'],
  ['chunked', chunked, '31 0d 0a 41 0d 0a 30 0d 0a 0d 0a 30 0d 0a'],
  ['chunked, with an extension', chunked, '32 3b 61 0d 0a 41 42 0d 0a 30 0d 0a 0d 0a'],
  ['chunked, with a trailer', chunked, '30 0d 0a 61 3a 62 0d 0a 63 3a 0d 0a 0d 0a'],
  ['chunked, and data past its size', chunked, '31 0d 0a 41 42 0d 0a 30 0d 0a 0d 0a'],
  ['WebSocket, masked', websocket, '81 82 37 fa 21 3d 7f 93 81 80 00 00 00 00'],
  ['WebSocket, fragments around a ping', server, '01 01 e5 89 01 41 80 02 a5 bd 82 01 42 81'],
  ['WebSocket, a close and what follows', server, '88 02 03 e8 81 01 41 81'],
  ['WebSocket, half a character', server, '81 01 41 81 02 e5 a5 81 01 41'],
  ['WebSocket, 16-bit length', server, '82 7e 00 7e 00 00 00'],
];

const bytesOf = (hex: string): Uint8Array => parseHex(hex, 64).bytes;

/** A decoding without what later states have added to its arrays, so that it can be compared. */
function visible({ state, messages, failure }: Decoding): unknown {
  const { held, places, count, ...rest } = state;
  return { ...rest, held: held.slice(0, count), places: places.slice(0, count), messages, failure };
}

/** The stream cut after byte k wherever bit k of `mask` is set. */
function cut(stream: Uint8Array, mask: number): readonly Uint8Array[] {
  const reads: Uint8Array[] = [];
  let from = 0;
  for (let end = 1; end <= stream.length; end += 1) {
    if (end < stream.length && ((mask >> (end - 1)) & 1) === 0) continue;
    reads.push(stream.subarray(from, end));
    from = end;
  }
  return reads;
}

for (const [name, framing, hex] of streams) {
  const stream = bytesOf(hex);
  const splits = 2 ** (stream.length - 1);
  test(`${name}: all ${splits} ways to split ${stream.length} bytes decode alike`, () => {
    assert.ok(stream.length <= 14);
    assert.deepEqual(checkFraming(framing), []);
    const whole = JSON.stringify(visible(decodeAll(framing, [stream])));
    for (let mask = 0; mask < splits; mask += 1) {
      const reads = cut(stream, mask);
      const parts = JSON.stringify(visible(decodeAll(framing, reads)));
      if (parts !== whole) assert.fail(`reads of ${reads.map(({ length }) => length)}: ${parts}, not ${whole}`);
    }
  });

  test(`${name}: cut off after any byte, it invents no message and forgets none`, () => {
    const whole = decodeAll(framing, [stream]);
    for (let length = 0; length <= stream.length; length += 1) {
      const { messages, state, failure } = decodeAll(framing, [stream.subarray(0, length)]);
      assert.deepEqual(
        messages,
        whole.messages.filter(({ end }) => end <= length),
      );
      const before = failure === undefined;
      assert.equal(before, whole.failure === undefined || length < whole.state.offset);
      // Every byte is in a message, in the buffer, read after a close, or past a failure.
      if (before) assert.equal(state.offset, length);
      const buffered = waiting(state);
      if (buffered) assert.ok(buffered.end === length && buffered.at < length && buffered.missing > 0);
      const closed = messages.some(({ opcode }) => opcode === 8);
      if (before && !buffered && !closed) assert.equal(messages.at(-1)?.end ?? 0, length);
    }
  });
}

const message = fc.oneof(
  fc.uint8Array({ maxLength: 20 }),
  fc.string({ maxLength: 8 }).map(encodeUtf8),
  fc
    .array(fc.constantFrom(10, 13, 0x20, 0x2a, 0x2d, 0x5d, 0x7d), { maxLength: 12 })
    .map((list) => Uint8Array.from(list)),
);
const escapes = fc.constantFrom(0x7d, 0x5c, 0x2a, 0x00);
const delimiters = fc.array(fc.constantFrom(10, 13, 0x41, 0x5d), { minLength: 1, maxLength: 4 });
const limitBytes = 1_048_576;
/** Framings that carry any message, whatever its bytes. */
const framing: fc.Arbitrary<Framing> = fc.oneof(
  fc.record({
    kind: fc.constant('delimiter' as const),
    delimiter: delimiters,
    escape: escapes,
    limitBytes: fc.constant(limitBytes),
  }),
  fc.record({
    kind: fc.constant('length-prefix' as const),
    field: fc.constantFrom('u8' as const, 'u16' as const, 'u32' as const, 'varint' as const),
    order: fc.constantFrom('big-endian' as const, 'little-endian' as const),
    signed: fc.boolean(),
    limitBytes: fc.constant(limitBytes),
  }),
  fc.record({
    kind: fc.constant('chunked' as const),
    chunkBytes: fc.nat(7),
    limitBytes: fc.constant(limitBytes),
    chunkLimitBytes: fc.constant(limitBytes),
    lineLimitBytes: fc.constant(4096),
  }),
  fc.record({
    kind: fc.constant('websocket' as const),
    opcode: fc.constant('binary' as const),
    direction: fc.constantFrom('client-to-server' as const, 'server-to-client' as const),
    mask: fc.array(fc.nat(255), { minLength: 4, maxLength: 4 }),
    fragmentBytes: fc.nat(7),
    limitBytes: fc.constant(limitBytes),
  }),
);
const readSizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 });

/** Reads of these sizes, over and over, until the stream is empty. */
function readsOf(stream: Uint8Array, sizes: readonly number[]): readonly Uint8Array[] {
  const reads: Uint8Array[] = [];
  for (let from = 0; from < stream.length; from += reads.at(-1)?.length ?? 1) {
    reads.push(stream.subarray(from, from + (sizes[reads.length % sizes.length] ?? 1)));
  }
  return reads;
}

test('any messages survive any framing and any reads, each byte at its place', () => {
  fc.assert(
    fc.property(framing, fc.array(message, { maxLength: 6 }), readSizes, (how, messages, sizes) => {
      const { bytes, roles, messageIndex, payloadIndex, problems } = encode(how, messages);
      assert.deepEqual(problems, []);
      const decoding = decodeAll(how, readsOf(bytes, sizes));
      assert.equal(decoding.failure, undefined);
      assert.equal(waiting(decoding.state), undefined);
      assert.deepEqual(
        decoding.messages.map((one) => one.bytes),
        messages,
      );
      decoding.messages.forEach(({ places, at, end }, index) => {
        assert.deepEqual(new Set(messageIndex.slice(at, end)), new Set([index]));
        assert.deepEqual(
          places,
          [...bytes.keys()].filter((k) => messageIndex[k] === index && roles[k] === 'payload'),
        );
        assert.deepEqual(
          places.map((k) => payloadIndex[k]),
          [...places.keys()],
        );
      });
    }),
    { numRuns: 3000 },
  );
});

test('any bytes at all decode alike however they are read', () => {
  const bytes = fc.uint8Array({ maxLength: 60 });
  const any = fc.oneof(framing, fc.constantFrom(...streams.map(([, how]) => how)));
  fc.assert(
    fc.property(any, bytes, readSizes, (how, stream, sizes) => {
      assert.deepEqual(visible(decodeAll(how, readsOf(stream, sizes))), visible(decodeAll(how, [stream])));
    }),
    { numRuns: 5000 },
  );
});

test('a good stream with one byte changed decodes alike however it is read', () => {
  fc.assert(
    fc.property(
      framing,
      fc.array(message, { maxLength: 4 }),
      readSizes,
      fc.nat(),
      fc.nat(255),
      (how, messages, sizes, at, to) => {
        const { bytes } = encode(how, messages);
        if (bytes.length > 0) bytes[at % bytes.length] = to;
        assert.deepEqual(visible(decodeAll(how, readsOf(bytes, sizes))), visible(decodeAll(how, [bytes])));
      },
    ),
    { numRuns: 5000 },
  );
});

test('a state can be kept: what is decoded from it later does not depend on what was decoded before', () => {
  fc.assert(
    fc.property(
      framing,
      fc.array(message, { minLength: 1, maxLength: 4 }),
      fc.nat(),
      fc.uint8Array(),
      (how, messages, at, other) => {
        const { bytes } = encode(how, messages);
        const place = at % (bytes.length + 1);
        const { state } = decodeAll(how, [bytes.subarray(0, place)]);
        const before = JSON.stringify(visible({ state, messages: [], failure: undefined }));
        const rest = bytes.subarray(place);
        const first = visible(decode(how, state, rest));
        decode(how, state, other);
        assert.deepEqual(visible(decode(how, state, rest)), first);
        const { state: mixed } = decode(how, state, other);
        decode(how, state, rest);
        assert.deepEqual(
          visible(decode(how, mixed, rest)),
          visible(decode(how, decode(how, freshState(how, bytes, place), other).state, rest)),
        );
        assert.equal(JSON.stringify(visible({ state, messages: [], failure: undefined })), before);
      },
    ),
    { numRuns: 2000 },
  );
});

function freshState(how: Framing, bytes: Uint8Array, place: number): DecoderState {
  return decode(how, decoderStart, bytes.subarray(0, place)).state;
}

test('a decoder that has failed stays failed, and reads nothing more', () => {
  const { state, failure } = decodeAll({ ...prefix, limitBytes: 1 }, [bytesOf('00 02 41 42')]);
  assert.equal(failure?.code, 'message-too-long');
  const again = decode({ ...prefix, limitBytes: 1 }, state, bytesOf('00 01 41'));
  assert.deepEqual([again.failure, again.messages, again.state.offset], [failure, [], 2]);
  assert.equal(waiting(state), undefined);
});

test('a read of no bytes changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(framing, fc.constant<Framing>({ kind: 'none' })), fc.uint8Array(), (how, bytes) => {
      const { state } = decode(how, decoderStart, bytes);
      const { state: same, messages } = decode(how, state, new Uint8Array());
      assert.deepEqual([same, messages], [state, []]);
    }),
  );
});

test('without framing every read is a message', () => {
  fc.assert(
    fc.property(fc.array(message), readSizes, (messages, sizes) => {
      const { bytes } = encode(framings.none, messages);
      const reads = readsOf(bytes, sizes);
      const decoding = decodeAll(framings.none, reads);
      assert.deepEqual(
        decoding.messages.map((one) => one.bytes),
        reads.map((read) => Uint8Array.from(read)),
      );
      assert.deepEqual(
        decoding.messages.flatMap(({ places }) => places),
        [...bytes.keys()],
      );
    }),
  );
});
