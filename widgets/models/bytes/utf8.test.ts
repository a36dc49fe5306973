import assert from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseHex } from './input.ts';
import { characterAt, decodeUtf8, encodeUtf8, type Span, type Utf8State, utf8Start } from './utf8.ts';

interface Vector {
  readonly source: string;
  readonly bytes: string;
  readonly codePoints: readonly string[];
}
const vectorFile = new URL('../../../content/vectors/rfc3629/utf8.json', import.meta.url);
const vectors: Record<'wellFormed' | 'illFormed', readonly Vector[]> = JSON.parse(readFileSync(vectorFile, 'utf8'));

const replacing = new TextDecoder('utf-8', { ignoreBOM: true });
const fatal = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
const throws = (bytes: Uint8Array): boolean => {
  try {
    fatal.decode(bytes);
    return false;
  } catch {
    return true;
  }
};
const hex = (text: string): Uint8Array => parseHex(text, 1000).bytes;

/** Bytes near the edges of the syntax: leads, continuations and what lies just outside of them. */
const edges = [
  0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef,
  0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf7, 0xf8, 0xfe, 0xff,
];
const edgy = fc
  .array(fc.oneof(fc.constantFrom(...edges), fc.nat(255)), { maxLength: 40 })
  .map((list) => Uint8Array.from(list));

function agrees(bytes: Uint8Array): void {
  const { text, errors, state } = decodeUtf8(bytes);
  // Only on failure is a message built: these are hundreds of thousands of cases.
  if (text !== replacing.decode(bytes)) assert.fail(`${[...bytes]} is read as ${JSON.stringify(text)}`);
  if ((errors.length === 0) !== isUtf8(bytes)) assert.fail(`${[...bytes]} has errors ${JSON.stringify(errors)}`);
  if (state.offset !== bytes.length || state.need !== 0) assert.fail(`${[...bytes]} ends in ${JSON.stringify(state)}`);
}

for (const { source, bytes, codePoints } of [...vectors.wellFormed, ...vectors.illFormed]) {
  test(`${source}: ${bytes}`, () => {
    const text = String.fromCodePoint(...codePoints.map((point) => Number.parseInt(point, 16)));
    assert.equal(decodeUtf8(hex(bytes)).text, text);
    assert.equal(decodeUtf8(hex(bytes)).errors.length, codePoints.filter((point) => point === 'fffd').length);
    if (!codePoints.includes('fffd')) assert.deepEqual(encodeUtf8(text), hex(bytes));
  });
}

test('every sequence of one or two bytes is read as Node reads it', () => {
  for (let first = 0; first < 256; first += 1) {
    agrees(Uint8Array.of(first));
    for (let second = 0; second < 256; second += 1) agrees(Uint8Array.of(first, second));
  }
});

test('every sequence of three or four bytes from the edges of the syntax is read as Node reads it', () => {
  for (const first of edges.filter((byte) => byte > 0xbf)) {
    for (const second of edges) {
      for (const third of [0x41, 0x7f, 0x80, 0xbf, 0xc2, 0xf4]) {
        agrees(Uint8Array.of(first, second, third));
        for (const fourth of [0x00, 0x80, 0xbf, 0xc0]) agrees(Uint8Array.of(first, second, third, fourth));
      }
    }
  }
});

test('there are errors exactly where a fatal decoder throws', () => {
  fc.assert(
    fc.property(edgy, (bytes) => assert.equal(decodeUtf8(bytes).errors.length > 0, throws(bytes))),
    { numRuns: 2000 },
  );
});

test('random bytes are read as Node reads them', () => {
  fc.assert(fc.property(edgy, agrees), { numRuns: 5000 });
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), agrees), { numRuns: 2000 });
});

