// Scenarios that cannot be: each is named, and simulate() ends all the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkScenario } from './check.ts';
import { full } from './full.ts';
import { golden } from './golden/scenarios.ts';
import { linux618 } from './profile.ts';
import type { Scenario } from './scenario.ts';
import { closing } from './scenarios/two-msl.ts';
import { simulate } from './simulate.ts';

const good: Scenario = closing({
  profile: linux618,
  oneWayDelayUs: 50_000,
  finalAcksLost: 1,
  lostFromClient: [],
  lostFromServer: [],
  serverClosesAfterUs: 0,
});

test('nothing is wrong with a scenario of the site', () => {
  assert.deepEqual(checkScenario(good), []);
  for (const { scenario } of golden) assert.deepEqual(checkScenario(scenario, full), []);
});

test('retries of -1 and a delay of 10^9 say where they are and what is allowed', () => {
  const scenario: Scenario = { ...good, settings: { synRetries: -1 }, link: { oneWayDelayUs: 10 ** 9 } };
  assert.deepEqual(checkScenario(scenario), [
    { field: 'link.oneWayDelayUs', received: 10 ** 9, problem: 'out-of-range', allowed: [0, 60_000_000] },
    { field: 'settings.synRetries', received: -1, problem: 'out-of-range', allowed: [0, 127] },
  ]);
});

test('fractions, unknown calls and rules without their feature are found', () => {
  const scenario: Scenario = {
    ...good,
    link: { oneWayDelayUs: 0.5, rules: [{ probability: 0.5 }, { probability: 2 }, { nth: 0 }] },
    programs: [
      [
        { at: 'client', call: 'teleport' },
        { at: 'client', call: 'send', bytes: 5_000 },
      ],
    ],
  };
  assert.deepEqual(
    checkScenario(scenario).map(({ field, problem }) => `${field} ${problem}`),
    [
      'link.oneWayDelayUs not-an-integer',
      'link.rules.0 needs-a-feature',
      'link.rules.1.probability out-of-range',
      'link.rules.1 needs-a-feature',
      'link.rules.2.nth out-of-range',
      'programs.0.0.call unknown-call',
      'programs.0.1 needs-a-feature',
    ],
  );
});

test('whatever the numbers are, a run ends within its bound and does not throw', () => {
  const odd = fc.oneof(
    fc.constantFrom(-1, 0, 0.5, 1e9, 1e15, Number.NaN, Number.POSITIVE_INFINITY, -1e9),
    fc.integer(),
  );
  const profile = fc.dictionary(fc.constantFrom(...Object.keys(linux618)), odd, { maxKeys: 4 });
  fc.assert(
    fc.property(
      odd,
      odd,
      fc.constantFrom(-1, 0, 0.5, 7, 1e5, Number.NaN, -1e9),
      odd,
      profile,
      (delay, hold, bytes, pause, settings) => {
        const log = simulate(
          {
            profile: linux618,
            settings,
            link: { oneWayDelayUs: delay, rules: [{ from: 'client', segment: 'data', copyUs: hold }] },
            programs: [
              [
                { at: 'client', call: 'connect' },
                { at: 'client', call: 'send', bytes },
                { call: 'sleep', us: pause },
                { at: 'client', call: 'close' },
              ],
              [
                { at: 'server', call: 'accept' },
                { at: 'server', call: 'recv', bytes },
                { at: 'server', call: 'close' },
              ],
            ],
          },
          full,
        );
        assert.ok(['quiet', 'time', 'steps'].includes(log.ended));
      },
    ),
    { numRuns: 80, seed: 1 },
  );
});
