import assert from 'node:assert/strict';
import { constants, createPrivateKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { integer, sequence } from './der-write.ts';
import { formatPem, parsePem } from './pem.ts';
import { type PrivateKey, type PrivateKeyForm, parsePrivateKey } from './private-key.ts';
import { type PublicKey, parsePublicKey, parseRsaPublicKey } from './public-key.ts';
import { publicHalf, signMessage, verifySignature } from './signature.ts';
import type { SignatureScheme } from './signature-algorithm.ts';

const message = new TextEncoder().encode('what is signed');

const pairs = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 1024 }),
  'P-256': generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
  'P-384': generateKeyPairSync('ec', { namedCurve: 'secp384r1' }),
  'P-521': generateKeyPairSync('ec', { namedCurve: 'secp521r1' }),
  ed25519: generateKeyPairSync('ed25519'),
};

const spki = (key: KeyObject): PublicKey => {
  const read = parsePublicKey(new Uint8Array(key.export({ type: 'spki', format: 'der' })));
  assert.ok(read.ok);
  return read.value;
};

function privateKey(bytes: Uint8Array, form: PrivateKeyForm): PrivateKey {
  const read = parsePrivateKey(bytes, form);
  assert.ok(read.ok, read.ok ? '' : `${read.failure.code} ${read.failure.field}`);
  return read.value;
}

const schemes: readonly [keyof typeof pairs, SignatureScheme, string | undefined, object][] = [
  ...(['sha1', 'sha256', 'sha384', 'sha512'] as const).flatMap(
    (hash): [keyof typeof pairs, SignatureScheme, string, object][] => [
      ['rsa', { kind: 'rsa-pkcs1', hash }, hash, {}],
      ['P-256', { kind: 'ecdsa', hash }, hash, {}],
      ['P-384', { kind: 'ecdsa', hash }, hash, {}],
      ['P-521', { kind: 'ecdsa', hash }, hash, {}],
    ],
  ),
  ...(['sha256', 'sha384'] as const).map((hash): [keyof typeof pairs, SignatureScheme, string, object] => {
    const saltLength = hash === 'sha256' ? 32 : 48;
    const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
    return ['rsa', { kind: 'rsa-pss', hash, mgfHash: hash, saltLength }, hash, padding];
  }),
  ['ed25519', { kind: 'ed25519' }, undefined, {}],
];

test('what Node signs is verified, what is signed here is verified by Node, and one bit less is not', () => {
  for (const [name, scheme, hash, padding] of schemes) {
    const pair = pairs[name];
    const key = spki(pair.publicKey);
    const made = sign(hash, message, { key: pair.privateKey, ...padding });
    const what = `${name} ${JSON.stringify(scheme)}`;
    assert.deepEqual(verifySignature(scheme, key, message, made), { ok: true }, what);
    const other = message.slice();
    other[3] = 0;
    assert.equal(verifySignature(scheme, key, other, made).ok, false, what);
    for (let at = 0; at < made.length; at += 5) {
      const changed = Uint8Array.from(made);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.equal(verifySignature(scheme, key, message, changed).ok, false, `${what} ${at}`);
      assert.equal(verifySignature(scheme, key, message, made.subarray(0, at)).ok, false, `${what} cut ${at}`);
    }
    const own = privateKey(new Uint8Array(pair.privateKey.export({ type: 'pkcs8', format: 'der' })), 'pkcs8');
    const salt = new Uint8Array('saltLength' in scheme ? scheme.saltLength : 0).fill(7);
    const signed = signMessage(scheme, own, message, salt);
    assert.ok(signed && verify(hash, message, { key: pair.publicKey, ...padding }, signed), what);
    assert.deepEqual(publicHalf(own), key, what);
  }
});

test('private keys are read in every form that Node writes, and are the same key', () => {
  for (const [name, { privateKey: key, publicKey }] of Object.entries(pairs)) {
    const forms: [PrivateKeyForm, 'pkcs8' | 'pkcs1' | 'sec1'][] = [['pkcs8', 'pkcs8']];
    if (name === 'rsa') forms.push(['pkcs1', 'pkcs1']);
    if (name.startsWith('P')) forms.push(['sec1', 'sec1']);
    for (const [form, type] of forms) {
      const own = privateKey(new Uint8Array(key.export({ type, format: 'der' }) as Buffer), form);
      assert.deepEqual(publicHalf(own), spki(publicKey), `${name} ${form}`);
    }
  }
  const bare = parseRsaPublicKey(pairs.rsa.publicKey.export({ type: 'pkcs1', format: 'der' }));
  assert.deepEqual(bare.ok && bare.value, spki(pairs.rsa.publicKey));
});

test('the private keys of the recordings belong to their certificates', () => {
  const at = new URL('../../../content/vectors/captures/x509/certificates.json', import.meta.url);
  for (const { name, pem } of JSON.parse(readFileSync(at, 'utf8')).private_keys) {
    const own = privateKey(parsePem(pem).blocks[0]?.bytes ?? new Uint8Array(), 'pkcs8');
    const jwk = createPrivateKey(pem).export({ format: 'jwk' });
    if (own.kind === 'ec' || own.kind === 'ed25519')
      assert.equal(Buffer.from(own.secret).toString('base64url'), jwk.d, name);
    else assert.equal(own.kind, 'rsa');
  }
});

