import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { frameOf } from './frames.ts';
import { attackersKey, privateKeys, signingKeys } from './keys.ts';
import { runOf, sameValue } from './run.ts';
import { type KeyAgreementState, presets, schema } from './state.ts';
import { strings } from './strings.ts';

const frame = (change: Partial<KeyAgreementState>, words = strings.en) => {
  const state = { ...presets.default, ...change };
  return frameOf(state, runOf(state), words);
};
const vectors = new URL('../../../../content/vectors/', import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, vectors), 'utf8'));

test('it opens with both sides on one point, and an eavesdropper who walks seven steps', () => {
  const { result, dots, search, rows } = frame({});
  assert.match(
    result,
    /Both reach \*\*\(15, 51\)\*\*: 7 · B and 13 · A are the same point.*\*\*7 steps\*\*.*\*\*10²¹ years\*\*/,
  );
  assert.equal(dots?.dots.length, 72);
  assert.deepEqual(
    dots?.marks.map(({ label }) => label),
    ['G', 'A', 'B', 'S'],
  );
  assert.deepEqual(
    dots?.ways.map((way) => way.dots.length),
    [7, 13],
  );
  assert.deepEqual(
    search.filter(({ here }) => here).map(({ cells }) => cells[0]),
    ['modulo 61'],
  );
  assert.equal(rows.at(-1)?.[1], 'eavesdropper');
});

test('a person in the middle has two secrets; the signature stops her either way', () => {
  assert.match(frame({ middle: 'on' }).result, /client agrees on \*\*\(57, 45\)\*\*, the server on \*\*\(56, 25\)\*\*/);
  assert.match(frame(presets.signed).result, /The client \*\*stops\*\*: the server signed what it saw, M and B/);
  assert.match(frame({ ...presets.signed, forge: 'own' }).result, /not with the key in the server’s certificate/);
  assert.match(frame({ signed: 'on' }).result, /The signature \*\*verifies\*\*.*\*\*\(15, 51\)\*\*/);
  // All three secrets alike: nothing was swapped, so the signature is of what the client saw.
  assert.match(frame({ ...presets.signed, a: 4, b: 4, m: 4 }).result, /happens to be A and B as well/);
});

test('the values of X25519 are those of RFC 7748 (6.1) and of recording 508', () => {
  const rfc = read('rfc7748/x25519.json')['section-6.1'];
  const recorded = read('captures/tls-primitives/508-tls13-ed25519-cert.json');
  for (const [keys, expected] of [
    ['rfc', [rfc.alicePublic, rfc.bobPublic, rfc.shared]],
    ['recorded', [recorded.client_public, recorded.server_public, recorded.shared_secret]],
  ] as const) {
    const { client, server, clientSecret, serverSecret } = runOf({ ...presets.x25519, keys });
    const hex = [client.sent, server.sent, clientSecret].map(({ bytes }) => Buffer.from(bytes).toString('hex'));
    assert.deepEqual(hex, expected);
    assert.ok(sameValue(clientSecret, serverSecret));
  }
  assert.equal(privateKeys.rfc.client, rfc.alicePrivate);
  assert.equal(privateKeys.recorded.server, recorded.server_private);
  assert.equal(attackersKey, read('rfc7748/x25519.json')['section-5.2'][0].scalar);
  const [one, two] = read('rfc8032/ed25519.json')['section-7.1'];
  assert.deepEqual(signingKeys, { server: one.secretKey, attacker: two.secretKey });
  assert.match(frame(presets.x25519).result, /\*\*4a5d9d5b…1742\*\*/);
});

test('a point of small order: noticed by looking, and known to the attacker where nobody looks', () => {
  for (const sends of ['zero', 'one', 'eight'] as const) {
    assert.match(frame({ ...presets['all-zero'], sends }).result, /Both \*\*stop\*\*.*\*\*32 zero bytes\*\*/);
    const unchecked = frame({ ...presets['all-zero'], sends, check: 'off' });
    assert.match(unchecked.result, /agree on \*\*32 zero bytes\*\*/);
    assert.match(unchecked.rows.at(-1)?.[2] ?? '', /they are zero/);
  }
});

test('every setting has whole sentences in both languages, and marks that can be told apart', () => {
  for (const curve of schema.curve.values)
    for (const [a, b, m] of [
      [1, 1, 1],
      [7, 11, 4],
      [966, 966, 1],
      [966, 1, 966],
      [22, 5, 300],
    ] as const)
      for (const middle of schema.middle.values)
        for (const signed of schema.signed.values)
          for (const forge of schema.forge.values)
            for (const sends of curve === 'x25519' ? schema.sends.values : (['own'] as const))
              for (const words of Object.values(strings)) {
                if (curve === 'x25519' && a !== 7) continue;
                const walk = a === 7 ? 'on' : a === 1 ? 'search' : 'there';
                const check = a === 7 && forge === 'own' ? 'off' : 'on';
                const shown = frame({ curve, a, b, m, middle, signed, forge, sends, walk, check }, words);
                assert.doesNotMatch(JSON.stringify(shown), /\{[A-Za-z]+\}|NaN|Infinity|undefined|null|∞/);
                const marks = shown.dots?.marks ?? [];
                assert.equal(new Set(marks.map(({ at }) => String(at))).size, marks.length);
                assert.ok(shown.rows.length >= 4);
              }
});
