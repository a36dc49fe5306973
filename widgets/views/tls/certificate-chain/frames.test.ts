import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { locales } from '#content/locales.ts';
import { decodeState, encodeState } from '../../../models/share/share.ts';
import { parseCertificate } from '../../../models/x509/certificate.ts';
import { formatPem, parsePem } from '../../../models/x509/pem.ts';
import { parsePrivateKey } from '../../../models/x509/private-key.ts';
import { type ChainFrame, frameOf } from './frames.ts';
import { pastedScene } from './pasted.ts';
import { certificates, keys } from './recorded.ts';
import { type Judgement, judge } from './run.ts';
import { clientTime, recorded, sceneOf } from './scene.ts';
import { type ChainState, editable, flippedByte, type PresetName, presets, schema } from './state.ts';
import { captions, strings } from './strings.ts';

const vectors = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../../content/vectors/captures/x509/${name}`, import.meta.url), 'utf8'));

const impostors = { server: 'no', self: 'self', impostor: 'hidden', logged: 'logged' } as const;
const judged = (state: ChainState): Judgement => judge(sceneOf(state));
const frame = (state: ChainState, locale: 'en' | 'zh' = 'en'): ChainFrame =>
  frameOf(judged(state), strings[locale], impostors[state.who]);
const sentence = (name: PresetName): string => frame(presets[name]).result.replaceAll('**', '');

test('the certificates and keys are those of the recording', () => {
  const recording = vectors('701-certificate-paths.json');
  for (const [name, base64] of Object.entries(certificates)) {
    assert.equal(formatPem('CERTIFICATE', Buffer.from(base64, 'base64')), recording.certificates[name], name);
  }
  for (const [name, hex] of Object.entries(keys)) {
    const key = parsePrivateKey(parsePem(recording.private_keys[name]).blocks[0]?.bytes ?? new Uint8Array(), 'pkcs8');
    assert.equal(key.ok && key.value.kind === 'ec' && Buffer.from(key.value.secret).toString('hex'), hex, name);
  }
});

test('the line of proof counts what the tests read', () => {
  const chains = vectors('701-certificate-paths.json').variants.length;
  const mixed = vectors('mixed.json').cases.length;
  for (const locale of locales) assert.match(captions[locale].proof, new RegExp(`${chains} .*${mixed} `));
});

test('each ready-made state has its verdict, its alert and its sentence', () => {
  const verdicts = Object.fromEntries(
    Object.entries(presets).map(([name, state]) => {
      const { rfc, alert, finding, log } = judged(state);
      return [name, [rfc.ok, finding?.problem ?? log, alert]];
    }),
  );
  assert.deepEqual(verdicts, {
    default: [true, 'not-asked', undefined],
    'no-intermediate': [false, 'issuer-not-found', 'unknown_ca'],
    'wrong-name': [false, 'host-mismatch', 'bad_certificate'],
    expired: [false, 'expired', 'certificate_expired'],
    'not-an-authority': [false, 'not-an-authority', 'unknown_ca'],
    'unknown-root': [false, 'issuer-not-found', 'unknown_ca'],
    'swapped-root': [false, 'signature-wrong', 'unknown_ca'],
    'flipped-byte': [false, 'signature-wrong', 'decrypt_error'],
    'compromised-authority': [true, 'not-asked', undefined],
    transparency: [true, 'none', undefined],
    wildcard: [false, 'host-mismatch', 'bad_certificate'],
    'name-constraints': [false, 'name-not-permitted', 'certificate_unknown'],
    'cross-signed': [true, 'not-asked', 'unknown_ca'],
  });
  assert.match(sentence('default'), /^Accepted: 3 signatures lead from server\.example\.test to Path root/);
  assert.match(sentence('expired'), /its last second was 2025-01-01 00:00:00\./);
  assert.match(sentence('compromised-authority'), /nobody notices\. The trusted authority Old root/);
  assert.match(sentence('transparency'), /no log has promised/);
  assert.match(sentence('swapped-root'), /A name is not an identity/);
});

test('the byte that is flipped is a digit of the year in which the leaf ends', () => {
  assert.equal(Number(flippedByte.split(':')[1]), recorded('leaf').nodes.notAfter.contentAt + 1);
  assert.ok(frame(presets['flipped-byte']).sent.at(-1)?.dates.endsWith('2047-01-01'));
});

test('what the issuer signs again is accepted, what nobody signs is not', () => {
  for (const change of [{ names: '*.example.test' }, { until: 2040 }, { edit: [flippedByte] }]) {
    assert.equal(judged({ ...presets.default, ...change }).rfc.ok, true);
    const unsigned = judged({ ...presets.default, ...change, sign: 'nobody' });
    assert.deepEqual([unsigned.rfc.ok, unsigned.finding?.problem], [false, 'signature-wrong']);
  }
});

test('a client that wants transparency takes the server with its promise, and an impostor only in the open', () => {
  const asked = { ...presets.default, store: 'both', ct: 'on' } as const;
  assert.deepEqual([judged(asked).rfc.ok, judged(asked).log], [true, 'promised']);
  assert.equal(judged({ ...asked, sign: 'nobody' }).log, 'promised');
  assert.equal(judged({ ...asked, sign: 'nobody', names: 'x.test' }).log, 'none');
  assert.equal(judged({ ...asked, who: 'impostor' }).log, 'none');
  assert.equal(judged({ ...asked, who: 'logged' }).log, 'promised');
  assert.match(frame({ ...asked, who: 'logged' }).result, /not in silence/);
});

/** Every value of every choice alone, and many together. */
function* states(): Generator<ChainState> {
  const first = presets.default;
  for (const [key, field] of Object.entries(schema)) {
    if (field.kind === 'choice') for (const value of field.values) yield { ...first, [key]: value };
    if (field.kind === 'integer')
      for (const value of [field.min, 2026, 2030, field.max]) yield { ...first, [key]: value };
  }
  const { who, store, int1, ct, sign } = schema;
  for (const a of who.values) {
    for (const b of store.values) {
      for (const c of int1.values) {
        for (const d of ct.values)
          yield {
            ...first,
            who: a,
            store: b,
            int1: c,
            ct: d,
            sign: sign.values[(a.length + c.length) % 2] ?? 'issuer',
          };
      }
    }
  }
  for (const host of [
    '',
    ' ',
    '192.0.2.1',
    '2001:db8::1',
    'SERVER.example.test.',
    '你好',
    '*.example.test',
    '**',
    'a**b',
    'a'.repeat(80),
  ]) {
    yield { ...first, host };
    yield { ...first, names: host };
    yield { ...first, names: host, host };
  }
  for (const ca of schema.ca.values) {
    for (const only of schema.only.values) {
      for (const length of schema.length.values)
        yield { ...first, ca, only, length, int2: length === '1' ? 'no' : 'yes' };
    }
  }
}

test('every state has whole sentences in both languages', () => {
  let count = 0;
  for (const state of states()) {
    const judgement = judged(state);
    for (const locale of locales) {
      const { result, rows, store, sent, programs } = frameOf(judgement, strings[locale], impostors[state.who]);
      const texts = [
        result,
        ...rows.flat(),
        ...[...store, ...sent].flatMap(({ signed, facts, reasons }) => [signed, ...facts, ...reasons]),
        ...programs.map(({ says }) => says),
      ];
      for (const text of texts) {
        assert.doesNotMatch(text, /[{}]|undefined|NaN|\*\*\*\*\*/, JSON.stringify(state));
      }
      assert.equal(result.split('**').length % 2, 1, result);
      assert.match(result, /[.。]$/u, result);
      assert.equal(result.includes('  '), false, result);
    }
    count += 1;
  }
  assert.ok(count > 200, String(count));
});

test('any byte of any certificate may be anything: a verdict with a reason comes back', () => {
  for (const name of editable) {
    const { length } = recorded(name === 'other' ? 'leaf' : name).bytes;
    for (let at = 0; at < length; at += 3) {
      for (const sign of schema.sign.values) {
        const who = name === 'other' ? 'impostor' : 'server';
        const state: ChainState = {
          ...presets.default,
          who,
          store: 'both',
          sign,
          edit: [`${name}:${at}:${at % 2 ? 'ff' : '80'}`],
        };
        const { result } = frame(state);
        assert.ok(result.length > 20 && !/[{}]|undefined/.test(result), result);
      }
    }
  }
  const cut = frame({ ...presets.default, edit: ['leaf:1:00'] });
  assert.match(cut.result, /cannot be read.*bad_certificate/);
});

test('a state survives its link', () => {
  for (const state of Object.values(presets)) {
    assert.deepEqual(
      decodeState('chain', schema, encodeState('chain', schema, state))?.state ?? presets.default,
      state,
    );
  }
});

test('pasted certificates are judged, and what is no certificate is explained', () => {
  const pem = (...names: (keyof typeof certificates)[]): string =>
    names.map((name) => formatPem('CERTIFICATE', Buffer.from(certificates[name], 'base64'))).join('');
  const now = clientTime(2026);
  const host = 'server.example.test';
  const whole = pastedScene(pem('leaf', 'int2', 'int1', 'root'), host, now);
  assert.ok(whole.ok && judge(whole.scene).rfc.ok && !whole.trustedLast);
  const short = pastedScene(pem('leaf', 'int2', 'int1'), host, now);
  assert.ok(short.ok && judge(short.scene).rfc.ok && short.trustedLast);
  const alone = pastedScene(pem('leaf'), host, now);
  assert.ok(alone.ok && frameOf(judge(alone.scene), strings.en).result.length > 0);
  const mixed = pastedScene(pem('leaf', 'int1-cross'), host, now);
  assert.ok(mixed.ok && !judge(mixed.scene).rfc.ok);
  const hex = pastedScene(Buffer.from(certificates.leaf, 'base64').toString('hex'), host, now);
  assert.ok(hex.ok);
  const code = (text: string): string | undefined => {
    const read = pastedScene(text, host, now);
    return read.ok ? undefined : read.problem.code;
  };
  assert.equal(code('-----BEGIN PRIVATE KEY-----\nMAMCAQU=\n-----END PRIVATE KEY-----'), 'private-key');
  assert.equal(code('-----BEGIN CERTIFICATE REQUEST-----\nMAMCAQU=\n-----END CERTIFICATE REQUEST-----'), 'request');
  assert.equal(code('-----BEGIN PKCS7-----\nMAMCAQU=\n-----END PKCS7-----'), 'pkcs7');
  assert.equal(code('-----BEGIN CERTIFICATE-----\nMAMCAQU=\n-----END CERTIFICATE-----'), 'certificate');
  assert.equal(code('hello'), 'pem-not-recognised');
  assert.equal(code('deadbeef'), 'certificate');
});

test('a certificate that was made here is read back', () => {
  const piece = sceneOf(presets['compromised-authority']).sent[0];
  assert.ok(piece && parseCertificate(piece.bytes).ok);
});
