// From the run to what is drawn and said: two addresses taken apart, a card for each line, a header for each reader.
import { isSimpleMethod } from '../../../models/cookies/cors.ts';
import { octetsOf, textOf } from '../../../models/cookies/octets.ts';
import { clauses } from '../../../models/cookies/rules.ts';
import { publicSuffix, sameSite, siteDomain } from '../../../models/cookies/site.ts';
import { originOf, type Url } from '../../../models/cookies/url.ts';
import { fill } from '../../../parts/figure/fill.ts';
import { merged, type Outcome, type Reader, type Reading, type Run, runOf } from './run.ts';
import { notesOf, resultOf, rowsOf } from './says.ts';
import type { CookieState } from './state.ts';
import type { CookieWords } from './words.ts';

export type Fate = 'sent' | 'withheld' | 'refused' | 'deletes' | 'replaced';

/** A cell: what became of a line for one reader, or for neighbours who agree. */
export interface Cell {
  readonly readers: readonly Reader[];
  readonly fate: Fate;
  readonly word: string;
  readonly why: string;
  /** The draft's clause; empty where the rule is the browser's own. */
  readonly clause: string;
}

export interface Card {
  /** The line in pieces, and by how many readers each is ignored. */
  readonly pieces: readonly (readonly [text: string, ignored: 'by-none' | 'by-some' | 'by-all'])[];
  readonly name: string;
  readonly notes: readonly string[];
  readonly cells: readonly Cell[];
  readonly differs: boolean;
}

/** An address in pieces: scheme, what stands before the site, the site's own label, public suffix, port, path. */
export interface Anatomy {
  readonly scheme: string;
  readonly below: string;
  readonly label: string;
  readonly suffix: string;
  readonly port: string;
  readonly path: string;
}

export interface Frame {
  readonly run: Run;
  readonly asking: Anatomy | undefined;
  readonly asked: Anatomy | undefined;
  readonly sameOrigin: boolean;
  readonly sameSite: boolean;
  readonly verdicts: readonly string[];
  readonly cards: readonly Card[];
  readonly headers: readonly { readonly readers: readonly Reader[]; readonly text: string | null }[];
  readonly rows: readonly (readonly [string, string, string])[];
  readonly result: string;
}

export function frameOf(state: CookieState, words: CookieWords): Frame {
  const run = runOf(state);
  const { to, page, frame } = run.addresses;
  const asker = state.who === 'address-bar' ? undefined : (frame ?? page);
  const cards = run.readings.length > 0 ? run.lines.map((line, index) => cardOf(line, index, run, words)) : [];
  const verdicts = to ? verdictsOf(asker, to, run, words) : [];
  return {
    run,
    asking: asker && anatomyOf(asker),
    asked: to && anatomyOf(to),
    sameOrigin: asker !== undefined && to !== undefined && originOf(asker) === originOf(to),
    sameSite: asker !== undefined && to !== undefined && sameSite(asker, to, true),
    verdicts,
    cards,
    headers: merged(run.readings, ({ header }) => `${header}`).map((own) => ({
      readers: own.map(({ reader }) => reader),
      text: own[0]?.header ?? null,
    })),
    rows: rowsOf(run, cards, verdicts, state, words),
    result: resultOf(run, cards, words),
  };
}

function anatomyOf(url: Url): Anatomy {
  const suffix = publicSuffix(url.host) ?? '';
  const site = siteDomain(url.host);
  const own = site === suffix || suffix === '' ? (suffix === '' ? site : '') : site.slice(0, -suffix.length);
  return {
    scheme: `${url.scheme}://`,
    below: url.host.slice(0, url.host.length - site.length),
    label: own,
    suffix,
    port: originOf(url).slice(`${url.scheme}://${url.host}`.length),
    path: url.path,
  };
}

