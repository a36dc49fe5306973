import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { defaults } from '../../../models/share/share.ts';
import { frameOf, press } from './frames.ts';
import { runClose, runOld, waitEndsUs } from './run.ts';
import { presets, schema, type TwoMslState } from './state.ts';
import { strings } from './strings.ts';

const words = strings.en;
const first = defaults(schema);
const run = (state: TwoMslState) => (state.scene === 'close' ? runClose(state) : runOld(state));
const frame = (part: Partial<TwoMslState>) => frameOf({ ...first, ...part }, run({ ...first, ...part }), words);
const waitEndsAt = (part: Partial<TwoMslState>) => {
  const made = run({ ...first, ...part });
  return ((waitEndsUs(made.log) ?? Number.NaN) - made.startUs) / 1_000_000;
};

test('it opens with the final ACK lost, and the wait starts anew', () => {
  const { diagram, result } = frame({});
  const lost = diagram.arrows.filter((arrow) => arrow.lost);
  assert.deepEqual(
    lost.map(({ id, label }) => [id, label]),
    [['c2', 'ACK 302']],
  );
  assert.equal(waitEndsAt({}), 60.55);
  assert.equal(waitEndsAt({ lost: 0 }), 60.25);
  assert.match(result, /60\.55\u00a0s\*\*, not 60\.25/);
});

test('the repeated FIN comes after a probe time-out, then after 0.3 s, 0.6 s and 1.2 s', () => {
  // Linux 6.18, recording 09c: the FIN again at +0.32, +0.64, +1.28 s after the first; nominal 0.3, 0.3, 0.6.
  assert.equal(waitEndsAt({ lost: 2 }), 60.85);
  assert.equal(waitEndsAt({ lost: 3 }), 61.45);
});

test('the RFC waits twice two minutes and doubles its RTO from one second', () => {
  assert.equal(waitEndsAt({ profile: 'rfc', msl: 120, lost: 0 }), 240.25);
  assert.equal(waitEndsAt({ profile: 'rfc', msl: 120, lost: 1 }), 241.25);
});

test('a wait shorter than the peer’s retransmissions ends in a RST', () => {
  assert.match(frame({ msl: 1, lost: 5 }).result, /too early/);
});

test('pressing a final ACK counts it, pressing anything else names it, pressing again restores', () => {
  const pressed = (state: TwoMslState, id: string) => press(state, run(state), id);
  assert.equal(pressed(first, 'c2').lost, 0);
  assert.equal(pressed({ ...first, lost: 0 }, 'c2').lost, 1);
  assert.equal(pressed(first, 'c3').lost, 2);
  const without = pressed({ ...first, lost: 0 }, 's1');
  assert.deepEqual(without.drop, ['s1']);
  assert.deepEqual(pressed(without, 's1').drop, []);
});

test('the old segment is taken without wait and timestamps, dropped by PAWS, and finds nobody with the wait', () => {
  assert.match(frame(presets['old-segment-no-wait']).result, /delivered as new data/);
  assert.match(frame(presets['old-segment-paws']).result, /PAWS/);
  assert.match(frame(presets['old-segment-with-wait']).result, /no harm done/);
  assert.match(frame({ ...presets['old-segment-with-wait'], msl: 5, held: 30 }).result, /shorter than the old segment/);
});

test('every state of every slider ends, says a sentence with all its holes filled, and fits a picture', () => {
  const drawn = fc.record(
    {
      scene: fc.constantFrom('close' as const, 'old' as const),
      lost: fc.integer({ min: 0, max: 5 }),
      delay: fc.integer({ min: 1, max: 400 }),
      msl: fc.integer({ min: 1, max: 120 }),
      profile: fc.constantFrom('linux' as const, 'rfc' as const),
      drop: fc.uniqueArray(fc.constantFrom('c1', 'c2', 'c3', 'c4', 's1', 's2', 's3'), { maxLength: 5 }),
      held: fc.integer({ min: 2, max: 250 }),
      wait: fc.constantFrom('on' as const, 'off' as const),
      ts: fc.constantFrom('on' as const, 'off' as const),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(drawn, (state) => {
      const made = run(state);
      assert.notEqual(made.log.ended, 'steps');
      for (const locale of ['en', 'zh'] as const) {
        const { result, rows, diagram } = frameOf(state, made, strings[locale]);
        assert.doesNotMatch(result, /[{}]|NaN|undefined/);
        assert.ok(
          rows.length > 0 && rows.every((row) => row.every((cell) => cell.length > 0 && !/NaN|undefined/.test(cell))),
        );
        assert.equal(new Set(diagram.arrows.map(({ id }) => id)).size, diagram.arrows.length);
        assert.ok(diagram.arrows.every(({ sent, arrives }) => sent >= made.startUs && arrives > sent));
      }
    }),
    { numRuns: 400 },
  );
});
