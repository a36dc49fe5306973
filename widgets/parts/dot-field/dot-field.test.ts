import assert from 'node:assert/strict';
import test from 'node:test';
import { labelsOf, placeOf, side } from './dot-field.ts';

test('the first row is at the bottom, and every dot is inside', () => {
  assert.ok(placeOf([0, 0], 17)[1] > placeOf([0, 16], 17)[1]);
  for (const at of [
    [0, 0],
    [16, 0],
    [0, 16],
    [16, 16],
  ] as const)
    for (const value of placeOf(at, 17)) assert.ok(value > 0 && value < side);
});

test('names of neighbours do not cover each other, and stay inside', () => {
  const marks = [
    [60, 60],
    [59, 60],
    [60, 59],
    [0, 0],
    [1, 0],
  ].map(([x = 0, y = 0], index) => ({
    at: [x, y] as const,
    label: `${'AB'[index % 2]} = ${index}G`,
    tone: 'left' as const,
  }));
  const labels = labelsOf(marks, 61);
  for (const { text } of labels) assert.ok(text[0] >= 0 && text[1] <= side);
  assert.equal(new Set(labels.map(({ text }) => String(text))).size, labels.length);
});
