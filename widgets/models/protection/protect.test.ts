import assert from 'node:assert/strict';
import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { poly1305 } from '@noble/ciphers/_poly1305.js';
import { cbc, gcm } from '@noble/ciphers/aes.js';
import { chacha20, chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { flipBits, type Keys, open, protect, protectsNumber, rehash, ways } from './protect.ts';
import { lookup } from './spoofed.ts';

const vectors = new URL('../../../content/vectors/', import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, vectors), 'utf8'));
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const hex = (data: Uint8Array) => Buffer.from(data).toString('hex');

type Vector = Record<
  'key' | 'nonce' | 'keystream' | 'plaintext' | 'ciphertext' | 'message' | 'tag' | 'oneTimeKey' | 'aad',
  string
> & { counter: number };
const rfc8439 = read('rfc8439/chacha20-poly1305.json') as Record<string, Vector[]>;
const of = (...sections: string[]) => sections.flatMap((section) => rfc8439[section] ?? []);

test('RFC 8439 (2.3.2, A.1): blocks of key stream', () => {
  for (const { key, nonce, counter, keystream } of of('2.3.2', 'A.1'))
    assert.equal(hex(chacha20(bytes(key), bytes(nonce), new Uint8Array(64), undefined, counter)), keystream);
});

test('RFC 8439 (2.4.2, A.2): encryption', () => {
  for (const { key, nonce, counter, plaintext, ciphertext } of of('2.4.2', 'A.2'))
    assert.equal(hex(chacha20(bytes(key), bytes(nonce), bytes(plaintext), undefined, counter)), ciphertext);
});

test('RFC 8439 (2.5.2, A.3): Poly1305', () => {
  assert.equal(of('A.3').length, 11);
  for (const { key, message, tag } of of('2.5.2', 'A.3')) assert.equal(hex(poly1305(bytes(message), bytes(key))), tag);
});

test('RFC 8439 (2.6.2, A.4): the one-time key is the first half of block 0', () => {
  for (const { key, nonce, oneTimeKey } of of('2.6.2', 'A.4'))
    assert.equal(hex(chacha20(bytes(key), bytes(nonce), new Uint8Array(32))), oneTimeKey);
});

test('RFC 8439 (2.8.2, A.5): the AEAD seals and opens', () => {
  for (const { key, nonce, aad, plaintext, ciphertext, tag } of of('2.8.2', 'A.5')) {
    const cipher = chacha20poly1305(bytes(key), bytes(nonce), bytes(aad));
    assert.equal(hex(cipher.encrypt(bytes(plaintext))), ciphertext + tag);
    assert.equal(hex(cipher.decrypt(bytes(ciphertext + tag))), plaintext);
  }
});

const keysOf = (fill: (length: number) => Uint8Array): Keys => ({
  aes: fill(16),
  chacha: fill(32),
  mac: fill(32),
  signing: fill(32),
  nonce: fill(16),
});
const keys = keysOf((length) => Uint8Array.from({ length }, (_, index) => index * 7 + length));

test('every way agrees with Node', () => {
  for (let length = 0; length < 70; length += 3) {
    const random = keysOf((size) => new Uint8Array(randomBytes(size)));
    const message = new Uint8Array(randomBytes(length));
    const number = Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 2);
    const node = (name: 'aes-128-ctr' | 'aes-128-cbc') => {
      const cipher = createCipheriv(name, random.aes, random.nonce);
      return Buffer.concat([cipher.update(message), cipher.final()]).toString('hex');
    };
    assert.equal(hex(protect('ctr', random, message, 258).body), node('aes-128-ctr'));
    assert.equal(hex(protect('cbc', random, message, 258).body), node('aes-128-cbc'));
    const content = Buffer.concat([number, message]);
    assert.equal(hex(protect('hash', random, message, 258).tag), createHash('sha256').update(content).digest('hex'));
    assert.equal(
      hex(protect('hmac', random, message, 258).tag),
      createHmac('sha256', random.mac).update(content).digest('hex'),
    );
    for (const [way, name, key] of [
      ['gcm', 'aes-128-gcm', random.aes],
      ['chacha', 'chacha20-poly1305', random.chacha],
    ] as const) {
      const cipher = createCipheriv(name as 'chacha20-poly1305', key, random.nonce.subarray(0, 12), {
        authTagLength: 16,
      });
      cipher.setAAD(number, { plaintextLength: length });
      const body = Buffer.concat([cipher.update(message), cipher.final()]);
      const packet = protect(way, random, message, 258);
      assert.equal(hex(packet.body) + hex(packet.tag), body.toString('hex') + cipher.getAuthTag().toString('hex'));
    }
  }
});

