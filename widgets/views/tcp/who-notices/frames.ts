// From the log to what is drawn and said: who learns what and when, diagram, rows of the table, result.
import { rtoMaxMs, rttvarMinMs } from '#content/facts/linux.ts';
import type { SegmentEvent, Side } from '../../../models/tcp/log.ts';
import { fill } from '../../../parts/figure/fill.ts';
import type { Arrow, Bar, Diagram, Mark, Span } from '../../../parts/sequence-diagram/diagram.ts';
import { type Row, rowsOf } from '../event-rows.ts';
import { arrowsOf, barsOf, isSegment, lane, other, printTime, segmentNames, spansOf } from '../picture.ts';
import { type Notice, probesOf, type Run, repeatsOf, watchedUs } from './run.ts';
import type { WhoNoticesState } from './state.ts';
import type { WhoNoticesWords } from './strings.ts';

/** What one side learns, as a row of the answer. */
export interface Verdict {
  readonly side: Side;
  readonly name: string;
  readonly said: string;
  /** undefined: nothing to notice on this side; null: never. */
  readonly us: number | null | undefined;
  /** When this side sent something, from the start on. */
  readonly sentUs: readonly number[];
}

export interface Frame {
  readonly verdicts: readonly Verdict[];
  readonly diagram: Diagram;
  readonly rows: readonly Row[];
  readonly result: string;
  /** A series is so long that it is folded, or would be. */
  readonly foldable: boolean;
}

/** More retransmissions or probes than this are folded: the first two and the last stay. */
const foldAbove = 4;
/** More are never drawn. */
const mostDrawn = 30;

export function frameOf(state: WhoNoticesState, run: Run, words: WhoNoticesWords): Frame {
  const time = (us: number) => timeIn(us - run.startUs, words);
  return {
    verdicts: (['client', 'server'] as const).map((side) => verdictOf(side, state, run, words)),
    diagram: diagramOf(state, run, words),
    rows: rowsIn(state, run, time, words),
    result: resultOf(state, run, words),
    foldable: foldsOf({ ...state, rows: 'folded' }, run, words).folds.length > 0,
  };
}

/** The table: what is cut is a cable or the power, what is empty is a probe, and silence is said too. */
function rowsIn({ what }: WhoNoticesState, run: Run, time: (us: number) => string, words: WhoNoticesWords): Row[] {
  const { log, shown, startUs, near, notices } = run;
  const { cut = '', off = '' } = words.said ?? {};
  const said = { ...words.said, cut: what === 'off' ? off : cut };
  const rows = rowsOf(log, shown, time, { ...words, said }).map(
    ([at, who, row], index, all): Row => [
      at,
      row === cut ? words.wire : who,
      all[index - 1]?.[2] === words.fires.keepalive ? row.replace(/ACK \d+/, words.probeRow) : row,
    ],
  );
  if (notices.client || notices.server) return rows;
  const who = what === 'cable' ? `${words.client}${words.and}${words.server}` : words[near];
  return [...rows, [time(startUs + watchedUs), who, words.silenceRow]];
}

/** `2 h` where that is exact: the column of times is narrow. */
export function timeIn(us: number, words: WhoNoticesWords): string {
  const hours = us / 3_600_000_000;
  return hours >= 1 && Number.isInteger(hours) ? `${hours}\u00a0${words.h}` : printTime(us, words).replace('-', '−');
}

/** The column is narrow: whole and tenth seconds are enough after a while. */
export const columnTime = (us: number, words: WhoNoticesWords): string =>
  timeIn(us < 100_000_000 ? us : Math.round(us / 100_000) * 100_000, words);

/** `993.65 s (16 min 34 s)`: the second only where it helps. */
export function spanIn(us: number, words: WhoNoticesWords): string {
  const seconds = Math.round(us / 1_000_000);
  const parts = [
    [Math.floor(seconds / 3_600), words.h],
    [Math.floor(seconds / 60) % 60, words.min],
    [seconds % 60, words.sec],
  ] as const;
  const long = parts.flatMap(([value, unit]) => (value ? [`${value}\u00a0${unit}`] : [])).join(' ');
  return seconds < 100 ? printTime(us, words) : fill(words.long, { exact: printTime(us, words), long });
}

function verdictOf(side: Side, { what, gone }: WhoNoticesState, run: Run, words: WhoNoticesWords): Verdict {
  const notice = run.notices[side];
  const name = words.titles[side];
  const sentUs = run.log.events.flatMap((event) =>
    isSegment(event) && event.from === side && event.atUs >= run.startUs ? [event.atUs - run.startUs] : [],
  );
  if (what !== 'cable' && side === gone) return { side, name, said: words.fates[what], us: undefined, sentUs: [] };
  if (!notice) return { side, name, said: words.never, us: null, sentUs };
  const { call, result, us, pipeUs } = notice;
  const said = fill(pipeUs === undefined ? words.notices : words.noticesThenPipe, {
    time: spanIn(us, words),
    call,
    result,
  }).replace('） ', '）');
  return { side, name, said, us, sentUs };
}

