import assert from 'node:assert/strict';
import test from 'node:test';
import { houseOf } from './house.ts';
import { internalTarget, links } from './links.ts';

const pages = { '/en/a.html': '<h2 id="x">X</h2>', '/en/index.html': '', '/zh/a.html': '' };

/** What is said of one more page, /en/b.html. */
const problems = (html: string) =>
  links
    .run(houseOf({ pages: { ...pages, '/en/b.html': html }, files: { '/assets/x.js': '', '/robots.txt': '' } }))
    .map(({ where, what }) => `${where} ${what}`);

for (const html of [
  '<a href="a.html">',
  '<a href="a.html#x">',
  '<a href="a.html#x?lost=1">',
  '<a href="../zh/a.html">',
  '<a href="#here"></a><p id="here">',
  '<a href="../robots.txt">',
  '<a href="https://www.rfc-editor.org/rfc/rfc9293">',
  '<a href="mailto:a@example.org">',
  '<link rel="canonical" href="/en/b.html">',
]) {
  test(`${html} resolves`, () => assert.deepEqual(problems(html), []));
}

for (const [html, what] of [
  ['<a href="c.html">', 'which does not exist'],
  ['<a href="a.html#y">', 'has no id y'],
  ['<a href="#nowhere">', 'has no id nowhere'],
  ['<a href="/en/a.html">', 'holds only at the root of a domain'],
  ['<script src="../assets/y.js"></script>', 'which does not exist'],
  ['<img src="picture.png">', 'which does not exist'],
  ['<p id="x"></p><p id="x"></p>', 'has the id x twice'],
] as const) {
  test(`${html} is found`, () => {
    const [problem = '', ...others] = problems(html);
    assert.ok(problem.startsWith('/en/b.html ') && problem.includes(what), problem);
    assert.deepEqual(others, []);
  });
}

test('a fragment holds the id, and what a figure is to show', () => {
  assert.deepEqual(internalTarget('/en/b.html', 'a.html?v=2#two-msl?lost=1'), {
    path: '/en/a.html',
    id: 'two-msl',
    absolute: false,
  });
  assert.equal(internalTarget('/en/b.html', '//example.org/a.html'), undefined);
});
