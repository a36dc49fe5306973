import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import fc from 'fast-check';
import { defaults } from '../../../models/share/share.ts';
import { scaleOf } from '../../../parts/sequence-diagram/scale.ts';
import { frameOf, spanIn } from './frames.ts';
import { type Notice, repeatsOf, runOf } from './run.ts';
import { presets, schema, type WhoNoticesState } from './state.ts';
import { strings } from './strings.ts';

const first = defaults(schema);
const runWith = (part: Partial<WhoNoticesState>) => runOf({ ...first, ...part });
const learned = (part: Partial<WhoNoticesState>) => runWith(part).notices;
const inSeconds = (notice: Notice | undefined) => notice && [notice.us / 1e6, notice.call, notice.result];
const result = (part: Partial<WhoNoticesState>) =>
  frameOf({ ...first, ...part }, runWith(part), strings.en).result.replaceAll('\u00a0', ' ');

interface Recorded {
  readonly t: number;
  readonly ev: string;
  readonly at: string;
  readonly do: string;
  readonly ret?: string | number;
  readonly tx?: number;
}
const recorded = (name: string): readonly Recorded[] =>
  JSON.parse(readFileSync(`content/vectors/captures/linux-6.18/${name}.json`, 'utf8')).events;
/** When the recorded client was told, after what happened; and how often it had sent something again. */
function told(name: string) {
  const events = recorded(name);
  const happened = events.find(({ ev, do: what }) => ev === 'app' && /link cut|SIGKILL|state lost/.test(what));
  const failed = events.find(
    ({ ev, at, ret, t }) =>
      ev === 'app' && at === 'client' && t > (happened?.t ?? 0) && (ret === 0 || /^E/.test(`${ret}`)),
  );
  return {
    seconds: (failed?.t ?? 0) - (happened?.t ?? 0),
    call: `${failed?.do}()`,
    result: `${failed?.ret}`,
    repeats: events.filter(({ tx = 1 }) => tx > 1).length,
  };
}

test('an idle connection whose cable is cut: nobody notices, no timer runs, and the log says so', () => {
  const run = runWith({});
  assert.deepEqual(run.notices, { client: undefined, server: undefined });
  assert.equal(run.log.ended, 'quiet');
  assert.ok(run.log.events.every((event) => event.kind !== 'segment' || event.atUs <= run.startUs));
  assert.match(result({}), /^\*\*Nobody ever notices\.\*\*/);
  assert.match(result({ limit: 10 }), /TCP_USER_TIMEOUT changes nothing/);
});

test('the writer of a cut connection gives up with ETIMEDOUT as the recordings do, and the listener never', () => {
  for (const [retries, name] of [
    [5, '11a-link-cut-data-in-flight-retries2-5'],
    [8, '11b-link-cut-data-in-flight-retries2-8'],
    [15, '11c-link-cut-data-in-flight-retries2-15'],
  ] as const) {
    const run = runWith({ traffic: 'sending', retries });
    const real = told(name);
    const { us = 0, call, result: error, cause } = run.notices.client ?? {};
    assert.deepEqual([call, error, cause], [real.call, real.result, 'retransmission']);
    assert.equal(repeatsOf(run, 'client').length, real.repeats);
    // A kernel's timers fire late by up to an eighth, and never early.
    assert.ok(us / 1e6 <= real.seconds && us / 1e6 > real.seconds / 1.125, `${us / 1e6} against ${real.seconds}`);
    assert.equal(run.notices.server, undefined);
  }
  assert.deepEqual(inSeconds(learned({ traffic: 'sending' }).client), [993.65, 'recv()', 'ETIMEDOUT']);
  assert.match(result({ traffic: 'sending' }), /924\.6 s .*993\.65 s \(16 min 34 s\).*The server.*\*\*never\*\*/);
});

test('keepalive helps the side that has it: after time + probes × interval', () => {
  assert.deepEqual(inSeconds(learned(presets.keepalive).server), [7_875, 'recv()', 'ETIMEDOUT']);
  assert.deepEqual(inSeconds(learned({ keep: 'client', time: 5, interval: 2, probes: 3 }).client), [
    11,
    'recv()',
    'ETIMEDOUT',
  ]);
  const real = told('12b-keepalive-peer-vanished');
  assert.deepEqual([real.call, real.result], ['recv()', 'ETIMEDOUT']);
  const both = learned({ traffic: 'sending', keep: 'server' });
  assert.equal(both.client?.us, 993_650_000);
  // The listener last heard of the other one delay before the cut.
  assert.equal(both.server?.us, 7_874_950_000);
  assert.match(result({ traffic: 'sending', keep: 'client' }), /Keepalive plays no part/);
});

test('a rebooted peer is silent until it is spoken to: ECONNRESET one round trip after data or the first probe', () => {
  assert.equal(learned({ what: 'reboot' }).client, undefined);
  const { client } = learned(presets.rebooted);
  assert.deepEqual(inSeconds(client), [0.15, 'recv()', 'ECONNRESET']);
  assert.equal(told('26a-server-restarted-client-sends').result, 'ECONNRESET');
  assert.deepEqual(inSeconds(learned({ what: 'reboot', keep: 'client', time: 5 }).client), [
    5.1,
    'recv()',
    'ECONNRESET',
  ]);
  assert.equal(told('12c-keepalive-peer-rebooted').result, 'ECONNRESET');
});

