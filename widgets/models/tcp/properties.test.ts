// What must hold in every run, whatever is lost, held back, doubled or set: thousands of seeded scenarios.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { full } from './full.ts';
import type { Log, SegmentEvent, Side, State } from './log.ts';
import { parseLog } from './parse.ts';
import { printLog } from './print.ts';
import { linux618, linuxBefore65, type Profile, rfc9293 } from './profile.ts';
import type { LinkRule, Program, Scenario, Step } from './scenario.ts';
import { occupies } from './segment.ts';
import { simulate } from './simulate.ts';

const { PROPERTY_RUNS = '1500' } = process.env;
const runs = Number(PROPERTY_RUNS);
const check = (property: fc.IProperty<[Scenario]>): void => fc.assert(property, { numRuns: runs, seed: 618 });

const rule = fc.record<LinkRule>(
  {
    from: fc.constantFrom<Side>('client', 'server'),
    nth: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 4 })),
    segment: fc.constantFrom('SYN', 'SYN-ACK', 'ACK', 'data', 'FIN', 'RST'),
    skip: fc.nat(3),
    times: fc.nat(12),
    probability: fc.constantFrom(0.1, 0.3, 0.6),
    holdUs: fc.constantFrom(1, 60_000, 400_000, 5_000_000),
    copyUs: fc.constantFrom(1, 60_000, 400_000, 5_000_000),
  },
  { requiredKeys: [] },
);

const settings = fc.record<Partial<Profile>>(
  {
    synRetries: fc.nat(8),
    synLinearTimeouts: fc.nat(5),
    synAckRetries: fc.nat(6),
    retries2: fc.nat(9),
    orphanRetries: fc.nat(9),
    finTimeoutMs: fc.constantFrom(1_000, 5_000, 30_000, 60_000, 61_000, 90_000),
    timeWaitMs: fc.constantFrom(0, 1_000, 60_000),
    timestamps: fc.boolean(),
    tailLossProbe: fc.boolean(),
    sack: fc.boolean(),
    rttvarMinMs: fc.constantFrom(0, 50, 200),
    rtoMaxMs: fc.constantFrom(1_000, 5_000, 120_000),
    rtoMinMs: fc.constantFrom(0, 1_000),
    delayedAckMs: fc.constantFrom(0, 40),
    quickAcks: fc.nat(16),
    rfc1337: fc.boolean(),
    invalidRateLimitMs: fc.constantFrom(0, 500),
    abortOnOverflow: fc.boolean(),
    synCookies: fc.boolean(),
  },
  { requiredKeys: [] },
);

const pause = fc.constantFrom(0, 20_000, 100_000, 700_000, 3_000_000).map((us): Step => ({ call: 'sleep', us }));
const step = (at: Side): fc.Arbitrary<Step> =>
  fc.oneof(
    pause,
    fc.constantFrom(1, 100, 1_448, 5_000, 20_000).map((bytes): Step => ({ at, call: 'send', bytes })),
    fc.constant<Step>({ at, call: 'recv', timeoutUs: 30_000_000 }),
    fc.constantFrom<Step>(
      { at, call: 'no-delay' },
      { at, call: 'user-timeout', value: 300 },
      { at, call: 'user-timeout', value: 10_000 },
      { at, call: 'keepalive', value: [1_000, 1_000, 2] },
      { at, call: 'keepalive', value: [5_000, 2_000, 3] },
      { at, call: 'cut' },
      { at, call: 'repair' },
    ),
  );
const ending = (at: Side): fc.Arbitrary<Step[]> =>
  fc.oneof(
    fc.constant<Step[]>([{ at, call: 'close' }]),
    fc.constant<Step[]>([
      { at, call: 'shutdown' },
      { at, call: 'recv', timeoutUs: 30_000_000 },
      { at, call: 'close' },
    ]),
    fc.constant<Step[]>([{ at, call: 'abort' }]),
    fc.constant<Step[]>([{ at, call: 'kill' }]),
    fc.constant<Step[]>([{ at, call: 'forget' }]),
    fc.constant<Step[]>([
      { at, call: 'linger', value: 2_000 },
      { at, call: 'close' },
    ]),
  );
const program = (at: Side, opening: string): fc.Arbitrary<Program> =>
  fc
    .tuple(fc.array(step(at), { maxLength: 5 }), ending(at))
    .map(([middle, end]) => [{ at, call: opening, timeoutUs: 400_000_000 }, ...middle, ...end]);

