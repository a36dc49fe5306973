import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { defaults } from '../../../models/share/share.ts';
import { endOf } from './ends.ts';
import { frameOf, press } from './frames.ts';
import { roleOf, runOf, segmentsOf } from './run.ts';
import { type CloseLossState, losses, presets, roles, schema } from './state.ts';
import { strings } from './strings.ts';

const words = strings.en;
const first = defaults(schema);
const state = (part: Partial<CloseLossState>): CloseLossState => ({ ...first, ...part });
const frame = (part: Partial<CloseLossState>) => frameOf(state(part), runOf(state(part)), words);
const result = (part: Partial<CloseLossState>) => frame(part).result.replaceAll('\u00a0', ' ').replaceAll('**', '');
const ends = (part: Partial<CloseLossState>) => {
  const run = runOf(state(part));
  return (['client', 'server'] as const).map((side) => {
    const { ending, state: last, atUs, errors } = endOf(run, side);
    return [ending, last, (atUs - run.startUs) / 1e6, ...errors];
  });
};
const rows = (part: Partial<CloseLossState>, who: string) =>
  frame(part).rows.flatMap(([, side, what]) => (side === who ? [what] : []));

test('four segments when the server thinks, three when it closes at once', () => {
  // Recordings 01e and 01a.
  assert.equal(frame({}).diagram.arrows.length, 4);
  assert.match(result({}), /^Four segments: the server closes 500 ms after/);
  assert.equal(frame({ pause: 0 }).diagram.arrows.length, 3);
  assert.match(result({ pause: 0 }), /^Three segments/);
  assert.deepEqual(ends({}), [
    ['waited', 'TIME-WAIT', 60.6],
    ['acknowledged', 'LAST-ACK', 0.65],
  ]);
});

test('with three segments FIN_WAIT_1 goes straight to TIME_WAIT', () => {
  assert.deepEqual(
    rows({ pause: 0 }, 'client').filter((what) => what.startsWith('enters')),
    ['enters FIN_WAIT_1', 'enters TIME_WAIT', 'enters CLOSED'],
  );
});

test('the first FIN lost once comes again after 0.3 s, as a tail loss probe', () => {
  // Recording 06a: 0.32 s.
  assert.match(result({ fin: '1' }), /sends FIN 2 times, the first repetition after 300 ms as a tail loss probe/);
  assert.deepEqual(ends({ fin: '1' })[0], ['waited', 'TIME-WAIT', 60.9]);
  assert.ok(frame({ fin: '1' }).diagram.spans.some(({ label }) => label.startsWith('TLP')));
  assert.ok(frame({ fin: '1', profile: 'rfc' }).diagram.spans.every(({ label }) => !label.startsWith('TLP')));
});

test('the first FIN lost for ever is repeated 9 times, then the client is gone without RST', () => {
  // Recording 06b: 9 repetitions, gone after 161 to 163 s; nominal 153.6 s.
  const run = runOf(state({ fin: 'ever' }));
  assert.equal(segmentsOf(run, 'fin').length, 10);
  assert.deepEqual(ends({ fin: 'ever' }), [
    ['gaveUp', 'FIN-WAIT-1', 153.6],
    ['stays', 'ESTABLISHED', 153.6],
  ]);
  assert.match(result({ fin: 'ever' }), /without RST, and no program is left .* server stays ESTABLISHED/);
  // Recording 06d: 5 repetitions, 10.2 s; nominal 9.6 s.
  assert.equal(segmentsOf(runOf(state({ fin: 'ever', orphan: 4 })), 'fin').length, 6);
  assert.deepEqual(ends({ fin: 'ever', orphan: 4 })[0], ['gaveUp', 'FIN-WAIT-1', 9.6]);
});

test('after shutdown() tcp_retries2 counts, and the program is told ETIMEDOUT', () => {
  // Recording 06g; ip-sysctl: at least 924.6 s.
  assert.deepEqual(ends({ fin: 'ever', how: 'shutdown' })[0], ['gaveUp', 'FIN-WAIT-1', 993.6, 'recv(): ETIMEDOUT']);
});

test('the RFC repeats after 1 s and gives up no sooner than 100 s', () => {
  assert.match(result({ fin: '1', profile: 'rfc' }), /first repetition after 1 s\./);
  assert.deepEqual(ends({ fin: 'ever', profile: 'rfc' })[0], ['gaveUp', 'FIN-WAIT-1', 123]);
});