test('a killed process ends with FIN: recv() is 0, the first write succeeds, the next fails with EPIPE', () => {
  const run = runOf(presets['process-killed']);
  assert.deepEqual(inSeconds(run.notices.client), [0.05, 'recv()', '0']);
  assert.equal(told('13a-killed-no-unread-data').result, '0');
  const sends = run.log.events.filter(
    (event) => event.kind === 'return' && event.at === 'client' && event.call === 'send' && event.atUs > run.startUs,
  );
  assert.deepEqual(
    sends.map((event) => event.kind === 'return' && event.result),
    [100, 'EPIPE'],
  );
});

test('with unread data the kernel sends RST: ECONNRESET, then EPIPE', () => {
  const { client } = learned(presets['process-killed-unread']);
  assert.deepEqual(inSeconds(client), [0.05, 'recv()', 'ECONNRESET']);
  assert.equal(told('13b-killed-with-unread-data').result, 'ECONNRESET');
  assert.ok(client?.pipeUs);
});

test('the user timeout counts from the first timeout, and replaces the number of probes', () => {
  const { us = 0 } = learned(presets['user-timeout']).client ?? {};
  assert.equal(us, 10_650_000);
  const real = told('11f-user-timeout-10s');
  assert.ok(Math.abs(us / 1e6 - real.seconds) < 0.1);
  assert.deepEqual(inSeconds(learned({ keep: 'client', time: 5, interval: 2, probes: 3, limit: 8 }).client), [
    9,
    'recv()',
    'ETIMEDOUT',
  ]);
});

test('whoever vanishes, the other side learns the same', () => {
  for (const what of ['kill', 'off', 'reboot'] as const)
    for (const traffic of ['idle', 'sending'] as const)
      assert.deepEqual(
        learned({ what, traffic, gone: 'client' }).server,
        learned({ what, traffic, gone: 'server' }).client,
      );
});

test('a time is printed exactly, and in hours and minutes where that helps', () => {
  const print = (us: number) => spanIn(us, strings.en).replaceAll('\u00a0', ' ');
  assert.equal(print(150_000), '150 ms');
  assert.equal(print(10_650_000), '10.65 s');
  assert.equal(print(7_875_000_000), '7875 s (2 h 11 min 15 s)');
});

test('every state ends, says whole sentences in both languages, and fits a picture', () => {
  const whole = (key: 'time' | 'interval' | 'probes' | 'limit' | 'retries' | 'delay') => fc.integer(schema[key]);
  const one = <Value extends string>(key: { readonly values: readonly Value[] }) => fc.constantFrom(...key.values);
  const drawn = fc.record(
    {
      what: one(schema.what),
      gone: one(schema.gone),
      unread: one(schema.unread),
      traffic: one(schema.traffic),
      keep: one(schema.keep),
      time: fc.oneof(whole('time'), fc.constant(1)),
      interval: fc.oneof(whole('interval'), fc.constant(1)),
      probes: whole('probes'),
      limit: fc.oneof(whole('limit'), fc.constant(0)),
      retries: whole('retries'),
      delay: whole('delay'),
      rows: one(schema.rows),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(drawn, (state) => {
      const run = runOf(state);
      assert.notEqual(run.log.ended, 'steps');
      for (const locale of ['en', 'zh'] as const) {
        const { result: sentence, rows, diagram, verdicts } = frameOf(state, run, strings[locale]);
        for (const text of [sentence, ...verdicts.map(({ said }) => said)])
          assert.doesNotMatch(text, /[{}]|NaN|undefined|Infinity|^$/);
        assert.ok(rows.length > 3 && rows.every((row) => row.every((cell) => cell && !/NaN|undefined|\{/.test(cell))));
        assert.equal(new Set(diagram.arrows.map(({ id }) => id)).size, diagram.arrows.length);
        const marks = diagram.marks ?? [];
        assert.equal(new Set(marks.map(({ where, at }) => `${where}${at}`)).size, marks.length, 'one mark at a place');
        const places = new Set(scaleOf(diagram).moments);
        assert.ok(marks.every(({ at, where }) => where === 'silence' || places.has(at)));
        assert.ok(diagram.spans.every(({ from, to }) => places.has(from) && places.has(to) && to > from));
        assert.ok(state.rows === 'all' || scaleOf(diagram).height < 1_500);
      }
      // With a cut cable both can notice; else only the side that is left.
      assert.ok(state.what === 'cable' || run.notices[run.far] === undefined);
      // Who writes always learns of it; who only waits needs FIN, RST or keepalive.
      const asks = state.traffic === 'sending' || state.what === 'kill' || state.keep === run.near;
      assert.equal(run.notices[run.near] !== undefined, asks);
    }),
    { numRuns: 1_000 },
  );
});

test('the bar of a side that never notices reaches the last thing that the other side is told', () => {
  const state = { ...first, ...presets['cable-cut-sending'] };
  const run = runOf(state);
  const { diagram } = frameOf(state, run, strings.en);
  const listener = diagram.bars.filter(({ lane }) => lane === 'right');
  assert.deepEqual(
    listener.map(({ label, to }) => [label, to]),
    [['ESTABLISHED', run.startUs + (run.notices.client?.pipeUs ?? 0)]],
  );
});
