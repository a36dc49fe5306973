import assert from 'node:assert/strict';
import test from 'node:test';
import { houseOf } from './house.ts';
import { componentsOf, parallel } from './parallel.ts';

const chapter = (en: string, zh?: string) => ({
  'content/chapters/a/en.mdx': en,
  ...(zh === undefined ? {} : { 'content/chapters/a/zh.mdx': zh }),
});
const inSources = (en: string, zh?: string) =>
  parallel.run(houseOf({ sources: chapter(en, zh) })).map(({ where, what }) => `${where} ${what}`);
const inPages = (pages: Record<string, string>) =>
  parallel.run(houseOf({ pages })).map(({ where, what }) => `${where} ${what}`);

test('the same components with the same props in the same order pass, whatever the words', () => {
  const en = '<Question id="q">Text <Fact id="a" /></Question>\n<Folklore said="wrong">right</Folklore>';
  const zh = '<Question id="q">文字 <Fact id="a" /></Question>\n<Folklore said="错">对</Folklore>';
  assert.deepEqual(inSources(en, zh), []);
});

test('a chapter in one language only is named', () => {
  assert.deepEqual(inSources('Text'), ['content/chapters/a/zh.mdx is missing; content/chapters/a/en.mdx exists']);
});

for (const [claim, zh] of [
  ['a missing component', '<Fact id="a" />'],
  ['another prop', '<Fact id="a" />\n<Fact id="c" />'],
  ['another order', '<Fact id="b" />\n<Fact id="a" />'],
  ['one too many', '<Fact id="a" />\n<Fact id="b" />\n<Term id="t" />'],
] as const) {
  test(`${claim} is found`, () => {
    const [problem = '', ...others] = inSources('<Fact id="a" />\n<Fact id="b" />', zh);
    assert.match(problem, /^content\/chapters\/a\/zh\.mdx number \d/);
    assert.deepEqual(others, []);
  });
}

test('components in code are words', () => {
  assert.deepEqual(componentsOf('`<Fact id="a" />`\n\n```mdx\n<Fact id="b" />\n```\n\n<Fact id="c" />'), [
    'Fact id="c"',
  ]);
});

test('both languages of a page have the same ids in the same order', () => {
  assert.deepEqual(inPages({ '/en/a.html': '<p id="x">', '/zh/a.html': '<p id="x">' }), []);
  assert.match(inPages({ '/en/a.html': '<p id="x">', '/zh/a.html': '<p id="y">' })[0] ?? '', /^\/zh\/a\.html number 1/);
});

test('a page in one language only is named, whichever it is', () => {
  assert.deepEqual(inPages({ '/en/a.html': '' }), ['/zh/a.html is missing; /en/a.html exists']);
  assert.deepEqual(inPages({ '/zh/a.html': '' }), ['/zh/a.html has no page in en']);
});

test('the glossary is sorted by its own language: the same ids in any order', () => {
  const two = (a: string, b: string) => `<p id="${a}"></p><p id="${b}"></p>`;
  assert.deepEqual(inPages({ '/en/glossary.html': two('x', 'y'), '/zh/glossary.html': two('y', 'x') }), []);
  assert.deepEqual(inPages({ '/en/glossary.html': two('x', 'y'), '/zh/glossary.html': two('y', 'z') }), [
    '/zh/glossary.html has or lacks the ids x, z',
  ]);
});