test('with any byte changed a private key is read or refused by name, never thrown at', () => {
  for (const { privateKey: key } of Object.values(pairs)) {
    const bytes = new Uint8Array(key.export({ type: 'pkcs8', format: 'der' }));
    for (let at = 0; at < bytes.length; at += bytes.length > 400 ? 7 : 1) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x81;
      const read = parsePrivateKey(changed, 'pkcs8');
      if (!read.ok) assert.ok(read.failure.at <= read.failure.end && read.failure.end <= bytes.length);
      assert.equal(parsePrivateKey(bytes.subarray(0, at), 'pkcs8').ok, false);
    }
  }
});

test('an ECDSA signature that is no pair of numbers is malformed, one of zeros too', () => {
  const key = spki(pairs['P-256'].publicKey);
  const scheme = { kind: 'ecdsa', hash: 'sha256' } as const;
  for (const bytes of [
    new Uint8Array(),
    sequence(integer(1)),
    sequence(integer(0), integer(1)),
    sequence(integer(1n << 300n), integer(1)),
    sequence(integer(1), integer(1), integer(1)),
  ]) {
    assert.deepEqual(verifySignature(scheme, key, message, bytes), { ok: false, problem: 'signature-malformed' });
  }
  assert.deepEqual(verifySignature(scheme, spki(pairs.rsa.publicKey), message, sequence()), {
    ok: false,
    problem: 'key-mismatch',
  });
  assert.deepEqual(verifySignature(undefined, key, message, sequence()), { ok: false, problem: 'algorithm-unknown' });
  const off = { kind: 'ec', curve: 'P-256', point: new Uint8Array(65).fill(4), bits: 256 } as const;
  assert.deepEqual(verifySignature(scheme, off, message, sequence(integer(1), integer(1))), {
    ok: false,
    problem: 'key-invalid',
  });
});

test('keys past every bound are refused at once', () => {
  const n = (1n << 20000n) + 1n;
  const huge = { kind: 'rsa', n, e: n - 2n, bits: 20001 } as const;
  const scheme = { kind: 'rsa-pkcs1', hash: 'sha256' } as const;
  assert.deepEqual(verifySignature(scheme, huge, message, new Uint8Array(2501)), { ok: false, problem: 'key-invalid' });
});

const pem = formatPem(
  'CERTIFICATE',
  new Uint8Array(100).map((_, at) => at),
);
const failure = (text: string): string | undefined => parsePem(text).failure?.code;

test('PEM is read as people paste it', () => {
  const bytes = [...(parsePem(pem).blocks[0]?.bytes ?? [])];
  assert.deepEqual(
    bytes,
    Array.from({ length: 100 }, (_, at) => at),
  );
  const body = pem.split('\n').slice(1, -2).join('');
  for (const text of [
    pem.replaceAll('\n', '\r\n'),
    `Subject: CN=x\n${pem}`,
    pem.replaceAll('\n', ' '),
    pem.replaceAll('\n', ''),
    `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`,
    `-----BEGIN CERTIFICATE-----\n${body.replaceAll('=', '')}\n-----END CERTIFICATE-----`,
  ]) {
    assert.deepEqual([...(parsePem(text).blocks[0]?.bytes ?? [])], bytes, text);
  }
  assert.equal(parsePem(pem + pem).blocks.length, 2);
  assert.deepEqual([...(parsePem('30 03 02 01 05').blocks[0]?.bytes ?? [])], [48, 3, 2, 1, 5]);
  assert.deepEqual([...(parsePem('30:03:02:01:05').blocks[0]?.bytes ?? [])], [48, 3, 2, 1, 5]);
  assert.deepEqual(parsePem('MAMCAQU=').blocks[0]?.bytes, Uint8Array.of(48, 3, 2, 1, 5));
  const locked =
    '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nMAMCAQU=\n-----END RSA PRIVATE KEY-----';
  assert.deepEqual(parsePem(locked).blocks[0]?.encrypted, true);
});

test('what is wrong with a pasted text has a name and a place', () => {
  assert.equal(failure(''), 'pem-empty');
  assert.equal(failure('hello, certificate'), 'pem-not-recognised');
  assert.equal(failure(pem.slice(0, 80)), 'pem-no-end');
  assert.equal(failure(pem.replace('END CERTIFICATE', 'END PRIVATE KEY')), 'pem-labels-differ');
  assert.equal(failure(pem.split('\n').slice(1).join('\n')), 'pem-no-begin');
  assert.equal(failure(pem.replaceAll('-----', '—')), 'pem-dashes');
  assert.equal(failure(pem.replace('-----END', '----END')), 'pem-dashes');
  assert.equal(failure('-----BEGIN X-----\n-----END X-----'), 'pem-block-empty');
  assert.equal(failure(pem.replace('AAEC', 'AA!C')), 'pem-character');
  assert.equal(failure(pem.replace('AAEC', 'AA_C')), 'pem-url-alphabet');
  assert.equal(failure(pem.replace('AAEC', 'AA=C')), 'pem-padding');
  assert.equal(failure(pem.replace('AAEC', 'AAC')), 'pem-length');
  assert.equal(failure('30 03 0'), 'hex-odd');
  assert.equal(failure('x'.repeat(300000)), 'pem-too-long');
  for (let at = 0; at < pem.length; at += 1) {
    for (const text of [pem.slice(0, at), pem.slice(at), `${pem.slice(0, at)}\u4f60${pem.slice(at + 1)}`]) {
      const { failure: why } = parsePem(text);
      if (why) assert.ok(why.at >= 0 && why.at <= why.end && why.end <= text.length);
    }
  }
});
