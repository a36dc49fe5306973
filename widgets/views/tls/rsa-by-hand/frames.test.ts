import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { integerOf } from '../../../models/rsa/integers.ts';
import { cut, group, waiting } from '../numbers.ts';
import { frameOf } from './frames.ts';
import { paddingOf, productsOf } from './padding.ts';
import { certificateKey, encryptedPremaster, shortKey } from './recorded.ts';
import { presets, type RsaState, schema } from './state.ts';
import { strings } from './strings.ts';

const said = (change: Partial<RsaState>) => frameOf({ ...presets.default, ...change }, strings.en).result;
const preset = (name: keyof typeof presets) => frameOf(presets[name], strings.en);

test('it opens with 65 encrypted to 2,790, the private exponent 413, and n found in 27 divisions', () => {
  const { result, key, euclid, euclidEnd, powers, table } = preset('default');
  assert.match(result, /65¹⁷ mod 3,233 = \*\*2,790\*\*, and 2,790⁴¹³ mod 3,233 = \*\*65\*\* again/);
  assert.match(result, /d = 413\*\* takes the primes 61 and 53.*27 divisions/);
  assert.deepEqual(
    key.map(({ name, value, tone }) => `${name} ${value} ${tone}`),
    ['p 61 secret', 'q 53 secret', 'n 3,233 public', 'λ 780 secret', 'e 17 public', 'd 413 secret'],
  );
  assert.deepEqual(euclid.at(-1), ['7', '1', '−367']);
  assert.equal(euclidEnd, 'd = 780 − 367 = 413');
  assert.equal(powers[0]?.steps.map(({ bit }) => bit).join(''), '10001');
  assert.equal(powers[0]?.steps.at(-1)?.value, '2,790');
  assert.deepEqual(table?.rows[0], ['12 bits', '27 steps', '6 steps']);
});

test('each attack says what it found', () => {
  assert.match(preset('guess').result, /after \*\*14\*\* tries with the public key, \*\*N\*\* gives 3,165 too/);
  assert.match(
    preset('cube-root').result,
    /75³ = 421,875 is less than n.*\*\*cube root\*\* of c is the message, \*\*75\*\*/,
  );
  assert.match(preset('malleable').result, /the owner decrypts \*\*200\*\*, not 100/);
  assert.match(
    preset('forged-product').result,
    /signed 12 and 30, never \*\*360\*\*; yet s₁ · s₂ mod n = 2,588 verifies/,
  );
  assert.match(preset('padded').result, /58 random bytes.*none of the four attacks works/);
  assert.match(preset('real-key').result, /205 random bytes, 00, and the \*\*48-byte premaster secret/);
});

test('what limits an attack is said too', () => {
  assert.match(said({ show: 'guess', m: 'a' }), /Not found.*none|not among the \*\*26\*\*/);
  assert.match(said({ show: 'guess', m: '7' }), /\*\*7\*\* gives/);
  assert.match(
    said({ show: 'cube-root', p: 911, q: 947, e: 3, m: 'a' }),
    /^This time it fails: 97³ \(912,673\) passes n \*\*1\*\* times/,
  );
  assert.match(said({ show: 'malleable', m: '100', times: 40 }), /The bid becomes \*\*767\*\*: 100 · 40 = 4,000/);
  assert.match(said({ show: 'forged-product', m: '100', other: 40 }), /signature of \*\*767\*\*/);
});

