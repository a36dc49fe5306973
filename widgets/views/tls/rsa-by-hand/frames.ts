// From the settings to what is drawn and said: tiles for the key, arrows from number to number, rows, a result.
import { factorsOf, type NoKey, type PowerStep, powerSteps, primesAround } from '../../../models/rsa/by-hand.ts';
import { pollardRho, trialDivision } from '../../../models/rsa/factor.ts';
import { bitLength, modPow } from '../../../models/rsa/integers.ts';
import { fill } from '../../../parts/figure/fill.ts';
import { group, superscript, waiting } from '../numbers.ts';
import { cubeRoot, forgedProduct, guessed, malleable } from './attacks.ts';
import { padded, realKey } from './padding.ts';
import {
  by,
  type Frame,
  keyTiles,
  nameOf,
  numbered,
  type Power,
  power,
  scene,
  type Tile,
  tile,
  valuesOf,
} from './pieces.ts';
import { type Keyed, keyedOf } from './run.ts';
import type { RsaState } from './state.ts';
import type { RsaWords } from './strings.ts';

export function frameOf(state: RsaState, words: RsaWords): Frame {
  if (state.show === 'padded') return padded(state, words);
  if (state.show === 'real-key') return realKey(words);
  const key = keyedOf(state);
  if (!key.ok) return noKey(key, state, words);
  const frame = { keys: allOf, guess: guessed, 'cube-root': cubeRoot, malleable, 'forged-product': forgedProduct }[
    state.show
  ](key, state, words);
  return { ...frame, wrong: wrongMessage(state, key, words) };
}

function wrongMessage({ m }: RsaState, { message, n }: Keyed, words: RsaWords): string {
  if (message.problem === 'unreadable') return fill(words.unreadable, { typed: m });
  if (message.problem === 'reduced')
    return fill(words.reduced, { typed: group(message.typed), n: group(n), value: group(message.value) });
  return '';
}

/** The first scene: a key is made, a message goes to its owner, a signature comes back, and n is taken apart. */
function allOf(key: Keyed, _state: RsaState, words: RsaWords): Frame {
  const { n, e, d, c, lambda, message } = key;
  const values = valuesOf(key);
  const back = modPow(c, d, n);
  const signature = modPow(message.value, d, n);
  const trial = trialDivision(n);
  const rho = pollardRho(n);
  const name = nameOf(key, words);
  const encrypted = powerSteps(message.value, e, n);
  const decrypted = powerSteps(c, d, n);
  const last = key.euclid.at(-1)?.coefficient ?? 0n;
  return {
    ...scene,
    key: keyTiles(key, words),
    euclid: key.euclid.map(({ quotient, remainder, coefficient }, index) => [
      index < 2 ? '' : String(quotient),
      group(remainder),
      minus(coefficient),
    ]),
    euclidEnd: last < 0n ? `d = ${group(lambda)} − ${group(-last)} = ${group(d)}` : `d = ${group(d)}`,
    flows: [
      {
        title: words.encryption,
        tiles: [tile(name, message.value, 'plain'), tile(words.c, c, 'public'), tile(name, back, 'plain')],
        arrows: [by.anybody(power('m', e, n), words), by.owner(power('c', d, n), words)],
      },
      {
        title: words.signature,
        tiles: [
          tile(name, message.value, 'plain'),
          tile(words.s, signature, 'public'),
          tile(name, modPow(signature, e, n), 'plain'),
        ],
        arrows: [by.owner(power('m', d, n), words), by.anybody(power('s', e, n), words)],
      },
    ],
    powers: [
      powerOf(`${group(message.value)}${superscript(e)}`, encrypted),
      powerOf(`${group(c)}${superscript(d)}`, decrypted),
    ],
    table: {
      head: words.breakHead,
      note: words.faster,
      rows: [
        [
          fill(words.bits, { count: bitLength(n) }),
          fill(words.steps, { count: group(trial.steps) }),
          rho.factor === undefined ? '–' : fill(words.steps, { count: group(rho.steps) }),
        ],
        ...[64, 2_048].map((bits) => [
          fill(words.bits, { count: group(bits) }),
          waiting(bits / 2 - 1, words),
          waiting(bits / 4, words),
        ]),
      ],
    },
    rows: numbered([
      [words.owner, fill(words.rowPrimes, values)],
      [words.owner, fill(words.rowLambda, values)],
      ...key.euclid.slice(2).map(({ quotient, remainder, coefficient }, index): [string, string] => [
        words.owner,
        fill(words.rowEuclid, {
          above: group(key.euclid[index]?.remainder ?? 0n),
          quotient: group(quotient),
          last: group(key.euclid[index + 1]?.remainder ?? 0n),
          remainder: group(remainder),
          coefficient: minus(coefficient),
          ...values,
        }),
      ]),
      [words.owner, fill(words.rowKey, values)],
      [words.anybody, fill(words.rowEncrypt, { ...values, steps: stepsOf(encrypted) })],
      [words.owner, fill(words.rowDecrypt, { ...values, back: group(back), steps: stepsOf(decrypted) })],
      [words.owner, fill(words.rowSign, { ...values, s: group(signature) })],
      [words.anybody, fill(words.rowVerify, { ...values, s: group(signature) })],
      [
        words.attacker,
        fill(words.rowFactor, {
          ...values,
          trial: group(trial.steps),
          rho: group(rho.steps),
          factor: group(rho.factor ?? trial.factor ?? 0n),
        }),
      ],
    ]),
    result: fill(words.resultKeys, { ...values, back: group(back), trial: group(trial.steps) }),
    wrong: '',
  };
}

