import assert from 'node:assert/strict';
import test from 'node:test';
import { grouped } from './figures.ts';

const long = (imports: string) => `${imports}var x="${'x'.repeat(8_000)}";export{x};`;

test('small shared code moves into the smallest larger file whose figures include its own', () => {
  const code = new Map([
    ['./A.js', 'import"./runtime.js";import"./model.js";import"./small.js";'],
    ['./B.js', 'import"./runtime.js";import"./model.js";import"./small.js";'],
    ['./C.js', 'import"./runtime.js";'],
    ['./runtime.js', long('')],
    ['./model.js', long('import"./runtime.js";')],
    ['./small.js', 'var s=1;export{s};'],
  ]);
  assert.deepEqual(grouped(code, ['./A.js', './B.js', './C.js']), [
    ['./A.js'],
    ['./B.js'],
    ['./C.js'],
    ['./runtime.js'],
    ['./model.js', './small.js'],
  ]);
});

test('small shared code that no larger file can take stands together', () => {
  const code = new Map([
    ['./A.js', 'import"./s.js";'],
    ['./B.js', 'import"./s.js";import"./t.js";'],
    ['./C.js', 'import"./t.js";'],
    ['./s.js', 'var s=1;export{s};'],
    ['./t.js', 'var t=1;export{t};'],
  ]);
  assert.deepEqual(grouped(code, ['./A.js', './B.js', './C.js']).at(-1), ['./s.js', './t.js']);
});

test('a figure needs three shared files at most: those are joined that make others fetch the least in vain', () => {
  const code = new Map([
    ['./A.js', 'import"./runtime.js";import"./curves.js";import"./hashes.js";import"./tcp.js";'],
    ['./B.js', 'import"./runtime.js";import"./hashes.js";'],
    ['./C.js', 'import"./runtime.js";import"./tcp.js";'],
    ['./D.js', 'import"./runtime.js";'],
    ['./runtime.js', long('')],
    ['./curves.js', long('import"./hashes.js";')],
    ['./hashes.js', long('')],
    ['./tcp.js', long('')],
  ]);
  assert.deepEqual(grouped(code, ['./A.js', './B.js', './C.js', './D.js']).slice(4), [
    ['./runtime.js'],
    ['./tcp.js'],
    ['./curves.js', './hashes.js'],
  ]);
});
