import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { defaults } from '../../../models/share/share.ts';
import {
  early,
  earlyTicket,
  full,
  type Given,
  resumption,
  resumptionTicket,
  retry,
  retryShare,
  signature510,
} from './given.ts';
import { runOf } from './run.ts';
import { schema } from './state.ts';

interface Recorded {
  readonly certificates: Readonly<Record<string, readonly string[]>>;
  readonly connections: readonly {
    readonly records: readonly { readonly dir: string; readonly hex: string }[];
    readonly ephemeral: readonly { readonly client_private: string; readonly server_private: string }[];
    readonly derived: { readonly tickets: readonly { readonly psk: string }[] };
    readonly session_saved?: { readonly resumption_psk: string };
  }[];
}
const recording = (name: string): Recorded =>
  JSON.parse(readFileSync(new URL(`../../../../content/vectors/captures/tls/${name}.json`, import.meta.url), 'utf8'));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('what is given is what was recorded in 510, 511, 514 and 521', () => {
  const all: readonly (readonly [Given, string, number])[] = [
    [full, '510-tls13-aes128-gcm-fixed-randoms', 0],
    [retry, '511-tls13-hello-retry-request', 0],
    [resumption, '514-tls13-psk-resumption', 1],
    [early, '521-tls13-0rtt-accepted', 1],
  ];
  for (const [given, name, at] of all) {
    const connection = recording(name).connections[at] ?? assert.fail(name);
    const text = connection.records.map((record) => record.hex).join(' ');
    for (const value of [given.clientRandom, given.sessionId, given.serverRandom]) assert.ok(text.includes(hex(value)));
    assert.equal(hex(given.clientKey), connection.ephemeral[0]?.client_private, name);
    assert.equal(hex(given.serverKey), connection.ephemeral[0]?.server_private, name);
  }
  const psk = (name: string) => recording(name).connections[0]?.derived.tickets.map((ticket) => ticket.psk) ?? [];
  assert.ok(psk('514-tls13-psk-resumption').includes(hex(resumptionTicket.psk)));
  assert.ok(psk('521-tls13-0rtt-accepted').includes(hex(earlyTicket.psk)));
  assert.ok(JSON.stringify(recording('511-tls13-hello-retry-request')).includes(hex(retryShare)));
  assert.equal(signature510.length, 72);
});

test('the full handshake is recording 510 byte for byte, up to the tickets', () => {
  const { wires } = runOf(defaults(schema));
  const [connection] = recording('510-tls13-aes128-gcm-fixed-randoms').connections;
  const of = (dir: string) =>
    (connection?.records ?? []).filter((record) => record.dir === dir).map((each) => each.hex);
  const own = (from: string) => wires.filter((wire) => wire.from === from).map(({ sent }) => hex(sent));
  assert.deepEqual(own('server').slice(0, 6), of('s>c').slice(0, 6));
  assert.deepEqual(own('client').slice(0, 2), of('c>s').slice(0, 2));
});

test('the first hellos of the HelloRetryRequest are those of recording 511', () => {
  const { wires } = runOf({ ...defaults(schema), scene: 'retry' });
  const [connection] = recording('511-tls13-hello-retry-request').connections;
  assert.deepEqual(
    wires.slice(0, 6).map(({ sent }) => hex(sent)),
    (connection?.records ?? []).slice(0, 6).map((record) => record.hex),
  );
});
