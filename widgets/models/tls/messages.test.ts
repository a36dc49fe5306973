import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { alertName, alertNumber } from './alerts.ts';
import { concat, encode, type Field, parse } from './codec.ts';
import { hasExtension } from './extensions.ts';
import { handshakeCodec, type MessageContext, parseMessage } from './messages.ts';
import { recordCodec, splitMessages, splitRecords, writeRecord } from './record.ts';
import { tls12 } from './registries.ts';
import { suiteOf } from './suites.ts';

const folder = new URL('../../../content/vectors/captures/tls/', import.meta.url);
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

interface Recorded {
  readonly name: string;
  readonly connections: readonly {
    readonly records: readonly { readonly dir: 'c>s' | 's>c'; readonly hex: string; readonly raw?: boolean }[];
    readonly result: { readonly version?: string; readonly suite?: string };
  }[];
}

const recordings = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Recorded);

/** Every handshake message that stands in the clear, with what it takes to read it. */
const messages = recordings.flatMap(({ name, connections }) =>
  connections.flatMap(({ records, result }) => {
    const version = Number.parseInt(result.version ?? '0303', 16);
    const keyExchange = suiteOf(Number.parseInt(result.suite ?? '0', 16))?.keyExchange;
    const context: MessageContext = {
      version,
      keyExchange: keyExchange === 'RSA' || keyExchange === 'DHE' ? keyExchange : 'ECDHE',
    };
    return (['c>s', 's>c'] as const).flatMap((dir) => {
      const own = records.filter((record) => record.dir === dir && !record.raw).map(({ hex }) => bytesOf(hex));
      const protectedFrom = own.findIndex(([type]) => type === 20 || type === 23);
      const plain = own.slice(0, protectedFrom < 0 ? own.length : protectedFrom).filter(([type]) => type === 22);
      const { messages: found } = splitMessages(concat(...plain.map((record) => record.subarray(5))));
      return found.map((bytes) => ({ name, bytes, context }));
    });
  }),
);

/** Fails unless the parts of each field cover all of it, in order. */
function covers(fields: readonly Field[], at: number, end: number): void {
  if (fields.length === 0) return;
  let next = at;
  for (const field of fields) {
    assert.equal(field.at, next, field.name);
    next = field.end;
    covers(field.fields, field.at, field.end);
  }
  assert.equal(next, end);
}

test('every recorded message in the clear is read, every byte of it has a name, and writing gives it back', () => {
  assert.ok(messages.length > 400);
  for (const { name, bytes, context } of messages) {
    const { value, failure, fields } = parseMessage(bytes, context);
    assert.equal(failure, undefined, name);
    assert.ok(value);
    covers(fields, 0, bytes.length);
    assert.deepEqual(encode(handshakeCodec(context), value), bytes, name);
  }
});

test('a message cut anywhere is a decode_error with a place in it, whatever its length fields say', () => {
  const kinds = new Map(
    messages.map((each) => [`${each.bytes[0]} ${each.context.version} ${each.context.keyExchange}`, each]),
  );
  for (const { bytes, context } of kinds.values()) {
    for (let end = 0; end < bytes.length; end++) {
      const cut = bytes.slice(0, end);
      if (end >= 4) cut.set([(end - 4) >> 16, (end - 4) >> 8, end - 4], 1);
      const { failure } = parseMessage(cut, context);
      // Some may end early: a hello without extensions, and whatever has no structure.
      if (!failure) continue;
      assert.equal(failure.alert, 'decode_error');
      assert.ok(failure.at <= failure.end && failure.end <= end && failure.path.length > 0);
    }
  }
});

test('any byte of a message may be anything: it is read, or refused with a place and an alert', () => {
  const some = fc.constantFrom(...messages);
  fc.assert(
    fc.property(some, fc.nat(), fc.nat(255), ({ bytes, context }, at, byte) => {
      const changed = bytes.slice();
      changed[at % bytes.length] = byte;
      const { value, failure } = parseMessage(changed, context);
      if (failure) assert.ok(alertNumber(failure.alert) > 0 && failure.end <= bytes.length);
      else assert.deepEqual(encode(handshakeCodec(context), value), changed);
    }),
    { numRuns: 2000 },
  );
});

