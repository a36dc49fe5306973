// Replays a recorded case on the model and names the places where the model says something else than the browser did.
import type { Cookie } from '../jar.ts';
import { textOf } from '../octets.ts';
import { type Profile, type ProfileName, profiles } from '../profile.ts';
import {
  type Answer,
  type Case,
  expand,
  type Fact,
  type Hop,
  type Result,
  type Step,
  type StoredCookie,
  type Value,
} from './recording.ts';
import { type ScriptPage, Tab } from './tab.ts';

/** Runs a script of a recording on a page and returns its value; a host that can run scripts hands it in. */
export type Evaluate = (script: string, page: ScriptPage) => Value;

/** When a replay begins: a day of 2026. Nothing depends on which. */
const startMs = 1_795_000_000_000;

/** The places that differ, each with what the model has and what was recorded; empty: the same everywhere. */
export function replay(
  recorded: Case,
  name: ProfileName,
  evaluate: Evaluate,
  against: string = name,
): readonly string[] {
  const result = recorded.results[against];
  if (!result?.requests) return [`no results of ${against}`];
  const tab = new Tab(profiles[name], startMs);
  const differences: string[] = [];
  let lastMs = startMs;
  recorded.steps.forEach((step, index) => {
    tab.wait(20);
    const answer = result.requests[index] ?? {};
    if (step.wait !== undefined) tab.wait(step.wait * 1_000);
    else if (step.restart) tab.restart();
    else {
      lastMs = tab.nowMs;
      const places =
        step.script !== undefined && step.url === undefined
          ? script(tab, step, answer, evaluate)
          : exchange(tab, step, answer);
      differences.push(...places.map((place) => `requests[${index}].${place}`));
    }
  });
  const kept = tab.jar.cookies.filter(({ phantom }) => !phantom);
  return [...differences, ...storedDifferences(kept, result.stored, lastMs, profiles[name])];
}

function script(tab: Tab, step: Step, answer: Answer, evaluate: Evaluate): string[] {
  const value = evaluate(expand(step.script ?? '', tab.nowMs), tab.scriptPage(step.page, step.frames));
  const recorded = deep(answer.value ?? null);
  const failed = typeof recorded === 'object' && recorded !== null && 'error' in recorded;
  return failed ? [] : differ('value', value, recorded);
}

function exchange(tab: Tab, step: Step, answer: Answer): string[] {
  const made = tab.exchange(hopsOf(step), step.initiator ?? { kind: 'address-bar' });
  if (answer.notSent !== undefined) return made.sent ? ['sent: the model sends, the browser did not'] : [];
  if (!made.sent) return ['sent: the model does not send, the browser did'];
  const last =
    answer.cookieHeader === undefined && answer.cookieCount === undefined
      ? []
      : factsDiffer('cookieHeader', made.headers.at(-1) ?? null, answer);
  const hops = (answer.hops ?? []).flatMap((hop, index) =>
    hop ? factsDiffer(`hops[${index}]`, made.headers[index] ?? null, hop) : [],
  );
  const frame =
    answer.frameCookieHeader === undefined
      ? []
      : differ('frameCookieHeader', made.frameHeader ?? null, deep(answer.frameCookieHeader));
  const page =
    answer.documentCookie === undefined || answer.navigationError !== undefined
      ? []
      : differ('documentCookie', shortened(made.documentCookie), deep(answer.documentCookie));
  const inFrame = answer.client?.frameDocumentCookie;
  const { sandbox } = step.initiator ?? {};
  // The document of a sandboxed frame has an origin of its own and no cookies: reading them is an error.
  const opaque = sandbox !== undefined && !sandbox.includes('allow-same-origin');
  const framed =
    inFrame === undefined || (opaque && /Error/.test(inFrame))
      ? []
      : differ('frameDocumentCookie', made.frameDocumentCookie, deep(inFrame));
  const client = answer.client;
  const empty = step.status === 204 || step.status === 205 || step.status === 304;
  const fetched = ['fetch', 'xhr'].includes(step.initiator?.kind ?? '') && client !== undefined && !empty;
  const read = fetched
    ? differ('readable', made.readable, client.error === undefined && client.bodyReadable === true)
    : [];
  return [...last, ...hops, ...frame, ...page, ...framed, ...read];
}

function hopsOf(step: Step): readonly Hop[] {
  if (step.hops) return step.hops;
  const { setCookieMany: many } = step;
  const lines =
    many &&
    Array.from(
      { length: many.count },
      (_, index) => `${many.prefix}${many.from + index}=${many.value}${many.attributes}`,
    );
  const setCookie = step.setCookie ?? lines;
  return [{ ...step, url: step.url ?? '', ...(setCookie ? { setCookie } : {}) }];
}

