import assert from 'node:assert/strict';
import test from 'node:test';
import { gatherStyles } from './gather-styles.ts';

test('styles of the body go into the head, each once, and nothing else moves', () => {
  const html =
    '<!doctype html><html><head><style>@layer a,b</style></head><body><p>x<style>.p{}</style></p><svg><style>.p{}</style></svg><style>.q{}</style></body></html>';
  assert.equal(
    gatherStyles(html),
    '<!doctype html><html><head><style>@layer a,b</style><style>.p{}.q{}</style></head><body><p>x</p><svg></svg></body></html>',
  );
});

test('a page without them stays as it is', () => {
  const html = '<!doctype html><html><head><style>a{}</style></head><body></body></html>';
  assert.equal(gatherStyles(html), html);
});