test('what is wrong is named: field, bytes, alert', () => {
  const hello = messages.find(({ name, bytes }) => name.startsWith('207') && bytes[0] === 1);
  assert.ok(hello);
  const refusal = (at: number, byte: number) => {
    const changed = hello.bytes.slice();
    changed[at] = byte;
    const { failure } = parseMessage(changed, hello.context);
    return failure && [failure.path.join('.'), failure.at, failure.end, failure.reason, failure.alert];
  };
  assert.deepEqual(refusal(0, 99), ['msg_type', 0, 1, 'value', 'unexpected_message']);
  assert.deepEqual(refusal(3, 0xca), ['client_hello.extensions.length', 99, 101, 'truncated', 'decode_error']);
  assert.deepEqual(refusal(38, 33), ['client_hello.session_id.length', 38, 39, 'length', 'decode_error']);
  assert.deepEqual(refusal(39, 255), ['client_hello.cipher_suites.length', 39, 41, 'truncated', 'decode_error']);
  assert.deepEqual(refusal(40, 1), ['client_hello.cipher_suites.length', 39, 41, 'length', 'decode_error']);
  assert.equal(refusal(hello.bytes.length - 1, 1), undefined);
});

test('an extension that stands twice is an illegal_parameter', () => {
  const context = { version: tls12 };
  const body = {
    version: tls12,
    random: new Uint8Array(32),
    session_id: new Uint8Array(),
    cipher_suites: [0xc02b],
    compression_methods: [0],
    extensions: [
      { type: 23, data: new Uint8Array() },
      { type: 23, data: new Uint8Array() },
    ],
  };
  const bytes = encode(handshakeCodec(context), { name: 'client_hello', body });
  const { failure } = parseMessage(bytes, context);
  assert.equal(failure?.reason, 'repeated');
  assert.equal(failure.alert, 'illegal_parameter');
  assert.deepEqual([failure.at, failure.end], [bytes.length - 4, bytes.length]);
  assert.ok(hasExtension(body.extensions, 'extended_master_secret'));
});

test('a stream is cut into records; what is no record is named with the alert', () => {
  const one = writeRecord('handshake', tls12, Uint8Array.of(14, 0, 0, 0));
  const { records, rest, failure } = splitRecords(concat(one, one, one.subarray(0, 6)));
  assert.deepEqual([records, rest, failure], [[one, one], one.subarray(0, 6), undefined]);
  assert.deepEqual(parse(recordCodec, one).value?.fragment, Uint8Array.of(14, 0, 0, 0));
  const http = splitRecords(new TextEncoder().encode('GET / HTTP/1.1\r\n')).failure;
  assert.deepEqual([http?.path, http?.alert], [['type'], 'unexpected_message']);
  assert.equal(splitRecords(Uint8Array.of(22, 3, 3, 0x48, 1)).failure?.alert, 'record_overflow');
});

test('a suite is what its name says', () => {
  const said = (id: number) => {
    const suite = suiteOf(id);
    return suite && [suite.keyExchange, suite.authentication, suite.cipher, suite.mode, suite.macHash, suite.prfHash];
  };
  assert.deepEqual(said(0xc02b), ['ECDHE', 'ECDSA', 'AES_128', 'GCM', undefined, 'sha256']);
  assert.deepEqual(said(0x003c), ['RSA', 'RSA', 'AES_128', 'CBC', 'sha256', 'sha256']);
  assert.deepEqual(said(0xc028), ['ECDHE', 'RSA', 'AES_256', 'CBC', 'sha384', 'sha384']);
  assert.deepEqual(said(0x1303), [undefined, undefined, 'CHACHA20', 'POLY1305', undefined, 'sha256']);
  assert.deepEqual(said(0xc0ae), ['ECDHE', 'ECDSA', 'AES_128', 'CCM_8', undefined, 'sha256']);
  assert.deepEqual(said(0x006c), ['DH_anon', 'anon', 'AES_128', 'CBC', 'sha256', 'sha256']);
  assert.equal(suiteOf(0x00ff), undefined);
  for (let id = 0; id < 65536; id++) {
    const suite = suiteOf(id);
    if (suite) assert.equal(suite.parts.map(({ text }) => text).join(''), suite.name);
  }
});

test('alerts have the numbers of the registry', () => {
  assert.equal(alertNumber('decrypt_error'), 51);
  assert.equal(alertName(20), 'bad_record_mac');
  assert.equal(alertName(255), undefined);
});
