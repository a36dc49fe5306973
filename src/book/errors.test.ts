import assert from 'node:assert/strict';
import test from 'node:test';
import { AuthorError } from './errors.ts';

const mistake = { file: 'content/chapters/a/en.mdx', field: '<Fact id>', received: 'tcp.mls', allowed: ['tcp.msl'] };

test('a mistake names file, field, what was received and what is allowed', () => {
  assert.equal(
    new AuthorError(mistake).message,
    'content/chapters/a/en.mdx: <Fact id>: received "tcp.mls". Allowed: tcp.msl.',
  );
});

test('nothing is called nothing', () => {
  assert.match(new AuthorError({ ...mistake, received: 'undefined' }).message, /received nothing\./);
});

test('of many allowed values the nearest are named, the meant one among them, and how many there are', () => {
  const many = Array.from({ length: 90 }, (_, index) => `linux.timer.${index}`);
  const { message } = new AuthorError({ ...mistake, allowed: [...many, 'tcp.msl'] });
  assert.match(message, /tcp\.msl/);
  assert.match(message, /… \(91 in all\)/);
  assert.ok(message.length < 400);
});

test('a list without entries says so', () => {
  assert.match(new AuthorError({ ...mistake, allowed: [] }).message, /Allowed: none exists yet\./);
});
