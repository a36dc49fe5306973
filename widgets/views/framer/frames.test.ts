import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { defaults } from '../../models/share/share.ts';
import { frameOf, mostCells } from './frames.ts';
import { limitOf, runOf } from './run.ts';
import { type FramerState, type PresetName, presets, schema } from './state.ts';
import { strings } from './strings.ts';
import { readMessages, retype, visible } from './typed.ts';

const first = defaults(schema);
const words = strings.en;
const frame = (part: Partial<FramerState>) => frameOf({ ...first, ...part }, words);
const preset = (name: PresetName) => frameOf(presets[name], words);
const sizes = (pieces: readonly { readonly at: number; readonly end: number }[]) =>
  pieces.map(({ at, end }) => end - at);
const outcomes = (name: PresetName) => runOf(presets[name]).verdict.sent.map(({ outcome }) => outcome);

test('it opens with three messages glued in one read and the fourth split in two', () => {
  const { run, result, got } = preset('glued');
  assert.deepEqual(sizes(run.writes), [5, 6, 4, 3]);
  // Nagle: the first write leaves at once, the others together a round trip later.
  assert.deepEqual(sizes(run.segments), [5, 13]);
  assert.deepEqual(
    run.segments.map(({ us }) => us),
    [0, 10_000],
  );
  assert.deepEqual(sizes(run.reads), [16, 2]);
  assert.deepEqual(outcomes('glued'), ['glued', 'glued', 'glued', 'split']);
  assert.deepEqual(
    got.map(({ text, verdict }) => [text, verdict]),
    [
      ['“HELLO你好PINGB”', 'glued: 1 + 2 + 3 + a piece of 4'],
      ['“YE”', 'a piece of message 4'],
    ],
  );
  assert.match(result, /^\*\*0 of 4\*\* messages .* TCP carried all \*\*18\*\* bytes in order; nothing said where/);
});

test('each framing heals it', () => {
  for (const framing of schema.framing.values.filter((value) => value !== 'none')) {
    const { run, result } = frame({ framing });
    assert.equal(run.verdict.whole, 4, framing);
    assert.match(result, /^\*\*4 of 4\*\*/);
  }
});

test('without a framing all is well by luck alone, and by one byte no more', () => {
  assert.match(frame({ reader: 'hand', reads: ['5', '11', '15'] }).result, /4 of 4.*luck/);
  assert.match(frame({ reader: 'hand', reads: ['5', '11', '16'] }).result, /2 of 4/);
});

test('a delimiter inside a message cuts it, escaping heals it', () => {
  assert.match(preset('delimiter-in-data').result, /2 of 3.*Message 2 holds the delimiter/);
  assert.match(frameOf({ ...presets['delimiter-in-data'], escape: 'on' }, words).result, /3 of 3/);
});

test('a read that ends inside a character is told, and each piece shows a replacement character', () => {
  const { result, strips } = preset('split-character');
  assert.match(result, /Read 1 ends inside 好: one character, 3 bytes/);
  const read = strips.find(({ name }) => name === 'read');
  assert.deepEqual(read?.cells.map((cell) => cell?.text).filter((text) => text === '\ufffd').length, 4);
  const written = strips.find(({ name }) => name === 'write');
  assert.equal(written?.cells.map((cell) => cell?.text.trim()).join(''), '你好，世界');
});

test('a length that lies makes the decoder wait for ever, fall out of step, or ask for 4 GiB', () => {
  assert.match(preset('length-lies').result, /says \*\*106\*\*.*has 17 of them and waits for \*\*89\*\* more, in vain/);
  assert.match(frame({ framing: 'length-prefix', lie: 'one' }).result, /message 2 is not true.*nonsense/);
  assert.match(preset('length-4gb').result, /4,294,967,295.*Switch the limit on/);
  assert.match(frameOf({ ...presets['length-4gb'], limit: 'on' }, words).result, /limit of 1,048,576: refused before/);
  assert.match(preset('length-negative').result, /signed number.*\*\*−1\*\*/);
});

test('write, write, read takes 60 ms with Nagle and 10 ms without, as recordings 19h and 19i', () => {
  assert.match(
    preset('nagle-write-write-read').result,
    /after \*\*60\u00a0ms\*\*, with Nagle off after \*\*10\u00a0ms\*\*/,
  );
  assert.match(preset('nodelay-write-write-read').result, /after \*\*10\u00a0ms\*\*; one round trip is 10/);
  assert.match(
    frameOf({ ...presets['nagle-write-write-read'], writes: 'once' }, words).result,
    /\*\*10\u00a0ms\*\*; one/,
  );
  assert.match(frameOf({ ...presets['nagle-write-write-read'], cork: 'on' }, words).result, /\*\*10\u00a0ms\*\*; one/);
});

test('over UDP each send is a datagram, and what does not fit the buffer is gone', () => {
  assert.match(preset('udp').result, /0 of 4.*\*\*4 of 4\*\* datagrams are whole/);
  assert.match(
    frame({ udp: 'on', buffer: 5 }).result,
    /\*\*3 of 4\*\* datagrams.*datagram 2; the rest, \*\*1\*\* B, is gone/,
  );
});

test('ten thousand bytes leave in seven segments and are read in three pieces, as recordings 19f and 19g', () => {
  const { run } = preset('ten-thousand-bytes');
  assert.deepEqual(sizes(run.segments), [1448, 1448, 1448, 1448, 1448, 1448, 1312]);
  assert.deepEqual(sizes(run.reads), [4096, 4096, 1808]);
});

