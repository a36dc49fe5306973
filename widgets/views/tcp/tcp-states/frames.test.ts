import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { full } from '../../../models/tcp/full.ts';
import type { Side, State } from '../../../models/tcp/log.ts';
import { linux618, rfc9293 } from '../../../models/tcp/profile.ts';
import type { Step as Call, Program } from '../../../models/tcp/scenario.ts';
import { simulate } from '../../../models/tcp/simulate.ts';
import { closes, finAcked, finArrives } from '../../../models/tcp/states.ts';
import { frameOf } from './frames.ts';
import { boxes, roadsOf } from './layout.ts';
import { wayId, ways } from './roads.ts';
import { runOf } from './run.ts';
import { lastStep, type PresetName, presets } from './state.ts';
import { stepsOf } from './steps.ts';
import { strings } from './strings.ts';

const words = strings.en;
const names = Object.keys(presets) as PresetName[];
const frame = (name: PresetName, step = lastStep) => frameOf({ ...presets[name], step }, runOf(name), words);
const statesOf = (name: PresetName, side: Side) =>
  stepsOf(runOf(name).log, runOf(name).startUs)
    .filter((step) => step.side === side)
    .map(({ to }) => to);

/** RFC 9293 (3.3.2), figure 5, as the RFC writes it, read line by line; the last one is note 2. */
const figure5 = `
  CLOSED       LISTEN       passive OPEN    create TCB
  CLOSED       SYN-SENT     active OPEN     snd SYN
  LISTEN       CLOSED       CLOSE           delete TCB
  LISTEN       SYN-RECEIVED  rcv SYN         snd SYN,ACK
  LISTEN       SYN-SENT     SEND            snd SYN
  SYN-RECEIVED  LISTEN       rcv RST         x
  SYN-RECEIVED  ESTABLISHED  rcv ACK of SYN  x
  SYN-RECEIVED  FIN-WAIT-1   CLOSE           snd FIN
  SYN-SENT     SYN-RECEIVED  rcv SYN         snd SYN,ACK
  SYN-SENT     ESTABLISHED  rcv SYN,ACK     snd ACK
  SYN-SENT     CLOSED       CLOSE           delete TCB
  ESTABLISHED  FIN-WAIT-1   CLOSE           snd FIN
  ESTABLISHED  CLOSE-WAIT   rcv FIN         snd ACK
  FIN-WAIT-1   FIN-WAIT-2   rcv ACK of FIN  x
  FIN-WAIT-1   CLOSING      rcv FIN         snd ACK
  CLOSE-WAIT   LAST-ACK     CLOSE           snd FIN
  FIN-WAIT-2   TIME-WAIT    rcv FIN         snd ACK
  CLOSING      TIME-WAIT    rcv ACK of FIN  x
  LAST-ACK     CLOSED       rcv ACK of FIN  x
  TIME-WAIT    CLOSED       Timeout=2MSL    delete TCB
  FIN-WAIT-1   TIME-WAIT    rcv FIN,ACK     snd ACK`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s{2,}/));

const asRfc: Readonly<Record<string, string>> = {
  'listen()': 'passive OPEN',
  'connect()': 'active OPEN',
  'close()': 'CLOSE',
  SEND: 'SEND',
  'SYN-ACK': 'rcv SYN,ACK',
  'FIN+ACK': 'rcv FIN,ACK',
  '2MSL': 'Timeout=2MSL',
};

test('the roads are those of RFC 9293, figure 5, and the one of its note 2, with the same events and answers', () => {
  const mine = ways.map(({ from, to, event, sends }) =>
    [from, to, asRfc[event] ?? `rcv ${event}`, sends && `snd ${sends.replace('-', ',')}`].join(' | '),
  );
  const theirs = figure5.map(([from, to, event, action = '']) =>
    [from, to, event, action.startsWith('snd') ? action : ''].join(' | '),
  );
  assert.deepEqual(mine.toSorted(), theirs.toSorted());
});

test('the model’s tables are roads of the map, with the event that the table is about', () => {
  const along = (event: string) => (each: (typeof ways)[number]) => each.event === event;
  const pairs = (table: Partial<Record<State, State>>) => Object.entries(table).map(([from, to]) => `${from}>${to}`);
  const roads = (event: string) => ways.filter(along(event)).map(wayId);
  for (const id of pairs(closes)) assert.ok(roads('close()').includes(id), id);
  for (const id of pairs(finArrives)) assert.ok(roads('FIN').includes(id), id);
  assert.deepEqual(pairs(finAcked).toSorted(), roads('ACK of FIN').toSorted());
});

const call = (at: Side): fc.Arbitrary<Call> =>
  fc.oneof(
    fc.constantFrom(0, 20_000, 700_000).map((us): Call => ({ call: 'sleep', us })),
    fc.constantFrom(1, 1_448, 20_000).map((bytes): Call => ({ at, call: 'send', bytes })),
    fc.constant<Call>({ at, call: 'recv', timeoutUs: 30_000_000 }),
    fc.constantFrom('shutdown', 'close', 'abort', 'kill').map((name): Call => ({ at, call: name })),
  );