test('an ACK lost is asked for by the repeated FIN, or not missed when the other FIN is sooner', () => {
  // Recordings 07a and 07c.
  assert.equal(segmentsOf(runOf(state({ ack: '1' })), 'fin').length, 2);
  assert.equal(segmentsOf(runOf(state({ ack: '1', pause: 150 })), 'fin').length, 1);
  assert.match(result({ ack: '1', pause: 150 }), /never missed/);
});

test('the ACK lost for ever: the client gives up, the server stays in CLOSE_WAIT', () => {
  // Recording 07b.
  assert.deepEqual(ends({ ack: 'ever', peer: 'stays' }), [
    ['gaveUp', 'FIN-WAIT-1', 153.6],
    ['stays', 'CLOSE-WAIT', 153.6],
  ]);
});

test('the second FIN lost nine times finds nobody and draws RST; after shutdown() it finds a client that waits', () => {
  // Recording 08b without the last copy: FIN-WAIT-2 gone at 60.4 s, the tenth copy at 82.4 s, both after close().
  assert.deepEqual(ends({ fin2: '9' }), [
    ['forgot', 'FIN-WAIT-2', 60.14],
    ['reset', 'LAST-ACK', 77.45],
  ]);
  assert.deepEqual(ends({ fin2: '9', how: 'shutdown' }), [
    ['waited', 'TIME-WAIT', 137.4],
    ['acknowledged', 'LAST-ACK', 77.45],
  ]);
  assert.deepEqual(
    ends({ fin2: 'ever' }).map(([ending]) => ending),
    ['forgot', 'gaveUp'],
  );
});

test('FIN_WAIT_2 has an end only for orphans, and above 60 s the excess counts twice', () => {
  // Recordings 10a, 10b, 10d, 10f, 10i.
  const lasts = (part: Partial<CloseLossState>) => {
    const [ending, , at] = ends({ peer: 'stays', ...part })[0] ?? [];
    return [ending, Math.round(Number(at))];
  };
  assert.deepEqual(lasts({}), ['forgot', 60]);
  assert.deepEqual(lasts({ fintimeout: 10 }), ['forgot', 10]);
  assert.deepEqual(lasts({ fintimeout: 120 }), ['forgot', 120]);
  assert.deepEqual(lasts({ fintimeout: 180 }), ['forgot', 240]);
  assert.equal(lasts({ how: 'shutdown' })[0], 'stays');
  assert.equal(lasts({ profile: 'rfc' })[0], 'stays');
});

test('both at once: both sides go through CLOSING and TIME_WAIT', () => {
  // Recording 01c.
  for (const side of ['client', 'server']) assert.ok(rows({ who: 'both' }, side).includes('enters CLOSING'));
  assert.match(result({ who: 'both' }), /both sides go through CLOSING/);
});

test('after a half-close the client still reads; after close() the same data draws RST', () => {
  // Recordings 01f and 10e.
  assert.match(result({ how: 'shutdown', data: 'on' }), /still reads 1000 bytes/);
  assert.deepEqual(ends({ data: 'on' }), [
    ['refused', 'FIN-WAIT-2', 0.6],
    ['reset', 'CLOSE-WAIT', 0.65, 'send(): EPIPE'],
  ]);
});

test('data is called unread only where it arrived', () => {
  const named = (part: Partial<CloseLossState>) => frame({ unread: 'on', ...part }).diagram.arrows[0]?.label;
  assert.equal(named({}), 'data 301–800, unread');
  assert.equal(named({ drop: ['s1'] }), 'data 301–800');
});

test('in FIN_WAIT_2 a held socket waits for its program too, the RFC’s orphan only for a segment', () => {
  assert.match(result({ peer: 'stays', how: 'shutdown' }), /program holds the socket, so no timer runs/);
  assert.match(result({ peer: 'stays', profile: 'rfc' }), /only a segment can end it/);
});

test('RST instead of FIN: unread data with close() and kill -9, SO_LINGER in any case', () => {
  // Recordings 10g, 13b, 14a.
  for (const part of [{ unread: 'on' }, { unread: 'on', how: 'kill' }, { how: 'linger' }] as const) {
    assert.deepEqual(ends(part), [
      ['aborted', 'ESTABLISHED', 0],
      ['reset', 'ESTABLISHED', 0.05, 'recv(): ECONNRESET', 'send(): EPIPE'],
    ]);
    assert.doesNotMatch(rows(part, 'client').join(), /TIME_WAIT/);
  }
  // Recording 13a.
  assert.equal(ends({ how: 'kill' })[0]?.[0], 'waited');
  assert.match(result({ how: 'kill' }), /FIN goes out/);
});

