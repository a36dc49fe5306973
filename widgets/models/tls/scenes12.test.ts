import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Happening } from './connection12.ts';
import { falseStartAllowed } from './false-start.ts';
import { fromHex, toHex } from './hex.ts';
import { leafVerdict } from './leaf-verdicts.ts';
import { observe } from './observer12.ts';
import { judgeFor } from './proof/judge.ts';
import { derOf, type Recording } from './proof/recording.ts';
import { play, recordingOf, type SceneName, serverRsaKey } from './scenes12.ts';
import { suiteOf } from './suites.ts';

const folder = new URL('../../../content/vectors/captures/tls/', import.meta.url);

const recorded = (name: SceneName): { hex: string; dir: string }[] =>
  JSON.parse(
    readFileSync(new URL(`../../../content/vectors/captures/tls/${recordingOf(name)}.json`, import.meta.url), 'utf8'),
  ).connections[0].records;

/** What the recording's two ends gave away: private values of the key agreement, and the line of the key log. */
function recordedKeys(name: SceneName) {
  const file = new URL(`../../../content/vectors/captures/tls/${recordingOf(name)}.json`, import.meta.url);
  const { keylog, ephemeral } = JSON.parse(readFileSync(file, 'utf8')).connections[0];
  const [, random = '', master = ''] = keylog.find((line: string) => line.startsWith('CLIENT_RANDOM')).split(' ');
  const { client_private: client, server_private: server } = ephemeral?.[0] ?? {};
  return { random, master, ephemeral: { client, server } };
}

for (const name of ['rsa', 'ecdhe'] as const) {
  test(`${recordingOf(name)}: our client and our server send every byte of it`, () => {
    const { records, roundTripsBeforeData } = play(name);
    assert.deepEqual(
      records.map(({ sent }) => toHex(sent)),
      recorded(name).map(({ hex }) => hex),
    );
    assert.equal(roundTripsBeforeData, 2);
  });
}

const alerts = (log: readonly Happening[]) => log.flatMap((each) => (each.kind === 'alert-sent' ? [each.alert] : []));
const wrong = (log: readonly Happening[]) =>
  log.flatMap((each) => (each.kind === 'check' && !each.good ? [each.check] : []));

test('False Start saves one of two round trips with ECDHE and AEAD, and is refused for RSA with CBC', () => {
  assert.equal(play('ecdhe', { falseStart: true }).roundTripsBeforeData, 1);
  assert.equal(play('rsa', { falseStart: true }).roundTripsBeforeData, 2);
  const reasons = (id: number) => {
    const suite = suiteOf(id);
    return suite && falseStartAllowed(suite, 0x0303).reasons;
  };
  assert.deepEqual(reasons(0x003c), ['cipher', 'key-exchange']);
  assert.deepEqual(reasons(0x009c), ['key-exchange']);
  assert.deepEqual(reasons(0xc02b), []);
  assert.deepEqual(reasons(0xc023), ['cipher']);
});

test('one bit of a random: with a signature the client notices at once, without one the server does at Finished', () => {
  const flip = { from: 'client', record: 0, byte: 20, bit: 0 } as const;
  const ecdhe = play('ecdhe', { flip });
  assert.deepEqual([wrong(ecdhe.client), alerts(ecdhe.client)], [['server-key-exchange-signature'], ['decrypt_error']]);
  const rsa = play('rsa', { flip });
  // Keys come from the randoms: they differ, and the record is what fails.
  assert.deepEqual([wrong(rsa.server), alerts(rsa.server)], [['record-protection'], ['bad_record_mac']]);
});

test('one bit of an encrypted premaster: no answer of its own', () => {
  const { server } = play('rsa', { flip: { from: 'client', record: 1, byte: 100, bit: 0 } });
  assert.ok(server.some(({ kind }) => kind === 'premaster-replaced'));
  assert.deepEqual([wrong(server), alerts(server)], [['record-protection'], ['bad_record_mac']]);
});

test('one bit of an offer that is not chosen: without extended master secret only verify_data shows it', () => {
  // The suite of renegotiation, 00 ff, becomes 00 fe: an unknown suite in the list.
  const rsa = play('rsa', { flip: { from: 'client', record: 0, byte: 49, bit: 0 } });
  assert.deepEqual([...wrong(rsa.server), ...wrong(rsa.client)].length > 0, true);
  const group = play('rsa', { flip: { from: 'client', record: 0, byte: 127, bit: 0 } });
  assert.deepEqual([wrong(group.server), alerts(group.server)], [['verify-data'], ['decrypt_error']]);
  const ecdhe = play('ecdhe', { flip: { from: 'client', record: 0, byte: 211, bit: 0 } });
  assert.deepEqual([wrong(ecdhe.server), alerts(ecdhe.server)], [['record-protection'], ['bad_record_mac']]);
});

