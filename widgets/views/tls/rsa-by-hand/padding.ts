// What padding changes, with a key of 512 bits; and the key and the message of a recorded handshake.

import { parseText } from '../../../models/bytes/input.ts';
import { integerRoot } from '../../../models/rsa/attacks.ts';
import { sha256Digest } from '../../../models/rsa/digest.ts';
import { bitLength, bytesOf, integerOf, modPow } from '../../../models/rsa/integers.ts';
import {
  modulusLength,
  pkcs1Decrypt,
  pkcs1Encrypt,
  pkcs1Sign,
  privateOperation,
  publicOperation,
  type RsaPrivateKey,
} from '../../../models/rsa/rsa.ts';
import { fill } from '../../../parts/figure/fill.ts';
import { cut, group, hexOf, pairsOf } from '../numbers.ts';
import { by, type Frame, numbered, scene, type Tile, type Tone } from './pieces.ts';
import { certificateKey, encryptedPremaster, shortKey } from './recorded.ts';
import type { RsaState } from './state.ts';
import type { RsaWords } from './strings.ts';

/** Eleven bytes of a block are not the message's: RFC 8017 (7.2.1). */
export const longestPadded = 64 - 11;

/** Bytes from 1 to 255, for the reader the same for the same number. Differs: a real sender asks for chance. */
export function paddingOf(run: number, length: number): Uint8Array {
  let seed = run;
  return Uint8Array.from({ length }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return 1 + ((seed >>> 16) % 255);
  });
}

export function padded({ text, run }: RsaState, words: RsaWords): Frame {
  const key = shortKey();
  const length = modulusLength(key);
  const { bytes, failure } = parseText(text, longestPadded);
  const paddings = [run, run + 1].map((each) => paddingOf(each, length - 3 - bytes.length));
  const [one = 0n, two = 0n] = paddings.map((padding) => integerOf(pkcs1Encrypt(key, bytes, padding)));
  const encoded = bytesOf(privateOperation(key, one), length);
  const back = pkcs1Decrypt(key, bytesOf(one, length));
  const { exact } = integerRoot(one, key.e);
  const doubled = bytesOf(privateOperation(key, (one * modPow(2n, key.e, key.n)) % key.n), length);
  const refused = !pkcs1Decrypt(key, bytesOf((one * 8n) % key.n, length)).ok;
  const signatures = [words.m1, words.m2].map((each) =>
    integerOf(pkcs1Sign(key, sha256Digest, parseText(each, 99).bytes)),
  );
  const product = bytesOf(publicOperation(key, ((signatures[0] ?? 0n) * (signatures[1] ?? 0n)) % key.n), length);
  const values = {
    text,
    c: cut(one),
    other: cut(two),
    count: group(length - 3 - bytes.length),
    bytes: group(bytes.length),
    back: back.ok ? words.same : words.refused,
    doubled: hexOf(doubled.subarray(0, 2)),
    product: hexOf(product.subarray(0, 3)),
  };
  return {
    ...scene,
    key: bigTiles(key, words),
    bytes: blockOf(encoded, length - 1 - bytes.length, words, fill(words.message, { text: text || '–' })),
    flows: [
      {
        title: words.encryption,
        tiles: [bigTile(words.block, integerOf(encoded), 'plain', words), bigTile(words.c, one, 'public', words)],
        arrows: [by.anybody('m³ mod n', words)],
      },
    ],
    table: {
      head: words.triesHead,
      rows: [
        [words.presetNames.guess, one === two ? words.works : fill(words.triedGuess, values)],
        [words.presetNames['cube-root'], exact ? words.works : fill(words.triedRoot, values)],
        [words.presetNames.malleable, refused ? fill(words.triedDouble, values) : words.works],
        [words.presetNames['forged-product'], fill(words.triedProduct, values)],
      ],
    },
    rows: numbered([
      [words.anybody, fill(words.rowPad, { ...values, padding: hexOf(paddings[0] ?? new Uint8Array(), 16) })],
      [words.anybody, fill(words.rowPadded, values)],
      [words.owner, fill(words.rowUnpad, values)],
      [words.attacker, fill(words.triedGuess, values)],
      [words.attacker, fill(words.triedRoot, values)],
      [words.attacker, fill(words.triedDouble, values)],
      [words.attacker, fill(words.triedProduct, values)],
    ]),
    result: fill(words.resultPadded, values),
    wrong: failure ? fill(words.tooLong, { limit: longestPadded }) : '',
  };
}

/** Recording 109: what the client encrypted to the key of the server's certificate. */
export function realKey(words: RsaWords): Frame {
  const key = certificateKey();
  const length = modulusLength(key);
  const encoded = bytesOf(privateOperation(key, encryptedPremaster), length);
  const zero = encoded.indexOf(0, 2);
  const premaster = encoded.subarray(zero + 1);
  const values = {
    bits: group(bitLength(key.n)),
    length: group(length),
    count: group(zero - 2),
    digits: group(String(key.n).length),
    c: cut(encryptedPremaster),
    premaster: hexOf(premaster),
    products: group(productsOf(key.e)),
    productsD: group(productsOf(key.d)),
  };
  return {
    ...scene,
    key: bigTiles(key, words),
    bytes: blockOf(encoded, zero, words, words.premaster),
    flows: [
      {
        title: words.onTheWire,
        tiles: [
          bigTile(words.onTheWireName, encryptedPremaster, 'public', words),
          bigTile(words.block, integerOf(encoded), 'secret', words),
        ],
        arrows: [by.owner('cᵈ mod n', words)],
      },
    ],
    rows: numbered([
      [words.client, fill(words.rowReal, values)],
      [words.server, fill(words.rowRealOpen, values)],
      [words.server, fill(words.rowRealSecret, values)],
      [words.attacker, words.rowRealFactor],
    ]),
    result: fill(words.resultReal, values),
  };
}

/** Squarings and multiplications of a power, bit by bit. */
export const productsOf = (exponent: bigint): number => {
  const bits = exponent.toString(2);
  return bits.length - 1 + bits.replaceAll('0', '').length - 1;
};

function bigTiles({ n, e, d, p = 0n, q = 0n }: RsaPrivateKey, words: RsaWords): Tile[] {
  return [
    { ...bigTile('n', n, 'public', words), how: fill(words.bits, { count: group(bitLength(n)) }) },
    { name: 'e', value: group(e), tone: 'public' },
    bigTile('p', p, 'secret', words),
    bigTile('q', q, 'secret', words),
    bigTile('d', d, 'secret', words),
  ];
}

const bigTile = (name: string, value: bigint, tone: Tone, words: RsaWords): Tile => ({
  name,
  value: cut(value),
  how: fill(words.digits, { count: group(String(value).length) }),
  tone,
});

/** 00 02 PS 00 M, RFC 8017 (7.2.1). */
function blockOf(encoded: Uint8Array, zero: number, words: RsaWords, message: string): NonNullable<Frame['bytes']> {
  const hex = (from: number, to: number) => pairsOf(encoded.subarray(from, to));
  return [
    { name: words.fixed, hex: hex(0, 2), tone: 'public' },
    { name: fill(words.random, { count: zero - 2 }), hex: hex(2, zero), tone: 'secret' },
    { name: words.separator, hex: hex(zero, zero + 1), tone: 'public' },
    { name: message, hex: hex(zero + 1, encoded.length), tone: 'plain' },
  ];
}
