// Four things that go wrong without padding, as the attacker computes them from the public key.

import { guess } from '../../../models/rsa/attacks.ts';
import { bitLength, modPow } from '../../../models/rsa/integers.ts';
import { fill } from '../../../parts/figure/fill.ts';
import { group, superscript } from '../numbers.ts';
import { by, type Frame, keyTiles, nameOf, numbered, power as powerText, scene, tile, valuesOf } from './pieces.ts';
import { candidatesOf, forgedOf, type Keyed, multipliedOf, rootOf } from './run.ts';
import type { RsaState } from './state.ts';
import type { RsaWords } from './strings.ts';

/** The same message is always the same ciphertext: whoever has a list of messages tries them. */
export function guessed(key: Keyed, _state: RsaState, words: RsaWords): Frame {
  const { n, e, c, message } = key;
  const candidates = candidatesOf(key);
  const found = guess(
    key,
    c,
    candidates.map(({ value }) => value),
  );
  const values = {
    ...valuesOf(key),
    tries: group(found + 1),
    all: group(candidates.length),
    found: candidates[found]?.name ?? '',
    first: candidates[0]?.name ?? '',
    last: candidates.at(-1)?.name ?? '',
  };
  return {
    ...scene,
    key: keyTiles(key, words),
    flows: [
      {
        title: words.sent,
        tiles: [tile(nameOf(key, words), message.value, 'plain'), tile(words.c, c, 'public')],
        arrows: [by.anybody(powerText('m', e, n), words)],
      },
    ],
    cells: {
      title: fill(words.guessTitle, values),
      all: candidates.map(({ name, value }, index) => ({
        name,
        value: group(modPow(value, e, n)),
        hit: index === found,
      })),
    },
    rows: numbered([
      [words.anybody, fill(words.rowSeen, values)],
      ...candidates
        .slice(0, found < 0 ? candidates.length : found + 1)
        .map(({ name, value }): [string, string] => [
          words.attacker,
          fill(words.rowTry, { name, ...values, value: group(value), gives: group(modPow(value, e, n)) }),
        ]),
      [words.attacker, fill(found < 0 ? words.rowNotFound : words.rowFound, values)],
    ]),
    result: fill(
      found < 0 ? words.resultNotGuessed : found === 0 ? words.resultGuessedFirst : words.resultGuessed,
      values,
    ),
  };
}

/** A small power that never passes n was never reduced: its root is the message. */
export function cubeRoot(key: Keyed, _state: RsaState, words: RsaWords): Frame {
  const { c, e, n, message } = key;
  const { root, exact, halvings, power, wraps } = rootOf(key);
  const open = wraps === 0n;
  const long = bitLength(power) > 60;
  const printed = long ? fill(words.bits, { count: group(bitLength(power)) }) : group(power);
  const values = {
    ...valuesOf(key),
    power: printed,
    root: group(root),
    halvings: group(halvings),
    rootName: e === 3n ? words.cubeRoot : fill(words.nthRoot, { e: group(e) }),
    wraps: bitLength(wraps) > 50 ? `2${superscript(bitLength(wraps) - 1)}` : group(wraps),
  };
  // Drawn to scale up to twice n; beyond that only the wrapping counts.
  const share = Number((power * 1_000n) / n) / 1_000;
  const most = Math.max(1, Math.min(share, 2.5));
  return {
    ...scene,
    key: keyTiles(key, words),
    bars: [
      {
        label: `m${superscript(e)} = ${printed}`,
        share: Math.min(share, most) / most,
        tone: open ? 'attack' : 'plain',
      },
      { label: `n = ${group(n)}`, share: 1 / most, tone: 'public' },
    ],
    flows: [
      {
        title: words.sent,
        tiles: [
          tile(nameOf(key, words), message.value, 'plain'),
          tile(words.c, c, 'public', open ? words.notReduced : fill(words.reducedTimes, values)),
        ],
        arrows: [by.anybody(powerText('m', e, n), words)],
      },
      {
        title: words.opens,
        tiles: [
          tile(words.c, c, 'public'),
          tile(words.rootTile, root, exact && open ? 'attack' : 'wrong', exact ? '' : words.notWhole),
        ],
        arrows: [by.attacker(values.rootName, words)],
      },
    ],
    rows: numbered([
      [words.anybody, fill(open ? words.rowUnreduced : words.rowReduced, values)],
      [words.attacker, fill(exact ? words.rowRoot : words.rowNoRoot, values)],
    ]),
    result: fill(open ? words.resultRoot : exact ? words.resultRootWrong : words.resultNoRoot, values),
  };
}

/** A product of ciphertexts is the ciphertext of the product. */
export function malleable(key: Keyed, state: RsaState, words: RsaWords): Frame {
  const { c, d, e, n, message } = key;
  const { factor, forged, read, wanted } = multipliedOf(key, state.times);
  const values = {
    ...valuesOf(key),
    times: group(factor),
    forged: group(forged),
    read: group(read),
    wanted: group(wanted),
    blind: group(modPow(factor, e, n)),
  };
  return {
    ...scene,
    key: keyTiles(key, words),
    flows: [
      {
        title: words.bidTitle,
        tiles: [
          tile(words.bid, message.value, 'plain'),
          tile(words.c, c, 'public'),
          tile(words.cForged, forged, 'attack'),
          tile(words.bidRead, read, 'attack'),
        ],
        arrows: [
          { ...by.anybody(powerText('m', e, n), words), who: words.bidder },
          by.attacker(`c · ${powerText(group(factor), e, n)}`, words),
          by.owner(powerText('c′', d, n), words),
        ],
      },
    ],
    rows: numbered([
      [words.bidder, fill(words.rowBid, values)],
      [words.attacker, fill(words.rowMultiply, values)],
      [words.owner, fill(words.rowRead, values)],
    ]),
    result: fill(read === wanted ? words.resultMalleable : words.resultMalleableWrapped, values),
  };
}

/** The product of two signatures is the signature of the product. */
export function forgedProduct(key: Keyed, state: RsaState, words: RsaWords): Frame {
  const { e, d, n, message } = key;
  const { second, signatures, forged, opened, product } = forgedOf(key, state.other);
  const [one = 0n, two = 0n] = signatures;
  const values = {
    ...valuesOf(key),
    second: group(second),
    one: group(one),
    two: group(two),
    forged: group(forged),
    opened: group(opened),
    product: group(product),
  };
  return {
    ...scene,
    key: keyTiles(key, words),
    flows: [
      {
        title: words.signsTitle,
        tiles: [tile(words.m1, message.value, 'plain'), tile(words.s1, one, 'public')],
        arrows: [by.owner(powerText('m₁', d, n), words)],
      },
      {
        title: '',
        tiles: [tile(words.m2, second, 'plain'), tile(words.s2, two, 'public')],
        arrows: [by.owner(powerText('m₂', d, n), words)],
      },
      {
        title: words.forgesTitle,
        tiles: [tile(words.s1s2, forged, 'attack'), tile(words.opened, opened, 'attack')],
        arrows: [by.anybody(powerText('s', e, n), words)],
      },
    ],
    rows: numbered([
      [words.owner, fill(words.rowSign, { ...values, s: values.one })],
      [words.owner, fill(words.rowSign, { ...values, m: values.second, s: values.two })],
      [words.attacker, fill(words.rowProduct, values)],
      [words.anybody, fill(words.rowVerify, { ...values, s: values.forged, m: values.opened })],
    ]),
    result: fill(product < n ? words.resultForged : words.resultForgedWrapped, values),
  };
}
