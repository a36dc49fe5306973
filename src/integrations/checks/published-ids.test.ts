import assert from 'node:assert/strict';
import test from 'node:test';
import { houseOf } from './house.ts';
import { idsOf, list, publishedIds } from './published-ids.ts';

const pages = { '/en/a.html': '<h2 id="why">Why</h2><figure id="two-msl"></figure>' };
const listed = 'a.html\na.html#two-msl\na.html#why\n';
const problems = (text: string, built: Record<string, string> = pages) =>
  publishedIds.run(houseOf({ sources: { [list]: text }, pages: built })).map(({ where, what }) => `${where} ${what}`);

test('a list that names every id passes', () => {
  assert.deepEqual(problems(`# Only added to.\n${listed}`), []);
});

test('an id that has disappeared is named, and so is a page', () => {
  assert.match(problems(`${listed}a.html#old\n`)[0] ?? '', /^a\.html#old was published and is gone/);
  assert.match(problems(`${listed}b.html\n`)[0] ?? '', /^b\.html was published and is gone/);
});

test('a new id that is not in the list yet is named', () => {
  assert.match(problems('a.html\na.html#why\n')[0] ?? '', /^a\.html#two-msl is new/);
});

test('an element with the old id keeps the address, whatever it is', () => {
  const alias = { '/en/a.html': '<h2 id="why">Why</h2><figure id="two-msl"></figure><h3 id="old"></h3>' };
  assert.deepEqual(problems(`${listed}a.html#old\n`, alias), []);
  const span = { '/en/a.html': '<h2 id="why"><span id="old"></span>Why</h2><figure id="two-msl"></figure>' };
  assert.deepEqual(problems(`${listed}a.html#old\n`, span), []);
});

test('what a reader links to counts: headings, figures, terms; not the machinery', () => {
  const ids = idsOf(
    houseOf({
      pages: {
        '/en/glossary.html': '<div id="msl"></div><input id="typed"><h1 id="text"></h1>',
        '/zh/a.html': '<h2 id="why"></h2>',
      },
    }),
  );
  assert.deepEqual([...ids], ['glossary.html', 'glossary.html#msl']);
});