function factsDiffer(
  place: string,
  header: string | null,
  { cookieHeader, cookieCount, headerLength, names, moreRuns }: Fact,
): string[] {
  const recorded: Value = deep(
    cookieHeader !== undefined
      ? cookieHeader
      : {
          cookieCount: cookieCount ?? 0,
          headerLength: headerLength ?? 0,
          names: names ?? [],
          ...(moreRuns ? { moreRuns } : {}),
        },
  );
  return differ(place, typeof recorded === 'object' && recorded !== null ? summary(header) : header, recorded);
}

/** A long header as the laboratory writes it: numbers and ranges of names. */
function summary(header: string | null): Value {
  const list = (header ?? '').split('; ');
  const runs: [number, number][] = [];
  const rest: string[] = [];
  for (const name of list.map((pair) => pair.split('=')[0] ?? '')) {
    const number = /^c(\d+)$/.exec(name)?.[1];
    const last = runs.at(-1);
    if (number === undefined) rest.push(name);
    else if (last && last[1] === Number(number) - 1) last[1] = Number(number);
    else runs.push([Number(number), Number(number)]);
  }
  return {
    cookieCount: list.length,
    headerLength: (header ?? '').length,
    names: [...runs.map(([from, to]) => (from === to ? `c${from}` : `c${from}-c${to}`)).slice(0, 12), ...rest],
    ...(runs.length > 12 ? { moreRuns: runs.length - 12 } : {}),
  };
}

function shortened(text: string): Value {
  const count = text.split('; ').length;
  return text.length > 6_000 || count > 24 ? { count, length: text.length } : text;
}

function storedDifferences(
  cookies: readonly Cookie[],
  stored: Result['stored'],
  lastMs: number,
  profile: Profile,
): string[] {
  const keyOf = (each: { name: string; domain: string; path: string }) => each.name + each.domain + each.path;
  const own = cookies
    .map((each) => ({ ...each, domain: each.hostOnly ? each.domain : `.${each.domain}` }))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  if ('count' in stored) {
    const names = own.map(({ name }) => name);
    return differ(
      'stored',
      { count: own.length, first: names.slice(0, 3), last: names.slice(-3) },
      { count: stored.count, first: stored.firstNames, last: stored.lastNames },
    );
  }
  const left = [...stored];
  const differences: string[] = [];
  for (const each of own) {
    const index = left.findIndex((other) => isSame(each, other, profile));
    const [other] = index < 0 ? [] : left.splice(index, 1);
    if (!other) differences.push(`stored ${each.name.slice(0, 20)}: only in the model`);
    else differences.push(...attributesDiffer(each, other, lastMs));
  }
  return [...differences, ...left.map(({ name }) => `stored ${name.slice(0, 20)}: only in the browser`)];
}

/** DevTools drops octets that are not UTF-8, and BiDi shows some names as octets. */
const shown = (octets: string, recorded: string) =>
  [octets, textOf(octets).text, textOf(octets).text.replaceAll('\ufffd', '')].includes(expand(recorded));

function isSame(own: Cookie, other: StoredCookie, profile: Profile): boolean {
  const partition = profile.name.startsWith('chromium') ? (other.partitionKey ?? null) : own.partition;
  return (
    shown(own.name, other.name) &&
    shown(own.value, other.value) &&
    own.domain === other.domain &&
    shown(own.path, other.path) &&
    own.partition === partition
  );
}

function attributesDiffer(own: Cookie, other: StoredCookie, lastMs: number): string[] {
  const recorded = other.sameSite.toLowerCase();
  const seconds = own.expiresMs === null ? null : (own.expiresMs - lastMs) / 1_000;
  const apart =
    seconds === null || other.lifetime === null
      ? seconds === other.lifetime
        ? 0
        : Infinity
      : Math.abs(seconds - other.lifetime);
  const place = (name: string) => `stored ${own.name.slice(0, 20)}.${name}`;
  return [
    ...differ(place('secure'), own.secure, other.secure),
    ...differ(place('httpOnly'), own.httpOnly, other.httpOnly),
    ...differ(place('sameSite'), own.sameSite, recorded === 'default' ? 'unset' : recorded),
    // A run takes its time; from an hour on the laboratory rounds to a minute.
    ...(apart > ((other.lifetime ?? 0) >= 3_600 ? 90 : 15)
      ? [`${place('lifetime')}: ${seconds} for ${other.lifetime}`]
      : []),
  ];
}

function differ(place: string, own: Value, recorded: Value): string[] {
  const [a, b] = [JSON.stringify(own), JSON.stringify(recorded)];
  return a === b ? [] : [`${place}: ${a.slice(0, 300)} for ${b.slice(0, 300)}`];
}

function deep(value: Value): Value {
  if (typeof value === 'string') return expand(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(deep);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, deep(each)]));
}