test('where a piece ends changes neither text nor errors', () => {
  const cuts = fc.array(fc.nat(40), { maxLength: 6 }).map((list) => list.sort((a, b) => a - b));
  fc.assert(
    fc.property(edgy, cuts, (bytes, places) => {
      let state: Utf8State = utf8Start;
      let text = '';
      const errors: Span[] = [];
      const bounds = [0, ...places, bytes.length].map((place) => Math.min(place, bytes.length));
      bounds.slice(1).forEach((end, k) => {
        const piece = decodeUtf8(bytes.subarray(bounds[k], end), state, k < bounds.length - 2);
        text += piece.text;
        errors.push(...piece.errors);
        state = piece.state;
      });
      assert.deepEqual({ text, errors, state }, decodeUtf8(bytes));
    }),
    { numRuns: 3000 },
  );
});

test('each error spans the bytes that were replaced, and what lies between errors is well-formed', () => {
  fc.assert(
    fc.property(edgy, (bytes) => {
      let from = 0;
      for (const { at, end } of decodeUtf8(bytes).errors) {
        assert.ok(at >= from && end > at && end - at <= 3);
        assert.ok(isUtf8(bytes.subarray(from, at)));
        assert.ok(!isUtf8(bytes.subarray(at, end)));
        from = end;
      }
      assert.ok(isUtf8(bytes.subarray(from)));
    }),
    { numRuns: 3000 },
  );
});

test('a cut character is waited for: its length and its lead byte are known', () => {
  const { text, errors, state } = decodeUtf8(hex('41 e5 a5'), utf8Start, true);
  assert.deepEqual([text, errors, state.need, state.at, state.offset], ['A', [], 1, 1, 3]);
  assert.equal(decodeUtf8(hex('bd'), state).text, '好');
  assert.deepEqual(decodeUtf8(hex('41 e5 a5')).errors, [{ at: 1, end: 3 }]);
});

test('every character and every lone surrogate is encoded as Node encodes it', () => {
  const encoder = new TextEncoder();
  for (let point = 0; point < 0x110000; point += point < 0x900 || (point > 0xd700 && point < 0x10010) ? 1 : 97) {
    const text = String.fromCodePoint(point);
    const [mine, theirs] = [encodeUtf8(text), encoder.encode(text)];
    if (Buffer.compare(mine, theirs) !== 0) assert.fail(`U+${point.toString(16)} is encoded as ${mine}`);
  }
  const units = fc.array(fc.nat(0xffff), { maxLength: 20 }).map((list) => String.fromCharCode(...list));
  fc.assert(fc.property(units, (text) => assert.deepEqual(encodeUtf8(text), encoder.encode(text))));
});

test('a cut tears a character exactly where the two halves are not text by themselves', () => {
  const text = fc.array(fc.constantFrom('a', 'é', '好', '🙂', '\u0000', '\uffff'), { maxLength: 8 });
  fc.assert(
    fc.property(text, fc.nat(40), (characters, place) => {
      const bytes = encodeUtf8(characters.join(''));
      const cut = Math.min(place, bytes.length);
      const torn = characterAt(bytes, cut);
      assert.equal(torn === undefined, isUtf8(bytes.subarray(0, cut)));
      if (torn === undefined) return;
      assert.ok(torn.at < cut && cut < torn.end);
      assert.equal([...decodeUtf8(bytes.subarray(torn.at, torn.end)).text].length, 1);
    }),
    { numRuns: 2000 },
  );
});

test('a cut into bytes that are not text tears no character', () => {
  assert.equal(characterAt(hex('e5 a5'), 1), undefined);
  assert.equal(characterAt(hex('a5 bd a5 bd'), 2), undefined);
  assert.equal(characterAt(hex('ed a0 80'), 1), undefined);
  assert.equal(characterAt(hex('41 42'), 1), undefined);
  assert.equal(characterAt(hex('c3 a9'), 0), undefined);
  assert.equal(characterAt(hex('c3 a9'), 2), undefined);
  fc.assert(
    fc.property(edgy, fc.nat(40), (bytes, cut) => {
      const torn = characterAt(bytes, cut);
      assert.ok(torn === undefined || isUtf8(bytes.subarray(torn.at, torn.end)));
    }),
  );
});