function diagramOf(state: WhoNoticesState, run: Run, words: WhoNoticesWords): Diagram {
  const { log, shown, startUs, near, far, notices } = run;
  const delayUs = state.delay * 1_000;
  const { hidden, folds } = foldsOf(state, run, words);
  const drawn = shown.filter((event) => !isSegment(event) || !hidden.has(event));
  const base = segmentNames(log, words);
  const probes = new Set([...probesOf(log, 'client'), ...probesOf(log, 'server')]);
  // What is sent again is the same data: its numbers stand at the first time.
  const name = (event: SegmentEvent) =>
    probes.has(event) ? words.probe : event.transmission > 1 ? words.data : base(event);
  const sentBefore = { client: 0, server: 0 };
  const arrows: Arrow[] = arrowsOf(drawn, { delayUs, sentBefore, pressable: () => false }, name, words);
  const dead = state.what === 'off' || state.what === 'reboot';
  const silent = !notices.client && !notices.server;
  const endUs = silent ? startUs + watchedUs : undefined;
  // Who never notices stays as it is to the end of the picture.
  const deaf = (side: Side) => state.what === 'cable' && !silent && !notices[side];
  const lastUs = Math.max(startUs, ...shown.map(({ atUs }) => atUs));
  const marks: Mark[] = [
    state.what === 'cable'
      ? { at: startUs, label: words.happens.cable, where: 'wire', lost: true }
      : { at: startUs, label: words.happens[state.what], where: lane[far], lost: true, above: state.what === 'kill' },
    ...flagsOf(run, words),
    ...folds,
    ...(silent ? [{ at: startUs, label: words.silence, where: 'silence' as const }] : []),
  ];
  const bars = barsOf(log, shown).map((bar): Bar => {
    if (endUs !== undefined && bar.from < startUs && (bar.lane === lane[near] || !dead)) return { ...bar, to: endUs };
    if (bar.from < startUs && (['client', 'server'] as const).some((side) => bar.lane === lane[side] && deaf(side)))
      return { ...bar, to: lastUs };
    return dead && bar.lane === lane[far] && bar.from >= startUs ? { ...bar, label: words.gone[state.what] } : bar;
  });
  return {
    lanes: { left: words.titles.client, right: words.titles.server },
    arrows,
    bars,
    spans: spansIn(run, delayUs, drawn, probes, words),
    marks,
    step: delayUs,
  };
}

/** The series that are folded: which segments are not drawn, and the words in their place. */
function foldsOf(state: WhoNoticesState, { log, startUs }: Run, words: WhoNoticesWords) {
  const hidden = new Set<SegmentEvent>();
  const folds: Mark[] = [];
  for (const side of ['client', 'server'] as const) {
    for (const [series, label] of [
      [repeatsOf({ log, startUs }, side), words.moreRepeats],
      [probesOf(log, side), words.moreProbes],
    ] as const) {
      if (series.length <= foldAbove || (state.rows === 'all' && series.length <= mostDrawn)) continue;
      const inside = series.slice(2, -1);
      for (const event of inside) hidden.add(event);
      const before = series[1];
      const gap = (index: number) => {
        const [from, to] = series.slice(index).slice(0, 2);
        return Number((((to?.atUs ?? 0) - (from?.atUs ?? 0)) / 1_000_000).toFixed(1));
      };
      if (before)
        folds.push({
          at: before.atUs + state.delay * 1_000,
          label: fill(label, { count: inside.length, from: gap(1), to: gap(-2) }),
          where: 'silence',
        });
    }
  }
  return { hidden, folds };
}

/** What the applications are told, beside their lanes. */
function flagsOf({ notices, shown, startUs }: Run, words: WhoNoticesWords): Mark[] {
  return shown.flatMap((event): Mark[] => {
    if (event.kind !== 'return' || event.atUs < startUs) return [];
    const label = fill(words.flag, { call: `${event.call}()`, result: event.result });
    const told = notices[event.at];
    const at = event.atUs;
    if (event.call === 'send' && typeof event.result === 'number')
      return [{ at, label, where: lane[event.at], above: true }];
    if (!told || (at - startUs !== told.us && at - startUs !== told.pipeUs)) return [];
    // The RST after the last probe leaves below the flag.
    const above = shown.some((each) => isSegment(each) && each.from === event.at && each.atUs === at);
    return [{ at, label, where: lane[event.at], lost: event.result !== 0, above }];
  });
}

