import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { formatHex, parseHex } from '../bytes/input.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { decodeAll, encode } from './codec.ts';
import { framings } from './framing.ts';
import { waiting } from './stream.ts';
import type { WebSocketFraming } from './websocket.ts';

interface Vector {
  readonly name: string;
  readonly frames: readonly string[];
  readonly opcode: number;
  readonly text?: string;
  readonly payloadBytes?: number;
}
const vectorFile = new URL('../../../content/vectors/rfc6455/frames.json', import.meta.url);
const vectors: readonly Vector[] = JSON.parse(readFileSync(vectorFile, 'utf8'));

const hex = (text: string): Uint8Array => parseHex(text, 1000).bytes;
const client: WebSocketFraming = framings.websocket;
const server: WebSocketFraming = { ...client, direction: 'server-to-client' };
/** Opcode and payload of what a server's frames bring, or the failure. */
const read = (stream: string, settings: Partial<WebSocketFraming> = {}): readonly string[] | object => {
  const { messages, failure } = decodeAll({ ...server, ...settings }, [hex(stream)]);
  return failure ?? messages.map(({ opcode, bytes }) => `${opcode}: ${formatHex(bytes)}`.trim());
};
const wrong = (code: string, at: number, end: number, values = {}): object => ({ code, at, end, values });

for (const { name, frames, opcode, text, payloadBytes } of vectors) {
  test(`RFC 6455 section 5.7: ${name}`, () => {
    const payload = text === undefined ? new Uint8Array(payloadBytes ?? 0).fill(0xa5) : encodeUtf8(text);
    const header = hex(frames.join(' '));
    const stream = text === undefined ? Uint8Array.of(...header, ...payload) : header;
    const direction = (stream[1] ?? 0) > 127 ? 'client-to-server' : 'server-to-client';
    const framing = { ...client, direction } as const;
    const { messages, failure } = decodeAll(framing, [stream]);
    assert.deepEqual([failure, messages.length], [undefined, 1]);
    assert.deepEqual([messages[0]?.opcode, messages[0]?.bytes], [opcode, payload]);
    assert.deepEqual([messages[0]?.at, messages[0]?.end], [0, stream.length]);
    if (opcode > 2) return; // control frames are read, not written
    const sender = {
      ...framing,
      opcode: opcode === 1 ? 'text' : 'binary',
      fragmentBytes: frames.length > 1 ? 3 : 0,
    } as const;
    assert.deepEqual(encode(sender, [payload]).bytes, stream);
  });
}

test('every byte of a frame has its role', () => {
  const letters = (framing: WebSocketFraming, bytes: number): string =>
    encode(framing, [new Uint8Array(bytes)])
      .roles.slice(0, 16)
      .map((role) => role.charAt(0))
      .join('');
  assert.equal(letters(client, 2), 'hlmmmmpp');
  assert.equal(letters(server, 2), 'hlpp');
  assert.equal(letters({ ...server, fragmentBytes: 2 }, 5), 'hlpphlpphlp');
  assert.equal(letters(server, 126), 'hlllpppppppppppp');
  assert.equal(letters(client, 65536), 'hlllllllllmmmmpp');
});

test('the length takes the fewest bytes at every edge, in both directions', () => {
  const headers: Record<number, string> = {
    0: '82 00',
    125: '82 7d',
    126: '82 7e 00 7e',
    127: '82 7e 00 7f',
    65535: '82 7e ff ff',
    65536: '82 7f 00 00 00 00 00 01 00 00',
  };
  for (const [bytes, header] of Object.entries(headers)) {
    const message = new Uint8Array(Number(bytes)).map((_, k) => k % 251);
    for (const base of [client, server]) {
      const framing: WebSocketFraming = { ...base, opcode: 'binary' };
      const stream = encode(framing, [message]).bytes;
      const masked = hex(header).map((byte, k) => (k === 1 && base === client ? byte + 128 : byte));
      assert.deepEqual(stream.subarray(0, masked.length), masked);
      assert.deepEqual(
        decodeAll(framing, [stream]).messages.map((one) => one.bytes),
        [message],
      );
    }
  }
});

test('a control frame may stand between fragments, and splits no message', () => {
  const { messages } = decodeAll(server, [hex('01 01 e5 89 01 41 00 01 a5 8a 00 80 01 bd 82 01 42')]);
  assert.deepEqual(
    messages.map(({ opcode, bytes, at, end, places }) => [opcode, formatHex(bytes), at, end, places]),
    [
      [9, '41', 3, 6, [5]],
      [10, '', 9, 11, []],
      [1, 'e5 a5 bd', 0, 14, [2, 8, 13]],
      [2, '42', 14, 17, [16]],
    ],
  );
});

test('a control frame between fragments is waited around: the message still begins at its first frame', () => {
  const { state } = decodeAll(server, [hex('01 01 41 89 02 41')]);
  assert.deepEqual(waiting(state), { at: 0, end: 6, missing: 1 });
  assert.deepEqual(waiting(decodeAll(server, [hex('89 02 41')]).state), { at: 0, end: 3, missing: 1 });
});

