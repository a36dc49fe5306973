// The log: one list of events in time order. It is all that a figure, a golden trace or a test ever reads.
//
// Types only; printing and parsing are in print.ts and parse.ts, so that a page pays for them only if it uses them.
import type { SocketStep } from './scenario.ts';
import type { Segment } from './segment.ts';

/** The two hosts. */
export type Side = 'client' | 'server';

/** RFC 9293 section 3.3.2. */
export type State =
  | 'LISTEN'
  | 'SYN-SENT'
  | 'SYN-RECEIVED'
  | 'ESTABLISHED'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSE-WAIT'
  | 'CLOSING'
  | 'LAST-ACK'
  | 'TIME-WAIT'
  | 'CLOSED';

/** The timers of a connection, one of each at most. */
export type TimerName =
  | 'retransmission'
  | 'tail-loss-probe'
  | 'reordering'
  | 'delayed-ack'
  | 'fin-wait-2'
  | 'time-wait'
  | 'keepalive'
  | 'linger'
  | 'persist';

/** An error number as an application sees it. */
export type Errno =
  | 'ECONNREFUSED'
  | 'ECONNRESET'
  | 'EPIPE'
  | 'ETIMEDOUT'
  | 'ENOTCONN'
  | 'EADDRINUSE'
  | 'EADDRNOTAVAIL'
  | 'timed out';

/** What the receiver did with a segment; `accepted` is logged only where a segment reaches a foreign connection. */
export type Verdict =
  | 'accepted'
  | 'duplicate'
  | 'out-of-order'
  | 'out-of-window'
  | 'old-timestamp'
  | 'challenged'
  | 'unacceptable-ack'
  | 'answered-from-time-wait'
  | 'ignored-in-time-wait'
  | 'reset-by-receiver'
  | 'no-connection'
  | 'overflow';

interface Base {
  /** Microseconds since the run began. */
  readonly atUs: number;
}

/** A segment leaves. The time of its arrival is known already: the link has decided. */
export interface SegmentEvent extends Base {
  readonly kind: 'segment';
  readonly from: Side;
  /** Which connection of the run it belongs to, counted from 1. */
  readonly connection: number;
  readonly segment: Segment;
  /** The how-many-th segment that this side sends in the run, from 1: its name in a rule of the link. */
  readonly nth: number;
  /** How often this data, SYN or FIN has been sent, this time included. */
  readonly transmission: number;
  /** null: lost. */
  readonly arrivesAtUs: number | null;
  /** What the link did besides: `copy` marks the second event of a duplicated segment. */
  readonly link?: 'held' | 'copy';
}

/** A segment arrives and the receiver does something worth saying. */
export interface ArrivalEvent extends Base {
  readonly kind: 'arrival';
  readonly at: Side;
  readonly nth: number;
  /** The connection that the segment belongs to. */
  readonly connection: number;
  /** The connection it was delivered into, 0 for none. */
  readonly into: number;
  readonly verdict: Verdict;
}

export interface TimerEvent extends Base {
  readonly kind: 'timer';
  readonly at: Side;
  readonly connection: number;
  readonly timer: TimerName;
  readonly action: 'set' | 'restarted' | 'fired' | 'cancelled';
  /** When it is due; for `fired` and `cancelled` when it was. */
  readonly dueUs: number;
}

export interface StateEvent extends Base {
  readonly kind: 'state';
  readonly at: Side;
  readonly connection: number;
  readonly from: State;
  readonly to: State;
}

/** An application calls: the step of its program, with the socket named. */
export interface CallEvent extends Base, SocketStep {
  readonly kind: 'call';
  readonly socket: string;
}

/** A call returns: a number of bytes, 0 included, or `ok`, or an error. */
export interface ReturnEvent extends Base {
  readonly kind: 'return';
  readonly at: Side;
  readonly socket: string;
  readonly call: string;
  readonly result: number | 'ok' | Errno;
}

/** The link is cut or repaired. */
export interface LinkEvent extends Base {
  readonly kind: 'link';
  readonly action: 'cut' | 'repaired';
}

export type LogEvent = SegmentEvent | ArrivalEvent | TimerEvent | StateEvent | CallEvent | ReturnEvent | LinkEvent;

/** What a run leaves behind. */
export interface Log {
  readonly events: readonly LogEvent[];
  readonly endUs: number;
  /** Why it ended: nothing left to happen, the time was up, or the bound on steps was reached. */
  readonly ended: 'quiet' | 'time' | 'steps';
}
