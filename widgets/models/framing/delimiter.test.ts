import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseHex } from '../bytes/input.ts';
import { decodeAll, encode } from './codec.ts';
import type { DelimiterFraming } from './delimiter.ts';
import { framings } from './framing.ts';

const vectorFile = new URL('../../../content/vectors/rfc1662/escapes.json', import.meta.url);
const vectors: readonly { readonly name: string; readonly byte: string; readonly encoded: string }[] = JSON.parse(
  readFileSync(vectorFile, 'utf8'),
);
const hex = (text: string): Uint8Array => parseHex(text, 1000).bytes;
const newline: DelimiterFraming = framings.delimiter;
const crlf: DelimiterFraming = { ...newline, delimiter: [13, 10] };
const ppp: DelimiterFraming = { ...newline, delimiter: [0x7e], escape: 0x7d };

/** What is received of a stream, as text, or the failure. */
function read(framing: DelimiterFraming, stream: string): readonly string[] | object {
  const { messages, failure } = decodeAll(framing, [Uint8Array.from(Buffer.from(stream, 'latin1'))]);
  return failure ?? messages.map(({ bytes }) => Buffer.from(bytes).toString('latin1'));
}

for (const { name, byte, encoded } of vectors) {
  test(`RFC 1662 section 4.2: ${name} is ${encoded}`, () => {
    const stream = hex(`${encoded} 7e`);
    if (name === 'ETX') {
      // It is escaped for the line's sake. Differs: a byte that had no need of it is refused here.
      assert.deepEqual(decodeAll(ppp, [stream]).failure, {
        code: 'escape-invalid',
        at: 0,
        end: 2,
        values: { value: 0x23 },
      });
      return;
    }
    assert.deepEqual(encode(ppp, [hex(byte)]).bytes, stream);
    assert.deepEqual(decodeAll(ppp, [stream]).messages[0]?.bytes, hex(byte));
  });
}

test('a delimiter inside a message makes two of it', () => {
  assert.deepEqual(read(newline, 'a\nb\n'), ['a', 'b']);
  assert.deepEqual(read(newline, '\n\n'), ['', '']);
  assert.deepEqual(read(crlf, 'a\r\r\nb\nc\r\n'), ['a\r', 'b\nc']);
});

test('without escaping a stream is cut where String.split cuts it', () => {
  const bytes = fc.string({ unit: fc.constantFrom('a', 'b', '\r', '\n'), maxLength: 30 });
  const delimiter = fc.string({ unit: fc.constantFrom('a', 'b', '\r', '\n'), minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(bytes, delimiter, (stream, end) => {
      const framing = { ...newline, delimiter: Array.from(end, (character) => character.charCodeAt(0)) };
      assert.deepEqual(read(framing, stream), stream.split(end).slice(0, -1));
    }),
    { numRuns: 5000 },
  );
});

test('with escaping the first byte of the delimiter stands nowhere but in delimiters', () => {
  const byte = fc.constantFrom(0x0a, 0x0d, 0x2a, 0x2d, 0x5c, 0x5d, 0x7d, 0x7e, 0x41);
  const messages = fc.array(
    fc.array(byte, { maxLength: 12 }).map((list) => Uint8Array.from(list)),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(
      messages,
      fc.array(byte, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(0x7d, 0x5c),
      (list, delimiter, escapeByte) => {
        fc.pre(!delimiter.includes(escapeByte));
        const framing = { ...newline, delimiter, escape: escapeByte };
        const { bytes, roles } = encode(framing, list);
        assert.deepEqual(
          decodeAll(framing, [bytes]).messages.map((message) => message.bytes),
          list,
        );
        fc.pre((delimiter[0] ?? 0) !== (escapeByte ^ 0x20));
        bytes.forEach((value, at) => {
          if (roles[at] !== 'delimiter') assert.notEqual(value, delimiter[0]);
        });
      },
    ),
    { numRuns: 5000 },
  );
});

test('a message may hold the delimiter, the escape byte and what both become', () => {
  const message = hex('0a 7d 2a 5d 7d 0a');
  const { bytes, roles } = encode({ ...newline, escape: 0x7d }, [message]);
  assert.deepEqual(bytes, hex('7d 2a 7d 5d 2a 5d 7d 5d 7d 2a 0a'));
  assert.equal(roles.map((role) => role.charAt(0)).join(''), 'epepppepepd');
  // Of two bytes for one, the second is its place.
  assert.deepEqual(decodeAll({ ...newline, escape: 0x7d }, [bytes]).messages[0]?.places, [1, 3, 4, 5, 7, 9]);
});

test('an escape byte before a delimiter, or before what needs no escape, is named with its byte', () => {
  const framing = { ...newline, escape: 0x7d };
  assert.deepEqual(read(framing, 'a\nb}\n'), { code: 'escape-invalid', at: 3, end: 5, values: { value: 10 } });
  assert.deepEqual(read(framing, '}a'), { code: 'escape-invalid', at: 0, end: 2, values: { value: 0x61 } });
});

test('a message of the limit passes, one byte more fails as soon as it cannot be the delimiter', () => {
  assert.deepEqual(read({ ...newline, limitBytes: 3 }, 'abc\n'), ['abc']);
  const wrong = { code: 'message-too-long', at: 0, end: 4, values: { value: 4, limit: 3 } };
  assert.deepEqual(read({ ...newline, limitBytes: 3 }, 'abcd'), wrong);
  assert.deepEqual(read({ ...crlf, limitBytes: 3 }, 'abc\r\n'), ['abc']);
  assert.deepEqual(read({ ...crlf, limitBytes: 3 }, 'abcd'), []);
  assert.deepEqual(read({ ...crlf, limitBytes: 3 }, 'abcd\r'), { ...wrong, end: 5 });
  assert.deepEqual(read({ ...newline, limitBytes: 0 }, '\n\na'), {
    ...wrong,
    at: 2,
    end: 3,
    values: { value: 1, limit: 0 },
  });
  // Escapes do not count: the limit is one of messages.
  assert.deepEqual(read({ ...newline, escape: 0x7d, limitBytes: 2 }, '}*}]\n'), ['\n}']);
});
