import assert from 'node:assert/strict';
import test from 'node:test';
import { houseOf } from './house.ts';
import { language } from './language.ts';

const problems = (html: string, path = '/en/a.html') => language.run(houseOf({ pages: { [path]: html } })).length;

test('links within a language, out of the site and marked ones pass', () => {
  assert.equal(problems('<a href="b.html">'), 0);
  assert.equal(problems('<a href="https://example.org/zh/a.html">'), 0);
  assert.equal(problems('<a hreflang="zh-Hans" href="../zh/a.html">'), 0);
  assert.equal(problems('<link rel="canonical" href="../zh/a.html">'), 0);
});

test('a link to the other language that does not say so is found, from either side', () => {
  assert.equal(problems('<a href="../zh/b.html#x">'), 1);
  assert.equal(problems('<a href="../en/b.html">', '/zh/a.html'), 1);
});

test('pages outside the languages may link to both', () => {
  assert.equal(problems('<a href="en/index.html"></a><a href="zh/index.html">', '/404.html'), 0);
});
