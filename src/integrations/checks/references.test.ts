import assert from 'node:assert/strict';
import test from 'node:test';
import { houseOf } from './house.ts';
import { references } from './references.ts';

const good = {
  'content/sources.yaml': '- id: rfc9293\n  title: RFC 9293\n- id: man.tcp\n',
  'content/glossary.yaml': '- id: msl\n  en: MSL\n',
  'content/facts/tcp.ts': `export const msl = { id: 'tcp.msl', source: 'rfc9293' };`,
  'content/chapters/a/en.mdx':
    'MSL is <Fact id="tcp.msl" />, <Rfc n="9293" at="3.4" /> <Source id="man.tcp" /> <Term id="msl" />',
  'content/chapters/a/questions.yaml': 'say: { en: "{tcp.msl}" }',
};

const problems = (change: Record<string, string> = {}) =>
  references.run(houseOf({ sources: { ...good, ...change } })).map(({ where, what }) => `${where} ${what}`);

test('a chapter whose names all exist passes', () => assert.deepEqual(problems(), []));

for (const [text, what] of [
  ['<Fact id="tcp.rto" />', 'names the fact tcp.rto'],
  ['<Rfc n="793" />', 'names the source rfc793'],
  ['<Rfc n={793} />', 'names the source rfc793'],
  ['<Source id="man.ip" />', 'names the source man.ip'],
  ['<Term id="rto" />', 'names the term rto'],
] as const) {
  test(`${text} without such an entry is named`, () => {
    assert.deepEqual(problems({ 'content/chapters/a/en.mdx': text }), [
      `content/chapters/a/en.mdx ${what}, which does not exist`,
    ]);
  });
}

test('a fact in the data of a question has to exist, but not one in a comment', () => {
  const path = 'content/chapters/a/questions.yaml';
  assert.deepEqual(problems({ [path]: 'say: { en: "{tcp.rto}" }' }), [
    `${path} names the fact tcp.rto, which does not exist`,
  ]);
  assert.deepEqual(problems({ [path]: '# write {tcp.rto}\nsay: { en: "60 s" }' }), []);
});

test("a fact's source has to be in the list of sources", () => {
  assert.deepEqual(problems({ 'content/facts/linux.ts': `export const x = { id: 'linux.x', source: 'man.ip' };` }), [
    'content/facts/linux.ts names the source man.ip, which does not exist',
  ]);
});
