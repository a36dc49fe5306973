import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { encodeUtf8 } from '../bytes/utf8.ts';
import type { ChunkedFraming } from './chunked.ts';
import { decodeAll, encode } from './codec.ts';
import { framings } from './framing.ts';
import { waiting } from './stream.ts';

interface Vector {
  readonly section: string;
  readonly body: string;
  readonly data: string;
}
const vectorFile = new URL('../../../content/vectors/rfc3507/chunked.json', import.meta.url);
const vectors: readonly Vector[] = JSON.parse(readFileSync(vectorFile, 'utf8'));

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const latin1 = (stream: string): Uint8Array => Uint8Array.from(Buffer.from(stream, 'latin1'));
const read = (stream: string, settings: Partial<ChunkedFraming> = {}): readonly string[] | object => {
  const { messages, failure } = decodeAll({ ...framings.chunked, ...settings }, [latin1(stream)]);
  return failure ?? messages.map(({ bytes }) => text(bytes));
};
const wrong = (code: string, at: number, end: number, values = {}): object => ({ code, at, end, values });

for (const { section, body, data } of vectors) {
  test(`RFC 3507 section ${section}: ${JSON.stringify(body)}`, () => {
    assert.deepEqual(read(body), [data]);
    if (!body.includes(';')) assert.equal(text(encode(framings.chunked, [encodeUtf8(data)]).bytes), body);
  });
}

test('every byte of a chunked body has its role', () => {
  const { bytes, roles } = encode({ ...framings.chunked, chunkBytes: 3 }, [encodeUtf8('HELLO')]);
  assert.equal(text(bytes), '3\r\nHEL\r\n2\r\nLO\r\n0\r\n\r\n');
  const letters = { 'chunk-size': 's', crlf: 'c', payload: 'p' } as const;
  assert.equal(
    roles.map((role) => (role in letters ? letters[role as keyof typeof letters] : '?')).join(''),
    'sccpppccsccppccscccc',
  );
});

test('a message of no bytes is the last chunk alone', () => {
  assert.equal(text(encode(framings.chunked, [new Uint8Array(0)]).bytes), '0\r\n\r\n');
  assert.equal(
    text(encode({ ...framings.chunked, chunkBytes: 2 }, [encodeUtf8('abcd')]).bytes),
    '2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n',
  );
});

test('chunks make one message, wherever their boundaries are', () => {
  assert.deepEqual(read('1\r\na\r\n2\r\nbc\r\n0\r\n\r\n3\r\ndef\r\n0\r\n\r\n'), ['abc', 'def']);
  const { messages } = decodeAll(framings.chunked, [latin1('1\r\na\r\n1\r\nb\r\n0\r\n\r\n')]);
  assert.deepEqual(
    messages.map(({ at, end, places }) => ({ at, end, places })),
    [{ at: 0, end: 17, places: [3, 9] }],
  );
});

test('a size is read in either case, with leading zeros', () => {
  assert.deepEqual(read('000a\r\n0123456789\r\n000\r\n\r\n'), ['0123456789']);
  assert.deepEqual(read('A\r\n0123456789\r\n0\r\n\r\n'), ['0123456789']);
});

test('extensions are what section 7.1.1 says, and are dropped', () => {
  const good = [
    ';a',
    ';a=b',
    '; a = b',
    '\t;\ta',
    ';a;b=c;d',
    ';a="x"',
    ';a="x;\\"y\\\\ \t\xe9"',
    ';a=""',
    ";!#$%&'*+-.^_`|~=1",
  ];
  for (const extension of good) assert.deepEqual(read(`1${extension}\r\na\r\n0${extension}\r\n\r\n`), ['a'], extension);
  const bad = [
    ' ',
    ';',
    ';;',
    ';a=',
    ';=b',
    ';a b',
    ';a="',
    ';a="x',
    ';a="x"y',
    ';a="\x00"',
    ';a="\x7f"',
    'x',
    ' x',
    ';a\r',
    ';a="\r"',
  ];
  for (const extension of bad) {
    assert.deepEqual(
      read(`1${extension}\r\na\r\n`),
      wrong('chunk-extension-invalid', 1, 3 + extension.length),
      JSON.stringify(extension),
    );
  }
});

test('trailer fields are field lines, and are dropped', () => {
  assert.deepEqual(read('0\r\nVary: *\r\nX-Sum:\t1a \xe9\r\nempty:\r\n\r\n'), ['']);
  const bad = ['a', 'a b: c', ': c', ' a: b', 'a: \x00', 'a: \x7f', 'a: b\rc', '\r'];
  for (const line of bad) {
    assert.deepEqual(
      read(`0\r\nok: 1\r\n${line}\r\n\r\n`),
      wrong('trailer-invalid', 10, 12 + line.length),
      JSON.stringify(line),
    );
  }
});

