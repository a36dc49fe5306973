// Against Node's own HTTP/2, which is nghttp2: what it encodes we decode, what we encode it decodes.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http2 from 'node:http2';
import { connect as connectTcp, createServer, type Socket } from 'node:net';
import test from 'node:test';
import { decodeBlock } from './decode.ts';
import { encodeBlock, type FieldToSend } from './encode.ts';
import { emptyTable } from './table.ts';

/** A sequence of 32-bit numbers from a seed: mulberry32. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const names = [
  'accept',
  'cookie',
  'x-a',
  'x-long-name-of-a-field',
  'user-agent',
  'etag',
  'authorization',
  'link',
  'via',
];
const characters = 'abcdefghijklmnopqrstuvwxyz0123456789 ;=/,-_.:%ABCXYZ~|<>{}';

function headerList(random: (below: number) => number): [string, string][] {
  const fields: [string, string][] = [
    [':method', ['GET', 'POST', 'HEAD'][random(3)] ?? 'GET'],
    [':scheme', 'http'],
    [':authority', `host${random(4)}.example`],
    [':path', `/${random(6)}/${random(50)}`],
  ];
  const count = random(8);
  for (let index = 0; index < count; index += 1) {
    const length = random(10) === 0 ? random(600) : random(24);
    let value = '';
    for (let at = 0; at < length; at += 1) value += characters[random(characters.length)] ?? '';
    const name = names[random(names.length)] ?? 'x-a';
    // Node refuses to send these twice in one request.
    if (['authorization', 'etag', 'user-agent'].includes(name) && fields.some(([other]) => other === name)) continue;
    fields.push([name, random(2) ? `value-${random(5)}` : value.trim()]);
  }
  return fields;
}

const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
const frame = (type: number, flags: number, stream: number, payload: Uint8Array): Buffer => {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
};
const setting = (id: number, value: number): Buffer => {
  const bytes = Buffer.alloc(6);
  bytes.writeUInt16BE(id, 0);
  bytes.writeUInt32BE(value, 2);
  return bytes;
};
const types = { headers: 1, settings: 4, continuation: 9 } as const;

/** Calls `each` for every whole frame that arrives. */
function readFrames(socket: Socket, skip: number, each: (type: number, flags: number, payload: Buffer) => void): void {
  let rest = Buffer.alloc(0);
  let toSkip = skip;
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    if (rest.length < toSkip) return;
    rest = rest.subarray(toSkip);
    toSkip = 0;
    while (rest.length >= 9) {
      const length = rest.readUIntBE(0, 3);
      if (rest.length < 9 + length) return;
      each(rest[3] ?? 0, rest[4] ?? 0, rest.subarray(9, 9 + length));
      rest = rest.subarray(9 + length);
    }
  });
}

const listening = async (server: { listen: (port: number, host: string) => unknown; address: () => unknown }) => {
  server.listen(0, '127.0.0.1');
  await once(server as never, 'listening');
  return (server.address() as { port: number }).port;
};

const count = 600;

for (const tableSize of [0, 150, 4_096, 65_536])
  test(`what nghttp2 encodes for a table of ${tableSize} octets, we decode`, async (t) => {
    const random = seeded(tableSize + 1);
    const lists = Array.from({ length: count }, () => headerList(random));
    const got: [string, string][][] = [];
    const all = Promise.withResolvers<void>();
    let table = emptyTable();
    let block = Buffer.alloc(0);
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.write(frame(types.settings, 0, 0, Buffer.concat([setting(1, tableSize), setting(3, 4_000)])));
      readFrames(socket, preface.length, (type, flags, payload) => {
        if (type === types.settings && (flags & 1) === 0) socket.write(frame(types.settings, 1, 0, Buffer.alloc(0)));
        if (type !== types.headers && type !== types.continuation) return;
        // Five octets of priority stand in front: RFC 9113 (6.2).
        block = Buffer.concat([block, payload.subarray(type === types.headers && flags & 0x20 ? 5 : 0)]);
        if ((flags & 4) === 0) return;
        const decoded = decodeBlock(table, block, { tableSize: Math.max(tableSize, 4_096) });
        assert.equal(decoded.problem, undefined);
        table = decoded.table;
        block = Buffer.alloc(0);
        if (got.push(decoded.fields.map(({ name, value }) => [name, value])) === count) all.resolve();
      });
    });
    t.after(() => server.close());
    const client = http2.connect(`http://127.0.0.1:${await listening(server)}`, { settings: { enablePush: false } });
    client.on('error', all.reject);
    t.after(() => client.destroy());
    await once(client, 'remoteSettings');
    // A list of names and values in turn keeps order and repetitions.
    for (const list of lists) client.request(list.flat() as never, { endStream: true }).on('error', () => {});
    await all.promise;
    assert.deepEqual(got, lists);
    assert.ok(table.size <= tableSize);
  });

for (const huffman of ['shorter', 'always', 'never'] as const)
  test(`what we encode (Huffman code: ${huffman}), nghttp2 decodes, with changes of the table's size`, async (t) => {
    const random = seeded(huffman.length);
    const lists = Array.from({ length: count }, () => headerList(random));
    const got: [string, string][][] = [];
    const all = Promise.withResolvers<void>();
    const server = http2.createServer({ settings: { headerTableSize: 4_096, maxConcurrentStreams: 4_000 } });
    server.on('sessionError', all.reject);
    server.on('stream', (stream, _headers, _flags, raw: readonly string[]) => {
      stream.on('error', () => {});
      stream.respond({ ':status': 204 }, { endStream: true });
      const pairs = Array.from({ length: raw.length / 2 }, (_, index): [string, string] => [
        raw[2 * index] ?? '',
        raw[2 * index + 1] ?? '',
      ]);
      if (got.push(pairs) === count) all.resolve();
    });
    const socket = connectTcp(await listening(server), '127.0.0.1');
    t.after(() => {
      socket.destroy();
      server.close();
    });
    socket.on('error', all.reject);
    socket.write(Buffer.concat([Buffer.from(preface), frame(types.settings, 0, 0, setting(4, 1_000_000))]));
    let table = emptyTable();
    readFrames(socket, 0, (type, flags) => {
      if (type === types.settings && (flags & 1) === 0) socket.write(frame(types.settings, 1, 0, Buffer.alloc(0)));
    });
    for (const [index, list] of lists.entries()) {
      const fields = list.map(
        ([name, value]): FieldToSend => ({
          name,
          value,
          indexing: (['index', 'without', 'never'] as const)[random(3)],
        }),
      );
      const sizeUpdates = random(20) === 0 ? [random(200), random(4_097)].sort((a, b) => a - b) : [];
      const encoded = encodeBlock(table, fields, { huffman, sizeUpdates });
      table = encoded.table;
      // END_STREAM and END_HEADERS; streams of a client have odd numbers.
      socket.write(frame(types.headers, 5, 2 * index + 1, encoded.bytes));
    }
    await all.promise;
    assert.deepEqual(got, lists);
  });
