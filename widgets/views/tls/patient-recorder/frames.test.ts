import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { toHex } from '../../../models/tls/hex.ts';
import { serverRsaKey } from '../../../models/tls/scenes12.ts';
import { frameOf } from './frames.ts';
import { ecKey, ephemeralKeys, keyLogs, rsaKey, ticketKeys } from './handed.ts';
import { type SessionName, sessions } from './recorded.ts';
import { runOf } from './run.ts';
import { presets, type RecorderState, schema } from './state.ts';
import { strings } from './strings.ts';

const captured = (recording: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../../content/vectors/captures/tls/${recording}.json`, import.meta.url), 'utf8'),
  );
const connectionOf = (name: SessionName) => captured(sessions[name].recording).connections[sessions[name].connection];
const names = Object.keys(sessions) as SessionName[];
const frame = (change: Partial<RecorderState>, words = strings.en) => {
  const state = { ...presets.default, ...change };
  return frameOf(state, runOf(state), words);
};

for (const name of names) {
  test(`session ${name} is that of ${sessions[name].recording}, record by record`, () => {
    const { records, keylog } = connectionOf(name);
    assert.deepEqual(
      sessions[name].records,
      records.map(({ dir, hex }: { dir: string; hex: string }) => [dir[0], hex]),
    );
    for (const [label, secret] of keyLogs[name])
      assert.ok(keylog.some((line: string) => line.startsWith(label) && line.endsWith(` ${secret}`)));
  });
}

test('what is handed over is what the recordings have', () => {
  assert.deepEqual(rsaKey(), serverRsaKey());
  const { private_keys } = captured(sessions.ecdhe.recording);
  const der = Buffer.from(private_keys.ec.replaceAll(/-----.*?-----|\s/g, ''), 'base64').toString('hex');
  assert.ok(der.includes(toHex(ecKey)));
  assert.equal(toHex(ephemeralKeys.tls12), connectionOf('ecdhe').ephemeral[0].server_private);
  assert.equal(toHex(ephemeralKeys.tls13), connectionOf('tls13').ephemeral[0].server_private);
  assert.equal(toHex(ticketKeys), captured(sessions.ticket.recording).ticket_keys);
});

/** How many protected records open: of the first session, of the second. */
const table: Readonly<Record<string, readonly [number, number]>> = {
  'exchange/nothing': [0, 0],
  'exchange/server-keys': [6, 0],
  'exchange/ephemeral': [0, 6],
  'exchange/ticket-key': [0, 0],
  'exchange/key-log': [6, 6],
  'tickets/nothing': [0, 0],
  'tickets/server-keys': [0, 0],
  'tickets/ephemeral': [0, 0],
  'tickets/ticket-key': [6, 6],
  'tickets/key-log': [6, 6],
  'tls13/nothing': [0, 0],
  'tls13/server-keys': [0, 0],
  'tls13/ephemeral': [0, 11],
  'tls13/ticket-key': [6, 0],
  'tls13/key-log': [6, 11],
};

for (const pair of schema.sessions.values) {
  for (const handed of schema.handed.values) {
    test(`${pair}, handed over: ${handed}; what opens is what was said, and nothing else`, () => {
      const { sessions: both } = runOf({ ...presets.default, sessions: pair, handed });
      assert.deepEqual(
        both.map(({ opened }) => opened),
        table[`${pair}/${handed}`],
      );
      for (const session of both) {
        const { application_data: data, derived } = connectionOf(session.name);
        const texts = session.records.flatMap(({ text }) => (text === undefined ? [] : [text]));
        assert.deepEqual(texts, session.opened ? [data.client.trimEnd(), data.server.trimEnd()] : []);
        if (session.master) assert.equal(toHex(session.master), derived.master_secret);
        if (session.premaster) assert.equal(toHex(session.premaster), derived.premaster);
        if (session.block) assert.equal(toHex(session.block.bytes), derived.key_block);
        if (session.secrets['handshake']) assert.equal(toHex(session.secrets['handshake']), derived.handshake_secret);
      }
    });
  }
}

test('the first frame: RSA open back to the premaster secret, ECDHE shut, and the record that the key signed', () => {
  const { sessions: both, result, unfolded } = frame({});
  assert.match(result, /RSA session opens, \*\*6 of 6\*\*.*ECDHE session stays shut, \*\*0 of 6\*\*/);
  const [rsa, ecdhe] = both;
  assert.match(JSON.stringify(rsa?.steps), /205 bytes of padding.*0303000102030405060708090a0b0c0d/);
  assert.equal(rsa?.steps.at(-1)?.text, '“hello from the client”');
  assert.deepEqual(
    ecdhe?.steps.map(({ tone }) => tone),
    ['forged', 'plain', 'shut', 'shut', 'shut', 'shut'],
  );
  const forged = ecdhe?.flights.flatMap(({ chips }) => chips).filter(({ tone }) => tone === 'forged');
  assert.deepEqual(
    forged?.map(({ label }) => label),
    ['ServerKeyExchange'],
  );
  assert.match(unfolded.title, /^RSA, record 10, from the client: 85 bytes$/);
});

test('a stolen key made the signature; a key that was not handed over marks nothing', () => {
  const signed = (handed: RecorderState['handed']) =>
    runOf({ ...presets.default, handed }).sessions.map((session) => session.signed);
  assert.deepEqual(signed('server-keys'), [false, true]);
  assert.deepEqual(signed('ephemeral'), [false, false]);
});

test('every setting and every record has whole sentences in both languages', () => {
  for (const pair of schema.sessions.values)
    for (const handed of schema.handed.values)
      for (const words of Object.values(strings))
        for (const letter of ['a', 'b'])
          for (let n = 0; n <= 16; n += 1) {
            const shown = frame({ sessions: pair, handed, look: `${letter}${n}` }, words);
            assert.doesNotMatch(JSON.stringify(shown), /\{[A-Za-z]+\}|NaN|undefined|null|\?/);
            assert.ok(shown.unfolded.lines.length === 3);
            assert.ok(shown.rows.length >= 24);
          }
});

test('a look at nothing is a look at the first protected record', () => {
  for (const look of ['', 'a0', 'a99', 'c1', 'x']) assert.match(frame({ look }).unfolded.title, /record 7/);
});
