import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Certificate, parseCertificate } from './certificate.ts';
import { likelyIssued, mayCertSign } from './chain-checks.ts';
import { readDer } from './der.ts';
import { concat, explicit, integer, oid, sequence, time, tlv } from './der-write.ts';
import { matchHost, parseAddress } from './hosts.ts';
import { shortName } from './name.ts';
import { parsePem } from './pem.ts';
import { verifySignature } from './signature.ts';
import { formatTime, fromSeconds, toSeconds } from './time.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../content/vectors/captures/x509/${name}`, import.meta.url), 'utf8'));

const pems = new Map<string, string>([
  ...read('certificates.json').certificates.map((one: { name: string; pem: string }) => [one.name, one.pem]),
  ...Object.entries<string>(read('701-certificate-paths.json').certificates),
]);

const der = (pem: string): Uint8Array => parsePem(pem).blocks[0]?.bytes ?? new Uint8Array();
const parsed = (pem: string): Certificate => {
  const certificate = parseCertificate(der(pem));
  assert.ok(certificate.ok, certificate.ok ? '' : certificate.failure.code);
  return certificate.value;
};
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('every recorded certificate says what Node reads in it', () => {
  assert.equal(pems.size, 53);
  for (const [name, pem] of pems) {
    const own = parsed(pem);
    const node = new X509Certificate(pem);
    assert.deepEqual(Buffer.from(own.bytes), node.raw, name);
    assert.equal(hex(own.serial).replace(/^00(?=.)/, ''), node.serialNumber.toLowerCase().replace(/^00/, ''), name);
    assert.equal(own.notBefore * 1000, Date.parse(node.validFrom), name);
    assert.equal(own.notAfter * 1000, Date.parse(node.validTo), name);
    assert.equal((own.basicConstraints?.ca ?? false) && mayCertSign(own), node.ca, name);
    assert.deepEqual(own.extKeyUsage ?? [], node.keyUsage ?? [], name);
    assert.deepEqual(Buffer.from(own.spki), node.publicKey.export({ type: 'spki', format: 'der' }), name);
    const lines = own.subject.parts.flat().map(({ type, text }) => `${type === 'commonName' ? 'CN' : 'O'}=${text}`);
    assert.equal(lines.join('\n'), node.subject, name);
    const names = (own.subjectAltName ?? []).map((one) =>
      one.kind === 'ip' ? `IP Address:${one.bytes.join('.')}` : `DNS:${'text' in one ? one.text : '?'}`,
    );
    assert.equal(names.join(', ') || undefined, node.subjectAltName, name);
  }
});

test('who signed whom is what Node says, for every pair of recorded certificates', () => {
  const all = Array.from(pems.values(), (pem) => ({ own: parsed(pem), node: new X509Certificate(pem) }));
  let signed = 0;
  for (const subject of all) {
    for (const issuer of all) {
      if (shortName(issuer.own.subject) !== shortName(subject.own.issuer)) continue;
      const { scheme } = subject.own.signatureAlgorithm;
      const { ok } = verifySignature(scheme, issuer.own.publicKey, subject.own.tbs, subject.own.signature);
      assert.equal(ok, subject.node.verify(issuer.node.publicKey));
      const keySign = issuer.own.keyUsage?.has('keyCertSign') ?? true;
      assert.equal(likelyIssued(issuer.own, subject.own) && keySign, subject.node.checkIssued(issuer.node));
      signed += Number(ok);
    }
  }
  assert.ok(signed > 100, String(signed));
});

test('host names are compared as OpenSSL compares them', () => {
  const hosts = [
    'server.example.test', 'SERVER.example.test', 'server.example.test.', 'www.example.test', 'ww.example.test', 'example.test', 'a.b.example.test',
    '.example.test', '*.example.test', 'xn--bcher-kva.example.test', 'other.example.test', 'w.example.test', 'localhost',
  ]; // biome-ignore format: a list
  for (const [name, pem] of pems) {
    const node = new X509Certificate(pem);
    for (const host of hosts) {
      const match = matchHost(parsed(pem), host, 'openssl');
      assert.equal(match.ok, node.checkHost(host) !== undefined, `${name} ${host}`);
    }
    for (const address of ['192.0.2.1', '192.0.2.2', '2001:db8::1']) {
      assert.equal(matchHost(parsed(pem), address, 'openssl').ok, node.checkIP(address) !== undefined, name);
    }
  }
});

test('with any byte changed, or cut anywhere, a certificate is read or refused by name and place', () => {
  const codes = new Set<string>();
  for (const name of ['leaf', 'int2-nc-permitted', 'root-rsa', 'ed', 'leaf-crit']) {
    const bytes = der(pems.get(name) ?? '');
    for (let at = 0; at < bytes.length; at += 1) {
      for (const flip of [0x01, 0x20, 0x80, 0xff]) {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ flip;
        const result = parseCertificate(changed);
        if (result.ok) continue;
        const { code, at: from, end } = result.failure;
        codes.add(code);
        assert.ok(from >= 0 && from <= end && end <= bytes.length, `${name} ${at} ${code} ${from} ${end}`);
      }
      const cut = parseCertificate(bytes.subarray(0, at));
      assert.ok(!cut.ok && cut.failure.code === 'der-truncated', `${name} ${at}`);
    }
    const longer = parseCertificate(concat(bytes, Uint8Array.of(0)));
    assert.ok(!longer.ok && longer.failure.code === 'der-trailing');
  }
  // The changes reach most of what can be wrong.
  assert.ok(codes.size >= 18, [...codes].join(' '));
});

