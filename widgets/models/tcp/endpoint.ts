// One end of a connection: the variables of RFC 9293 section 3.3.1 (the TCB), the host it lives on, its timers.
//
// Mutable on purpose and never handed out: a run owns its endpoints, the reader of a run sees only the log.
import type { Errno, LogEvent, Side, State, StateEvent, TimerEvent, TimerName } from './log.ts';
import type { Profile } from './profile.ts';
import type { LinkRule, Scenario, SocketStep } from './scenario.ts';
import type { Segment } from './segment.ts';
import { advance, type Seq, seq } from './sequence.ts';

const never = Number.NEGATIVE_INFINITY;

/** A run in progress: the clock, the log, the two hosts, and the ways to make something happen. */
export interface Run {
  nowUs: number;
  /** How many connections have been opened. */
  connections: number;
  /** True while the link loses everything. */
  cut?: boolean;
  readonly scenario: Scenario;
  readonly features: Features;
  readonly hosts: Record<Side, Host>;
  readonly events: LogEvent[];
  /** Writes an event with the present time into the log. */
  log(event: Happening): void;
  /** Calls `action` at `atUs`, after everything that was scheduled for that time before. */
  schedule(atUs: number, action: () => void): void;
  /** Puts a segment on the wire. */
  transmit(host: Host, segment: Segment, sender: Sender, transmission?: number): void;
  /** A segment reaches `host`. */
  deliver(host: Host, segment: Segment, connection: number, nth: number): void;
}

type WithoutTime<Event> = Event extends LogEvent ? Omit<Event, 'atUs'> : never;
/** An event before the log has put the time on it. */
export type Happening = WithoutTime<LogEvent>;

type AboutEndpoint<Event> = Event extends { readonly at: Side; readonly connection: number }
  ? Omit<Event, 'atUs' | 'at' | 'connection'>
  : never;
/** An event that lacks only what the endpoint knows. */
export type EndpointEvent = AboutEndpoint<StateEvent | TimerEvent>;

/** What the wire is told about who sends. */
export interface Sender {
  readonly connection: number;
  /** A FIN has been received, so an ACK acknowledges it. */
  readonly finReceived?: boolean;
}

/** Where modules outside the core hook in; a field left out costs nothing. */
export interface Features {
  /** Calls beyond the core's, or in their place, by name. */
  readonly calls?: Readonly<Record<string, Call>>;
  /**
   * Asked about what reaches the listener: a SYN (no endpoint yet), an ACK that would complete the handshake of
   * `endpoint`, anything else that belongs nowhere. True: it has been dealt with, the core does nothing.
   */
  readonly listener?: (host: Host, segment: Segment, connection: number, endpoint?: Endpoint) => boolean;
  /** Whether a rule may act now; the core knows neither its times of day nor its probability. */
  readonly acts?: (rule: LinkRule, run: Run) => boolean;
  /** How much of what is unsent goes into the next segment, 0 to wait; the core sends all in one. */
  readonly portion?: (endpoint: Endpoint, unsentBytes: number) => number;
  /** What an ACK says about `pending` and `duplicate`: the blocks of its SACK option. */
  readonly blocks?: (endpoint: Endpoint) => Segment['options']['sack'];
  /** Told of every acceptable ACK before the queue is. */
  readonly heard?: (endpoint: Endpoint, segment: Segment) => void;
  /** Told before `item` is sent again. */
  readonly join?: (endpoint: Endpoint, item: Sent) => void;
}

/** A call: what it returns, or undefined while it blocks; a blocked call is asked again whenever time has passed. */
export type Call = (context: CallContext) => number | 'ok' | Errno | undefined;

/** What a call is given. */
export interface CallContext {
  readonly host: Host;
  readonly step: SocketStep;
  /** The socket that the step names; connect() and accept() make it. */
  readonly endpoint: Endpoint | undefined;
  /** When the call was made; a blocked call is asked again later. */
  readonly calledUs: number;
  /** True when the call is asked for the first time. */
  readonly first: boolean;
}

/** One of the two hosts. */
export interface Host {
  readonly run: Run;
  readonly side: Side;
  readonly peer: Side;
  readonly profile: Profile;
  /** What this side has sent. */
  readonly sent: Segment[];
  listening: boolean;
  /** What listen() was given, for backlog.ts. */
  backlog?: number;
  /** By the client's port. */
  readonly endpoints: Map<number, Endpoint>;
  readonly acceptQueue: Endpoint[];
  /** By the name that the programs use. */
  readonly sockets: Map<string, Endpoint>;
}

/** Sequence space that was sent and is not acknowledged yet. */
export interface Sent {
  seq: Seq;
  length: number;
  flags: number;
  sentUs: number;
  transmission: number;
  /** It arrived beyond a gap. */
  sacked?: boolean;
  /** It must be sent again when an ACK gives room: a timeout takes all for lost. */
  lost?: boolean;
}

/** A running timer. */
export interface Timer {
  readonly dueUs: number;
}

/** One end of a connection. */
export interface Endpoint extends Sender {
  readonly host: Host;
  readonly run: Run;
  readonly profile: Profile;
  readonly port: number;
  state: State;
  readonly timers: Partial<Record<TimerName, Timer>>;

  // Sending. RFC 9293 (3.3.1): ISS, SND.UNA, SND.NXT; `writeSeq` is the end of what the application has written.
  readonly iss: Seq;
  sndUna: Seq;
  sndNxt: Seq;
  writeSeq: Seq;
  finQueued?: boolean;
  readonly queue: Sent[];