/** What is wrong with the settings, where the key would stand. */
function noKey(problem: NoKey, state: RsaState, words: RsaWords): Frame {
  const values = { p: group(state.p), q: group(state.q), e: group(state.e) };
  const wrongTile = (name: 'p' | 'q' | 'e', wrong: boolean): Tile => ({
    name,
    value: values[name],
    tone: wrong ? 'wrong' : name === 'e' ? 'public' : 'secret',
  });
  const equal = problem.problem === 'equal';
  const which = problem.problem === 'not-prime' ? problem.which : '';
  const key = [
    wrongTile('p', equal || which === 'p'),
    wrongTile('q', equal || which === 'q'),
    wrongTile('e', problem.problem === 'e-shares' || problem.problem === 'e-range'),
  ];
  const result = explained(problem, state, words);
  return { ...scene, key, rows: [['1', words.owner, result.replaceAll('**', '')]], result };
}

function explained(problem: NoKey, { e, p, q }: RsaState, words: RsaWords): string {
  switch (problem.problem) {
    case 'not-prime':
      return fill(problem.value < 2 ? words.tooSmall : words.notPrime, {
        name: problem.which,
        value: group(problem.value),
        factors: factorsOf(problem.value).map(group).join(' · '),
        around: primesAround(problem.value).map(group).join(words.and),
      });
    case 'equal':
      return fill(words.equal, { p: group(problem.value), n: group(problem.value ** 2) });
    case 'e-range':
      return fill(words.exponentRange, { e: group(e), lambda: group(problem.lambda) });
    case 'e-shares':
      return fill(words.exponentShares, {
        e: group(e),
        p: group(p - 1),
        q: group(q - 1),
        lambda: group(problem.lambda),
        factor: group(problem.factor),
      });
  }
}

const powerOf = (title: string, steps: readonly PowerStep[]): Power => ({
  title,
  steps: steps.map(({ bit, value }) => ({ bit, value: group(value) })),
});

const stepsOf = (steps: readonly PowerStep[]): string =>
  steps.map(({ bit, value }) => `${bit}: ${group(value)}`).join(', ');

/** A real minus sign. */
const minus = (value: bigint): string => group(value).replace('-', '−');
