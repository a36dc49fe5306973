import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import { decodeAll, type Encoded, encode } from './codec.ts';
import { type Framing, framings } from './framing.ts';
import { lengthField } from './length-prefix.ts';
import { decoderStart } from './stream.ts';
import { tornCharacter, type Verdict, verdict } from './verdict.ts';

const four = ['HELLO', '你好', 'PING', 'BYE'].map(encodeUtf8);

/** Sends messages, cuts the stream into reads of these sizes, and compares. */
function judge(framing: Framing, messages: readonly Uint8Array[], sizes: readonly number[]): Verdict {
  return receive(framing, encode(framing, messages), sizes);
}

function receive(framing: Framing, encoded: Encoded, sizes: readonly number[], stream = encoded.bytes): Verdict {
  let from = 0;
  const reads = sizes.map((size) => {
    from += size;
    return stream.subarray(from - size, from);
  });
  const { messages, state } = decodeAll(framing, reads);
  return verdict(encoded, messages, state);
}
const outcomes = ({ sent }: Verdict): readonly string[] => sent.map(({ outcome }) => outcome);

test('without framing 0 of 4 messages come out whole, and the first read ends inside 好', () => {
  const result = judge(framings.none, four, [9, 9]);
  assert.equal(result.whole, 0);
  assert.deepEqual(outcomes(result), ['glued', 'split', 'glued', 'glued']);
  assert.deepEqual(
    result.received.map(({ sent }) => sent),
    [
      [0, 1],
      [1, 2, 3],
    ],
  );
  const torn = result.received[0]?.torn;
  assert.deepEqual(torn, { message: 1, at: 3, end: 6 });
  assert.equal(decodeUtf8((four[1] ?? new Uint8Array()).subarray(torn?.at, torn?.end)).text, '好');
  assert.equal(result.received[1]?.torn, undefined);
});

test('any framing heals it, however the stream is read', () => {
  for (const framing of Object.values(framings)) {
    if (framing.kind === 'none') continue;
    for (const size of [1, 2, 3, 9, 1000]) {
      const result = judge(framing, four, Array(200).fill(size));
      assert.deepEqual([result.whole, outcomes(result)], [4, ['whole', 'whole', 'whole', 'whole']], framing.kind);
      assert.deepEqual(
        result.sent.map(({ received }) => received),
        [[0], [1], [2], [3]],
      );
    }
  }
});

test('reads that fall together with writes make it look right without framing', () => {
  assert.equal(judge(framings.none, four, [5, 6, 4, 3]).whole, 4);
});

test('what has not come, or not come whole, is waited for', () => {
  const prefix = framings['length-prefix'];
  assert.deepEqual(outcomes(judge(prefix, four, [])), ['waiting', 'waiting', 'waiting', 'waiting']);
  assert.deepEqual(outcomes(judge(prefix, four, [7, 5])), ['whole', 'waiting', 'waiting', 'waiting']);
  assert.deepEqual(outcomes(judge(framings.none, four, [5, 3])), ['whole', 'split', 'waiting', 'waiting']);
});

test('a delimiter inside a message splits it, and the piece after it counts too', () => {
  assert.deepEqual(outcomes(judge(framings.delimiter, ['a\nb', 'c'].map(encodeUtf8), [9])), ['split', 'whole']);
  assert.deepEqual(outcomes(judge(framings.delimiter, ['a\n', 'c'].map(encodeUtf8), [9])), ['split', 'whole']);
  assert.equal(judge({ ...framings.delimiter, escape: 0x7d }, ['a\nb', 'c'].map(encodeUtf8), [9]).whole, 2);
});

test('padding that is left on, or taken from the message itself, alters it', () => {
  const messages = ['HI', 'HI ', '12345678'].map(encodeUtf8);
  assert.deepEqual(outcomes(judge(framings.fixed, messages, [24])), ['whole', 'altered', 'whole']);
  assert.deepEqual(outcomes(judge({ ...framings.fixed, strip: false }, messages, [24])), [
    'altered',
    'altered',
    'whole',
  ]);
});

test('a length that lies glues what follows, or waits for ever, or ends the connection', () => {
  const framing = framings['length-prefix'];
  const encoded = encode(framing, four);
  const lie = (length: number): Uint8Array => {
    const stream = encoded.bytes.slice();
    stream.set(lengthField(framing, length), 7); // the field of 你好
    return stream;
  };
  assert.deepEqual(outcomes(receive(framing, encoded, [99], lie(12))), ['whole', 'glued', 'glued', 'whole']);
  // One byte more, and the next length is read from the wrong place.
  assert.deepEqual(outcomes(receive(framing, encoded, [99], lie(13))), ['whole', 'glued', 'glued', 'split']);
  assert.deepEqual(outcomes(receive(framing, encoded, [99], lie(60_000))), ['whole', 'waiting', 'waiting', 'waiting']);
  const strict = { ...framing, limitBytes: 1000 };
  assert.deepEqual(outcomes(receive(strict, encoded, [99], lie(60_000))), ['whole', 'lost', 'lost', 'lost']);
});

test('a message that comes out right from the bytes of others does not count', () => {
  // Sent: A, then AB. Read as AA and B: nothing whole, although one read says "AA" and the other "B".
  assert.equal(judge(framings.none, ['A', 'AB', 'B'].map(encodeUtf8), [2, 2]).whole, 0);
  assert.deepEqual(outcomes(judge(framings.none, ['AB', 'AB'].map(encodeUtf8), [1, 2, 1])), ['split', 'split']);
});

