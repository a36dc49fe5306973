// What the figure says besides the picture: notes under a line, rows of the table, the sentence that answers.
import type { Cookie } from '../../../models/cookies/jar.ts';
import { textOf } from '../../../models/cookies/octets.ts';
import { clauses } from '../../../models/cookies/rules.ts';
import { fill } from '../../../parts/figure/fill.ts';
import type { Card } from './frames.ts';
import { answeredMs, merged, type Outcome, type Reader, type Run, readers } from './run.ts';
import type { CookieState } from './state.ts';
import type { CookieWords } from './words.ts';

/** What a line was stored as, and what of it was ignored; with the readers where not all agree. */
export function notesOf(index: number, run: Run, words: CookieWords): string[] {
  const said = new Map<string, Reader[]>();
  const say = (text: string, reader: Reader) => said.set(text, [...(said.get(text) ?? []), reader]);
  for (const { reader, outcomes } of run.readings) {
    const { stored } = outcomes[index] as Outcome;
    if (stored.cookie) say(fill(words.storedAs, { what: storedAs(stored.cookie, words) }), reader);
    if (stored.refused) continue;
    const dropped = stored.domainDropped;
    if (dropped) say(ignoredWords('Domain', dropped, words), reader);
    for (const { name, ignored } of stored.parsed.attributes)
      if (ignored) say(ignoredWords(name.slice(0, 24), ignored, words), reader);
  }
  return [...said].map(([text, own]) =>
    own.length === run.readings.length ? text : fill(words.only, { readers: listed(own, words), text }),
  );
}

function ignoredWords(attribute: string, why: keyof CookieWords['whyIgnored'], words: CookieWords): string {
  return fill(words.ignored, { attribute, why: words.whyIgnored[why], clause: clauses.ignored[why] ?? '' });
}

function storedAs(cookie: Cookie, words: CookieWords): string {
  const { hostOnly, domain, path, expiresMs, sameSite, partition, name } = cookie;
  return [
    hostOnly ? fill(words.hostOnly, { domain }) : fill(words.andBelow, { domain }),
    textOf(path).text.slice(0, 60),
    expiresMs === null
      ? words.session
      : fill(words.forSeconds, { seconds: Math.round((expiresMs - answeredMs) / 1_000) }),
    words.sameSites[sameSite],
    ...(name === '' ? [words.nameless] : []),
    ...(partition === null ? [] : [fill(words.partitionOf, { site: partition.replace(/ .*/, '') })]),
  ].join(' · ');
}

function listed(own: readonly Reader[], words: CookieWords): string {
  return joined(
    own.map((reader) => words.readers[reader]),
    words,
  );
}

/** A, B and C. */
function joined(list: readonly string[], { comma, and }: CookieWords): string {
  return [list.slice(0, -1).join(comma), ...list.slice(-1)].filter((each) => each !== '').join(and);
}

export function rowsOf(
  run: Run,
  cards: readonly Card[],
  verdicts: readonly string[],
  state: CookieState,
  words: CookieWords,
): readonly (readonly [string, string, string])[] {
  const lines = cards.flatMap(({ name, notes, cells }) => [
    ...notes.map((note) => ['', name, note] as const),
    ...cells.map(
      ({ readers: own, word, why, clause }) => [listed(own, words), name, sentence(word, why, clause, words)] as const,
    ),
  ]);
  const asker = state.who === 'address-bar' ? words.keyboard : state.frame.trim() || state.page;
  const request = fill(words.rowRequest, { kind: words.kinds[state.who], asker, to: state.to.trim() });
  const headers = run.readings.map(
    ({ reader, header }) =>
      [words.readers[reader], '', fill(words.rowHeader, { header: header ?? words.noHeader })] as const,
  );
  return [...lines, ['', '', `${request} ${verdicts.join(words.stop)}`.trim()], ...headers];
}

function sentence(word: string, why: string, clause: string, words: CookieWords): string {
  return `${word}${words.because}${why}${clause && fill(words.clause, { clause })}`;
}

export function resultOf(run: Run, cards: readonly Card[], words: CookieWords): string {
  if (run.readings.length === 0) return words.badAddress;
  const [card] = cards;
  if (!card) return words.nothing;
  if (cards.length === 1) return oneResult(card, words);
  const sent = merged(run.readings, ({ header }) => `${header}`).map((own) => {
    const header = own[0]?.header ?? null;
    const count = own[0]?.outcomes.filter(({ decision }) => decision?.sent).length ?? 0;
    const template = header === null ? words.sendsNone : header.length > 48 ? words.sendsCount : words.sends;
    const names = listed(
      own.map(({ reader }) => reader),
      words,
    );
    return fill(template, { reader: names, count, header: header ?? '' });
  });
  const differ = cards.filter(({ differs }) => differs).length;
  const names = cards.filter(({ cells }) => cells[0]?.fate === 'sent').map(({ name }) => `**${name}**`);
  return differ > 0
    ? fill(words.manyDiffer, { differ, count: cards.length, sends: sent.join(words.stop) })
    : fill(names.length > 0 ? words.manyAgree : words.noneSent, {
        all: listed(readers, words),
        sent: names.length,
        count: cards.length,
        names: joined(names, words),
      });
}

function oneResult({ name, cells, differs }: Card, words: CookieWords): string {
  const each = cells.map(({ readers: own, word, why }) =>
    fill(words.oneOf, { readers: listed(own, words), word, why }),
  );
  const [head] = cells;
  if (cells.length === 1 && head)
    return fill(words.oneAgrees, { all: listed(readers, words), name, word: head.word, why: head.why });
  return fill(differs ? words.oneDiffers : words.oneOtherwise, { name, cells: each.join(words.stop) });
}