function verdictsOf(asker: Url | undefined, to: Url, run: Run, words: CookieWords): string[] {
  if (!asker) return [words.noAsker];
  const schemeful = sameSite(asker, to, true);
  const schemeless = sameSite(asker, to, false);
  const [reading] = run.readings;
  return [
    originOf(asker) === originOf(to) ? words.sameOrigin : words.otherOrigin,
    schemeful === schemeless ? (schemeful ? words.sameSite : words.otherSite) : words.siteSplits,
    ...(reading ? [fill(reading.context.topLevel ? words.topLevel : words.within, { method: run.method })] : []),
    ...(run.fetched && originOf(asker) !== originOf(to)
      ? [isSimpleMethod(run.method) ? words.cors : words.preflight]
      : []),
  ];
}

function cardOf(line: string, index: number, run: Run, words: CookieWords): Card {
  const cells = merged(
    run.readings.map((reading) => cellOf(reading, index, run, words)),
    ({ fate, why }) => `${fate} ${why}`,
  ).map(
    ([head, ...rest]): Cell => ({
      ...(head as Cell),
      readers: [head as Cell, ...rest].flatMap((each) => each.readers),
    }),
  );
  const goes = new Set(cells.map(({ fate }) => fate === 'sent'));
  const [reading] = run.readings;
  const { name = '', value = '' } = reading?.outcomes[index]?.stored.parsed ?? {};
  return {
    pieces: piecesOf(line, index, run),
    name: textOf(name === '' ? value : name).text.slice(0, 24) || words.nameless,
    notes: notesOf(index, run, words),
    cells,
    differs: goes.size > 1,
  };
}

function cellOf({ reader, outcomes, profile }: Reading, index: number, run: Run, words: CookieWords): Cell {
  const { stored, decision, replacedBy } = outcomes[index] as Outcome;
  const cell = (fate: Fate, why: string, clause = ''): Cell => ({
    readers: [reader],
    fate,
    word: words.words[fate],
    why,
    clause,
  });
  const { refused } = stored;
  if (refused) return cell('refused', words.whyRefused[refused], clauses.refused[refused]);
  if (stored.deletes) return cell('deletes', words.deletes);
  if (replacedBy !== undefined) return cell('replaced', fill(words.replacedBy, { line: replacedBy + 1 }));
  if (run.mixed) return cell('withheld', words.whyWithheld.mixed);
  if (!decision) return cell('withheld', words.whyWithheld.expired);
  const { sent, withheld } = decision;
  if (sent === 'same-site' && run.schemesDiffer && !profile.schemeful) return cell('sent', words.schemeless);
  if (sent) return cell('sent', words.whySent[sent], clauses.sent[sent]);
  return withheld ? cell('withheld', words.whyWithheld[withheld], clauses.withheld[withheld]) : cell('withheld', '');
}

/** The line in pieces: an attribute that a reader ignores is one by itself. */
function piecesOf(line: string, index: number, run: Run): Card['pieces'] {
  const octets = octetsOf(line);
  const ends = new Map<number, number>();
  const ignoredBy = new Map<number, number>();
  for (const { outcomes } of run.readings)
    for (const { at, end, ignored } of outcomes[index]?.stored.parsed.attributes ?? []) {
      if (!ignored) continue;
      ends.set(at, end);
      ignoredBy.set(at, (ignoredBy.get(at) ?? 0) + 1);
    }
  const pieces: [string, 'by-none' | 'by-some' | 'by-all'][] = [];
  let from = 0;
  for (const [at, end] of [...ends].sort(([a], [b]) => a - b)) {
    if (at > from) pieces.push([textOf(octets.slice(from, at)).text, 'by-none']);
    const all = ignoredBy.get(at) === run.readings.length;
    pieces.push([textOf(octets.slice(at, end)).text, all ? 'by-all' : 'by-some']);
    from = end;
  }
  if (from < octets.length) pieces.push([textOf(octets.slice(from)).text, 'by-none']);
  return pieces.map(
    ([text, by]) => [text.length > 200 ? `${text.slice(0, 160)}…${text.slice(-24)}` : text, by] as const,
  );
}
