import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fromHex, toHex } from './hex.ts';
import { type Loot, observe, type SeenRecord } from './observer12.ts';
import { privateKeyOf, type Recording, textOf } from './proof/recording.ts';
import { replay, speaksTls12 } from './proof/replay12.ts';
import { suiteOf } from './suites.ts';

const captures = new URL('../../../content/vectors/captures/', import.meta.url);
const folder = new URL('tls/', captures);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''));
const recordingOf = (name: string): Recording => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
const proof = JSON.parse(readFileSync(new URL('proofs.json', captures), 'utf8')).find(
  ({ model }: { model: string }) => model === 'tls12',
);

test('every recording is replayed or left out with a reason', () => {
  assert.deepEqual([...proof.recordings, ...Object.keys(proof.leftOut)].toSorted(), names.toSorted());
});

for (const name of proof.recordings) {
  test(`${name}: both ends send what was recorded, byte for byte`, () => {
    const { problems, compared, connections } = replay(recordingOf(name));
    assert.deepEqual(problems, []);
    assert.ok(connections > 0 && compared > 0);
  });
}

test('what is left out speaks TLS 1.3', () => {
  for (const name of Object.keys(proof.leftOut)) {
    const file = recordingOf(name);
    assert.ok(
      file.connections.every((connection, index) => !speaksTls12(file, connection, index + 1)),
      name,
    );
  }
});

test('one bit changed in what a side sent is noticed by the replay', () => {
  for (const name of proof.recordings) {
    const file = recordingOf(name);
    // Where a handshake did not end there is no Finished to notice it.
    if (file.connections[0]?.result.handshake_flights === undefined) continue;
    for (const [index, { raw, dir }] of (file.connections[0]?.records ?? []).entries()) {
      if (raw) continue;
      const changed = structuredClone(file) as unknown as { connections: { records: { hex: string }[] }[] };
      const record = changed.connections[0]?.records[index];
      assert.ok(record);
      // The last digit: of a signature, a tag, a public value, a ticket, an extension.
      const last = Number.parseInt(record.hex.slice(-1), 16);
      record.hex = record.hex.slice(0, -1) + (last ^ 1).toString(16);
      assert.notDeepEqual(replay(changed).problems, [], `${name} record ${index} ${dir}`);
    }
  }
});

const seenIn = (file: Recording, index: number): SeenRecord[] =>
  (file.connections[index]?.records ?? [])
    .filter(({ raw }) => !raw)
    .map(({ dir, hex }) => ({ from: dir === 'c>s' ? 'client' : 'server', bytes: fromHex(hex) }));

test('with the server key an observer opens what RSA carried, to the last byte, and nothing that was ephemeral', () => {
  let opened = 0;
  let closed = 0;
  for (const name of proof.recordings) {
    const file = recordingOf(name);
    const key = privateKeyOf(file.private_keys[file.server_certificate ?? '']);
    const loot: Loot = { rsaKey: key?.kind === 'rsa' ? key : undefined };
    const connection = file.connections[0];
    const suite = suiteOf(Number.parseInt(connection?.result.suite ?? '0', 16));
    if (!connection || !suite || connection.records.some(({ delivered }) => delivered)) continue;
    if (connection.result.handshake_flights === undefined || name.startsWith('216')) continue;
    const seen = observe(seenIn(file, 0), loot);
    if (suite.keyExchange === 'RSA') {
      opened += 1;
      assert.equal(seen.reason, 'premaster-decrypted', name);
      assert.ok(seen.opened, name);
      assert.equal(String.fromCharCode(...seen.data.client), textOf(connection.application_data.client), name);
      assert.equal(toHex(seen.master ?? new Uint8Array()), connection.derived?.['master_secret'], name);
    } else {
      closed += 1;
      assert.equal(seen.reason, 'ephemeral', name);
      assert.equal(seen.opened, false, name);
      assert.equal(seen.data.client.length, 0, name);
    }
  }
  assert.ok(opened >= 5 && closed >= 10);
});

test('who has the ticket key opens an ECDHE session and the one that resumes it', () => {
  const file = recordingOf('305-tls12-resume-ticket-known-key');
  const ticketKeys = fromHex(file.ticket_keys ?? '');
  for (const index of [0, 1]) {
    const seen = observe(seenIn(file, index), { ticketKeys });
    assert.equal(seen.reason, 'ticket-opened');
    assert.ok(seen.opened);
    assert.ok(seen.data.server.length > 0);
  }
});

test('a session that was opened opens the session that resumes it', () => {
  const file = recordingOf('306-tls12-resume-rsa-cbc-noems');
  const key = privateKeyOf(file.private_keys[file.server_certificate ?? '']);
  assert.equal(key?.kind, 'rsa');
  const first = observe(seenIn(file, 0), { rsaKey: key });
  assert.equal(observe(seenIn(file, 1), { rsaKey: key }).reason, 'resumed');
  const second = observe(seenIn(file, 1), { sessions: first.sessions });
  assert.equal(second.reason, 'session-known');
  assert.ok(second.opened);
});
