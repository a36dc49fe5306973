import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { curveOf, example, printPercent, Tally } from './curve.ts';
import { resultOf, runOf } from './run.ts';
import { type HandshakeState, presets, schema, seeds } from './state.ts';
import { strings } from './strings.ts';

const words = strings.en;
const nothing = presets['nothing-lost'];

function curve(part: Partial<HandshakeState>, shownUs?: number) {
  const state = { ...nothing, ...part };
  const tally = new Tally();
  tally.begin(state);
  const outcomes = tally.outcomes();
  return { state, tally, outcomes, curve: curveOf(state, outcomes, tally.counted, shownUs, words) };
}

test('a lost SYN costs a whole second whatever the path: outcomes lie one RTO apart, and each loss adds a nine', () => {
  const { outcomes } = curve({ syn: 10, delay: 5 });
  assert.deepEqual(
    outcomes.slice(0, 3).map(({ atUs }) => atUs / 1e6),
    [0.01, 1.01, 2.01],
  );
  outcomes.slice(0, 3).forEach(({ count }, index) => {
    const expected = seeds * 0.9 * 0.1 ** index;
    assert.ok(Math.abs(count - expected) < 5 * Math.sqrt(expected), `${count}, expected about ${expected}`);
  });
});

test('the seed of an outcome shows a run that has it', () => {
  const { state, outcomes } = curve({ syn: 40, synack: 40 });
  for (const { atUs, seed } of outcomes) {
    const connected = resultOf(runOf({ ...state, seed }).log, 'client', 'connect');
    assert.equal(connected?.result, atUs < 0 ? 'ETIMEDOUT' : 'ok');
    assert.ok(Math.abs((connected?.atUs ?? 0) - Math.abs(atUs)) < 1_000);
  }
});

test('without any loss set the curve is an example that says so; a lost ACK delays nothing', () => {
  assert.match(curve({}).curve.about, /No loss rate is set.*20 %/);
  assert.deepEqual(curve({}).outcomes, curve({ syn: example, synack: example }).outcomes);
  const acks = curve({ ack: 50 });
  assert.equal(acks.outcomes.length, 1);
  assert.match(acks.curve.about, /delays none/);
});

test('with every SYN lost all fail, and the curve says nothing of those that are connected', () => {
  const { curve: drawn } = curve({ syn: 100 });
  assert.equal(drawn.result, '**100\u00a0%** fail with ETIMEDOUT at 131\u00a0s.');
  assert.equal(drawn.steps.fails?.label, 'ETIMEDOUT 100\u00a0%');
});

test('other settings are counted a portion at a time, the same ones not again', () => {
  const { tally, state } = curve({ syn: 10 });
  assert.equal(tally.counted, seeds);
  tally.begin({ ...state, seed: 7, drop: ['c1'], first: 'server' });
  assert.equal(tally.counted, seeds);
  tally.begin({ ...state, syn: 11 });
  assert.ok(tally.counted < seeds);
  while (tally.counted < seeds) tally.go();
  const { outcomes } = curve({ syn: 11 });
  assert.deepEqual(tally.outcomes(), outcomes);
});

test('the point of the run that is shown is picked, another run picks none', () => {
  assert.equal(curve({}, 1_100_000).curve.steps.picked, 1);
  assert.equal(curve({}, 1_234_000).curve.steps.picked, -1);
  assert.match(curve({}, 1_100_000).curve.said, /^1\.1\u00a0s \(\d+\u00a0% of them\)$/);
});

test('shares are printed as exactly as ten thousand runs allow, and never round to all or none', () => {
  assert.deepEqual(
    [1, 0.9999, 0.995, 0.64, 0.0234, 0.0001, 0].map((share) => printPercent(share, ' %')),
    ['100 %', '99.99 %', '99.5 %', '64 %', '2.3 %', '0.01 %', '0 %'],
  );
});

test('every curve rises, stays in its box and says whole sentences in both languages', () => {
  const drawn = fc.record(
    {
      syn: fc.integer({ min: 0, max: 100 }),
      synack: fc.integer({ min: 0, max: 100 }),
      ack: fc.integer({ min: 0, max: 100 }),
      delay: fc.integer({ min: schema.delay.min, max: schema.delay.max }),
      profile: fc.constantFrom(...schema.profile.values),
      retries: fc.integer({ min: schema.retries.min, max: schema.retries.max }),
      linear: fc.integer({ min: schema.linear.min, max: schema.linear.max }),
      answers: fc.integer({ min: schema.answers.min, max: schema.answers.max }),
    },
    { noNullPrototype: true },
  );
  const inBox = (share: number) => share >= 0 && share <= 1;
  fc.assert(
    fc.property(drawn, (part) => {
      const { state, tally, outcomes } = curve(part);
      for (const locale of ['en', 'zh'] as const) {
        const { steps, about, result, said } = curveOf(
          state,
          outcomes,
          tally.counted,
          2_000 * state.delay,
          strings[locale],
        );
        assert.ok(
          [...steps.line.flat(), ...steps.across.map(({ at }) => at), ...steps.up.map(({ at }) => at)].every(inBox),
        );
        assert.ok(steps.points.every(({ across, up }) => inBox(across) && inBox(up)));
        for (const [index, [x, y]] of steps.line.entries()) {
          const [before, below] = steps.line[index - 1] ?? [0, 0];
          assert.ok(x >= before && y >= below);
        }
        for (const text of [about, result, said]) assert.doesNotMatch(text, /[{}]|NaN|undefined|\*\*\*\*/);
      }
    }),
    { numRuns: 150 },
  );
});