/** Two hosts that open, exchange, and close, over a wire that may do anything for a while. */
const scenarios: fc.Arbitrary<Scenario> = fc.record({
  profile: fc.constantFrom(linux618, linuxBefore65, rfc9293),
  settings,
  client: settings,
  server: settings,
  seed: fc.nat(),
  link: fc.record({
    oneWayDelayUs: fc.oneof(
      fc.constantFrom(0, 1, 200, 5_000, 50_000, 300_000, 2_000_000),
      fc.tuple(fc.nat(500_000), fc.nat(500_000)),
    ),
    rules: fc.array(rule, { maxLength: 4 }),
  }),
  programs: fc
    .tuple(
      program('client', 'connect'),
      fc.oneof(program('server', 'accept'), program('server', 'connect')),
      fc.option(fc.nat(2), { nil: undefined }),
      fc.array(pause, { maxLength: 3 }),
    )
    .map(([client, server, backlog, pauses]): Program[] => [
      [...(backlog === undefined ? [] : [{ at: 'server' as const, call: 'listen', value: backlog }]), ...client],
      server,
      // Whatever was cut is repaired in the end, now and then too early.
      [...pauses, { at: 'client', call: 'repair' }],
    ]),
  untilUs: fc.constant(5_000_000_000),
});

/** RFC 9293, figure 5, and below the line what it allows elsewhere: RST, giving up, abort (3.10.5, 3.8.3). */
const legal: Readonly<Record<State, readonly State[]>> = {
  CLOSED: ['SYN-SENT'],
  LISTEN: ['SYN-RECEIVED'],
  'SYN-SENT': ['ESTABLISHED', 'SYN-RECEIVED', 'CLOSED'],
  'SYN-RECEIVED': ['ESTABLISHED', 'FIN-WAIT-1', 'CLOSED'],
  ESTABLISHED: ['FIN-WAIT-1', 'CLOSE-WAIT', 'CLOSED'],
  'FIN-WAIT-1': ['FIN-WAIT-2', 'CLOSING', 'CLOSED'],
  // Linux: an orphan leaves FIN-WAIT-2 after tcp_fin_timeout.
  'FIN-WAIT-2': ['TIME-WAIT', 'CLOSED'],
  'CLOSE-WAIT': ['LAST-ACK', 'CLOSED'],
  CLOSING: ['TIME-WAIT', 'CLOSED'],
  'LAST-ACK': ['CLOSED'],
  'TIME-WAIT': ['CLOSED'],
};

const other = (side: Side): Side => (side === 'client' ? 'server' : 'client');
const segmentsOf = (log: Log): SegmentEvent[] => log.events.filter((event) => event.kind === 'segment');

test('every change of state is one of the diagram, or one that is written down beside it', () => {
  check(
    fc.property(scenarios, (scenario) => {
      for (const event of simulate(scenario, full).events)
        if (event.kind === 'state') assert.ok(legal[event.from].includes(event.to), `${event.from} -> ${event.to}`);
    }),
  );
});

test('no data is delivered twice, out of order, or before it has arrived', () => {
  check(
    fc.property(scenarios, (scenario) => {
      const log = simulate(scenario, full);
      const connections = new Set(segmentsOf(log).map(({ connection }) => connection));
      if (connections.size > 1) return;
      for (const side of ['client', 'server'] as const) assertStream(log, side);
    }),
  );
});

/** What recv() has returned never exceeds the bytes that have arrived without a gap since the peer's SYN. */
function assertStream(log: Log, side: Side): void {
  const arrivals = segmentsOf(log)
    .filter(({ from, arrivesAtUs }) => from === other(side) && arrivesAtUs !== null)
    .map(({ segment, arrivesAtUs }) => ({ segment, atUs: arrivesAtUs ?? 0 }));
  const isns = new Set(
    segmentsOf(log).flatMap(({ from, segment }) => (from === other(side) && segment.flags & 2 ? [segment.seq] : [])),
  );
  if (isns.size !== 1) return;
  const [isn = 0] = isns;
  let taken = 0;
  for (const event of log.events) {
    if (event.kind !== 'return' || event.at !== side || event.call !== 'recv') continue;
    taken += typeof event.result === 'number' ? event.result : 0;
    const here = arrivals.filter(({ atUs }) => atUs <= event.atUs);
    let gapless = 1;
    for (let found = true; found; ) {
      const next = here.find(
        ({ segment }) => ((segment.seq - isn) | 0) <= gapless && ((segment.seq - isn) | 0) + segment.length > gapless,
      );
      found = next !== undefined;
      if (next) gapless = ((next.segment.seq - isn) | 0) + next.segment.length;
    }
    assert.ok(taken <= gapless - 1, `recv() at ${event.atUs} returned ${taken} of ${gapless - 1}`);
  }
}

