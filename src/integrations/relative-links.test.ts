import assert from 'node:assert/strict';
import test from 'node:test';
import { relativeLinks, relativeTo } from './relative-links.ts';

for (const [page, target, expected] of [
  ['/en/time-wait.html', '/zh/time-wait.html', '../zh/time-wait.html'],
  ['/en/time-wait.html', '/en/index.html#chapters', 'index.html#chapters'],
  ['/en/time-wait.html', '/en/time-wait.html#why', '#why'],
  ['/en/time-wait.html', '/assets/x.js', '../assets/x.js'],
  ['/index.html', '/en/index.html', 'en/index.html'],
  ['/en/a.html', '/', '../index.html'],
  ['/en/a.html', '/zh/', '../zh/index.html'],
  ['/en/a.html', '/en/b.html?x=1#y', 'b.html?x=1#y'],
  ['/a/b/c.html', '/d.html', '../../d.html'],
] as const) {
  test(`from ${page} to ${target} is ${expected}`, () => assert.equal(relativeTo(page, target), expected));
}

test('links of a page become relative; everything else stays byte for byte', () => {
  const html = `<!doctype html><p class=a  title='/en/'>x<a  href="/en/b.html#y">y</a><a href="https://e.org/">z</a><a href="//e.org/">z</a><a href="#w">w</a>`;
  assert.equal(relativeLinks(html, '/en/a.html'), html.replace('/en/b.html#y', 'b.html#y'));
});

test('a query in a link keeps its ampersand', () => {
  assert.equal(relativeLinks('<a href="/en/b.html?x=1&amp;y=2">', '/en/a.html'), '<a href="b.html?x=1&amp;y=2">');
});

test("a figure's modules get the addresses of all files they need", () => {
  const bundles = new Map([['/widgets/views/x/X.tsx', ['/assets/X.1.js', '/assets/shared.js']]]);
  const html = '<figure data-code="/widgets/views/x/X.tsx">';
  assert.equal(relativeLinks(html, '/en/a.html', bundles), '<figure data-code="../assets/X.1.js ../assets/shared.js">');
  assert.equal(relativeLinks(html, '/index.html', bundles), '<figure data-code="./assets/X.1.js ./assets/shared.js">');
});