const anyMessage = fc.uint8Array({ minLength: 1, maxLength: 60 });

test('untouched, every way gives the message back', () => {
  fc.assert(
    fc.property(anyMessage, fc.integer({ min: 0, max: 65_535 }), (message, number) =>
      ways.every((way) => {
        const opened = open(way, keys, protect(way, keys, message, number));
        return opened.ok && hex(opened.message) === hex(message);
      }),
    ),
    { numRuns: 40 },
  );
});

test('any flipped bit: AES-CTR flips the same bit of the message, what has a key refuses', () => {
  fc.assert(
    fc.property(anyMessage, fc.nat(), fc.integer({ min: 0, max: 7 }), (message, place, bit) => {
      const flips = [{ byte: place % message.length, bit }];
      return ways.every((way) => {
        const packet = protect(way, keys, message, 1);
        const opened = open(way, keys, { ...packet, body: flipBits(packet.body, flips) });
        if (way === 'ctr') return opened.ok && hex(opened.message) === hex(flipBits(message, flips));
        return way === 'cbc' || !opened.ok;
      });
    }),
    { numRuns: 60 },
  );
});

test('AES-CBC: the block with the flipped bit is garbled, the next has the same bit flipped, the others are whole', () => {
  const message = Uint8Array.from({ length: 60 }, (_, index) => index);
  const packet = protect('cbc', keys, message, 1);
  for (let byte = 0; byte < 32; byte += 1) {
    const opened = open('cbc', keys, { ...packet, body: flipBits(packet.body, [{ byte, bit: 3 }]) });
    assert.ok(opened.ok);
    const block = byte >> 4;
    const expected = flipBits(message, [{ byte: byte + 16, bit: 3 }]);
    for (let at = 0; at < 60; at += 1) if (at >> 4 !== block) assert.equal(opened.message[at], expected[at]);
    assert.notEqual(
      hex(opened.message.subarray(16 * block, 16 * block + 16)),
      hex(message.subarray(16 * block, 16 * block + 16)),
    );
  }
});

test('a hash that is computed anew notices nothing; a number that is changed is noticed where a key protects it', () => {
  const message = bytes('00ff10');
  const packet = protect('hash', keys, message, 1);
  const changed = rehash({ ...packet, body: bytes('00ff11') });
  assert.deepEqual(open('hash', keys, changed), { ok: true, message: bytes('00ff11') });
  for (const way of ways) {
    const renumbered = { ...protect(way, keys, message, 1), number: 2 };
    const opened = open(way, keys, way === 'hash' ? rehash(renumbered) : renumbered);
    assert.equal(opened.ok, !protectsNumber(way), way);
  }
});

test('a damaged tag, an empty one, a body of any length: refused, never thrown', () => {
  for (const way of ways)
    for (const body of [new Uint8Array(), new Uint8Array(1), new Uint8Array(16), new Uint8Array(33)])
      for (const tag of [new Uint8Array(), new Uint8Array(16), new Uint8Array(64)])
        assert.equal(typeof open(way, keys, { body, tag, number: 1 }).ok, 'boolean');
});

interface Recorded extends Readonly<Record<'key' | 'iv' | 'record' | 'plaintext' | 'mac_key', string>> {}
const recorded = (name: string) => read(`captures/tls-primitives/${name}.json`) as Recorded;

