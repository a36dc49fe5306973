import assert from 'node:assert/strict';
import test from 'node:test';
import { runInNewContext } from 'node:vm';
import { classicScript } from './classic-script.ts';

type Made = [needs: string[], make: (...given: unknown[]) => Record<string, unknown>];

/** What a page finds when the script has run. */
const run = (code: string): Made => {
  const page: { figure?: Made } = {};
  runInNewContext(classicScript(code), page);
  assert.ok(page.figure);
  return page.figure;
};

test('a module becomes what it needs and what makes its exports', () => {
  const [needs, make] = run(
    'import{a as x,b}from"./shared.1.js";import"./other.js";var y=x+b;export{y as sum,x as a};',
  );
  assert.deepEqual([...needs], ['./shared.1.js', './other.js']);
  assert.deepEqual({ ...make({ a: 1, b: 2 }, {}) }, { sum: 3, a: 1 });
});

test('a module that needs nothing or gives nothing is one too', () => {
  assert.deepEqual({ ...run('var a=1;export{a};\n')[1]() }, { a: 1 });
  assert.deepEqual({ ...run('var a=1;\n')[1]() }, {});
});

test('code stays strict, as a module is', () => {
  assert.throws(() => run('undeclared=1;export{};')[1](), /undeclared is not defined/);
});

test('a form that it does not know stops the build', () => {
  for (const code of ['import a from"./x.js";export{a};', 'export*from"./x.js";var a;', 'var a;export default a;'])
    assert.throws(() => classicScript(code), /does not know/);
});
