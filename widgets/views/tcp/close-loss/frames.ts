// From the log to what is drawn and said: diagram, rows of the table, result. Pure; the words come in.
import type { LogEvent, SegmentEvent, Side } from '../../../models/tcp/log.ts';
import { RST } from '../../../models/tcp/segment.ts';
import { fill } from '../../../parts/figure/fill.ts';
import type { Diagram, Mark, Span } from '../../../parts/sequence-diagram/diagram.ts';
import { type Row, rowsOf } from '../event-rows.ts';
import {
  arrowsOf,
  barsOf,
  isSegment,
  lane,
  other,
  printTime,
  segmentId,
  segmentNames,
  spansOf,
  stateLabel,
} from '../picture.ts';
import { endOf } from './ends.ts';
import { type Run, roleOf, segmentsOf, unreadBytes } from './run.ts';
import { type CloseLossState, losses, mostLost } from './state.ts';
import type { CloseLossWords } from './strings.ts';

export interface Frame {
  readonly diagram: Diagram;
  readonly rows: readonly Row[];
  readonly result: string;
}

/** From so many segments on the picture is drawn with less height for each. */
const manySegments = 14;

export function frameOf(state: CloseLossState, run: Run, words: CloseLossWords): Frame {
  const { log, startUs, sentBefore, closer } = run;
  const events = log.events.filter((event) => event.atUs >= run.fromUs);
  const delayUs = state.delay * 1_000;
  const time = (us: number) => printTime(us - startUs, words);
  const plain = segmentNames(log, words);
  // A ladder of repetitions needs no number on each rung; it would not fit a narrow screen.
  const name = (event: SegmentEvent) =>
    event.transmission > 1
      ? plain(event).replace(/ .*/, '')
      : event.segment.length && event.atUs < startUs && event.arrivesAtUs !== null
        ? `${plain(event)}${words.unread}`
        : plain(event);
  const title = (side: Side) =>
    state.who !== 'both' && side === closer ? words.firstTitles[side] : words.titles[side];
  return {
    diagram: {
      lanes: { left: title('client'), right: title('server') },
      arrows: arrowsOf(events, { delayUs, sentBefore }, name, words),
      bars: barsOf(log, events),
      spans: [...spansOf(log, events, words), ...waitsOf(log.events, words)],
      marks: marksOf(run, words),
      // CLOSING lasts one delay: on a narrow screen its upright word needs the height.
      step: delayUs * (events.filter(isSegment).length > manySegments ? 2 : state.who === 'both' ? 0.8 : 1),
    },
    rows: rowsOf(log, events.filter(isSeen), time, words),
    result: resultOf(state, run, time, words),
  };
}

/** A state that is left in the instant it was entered is seen by nobody: FIN with the ACK skips FIN-WAIT-2. */
function isSeen(event: LogEvent, index: number, events: readonly LogEvent[]): boolean {
  if (event.kind !== 'state') return true;
  const next = events.find((later, at) => at > index && later.kind === 'state' && later.at === event.at);
  return next?.atUs !== event.atUs;
}

/** FIN_WAIT_2 of an orphan, which the common brackets do not know. Above 60 s it is two timers, one after the other. */
function waitsOf(events: readonly LogEvent[], words: CloseLossWords): Span[] {
  return events.flatMap((event, index): Span[] => {
    if (event.kind !== 'timer' || event.timer !== 'fin-wait-2' || event.action !== 'fired') return [];
    const set = events
      .slice(0, index)
      .findLast((each) => each.kind === 'timer' && each.timer === 'fin-wait-2' && each.at === event.at);
    if (!set) return [];
    const label = `${words.limit} ${printTime(event.atUs - set.atUs, words)}`;
    return [{ lane: lane[event.at], from: set.atUs, to: event.atUs, label }];
  });
}

/** What a program calls to close, and the errors it is told; the rest is in the table. */
function marksOf({ log: { events }, startUs }: Run, words: CloseLossWords): Mark[] {
  const marks = new Map<string, Mark>();
  for (const event of events) {
    if ((event.kind !== 'call' && event.kind !== 'return') || event.atUs < startUs) continue;
    const { at, atUs, call } = event;
    const met = event.kind === 'return' && typeof event.result === 'string' && event.result !== 'ok';
    const closes = event.kind === 'call' ? words.marks[call] : undefined;
    // Above what leaves there is room only if nothing arrives in the same instant.
    const busy = events.some((each) => isSegment(each) && each.from !== at && each.arrivesAtUs === atUs);
    if (!met && (!closes || busy || events.every((each) => !isSegment(each) || each.from !== at || each.atUs !== atUs)))
      continue;
    const side = met ? 'below' : 'above';
    const label = met ? `${call}() ${event.result}` : `${closes}`;
    const key = at + atUs + side;
    const before = marks.get(key);
    marks.set(key, {
      where: lane[at],
      at: atUs,
      above: side === 'above',
      label: before ? `${before.label}, ${label}` : label,
    });
  }
  return [...marks.values()];
}

