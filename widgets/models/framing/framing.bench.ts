/**
 * Decoding must be linear: in the bytes of the stream, however small the reads. Run it with Node:
 *
 *     node widgets/models/framing/framing.bench.ts
 *
 * It decodes 1/4, 1/2 and 1 MiB in reads of one byte and in one read, and prints the time for each byte. A decoder that is
 * linear prints about the same number three times; one that copies what it has buffered prints it four times as large.
 *
 * Left out: a verdict. A clock is no test; `splits.test.ts` and `verdict.test.ts` hold what can be held without one.
 */
import { performance } from 'node:perf_hooks';
import { stdout } from 'node:process';
import { decodeUtf8, type Utf8State, utf8Start } from '../bytes/utf8.ts';
import { decode, encode } from './codec.ts';
import { type Framing, framings } from './framing.ts';
import { decoderStart } from './stream.ts';

const mebibyte = 1_048_576;
const limits = { limitBytes: 2 * mebibyte, chunkLimitBytes: 2 * mebibyte };
const { fixed, delimiter, chunked, websocket } = framings;
const prefix = framings['length-prefix'];

/** One message of the whole size, and, where a framing has them, many small parts of one. */
const cases: readonly (readonly [string, Framing])[] = [
  ['fixed length, 64 bytes each', { ...fixed, lengthBytes: 64 }],
  ['delimiter', { ...delimiter, ...limits }],
  ['delimiter of 16 bytes, escaped', { ...delimiter, ...limits, delimiter: Array(16).fill(65), escape: 0x7d }],
  ['length prefix', { ...prefix, ...limits, field: 'u32' }],
  ['chunked, one chunk', { ...chunked, ...limits }],
  ['chunked, chunks of 1 byte', { ...chunked, ...limits, chunkBytes: 1 }],
  ['WebSocket, one frame', { ...websocket, ...limits, opcode: 'binary' }],
  ['WebSocket, frames of 1 byte', { ...websocket, ...limits, opcode: 'binary', fragmentBytes: 1 }],
];

function nanosecondsPerByte(framing: Framing, stream: Uint8Array, size: number): number {
  const start = performance.now();
  let state = decoderStart;
  let count = 0;
  for (let from = 0; from < stream.length; from += size) {
    const decoding = decode(framing, state, stream.subarray(from, from + size));
    state = decoding.state;
    count += decoding.messages.length;
    if (decoding.failure) throw new Error(decoding.failure.code);
  }
  if (count === 0) throw new Error('no message');
  return ((performance.now() - start) * 1e6) / stream.length;
}

const row = (cells: readonly (string | number)[]): void => {
  const columns = cells.map((cell, k) =>
    (typeof cell === 'number' ? cell.toFixed(0) : cell)[k === 0 ? 'padEnd' : 'padStart'](k === 0 ? 34 : 9),
  );
  stdout.write(`${columns.join('')}\n`);
};

row(['ns a byte, in reads of', '1: 1/4 M', '1/2 M', '1 M', 'all: 1/4', '1/2 M', '1 M']);
for (const [name, framing] of cases) {
  const streams = [mebibyte / 4, mebibyte / 2, mebibyte].map((bytes) => {
    // Parts of one byte make a stream seven or eight times as long as its message; the stream is what is measured.
    const small = 'chunkBytes' in framing ? framing.chunkBytes : 'fragmentBytes' in framing ? framing.fragmentBytes : 0;
    const part = framing.kind === 'fixed' ? 64 : bytes / (small > 0 ? 8 : 1);
    const message = new Uint8Array(part).map((_, k) => 65 + (k % 16));
    return encode(framing, framing.kind === 'fixed' ? Array(bytes / part).fill(message) : [message]).bytes;
  });
  for (const stream of streams.slice(0, 1)) nanosecondsPerByte(framing, stream, 1); // warm up
  const single = streams.map((stream) => nanosecondsPerByte(framing, stream, 1));
  const whole = streams.map((stream) => nanosecondsPerByte(framing, stream, stream.length));
  row([name, ...single, ...whole]);
}

const utf8 = [mebibyte / 4, mebibyte / 2, mebibyte].map((bytes) => {
  const stream = new Uint8Array(bytes).map((_, k) => [0xe5, 0xa5, 0xbd][k % 3] ?? 0);
  const start = performance.now();
  let state: Utf8State = utf8Start;
  for (const byte of stream) state = decodeUtf8([byte], state, true).state;
  return ((performance.now() - start) * 1e6) / bytes;
});
row(['UTF-8', ...utf8]);
