// From the log to what is drawn and said: diagram, rows of the table, result. Pure; the words come in.

import type { Log, LogEvent, SegmentEvent, Side, State } from '../../models/tcp/log.ts';
import { ACK, FIN, RST, SYN } from '../../models/tcp/segment.ts';
import { fill } from '../../parts/figure/fill.ts';
import type { Arrow, Bar, Diagram, Lane, Span } from '../../parts/sequence-diagram/diagram.ts';
import { finalAcks, isSegment, type Run, waitEndsUs } from './run.ts';
import type { TwoMslState } from './state.ts';
import type { TwoMslWords } from './strings.ts';

export interface Frame {
  readonly diagram: Diagram;
  readonly rows: readonly (readonly [string, string, string])[];
  readonly result: string;
}

const lane: Readonly<Record<Side, Lane>> = { client: 'left', server: 'right' };

export function frameOf(state: TwoMslState, run: Run, words: TwoMslWords): Frame {
  const events = shownEvents(state, run);
  const name = segmentNames(run.log, words);
  const time = (us: number) => printTime(us - run.startUs, words);
  return {
    diagram: {
      lanes: { left: words.clientTitle, right: words.serverTitle },
      arrows: arrowsOf(state, run, events, name, words),
      bars: barsOf(run, events),
      spans: spansOf(run.log, events, words),
      step: state.delay * 1_000,
    },
    rows: rowsOf(run, events, name, time, words),
    result: state.scene === 'close' ? closeResult(state, run, time, words) : oldResult(state, run, time, words),
  };
}

/** From the close on; or from the sending of the old segment, which shares its instant with the end of the handshake. */
function shownEvents({ scene }: TwoMslState, { log: { events }, startUs }: Run): readonly LogEvent[] {
  const begins = events.findIndex(
    (event) => event.atUs >= startUs && (scene === 'close' || (isSegment(event) && event.segment.length > 0)),
  );
  return events.slice(begins);
}

/** `60 ms`, `1.21 s`, `60.4 s`: as exact as the place is wide. */
export function printTime(us: number, words: Pick<TwoMslWords, 'ms' | 's'>): string {
  const ms = Math.round(us / 1_000);
  if (Math.abs(ms) < 1_000) return `${ms}\u00a0${words.ms}`;
  return `${Number((ms / 1_000).toFixed(2))}\u00a0${words.s}`;
}

/** Names as on the wire, with numbers relative to each connection's first: `FIN seq 101`, `ACK 302`. */
function segmentNames({ events }: Log, words: TwoMslWords): (event: SegmentEvent) => string {
  const first = new Map<string, number>();
  for (const event of events) {
    if (isSegment(event) && event.segment.flags & SYN) first.set(`${event.from}${event.connection}`, event.segment.seq);
  }
  const relative = (value: number, side: Side, connection: number) =>
    (value - (first.get(`${side}${connection}`) ?? 0)) | 0;
  return ({ segment: { flags, seq, ack, length }, from, connection }) => {
    const from0 = relative(seq, from, connection);
    if (flags & RST) return 'RST';
    if (flags & SYN) return flags & ACK ? 'SYN-ACK' : 'SYN';
    if (flags & FIN) return `FIN ${words.seq} ${from0}`;
    if (length) return `${words.data} ${from0}–${from0 + length - 1}`;
    return `ACK ${relative(ack, from === 'client' ? 'server' : 'client', connection)}`;
  };
}

function arrowsOf(
  state: TwoMslState,
  run: Run,
  events: readonly LogEvent[],
  name: (event: SegmentEvent) => string,
  words: TwoMslWords,
): Arrow[] {
  return events.filter(isSegment).map((event): Arrow => {
    const { from, nth, connection, atUs, arrivesAtUs, transmission } = event;
    const lost = arrivesAtUs === null;
    const label = event.link === 'held' ? fill(words.old, { segment: name(event) }) : name(event);
    const again = transmission > 1 ? ` ${words.again}` : '';
    const press = lost ? words.restore : words.lose;
    return {
      id: `${from[0]}${nth - run.sentBefore[from]}`,
      from: lane[from],
      sent: atUs,
      arrives: arrivesAtUs ?? atUs + state.delay * 1_000,
      lost,
      label: `${label}${again}`,
      old: event.link === 'held',
      ...((state.scene === 'old' || connection === 1) && {
        action: fill(press, { segment: `${label}${again}`, side: words[from] }),
      }),
    };
  });
}