test('an empty message is whole where a framing can say so, and lost where nothing is sent for it', () => {
  assert.deepEqual(outcomes(judge(framings.delimiter, ['', 'a', ''].map(encodeUtf8), [9])), [
    'whole',
    'whole',
    'whole',
  ]);
  assert.deepEqual(outcomes(judge(framings.none, ['', 'a'].map(encodeUtf8), [9])), ['lost', 'whole']);
});

test('a message that could not be sent is lost, and the others are not', () => {
  assert.deepEqual(outcomes(judge(framings.fixed, ['HI', 'longer than eight', 'BYE'].map(encodeUtf8), [99])), [
    'whole',
    'lost',
    'whole',
  ]);
});

test('text of a WebSocket that is not UTF-8 ends the connection for all that follow', () => {
  const messages = [encodeUtf8('HI'), Uint8Array.of(0xe5, 0xa5), encodeUtf8('BYE')];
  assert.deepEqual(outcomes(judge(framings.websocket, messages, [99])), ['whole', 'lost', 'lost']);
});

test('control frames between fragments are nobody’s message', () => {
  const framing = { ...framings.websocket, direction: 'server-to-client', fragmentBytes: 1 } as const;
  const { bytes, roles, messageIndex, payloadIndex, ...rest } = encode(framing, [encodeUtf8('好')]);
  // A ping after the first fragment; it is given to the message around it, as a view would have to colour it somehow.
  const stream = Uint8Array.of(...bytes.subarray(0, 3), 0x89, 0x00, ...bytes.subarray(3));
  const insert = <Item>(list: readonly Item[], item: Item): Item[] => [
    ...list.slice(0, 3),
    item,
    item,
    ...list.slice(3),
  ];
  const encoded: Encoded = {
    ...rest,
    bytes: stream,
    roles: insert(roles, 'header'),
    messageIndex: insert(messageIndex, 0),
    payloadIndex: insert(payloadIndex, 1),
  };
  const result = receive(framing, encoded, [99]);
  assert.deepEqual([outcomes(result), result.received.map(({ sent }) => sent)], [['whole'], [[], [0]]]);
});

test('a cut tears a character in any framing, also where a mask or a header lies between its bytes', () => {
  for (const framing of [framings.chunked, framings.websocket, { ...framings.delimiter, escape: 0xa5 }] as const) {
    const fragmented = { ...framing, chunkBytes: 1, fragmentBytes: 1 };
    const encoded = encode(fragmented, four);
    encoded.bytes.forEach((_, cut) => {
      const torn = tornCharacter(encoded, cut);
      const inside = (encoded.payloadIndex[cut] ?? 0) % 3 !== 0 && encoded.messageIndex[cut] === 1;
      const character =
        (encoded.payloadIndex[cut] ?? 0) < 3 ? { message: 1, at: 0, end: 3 } : { message: 1, at: 3, end: 6 };
      assert.deepEqual(torn, inside ? character : undefined);
    });
  }
  assert.equal(tornCharacter(encode(framings.none, four), 99), undefined);
});

test('every sent message has one fate, and what is whole is what was sent', () => {
  const message = fc.uint8Array({ maxLength: 6 });
  const kinds = fc.constantFrom<Framing>(
    framings.none,
    { ...framings.fixed, lengthBytes: 6 },
    framings.delimiter,
    framings['length-prefix'],
    framings.chunked,
    { ...framings.websocket, opcode: 'binary' },
  );
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 9 });
  const change = fc.option(fc.tuple(fc.nat(), fc.nat(255)), { nil: undefined });
  fc.assert(
    fc.property(kinds, fc.array(message, { maxLength: 6 }), sizes, change, (framing, messages, reads, changed) => {
      const encoded = encode(framing, messages);
      const stream = encoded.bytes.slice();
      if (changed && stream.length > 0) stream[changed[0] % stream.length] = changed[1];
      const result = receive(framing, encoded, reads, stream);
      assert.equal(result.sent.length, messages.length);
      assert.equal(result.whole, outcomes(result).filter((outcome) => outcome === 'whole').length);
      result.sent.forEach(({ outcome, received, at, end }, index) => {
        assert.equal(received.length === 0, outcome === 'waiting' || outcome === 'lost');
        for (const piece of received) assert.ok(result.received[piece]?.sent.includes(index));
        assert.ok(encoded.messageIndex.slice(at, end).every((owner) => owner === index));
      });
    }),
    { numRuns: 3000 },
  );
});

test('a long stream in single bytes is compared in one pass', () => {
  const encoded = encode(framings.none, [new Uint8Array(100_000).fill(65), new Uint8Array(100_000).fill(66)]);
  const messages = Array.from(encoded.bytes, (byte, at) => ({
    bytes: Uint8Array.of(byte),
    places: [at],
    at,
    end: at + 1,
    opcode: 0,
  }));
  const end = encoded.bytes.length;
  const result = verdict(encoded, messages, { ...decoderStart, offset: end, start: end });
  assert.deepEqual(outcomes(result), ['split', 'split']);
  assert.equal(result.sent[0]?.received.length, 100_000);
});
