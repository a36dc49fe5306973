/**
 * Chunked bodies against Node's HTTP parser (llhttp), an implementation that is not ours: what Node sends we read, what we
 * send Node reads, and what one refuses the other refuses, save for the differences that are listed and tested at the end.
 */
import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import { Duplex } from 'node:stream';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import type { ChunkedFraming } from './chunked.ts';
import { decodeAll, encode } from './codec.ts';
import { framings } from './framing.ts';
import { waiting } from './stream.ts';

const chunked: ChunkedFraming = framings.chunked;
/** Limits out of reach: they are no part of the comparison. */
const unlimited: ChunkedFraming = { ...chunked, limitBytes: 2 ** 52, chunkLimitBytes: 2 ** 52 };
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const edges = [0, 1, 15, 16, 125, 126, 255, 256, 4095, 4096, 65535, 65536];

/** What either makes of a body: complete, waited for, or refused; and the data so far. */
interface Outcome {
  readonly kind: 'complete' | 'waiting' | 'refused';
  readonly data: string;
  readonly code?: string | undefined;
}

/** A socket that nobody sees the other end of: what is written to it is kept, what is pushed into it is read. */
function wire(): { socket: Duplex; written: Buffer[] } {
  const written: Buffer[] = [];
  const socket = new Duplex({
    read() {},
    write(chunk, _, done) {
      written.push(Buffer.from(chunk));
      done();
    },
  });
  return { socket, written };
}

/** A client of Node's reads a response with this body. */
async function readByNode(reads: readonly Uint8Array[]): Promise<Outcome> {
  const { socket } = wire();
  const data: Buffer[] = [];
  let kind: Outcome['kind'] = 'waiting';
  let code: string | undefined;
  const refuse = (error: NodeJS.ErrnoException): void => {
    if (!error.code?.startsWith('HPE_')) return; // an end inside the body is no refusal of what came before it
    kind = 'refused';
    code = error.code;
  };
  const asked = request({ createConnection: () => socket });
  asked.on('error', refuse);
  asked.on('response', (response) => {
    response.on('error', refuse);
    response.on('data', (part: Buffer) => data.push(part));
    response.on('end', () => {
      if (response.complete) kind = 'complete';
    });
  });
  asked.end();
  await turn();
  socket.push('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
  for (const read of reads) socket.push(read);
  for (let turns = 0; turns < 3; turns += 1) await turn();
  socket.destroy();
  await turn();
  return { kind, data: Buffer.concat(data).toString('latin1'), code };
}

/** Our reading: of the first body, and only up to its end. */
function readByUs(stream: Uint8Array): Outcome & { end: number } {
  const { messages, state, failure } = decodeAll(unlimited, [stream]);
  const [first] = messages;
  if (first) return { kind: 'complete', data: Buffer.from(first.bytes).toString('latin1'), end: first.end };
  const data = Buffer.from(state.held.slice(0, state.count)).toString('latin1');
  return { kind: failure ? 'refused' : 'waiting', data, code: failure?.code, end: stream.length };
}

/**
 * Compares. Node judges a line byte by byte and we judge it when it is complete; so where we still wait, and Node refuses,
 * the line is completed and has to be refused.
 */
async function agree(stream: Buffer): Promise<Outcome['kind']> {
  const ours = readByUs(stream);
  const theirs = await readByNode([stream.subarray(0, ours.end)]);
  const kind =
    ours.kind === 'waiting' && theirs.kind === 'refused'
      ? readByUs(Buffer.concat([stream, latin1('\r\n')])).kind
      : ours.kind;
  assert.deepEqual(
    { kind, data: ours.data },
    { kind: theirs.kind, data: theirs.data },
    `${JSON.stringify(stream.toString('latin1'))} ${ours.code} ${theirs.code}`,
  );
  return kind;
}

test('what we send Node reads, at every edge of a size', async () => {
  for (const bytes of edges) {
    const message = new Uint8Array(bytes).map((_, k) => (k * 7) % 256);
    for (const chunkBytes of [0, 1000]) {
      const stream = encode({ ...chunked, chunkBytes }, [message]).bytes;
      const { kind, data } = await readByNode([stream]);
      assert.deepEqual({ kind, data }, { kind: 'complete', data: Buffer.from(message).toString('latin1') });
      assert.equal((await readByNode([stream.subarray(0, -1)])).kind, 'waiting');
    }
  }
});

test('what Node sends we read: each write a chunk, trailer fields after the last', async () => {
  for (const trailer of [false, true]) {
    const { socket, written } = wire();
    const server = createServer((_, response) => {
      if (trailer) response.setHeader('Trailer', 'X-Sum');
      for (const bytes of edges) response.write(Buffer.alloc(bytes, bytes % 256));
      if (trailer) response.addTrailers({ 'X-Sum': '"1a"; q=\xe9' });
      response.end('BYE');
    });
    server.emit('connection', socket);
    socket.push('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    for (let turns = 0; turns < 5; turns += 1) await turn();
    socket.destroy();
    const answer = Buffer.concat(written);
    const body = answer.subarray(answer.indexOf('\r\n\r\n') + 4);
    assert.equal(body.includes('X-Sum'), trailer);
    const { messages, failure, state } = decodeAll(chunked, [body]);
    assert.deepEqual([failure, waiting(state), messages.length], [undefined, undefined, 1]);
    const sent = Buffer.concat([...edges.map((bytes) => Buffer.alloc(bytes, bytes % 256)), Buffer.from('BYE')]);
    assert.ok(sent.equals(Buffer.from(messages[0]?.bytes ?? [])));
  }
});

test('random messages of ours are read by Node, however they are cut into chunks and reads', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.nat(40), sizes, async (message, chunkBytes, cuts) => {
      const { bytes } = encode({ ...chunked, chunkBytes }, [message]);
      const reads: Uint8Array[] = [];
      for (let from = 0; from < bytes.length; from += reads.at(-1)?.length ?? 1) {
        reads.push(bytes.subarray(from, from + (cuts[reads.length % cuts.length] ?? 1)));
      }
      const { kind, data } = await readByNode(reads);
      assert.deepEqual({ kind, data }, { kind: 'complete', data: Buffer.from(message).toString('latin1') });
    }),
    { numRuns: 500 },
  );
});

