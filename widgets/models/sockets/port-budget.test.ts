import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import fc from 'fast-check';
import { openConnections, type PortScenario, portBudget, reuseApplies } from './port-budget.ts';

const usual: PortScenario = {
  rate: 1_000,
  ports: 28_232,
  destinations: 1,
  openMs: 0,
  waitMs: 60_000,
  twReuse: 2,
  loopback: false,
  timestamps: true,
  bindFirst: false,
};

interface Recording {
  readonly sysctl_client?: { readonly tcp_tw_reuse?: number };
  readonly extra: { readonly results: readonly (readonly [what: string, worked: string, error: string])[] };
}

const recorded = (name: string): Recording =>
  JSON.parse(
    readFileSync(new URL(`../../../content/vectors/captures/linux-6.18/${name}.json`, import.meta.url), 'utf8'),
  );

/** As recorded: each burst opens connections to one destination until one fails, or 20 for the last. */
function bursts(
  scenario: PortScenario,
  plan: readonly { atMs: number; destination: number; most: number }[],
): [string, string][] {
  const attempts: { atMs: number; destination: number }[] = [];
  return plan.map(({ atMs, destination, most }) => {
    let worked = 0;
    for (; worked < most; worked += 1) {
      const results = openConnections(scenario, [...attempts, { atMs, destination }]);
      if (results.at(-1) !== 'ok')
        return [`${worked} connections worked`, `${scenario.bindFirst ? 'bind' : 'connect'} ${results.at(-1)}`];
      attempts.push({ atMs, destination });
    }
    return [`${worked} connections worked`, 'no error'];
  });
}

for (const [name, twReuse] of [
  ['16a-port-exhaustion-tw-reuse2', 2],
  ['16b-port-exhaustion-tw-reuse1', 1],
  ['16c-port-exhaustion-tw-reuse0', 0],
] as const) {
  test(`Linux 6.18, ${name}: 20 ports, four bursts`, () => {
    const plan = [
      { atMs: 0, destination: 0, most: 99 },
      { atMs: 180, destination: 1, most: 99 },
      { atMs: 350, destination: 2, most: 99 },
      { atMs: 1_800, destination: 0, most: 20 },
    ];
    const ours = bursts({ ...usual, ports: 20, twReuse }, plan);
    assert.deepEqual(
      ours,
      recorded(name).extra.results.map(([, worked, error]) => [worked, error]),
    );
  });
}

test('Linux 6.18, 16d-port-exhaustion-open-connections: bind() takes a port for every destination', () => {
  const kept = { ...usual, ports: 20, openMs: 600_000 };
  const plan = [
    { atMs: 0, destination: 0, most: 99 },
    { atMs: 0, destination: 1, most: 99 },
  ];
  const ours = [...bursts(kept, plan), ...bursts({ ...kept, bindFirst: true }, plan), ...bursts(kept, plan)];
  assert.deepEqual(
    ours,
    recorded('16d-port-exhaustion-open-connections').extra.results.map(([, worked, error]) => [worked, error]),
  );
});

test('28,232 ports and 60 s allow 470 connections a second to one destination', () => {
  assert.equal(portBudget(usual).sustainable, 470.5);
  assert.equal(portBudget(usual).failsAtMs, 28_232);
  assert.equal(portBudget({ ...usual, rate: 470 }).failsAtMs, null);
  assert.equal(portBudget({ ...usual, twReuse: 1 }).sustainable, 28_232);
});

test('reuse needs timestamps, and 2 means loopback only', () => {
  assert.equal(portBudget({ ...usual, twReuse: 1, timestamps: false }).occupiedMs, 60_000);
  assert.equal(portBudget({ ...usual, twReuse: 2 }).occupiedMs, 60_000);
  assert.equal(portBudget({ ...usual, twReuse: 2, loopback: true }).occupiedMs, 1_000);
});

test('above tcp_max_tw_buckets connections close without TIME-WAIT, and nothing runs out', () => {
  const many = { ...usual, destinations: 100, rate: 5_000 };
  assert.equal(portBudget(many).overflowsAtMs, 26_214);
  assert.equal(portBudget(many).waiting, 131_072);
  assert.equal(portBudget(many).failsAtMs, null);
  const { extra } = recorded('17-max-tw-buckets');
  const few = portBudget({ ...usual, maxTimeWaits: 5, rate: 20 });
  assert.equal(few.waiting, (extra as unknown as { readonly time_wait_sockets: number }).time_wait_sockets);
});

test('the closed form says what the connections, opened one by one, find', () => {
  const scenario = fc.record({
    rate: fc.integer({ min: 1, max: 50 }),
    ports: fc.integer({ min: 1, max: 12 }),
    destinations: fc.integer({ min: 1, max: 3 }),
    openMs: fc.integer({ min: 0, max: 900 }),
    waitMs: fc.integer({ min: 0, max: 4_000 }),
    twReuse: fc.constantFrom(0 as const, 1 as const, 2 as const),
    loopback: fc.boolean(),
    timestamps: fc.boolean(),
    bindFirst: fc.boolean(),
    maxTimeWaits: fc.constantFrom(1, 3, 10, 131_072),
  });
  fc.assert(
    fc.property(scenario, (drawn) => {
      // Times that are whole milliseconds, and as many tuples per destination as attempts can meet.
      const everyMs = Math.ceil(1_000 / drawn.rate);
      // With the cap the closed form is exact for connections that are closed at once and not taken over.
      const maxTimeWaits = reuseApplies(drawn) || drawn.openMs > 0 ? 131_072 : drawn.maxTimeWaits;
      const given = { ...drawn, rate: 1_000 / everyMs, maxTimeWaits };
      const attempts = Array.from({ length: 400 }, (_, index) => ({
        atMs: index * everyMs,
        destination: index % given.destinations,
      }));
      const first = openConnections(given, attempts).findIndex((result) => result !== 'ok');
      const { failsAtMs, tuples } = portBudget(given);
      if (failsAtMs === null) assert.equal(first, -1);
      else if (tuples < attempts.length) assert.equal(first * everyMs, failsAtMs);
    }),
    { numRuns: 300 },
  );
});
