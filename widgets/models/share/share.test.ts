import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { decodeState, defaults, encodeState, longestFragment, type State } from './share.ts';

const schema = {
  lost: { kind: 'integer', default: 1, min: 0, max: 5 },
  delay: { kind: 'integer', default: 50, min: 1, max: 500, renamed: 'rtt' },
  scene: { kind: 'choice', default: 'close', values: ['close', 'old'] },
  drop: { kind: 'set', default: [], item: /^[cs]\d{1,2}$/, most: 8 },
  note: { kind: 'text', default: 'a\nb', longest: 20 },
} as const;

const state = fc.record(
  {
    lost: fc.integer({ min: 0, max: 5 }),
    delay: fc.integer({ min: 1, max: 500 }),
    scene: fc.constantFrom('close', 'old'),
    drop: fc.uniqueArray(fc.constantFrom('c1', 'c2', 's1', 's12'), { maxLength: 4 }),
    // Any text that is well formed: separators, percent signs, plus signs and line ends among it.
    note: fc.oneof(
      fc.constantFrom('', 'a,b&c=d', '100%25 +1\n', '粘包'),
      fc.string({ unit: 'grapheme', maxLength: 4 }).filter((text) => text.length <= 20),
    ),
  },
  { noNullPrototype: true },
) as fc.Arbitrary<State<typeof schema>>;

test('every state survives a link', () => {
  fc.assert(
    fc.property(state, (value) => {
      const link = encodeState('two-msl', schema, value);
      const read = decodeState('two-msl', schema, `#${link}`);
      if (link === 'two-msl') assert.deepEqual(value, defaults(schema));
      else assert.deepEqual(read, { state: value, notes: [] });
    }),
    { numRuns: 2_000 },
  );
});

test('a link says only what differs from the defaults', () => {
  assert.equal(
    encodeState('two-msl', schema, { ...defaults(schema), delay: 80, drop: ['c1', 's2'] }),
    'two-msl?delay=80&drop=c1,s2',
  );
  assert.equal(encodeState('two-msl', schema, defaults(schema)), 'two-msl');
});

test('a state of nothing but defaults has a link of its own on a figure that opens otherwise', () => {
  const first = { ...defaults(schema), scene: 'old' } as const;
  const link = encodeState('f', schema, defaults(schema), first);
  assert.equal(link, 'f?v=1');
  assert.deepEqual(decodeState('f', schema, link, first)?.state, defaults(schema));
  assert.equal(encodeState('f', schema, first, first), 'f');
});

test('a text is cut at its length, which is told, and a lone surrogate does not break the link', () => {
  const read = decodeState('f', schema, `f?note=${'x'.repeat(30)}`);
  assert.equal(read?.state.note, 'x'.repeat(20));
  assert.deepEqual(
    read?.notes.map(({ problem, key }) => [problem, key]),
    [['clamped', 'note']],
  );
  assert.equal(encodeState('f', schema, { ...defaults(schema), note: 'a\ud800' }), 'f?note=a%EF%BF%BD');
});

test('a link of a later version is read as far as it is understood, and says so', () => {
  const read = decodeState('f', schema, 'f?v=9&lost=2');
  assert.equal(read?.state.lost, 2);
  assert.deepEqual(
    read?.notes.map(({ problem, key }) => [problem, key]),
    [['unknown', 'v']],
  );
});

test('a link of another figure, or of a section, is not ours', () => {
  assert.equal(decodeState('two-msl', schema, '#two-msl'), undefined);
  assert.equal(decodeState('two-msl', schema, '#two-msl-b?lost=2'), undefined);
  assert.equal(decodeState('two-msl', schema, ''), undefined);
});

test('out of range is clamped, unknown is left alone, broken is named', () => {
  const read = decodeState('f', schema, '#f?lost=99&colour=red&delay=fast&scene=%zz&drop=c1,x9');
  assert.deepEqual(read?.state, { ...defaults(schema), lost: 5, drop: ['c1'] });
  assert.deepEqual(
    read?.notes.map(({ problem, key, received, used }) => [problem, key, received, used]),
    [
      ['clamped', 'lost', '99', '5'],
      ['unknown', 'colour', 'red', ''],
      ['unreadable', 'delay', 'fast', '50'],
      ['unreadable', 'scene', '%zz', 'close'],
      ['clamped', 'drop', 'c1,x9', 'c1'],
    ],
  );
});

test('an old key still works', () => {
  assert.equal(decodeState('f', schema, 'f?rtt=70')?.state.delay, 70);
});

test('100 kB of fragment are refused with their length', () => {
  const read = decodeState('f', schema, `f?${'x'.repeat(100_000)}`);
  assert.deepEqual(read?.notes, [{ problem: 'too-long', key: '', received: '100002', used: '' }]);
});

test('no fragment throws, and every state read is a legal one', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: longestFragment }), (text) => {
      const read = decodeState('f', schema, `#f?${text}`);
      assert.ok(read);
      assert.ok(read.state.lost >= 0 && read.state.lost <= 5);
      assert.ok(read.state.delay >= 1 && read.state.delay <= 500);
      assert.ok(['close', 'old'].includes(read.state.scene));
      assert.ok(read.state.drop.length <= 8);
    }),
    { numRuns: 2_000 },
  );
  for (const hostile of ['lost=1e999', 'lost=', '=', '&&&', 'lost', '__proto__=1', 'constructor=1', 'lost=%']) {
    assert.ok(decodeState('f', schema, `f?${hostile}`), hostile);
  }
});
