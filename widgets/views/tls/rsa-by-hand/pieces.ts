// What the scenes are drawn from: tiles with numbers, arrows between them, rows; and the words that all of them fill.
import type { HandKey } from '../../../models/rsa/by-hand.ts';
import { fill } from '../../../parts/figure/fill.ts';
import { group, superscript } from '../numbers.ts';
import type { Keyed } from './run.ts';
import type { RsaWords } from './strings.ts';

export type Tone = 'public' | 'secret' | 'plain' | 'attack' | 'wrong';
export type Row = readonly [string, string, string];

export interface Tile {
  readonly name: string;
  readonly value: string;
  /** How it comes about. */
  readonly how?: string | undefined;
  readonly tone: Tone;
}

/** Numbers with what turns one into the next between them. */
export interface Flow {
  /** Empty where it goes on with what stands above. */
  readonly title: string;
  readonly tiles: readonly Tile[];
  readonly arrows: readonly Arrow[];
}

/** Who turns one number into the next, and how. */
export interface Arrow {
  readonly who: string;
  readonly how: string;
  readonly tone: Tone;
}

/** An exponent bit by bit. */
export interface Power {
  readonly title: string;
  readonly steps: readonly { readonly bit: 0 | 1; readonly value: string }[];
}

/** What was tried, and what came out. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly note?: string;
}

export interface Frame {
  readonly key: readonly Tile[];
  readonly euclid: readonly (readonly [string, string, string])[];
  /** How d follows from the last line. */
  readonly euclidEnd: string;
  readonly flows: readonly Flow[];
  readonly powers: readonly Power[];
  /** What an attacker tries, and which of it fits. */
  readonly cells?: { readonly title: string; readonly all: readonly { name: string; value: string; hit: boolean }[] };
  /** A power against n, both as lengths. */
  readonly bars?: readonly { readonly label: string; readonly share: number; readonly tone: Tone }[];
  readonly bytes?: readonly { readonly name: string; readonly hex: readonly string[]; readonly tone: Tone }[];
  readonly table?: Table;
  readonly rows: readonly Row[];
  readonly result: string;
  /** What is wrong with the message, for the field it was typed in. */
  readonly wrong: string;
}

export const scene = { key: [], euclid: [], euclidEnd: '', flows: [], powers: [], wrong: '' } as const;

/** Public and secret parts of a key, in the order in which they come about. */
export function keyTiles(key: HandKey, words: RsaWords): Tile[] {
  const { p, q, n, e, d, lambda } = key;
  return [
    { name: 'p', value: group(p), tone: 'secret' },
    { name: 'q', value: group(q), tone: 'secret' },
    { name: 'n', value: group(n), how: 'p · q', tone: 'public' },
    { name: 'λ', value: group(lambda), how: fill(words.lcm, { p: group(p - 1), q: group(q - 1) }), tone: 'secret' },
    { name: 'e', value: group(e), how: words.chosen, tone: 'public' },
    { name: 'd', value: group(d), how: fill(words.inverse, { e: group(e), lambda: group(lambda) }), tone: 'secret' },
  ];
}

export const valuesOf = ({ p, q, n, phi, lambda, e, d, c, message }: Keyed) => ({
  p: group(p),
  q: group(q),
  p1: group(p - 1),
  q1: group(q - 1),
  n: group(n),
  phi: group(phi),
  lambda: group(lambda),
  e: group(e),
  d: group(d),
  c: group(c),
  m: group(message.value),
  // Above the line, for formulas within a sentence.
  up: superscript(e),
  upD: superscript(d),
});

export const tile = (name: string, value: bigint, tone: Tone, how?: string): Tile => ({
  name,
  value: group(value),
  tone,
  how,
});

export const numbered = (rows: readonly (readonly [string, string])[]): Row[] =>
  rows.map(([who, what], index) => [String(index + 1), who, what]);

/** x¹⁷ mod 3,233. */
export const power = (base: string, exponent: bigint, n: bigint): string =>
  `${base}${superscript(exponent)} mod ${group(n)}`;

/** What anybody can do, what only the owner can, and what an attacker does. */
export const by = {
  anybody: (how: string, words: RsaWords): Arrow => ({ who: words.anybody, how, tone: 'public' }),
  owner: (how: string, words: RsaWords): Arrow => ({ who: words.owner, how, tone: 'secret' }),
  attacker: (how: string, words: RsaWords): Arrow => ({ who: words.attacker, how, tone: 'attack' }),
};

/** "m, letter A". */
export const nameOf = ({ message }: Keyed, words: RsaWords): string =>
  message.letter ? fill(words.letter, { letter: message.letter }) : words.m;
