// The key schedule as it is drawn: three extractions one below the other, and what grows out of each.
import type { Derivation, Schedule } from '../../../models/tls/tls13/schedule.ts';
import { fill } from '../../../parts/figure/fill.ts';
import type { Run } from './run.ts';
import type { Tls13State } from './state.ts';
import type { Tls13Words } from './words.ts';

export interface Node {
  readonly name: string;
  readonly label: string;
  /** The first bytes, as digits. Empty where whoever looks does not know it. */
  readonly value: string;
  readonly purpose: string;
  readonly chosen: boolean;
  /** Grows out of another branch. */
  readonly deep: boolean;
  /** The last one at its height. */
  readonly end: boolean;
}

export interface Root extends Node {
  readonly epoch: 'early' | 'handshake' | 'application';
  /** What goes in beside the secret above: PSK, the key exchange, zeros. */
  readonly input: string;
  readonly leaves: readonly Node[];
}

const roots = [
  ['early', 'early'],
  ['handshake', 'handshake'],
  ['master', 'application'],
] as const;

/** What is a branch of its own; keys, IVs and Finished keys belong to their secrets. */
const minor = / (?:key|iv|finished|derived)$/;

/** The schedule of whoever reads. */
export const readerOf = (run: Run, state: Tls13State): Schedule | undefined =>
  state.reader === 'ends' ? run.client.side.schedule : run.recorded.side.schedule;

export function treeOf(run: Run, state: Tls13State, words: Tls13Words): readonly Root[] {
  const all = run.client.side.schedule?.made ?? [];
  const known = readerOf(run, state);
  const node = ({ name, from }: Derivation): Node => ({
    name,
    deep: from === 'res master',
    end: name === 'res master',
    label: words.roots[name as keyof Tls13Words['roots']] ?? name,
    value: hex(known?.get(name)?.subarray(0, 4)),
    purpose: purposeOf(name, words),
    chosen: state.look === name,
  });
  return roots.flatMap(([name, epoch]): Root[] => {
    const made = all.find((each) => each.name === name);
    if (!made) return [];
    const leaves = all.filter((each) => rootOf(each, all) === name && each.name !== name && !minor.test(each.name));
    return [{ ...node(made), epoch, input: inputOf(made, run, words), leaves: leaves.map(node) }];
  });
}

/** The extraction that a secret grows out of. */
function rootOf(derivation: Derivation, all: readonly Derivation[]): string {
  if (derivation.kind === 'extract') return derivation.name;
  const from = all.find(({ name }) => name === derivation.from);
  return from ? rootOf(from, all) : '';
}

function inputOf(made: Derivation, run: Run, words: Tls13Words): string {
  if (made.input.every((byte) => byte === 0)) return made.name === 'handshake' ? words.inputs.none : words.inputs.zeros;
  return made.name === 'early'
    ? words.inputs.psk
    : fill(words.inputs.dhe, { group: run.wires.length ? groupOf(run) : '' });
}

const groupOf = (run: Run): string => (run.client.side.retry ? 'P-256' : 'X25519');

export function purposeOf(name: string, words: Tls13Words): string {
  const [, count] = /^resumption (\d+)$/.exec(name) ?? [];
  if (count !== undefined) return fill(words.ticketPurpose, { count: Number(count) + 1 });
  return words.purposes[name] ?? '';
}

export const hex = (bytes: Uint8Array | undefined): string =>
  Array.from(bytes ?? [], (byte) => byte.toString(16).padStart(2, '0')).join('');