  // Receiving. IRS, RCV.NXT; `unread` waits for the application, `pending` lies beyond a gap.
  irs: Seq;
  rcvNxt: Seq;
  /** RCV.NXT as last acknowledged: the left edge of the acceptance test in Linux. */
  rcvAcked: Seq;
  unread: number;
  finReceived?: boolean;
  readonly pending: Segment[];

  // Round trip, RFC 6298: mdev is 4 times RTTVAR; fractions are kept, a timer rounds to microseconds.
  srttMs: number;
  mdevMs: number;
  rttvarMs: number;
  mdevMaxMs: number;
  rttSeq: Seq;
  rtoMs: number;
  /**
   * The congestion window in segments, where it is small: one after a timeout or after a handshake that needed several.
   * RFC 5681 (3.1). Otherwise without bound; the initial window is in bulk.ts.
   */
  window: number;
  /** Timeouts in a row. */
  retransmits: number;
  /**
   * When the first timeout of those in a row was: retrans_stamp, from which the limits count; a tail loss probe does not
   * set it. For a SYN, when it was sent first. And by how much a kernel's timers have been late since.
   */
  retransmitUs?: number | undefined;
  lateMs: number;
  /** Until this number is acknowledged the endpoint repairs a timeout and sends no probe. */
  recoverySeq?: Seq | undefined;
  /** RFC 8985 (6.2): the latest sent of what has arrived, its round trip and the shortest one; kept by sack.ts. */
  arrived?: { readonly sentUs: number; readonly end: Seq; readonly rttMs: number; readonly leastMs: number };
  /** RFC 8985 (7.3): a probe is out and nothing has been acknowledged since. */
  probed?: boolean;
  /** RFC 8985 (7.3), TLP.end_seq: what the probe repeats ends here; kept only if features understand D-SACK. */
  probeEnd?: Seq | undefined;
  /** What arrived though it was known: the next ACK tells of it by a D-SACK, RFC 2883. */
  duplicate?: readonly [from: Seq, to: Seq] | undefined;
  /** The probe is being sent: Nagle's algorithm does not hold it back. */
  probing?: boolean;

  // Acknowledging: what Linux keeps in icsk_ack.
  ackWanted?: boolean;
  quickAcks: number;
  pingpong?: boolean;
  /** Small segments since the last ACK. */
  smallOnes?: number;
  /** When data was received last, and when an unacceptable segment was answered last. */
  dataUs: number;
  invalidAckUs: number;
  /** When anything acceptable was heard last. */
  heardUs: number;

  // RFC 7323.
  timestamps: boolean;
  readonly clockAheadMs: number;
  tsRecent: Seq;

  // The application's side.
  /** No process holds the socket any more. */
  orphan?: boolean;
  /** close() has been called and still waits: what arrives now has no reader. */
  deaf?: boolean;
  /** A passive open that Linux has not made a socket of: its SYN-ACK waits for the ACK. */
  request?: boolean;
  error?: Errno | undefined;
  /** TCP_CORK, set by cork.ts. */
  corked?: boolean;
  /** TCP_NODELAY, set by bulk.ts. */
  noDelay?: boolean;
  /** TCP_USER_TIMEOUT and SO_LINGER, set by options.ts. */
  userTimeoutMs?: number;
  lingerMs?: number;
}

/** A new endpoint in `state`, registered with its host. */
export function createEndpoint(
  host: Host,
  state: State,
  connection: number,
  port: number,
  isn: number,
  clockAheadMs = 0,
): Endpoint {
  const { run, profile } = host;
  const iss = seq(isn);
  const writeSeq = advance(iss, 1);
  const endpoint: Endpoint = {
    host,
    run,
    profile,
    connection,
    port,
    state,
    clockAheadMs,
    iss,
    sndUna: iss,
    sndNxt: iss,
    writeSeq,
    irs: iss,
    rcvNxt: iss,
    rcvAcked: iss,
    rttSeq: writeSeq,
    tsRecent: iss,
    timestamps: profile.timestamps,
    quickAcks: profile.quickAcks,
    rtoMs: profile.rtoInitialMs,
    srttMs: 0,
    mdevMs: 0,
    rttvarMs: 0,
    mdevMaxMs: profile.rttvarMinMs,
    unread: 0,
    retransmits: 0,
    window: Number.POSITIVE_INFINITY,
    lateMs: 0,
    heardUs: run.nowUs,
    dataUs: never,
    invalidAckUs: never,
    timers: {},
    queue: [],
    pending: [],
  };
  host.endpoints.set(port, endpoint);
  return endpoint;
}

/** Milliseconds that have passed since `us`. */
export const sinceMs = ({ run }: Endpoint, us: number): number => (run.nowUs - us) / 1_000;

/** Writes an event about this endpoint. */
export function tell({ run, host, connection }: Endpoint, event: EndpointEvent): void {
  run.log({ at: host.side, connection, ...event });
}

/** Sets or restarts a timer. */
export function setTimer(endpoint: Endpoint, timer: TimerName, delayMs: number, action: () => void): void {
  const { run, timers } = endpoint;
  const dueUs = run.nowUs + Math.round(delayMs * 1_000);
  const mine = { dueUs };
  tell(endpoint, { kind: 'timer', timer, action: timers[timer] ? 'restarted' : 'set', dueUs });
  timers[timer] = mine;
  run.schedule(dueUs, () => {
    if (timers[timer] !== mine) return;
    endTimer(endpoint, timer, 'fired');
    action();
  });
}

/** Ends a timer if it runs. */
export function endTimer(endpoint: Endpoint, timer: TimerName, action: 'cancelled' | 'fired' = 'cancelled'): void {
  const running = endpoint.timers[timer];
  if (running) tell(endpoint, { kind: 'timer', timer, action, dueUs: running.dueUs });
  delete endpoint.timers[timer];
}