test('what is typed wrong is told with its place, and what stands before it is sent', () => {
  const { run } = frame({ input: 'hex', messages: '48 45\n4g\n4c 4' });
  assert.deepEqual(
    run.typed.wrong.map(({ code, line, at, text }) => [code, line, at, text]),
    [
      ['hex-digit-invalid', 2, 2, 'g'],
      ['hex-digits-odd', 3, 4, '4'],
    ],
  );
  assert.deepEqual(
    run.typed.messages.map((bytes) => [...bytes]),
    [[0x48, 0x45], [], [0x4c]],
  );
});

test('a message that its field cannot hold is named, and the others are sent', () => {
  assert.match(frame({ framing: 'fixed', size: 5 }).result, /can hold \*\*5\*\* bytes at most: message 2\..*3 of 4/);
  assert.match(
    frame({ framing: 'length-prefix', field: 'u8', messages: 'A\\{300}\nB' }).result,
    /hold \*\*255\*\* bytes at most: message 1/,
  );
  assert.match(frame({ framing: 'delimiter', delimiter: 'own', own: '' }).result, /1 to 16 bytes/);
});

test('a pasted megabyte is bounded and quick, and a link holds the beginning of it', () => {
  const begun = performance.now();
  const { run, total } = frame({ messages: 'x'.repeat(1_000_000) });
  assert.ok(performance.now() - begun < 400);
  assert.equal(total, limitOf(first));
  assert.equal(run.typed.wrong[0]?.code, 'input-too-long');
});

test('escapes are bytes, and what was typed can be typed anew in the other way', () => {
  const read = (typed: string, input: 'text' | 'hex' = 'text') =>
    readMessages(typed, input, 1_000).messages.map((bytes) => [...bytes]);
  assert.deepEqual(read('a\\n\\x00\\\\b\\q'), [[97, 10, 0, 92, 98, 92, 113]]);
  assert.deepEqual(
    read('好\\{3}').map(({ length }) => length),
    [9],
  );
  assert.equal(visible('a\n\u0001'), 'a\\n\\x01');
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 12, minLength: 1 }), { minLength: 1, maxLength: 12 }),
      (messages) => {
        for (const input of ['text', 'hex'] as const)
          assert.deepEqual(
            read(retype(messages, input), input),
            messages.map((bytes) => [...bytes]),
          );
      },
    ),
  );
});

/** Any state that the controls can make, the odd ones oftener than a reader would. */
const anyState = fc.record(
  Object.fromEntries(
    Object.entries(schema).map(([key, field]) => {
      if (field.kind === 'choice') return [key, fc.constantFrom(...field.values)];
      if (field.kind === 'integer')
        return [
          key,
          fc.oneof(
            fc.constantFrom(field.min, field.default, field.max),
            fc.integer({ min: field.min, max: Math.min(field.max, 60) }),
          ),
        ];
      if (field.kind === 'set')
        return [key, fc.uniqueArray(fc.integer({ min: 1, max: 60 }).map(String), { maxLength: 6 })];
      return [
        key,
        key === 'own'
          ? fc.constantFrom('', '||', 'O', '\\x7d', '你')
          : fc.oneof(
              fc.constantFrom(
                first.messages,
                '',
                '\n\n',
                'A\\{300}\nB',
                'HELLO',
                '4g',
                '48 45 4c',
                'ends  \n in spaces ',
                'a\\nb',
                '}}O\\n',
                'A\\{10000}',
              ),
              fc
                .array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 14 })
                .map((lines) => lines.join('\n')),
            ),
      ];
    }),
  ) as { [Key in keyof FramerState]: fc.Arbitrary<FramerState[Key]> },
  { noNullPrototype: true },
);

test('every state ends, says a whole sentence in both languages, and draws each byte in its column', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      for (const locale of ['en', 'zh'] as const) {
        const { run, result, strips, rows, got, total } = frameOf(state, strings[locale]);
        assert.notEqual(run.log.ended, 'steps');
        assert.match(result, /[.。]$/);
        assert.doesNotMatch(result, /[{}]|NaN|undefined/);
        assert.ok(rows.length > 0 && rows.every((row) => row.every((cell) => cell.length > 0)));
        assert.ok(rows.every(([time]) => !/NaN|undefined/.test(time)));
        assert.ok(got.every(({ verdict }) => !/NaN|undefined/.test(verdict)));
        for (const { name, cells, pieces } of strips) {
          assert.ok(
            pieces.every(({ at, end }) => at >= 0 && end > at && end <= total),
            name,
          );
          // Without gaps from the first byte to the last; the decoder leaves out what is not of a message.
          if (name === 'write' || name === 'segment')
            assert.equal(
              sizes(pieces).reduce((sum, size) => sum + size, 0),
              total,
              name,
            );
          pieces.slice(1).forEach(({ at }, index) => {
            if (name !== 'message') assert.equal(at, pieces[index]?.end, name);
          });
          assert.equal(cells.length, total > mostCells ? 0 : total);
          cells.forEach((cell, at) => {
            if (cell) assert.equal(cell.hex, run.encoded.bytes[at]?.toString(16).padStart(2, '0'));
          });
        }
      }
    }),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 300) },
  );
});
