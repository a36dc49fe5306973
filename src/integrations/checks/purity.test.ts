import assert from 'node:assert/strict';
import test from 'node:test';
import { houseOf } from './house.ts';
import { purity } from './purity.ts';

const problems = (code: string, path = 'widgets/models/tcp/open.ts') =>
  purity.run(houseOf({ sources: { [path]: code } })).map(({ where, what }) => `${where} ${what}`);

for (const code of [
  'const now = Date.now();',
  'const at = new Date();',
  'return Math.random();',
  'setTimeout(next, 10);',
  'performance.now();',
  'await fetch(address);',
  'document.title;',
  'console.log(event);',
  'process.env;',
]) {
  test(`a model may not say ${code}`, () => assert.notDeepEqual(problems(code), []));
}

test('the line is named', () => {
  assert.deepEqual(problems('const a = 1;\nconst b = Math.random();'), [
    'widgets/models/tcp/open.ts:2 uses Math.random. Make it an argument',
  ]);
});

for (const code of [
  '// Date would be a clock.',
  '/* console\n document */',
  `const word = 'fetch';`,
  'const events = log.process;',
  'const randomly = generator(seed);',
  'type Fields = { document: string };',
]) {
  test(`a model may say ${code}`, () => assert.deepEqual(problems(code), []));
}

test('tests of models and other rooms are left alone', () => {
  assert.deepEqual(problems('Date.now()', 'widgets/models/tcp/open.test.ts'), []);
  assert.deepEqual(problems('Date.now()', 'widgets/views/two-msl/run.ts'), []);
});
