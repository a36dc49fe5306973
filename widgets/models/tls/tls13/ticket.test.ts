import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { bodies, extensionBody } from '../extensions.ts';
import { fromHex, toHex } from '../hex.ts';
import { parseMessage } from '../messages.ts';
import { tls13 } from '../registries.ts';
import { Side } from './side.ts';
import { ageOffMs, claimedAgeMs, obfuscatedAge, openTicket, pskOf, sealTicket, writeState } from './ticket.ts';

const file = JSON.parse(
  readFileSync(
    new URL('../../../../content/vectors/captures/tls/520-tls13-psk-resumption-known-ticket-key.json', import.meta.url),
    'utf8',
  ),
);
const keys = fromHex(file.ticket_keys);

test('the ticket of recording 520 opens with its key, and the PSK is inside', () => {
  const [, second] = file.connections;
  const hello = parseMessage(fromHex(second.records[0].hex).subarray(5), { version: tls13 }).value;
  assert.ok(hello?.name === 'client_hello');
  const [offered] = extensionBody(hello.body.extensions, 'pre_shared_key', bodies.offered_psks)?.identities ?? [];
  const opened = openTicket(keys, offered?.identity ?? assert.fail());
  assert.ok(opened);
  // OpenSSL keeps the session as ASN.1, the PSK an OCTET STRING of 32 bytes: the one with which the binder fits.
  const candidates = [...toHex(opened).matchAll(/0420([0-9a-f]{64})/g)].map(([, psk = '']) => fromHex(psk));
  const fitting = candidates.filter((value) => {
    const side = new Side({
      role: 'server',
      agree: () => undefined,
      psk: () => ({ value, kind: 'res', suite: 0x1301 }),
      verify: () => false,
    });
    return side.take('client', fromHex(second.records[0].hex)).refusal === undefined;
  });
  assert.equal(fitting.length, 1, `${candidates.length} candidates`);
});

test('a ticket that was changed anywhere, or is of another key, does not open', () => {
  const state = writeState({ suite: 0x1301, madeS: 1, ageAdd: 2, psk: new Uint8Array(32).fill(7) });
  const ticket = sealTicket(keys, new Uint8Array(16), state);
  assert.deepEqual(pskOf(keys, ticket), { value: new Uint8Array(32).fill(7), kind: 'res', suite: 0x1301 });
  for (let at = 0; at < ticket.length; at++) {
    const changed = ticket.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.equal(openTicket(keys, changed), undefined, `${at}`);
    assert.equal(openTicket(keys, ticket.subarray(0, at)), undefined);
  }
  assert.equal(openTicket(new Uint8Array(48), ticket), undefined);
});

test('the age is hidden by adding, modulo 2^32, and a replay shows as an age that is too small', () => {
  assert.equal(claimedAgeMs(obfuscatedAge(5000, 4_294_967_000), 4_294_967_000), 5000);
  const state = writeState({ suite: 0x1301, madeS: 100, ageAdd: 4_000_000_000, psk: new Uint8Array(32) });
  const ticket = sealTicket(keys, new Uint8Array(16), state);
  assert.equal(ageOffMs(keys, ticket, obfuscatedAge(5000, 4_000_000_000), 105_000), 0);
  assert.equal(ageOffMs(keys, ticket, obfuscatedAge(5000, 4_000_000_000), 117_000), 12_000);
});