/** Pieces of bodies, right and wrong. No data is a number past the limits; left out are those that the two read differently: see the last tests. */
const size = fc.oneof(
  fc.constantFrom('0', '00', '1', '01', '2', '3', 'a', 'B'),
  fc.constantFrom('', 'g', '-1', '0x1', '1.', ' 1', '+1', '1\x00', 'fffffff'),
);
const quoted = fc.string({
  unit: fc.constantFrom('a', ';', '=', ' ', '\t', '\\\\', '\\"', '\xe9', '\\a', '!', '~', ']'),
  maxLength: 5,
});
const extension = fc.oneof(
  fc.constantFrom('', ';a', ';a=b', ';a;b', ';a=b;c="d"', ";!#$%&'*+-.^_`|~09AZ=!"),
  quoted.map((inside) => `;a="${inside}"`),
  fc.constantFrom(
    ';',
    ';a==',
    ';a=b=c',
    ';a="',
    ';a="b"c',
    ';(',
    ';a=(',
    ';a\x00',
    ';a="\x00"',
    ';a="\x7f"',
    ';\xe9',
    'a',
    ',',
    '"',
  ),
);
const lineEnd = fc.oneof(
  { weight: 8, arbitrary: fc.constant('\r\n') },
  { weight: 1, arbitrary: fc.constantFrom('\n', '\r', '', '\r\r\n', '\n\r') },
);
const chunk = fc.tuple(size, extension, lineEnd, fc.constantFrom('', 'x', 'xy', 'xyz', '\r\n', 'qrstuvwxyz'), lineEnd);
const goodChunk = fc
  .tuple(fc.constantFrom('a', 'bc', 'qrstuvwxyz', '\r\n'), extension)
  .map(([data, ext]) => `${data.length.toString(16)}${ext}\r\n${data}\r\n`);
const field = fc.oneof(
  fc.constantFrom('a:b', 'a:', 'a: b ', 'a:\tb', "!#$%&'*+-.^_`|~09AZ: x", 'a: \xe9\x80', 'a: b: c'),
  fc.constantFrom(
    'a',
    ':',
    ': b',
    'a b: c',
    ' a: b',
    '\ta: b',
    'a : b',
    'a: \x00',
    'a: \x7f',
    'a: \x1f',
    '(: a',
    '\xe9: a',
    'a\x00: b',
  ),
);
const trailer = fc.array(
  fc.tuple(field, lineEnd).map((parts) => parts.join('')),
  { maxLength: 3 },
);
const body = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 3, arbitrary: goodChunk },
        chunk.map((parts) => parts.join('')),
      ),
      { maxLength: 3 },
    ),
    extension,
    trailer,
    lineEnd,
  )
  .map(([chunks, ext, fields, end]) => latin1(`${chunks.join('')}0${ext}\r\n${fields.join('')}${end}`));