test('what DER forbids is refused, at its place', () => {
  const refused = (bytes: number[]): [string, number, number] => {
    try {
      readDer(Uint8Array.from(bytes));
    } catch (fault) {
      const { code, at, end } = fault as { code: string; at: number; end: number };
      return [code, at, end];
    }
    return ['read', 0, 0];
  };
  assert.deepEqual(refused([0x30, 0x80, 0, 0]), ['der-length-indefinite', 1, 2]);
  assert.deepEqual(refused([0x30, 0x81, 0x01, 5]), ['der-length-not-minimal', 1, 3]);
  assert.deepEqual(refused([0x04, 0x82, 0x00, 0x80, ...new Array(128).fill(0)]), ['der-length-not-minimal', 1, 4]);
  assert.deepEqual(refused([0x30, 0x85, 1, 1, 1, 1, 1]), ['der-length-too-great', 1, 7]);
  assert.deepEqual(refused([0x04, 5, 1, 2]), ['der-truncated', 0, 4]);
  assert.deepEqual(refused([0x30, 3, 4, 5, 1]), ['der-truncated', 2, 5]);
  assert.deepEqual(refused([0x1f, 1, 0]), ['der-tag-high', 0, 1]);
  assert.deepEqual(refused([0x24, 2, 4, 0]), ['der-form', 0, 1]);
  assert.deepEqual(refused([0x10, 0]), ['der-form', 0, 1]);
  assert.deepEqual(refused([]), ['der-truncated', 0, 0]);
  assert.deepEqual(refused([4, 0, 0]), ['der-trailing', 2, 3]);
  const deep = Array.from({ length: 60 }, (_, at) => [0x30, 2 * (59 - at)]).flat();
  assert.equal(refused(deep)[0], 'der-too-deep');
});

test('a field that is wrong is named', () => {
  const leaf = parsed(pems.get('leaf') ?? '');
  const { serial, algorithm, issuer, validity, subject, spki } = leaf.nodes;
  const rebuilt = (fields: readonly Uint8Array[]): string => {
    const bytes = sequence(sequence(...fields), leaf.nodes.outerAlgorithm.bytes, leaf.nodes.signature.bytes);
    const result = parseCertificate(bytes);
    return result.ok ? 'read' : `${result.failure.code} ${result.failure.field}`;
  };
  const fields = [serial, algorithm, issuer, validity, subject, spki].map(({ bytes }) => bytes);
  const version = (number: number): Uint8Array => explicit(0, integer(number));
  const ascii = (tag: number, text: string): Uint8Array => tlv(tag, new TextEncoder().encode(text));
  const dated = (first: Uint8Array): readonly Uint8Array[] =>
    fields.map((bytes, at) => (at === 3 ? sequence(first, time(leaf.notAfter)) : bytes));
  assert.equal(rebuilt(fields), 'read');
  assert.equal(rebuilt([version(2), ...fields]), 'read');
  assert.equal(rebuilt([version(7), ...fields]), 'version-invalid tbsCertificate.version');
  assert.equal(rebuilt([...fields, explicit(3, sequence())]), 'extensions-need-version-3 tbsCertificate.extensions');
  assert.equal(rebuilt([version(2), ...fields, explicit(3, sequence())]), 'extension-empty tbsCertificate.extensions');
  assert.equal(rebuilt(fields.slice(0, 5)), 'der-missing tbsCertificate.subjectPublicKeyInfo');
  assert.equal(rebuilt([...fields, integer(1)]), 'der-extra tbsCertificate');
  const other = sequence(oid('1.2.840.10045.4.3.3'));
  assert.equal(rebuilt(fields.map((bytes, at) => (at === 1 ? other : bytes))), 'algorithm-mismatch signatureAlgorithm');
  const begin = 'tbsCertificate.validity.notBefore';
  for (const text of ['260230000000Z', '2601010000Z', '260101000000+0000', '26010100000Z', '260101246060Z']) {
    assert.equal(rebuilt(dated(ascii(0x17, text))), `time-invalid ${begin}`, text);
  }
  assert.equal(rebuilt(dated(ascii(0x18, '20260101000000.5Z'))), `time-invalid ${begin}`);
  assert.equal(rebuilt(dated(ascii(0x0c, '260101000000Z'))), `der-unexpected ${begin}`);
  assert.equal(
    rebuilt(fields.map((bytes, at) => (at === 0 ? Uint8Array.of(2, 2, 0, 1) : bytes))),
    'integer-not-minimal tbsCertificate.serialNumber',
  );
});

test('days and seconds are counted as JavaScript counts them', () => {
  for (let day = -40000; day < 110000; day += 37) {
    const seconds = day * 86400 + (day % 86400);
    const { year, month, day: ofMonth, hour, minute, second } = fromSeconds(seconds);
    assert.equal(toSeconds(year, month, ofMonth, hour, minute, second), seconds);
    assert.equal(formatTime(seconds), new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' '));
  }
});

test('addresses are read as they are written', () => {
  const text = (address: string): string | undefined =>
    parseAddress(address) && hex(parseAddress(address) ?? new Uint8Array());
  assert.equal(text('192.0.2.1'), 'c0000201');
  assert.equal(text('2001:db8::1'), '20010db8000000000000000000000001');
  assert.equal(text('::'), '0'.repeat(32));
  assert.equal(text('::ffff:192.0.2.1'), '00000000000000000000ffffc0000201');
  for (const bad of [
    '256.0.0.1',
    '1.2.3',
    '1::2::3',
    ':::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    'dead',
    'x::',
    '12345::',
  ]) {
    assert.equal(text(bad), undefined, bad);
  }
});
