// From the settings to numbers: the key, or why there is none, the message, and what one scene computes with them.
import { integerRoot, multiplied, productOf } from '../../../models/rsa/attacks.ts';
import { type HandKey, keyByHand, type NoKey } from '../../../models/rsa/by-hand.ts';
import { modPow } from '../../../models/rsa/integers.ts';
import type { RsaState } from './state.ts';

/** What was typed as the message: a number, one letter, or nothing that can be one. */
export interface Message {
  readonly problem: '' | 'unreadable' | 'reduced';
  readonly typed: bigint;
  /** Below n: what really is encrypted. */
  readonly value: bigint;
  readonly letter: string;
}

/** What stands in where nothing can be read: the letter A. */
const fallback = { typed: 65n, letter: 'A' };

export function messageOf(text: string, n: bigint): Message {
  const trimmed = text.trim();
  const characters = [...trimmed];
  const digits = /^\d{1,12}$/.test(trimmed);
  const [character = ''] = characters;
  const one = characters.length === 1 && !/\p{Surrogate}/u.test(character);
  if (!digits && !one) return { problem: 'unreadable', ...fallback, value: fallback.typed % n };
  const typed = digits ? BigInt(trimmed) : BigInt(character.codePointAt(0) ?? 0);
  return { problem: typed < n ? '' : 'reduced', typed, value: typed % n, letter: digits ? '' : character };
}

export type Keyed = HandKey & { readonly message: Message; readonly c: bigint };

/** The key with the message encrypted, or why there is no key. */
export function keyedOf(state: RsaState): Keyed | NoKey {
  const key = keyByHand(state.p, state.q, state.e);
  if (!key.ok) return key;
  const message = messageOf(state.m, key.n);
  return { ...key, message, c: modPow(message.value, key.e, key.n) };
}

/** What an attacker tries first: the capital letters, or the numbers below a hundred. Only what is below n. */
export function candidatesOf({ message, n }: Keyed): { readonly value: bigint; readonly name: string }[] {
  const letters = message.letter !== '';
  return Array.from({ length: letters ? 26 : 100 }, (_, index) => BigInt(letters ? 65 + index : index))
    .filter((value) => value < n)
    .map((value) => ({ value, name: letters ? String.fromCharCode(Number(value)) : String(value) }));
}

export function rootOf({ c, e, message, n }: Keyed) {
  const power = message.value ** e;
  return { ...integerRoot(c, e), power, wraps: power / n };
}

export function multipliedOf(key: Keyed, times: number) {
  const factor = BigInt(times);
  const forged = multiplied(key, key.c, factor);
  return { factor, forged, read: modPow(forged, key.d, key.n), wanted: key.message.value * factor };
}

export function forgedOf(key: Keyed, other: number) {
  const second = BigInt(other) % key.n;
  const signatures = [key.message.value, second].map((value) => modPow(value, key.d, key.n));
  const forged = productOf(key, signatures[0] ?? 0n, signatures[1] ?? 0n);
  const product = key.message.value * second;
  return { second, signatures, forged, opened: modPow(forged, key.e, key.n), product };
}
