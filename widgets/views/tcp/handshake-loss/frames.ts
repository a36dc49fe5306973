// From the log to what is drawn and said: diagram, rows of the table, result. Pure; the words come in.
import type { ArrivalEvent, LogEvent } from '../../../models/tcp/log.ts';
import { fill } from '../../../parts/figure/fill.ts';
import type { Bar, Diagram } from '../../../parts/sequence-diagram/diagram.ts';
import { type Row, rowsOf, type Said } from '../event-rows.ts';
import { arrowsOf, barsOf, isSegment, lane, other, segmentNames, spansOf } from '../picture.ts';
import { resultSentence } from './result.ts';
import { print, type Run, resultOf, sentBefore } from './run.ts';
import type { HandshakeState } from './state.ts';
import type { HandshakeWords } from './strings.ts';

export interface Frame {
  readonly diagram: Diagram;
  readonly rows: readonly Row[];
  readonly result: string;
}

/** More arrows than these are drawn closer together. */
const manyArrows = 7;

export function frameOf(state: HandshakeState, run: Run, words: HandshakeWords): Frame {
  const { log } = run;
  const events = shownEvents(log.events);
  const time = (us: number) => print(us, words);
  const step = state.delay * 1_000;
  const dropped = new Set(events.flatMap((event) => (isDropped(event) ? [`${other(event.at)[0]}${event.nth}`] : [])));
  const arrows = arrowsOf(events, { delayUs: step, sentBefore }, segmentNames(log, words), words).map((arrow) => {
    if (!dropped.has(arrow.id)) return arrow;
    const label = fill(words.dropped, { segment: arrow.label });
    return { ...arrow, label, action: arrow.action?.replace(arrow.label, label) ?? label };
  });
  return {
    diagram: {
      lanes: { left: words.clientTitle, right: words.serverTitle },
      arrows,
      bars: [...queueBar(state, events, words), ...barsOf(log, events).map(withNote(run, words))],
      spans: spansOf(log, events, words),
      step,
      dense: arrows.length > manyArrows,
    },
    rows: rowsOf(log, events, time, words, asides(state, run, words)),
    result: resultSentence(state, run, words),
  };
}

/** It arrived, and the listener had no room for it. */
const isDropped = (event: LogEvent): event is ArrivalEvent => event.kind === 'arrival' && event.verdict === 'overflow';

/** Without the calls that only set the scene and other clients' connections; a connect() that does not block is still a connect(). */
function shownEvents(events: readonly LogEvent[]): readonly LogEvent[] {
  return events.flatMap((event): LogEvent[] => {
    if (event.kind !== 'call' && event.kind !== 'return') return [event];
    if (event.call === 'connect-without-waiting') return event.kind === 'call' ? [{ ...event, call: 'connect' }] : [];
    const scene = /^(?:listen|crowd)$/.test(event.call) || event.socket !== '';
    return scene || (event.kind === 'return' && event.call === 'close') ? [] : [event];
  });
}

/** What the table says beside the events: the queue fills and empties, and an old SYN arrives. */
function asides(state: HandshakeState, { log }: Run, words: HandshakeWords): Said[] {
  return log.events.flatMap((event): Said[] => {
    const side = 'server';
    if (event.kind === 'call' && event.call === 'crowd')
      return [
        { us: event.atUs, side, what: words.rowFull },
        { us: state.accepts * 1_000_000, side, what: words.rowAccepts },
      ];
    if (!isSegment(event) || event.link !== 'held' || event.arrivesAtUs === null) return [];
    return [
      { us: event.arrivesAtUs, side, what: fill(words.receives, { segment: fill(words.old, { segment: 'SYN' }) }) },
    ];
  });
}

/** A bar that begins where a call returns says so, and that of a request which no place waits for says that. */
function withNote({ log }: Run, words: HandshakeWords): (bar: Bar) => Bar {
  const notes = (['connect', 'accept', 'recv'] as const).flatMap((call) => {
    const side = call === 'accept' ? 'server' : 'client';
    const returned = resultOf(log, side, call);
    if (!returned || typeof returned.result === 'number') return [];
    const note = returned.result === 'ok' ? `${call}() ok` : returned.result;
    return [{ lane: lane[side], from: returned.atUs, note }];
  });
  const crowded = log.events.some((event) => event.kind === 'call' && event.call === 'crowd' && event.atUs > 0);
  return (bar) => {
    const found = notes.find(
      ({ from, lane: mine }) => mine === bar.lane && from === bar.from && /ESTABLISHED|CLOSED/.test(bar.label),
    );
    const note = found ? found.note : crowded && bar.label === 'SYN_RECV' ? words.queueFull : undefined;
    return note === undefined ? bar : { ...bar, note };
  };
}

/** While the queue is full and no request is kept, the server's side says so. */
function queueBar(state: HandshakeState, events: readonly LogEvent[], words: HandshakeWords): Bar[] {
  if (state.scene !== 'full' || state.full !== 'syn') return [];
  const acceptsUs = state.accepts * 1_000_000;
  const last = Math.max(...events.map((event) => (isSegment(event) ? (event.arrivesAtUs ?? event.atUs) : event.atUs)));
  return [{ lane: 'right', from: 0, to: Math.min(acceptsUs, last), label: words.queueFull, tone: 'timer' }];
}
