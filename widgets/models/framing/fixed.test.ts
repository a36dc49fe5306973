import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { decodeAll, encode } from './codec.ts';
import { type Framing, framings } from './framing.ts';
import { waiting } from './stream.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const eight = framings.fixed;
const sent = (framing: Framing, ...messages: readonly string[]) => encode(framing, messages.map(encodeUtf8));
const received = (framing: Framing, bytes: Uint8Array): readonly string[] =>
  decodeAll(framing, [bytes]).messages.map((message) => text(message.bytes));

test('a short message is padded, and every byte of it has its role', () => {
  const { bytes, roles, messageIndex } = sent({ ...eight, lengthBytes: 4 }, 'HI', 'BYE!');
  assert.equal(text(bytes), 'HI  BYE!');
  assert.deepEqual(
    roles.map((role) => role === 'padding'),
    [false, false, true, true, false, false, false, false],
  );
  assert.deepEqual(messageIndex, [0, 0, 0, 0, 1, 1, 1, 1]);
});

test('padding is taken off only where that is asked for', () => {
  const { bytes } = sent(eight, 'HELLO', 'PING');
  assert.deepEqual(received(eight, bytes), ['HELLO', 'PING']);
  assert.deepEqual(received({ ...eight, strip: false }, bytes), ['HELLO   ', 'PING    ']);
});

test('a message that ends with the padding byte loses it: nobody can tell', () => {
  assert.deepEqual(received(eight, sent(eight, 'A ', '        ', '').bytes), ['A', '', '']);
  const messages = fc.array(fc.uint8Array({ maxLength: 8 }));
  fc.assert(
    fc.property(messages, fc.nat(255), (list, padding) => {
      const framing = { ...eight, padding };
      const stripped = list.map((message) => message.slice(0, message.findLastIndex((byte) => byte !== padding) + 1));
      assert.deepEqual(
        decodeAll(framing, [encode(framing, list).bytes]).messages.map(({ bytes }) => bytes),
        stripped,
      );
    }),
  );
});

test('a message that does not fit is named and left out, and the others are sent', () => {
  const { bytes, problems, messageIndex } = sent({ ...eight, lengthBytes: 4 }, 'HI', 'HELLO', 'BYE');
  assert.equal(text(bytes), 'HI  BYE ');
  assert.deepEqual(problems, [
    { code: 'message-too-long', setting: 'lengthBytes', value: 5, low: 0, high: 4, message: 1 },
  ]);
  assert.deepEqual([...new Set(messageIndex)], [0, 2]);
});

test('a message whose end has not come is waited for, and it is known how much is missing', () => {
  const { state, messages } = decodeAll(eight, [encodeUtf8('12345678123')]);
  assert.equal(messages.length, 1);
  assert.deepEqual(waiting(state), { at: 8, end: 11, missing: 5 });
});

test('without framing nothing is added, and nothing tells where a message ends', () => {
  const { bytes, roles } = sent({ kind: 'none' }, 'HELLO', '', '你好');
  assert.deepEqual(bytes, encodeUtf8('HELLO你好'));
  assert.deepEqual(new Set(roles), new Set(['payload']));
});