test('every timer is set for a bounded time, fires when it is due, and runs only once at a time', () => {
  check(
    fc.property(scenarios, (scenario) => {
      const running = new Map<string, number>();
      for (const event of simulate(scenario, full).events) {
        if (event.kind !== 'timer') continue;
        const { at, connection, timer, action, dueUs, atUs } = event;
        const key = `${at} ${connection} ${timer}`;
        if (action === 'set') assert.ok(!running.has(key), `${key} set twice`);
        else assert.ok(running.has(key), `${key} ${action} but never set`);
        if (action === 'set' || action === 'restarted') {
          assert.ok(dueUs >= atUs && dueUs - atUs <= 240_000_000, `${key} due in ${dueUs - atUs}`);
          running.set(key, dueUs);
        } else {
          assert.equal(dueUs, running.get(key));
          if (action === 'fired') assert.equal(atUs, dueUs);
          running.delete(key);
        }
      }
    }),
  );
});

test('both ends end: a run is quiet within its bound and every endpoint that closed is CLOSED', () => {
  check(
    fc.property(scenarios, (scenario) => {
      const log = simulate(scenario, full);
      assert.equal(log.ended, 'quiet');
      const last = new Map<string, State>();
      for (const event of log.events) if (event.kind === 'state') last.set(`${event.at} ${event.connection}`, event.to);
      for (const [who, state] of last) {
        // Written down: nobody accepted it (ESTABLISHED or CLOSE-WAIT without a process that could close), and
        // FIN-WAIT-2 where the profile has no timeout (RFC 9293).
        const unaccepted = who.startsWith('server') && (state === 'ESTABLISHED' || state === 'CLOSE-WAIT');
        const side = who.startsWith('server') ? scenario.server : scenario.client;
        const forEver = state === 'FIN-WAIT-2' && !{ ...scenario.profile, ...scenario.settings, ...side }.finTimeoutMs;
        assert.ok(state === 'CLOSED' || unaccepted || forEver, `${who} stays in ${state}`);
      }
    }),
  );
});

test('the log prints and parses back to itself, and the same scenario prints the same', () => {
  check(
    fc.property(scenarios, (scenario) => {
      const log = simulate(scenario, full);
      const text = printLog(log);
      assert.deepEqual(parseLog(text), log);
      assert.equal(printLog(simulate(structuredClone(scenario), full)), text);
    }),
  );
});

test('time never runs backward, and nothing arrives before it was sent', () => {
  check(
    fc.property(scenarios, (scenario) => {
      let nowUs = 0;
      for (const event of simulate(scenario, full).events) {
        assert.ok(event.atUs >= nowUs && Number.isInteger(event.atUs));
        nowUs = event.atUs;
        if (event.kind === 'segment') assert.ok(event.arrivesAtUs === null || event.arrivesAtUs >= event.atUs);
      }
    }),
  );
});

test('an ACK never acknowledges what was not sent, and numbers stay within what was sent', () => {
  check(
    fc.property(scenarios, (scenario) => {
      const highest = new Map<string, number>();
      for (const { from, connection, segment, transmission } of segmentsOf(simulate(scenario, full))) {
        const mine = `${connection} ${from}`;
        const theirs = highest.get(`${connection} ${other(from)}`);
        if (segment.flags & 4) continue;
        if (segment.flags & 16 && theirs !== undefined) assert.ok(((segment.ack - theirs) | 0) <= 0, 'ack beyond');
        const end = (segment.seq + occupies(segment)) >>> 0;
        const before = highest.get(mine);
        if (before === undefined || segment.flags & 2 || ((end - before) | 0) > 0) highest.set(mine, end);
        assert.ok(transmission >= 1);
      }
    }),
  );
});

test('losing one more segment changes nothing before that segment is sent', () => {
  check(
    fc.property(scenarios, (scenario) => {
      const { link } = scenario;
      // A rule with a probability draws lots, and one more rule would draw others.
      if (link.rules?.some(({ probability }) => probability !== undefined)) return;
      const log = simulate(scenario, full);
      const lost = segmentsOf(log).at(3);
      if (!lost) return;
      const { from, nth } = lost;
      const pressed = simulate({ ...scenario, link: { ...link, rules: [{ from, nth }, ...(link.rules ?? [])] } }, full);
      const until = (events: Log['events']): Log['events'] =>
        events.slice(
          0,
          events.findIndex((event) => event.kind === 'segment' && event.from === from && event.nth === nth),
        );
      assert.deepEqual(until(pressed.events), until(log.events));
    }),
  );
});
