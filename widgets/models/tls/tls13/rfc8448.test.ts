import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { fromHex, toHex } from '../hex.ts';
import { equal, groupNumber } from '../registries.ts';
import { sharedSecret } from './agree.ts';
import type { PrivateShare } from './client.ts';
import { deriveSecret, digest, expand, extract, mac } from './hkdf.ts';
import type { Psk, Role } from './knowledge.ts';
import { reproduce } from './proof/reproduce.ts';
import { verify } from './proof/trust.ts';
import type { Derivation } from './schedule.ts';
import { Side } from './side.ts';

interface Step {
  readonly at: Role;
  readonly step: string;
  readonly fields?: Readonly<Record<string, string>>;
}
interface Trace {
  readonly section: string;
  readonly title: string;
  readonly steps: readonly Step[];
}

const read = (name: string): Trace =>
  JSON.parse(readFileSync(new URL(`../../../../content/vectors/rfc8448/${name}.json`, import.meta.url), 'utf8'));
const names = [
  'simple-1-rtt',
  'resumed-0-rtt',
  'hello-retry-request',
  'client-authentication',
  'compatibility-mode',
] as const;
const traces = names.map(read);

/** The steps of one kind, with what they print. */
const steps = ({ steps: all }: Trace, kind: RegExp) =>
  all.filter(({ step, fields }) => fields && kind.test(step)).map((each) => ({ ...each, fields: each.fields ?? {} }));
const bytes = (step: { readonly fields: Readonly<Record<string, string>> }, name: string) =>
  fromHex(step.fields[name] ?? assert.fail(name));

test('every extraction and every expansion that RFC 8448 prints comes out', () => {
  let count = 0;
  for (const trace of traces) {
    for (const step of steps(trace, /^extract secret/)) {
      const salt = step.fields['salt']?.startsWith('0 (') ? new Uint8Array(32) : bytes(step, 'salt');
      assert.deepEqual(
        extract('sha256', salt, bytes(step, 'IKM')),
        bytes(step, 'secret'),
        `${trace.section} ${step.step}`,
      );
      count++;
    }
    for (const step of steps(trace, /^derive secret|resumption secret/)) {
      const [, label = ''] = /"tls13 (.*)"/.exec(step.step) ?? [];
      const context = bytes(step, 'hash');
      assert.deepEqual(deriveSecret('sha256', bytes(step, 'PRK'), label, context), bytes(step, 'expanded'));
      assert.deepEqual(expand('sha256', bytes(step, 'PRK'), bytes(step, 'info'), 32), bytes(step, 'expanded'));
      count++;
    }
    for (const step of steps(trace, /traffic keys/)) {
      for (const part of ['key', 'iv'])
        assert.deepEqual(
          expand('sha256', bytes(step, 'PRK'), bytes(step, `${part} info`), part === 'key' ? 16 : 12),
          bytes(step, `${part} expanded`),
        );
      count++;
    }
    for (const step of steps(trace, /finished|binder/)) {
      const key = expand('sha256', bytes(step, 'PRK'), bytes(step, 'info'), 32);
      assert.deepEqual(key, bytes(step, 'expanded'));
      if (!step.fields['ClientHello prefix']) continue;
      const hash = digest('sha256', bytes(step, 'ClientHello prefix'));
      assert.deepEqual(hash, bytes(step, 'binder hash'));
      assert.deepEqual(mac('sha256', key, hash), bytes(step, 'finished'));
      count++;
    }
  }
  assert.equal(count, 85);
});

/** The key pairs of a side. */
function shares(trace: Trace, at: Role): PrivateShare[] {
  return steps(trace, /ephemeral .* key pair/)
    .filter((step) => step.at === at)
    .map((step) => ({
      group: groupNumber(/x25519/.test(step.step) ? 'x25519' : 'secp256r1'),
      privateKey: bytes(step, 'private key'),
    }));
}

const records = (trace: Trace) =>
  steps(trace, /^send/).map((step) => ({ from: step.at, record: bytes(step, 'complete record') }));

/** PSKs of tickets, from one trace to the next. */
const psks: { readonly ticket: Uint8Array; readonly psk: Psk }[] = [];
const pskOf = (identity: Uint8Array) => psks.find(({ ticket }) => equal(ticket, identity))?.psk;

for (const trace of traces) {
  const own = { client: shares(trace, 'client'), server: shares(trace, 'server') };
  const follow = (role: Role) =>
    new Side({
      role,
      agree: (group, client, server) => {
        const key = own[role].find((each) => each.group === group)?.privateKey;
        return key && sharedSecret(group, key, role === 'client' ? server : client);
      },
      psk: pskOf,
      verify,
    });
  const [client, server] = [follow('client'), follow('server')];
  const seen = records(trace).map(({ from, record }) => {
    server.take(from, record);
    return client.take(from, record);
  });
  const before = [...psks];
  const made: Derivation[] = [...(client.schedule?.made ?? []), ...(server.schedule?.made ?? [])];

  test(`section ${trace.section}, ${trace.title}: both sides accept every record, signatures and Finished included`, () => {
    assert.deepEqual(
      seen.flatMap(({ refusal }) => refusal ?? []),
      [],
    );
    assert.ok(client.finished.client && server.finished.client);
    assert.equal(client.phase, 'connected');
  });

  test(`section ${trace.section}, ${trace.title}: every secret that is printed is one that our sides made`, () => {
    const printed = steps(trace, /^extract|^derive|finished|resumption secret/).flatMap(({ fields, step }) =>
      ['secret', 'expanded', 'key expanded', 'iv expanded'].flatMap((name) => {
        const value = fields[name];
        return value === undefined ? [] : [[step, value] as const];
      }),
    );
    assert.ok(printed.length > 20);
    const ours = new Set(made.map(({ value }) => toHex(value)));
    for (const [step, value] of printed) assert.ok(ours.has(value), `${step}: ${value}`);
    // The transcript hashes too: they are the contexts.
    const contexts = new Set(made.map(({ context }) => toHex(context)));
    for (const { fields, step } of steps(trace, /^derive secret/))
      assert.ok(contexts.has(fields['hash'] ?? ''), `${step}: ${fields['hash']}`);
  });

  test(`section ${trace.section}, ${trace.title}: our client and server write every record, byte for byte`, () => {
    const compatible = trace.section === '7';
    const { wires } = reproduce({
      seen,
      shares: own,
      psk: (identity) => before.find(({ ticket }) => equal(ticket, identity))?.psk,
      style: { oneRecord: true, compatible, alertsInClear: true },
    });
    for (const role of ['client', 'server'] as const)
      assert.deepEqual(
        wires.filter(({ from }) => from === role).map(({ sent }) => toHex(sent)),
        records(trace)
          .filter(({ from }) => from === role)
          .map(({ record }) => toHex(record)),
        role,
      );
  });

  for (const { ticket, psk } of client.tickets) psks.push({ ticket, psk });
}