/** What pressing an arrow changes: final ACKs are counted, every other segment is named. */
export function press(state: TwoMslState, run: Run, id: string): TwoMslState {
  const acks = finalAcks(run.log);
  const index = acks.findIndex(({ from, nth }) => `${from[0]}${nth - run.sentBefore[from]}` === id);
  const ack = acks[index];
  if (state.scene === 'close' && ack && !state.drop.includes(id))
    return { ...state, lost: Math.min(5, ack.arrivesAtUs === null ? index : index + 1) };
  const drop = state.drop.includes(id) ? state.drop.filter((each) => each !== id) : [...state.drop, id];
  return { ...state, drop };
}

function barsOf({ log }: Run, shown: readonly LogEvent[]): Bar[] {
  const startUs = shown[0]?.atUs ?? 0;
  return (['client', 'server'] as const).flatMap((side) => {
    const changes = log.events.filter((event) => event.kind === 'state' && event.at === side);
    return changes.flatMap((change, index): Bar[] => {
      if (change.kind !== 'state') return [];
      const to = changes[index + 1]?.atUs ?? null;
      const from = Math.max(change.atUs, startUs);
      if (to !== null && to <= from) return [];
      if (change.to === 'LISTEN' || (change.to === 'CLOSED' && to !== null)) return [];
      return [
        {
          lane: lane[side],
          from,
          to: change.to === 'CLOSED' ? null : (to ?? lastUs(shown, from)),
          label: change.to.replaceAll('-', '_'),
          tone: toneOf(change.to, side),
        },
      ];
    });
  });
}

/** A state that does not end in the run ends with the picture, or is a stub if the picture ends with it. */
function lastUs(shown: readonly LogEvent[], fromUs: number): number | null {
  const last = shown.reduce(
    (latest, event) =>
      Math.max(
        latest,
        event.kind === 'segment' ? (event.arrivesAtUs ?? event.atUs) : event.kind === 'state' ? event.atUs : 0,
      ),
    0,
  );
  return last > fromUs ? last : null;
}

function toneOf(state: State, side: Side): Bar['tone'] {
  if (state === 'TIME-WAIT') return 'timer';
  return state === 'CLOSED' ? 'plain' : lane[side];
}

/** Timers that fired, from when they were last set: what the reader waited for. */
function spansOf(log: Log, events: readonly LogEvent[], words: TwoMslWords): Span[] {
  return events.flatMap((event): Span[] => {
    if (event.kind !== 'timer' || event.action !== 'fired') return [];
    const { at, connection, timer, atUs } = event;
    if (timer !== 'time-wait' && timer !== 'retransmission' && timer !== 'tail-loss-probe') return [];
    const sets = log.events.filter(
      (each) =>
        each.kind === 'timer' &&
        each.at === at &&
        each.connection === connection &&
        each.timer === timer &&
        (each.action === 'set' || each.action === 'restarted') &&
        each.atUs < atUs,
    );
    const from = sets.at(-1)?.atUs;
    if (from === undefined) return [];
    const length = printTime(atUs - from, words);
    const restarted = log.events.some(
      (each) => each.kind === 'timer' && each.timer === timer && each.action === 'restarted' && each.atUs <= atUs,
    );
    const label =
      timer === 'time-wait'
        ? fill(restarted ? words.waitAnew : words.wait, { length })
        : `${timer === 'retransmission' ? 'RTO' : 'TLP'} ${length}`;
    return [{ lane: lane[at], from, to: atUs, label }];
  });
}

