// How a run ended on each side, read from the log: what the result sentence is made of.
import type { LogEvent, SegmentEvent, Side, State } from '../../../models/tcp/log.ts';
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
  const given = mine.find((event) => event.kind === 'call' && event.call === 'close' && event.atUs >= startUs);
  return {
    ending: closed ? why(run, side, atUs, last.from) : 'stays',
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

function why({ log: { events } }: Run, side: Side, atUs: number, from: State): Ending {
  const then = events.filter((event) => event.atUs === atUs);
  const fired = (timer: string) =>
    then.some(
      (event) => event.kind === 'timer' && event.at === side && event.timer === timer && event.action === 'fired',
    );
  if (fired('time-wait')) return 'waited';
  if (fired('fin-wait-2')) return 'forgot';
  if (events.some((event) => isReset(event, other(side)) && event.arrivesAtUs === atUs)) return 'reset';
  if (then.some((event) => event.kind === 'arrival' && event.at === side && event.verdict === 'reset-by-receiver'))
    return 'refused';
  if (then.some((event) => isReset(event, side))) return 'aborted';
  return fired('retransmission') && from !== 'TIME-WAIT' ? 'gaveUp' : 'acknowledged';
}

const isReset = (event: LogEvent, from: Side): event is SegmentEvent =>
  isSegment(event) && event.from === from && (event.segment.flags & RST) > 0;
