import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeState, encodeState } from '../../../models/share/share.ts';
import { type Frame, frameOf } from './frames.ts';
import { runOf } from './run.ts';
import { type PresetName, presets, schema, type Tls12State } from './state.ts';
import { strings } from './strings.ts';

const english = (state: Tls12State): Frame => frameOf(state, runOf(state), strings.en);
const resultOf = (name: PresetName): string => english(presets[name]).result;

test('both handshakes wait two round trips of TLS; False Start saves one of them for ECDHE alone', () => {
  const plain = english(presets.default);
  assert.deepEqual(
    plain.scenes.map(({ requestAt }) => requestAt),
    [300, 300],
  );
  assert.match(plain.result, /\*\*2\*\* round trips.*\*\*300 ms\*\*.*\*\*300 ms\*\*/);
  const early = english(presets['false-start']);
  assert.deepEqual(
    early.scenes.map(({ requestAt }) => requestAt),
    [300, 200],
  );
  assert.match(early.result, /CBC is not on the list.*RSA key exchange has no forward secrecy/);
  // Round trips are counted up to the first byte of the application.
  assert.deepEqual(
    early.scenes.map(({ steps }) => Math.max(...steps.map(({ round }) => round))),
    [3, 2],
  );
});

test('the ServerKeyExchange of recording 207 unfolds to its fields', () => {
  const { fields, title } = english(presets.default);
  assert.equal(title, 'ServerKeyExchange');
  assert.deepEqual(
    fields
      .filter(({ path }) => path.includes('params.') || path.includes('signed.'))
      .map(({ name, value }) => [name, value]),
    [
      ['curve_type', 'named_curve'],
      ['named_curve', 'x25519'],
      ['public', ''],
      ['algorithm', 'ecdsa_secp256r1_sha256'],
      ['signature', ''],
    ],
  );
  assert.equal(fields.find(({ chosen }) => chosen)?.name, 'public');
});

test('the keys are those of the recordings, the same at both ends', () => {
  const lines = (name: PresetName) => new Map(english(presets[name]).keys.map((line) => [line.name, line]));
  const ecdhe = lines('default').get('master_secret');
  assert.ok(ecdhe?.client.startsWith('26c4c814ddd960c4') && ecdhe.client === ecdhe.server);
  const rsa = lines('rsa').get('master_secret');
  assert.ok(rsa?.client.startsWith('746736b20c184d4c') && rsa.client === rsa.server);
  const broken = lines('flipped-premaster').get('master_secret');
  assert.notEqual(broken?.client, broken?.server);
});

test('a turned bit brings the alert that OpenSSL sends', () => {
  assert.match(
    resultOf('flipped-signature'),
    /client finds out.*signature in ServerKeyExchange.*\*\*decrypt_error\*\*/,
  );
  assert.match(resultOf('flipped-finished'), /server finds out.*MAC or tag.*\*\*bad_record_mac\*\*/);
  assert.match(resultOf('flipped-premaster'), /random bytes.*\*\*bad_record_mac\*\*/);
  assert.match(resultOf('forged-offer'), /verify_data.*\*\*decrypt_error\*\*/);
  assert.match(resultOf('forged-offer'), /cipher_suite/);
  assert.match(resultOf('forged-false-start'), /had left before/);
});

test('a bit of the response is found after both Finished: False Start is not to blame', () => {
  const state: Tls12State = { ...presets['false-start'], record: 's6', flip: ['ecdhe.s6.15.0'] };
  assert.match(english(state).result, /response.*\*\*bad_record_mac\*\*\.$/);
});

test('in every state both languages say whole sentences, and the link gives the state back', () => {
  const records = ['c0', 'c1', 'c3', 'c9', 's0', 's1', 's2', 's4', 's7'] as const;
  for (const scene of ['rsa', 'ecdhe'] as const) {
    for (const falseStart of ['off', 'on'] as const) {
      for (const record of records) {
        for (const byte of [0, 3, 9, 130, 999]) {
          const state: Tls12State = {
            ...presets.default,
            scene,
            falseStart,
            record,
            byte,
            flip: [`${scene}.${record}.${byte}.1`],
          };
          for (const words of [strings.en, strings.zh]) {
            const { result, rows, fields } = frameOf(state, runOf(state), words);
            assert.match(result, /[.。]$/);
            assert.doesNotMatch(result, /undefined|NaN|[{}]/);
            assert.ok(fields.filter(({ chosen }) => chosen).length === 1, `${scene} ${record} ${byte}`);
            for (const row of rows) assert.doesNotMatch(row.join(' '), /undefined|NaN|[{}]/);
          }
          const link = encodeState('tls12', schema, state);
          assert.deepEqual(decodeState('tls12', schema, link)?.state, state);
        }
      }
    }
  }
});
