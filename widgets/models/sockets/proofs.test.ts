import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

test('the proof listed for the port budget is what its tests replay', () => {
  const proofs = JSON.parse(
    readFileSync(new URL('../../../content/vectors/captures/proofs.json', import.meta.url), 'utf8'),
  ) as { model: string; recordings: string[] }[];
  const tests = readFileSync(new URL('./port-budget.test.ts', import.meta.url), 'utf8');
  const replayed = new Set(tests.match(/1(?:6[a-d]|7)-[a-z0-9-]+/g));
  assert.deepEqual(new Set(proofs.find(({ model }) => model === 'port-budget')?.recordings), replayed);
});