test('settings that give no key are explained, with what to take instead', () => {
  assert.match(
    said({ p: 60 }),
    /p = \*\*60\*\* is not a prime, it is 2 · 2 · 3 · 5. The nearest primes are \*\*59 and 61/,
  );
  assert.match(said({ q: 1 }), /q = \*\*1\*\* is not a prime. The smallest is 2/);
  assert.match(said({ p: 53 }), /p and q are both \*\*53\*\*. Then n = 2,809 is a square/);
  assert.match(said({ e: 15 }), /shares the factor \*\*15\*\* with λ = lcm\(60, 52\) = 780/);
  assert.match(said({ p: 2, q: 3, e: 3 }), /from 3 to 2, below λ/);
  assert.match(said({ e: 2 }), /e = \*\*2\*\* has to be from 3/);
  assert.match(frameOf({ ...presets.default, m: 'AB' }, strings.en).wrong, /“AB” is neither a number nor one letter/);
  assert.match(frameOf({ ...presets.default, m: '5000' }, strings.en).wrong, /only the remainder, 1,767/);
  assert.match(frameOf({ ...presets.padded, text: 'x'.repeat(60) }, strings.en).wrong, /Only 53 bytes fit/);
  assert.equal(
    frameOf({ ...presets.default, m: '网' }, strings.zh).wrong,
    '32,593 不小于 n = 3,233：RSA 只看得到余数 263，二者无法区分。',
  );
});

test('every scene has whole sentences in both languages over the range of its settings', () => {
  for (const show of schema.show.values)
    for (const [p, q, e] of [
      [61, 53, 17],
      [3, 2, 3],
      [5, 3, 3],
      [11, 5, 3],
      [9_973, 9_967, 65_537],
      [997, 991, 7],
      [60, 53, 17],
      [7, 7, 5],
      [2, 2, 3],
      [11, 3, 9_999],
    ] as const)
      for (const m of ['A', '0', '1', '2', '999999999999', '', '  ', '你', '\u{1f600}', 'AB', '-1', '1.5'])
        for (const [times, run] of [
          [2, 1],
          [99, 99],
        ] as const)
          for (const words of Object.values(strings)) {
            if ((show === 'padded' || show === 'real-key') && p !== 61) continue;
            if (show === 'real-key' && m !== 'A') continue;
            const frame = frameOf({ ...presets.default, show, p, q, e, m, times, run, text: m }, words);
            const text = JSON.stringify(frame);
            assert.doesNotMatch(text, /[^"]\{[A-Za-z]+\}|NaN|Infinity|undefined|null/, text.slice(0, 400));
            assert.doesNotMatch(frame.result, /[{}]/);
            assert.ok(frame.rows.length > 0 && frame.result.length > 20);
            for (const { share } of frame.bars ?? []) assert.ok(share >= 0 && share <= 1);
          }
});

test('the key and the ciphertext of the page are those of recording 109', () => {
  const recording = JSON.parse(
    readFileSync(
      new URL(
        '../../../../content/vectors/captures/tls-primitives/109-tls12-rsa-aes128-cbc-sha256-fixed-randoms.json',
        import.meta.url,
      ),
      'utf8',
    ),
  ) as { private_key: Record<string, string>; client_key_exchange: string; premaster: string };
  const key = certificateKey();
  for (const name of ['n', 'e', 'p', 'q', 'dP', 'dQ', 'qInv'] as const)
    assert.equal(key[name], BigInt(`0x${recording.private_key[name]}`), name);
  // OpenSSL's d is the inverse modulo lambda or phi: both undo e.
  assert.equal((key.d * key.e) % ((key.p ?? 0n) - 1n), 1n);
  assert.equal(encryptedPremaster, integerOf(Buffer.from(recording.client_key_exchange.slice(-512), 'hex')));
  const shown = preset('real-key').bytes?.at(-1)?.hex.join('');
  assert.equal(shown, recording.premaster);
  assert.equal(shortKey().n.toString(2).length, 512);
});

test('padding has no zero byte, and another number is another padding', () => {
  for (let run = 1; run <= 100; run += 1) assert.ok(!paddingOf(run, 300).includes(0));
  assert.notDeepEqual(paddingOf(1, 8), paddingOf(2, 8));
});

test('numbers are printed so that they can be read', () => {
  assert.equal(group(1234567n), '1,234,567');
  assert.equal(cut(123456789012345678901n), '123456…8901');
  assert.equal(productsOf(65_537n), 17);
  assert.equal(waiting(31, strings.en), '2.1 s');
  assert.equal(waiting(1_023, strings.en), '10²⁹¹ years');
  assert.equal(waiting(10, strings.zh), '不到 1 毫秒');
});
