import assert from 'node:assert/strict';
import test from 'node:test';
import { robots, sitemap } from './sitemap.ts';

const pages = ['/index.html', '/404.html', '/en/a.html', '/zh/a.html'];

test('every page of a language is listed with its other languages, under the address it is published at', () => {
  const xml = sitemap(pages, 'https://example.org/book/');
  const listed = [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address);
  assert.deepEqual(listed, ['https://example.org/book/en/a.html', 'https://example.org/book/zh/a.html']);
  for (const [, entry = ''] of xml.matchAll(/<url>(.*)<\/url>/g)) {
    assert.match(entry, /hreflang="en" href="https:\/\/example\.org\/book\/en\/a\.html"/);
    assert.match(entry, /hreflang="zh-Hans" href="https:\/\/example\.org\/book\/zh\/a\.html"/);
  }
});

test('robots.txt names the sitemap by its whole address', () => {
  assert.match(robots('https://example.org/book/'), /^Sitemap: https:\/\/example\.org\/book\/sitemap\.xml$/m);
});
