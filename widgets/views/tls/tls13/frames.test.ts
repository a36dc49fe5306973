import assert from 'node:assert/strict';
import test from 'node:test';
import { type Frame, frameOf } from './frames.ts';
import { runOf } from './run.ts';
import { presets, schema, type Tls13State } from './state.ts';
import { strings } from './strings.ts';

const first: Tls13State = presets.default;
const said = (change: Partial<Tls13State>) => frameOf({ ...first, ...change }, strings.en).result;

/** Every sentence of a frame. */
const all = ({ result, rows, explained, tree, records }: Frame) =>
  JSON.stringify([result, rows, explained, tree, records]);
const whole = (frame: Frame, where: string) => {
  assert.doesNotMatch(all(frame), /\{[a-z]+\}|NaN|undefined|null/i, where);
  assert.ok(frame.result.length > 20, where);
  assert.ok(
    frame.rows.every(([, who, what]) => who && what),
    where,
  );
};

test('it opens with one round trip, and the values of recording 510', () => {
  const frame = frameOf(first, strings.en);
  assert.match(frame.result, /after \*\*2 RTT\*\*: one for TCP, \*\*1 RTT\*\* for TLS.*4 from the server/);
  assert.deepEqual(
    frame.tree.map(({ label, value }) => `${label} ${value}`),
    ['Early Secret 33ad0a1c', 'Handshake Secret a9429e0b', 'Master Secret a7ed808c'],
  );
  assert.match(JSON.stringify(frame.explained), /ee10ba8122ff3a4995ef579b6a96d0859351e72f6378582be61ce810a28fdb53/);
});

test('HelloRetryRequest costs a round trip, resumption saves none, early data save one', () => {
  assert.match(said({ scene: 'retry' }), /after \*\*3 RTT\*\* instead of 2/);
  assert.match(said({ scene: 'resumption' }), /after \*\*2 RTT\*\*; X25519 is mixed in/);
  assert.match(said({ scene: 'resumption', mode: 'ke' }), /no forward secrecy.*after \*\*2 RTT\*\*/);
  assert.match(said({ scene: 'early' }), /after \*\*1 RTT\*\*/);
});

test('a replay is acted on by a second server, unless it is late or the servers share a list', () => {
  assert.match(said({ scene: 'replay' }), /a second time/);
  assert.match(said({ scene: 'replay', after: 10 }), /a second time/);
  assert.match(said({ scene: 'replay', after: 11 }), /\*\*11 s\*\* older than the ClientHello claims.*passed over/);
  assert.match(said({ scene: 'replay', memory: 'shared' }), /the attacker cannot finish the full handshake/);
});

test('what a stolen key opens', () => {
  assert.match(said({ reader: 'recorder' }), /\*\*0 of 9\*\*/);
  assert.match(said({ reader: 'certificate-key' }), /\*\*0 of 9\*\*/);
  assert.match(said({ reader: 'ephemeral-key' }), /\*\*9 of 9\*\*/);
  assert.match(said({ scene: 'early', reader: 'ticket-key' }), /\*\*2 of 8\*\*.*POST \/pay\?amount=100/);
  assert.match(said({ scene: 'resumption', reader: 'ticket-key' }), /\*\*0 of 6\*\*/);
  assert.match(said({ scene: 'resumption', mode: 'ke', reader: 'ticket-key' }), /\*\*6 of 6\*\*/);
  assert.match(said({ scene: 'early', mode: 'ke', reader: 'ticket-key' }), /\*\*8 of 8\*\*/);
  assert.match(said({ scene: 'resumption', reader: 'ephemeral-key' }), /\*\*0 of 6\*\*/);
});

test('without a ticket the keys of a resumption change nothing: the full handshake is finished', () => {
  for (const scene of ['full', 'retry'] as const)
    for (const reader of schema.reader.values)
      assert.equal(said({ scene, reader, mode: 'ke' }), said({ scene, reader }));
});

test('a changed bit is found where the recordings found it', () => {
  // 675, 676, 679, 680: client random, session id, Certificate, CertificateVerify.
  assert.match(said({ flip: 1, byte: 11 }), /client_hello.*random|random/);
  assert.match(said({ flip: 1, byte: 11 }), /Client: the record does not open.*\*\*bad_record_mac\*\*/);
  assert.match(said({ flip: 1, byte: 50 }), /session_id.*\*\*illegal_parameter\*\*/);
  assert.match(said({ flip: 5, byte: 200 }), /ciphertext.*\*\*bad_record_mac\*\*/);
  assert.match(said({ flip: 6, byte: 600 }), /authentication tag.*\*\*bad_record_mac\*\*/);
  // 682, 683: Finished of the client, its data.
  assert.match(said({ flip: 9 }), /Server: the record does not open.*\*\*bad_record_mac\*\*/);
  assert.match(said({ flip: 10 }), /Server: the record does not open.*\*\*bad_record_mac\*\*/);
});

test('every combination of settings has whole sentences in both languages', () => {
  for (const scene of schema.scene.values)
    for (const mode of schema.mode.values)
      for (const reader of schema.reader.values)
        for (const memory of scene === 'replay' ? schema.memory.values : (['own'] as const))
          for (const after of scene === 'replay' ? [0, 10, 11, 60] : [2]) {
            const state = { ...first, scene, mode, reader, memory, after };
            for (const [locale, words] of Object.entries(strings))
              whole(frameOf(state, words), `${locale} ${JSON.stringify(state)}`);
          }
});

test('every secret and every record can be looked at, by every reader', () => {
  for (const scene of schema.scene.values)
    for (const reader of schema.reader.values) {
      const state = { ...first, scene, reader };
      const { tree, records } = frameOf(state, strings.en);
      const names = tree.flatMap((root) => [root.name, ...root.leaves.map(({ name }) => name)]);
      for (const look of [...names, ...records.map(([number]) => `r${number}`), 'nonsense', 'r99'])
        whole(frameOf({ ...state, look }, strings.zh), `${scene} ${reader} ${look}`);
    }
});

test('a bit flipped all over the hellos, and in every other record, has a sentence', () => {
  for (const scene of ['full', 'retry', 'resumption', 'early'] as const) {
    const { wires } = runOf({ ...first, scene });
    for (const { n, sent } of wires) {
      const step = sent[0] !== 22 ? 101 : scene === 'full' ? 3 : 11;
      for (let byte = 5; byte < sent.length; byte += step) {
        const frame = frameOf({ ...first, scene, flip: n + 1, byte, look: `r${n + 1}` }, strings.en);
        whole(frame, `${scene} record ${n + 1} byte ${byte}`);
        assert.match(frame.result, /flipped in/);
      }
    }
  }
});