const program = (at: Side, opening: string): fc.Arbitrary<Program> =>
  fc
    .array(call(at), { maxLength: 6 })
    .map((calls) => [{ at, call: opening, timeoutUs: 400_000_000 }, ...calls, { at, call: 'close' }]);
const scenarios = fc.record({
  profile: fc.constantFrom(linux618, rfc9293),
  seed: fc.nat(),
  listening: fc.boolean(),
  link: fc.record({
    oneWayDelayUs: fc.constantFrom(0, 200, 50_000, 300_000),
    rules: fc.array(
      fc.record({
        from: fc.constantFrom<Side>('client', 'server'),
        nth: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 4 }),
      }),
      { maxLength: 2 },
    ),
  }),
  programs: fc.tuple(program('client', 'connect'), fc.oneof(program('server', 'accept'), program('server', 'connect'))),
});

test('every change of state of 3,000 runs is a road of the map, or leaves it by a RST or by giving up', () => {
  const roads = new Set(ways.map(wayId));
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const log = simulate(scenario, full);
      for (const step of stepsOf(log)) {
        if (step.way) assert.ok(roads.has(step.way), step.way);
        else assert.ok(step.to === 'CLOSED' && step.exit, JSON.stringify(step));
      }
      for (const locale of ['en', 'zh'] as const) {
        const all = frameOf(presets.close, { log, startUs: 0 }, strings[locale]);
        for (let step = 0; step <= all.count; step++) {
          const { result } = frameOf({ ...presets.close, step }, { log, startUs: 0 }, strings[locale]);
          assert.doesNotMatch(result, /[{}]|undefined|NaN/);
        }
        for (const row of all.rows) for (const cell of row) assert.doesNotMatch(cell, /^$|[{}]|undefined|NaN/);
      }
    }),
    { numRuns: 3_000, seed: 9293 },
  );
});

test('the one who closes first goes down the left side to TIME-WAIT, the other one down the right side', () => {
  assert.deepEqual(statesOf('close', 'client'), ['FIN-WAIT-1', 'FIN-WAIT-2', 'TIME-WAIT', 'CLOSED']);
  assert.deepEqual(statesOf('close', 'server'), ['CLOSE-WAIT', 'LAST-ACK', 'CLOSED']);
  assert.match(frame('close').result, /Step \*\*7\*\* of 7.*only the \*\*client\*\* has been in TIME_WAIT/);
});

test('only the simultaneous close passes CLOSING, only the simultaneous open has no LISTEN', () => {
  for (const name of names)
    for (const side of ['client', 'server'] as const)
      assert.equal(statesOf(name, side).includes('CLOSING'), name === 'simultaneous-close');
  assert.deepEqual(statesOf('open', 'server'), ['SYN-RECEIVED', 'ESTABLISHED']);
  assert.deepEqual(statesOf('simultaneous-open', 'server'), ['SYN-SENT', 'SYN-RECEIVED', 'ESTABLISHED']);
  assert.match(frame('simultaneous-close').result, /CLOSING/);
});

test('a FIN that acknowledges ours is one step, on the road of note 2', () => {
  const log = simulate({
    profile: linux618,
    link: { oneWayDelayUs: 50_000 },
    programs: [
      [
        { at: 'client', call: 'connect' },
        { at: 'client', call: 'close' },
      ],
      [
        { at: 'server', call: 'accept' },
        { at: 'server', call: 'recv' },
        { at: 'server', call: 'close' },
      ],
    ],
  });
  const taken = stepsOf(log).map(({ way }) => way);
  assert.ok(taken.includes('FIN-WAIT-1>TIME-WAIT'));
  assert.ok(!taken.includes('FIN-WAIT-1>FIN-WAIT-2'));
});

test('boxes do not overlap, and every road begins and ends at one', () => {
  for (const a of boxes)
    for (const b of boxes) assert.ok(a === b || a.column !== b.column || Math.abs(a.y - b.y) >= 60, `${a.id} ${b.id}`);
  for (const locale of ['en', 'zh'] as const)
    for (const { id, head } of roadsOf(strings[locale].signs)) {
      const to = id.split('>')[1];
      const box = boxes.filter((each) => each.id === to || (to === 'CLOSED' && each.id === 'END'));
      assert.ok(
        box.some(({ column, y }) => column === head.column && Math.abs(y - head.y) <= 16),
        `${id} ends nowhere`,
      );
    }
});

test('each step moves one end along one road, and the number of the step stands where it arrives', () => {
  for (const name of names) {
    const { count } = frame(name);
    for (let step = 1; step <= count; step++) {
      const { picture } = frame(name, step);
      const numbers = picture.tracks.flatMap(({ arrivals }) => Object.values(arrivals)).filter((each) => each !== '0');
      assert.equal(numbers.length, step);
      assert.ok(numbers.includes(`${step}`));
    }
  }
});