test('bodies, right and wrong, are read and refused alike', async () => {
  const kinds = { complete: 0, waiting: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(body, fc.nat(200), async (stream, cut) => {
      // Two pieces may make an extension without a name, which is a difference below.
      fc.pre(!/;[;=]/.test(stream.toString('latin1').replaceAll(/"(?:\\.|[^"\\])*"/g, '')));
      kinds[await agree(stream)] += 1;
      kinds[await agree(stream.subarray(0, cut % (stream.length + 1)))] += 1;
    }),
    { numRuns: 3000 },
  );
  for (const count of Object.values(kinds)) assert.ok(count > 300, JSON.stringify(kinds));
});

test('good bodies with one byte changed are read and refused alike', async () => {
  const good = '3;a=b;c="d e"\r\nxyz\r\n0a\r\n0123456789\r\n0\r\nVary: *\r\nX-Y: z\r\n\r\n';
  for (let at = 0; at < good.length; at += 1) {
    for (const byte of [0, 9, 10, 13, 0x20, 0x22, 0x30, 0x31, 0x3a, 0x3b, 0x3d, 0x41, 0x5c, 0x61, 0x7f, 0x80, 0xff]) {
      const stream = latin1(good);
      stream[at] = byte;
      const text = stream.toString('latin1');
      // White space around ; and =, and nothing where a name or a value has to be, are the differences below.
      if (/[;=][\t ;=\r]|[\t ][;=]/.test(text.slice(0, 14))) continue;
      await agree(stream);
    }
  }
});

const refusedByNode = async (stream: string): Promise<string | undefined> => (await readByNode([latin1(stream)])).code;

test('Node refuses white space in chunk extensions; RFC 9112 section 7.1.1 allows BWS, as RFC 3507 sends it', async () => {
  for (const line of ['0; ieof', '0 ;a', '0;a =b', '0;a= b', '0;a="b" ;c']) {
    assert.match((await refusedByNode(`${line}\r\n\r\n`)) ?? '', /HPE_(STRICT|INVALID_CHUNK_SIZE)/, line);
    assert.equal(readByUs(latin1(`${line}\r\n\r\n`)).kind, 'complete');
  }
});

test('Node takes extensions without a name or a value before a semicolon or equals sign; section 7.1.1 has none', async () => {
  for (const line of ['0;a=', '0;=', '0;=b', '0;;a', '0;a=;b']) {
    assert.equal((await readByNode([latin1(`${line}\r\n\r\n`)])).kind, 'complete', line);
    assert.equal(readByUs(latin1(`${line}\r\n\r\n`)).code, 'chunk-extension-invalid');
  }
  for (const line of ['0;', '0;;', '0;a;', '0;a==b', '0;a=b=c'])
    assert.equal(await agree(latin1(`${line}\r\n\r\n`)), 'refused');
});

test('Node looks at the meaning of a trailer field, and refuses a second Content-Length; framing does not', async () => {
  assert.equal(await refusedByNode('0\r\nContent-Length: 3\r\n\r\n'), 'HPE_INVALID_CONTENT_LENGTH');
  assert.equal(readByUs(latin1('0\r\nContent-Length: 3\r\n\r\n')).kind, 'complete');
});

test('Node counts sizes in 64 bits and takes leading zeros without end; we stop at our limits', async () => {
  assert.equal((await readByNode([latin1('ffffffffffffffff\r\n')])).kind, 'waiting');
  assert.equal(await refusedByNode('10000000000000000\r\n'), 'HPE_INVALID_CHUNK_SIZE');
  assert.equal(readByUs(latin1('ffffffffffffffff\r\n')).code, 'chunk-too-long');
  assert.equal(readByUs(latin1('10000000000000000\r\n')).code, 'chunk-too-long');
  const zeros = `${'0'.repeat(20_000)}1\r\na\r\n0\r\n\r\n`;
  assert.deepEqual(
    [(await readByNode([latin1(zeros)])).kind, readByUs(latin1(zeros)).code],
    ['complete', 'line-too-long'],
  );
});

test('both limit extensions and trailers, Node at 16 KiB', async () => {
  const long = 'a'.repeat(17_000);
  assert.equal(await refusedByNode(`0;${long}\r\n\r\n`), 'HPE_CHUNK_EXTENSIONS_OVERFLOW');
  assert.equal(await refusedByNode(`0\r\na:${long}\r\n\r\n`), 'HPE_HEADER_OVERFLOW');
  assert.equal(readByUs(latin1(`0;${long}\r\n\r\n`)).code, 'line-too-long');
  assert.equal(readByUs(latin1(`0\r\na:${long}\r\n\r\n`)).code, 'line-too-long');
});