test('a killed server: the client’s first write draws RST, the second fails with EPIPE', () => {
  // Recording 13c.
  assert.deepEqual(ends(presets.killed), [
    ['reset', 'CLOSE-WAIT', 0.65, 'send(): EPIPE'],
    ['refused', 'FIN-WAIT-2', 0.6],
  ]);
});

test('who never heard of the close learns of it by writing', () => {
  assert.deepEqual(ends({ fin: 'ever', data: 'on' })[1]?.slice(3), ['send(): ECONNRESET']);
});

test('a lost RST leaves the other side as it was', () => {
  const [, server] = ends({ unread: 'on', drop: ['c2'] });
  assert.deepEqual(server?.slice(0, 2), ['stays', 'ESTABLISHED']);
  assert.match(result({ unread: 'on', drop: ['c2'] }), /nobody repeats a RST/);
});

test('pressing a copy loses all up to it, pressing a lost one delivers it and what follows', () => {
  const pressed = (from: CloseLossState, id: string) => press(from, runOf(from), id);
  assert.equal(pressed(first, 'c1').fin, '1');
  assert.equal(pressed(state({ fin: '1' }), 'c2').fin, '2');
  assert.equal(pressed(state({ fin: 'ever' }), 'c5').fin, '4');
  assert.equal(pressed(state({ fin: '2' }), 'c1').fin, '0');
  const data = state({ how: 'shutdown', data: 'on' });
  assert.deepEqual(pressed(data, 's2').drop, ['s2']);
  assert.deepEqual(pressed(pressed(data, 's2'), 's2').drop, []);
});

test('no run repeats one of the four more often than a menu can say', () => {
  for (const delay of [1, 50, 400])
    for (const role of roles) {
      const run = runOf(state({ how: 'shutdown', [role]: 'ever', delay, orphan: 15, peer: 'closes' }));
      assert.ok(segmentsOf(run, role).length <= losses.length, `${role} ${delay} ms`);
      assert.equal(run.log.ended, 'quiet');
    }
});

test('every state of every setting ends, says a sentence with all its holes filled, and fits a picture', () => {
  const loss = fc.constantFrom(...losses);
  const drawn = fc.record(
    {
      who: fc.constantFrom(...schema.who.values),
      how: fc.constantFrom(...schema.how.values),
      unread: fc.constantFrom(...schema.unread.values),
      peer: fc.constantFrom(...schema.peer.values),
      pause: fc.integer({ min: 0, max: 2_000 }),
      data: fc.constantFrom(...schema.data.values),
      fin: loss,
      ack: loss,
      fin2: loss,
      last: loss,
      drop: fc.uniqueArray(fc.constantFrom('c1', 'c2', 'c3', 's1', 's2', 's3', 's4'), { maxLength: 4 }),
      delay: fc.integer({ min: 1, max: 400 }),
      profile: fc.constantFrom(...schema.profile.values),
      orphan: fc.integer({ min: 0, max: 15 }),
      fintimeout: fc.integer({ min: 1, max: 240 }),
      retries2: fc.integer({ min: 3, max: 15 }),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(drawn, (made) => {
      const run = runOf(made);
      assert.equal(run.log.ended, 'quiet');
      for (const side of ['client', 'server'] as const) {
        const { ending, state: last } = endOf(run, side);
        assert.ok(ending !== 'acknowledged' || last === 'LAST-ACK', `${last} ends with the last ACK`);
        assert.ok(ending !== 'waited' || last === 'TIME-WAIT');
      }
      for (const locale of ['en', 'zh'] as const) {
        const { result: said, rows: table, diagram } = frameOf(made, run, strings[locale]);
        assert.doesNotMatch(said, /[{}]|NaN|undefined/);
        assert.equal(said.split('**').length % 2, 1, said);
        assert.doesNotMatch(said, /still in|图结束时/);
        assert.ok(table.every((row) => row.every((cell) => cell.length > 0 && !/NaN|undefined/.test(cell))));
        assert.equal(new Set(diagram.arrows.map(({ id }) => id)).size, diagram.arrows.length);
        assert.ok(diagram.arrows.every(({ sent, arrives }) => sent >= run.fromUs && arrives > sent));
        assert.ok((diagram.marks ?? []).every(({ label }) => !/NaN|undefined/.test(label)));
      }
      for (const event of run.log.events) if (event.kind === 'segment') roleOf(run, event);
    }),
    { numRuns: 500 },
  );
});
