import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { alertName } from '../alerts.ts';
import { bodies, type Extension, extensionOf } from '../extensions.ts';
import { writeRecord } from '../record.ts';
import { tls12, tls13 } from '../registries.ts';
import { Client, type ClientPlan } from './client.ts';
import { signer, verifierOf } from './ecdsa-p256.ts';
import { type Exchange, exchange, type Script } from './exchange.ts';
import type { Psk } from './knowledge.ts';
import { Server, type ServerPlan } from './server.ts';

const counting = (from: number, count = 32) => Uint8Array.from({ length: count }, (_, at) => (from + at) & 255);
const leaf = counting(3, 40);
const key = counting(1);
const x25519 = 29;
const psk: Psk = { value: counting(9), kind: 'res', suite: 0x1301 };
const ticket = counting(77, 48);

const extensions: readonly Extension[] = [
  extensionOf('supported_groups', bodies.supported_groups, [x25519]),
  extensionOf('signature_algorithms', bodies.signature_algorithms, [0x0403]),
  extensionOf('supported_versions', bodies.offered_versions, [tls13]),
  extensionOf('psk_key_exchange_modes', bodies.psk_key_exchange_modes, [1]),
  extensionOf('key_share', bodies.client_shares, []),
];
const early = extensionOf('early_data', bodies.early_data, null);

const clientPlan: ClientPlan = {
  random: counting(0),
  sessionId: counting(100),
  suites: [0x1301, 0x1302, 0x1303],
  extensions,
  shares: [{ group: x25519, privateKey: counting(5) }],
  verify: verifierOf(leaf, key),
};
const serverPlan: ServerPlan = {
  random: counting(200),
  suites: [0x1301],
  groups: [x25519],
  shares: [{ group: x25519, privateKey: counting(8) }],
  certificate: signer([leaf], key),
  psk: () => psk,
  takesEarlyData: () => true,
};
const script: Script = { request: [encodeUtf8('request')], response: [encodeUtf8('response')], close: true };

const run = (
  meddle?: Script['meddle'],
  client: Partial<ClientPlan> = {},
  server: Partial<ServerPlan> = {},
  more: Partial<Script> = {},
): Exchange =>
  exchange(new Client({ ...clientPlan, ...client }), new Server({ ...serverPlan, ...server }), {
    ...script,
    ...more,
    ...(meddle ? { meddle } : {}),
  });

/** Who refused, and with which alert. */
const outcome = ({ client, server }: Exchange) =>
  [client, server]
    .filter(({ closed }) => closed === 'refused')
    .map(({ role, refusal }) => `${role} ${refusal?.check} ${refusal?.alert}`)
    .join();

const heard =
  (record: number, change: (bytes: Uint8Array) => readonly Uint8Array[]): Script['meddle'] =>
  (n, _from, bytes) =>
    n === record ? change(bytes) : [bytes];

test('nothing meddles: both finish, and request and response arrive', () => {
  const { wires, client, server } = run();
  assert.equal(outcome(run()), '');
  assert.ok(client.side.finished.client && server.side.finished.server);
  const data = wires.flatMap(({ seen }) => seen).filter(({ type }) => type === 'application_data');
  assert.deepEqual(
    data.map(({ content }) => String.fromCharCode(...content)),
    ['request', 'response'],
  );
});

test('the alerts of recordings 675 to 695: what is changed on the wire, and who says so', () => {
  const flip = (at: number) => (bytes: Uint8Array) => {
    const changed = bytes.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    return [changed];
  };
  const ccs = writeRecord('change_cipher_spec', tls12, Uint8Array.of(1));
  const alert = writeRecord('alert', tls12, Uint8Array.of(2, 40));
  const said = (record: number, change: (bytes: Uint8Array) => readonly Uint8Array[]) =>
    outcome(run(heard(record, change)));
  assert.equal(said(0, flip(11)), 'client record-protection bad_record_mac', '675');
  assert.equal(said(0, flip(50)), 'client session-id-echo illegal_parameter', '676');
  assert.equal(said(4, flip(30)), 'client record-protection bad_record_mac', '679');
  assert.equal(said(8, flip(20)), 'server record-protection bad_record_mac', '682');
  assert.equal(said(9, flip(8)), 'server record-protection bad_record_mac', '683');
  assert.equal(
    said(2, () => []),
    '',
    '686',
  );
  assert.equal(
    said(9, (bytes) => [ccs, bytes]),
    'server change-cipher-spec unexpected_message',
    '687',
  );
  assert.equal(
    said(10, (bytes) => [alert, bytes]),
    'client outer-type unexpected_message',
    '689',
  );
  assert.equal(
    said(9, (bytes) => [Uint8Array.of(22, ...bytes.subarray(1))]),
    'server outer-type unexpected_message',
    '695',
  );
  // As in TLS 1.2 (667, 669): numbers are part of the protection.
  assert.equal(
    said(9, (bytes) => [bytes, bytes]),
    'server record-protection bad_record_mac',
  );
  assert.equal(
    said(3, () => []),
    'client record-protection bad_record_mac',
  );
});

