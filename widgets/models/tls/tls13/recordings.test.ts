import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { fromHex, toHex } from '../hex.ts';
import type { Psk } from './knowledge.ts';
import type { Recording } from './proof/recording.ts';
import { isTls13, replay } from './proof/replay.ts';
import { reproduce } from './proof/reproduce.ts';

const folder = new URL('../../../../content/vectors/captures/tls/', import.meta.url);
const recordings = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Recording)
  .filter((recording) => Array.isArray(recording.connections) && isTls13(recording));

const proofs = JSON.parse(readFileSync(new URL('../proofs.json', folder), 'utf8')) as {
  readonly model: string;
  readonly recordings: readonly string[];
}[];

test('the proof lists the recordings that are replayed here', () => {
  assert.deepEqual(
    proofs.find(({ model }) => model === 'tls13')?.recordings.toSorted(),
    recordings.map(({ name }) => name).toSorted(),
  );
});

for (const recording of recordings)
  test(`${recording.name} is replayed: secrets, records, Finished, signatures, binders, alerts`, () => {
    const { problems, compared } = replay(recording);
    assert.deepEqual(problems, []);
    assert.ok(compared >= 1);
  });

test('a single bit that differs anywhere in a recording is noticed', () => {
  for (const name of ['510-tls13-aes128-gcm-fixed-randoms', '521-tls13-0rtt-accepted', '529-tls13-client-cert-rsa']) {
    const text = JSON.stringify(recordings.find((each) => each.name === name));
    // Every record, key log line and shared secret that is long enough to be one, one digit of each changed.
    const places = [...text.matchAll(/"hex":"([0-9a-f]{20,})"|(?:SECRET|SECRET_\d) [0-9a-f]{64} ([0-9a-f]{64})/g)];
    assert.ok(places.length > 12);
    for (const { index, 0: found } of places) {
      const at = index + found.length - 12;
      const changed = text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1);
      const { problems } = replay(JSON.parse(changed) as Recording);
      assert.ok(problems.length > 0, `${name}: ${found.slice(0, 60)}`);
    }
  }
});

const groups: Readonly<Record<string, number>> = { X25519: 29, prime256v1: 23, secp384r1: 24, secp521r1: 25 };

/** Not played again by our own ends, and why. */
const notPlayed: Readonly<Record<string, string>> = {
  '520-tls13-psk-resumption-known-ticket-key': 'no private share is known',
  '534-tls13-hybrid-x25519mlkem768': 'no private share is known',
  '537-tls13-openssl-client-gnutls-server': 'no private share of the server is known',
  '526-tls13-key-update-client-requests': 'the text after the KeyUpdate waits for an answer to the text before it',
  '531-tls13-client-cert-missing-required': 'ends with an alert',
  '532-tls13-post-handshake-auth': 'our ends follow authentication after the handshake, but do not start it',
  '541-tls13-small-fragments': 'our ends do not cut messages into fragments',
};

for (const recording of recordings.filter(({ name }) => name.startsWith('5') && !notPlayed[name]))
  test(`${recording.name} comes out byte for byte from our own client and server`, () => {
    const { connections } = replay(recording);
    const psks = new Map<string, Psk>();
    if (recording.external_psk) {
      const { identity, key } = recording.external_psk;
      psks.set(Buffer.from(identity).toString('hex'), { value: fromHex(key), kind: 'ext', suite: 0x1301 });
    }
    recording.connections.forEach((connection, at) => {
      const shares = (side: 'client' | 'server') =>
        (connection.ephemeral ?? []).flatMap((pair) => {
          const privateKey = pair[`${side}_private`];
          return privateKey ? [{ group: groups[pair.group] ?? 0, privateKey: fromHex(privateKey) }] : [];
        });
      const command = recording.commands['server'] ?? '';
      const { wires } = reproduce({
        seen: connections[at]?.seen ?? [],
        shares: { client: shares('client'), server: shares('server') },
        psk: (identity) => psks.get(toHex(identity)),
        style: {
          oneRecord: false,
          compatible: !/-no_middlebox/.test(command),
          alertsInClear: true,
          padTo: Number(/-record_padding (\d+)/.exec(command)?.[1] ?? 0),
        },
      });
      for (const [dir, from] of [
        ['c>s', 'client'],
        ['s>c', 'server'],
      ])
        assert.deepEqual(
          wires.filter((wire) => wire.from === from).map(({ sent }) => toHex(sent)),
          connection.records.filter((record) => record.dir === dir).map(({ hex }) => hex),
          `#${at + 1} ${from}`,
        );
      for (const { ticket, psk } of connections[at]?.client.tickets ?? []) psks.set(toHex(ticket), psk);
    });
  });
