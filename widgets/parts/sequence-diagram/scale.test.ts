import assert from 'node:assert/strict';
import test from 'node:test';
import type { Diagram } from './diagram.ts';
import { scaleOf, stepPx } from './scale.ts';

const arrow = (sent: number, arrives: number) => ({
  id: `${sent}`,
  from: 'left' as const,
  sent,
  arrives,
  lost: false,
  label: '',
});
const diagram = (...arrows: readonly ReturnType<typeof arrow>[]): Diagram => ({
  lanes: { left: 'a', right: 'b' },
  arrows,
  bars: [],
  spans: [],
  step: 50,
});

test('one step of time is one step of length', () => {
  const { y } = scaleOf(diagram(arrow(0, 50), arrow(50, 100)));
  assert.equal(y(50) - y(0), stepPx);
  assert.equal(y(100) - y(50), stepPx);
});

test('a long silence is broken once, whether it is seconds or hours', () => {
  const seconds = scaleOf(diagram(arrow(0, 50), arrow(10_000, 10_050)));
  const hours = scaleOf(diagram(arrow(0, 50), arrow(36_000_000, 36_000_050)));
  assert.equal(seconds.breaks.length, 1);
  assert.equal(seconds.height, hours.height);
});

test('two moments never share a place, and later is lower', () => {
  const { y, moments } = scaleOf(diagram(arrow(0, 50), arrow(51, 101), arrow(52, 102)));
  const places = moments.map(y);
  for (let index = 1; index < places.length; index += 1)
    assert.ok((places[index] ?? 0) - (places[index - 1] ?? 0) >= 15);
});

test('where a lost arrow would have arrived has a place and no time beside it; a mark has both', () => {
  const lost = { ...arrow(0, 50), lost: true };
  const { y, moments } = scaleOf({
    ...diagram(lost, arrow(100, 150)),
    marks: [{ where: 'left', at: 200, label: '', above: true }],
  });
  assert.deepEqual(moments, [0, 100, 150, 200]);
  assert.equal(y(50) - y(0), stepPx);
  assert.equal(y(200) - y(150), stepPx);
});

test('an empty diagram has a height', () => {
  assert.ok(scaleOf(diagram()).height > 0);
});

test('a dense diagram is shorter, keeps its order, and gives no room to where a lost arrow would have arrived', () => {
  const arrows = [0, 1_000, 2_000].map((sent) => ({ ...arrow(sent, sent + 50), lost: true }));
  const wide = scaleOf(diagram(...arrows));
  const dense = scaleOf({ ...diagram(...arrows), dense: true });
  assert.ok(dense.height < 0.5 * wide.height);
  assert.deepEqual(dense.moments, [0, 1_000, 2_000]);
  for (const { sent, arrives } of arrows) assert.ok(dense.y(arrives) > dense.y(sent));
  assert.ok(dense.y(1_000) > dense.y(50));
});

test('a dense diagram of many arrows is shorter still for each of them', () => {
  const long = (count: number) =>
    scaleOf({
      ...diagram(...Array.from({ length: count }, (_, nth) => arrow(nth * 1_000, nth * 1_000 + 50))),
      dense: true,
    });
  assert.ok(long(17).height / 17 < 0.9 * (long(16).height / 16));
});
