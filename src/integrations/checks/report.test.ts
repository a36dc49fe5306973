import assert from 'node:assert/strict';
import test from 'node:test';
import { houseOf } from './house.ts';
import { checks, report } from './report.ts';

test('an empty house passes every check, a line each', () => {
  const { lines, failed } = report(houseOf({}));
  assert.equal(failed, 0);
  assert.deepEqual(
    lines,
    checks.map(({ name }) => `holds: ${name}`),
  );
});

test('a check that fails is counted once, and its problems are named, the first twenty of them', () => {
  const files = Array.from({ length: 30 }, (_, index) => [`outside-${index}.ts`, ''] as const);
  const { lines, failed } = report(houseOf({ sources: Object.fromEntries(files) }));
  assert.equal(failed, 1);
  assert.equal(lines.filter((line) => line.startsWith('FAILS')).length, 1);
  assert.equal(lines.filter((line) => line.startsWith('  outside-')).length, 20);
  assert.ok(lines.includes('  … and 10 more'));
});