test('503: a record in ChaCha20-Poly1305 opens, RFC 8446 (5.2), and does not with any bit changed', () => {
  const { key, iv, record, plaintext } = recorded('503-tls13-chacha20-x25519-ecdsa');
  const whole = bytes(record);
  const cipher = (head: Uint8Array) => chacha20poly1305(bytes(key), bytes(iv), head);
  const opened = cipher(whole.subarray(0, 5)).decrypt(whole.subarray(5));
  // The last byte is the type, application data.
  assert.equal(hex(opened), `${plaintext}17`);
  for (let bit = 0; bit < 8 * whole.length; bit += 1) {
    const changed = flipBits(whole, [{ byte: bit >> 3, bit: bit & 7 }]);
    assert.throws(() => cipher(changed.subarray(0, 5)).decrypt(changed.subarray(5)));
  }
});

test('101: a record in AES-CBC with HMAC opens, RFC 7366; its HMAC covers number, header and ciphertext', () => {
  const { key, mac_key, record, plaintext } = recorded('101-tls12-rsa-aes128-cbc-sha256');
  const whole = bytes(record);
  const body = whole.subarray(5, -32);
  // RFC 7366 (3): the length is that of what is authenticated.
  const head = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1, 0x17, 3, 3, body.length >> 8, body.length & 0xff);
  assert.equal(hex(hmac(sha256, bytes(mac_key), Uint8Array.of(...head, ...body))), hex(whole.subarray(-32)));
  const opened = cbc(bytes(key), body.subarray(0, 16), { disablePadding: true }).decrypt(body.subarray(16));
  const padding = opened.at(-1) ?? 0;
  assert.equal(hex(opened.subarray(0, -padding - 1)), plaintext);
});

test('508: a record in AES-GCM opens', () => {
  const each = read('captures/tls-primitives/508-tls13-ed25519-cert.json') as Record<string, string>;
  const record = bytes(each['encrypted_certificate_verify'] ?? '');
  // The third record under this key: the number is in the nonce, RFC 8446 (5.3). 0, 1, 2: EncryptedExtensions, Certificate, this.
  const nonce = flipBits(bytes(each['server_handshake_iv'] ?? ''), [{ byte: 11, bit: 1 }]);
  const opened = gcm(bytes(each['server_handshake_key'] ?? ''), nonce, record.subarray(0, 5)).decrypt(
    record.subarray(5),
  );
  assert.equal(hex(opened.subarray(0, -1)), each['certificate_verify']);
});

test('the proof listed for tampering is what is replayed here', () => {
  const proofs = read('captures/proofs.json') as { model: string; recordings: string[] }[];
  assert.deepEqual(proofs.find(({ model }) => model === 'tamper')?.recordings, [
    '101-tls12-rsa-aes128-cbc-sha256',
    '503-tls13-chacha20-x25519-ecdsa',
    '508-tls13-ed25519-cert',
  ]);
});

test('a spoofed address: the page is the attacker’s, unless a name is checked against a trusted certificate', () => {
  const base = { host: 'bank.example', spoofed: true, attackers: { name: 'evil.example', trusted: true } } as const;
  assert.equal(lookup({ ...base, tls: 'off' }).page, 'attacker');
  assert.equal(lookup({ ...base, tls: 'unchecked' }).page, 'attacker');
  assert.deepEqual(lookup({ ...base, tls: 'checked' }), {
    reaches: 'attacker',
    certificate: base.attackers,
    check: 'other-name',
    page: undefined,
  });
  const own = (name: string, trusted: boolean) => lookup({ ...base, tls: 'checked', attackers: { name, trusted } });
  assert.equal(own('bank.example', false).check, 'untrusted');
  assert.equal(own('BANK.example', true).page, 'attacker');
  assert.equal(lookup({ ...base, spoofed: false, tls: 'checked' }).page, 'server');
});
