// How a run ended on each side, read from the log: what the result sentence is made of.
import type { LogEvent, SegmentEvent, Side, State, TimerName } from '../../../models/tcp/log.ts';
import { RST } from '../../../models/tcp/segment.ts';
import { isSegment, other } from '../picture.ts';
import type { Run } from './run.ts';

/** Why a side's connection is over, or that it is not. */
export type Ending =
  /** TIME-WAIT is over. */
  | 'waited'
  /** The last ACK came. */
  | 'acknowledged'
  /** The retransmission timer reached its limit. */
  | 'gaveUp'
  /** FIN-WAIT-2 of an orphan reached its limit. */
  | 'forgot'
  /** A RST came. */
  | 'reset'
  /** Its own call sent a RST. */
  | 'aborted'
  /** It was an orphan, and data came. */
  | 'refused'
  /** Nothing will end it. */
  | 'stays';

export interface End {
  readonly ending: Ending;
  /** The state that ended, or that remains. */
  readonly state: State;
  readonly atUs: number;
  /** Whether a program still held the socket then. */
  readonly held: boolean;
  /** The errors that its program met, in order: `recv(): ECONNRESET`. */
  readonly errors: readonly string[];
}

export function endOf(run: Run, side: Side): End {
  const { log, startUs } = run;
  const { events } = log;
  const mine = events.filter((event) => 'at' in event && event.at === side);
  const last = mine.findLast((event) => event.kind === 'state');
  const closed = last?.kind === 'state' && last.to === 'CLOSED';
  const atUs = closed ? last.atUs : log.endUs;
  // shutdown() leaves the socket with its program, close() and kill do not.
  const given = mine.find(
    (event) => event.kind === 'call' && /^(?:close|kill)$/.test(event.call) && event.atUs >= startUs,
  );
  return {
    ending: closed ? why(events, events.indexOf(last), side) : 'stays',
    state: (last?.kind === 'state' && (closed ? last.from : last.to)) || 'CLOSED',
    atUs,
    held: given === undefined || given.atUs >= atUs,
    errors: mine.flatMap((event) =>
      event.kind === 'return' && typeof event.result === 'string' && event.result !== 'ok'
        ? [`${event.call}(): ${event.result}`]
        : [],
    ),
  };
}

const byTimer: Readonly<Partial<Record<TimerName, Ending>>> = {
  'time-wait': 'waited',
  'fin-wait-2': 'forgot',
  retransmission: 'gaveUp',
};

/** What ended a side stands in the log right before the change to CLOSED. */
function why(events: readonly LogEvent[], index: number, side: Side): Ending {
  const cause = events[index - 1];
  const atUs = events[index]?.atUs;
  if (cause?.kind === 'timer' && cause.action === 'fired') return byTimer[cause.timer] ?? 'acknowledged';
  const refuses = (event: LogEvent) =>
    event.kind === 'arrival' && event.at === side && event.atUs === atUs && event.verdict === 'reset-by-receiver';
  if (events.some(refuses)) return 'refused';
  if (cause && isReset(cause, side)) return 'aborted';
  return events.some((event) => isReset(event, other(side)) && event.arrivesAtUs === atUs) ? 'reset' : 'acknowledged';
}

const isReset = (event: LogEvent, from: Side): event is SegmentEvent =>
  isSegment(event) && event.from === from && (event.segment.flags & RST) > 0;