/** The waits between retransmissions, and those before each probe. */
function spansIn(
  { log, shown, startUs, near, notices }: Run,
  delayUs: number,
  drawn: Run['shown'],
  probes: ReadonlySet<SegmentEvent>,
  words: WhoNoticesWords,
): Span[] {
  const kept = new Set(drawn.filter(isSegment).map(({ atUs }) => atUs));
  const timed = spansOf(log, shown, words).filter(
    ({ from, to }) =>
      from >= startUs &&
      (kept.has(from) || from === startUs) &&
      (kept.has(to) || drawn.some((event) => event.kind === 'return' && event.atUs === to)),
  );
  const asked = (['client', 'server'] as const).flatMap((side): Span[] => {
    const times = [...probes].filter(({ from }) => from === side).map(({ atUs }) => atUs);
    const { us, cause } = notices[side] ?? {};
    const last = us !== undefined && cause === 'keepalive' ? [us + startUs] : [];
    // The other side heard the last ACK leave this one, one delay earlier.
    const heardUs = side === near ? startUs : startUs - delayUs;
    const all = [heardUs, ...times, ...last];
    return times.length
      ? all.slice(1).flatMap((to, index): Span[] => {
          const from = all[index] ?? to;
          const both = [from, to].every((each) => each === heardUs || kept.has(each));
          return both ? [{ lane: lane[side], from, to, label: timeIn(to - from, words) }] : [];
        })
      : [];
  });
  return [...timed, ...asked];
}

function resultOf(state: WhoNoticesState, run: Run, words: WhoNoticesWords): string {
  const { near, far, notices } = run;
  if (!notices.client && !notices.server) return fill(silenceOf(state, words), sides(near, words));
  const told = [near, ...(state.what === 'cable' ? [far] : [])].map((side) => {
    const notice = notices[side];
    return notice ? told1(side, notice, state, run, words) : fill(words.results.never, sides(side, words));
  });
  // A full-width bracket brings its own space.
  return told.join(words.between).replaceAll(/(）\**) /g, '$1');
}

function silenceOf({ what, limit, keep, gone }: WhoNoticesState, { results }: WhoNoticesWords): string {
  const base = what === 'cable' ? results.silence : what === 'off' ? results.silenceOff : results.silenceReboot;
  const gave = keep === gone && what !== 'cable' ? results.keepGone : '';
  return `${base}${gave}${limit ? results.limitIdle : ''}`;
}

const sides = (side: Side, { the, The }: WhoNoticesWords) => ({
  side: the[side],
  Side: The[side],
  peer: the[other(side)],
  Peer: The[other(side)],
});

const count = (number: number, [one, many]: readonly [string, string]) => (number === 1 ? one : fill(many, { number }));

/** How one side learns of it, as a sentence. */
function told1(side: Side, notice: Notice, state: WhoNoticesState, run: Run, words: WhoNoticesWords): string {
  const { results } = words;
  const { log, startUs } = run;
  const probes = probesOf(log, side);
  const values = {
    ...sides(side, words),
    time: spanIn(notice.us, words),
    pipe: spanIn(notice.pipeUs ?? notice.us, words),
    repeats: count(repeatsOf(run, side).length, words.repeats),
    probes: count(probes.length, words.probes),
    idle: spanIn(state.time * 1_000_000, words),
    first: spanIn((probes[0]?.atUs ?? startUs) - startUs, words),
    user: spanIn(state.limit * 1_000_000, words),
    limit: spanIn(limitUs(state.retries), words),
    retries: state.retries,
  };
  const writes = state.traffic === 'sending';
  switch (notice.cause) {
    case 'FIN':
      return fill(writes ? results.finWrites : results.fin, values);
    case 'retransmission': {
      const quiet = state.keep === side ? results.keepQuiet : '';
      return fill((state.limit ? results.userTimeout : results.gaveUp) + quiet, values);
    }
    case 'keepalive':
      return fill(state.limit ? results.probesLimited : results.probes, values);
    default:
      if (state.what === 'kill') return fill(writes ? results.unreadWrites : results.unread, values);
      return fill(probes.length ? results.resetProbe : results.reset, values);
  }
}

/** What tcp_retries2 stands for: that many doublings from 200 ms, at most 120 s each. tcp_model_timeout(). */
function limitUs(retries: number): number {
  const doublings = Math.min(retries, Math.floor(Math.log2(rtoMaxMs / rttvarMinMs)));
  return 1_000 * ((2 ** (doublings + 1) - 1) * rttvarMinMs + (retries - doublings) * rtoMaxMs);
}
