// The table of facts, and how one is printed in each language.
import * as closing from '#content/facts/closing.ts';
import * as crypto from '#content/facts/crypto.ts';
import type { Fact } from '#content/facts/fact.ts';
import * as framing from '#content/facts/framing.ts';
import * as linux from '#content/facts/linux.ts';
import * as opening from '#content/facts/opening.ts';
import * as state from '#content/facts/state.ts';
import * as tcp from '#content/facts/tcp.ts';
import * as tls from '#content/facts/tls.ts';
import * as vanishing from '#content/facts/vanishing.ts';
import * as world from '#content/facts/world.ts';
import type { Locale } from '#content/locales.ts';

const all: readonly Fact[] = [
  ...tcp.facts,
  ...linux.facts,
  ...world.facts,
  ...closing.facts,
  ...framing.facts,
  ...opening.facts,
  ...tls.facts,
  ...vanishing.facts,
  ...crypto.facts,
  ...state.facts,
];
const byId = new Map(all.map((fact) => [fact.id, fact]));
if (byId.size !== all.length) {
  const twice = all.find((fact, index) => all.findIndex((other) => other.id === fact.id) !== index);
  throw new Error(`content/facts: the id ${twice?.id} stands twice. Keep one of them.`);
}

export const factIds: readonly string[] = [...byId.keys()];

export function findFact(id: string): Fact | undefined {
  return byId.get(id);
}

export function allFacts(): readonly Fact[] {
  return all;
}

type Unit = NonNullable<Fact['unit']>;

const unitNames: Readonly<Record<Unit, Readonly<Record<Locale, string>>>> = {
  ms: { en: 'ms', zh: '毫秒' },
  s: { en: 's', zh: '秒' },
  us: { en: 'µs', zh: '微秒' },
  minutes: { en: 'minutes', zh: '分钟' },
  bytes: { en: 'bytes', zh: '字节' },
  ports: { en: 'ports', zh: '个端口' },
  'per-second': { en: 'per second', zh: '个/秒' },
  'bits-per-second': { en: 'bit/s', zh: 'bit/s' },
  count: { en: '', zh: '' },
};

/** `60 s`, `60 秒`, `60.1–62.0 s`. Whole seconds are printed as such: 60 000 ms is 60 s. A bare number has no unit. */
export function printFact(fact: Fact, locale: Locale): string {
  if (fact.unit === undefined) return String(fact.value);
  const { value, unit } =
    typeof fact.value === 'number' ? largestWhole(fact.value, fact.unit) : { value: fact.value, unit: fact.unit };
  const name = unitNames[unit][locale];
  const digits = typeof value === 'number' ? group(value) : value;
  return name === '' ? digits : `${digits}\u00a0${name}`;
}

function largestWhole(value: number, unit: Unit): { value: number; unit: Unit } {
  if (unit === 'us' && value >= 1_000 && value % 1_000 === 0) return largestWhole(value / 1_000, 'ms');
  if (unit === 'ms' && value >= 1_000 && value % 100 === 0) return { value: value / 1_000, unit: 's' };
  return { value, unit };
}

/** Groups of three from five digits on: 28,232, but 1000. */
function group(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  const grouped = whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