test('a plaintext alert before ServerHello is believed: recording 688', () => {
  const forged = writeRecord('alert', tls12, Uint8Array.of(2, 40));
  const { client } = run(heard(1, (bytes) => [forged, bytes]));
  assert.equal(client.closed, 'told');
});

test('nothing in common, and a certificate that does not fit: the alert of RFC 8446', () => {
  assert.equal(outcome(run(undefined, { suites: [0x1303] })), 'server suite handshake_failure');
  assert.equal(outcome(run(undefined, {}, { groups: [24] })), 'server group handshake_failure');
  assert.equal(
    outcome(run(undefined, {}, { certificate: { ...signer([leaf], key), schemes: [0x0804] } })),
    'server signature-scheme handshake_failure',
  );
  assert.equal(outcome(run(undefined, { verify: () => false })), 'client certificate-verify decrypt_error');
  assert.equal(outcome(run(undefined, { judge: () => 'unknown_ca' })), 'client chain unknown_ca');
  assert.equal(
    outcome(
      run(
        undefined,
        {},
        {
          requests: [extensionOf('signature_algorithms', bodies.signature_algorithms, [0x0403])],
          requiresCertificate: true,
        },
      ),
    ),
    'server certificate-missing certificate_required',
  );
});

const offer = { identity: ticket, obfuscatedAge: 1, psk };

test('early data are taken, or passed over and the handshake goes on', () => {
  const plan = { extensions: [...extensions, early], psks: [offer], earlyData: [encodeUtf8('early')] };
  assert.equal(run(undefined, plan).server.side.early, 'accepted');
  for (const server of [{ takesEarlyData: () => false }, { psk: () => undefined }]) {
    const refused = run(undefined, plan, server);
    assert.equal(outcome(refused), '');
    assert.equal(refused.client.side.early, 'refused');
    assert.ok(refused.server.side.finished.client);
  }
});

test('a PSK that is not the one of the ticket is a decrypt_error at the binder', () => {
  const other: Psk = { ...psk, value: counting(10) };
  assert.equal(outcome(run(undefined, { psks: [offer] }, { psk: () => other })), 'server binder decrypt_error');
});

test('KeyUpdate changes the keys of one side, or of both, and data go on', () => {
  for (const keyUpdate of ['client', 'both'] as const) {
    const { client, server } = run(undefined, {}, {}, { keyUpdate, request: [encodeUtf8('a'), encodeUtf8('b')] });
    assert.equal(client.side.protections.client?.secret, 'c ap traffic 1');
    assert.equal(server.side.protections.client?.secret, 'c ap traffic 1');
    assert.equal(client.side.protections.server?.secret, keyUpdate === 'both' ? 's ap traffic 1' : 's ap traffic');
  }
});

test('both sides export the same keying material: section 7.5', () => {
  const { client, server } = run();
  const exported = [client, server].map(({ side }) => side.schedule?.export('EXPORTER-test', counting(1), 20));
  assert.deepEqual(exported[0], exported[1]);
  assert.equal(exported[0]?.length, 20);
});

test('whatever is done to the records, both sides end without an exception, and nobody takes changed data for true', () => {
  const change = fc.record({
    record: fc.nat(12),
    how: fc.constantFrom('flip', 'cut', 'drop', 'twice', 'noise'),
    at: fc.nat(700),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), fc.boolean(), (changes, resumed) => {
      const { wires } = run(
        (n, _from, bytes) => {
          let all: readonly Uint8Array[] = [bytes];
          for (const { record, how, at } of changes) {
            if (record !== n) continue;
            const place = at % bytes.length;
            const flipped = bytes.slice();
            flipped[place] = (flipped[place] ?? 0) ^ (1 << (at & 7));
            all = {
              flip: [flipped],
              cut: [bytes.subarray(0, place)],
              drop: [],
              twice: [...all, ...all],
              noise: [counting(at, at % 60), ...all],
            }[how];
          }
          return all;
        },
        resumed ? { psks: [offer], extensions: [...extensions, early], earlyData: [encodeUtf8('early')] } : {},
      );
      for (const { seen } of wires)
        for (const { refusal, type, content } of seen)
          if (!refusal && type === 'application_data')
            assert.match(String.fromCharCode(...content), /^(?:request|response|early|)$/);
      for (const { own } of wires) assert.ok(!own.alert || alertName(own.alert.description));
    }),
    { numRuns: 120 },
  );
});
