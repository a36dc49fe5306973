import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import fc from 'fast-check';
import type { Errno } from '../../../models/tcp/log.ts';
import { frameOf } from './frames.ts';
import { press, type Run, resultOf, runOf } from './run.ts';
import { byChance, type HandshakeState, type PresetName, presets, schema } from './state.ts';
import { strings } from './strings.ts';

const words = strings.en;
const nothing = presets['nothing-lost'];
const show = (part: Partial<HandshakeState>) => {
  const state = { ...nothing, ...part };
  const run = runOf(state);
  return { state, run, frame: frameOf(state, run, words) };
};
const preset = (name: PresetName, part: Partial<HandshakeState> = {}) => show({ ...presets[name], ...part });
const returned = (run: Run, side: 'client' | 'server', call: string): readonly [number, number | Errno | 'ok'] => {
  const found = resultOf(run.log, side, call);
  return [(found?.atUs ?? Number.NaN) / 1e6, found?.result ?? 'never'] as const as [number, Errno];
};

interface Recorded {
  readonly t: number;
  readonly ev: string;
  readonly at?: string;
  readonly do?: string;
  readonly ret?: string | number;
  readonly dir?: string;
  readonly flow?: number;
  readonly flags?: string;
}

function recording(name: string): readonly Recorded[] {
  const file = new URL(`../../../../content/vectors/captures/linux-6.18/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).events;
}

/** The kernel's timers are late by up to an eighth, never early; the rest is the recorder's own time. */
function near(seen: number | undefined, nominal: number, what: string): void {
  assert.ok(seen !== undefined, `${what} is not in the recording`);
  assert.ok(seen >= nominal - 0.01 && seen <= nominal * 1.125 + 0.04, `${what}: recorded ${seen}, here ${nominal}`);
}

const recorded: readonly [name: string, shown: ReturnType<typeof show>][] = [
  ['02a-all-syns-lost-retries6-linear4', preset('all-syns-lost')],
  ['02b-all-syns-lost-retries6-linear0', preset('all-syns-lost', { linear: 0 })],
  ['02c-all-syns-lost-retries5-linear4', preset('all-syns-lost', { retries: 5 })],
  ['02f-all-syns-lost-retries2-linear0', preset('all-syns-lost', { retries: 2, linear: 0 })],
  ['03a-first-1-syns-lost-linear4', preset('syn-lost')],
  ['03b-first-1-syns-lost-linear0', preset('syn-lost', { linear: 0 })],
  ['03d-first-2-syns-lost-linear0', show({ drop: ['c1', 'c2'], profile: 'before65' })],
  ['03e-first-3-syns-lost-linear4', show({ drop: ['c1', 'c2', 'c3'] })],
  ['03h-first-5-syns-lost-linear0', show({ drop: ['c1', 'c2', 'c3', 'c4', 'c5'], linear: 0 })],
  ['04a-first-1-synacks-lost-linear4', preset('synack-lost')],
  ['04b-first-1-synacks-lost-linear0', preset('synack-lost', { linear: 0 })],
  ['04g-all-synacks-lost-synack-retries5-linear4', show({ synack: 100 })],
  ['04i-all-synacks-lost-synack-retries5-linear0', show({ synack: 100, linear: 0 })],
  ['05a-third-ack-lost-client-silent', preset('ack-lost-client-silent')],
  ['05b-third-ack-lost-client-sends', preset('ack-lost-client-speaks')],
  ['05c-client-acks-all-lost-synack-retries5', show({ ack: 100 })],
  ['24a-closed-port', preset('closed-port')],
];

for (const [name, { run }] of recorded) {
  test(`calls return what they returned in ${name}, and when`, () => {
    const events = recording(name);
    for (const [side, call] of [
      ['client', 'connect'],
      ['server', 'accept'],
    ] as const) {
      const seen = events.find((event) => event.at === side && event.do === call && event.ret !== undefined);
      const [at, result] = returned(run, side, call);
      if (seen?.ret === undefined || seen.ret === 'timed out') continue;
      assert.equal(result, seen.ret);
      near(seen.t, at, call);
    }
  });
}

test('what follows a lost third ACK is what recordings 05a to 05c show', () => {
  const repeated = recording('05a-third-ack-lost-client-silent').filter(({ flags }) => flags === 'SA')[1];
  const again = preset('ack-lost-client-silent').frame.diagram.arrows.find(({ id }) => id === 's2');
  near(repeated?.t, (again?.sent ?? 0) / 1e6, 'the second SYN-ACK');
  const [reset, error] = returned(show({ ack: 100 }).run, 'client', 'recv');
  const seen = recording('05c-client-acks-all-lost-synack-retries5').find(({ ret }) => ret === error);
  near(seen?.t, reset, 'ECONNRESET');
  assert.equal(error, 'ECONNRESET');
});

test('an old SYN is answered, refused and forgotten as in recording 29a', () => {
  const { frame } = preset('old-syn');
  const seen = recording('29a-old-syn-reaches-server').filter(({ ev }) => ev === 'pkt');
  assert.deepEqual(
    seen.map(({ dir, flags }) => `${dir?.[0]} ${flags}`),
    ['c S', 's SA', 'c R'],
  );
  const names: Readonly<Record<string, string>> = { S: 'old SYN', SA: 'SYN-ACK', R: 'RST' };
  assert.deepEqual(
    frame.diagram.arrows.map(({ label }) => label),
    seen.map(({ flags = '' }) => names[flags]),
  );
  frame.diagram.arrows.forEach(({ sent }, index) => {
    near(seen[index]?.t, sent / 1e6, `arrow ${index}`);
  });
  assert.match(frame.result, /arrives at \*\*3\.05\u00a0s\*\*.*drops the request at \*\*3\.15\u00a0s\*\*/);
  assert.match(frame.result, /two segments .* connection at 3\.05\u00a0s, with a client that closed at 500\u00a0ms/);
});

/** The segments of one 4-tuple of a recording: flags, and seconds since its first. */
function flow(name: string, number: number): readonly (readonly [flags: string, at: number])[] {
  const mine = recording(name).filter((event) => event.ev === 'pkt' && event.flow === number);
  return mine.map(({ flags = '', t }) => [flags, t - (mine[0]?.t ?? 0)]);
}

const letters: Readonly<Record<string, string>> = { SYN: 'S', 'SYN-ACK': 'SA', ACK: 'A', RST: 'R' };

const queues: readonly [name: string, flow: number, part: Partial<HandshakeState>][] = [
  ['24b-backlog-overflow-one-by-one', 3, { accepts: 150 }],
  ['24g-accept-queue-race-silent', 5, { full: 'ack', accepts: 150 }],
  ['24g-accept-queue-race-silent', 6, { full: 'ack', accepts: 150 }],
  ['24i-accept-queue-race-abort', 5, { full: 'ack', abort: 'on' }],
];

for (const [name, number, part] of queues) {
  test(`a full queue does what it did to client ${number} in ${name}, segment by segment`, () => {
    const seen = flow(name, number);
    const { arrows } = preset('full-backlog', part).frame.diagram;
    assert.ok(seen.length > 0 && seen.length <= arrows.length);
    // Recordings end before the figure does.
    seen.forEach(([flags, at], index) => {
      const arrow = arrows[index];
      assert.equal(letters[/^[A-Z-]+/.exec(arrow?.label ?? '')?.[0] ?? ''], flags);
      near(at, (arrow?.sent ?? 0) / 1e6, `${flags} number ${index + 1}`);
    });
  });
}

test('63, 67, 127, 131 s and more than three minutes: each is right for somebody', () => {
  const end = (part: Partial<HandshakeState>) => returned(preset('all-syns-lost', part).run, 'client', 'connect');
  assert.deepEqual(end({}), [131, 'ETIMEDOUT']);
  assert.deepEqual(end({ linear: 0 }), [127, 'ETIMEDOUT']);
  assert.deepEqual(end({ profile: 'before65' }), [127, 'ETIMEDOUT']);
  assert.deepEqual(end({ profile: 'before65', retries: 5 }), [63, 'ETIMEDOUT']);
  assert.deepEqual(end({ retries: 5 }), [67, 'ETIMEDOUT']);
  const [seconds] = end({ profile: 'rfc', retries: 7 });
  assert.ok(seconds >= 180);
  assert.match(preset('all-syns-lost').frame.result, /\*\*ETIMEDOUT\*\* at \*\*131\u00a0s\*\*, after 11 SYNs/);
});

test('it opens with the SYN lost, which costs a second', () => {
  const { frame } = preset('syn-lost');
  assert.deepEqual(
    frame.diagram.arrows.map(({ id, label, lost }) => [id, label, lost]),
    [
      ['c1', 'SYN', true],
      ['c2', 'SYN again', false],
      ['s1', 'SYN-ACK', false],
      ['c3', 'ACK 1', false],
    ],
  );
  assert.match(frame.result, /returns at \*\*1\.1\u00a0s\*\*, not 100\u00a0ms: one lost SYN cost \*\*1\u00a0s\*\*\./);
});

test('a lost SYN-ACK is asked for again, or repeated, and there is one answer to the second SYN', () => {
  const { frame } = preset('synack-lost');
  assert.equal(frame.diagram.arrows.filter(({ label }) => label.startsWith('SYN-ACK')).length, 2);
  assert.match(frame.result, /one lost SYN-ACK cost \*\*1\u00a0s\*\*/);
});

test('a lost ACK is healed by data at once, by a repeated SYN-ACK after a second, and mutes a server that speaks first', () => {
  assert.match(
    preset('ack-lost-client-speaks').frame.result,
    /same acknowledgement.*accept\(\) returns at \*\*151\u00a0ms\*\*/,
  );
  assert.match(preset('ack-lost-client-silent').frame.result, /repeats its SYN-ACK.*at \*\*1\.15\u00a0s\*\*, not 150/);
  assert.match(preset('ack-lost-server-speaks').frame.result, /has no connection to write to/);
  assert.match(show({ ack: 100 }).frame.result, /63\.05.*writes at 70\u00a0s.*\*\*70\.1\u00a0s\*\*: \*\*ECONNRESET/);
  assert.match(show({ ack: 100, first: 'server' }).frame.result, /only waits, it never finds out/);
});

test('a full queue drops SYNs silently until accept() makes room; found full by the ACK it drops that', () => {
  const { frame } = preset('full-backlog');
  assert.match(frame.result, /Linux drops 4 SYNs .* connect\(\) returns at \*\*4\.1\u00a0s\*\*/);
  assert.equal(frame.diagram.arrows.filter(({ label }) => label.endsWith(', dropped')).length, 4);
  assert.match(preset('full-backlog', { full: 'ack' }).frame.result, /drops 3 segments.*at \*\*7\.15\u00a0s\*\*/);
  assert.match(preset('full-backlog', { full: 'ack', abort: 'on' }).frame.result, /RST: \*\*ECONNRESET\*\* at \*\*200/);
  assert.match(preset('full-backlog', { accepts: 150 }).frame.result, /drops 11 SYNs.*\*\*ETIMEDOUT\*\*/);
  assert.match(preset('full-backlog', { full: 'ack', accepts: 150 }).frame.result, /gives up at \*\*63\.05/);
});

test('pressing overrides chance, once and back, and changes no other segment', () => {
  const names = ({ run }: { run: Run }) =>
    run.log.events.flatMap((event) =>
      event.kind === 'segment' ? [`${event.from} ${event.arrivesAtUs === null}`] : [],
    );
  const chance = show({ syn: 50, synack: 50, ack: 50, seed: 3 });
  for (const { id, lost } of chance.frame.diagram.arrows) {
    const pressed = show(press(chance.state, chance.run, id));
    assert.equal(pressed.frame.diagram.arrows.find((arrow) => arrow.id === id)?.lost, !lost, id);
    assert.deepEqual(press(pressed.state, pressed.run, id), chance.state);
    const index = chance.frame.diagram.arrows.findIndex((arrow) => arrow.id === id);
    assert.deepEqual(names(pressed).slice(0, index), names(chance).slice(0, index));
  }
  assert.deepEqual(byChance({ ...nothing, drop: ['c1'], keep: ['s1'] }), nothing);
});

test('a greater probability loses the same segments and more', () => {
  const lost = (syn: number) => {
    const { frame } = show({ syn, seed: 12 });
    return new Set(frame.diagram.arrows.filter((arrow) => arrow.lost).map(({ id }) => id));
  };
  for (let percent = 5; percent <= 100; percent += 5) {
    const more = lost(percent);
    for (const id of lost(percent - 5)) assert.ok(more.has(id), `${id} at ${percent} %`);
  }
});

const name = fc.constantFrom('c1', 'c2', 'c3', 'c4', 'c5', 'c8', 's1', 's2', 's3', 's4', 's6');
const range = (
  key: 'syn' | 'synack' | 'ack' | 'delay' | 'retries' | 'linear' | 'answers' | 'held' | 'accepts' | 'seed',
) =>
  fc.oneof(
    fc.integer({ min: schema[key].min, max: schema[key].max }),
    fc.constantFrom(schema[key].min, schema[key].max),
  );
const oneOf = <V extends string>({ values }: { readonly values: readonly V[] }) => fc.constantFrom(...values);

test('every state of every control ends, says a sentence with all its holes filled, and fits a picture', () => {
  const drawn = fc.record(
    {
      scene: oneOf(schema.scene),
      first: oneOf(schema.first),
      syn: range('syn'),
      synack: range('synack'),
      ack: range('ack'),
      seed: range('seed'),
      drop: fc.uniqueArray(name, { maxLength: 6 }),
      keep: fc.uniqueArray(name, { maxLength: 6 }),
      delay: range('delay'),
      profile: oneOf(schema.profile),
      retries: range('retries'),
      linear: range('linear'),
      answers: range('answers'),
      held: range('held'),
      full: oneOf(schema.full),
      accepts: range('accepts'),
      abort: oneOf(schema.abort),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(drawn, (state) => {
      const run = runOf(state);
      assert.equal(run.log.ended, 'quiet');
      for (const locale of ['en', 'zh'] as const) {
        const { result, rows, diagram } = frameOf(state, run, strings[locale]);
        assert.doesNotMatch(result, /[{}]|NaN|undefined|: ?\u{3002}|at \*\*0\u00a0/u);
        assert.ok(result.length > 20, result);
        assert.ok(
          rows.length > 0 &&
            rows.every((row) => row.every((cell) => cell.length > 0 && !/NaN|undefined|[{}]/.test(cell))),
        );
        assert.ok(!rows.some(([, , what]) => /crowd|listen\(|without/.test(what)));
        assert.equal(new Set(diagram.arrows.map(({ id }) => id)).size, diagram.arrows.length);
        assert.ok(diagram.arrows.every(({ sent, arrives }) => sent >= 0 && arrives > sent));
        assert.ok(diagram.bars.every(({ from, to }) => to === null || to > from));
      }
    }),
    { numRuns: 1_500 },
  );
});
