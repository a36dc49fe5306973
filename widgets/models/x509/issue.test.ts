import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Certificate, parseCertificate } from './certificate.ts';
import { changed, signedAnew, withBytes } from './issue.ts';
import { parsePem } from './pem.ts';
import { parsePrivateKey } from './private-key.ts';
import { checkTimestamp, makeTimestamp, timestampList, timestampsOf } from './transparency.ts';

const { certificates, private_keys } = JSON.parse(
  readFileSync(new URL('../../../content/vectors/captures/x509/701-certificate-paths.json', import.meta.url), 'utf8'),
);
const der = (pem: string): Uint8Array => parsePem(pem).blocks[0]?.bytes ?? new Uint8Array();
const certificate = (bytes: Uint8Array | undefined): Certificate => {
  const read = parseCertificate(bytes ?? new Uint8Array());
  assert.ok(read.ok, read.ok ? '' : `${read.failure.code} ${read.failure.field}`);
  return read.value;
};
const key = (name: string) => {
  const read = parsePrivateKey(der(private_keys[name]), 'pkcs8');
  assert.ok(read.ok);
  return read.value;
};
const leaf = certificate(der(certificates.leaf));
const int2 = certificate(der(certificates.int2));
const root2 = certificate(der(certificates.root2));

test('a certificate without changes is the same, byte for byte', () => {
  for (const pem of Object.values<string>(certificates)) {
    const one = certificate(der(pem));
    assert.deepEqual(changed(one, {}), one.bytes);
  }
});

test('what was changed and signed anew is read by Node as it was meant, and fits the key', () => {
  const names = ['*.example.test', '192.0.2.1', '2001:db8::1'];
  const bytes = signedAnew(changed(leaf, { names, notAfter: 2524608000, serial: Uint8Array.of(5) }), key('int2'));
  const node = new X509Certificate(Buffer.from(bytes ?? []));
  assert.equal(node.subjectAltName, 'DNS:*.example.test, IP Address:192.0.2.1, IP Address:2001:DB8:0:0:0:0:0:1');
  assert.equal(new Date(node.validTo).toISOString(), '2050-01-01T00:00:00.000Z');
  assert.equal(node.serialNumber, '05');
  assert.ok(node.verify(new X509Certificate(certificates.int2).publicKey));
  const before = new X509Certificate(Buffer.from(changed(leaf, { names })));
  assert.equal(before.verify(new X509Certificate(certificates.int2).publicKey), false);
});

test('constraints and authority are written as they are read', () => {
  const changes = {
    basicConstraints: { ca: true, pathLen: 3 },
    constraints: { permitted: ['a.test'], excluded: ['b.a.test'] },
  };
  const one = certificate(signedAnew(changed(int2, changes), key('int1')));
  assert.deepEqual(one.basicConstraints, { ca: true, pathLen: 3 });
  assert.deepEqual(
    one.nameConstraints?.permitted.map(({ base }) => 'text' in base && base.text),
    ['a.test'],
  );
  assert.deepEqual(
    one.nameConstraints?.excluded.map(({ base }) => 'text' in base && base.text),
    ['b.a.test'],
  );
  const none = certificate(
    changed(one, { basicConstraints: { ca: false, pathLen: 1 }, constraints: { permitted: [], excluded: [] } }),
  );
  assert.deepEqual(none.basicConstraints, { ca: false, pathLen: undefined });
  assert.equal(none.nameConstraints, undefined);
});

test('another issuer is named, with its key identifier', () => {
  const one = certificate(signedAnew(changed(leaf, { issuer: root2 }), key('root2')));
  assert.deepEqual(one.issuer.canonical, root2.subject.canonical);
  assert.deepEqual(one.authorityKeyIdentifier?.keyIdentifier, root2.subjectKeyIdentifier);
});

test('a promise of a log fits the certificate it was made for, and no other', () => {
  const log = { spki: certificate(der(certificates['root-swapped'])).spki, key: key('rootX') };
  const timeMs = 1_800_000_000_123;
  const promise = makeTimestamp(log, timeMs, leaf, int2);
  assert.ok(promise);
  const list = timestampList([promise, promise]);
  const one = certificate(signedAnew(changed(leaf, { timestamps: { list } }), key('int2')));
  const found = timestampsOf(one);
  assert.equal(found?.length, 2);
  for (const timestamp of found ?? []) {
    assert.equal(timestamp.timeMs, timeMs);
    assert.equal(checkTimestamp(timestamp, one, int2, [log.spki]), 'fits');
    assert.equal(checkTimestamp(timestamp, one, int2, [root2.spki]), 'unknown-log');
    assert.equal(checkTimestamp(timestamp, one, root2, [log.spki]), 'wrong');
    const other = certificate(changed(one, { names: ['other.test'] }));
    assert.equal(checkTimestamp(timestamp, other, int2, [log.spki]), 'wrong');
  }
  assert.deepEqual(timestampsOf(leaf), []);
  for (let at = 0; at < list.length; at += 1) {
    const cut = certificate(changed(leaf, { timestamps: { list: list.subarray(0, at) } }));
    assert.equal(timestampsOf(cut), undefined);
    const bent = certificate(
      changed(leaf, { timestamps: { list: withBytes(list, [{ at, byte: (list[at] ?? 0) ^ 1 }]) } }),
    );
    const fits = timestampsOf(bent)?.every((each) => checkTimestamp(each, bent, int2, [log.spki]) === 'fits');
    assert.notEqual(fits, true, String(at));
  }
});

test('what cannot be read any more is not signed', () => {
  assert.equal(signedAnew(withBytes(leaf.bytes, [{ at: 1, byte: 0 }]), key('int2')), undefined);
  assert.ok(signedAnew(withBytes(leaf.bytes, [{ at: 12, byte: 0xff }]), key('int2')));
});
