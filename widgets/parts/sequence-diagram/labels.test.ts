import assert from 'node:assert/strict';
import test from 'node:test';
import type { Arrow, Span } from './diagram.ts';
import { bracketHeights, shareOf } from './labels.ts';

const arrow = (id: string, part: Partial<Arrow> = {}): Arrow => ({
  id,
  from: 'left',
  sent: 0,
  arrives: 50,
  lost: false,
  label: id,
  ...part,
});
const span = (part: Partial<Span> = {}): Span => ({ lane: 'left', from: 0, to: 200, label: 'RTO 300 ms', ...part });
const diagram = (arrows: readonly Arrow[], spans: readonly Span[]) => ({
  lanes: { left: 'a', right: 'b' },
  arrows,
  bars: [],
  spans,
  step: 50,
});
const y = (time: number) => time;

test('two segments sent in one instant have their names at two places', () => {
  const both = [arrow('FIN again'), arrow('ACK 302')];
  const [first = 0, second = 0] = both.map((each) => shareOf(each, both));
  assert.ok((second - first) * 198 > 66);
});

test('the words of a bracket stand in its middle if nothing else stands there', () => {
  const one = span();
  assert.equal(bracketHeights(diagram([], [one]), y).get(one), 100);
});

test('they make room for the name of a segment that crosses them', () => {
  const one = span();
  const at = bracketHeights(diagram([arrow('ACK 302', { sent: 82, arrives: 132 })], [one]), y).get(one) ?? 0;
  assert.ok(Math.abs(at - 100) >= 17);
  assert.ok(at > 0 && at < 200);
});

test('two brackets that face each other, with long words, do not write over each other', () => {
  const facing = [
    span({ to: 56, label: '2MSL = 60 s, started anew' }),
    span({ to: 56, label: '2MSL = 60 s', lane: 'right' }),
  ];
  const [one = 0, two = 0] = [...bracketHeights(diagram([], facing), y).values()];
  assert.ok(Math.abs(one - two) >= 17, `${one} and ${two}`);
});
