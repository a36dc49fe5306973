import assert from 'node:assert/strict';
import test from 'node:test';
import { AuthorError } from './errors.ts';
import { schemas, validated } from './schemas.ts';

const file = 'content/chapters/a/questions.yaml';
const both = (words: string) => ({ en: words, zh: `${words}。` });
const question = {
  id: 'why-2msl',
  level: 'core',
  ask: both('Why 2MSL?'),
  short: both('Why'),
  say: both('Because {tcp.msl}.'),
  more: { en: ['One.'], zh: ['一。'] },
  next: ['why-not-3msl'],
  trap: { said: both('Wrong'), right: both('Right'), source: 'rfc9293', at: '3.4' },
  sources: [{ id: 'rfc9293', at: '3.6.1' }],
};

/** The sentence with which the build stops for one question that differs from the good one. */
function mistake(change: object): string {
  try {
    validated(schemas.questions, { questions: [{ ...question, ...change }] }, file);
  } catch (error) {
    assert.ok(error instanceof AuthorError, String(error));
    return error.message;
  }
  return 'no mistake';
}

test('a whole question passes unchanged', () => {
  const value = { questions: [question] };
  assert.deepEqual(validated(schemas.questions, value, file), value);
});

for (const [claim, change, message] of [
  [
    'a missing language',
    { ask: { en: 'Why?' } },
    `${file}: questions.why-2msl.ask.zh: received nothing. Allowed: text in every language (en, zh).`,
  ],
  [
    'an empty text',
    { ask: { en: 'Why?', zh: '  ' } },
    `${file}: questions.why-2msl.ask.zh: received "  ". Allowed: some text.`,
  ],
  [
    'a level that does not exist',
    { level: 'hard' },
    `${file}: questions.why-2msl.level: received "hard". Allowed: core, deep.`,
  ],
  [
    'a field that nobody reads',
    { hint: 'x' },
    `${file}: questions.why-2msl: received "hint". Allowed: no other field.`,
  ],
  [
    'an id that is no slug',
    { id: 'Why 2MSL' },
    `${file}: questions.Why 2MSL.id: received "Why 2MSL". Allowed: lower-case words joined by hyphens.`,
  ],
  ['no follow-up', { next: [] }, `${file}: questions.why-2msl.next: received "[]". Allowed: at least one question.`],
  [
    'a list in one language only',
    { more: { en: ['One.'] } },
    `${file}: questions.why-2msl.more.zh: received nothing. Allowed: text in every language (en, zh).`,
  ],
] as const) {
  test(`${claim} is named with its place and what is allowed`, () => assert.equal(mistake(change), message));
}

test('a file that is not what it should be at all is named as a whole', () => {
  assert.throws(() => validated(schemas.outline, undefined, 'content/outline.yaml'), {
    message: 'content/outline.yaml: the whole file: received nothing. Allowed: a object.',
  });
});

test("a source's address is a whole one, or the page of recordings", () => {
  const source = (url: string) => [{ id: 'a', title: 'A', kind: 'page', url }];
  assert.equal(validated(schemas.sources, source('recordings.html'), 'content/sources.yaml').length, 1);
  assert.throws(() => validated(schemas.sources, source('example.org'), 'content/sources.yaml'), {
    message: 'content/sources.yaml: a.url: received "example.org". Allowed: a whole address.',
  });
});

test("a chapter's description is short enough for a search engine", () => {
  const chapter = { title: 'T', lead: 'L', description: 'd'.repeat(201) };
  assert.throws(
    () => validated(schemas.chapter, chapter, 'content/chapters/a/en.mdx'),
    /Allowed: at most 200 characters/,
  );
});
