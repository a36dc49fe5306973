import assert from 'node:assert/strict';
import test from 'node:test';
import { runInNewContext } from 'node:vm';
import { classicScript, needsOf } from './classic-script.ts';

type Made = [needs: string[], make: (...given: unknown[]) => Record<string, unknown>];

/** What a page finds when the script has run. */
const run = (...codes: string[]): Record<string, Made> => {
  const page: Record<string, unknown> = {};
  page['self'] = page;
  runInNewContext(classicScript(new Map(codes.map((code, index) => [`./${index}.js`, code]))), page);
  return page['figures'] as Record<string, Made>;
};
const one = (code: string): Made => run(code)['./0.js'] as Made;

test('a module becomes what it needs and what makes its exports', () => {
  const code = 'import{a as x,b}from"./shared.1.js";import"./other.js";var y=x+b;export{y as sum,x as a};';
  const [needs, make] = one(code);
  assert.deepEqual([...needs], ['./shared.1.js', './other.js']);
  assert.deepEqual(needsOf(code), ['./shared.1.js', './other.js']);
  assert.deepEqual({ ...make({ a: 1, b: 2 }, {}) }, { sum: 3, a: 1 });
});

test('a module that needs nothing or gives nothing is one too', () => {
  assert.deepEqual({ ...one('var a=1;export{a};\n')[1]() }, { a: 1 });
  assert.deepEqual({ ...one('var a=1;\n')[1]() }, {});
  assert.deepEqual({ ...one('var a=1// the end')[1]() }, {});
});

test('several modules stand in one script, each under its name', () => {
  const { './0.js': first, './1.js': second } = run('var a=1;export{a};', 'var a=2;export{a};');
  assert.deepEqual([first?.[1]()['a'], second?.[1]()['a']], [1, 2]);
});

test('a large bundle may have a function called a0', () => {
  const [, make] = one('import{a as b}from"./x.js";function a0(){return 2}var c=b+a0();export{c};');
  assert.deepEqual({ ...make({ a: 1 }) }, { c: 3 });
});

test('code stays strict, as a module is', () => {
  assert.throws(() => one('undeclared=1;export{};')[1](), /undeclared is not defined/);
});

test('a form that it does not know stops the build', () => {
  for (const code of ['import a from"./x.js";export{a};', 'export*from"./x.js";var a;', 'var a;export default a;'])
    assert.throws(() => one(code), /does not know/);
});
