import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { ways } from '../../../models/protection/protect.ts';
import { frameOf, textOf } from './frames.ts';
import { runOf } from './run.ts';
import { offered, presets, schema, type TamperState } from './state.ts';
import { strings } from './strings.ts';

const frame = (change: Partial<TamperState>, words = strings.en) => frameOf({ ...presets.default, ...change }, words);
const verdicts = (change: Partial<TamperState>) =>
  Object.fromEntries(frame(change).ways.map(({ way, tone }) => [way, tone]));

test('it opens with one bit that makes 900 of 100, noticed by all that have a key, and by a hash', () => {
  const { result, ways: shown, message, bits } = frame({});
  assert.match(
    result,
    /^AES-CTR hands over \*\*“pay 900 to Bob”\*\* and notices nothing; \*\*SHA-256, HMAC, AES-GCM, ChaCha20-Poly1305 and Ed25519\*\* refuse/,
  );
  assert.deepEqual(
    shown.map(({ way }) => way),
    [...ways],
  );
  assert.deepEqual(message.map(({ text }) => text).join(''), 'pay␣900␣to␣Bob');
  assert.deepEqual(
    bits.filter(({ flipped }) => flipped).map(({ bit }) => bit),
    [3],
  );
  assert.deepEqual(verdicts({}), {
    ctr: 'bad',
    cbc: 'plain',
    hash: 'good',
    hmac: 'good',
    gcm: 'good',
    chacha: 'good',
    ed25519: 'good',
  });
  // One byte of each packet is changed, and no tag.
  for (const { body, tag } of shown) {
    assert.deepEqual(
      body.flatMap(({ changed }, at) => (changed ? [at] : [])),
      [4],
    );
    assert.ok(tag.every(({ changed }) => !changed));
  }
});

test('a hash that the attacker computes anew notices nothing', () => {
  assert.match(
    frame(presets['recomputed-hash']).result,
    /and so does the hash, which the attacker computed anew; \*\*HMAC, AES-GCM/,
  );
  assert.equal(verdicts({ rehash: 'on' })['hash'], 'bad');
});

test('AES-CBC garbles a block and flips the same bit of the next', () => {
  const { result } = frame(presets.cbc);
  assert.match(result, /AES-CBC hands over \*\*“.{16}pay 900 to Bob”\*\*: one block garbled/u);
  const cbc = runOf(presets.cbc).deliveries.find(({ way }) => way === 'cbc')?.opened;
  assert.ok(cbc?.ok);
  assert.equal(textOf(cbc.message.subarray(16)), 'pay 900 to Bob');
});

test('sent again: accepted twice by all, and with a number only where nothing protects it', () => {
  assert.match(frame(presets.replay).result, /^All seven accept the message \*\*twice\*\*/);
  assert.match(
    frame({ ...presets.replay, numbered: 'on' }).result,
    /^\*\*HMAC, AES-GCM, ChaCha20-Poly1305 and Ed25519\*\* refuse the copy.*With AES-CTR, AES-CBC and SHA-256/,
  );
});

test('made by the receiver: only a signature tells', () => {
  assert.match(
    frame(presets.signed).result,
    /The receiver wrote \*\*“pay 900 to Bob”\*\* itself.*Only \*\*Ed25519\*\* refuses/,
  );
});

test('a forged DNS answer: each way to connect ends as it should', () => {
  const dns = (change: Partial<TamperState>) => frame({ ...presets['spoofed-dns'], ...change }).result;
  assert.match(
    dns({}),
    /You \*\*stop\*\*: the certificate is genuine, but for \*\*evil.example\*\*, not for bank.example/,
  );
  assert.match(dns({ tls: 'off' }), /You see \*\*the attacker’s page\*\*.*nothing in HTTP/);
  assert.match(dns({ tls: 'unchecked' }), /Everything is encrypted, and you see \*\*the attacker’s page/);
  assert.match(dns({ certificate: 'self' }), /nobody you trust/);
  assert.match(dns({ certificate: 'fooled' }), /everything checks/);
  assert.match(dns({ spoofed: 'off' }), /proves/);
  assert.match(dns({ spoofed: 'off', tls: 'off' }), /nothing proves it/);
});

test('a figure that opens with a name offers names only', () => {
  assert.ok(offered('spoofed-dns').every((name) => presets[name].scene === 'dns'));
  assert.deepEqual(
    offered('default').filter((name) => presets[name].scene === 'dns'),
    ['spoofed-dns'],
  );
});

test('the keys are published ones', () => {
  const read = (name: string) => readFileSync(new URL(`../../../../content/vectors/${name}`, import.meta.url), 'utf8');
  const source = readFileSync(new URL('./run.ts', import.meta.url), 'utf8');
  const [one, two] = JSON.parse(read('rfc8032/ed25519.json'))['section-7.1'] as { secretKey: string }[];
  const [aead] = JSON.parse(read('rfc8439/chacha20-poly1305.json'))['2.8.2'] as { key: string }[];
  for (const key of [one?.secretKey, two?.secretKey, aead?.key]) assert.ok(source.includes(`'${key}'`));
});

test('every setting and any message has whole sentences in both languages', () => {
  const messages = [
    '',
    'x',
    'pay 100 to Bob',
    '付给 Bob 100 元',
    '\u{1f600}\u{1f600}',
    'a\tb\0c',
    'x'.repeat(48),
    '你'.repeat(48),
  ];
  for (const message of messages)
    for (const flips of [[], ['0.0'], ['4.3'], ['0.7', '15.1', '47.0'], ['20.3', '4.3']])
      for (const rehash of schema.rehash.values)
        for (const replay of schema.replay.values)
          for (const by of schema.by.values)
            for (const words of Object.values(strings)) {
              const shown = frame({ message, flips, rehash, replay, numbered: rehash, by, byte: 47 }, words);
              assert.doesNotMatch(
                JSON.stringify([shown.rows, shown.result, shown.ways]),
                /\{[A-Za-z]+\}|NaN|undefined|null/,
              );
              assert.equal(shown.ways.length, 7);
              assert.ok(shown.rows.length >= 8);
            }
  for (const spoofed of schema.spoofed.values)
    for (const tls of schema.tls.values)
      for (const certificate of schema.certificate.values)
        for (const words of Object.values(strings)) {
          const shown = frame({ scene: 'dns', spoofed, tls, certificate }, words);
          assert.doesNotMatch(JSON.stringify(shown), /\{[A-Za-z]+\}|NaN|undefined|null/);
        }
  assert.match(frame({ message: '你'.repeat(48) }).wrong, /Only 48 bytes/);
});