/** What pressing an arrow changes: the four are counted, every other segment is named. */
export function press(state: CloseLossState, run: Run, id: string): CloseLossState {
  const event = run.log.events.filter(isSegment).find((each) => segmentId(each, run.sentBefore) === id);
  const role = event && roleOf(run, event);
  if (!role || state.drop.includes(id)) {
    const drop = state.drop.includes(id) ? state.drop.filter((each) => each !== id) : [...state.drop, id];
    return { ...state, drop };
  }
  const index = segmentsOf(run, role).indexOf(event);
  const times = event.arrivesAtUs === null ? index : index + 1;
  return { ...state, [role]: losses[Math.min(times, mostLost)] };
}

type Time = (us: number) => string;

/** What happened to the segments; then the end of each side, the one that closed first before the other. */
function resultOf(state: CloseLossState, run: Run, time: Time, words: CloseLossWords): string {
  const sides = [run.closer, other(run.closer)] as const;
  const ends = sides.map((side) => sideEnd(run, side, time, words));
  const [first = '', second = ''] = ends;
  return [...happened(state, run, words), `${sentence(first)}${words.semicolon}${second}${words.stop}`].join(
    words.space,
  );
}

/** Clauses begin small; a sentence does not. */
const sentence = (clause: string) => clause.charAt(0).toUpperCase() + clause.slice(1);

function happened(state: CloseLossState, run: Run, words: CloseLossWords): string[] {
  const { log, closer } = run;
  const peer = other(closer);
  const says = (template: string, values: Readonly<Record<string, string | number>> = {}) =>
    sentence(fill(template, { who: words.the[closer], peer: words.the[peer], ...values }));
  if (endOf(run, closer).ending === 'aborted' && !segmentsOf(run, 'fin').length) {
    const lost = log.events.some(
      (event) => isSegment(event) && (event.segment.flags & RST) > 0 && event.arrivesAtUs === null,
    );
    const cause = state.how === 'linger' ? words.lingerLead : words.unreadLead[state.how === 'kill' ? 'kill' : 'close'];
    return [says(cause, { bytes: unreadBytes }), ...(lost ? [says(words.lostReset)] : [])];
  }
  const repeats = [closer, peer].flatMap((side) => repeatsOf(run, side, words) ?? []);
  if (repeats.length) return repeats.map(sentence);
  if (log.events.filter((event) => event.kind === 'state' && event.to === 'CLOSING').length === 2)
    return [says(words.crossing)];
  if (state.how === 'kill') return [says(words.killLead)];
  const read = log.events.reduce(
    (sum, event) =>
      event.kind === 'return' &&
      event.at === closer &&
      event.call === 'recv' &&
      event.atUs >= run.startUs &&
      typeof event.result === 'number'
        ? sum + event.result
        : sum,
    0,
  );
  if (read) return [says(words.reads, { bytes: read })];
  if (state.data === 'on') return [];
  const acks = segmentsOf(run, 'ack');
  if (acks.length && acks.every((ack) => ack.arrivesAtUs === null)) return [says(words.healed)];
  const four = segmentsOf(run, 'fin2').length + segmentsOf(run, 'last').length === 2;
  if (!four || !segmentsOf(run, 'fin').length) return [];
  return [says(acks.length ? words.four : words.three, { ms: state.pause })];
}

/** How often a side sent its FIN, if more than once. */
function repeatsOf(run: Run, side: Side, words: CloseLossWords): string | undefined {
  const fins = segmentsOf(run, side === run.closer ? 'fin' : 'fin2');
  const [first, second] = fins;
  if (!first || !second) return undefined;
  const probed = run.log.events.some(
    (event) =>
      event.kind === 'timer' &&
      event.at === side &&
      event.timer === 'tail-loss-probe' &&
      event.action === 'fired' &&
      event.atUs === second.atUs,
  );
  return fill(words.repeats[probed ? 'probe' : 'timer'], {
    who: words.the[side],
    count: fins.length,
    after: printTime(second.atUs - first.atUs, words),
  });
}

function sideEnd(run: Run, side: Side, time: Time, words: CloseLossWords): string {
  const { ending, state, atUs, held, errors } = endOf(run, side);
  const values = { who: words.the[side], at: time(atUs), state: stateLabel(state) };
  const stays = state === 'FIN-WAIT-2' && held ? words.staysHeld : (words.stays[state] ?? words.staysElse);
  const clause = fill(ending === 'stays' ? stays : words.ends[ending], values);
  if (errors.length) return clause + fill(words.errors, { errors: errors.join(words.comma) });
  return (ending === 'gaveUp' || ending === 'reset') && !held ? clause + words.nobody : clause;
}