test('each rule about the first two bytes has its own failure', () => {
  for (const first of ['c1', 'a1', '91', 'f1']) {
    assert.deepEqual(read(`${first} 00`), wrong('reserved-bit', 0, 2, { value: Number.parseInt(first, 16) }));
  }
  for (const opcode of [3, 4, 5, 6, 7, 11, 12, 13, 14, 15]) {
    assert.deepEqual(read(`8${opcode.toString(16)} 00`), wrong('opcode-reserved', 0, 2, { value: opcode }));
  }
  for (const opcode of [8, 9, 10]) {
    const digit = opcode.toString(16);
    assert.deepEqual(read(`0${digit} 00`), wrong('control-fragmented', 0, 2, { value: opcode }));
    assert.deepEqual(read(`8${digit} 7e`), wrong('control-too-long', 0, 2, { value: opcode }));
    assert.deepEqual(read(`8${digit} 7f`), wrong('control-too-long', 0, 2, { value: opcode }));
  }
  assert.deepEqual(read('80 00'), wrong('continuation-unexpected', 0, 2, { value: 0 }));
  assert.deepEqual(read('01 00 81 00'), wrong('continuation-missing', 2, 4, { value: 1 }));
  assert.deepEqual(read('01 00 02 00'), wrong('continuation-missing', 2, 4, { value: 2 }));
  for (const length of ['80', 'ff'])
    assert.deepEqual(read(`81 ${length}`), wrong('mask-unexpected', 0, 2, { value: 1 }));
  for (const length of ['00', '7f'])
    assert.deepEqual(read(`81 ${length}`, client), wrong('mask-missing', 0, 2, { value: 1 }));
});

test('a length in more bytes than it needs is refused', () => {
  assert.deepEqual(read('82 7e 00 7d'), wrong('length-not-minimal', 2, 4, { value: 125 }));
  assert.deepEqual(read('82 7f 00 00 00 00 00 00 ff ff'), wrong('length-not-minimal', 2, 10, { value: 65535 }));
  assert.deepEqual(read('82 7f 00 00 00 00 00 00 00 00'), wrong('length-not-minimal', 2, 10, { value: 0 }));
});

test('a hostile length is refused before a byte of its payload', () => {
  const limit = 1_048_576;
  assert.deepEqual(read('82 7f 80 00 00 00 00 00 00 00'), wrong('length-top-bit', 2, 10));
  assert.deepEqual(read('82 7f ff ff ff ff ff ff ff ff'), wrong('length-top-bit', 2, 10));
  assert.deepEqual(
    read('82 7f 7f ff ff ff ff ff ff ff'),
    wrong('message-too-long', 2, 10, { value: 2 ** 53 - 1, limit }),
  );
  assert.deepEqual(read('82 7f 00 00 00 01 00 00 00 00'), wrong('message-too-long', 2, 10, { value: 2 ** 32, limit }));
  assert.deepEqual(read('82 7f 00 00 00 00 00 10 00 00'), []);
});

test('the fragments of a message have a limit together', () => {
  assert.deepEqual(read('02 02 41 42 80 01 43', { limitBytes: 3 }), ['2: 41 42 43']);
  assert.deepEqual(
    read('02 02 41 42 80 02 43', { limitBytes: 3 }),
    wrong('message-too-long', 5, 6, { value: 4, limit: 3 }),
  );
  // A control frame is none of them.
  assert.deepEqual(read('02 03 41 42 43 89 01 44 80 00', { limitBytes: 3 }), ['9: 44', '2: 41 42 43']);
});

test('text that is not UTF-8 is named at its bytes in the stream, across frames', () => {
  assert.deepEqual(read('81 03 41 ff 42'), wrong('utf8-invalid', 3, 4));
  assert.deepEqual(read('01 02 41 e5 80 02 a5 42'), wrong('utf8-invalid', 3, 7));
  assert.deepEqual(read('81 02 e5 a5'), wrong('utf8-invalid', 2, 4));
  assert.deepEqual(read('01 01 e5 80 02 a5 bd'), ['1: e5 a5 bd']);
  assert.deepEqual(read('82 02 e5 a5'), ['2: e5 a5']);
});

test('a close has no body, or a code that may be sent and a reason in UTF-8', () => {
  const close = (code: number): string => `88 02 ${formatHex([code >> 8, code & 255])}`;
  for (let code = 0; code < 65536; code += 1) {
    const registered = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014].includes(code);
    const good = registered || (code >= 3000 && code <= 4999);
    const { failure } = decodeAll(server, [Uint8Array.of(0x88, 2, code >> 8, code & 255)]);
    assert.equal(failure?.code, good ? undefined : 'close-code-invalid', `${code}`);
  }
  assert.deepEqual(read('88 00'), ['8:']);
  assert.deepEqual(read(close(1000)), ['8: 03 e8']);
  assert.deepEqual(read('88 01 03'), wrong('close-code-invalid', 2, 3, { value: 3 }));
  assert.deepEqual(read(close(1006)), wrong('close-code-invalid', 2, 4, { value: 1006 }));
  assert.deepEqual(read('88 05 03 e8 e5 a5 bd'), ['8: 03 e8 e5 a5 bd']);
  assert.deepEqual(read('88 05 03 e8 41 e5 a5'), wrong('utf8-invalid', 5, 7));
});

test('what follows a close is not read', () => {
  const { messages, state, failure } = decodeAll(server, [hex('01 01 41 88 00 ff ff ff')]);
  assert.deepEqual([messages.length, failure, state.offset, waiting(state)], [1, undefined, 8, undefined]);
});
