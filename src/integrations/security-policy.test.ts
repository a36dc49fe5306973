import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { attribute, elementsOf } from './html.ts';
import { securityPolicy } from './security-policy.ts';

const policyOf = (html: string) => {
  const meta = elementsOf(securityPolicy(html)).find((each) => attribute(each, 'http-equiv') !== undefined);
  return meta ? (attribute(meta, 'content') ?? '') : '';
};
const hash = (code: string) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`;

test('inline code is allowed by its hash, exactly as it stands', () => {
  const script = `\n  if (a < b && '</' + 'p>') go("é");\n`;
  const style = 'p{color:red}';
  const policy = policyOf(`<meta charset="utf-8"><style>${style}</style><script>${script}</script>`);
  assert.ok(policy.includes(hash(script)), 'the script');
  assert.ok(policy.includes(hash(style)), 'the style');
});

test('nothing is allowed that nobody asked for', () => {
  const policy = policyOf('<meta charset="utf-8"><p>Text');
  assert.match(policy, /^default-src 'none'; /);
  assert.match(policy, /style-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|\*|https?:/);
});

test('a script with an address needs no hash: it comes from this site', () => {
  const policy = policyOf('<meta charset="utf-8"><script src="x.js"></script>');
  assert.doesNotMatch(policy, /sha256/);
  assert.match(policy, /script-src 'self'/);
});

test('the policy stands right after the charset, before everything that it governs', () => {
  const html = securityPolicy('<!doctype html><head><meta charset="utf-8"><style>a{}</style>');
  assert.match(html, /<meta charset="utf-8"><meta http-equiv="content-security-policy"/);
});

test('a page without a charset stops the build', () => {
  assert.throws(() => securityPolicy('<p>Text'), /no <meta charset>/);
});