function rowsOf(
  run: Run,
  events: readonly LogEvent[],
  name: (event: SegmentEvent) => string,
  time: (us: number) => string,
  words: TwoMslWords,
): (readonly [string, string, string])[] {
  const rows: { us: number; side: Side; what: string }[] = [];
  const names = new Map(run.log.events.filter(isSegment).map((event) => [`${event.from}${event.nth}`, name(event)]));
  for (const event of events) {
    switch (event.kind) {
      case 'segment': {
        const segment = name(event);
        const sends =
          event.arrivesAtUs === null
            ? words.sendsLost
            : event.link === 'held'
              ? words.sendsHeld
              : event.transmission > 1
                ? words.sendsAgain
                : words.sends;
        rows.push({ us: event.atUs, side: event.from, what: fill(sends, { segment }) });
        if (event.arrivesAtUs !== null && event.link !== 'held')
          rows.push({ us: event.arrivesAtUs, side: other(event.from), what: fill(words.receives, { segment }) });
        break;
      }
      case 'arrival':
        rows.push({
          us: event.atUs,
          side: event.at,
          what: fill(words.verdicts[event.verdict] ?? words.verdicts.other, {
            segment: names.get(`${other(event.at)}${event.nth}`) ?? '',
          }),
        });
        break;
      case 'state':
        rows.push({
          us: event.atUs,
          side: event.at,
          what: fill(words.enters, { state: event.to.replaceAll('-', '_') }),
        });
        break;
      case 'timer': {
        const said =
          event.timer === 'time-wait' && event.action === 'restarted'
            ? words.restarts
            : event.action === 'fired'
              ? words.fires[event.timer]
              : undefined;
        if (said) rows.push({ us: event.atUs, side: event.at, what: said });
        break;
      }
      case 'call':
        if (event.call === 'close' || event.call === 'connect')
          rows.push({ us: event.atUs, side: event.at, what: fill(words.calls, { call: `${event.call}()` }) });
        break;
      case 'return':
        if (
          event.call === 'recv' ||
          (typeof event.result === 'string' && event.result !== 'ok' && event.result !== 'timed out')
        ) {
          if (event.result !== 'timed out')
            rows.push({
              us: event.atUs,
              side: event.at,
              what: fill(words.returns, { call: `${event.call}()`, result: String(event.result) }),
            });
        }
        break;
      case 'link':
        break;
    }
  }
  return rows
    .map((row, index) => ({ ...row, index }))
    .sort((a, b) => a.us - b.us || a.index - b.index)
    .map(({ us, side, what }) => [time(us), words[side], what] as const);
}

const other = (side: Side): Side => (side === 'client' ? 'server' : 'client');

function closeResult(
  state: TwoMslState,
  { log, undisturbed, startUs }: Run,
  time: (us: number) => string,
  words: TwoMslWords,
): string {
  const freeUs = waitEndsUs(log);
  const without = time(waitEndsUs(undisturbed) ?? startUs);
  const wait = printTime(2_000_000 * state.msl, words);
  const refused = log.events.find((event) => isSegment(event) && event.from === 'client' && event.segment.flags & RST);
  if (freeUs === undefined) return fill(words.resultNoWait, { end: time(log.endUs) });
  const free = time(freeUs);
  if (refused) return fill(words.resultTooShort, { free, late: time(refused.atUs), wait });
  const answers = finalAcks(log);
  const last = answers.at(-1);
  if (freeUs === waitEndsUs(undisturbed))
    return fill(words.resultPlain, { free, wait, begins: time(freeUs - 2_000_000 * state.msl) });
  if (!last || answers.length < 2) return fill(words.resultLater, { free, without });
  return fill(words.resultAnew, { count: String(answers.length), begins: time(last.atUs), free, without });
}

function oldResult(state: TwoMslState, { log }: Run, time: (us: number) => string, words: TwoMslWords): string {
  const old = log.events.find((event): event is SegmentEvent => isSegment(event) && event.link === 'held');
  if (!old) return words.oldLost;
  const arrives = time(old.arrivesAtUs ?? 0);
  const verdict = log.events.find(
    (event) => event.kind === 'arrival' && event.nth === old.nth && event.at === 'server',
  );
  const refused = log.events.find(
    (event) => event.kind === 'return' && event.call === 'connect' && event.result !== 'ok',
  );
  const wait = printTime(2_000_000 * state.msl, words);
  if (verdict?.kind !== 'arrival') return fill(words.oldNothing, { arrives });
  if (verdict.verdict === 'accepted') return fill(refused ? words.oldAfterWait : words.oldAccepted, { arrives, wait });
  if (verdict.verdict === 'old-timestamp') return fill(words.oldPaws, { arrives });
  if (verdict.into === 2) return fill(words.oldDropped, { arrives });
  return fill(refused ? words.oldWaited : words.oldEarly, { arrives, wait });
}