test('a size that is no number is named at its first byte', () => {
  assert.deepEqual(read('HELLO'), wrong('chunk-size-invalid', 0, 1, { value: 0x48 }));
  assert.deepEqual(read('\r\n'), wrong('chunk-size-invalid', 0, 1, { value: 13 }));
  assert.deepEqual(read('-1\r\n'), wrong('chunk-size-invalid', 0, 1, { value: 0x2d }));
  assert.deepEqual(read(' 1\r\n'), wrong('chunk-size-invalid', 0, 1, { value: 0x20 }));
  assert.deepEqual(read('1\r\na\r\nx'), wrong('chunk-size-invalid', 6, 7, { value: 0x78 }));
  assert.deepEqual(read('0x1\r\n'), wrong('chunk-extension-invalid', 1, 5));
  assert.deepEqual(read('1.5\r\n'), wrong('chunk-extension-invalid', 1, 5));
});

test('a line that ends with LF alone is refused, wherever it stands', () => {
  assert.deepEqual(read('1\na\r\n'), wrong('chunk-extension-invalid', 1, 2));
  assert.deepEqual(read('1;a\na\r\n'), wrong('chunk-extension-invalid', 1, 4));
  assert.deepEqual(read('1\r\na\n0\r\n'), wrong('chunk-end-missing', 4, 6));
  assert.deepEqual(read('0\r\n\n'), wrong('trailer-invalid', 3, 4));
  assert.deepEqual(read('0\r\na: b\n\r\n'), wrong('trailer-invalid', 3, 8));
});

test('data longer than its size is seen at once', () => {
  assert.deepEqual(read('3\r\nHELLO\r\n'), wrong('chunk-end-missing', 6, 8));
});

test('a hostile size is refused before a byte of its data, and a number that overflows is not small', () => {
  const limit = 1_048_576;
  assert.deepEqual(read('FFFFFFFF\r\n'), wrong('chunk-too-long', 0, 8, { value: 4_294_967_295, limit }));
  assert.deepEqual(read('100001\r\n'), wrong('chunk-too-long', 0, 6, { value: limit + 1, limit }));
  for (const size of ['ffffffffffffffff', '10000000000000001', '1'.padEnd(300, '0')]) {
    assert.deepEqual(read(`${size}\r\n`), wrong('chunk-too-long', 0, size.length, { value: 2 ** 53 - 1, limit }));
  }
  assert.deepEqual(read('100000\r\n'), []);
});

test('the chunks of a message have a limit together', () => {
  const settings = { limitBytes: 4, chunkLimitBytes: 3 };
  assert.deepEqual(read('3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n', settings), ['abcd']);
  assert.deepEqual(read('3\r\nabc\r\n2\r\n', settings), wrong('message-too-long', 8, 9, { value: 5, limit: 4 }));
  assert.deepEqual(read('4\r\n', settings), wrong('chunk-too-long', 0, 1, { value: 4, limit: 3 }));
});

test('a line and a trailer section have a limit, and one byte less passes', () => {
  const settings = { lineLimitBytes: 10 };
  assert.deepEqual(read('1;2345678\n', settings), wrong('chunk-extension-invalid', 1, 10));
  assert.deepEqual(read('1;234567\r\na\r\n0\r\n\r\n', settings), ['a']);
  assert.deepEqual(read('1;2345678\r\n', settings), wrong('line-too-long', 0, 11, { limit: 10 }));
  assert.deepEqual(read('00000000000', settings), wrong('line-too-long', 0, 11, { limit: 10 }));
  assert.deepEqual(read('0\r\na:b\r\nc:d\r\n', settings), []);
  assert.deepEqual(read('0\r\na:b\r\nc:de\r\n', settings), wrong('line-too-long', 3, 14, { limit: 10 }));
});

test('a hostile extension line costs no more than its length', () => {
  // The grammar nests a repetition in a repetition. It must not be tried in every way.
  for (const part of [';a=', ';a="\\"', ' ;', ';a= ', '; ;a', ';a="x" ']) {
    const line = part.repeat(5000).slice(0, 16_000);
    assert.ok('code' in read(`1${line}\r\n`, { lineLimitBytes: 16_384 }));
  }
  for (const part of ['a:', 'a:\r\n', 'a', '\t']) {
    const section = part.repeat(9000).slice(0, 16_000);
    assert.ok(Array.isArray(read(`0\r\n${section}`, { lineLimitBytes: 16_384 })));
  }
});

test('a chunk that is announced and does not come is waited for', () => {
  const { state, messages } = decodeAll(framings.chunked, [latin1('5\r\nHEL')]);
  assert.deepEqual([messages, waiting(state)], [[], { at: 0, end: 6, missing: 2 }]);
});