test('no bit of the handshake can be turned over without somebody noticing, except the version of the first record', () => {
  for (const name of ['rsa', 'ecdhe'] as const) {
    const plain = play(name);
    const unnoticed: string[] = [];
    for (const { from, n, sent } of plain.records) {
      // Every byte of short records, every seventh of long ones; a bit that moves along.
      for (let byte = 0; byte < sent.length; byte += sent.length > 130 && byte > 12 ? 13 : 3) {
        const { client, server } = play(name, { flip: { from, record: n, byte, bit: byte % 8 } });
        const quiet = wrong(client).length + wrong(server).length === 0;
        const over = client.some(({ kind }) => kind === 'finished') && server.some(({ kind }) => kind === 'finished');
        const data =
          server.some(({ kind }) => kind === 'data-received') && client.some(({ kind }) => kind === 'data-received');
        if (quiet && over && data) unnoticed.push(`${from} ${n} ${byte}`);
      }
    }
    // What is said behind the data, in close_notify, no longer matters for them; a length there leaves it waiting.
    const last = {
      client: plain.records.filter(({ from }) => from === 'client').length - 1,
      server: plain.records.filter(({ from }) => from === 'server').length - 1,
    };
    assert.deepEqual(
      unnoticed.filter(
        (each) => !each.startsWith(`client ${last.client} `) && !each.startsWith(`server ${last.server} `),
      ),
      [],
    );
  }
  const version = play('ecdhe', { flip: { from: 'client', record: 0, byte: 2, bit: 1 } });
  assert.deepEqual([...wrong(version.client), ...wrong(version.server)], []);
});

test('the recorder of both sessions opens the one, years later, and not the other', () => {
  const seen = (name: SceneName) => play(name).records.map(({ from, sent }) => ({ from, bytes: sent }));
  const rsaKey = serverRsaKey();
  const rsa = observe(seen('rsa'), { rsaKey });
  assert.ok(rsa.opened);
  assert.equal(String.fromCharCode(...rsa.data.client), 'hello from the client\n');
  assert.equal(observe(seen('ecdhe'), { rsaKey }).reason, 'ephemeral');
  assert.equal(observe(seen('rsa'), {}).reason, 'no-key');
  // A private value of either end opens its own session, and no other.
  const [client = '', server = ''] = Object.values(recordedKeys('ecdhe').ephemeral);
  for (const key of [client, server]) {
    const ecdhe = observe(seen('ecdhe'), { ephemeral: fromHex(key) });
    assert.deepEqual([ecdhe.opened, ecdhe.reason], [true, 'agreed']);
    assert.equal(toHex(ecdhe.master ?? new Uint8Array()), recordedKeys('ecdhe').master);
  }
  assert.equal(observe(seen('ecdhe'), { ephemeral: fromHex('01'.repeat(32)) }).reason, 'ephemeral');
  assert.equal(observe(seen('rsa'), { ephemeral: fromHex(server) }).reason, 'no-key');
  for (const name of ['rsa', 'ecdhe'] as const) {
    const { random, master } = recordedKeys(name);
    const keyLog = [{ random: fromHex(random), master: fromHex(master) }];
    const { opened, reason } = observe(seen(name), { keyLog });
    assert.deepEqual([opened, reason], [true, 'logged']);
  }
});

test('what the client says to a leaf with one bit turned over is what the judge says, for every bit', () => {
  for (const name of ['rsa', 'ecdhe'] as const) {
    const file: Recording = JSON.parse(readFileSync(new URL(`${recordingOf(name)}.json`, folder), 'utf8'));
    const judge = judgeFor(file, 'client', 1);
    const [leaf = new Uint8Array()] = derOf(file.certificates[file.server_certificate ?? ''] ?? []);
    for (let at = 0; at < leaf.length * 8; at++) {
      const changed = leaf.slice();
      changed[at >> 3] = (changed[at >> 3] ?? 0) ^ (1 << (at & 7));
      assert.equal(leafVerdict(name, at >> 3, at & 7), judge([changed]).alert, `${name} ${at}`);
    }
  }
});
