// From the log to what is drawn and said: diagram, rows of the table, result. Pure; the words come in.
import type { LogEvent, SegmentEvent } from '../../../models/tcp/log.ts';
import { RST } from '../../../models/tcp/segment.ts';
import { fill } from '../../../parts/figure/fill.ts';
import type { Arrow, Diagram } from '../../../parts/sequence-diagram/diagram.ts';
import { type Row, rowsOf } from '../event-rows.ts';
import { arrowsOf, barsOf, isSegment, printTime, segmentId, segmentNames, spansOf } from '../picture.ts';
import { finalAcks, type Run, waitEndsUs } from './run.ts';
import type { TwoMslState } from './state.ts';
import type { TwoMslWords } from './strings.ts';

export interface Frame {
  readonly diagram: Diagram;
  readonly rows: readonly Row[];
  readonly result: string;
}

export function frameOf(state: TwoMslState, run: Run, words: TwoMslWords): Frame {
  const events = shownEvents(state, run);
  const time = (us: number) => printTime(us - run.startUs, words);
  const drawn = { delayUs: state.delay * 1_000, sentBefore: run.sentBefore };
  return {
    diagram: {
      lanes: { left: words.clientTitle, right: words.serverTitle },
      arrows: withVerdict(arrowsOf(events, drawn, segmentNames(run.log, words), words), run, words),
      bars: barsOf(run.log, events),
      spans: spansOf(run.log, events, words),
      step: drawn.delayUs,
    },
    rows: rowsOf(run.log, events, time, words),
    result: state.scene === 'close' ? closeResult(state, run, time, words) : oldResult(state, run, time, words),
  };
}

/** What became of the old segment stands where it arrives. */
function withVerdict(arrows: readonly Arrow[], { log }: Run, { oldVerdicts }: TwoMslWords): readonly Arrow[] {
  const old = log.events.find((event): event is SegmentEvent => isSegment(event) && event.link === 'held');
  const arrival = log.events.find(
    (event) => event.kind === 'arrival' && event.at === 'server' && event.nth === old?.nth,
  );
  if (arrival?.kind !== 'arrival') return arrows;
  const kind =
    arrival.verdict === 'accepted' ? 'accepted' : arrival.verdict === 'no-connection' ? 'refused' : 'dropped';
  const verdict = { label: oldVerdicts[kind], bad: kind === 'accepted' };
  return arrows.map((arrow) => (arrow.old ? { ...arrow, verdict } : arrow));
}

/** From the close on; or from the sending of the old segment, which shares its instant with the end of the handshake. */
function shownEvents({ scene }: TwoMslState, { log: { events }, startUs }: Run): readonly LogEvent[] {
  const begins = events.findIndex(
    (event) => event.atUs >= startUs && (scene === 'close' || (isSegment(event) && event.segment.length > 0)),
  );
  return events.slice(begins);
}

/** What pressing an arrow changes: final ACKs are counted, every other segment is named. */
export function press(state: TwoMslState, run: Run, id: string): TwoMslState {
  const acks = finalAcks(run.log);
  const index = acks.findIndex((event) => segmentId(event, run.sentBefore) === id);
  const ack = acks[index];
  if (state.scene === 'close' && ack && !state.drop.includes(id))
    return { ...state, lost: Math.min(5, ack.arrivesAtUs === null ? index : index + 1) };
  const drop = state.drop.includes(id) ? state.drop.filter((each) => each !== id) : [...state.drop, id];
  return { ...state, drop };
}

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
  return fill(words.resultAnew, { begins: time(last.atUs), free, without });
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
  if (verdict.into === 1) return fill(words.oldNothing, { arrives });
  if (verdict.into === 2) return fill(words.oldDropped, { arrives });
  return fill(refused ? words.oldWaited : words.oldEarly, { arrives, wait, tried: time(refused?.atUs ?? 0) });
}
