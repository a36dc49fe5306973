import assert from 'node:assert/strict';
import test from 'node:test';
import { houseOf } from './house.ts';
import { tree } from './tree.ts';

const problems = (sources: Record<string, string>) => tree.run(houseOf({ sources })).map(({ where }) => where);

test('files in the four rooms and the usual ones at the top are left alone', () => {
  const sources = {
    'content/outline.yaml': '',
    'widgets/models/tcp/sequence.ts': '',
    'src/pages/404.astro': '',
    'e2e/site.ts': '',
    'package.json': '',
    'LICENSE-text': '',
    '.ci/run': '',
  };
  assert.deepEqual(problems(sources), []);
});

test('a file outside the rooms is named', () => {
  assert.deepEqual(problems({ 'scripts/fix.ts': '', 'notes.md': '' }), ['scripts/fix.ts', 'notes.md']);
});

test('a name that says nothing is refused, as a folder and as a file', () => {
  const paths = ['src/utils/text.ts', 'widgets/models/tcp/types.ts', 'src/lib/x.ts', 'e2e/helpers.ts'];
  assert.deepEqual(problems(Object.fromEntries(paths.map((path) => [path, '']))), paths);
});

test('a file of more than 400 lines has two subjects, unless it is a test or not code', () => {
  const long = 'line\n'.repeat(401);
  const sources = { 'src/a.ts': long, 'src/a.test.ts': long, 'content/a.yaml': long, 'src/b.ts': 'line\n'.repeat(399) };
  assert.deepEqual(problems(sources), ['src/a.ts']);
});
