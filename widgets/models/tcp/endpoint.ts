// One end of a connection: the variables of RFC 9293 section 3.3.1 (the TCB), the host it lives on, its timers.
//
// Mutable on purpose and never handed out: a run owns its endpoints, the reader of a run sees only the log.
import type { Errno, LogEvent, Side, State, TimerName, Verdict } from './log.ts';
import type { Profile } from './profile.ts';
import type { Scenario, SocketStep } from './scenario.ts';
import type { Segment } from './segment.ts';
import { advance, type Seq, seq } from './sequence.ts';

/** A run in progress: the clock, the log, the two hosts, and the ways to make something happen. */
export interface Run {
  nowUs: number;
  readonly scenario: Scenario;
  readonly events: LogEvent[];
  readonly hosts: Readonly<Record<Side, Host>>;
  connections: number;
  /** Calls `action` at `atUs`, after everything that was scheduled for that time before. */
  schedule(atUs: number, action: () => void): void;
  /** Puts a segment on the wire; `to` receives it if the link lets it. */
  transmit(host: Host, segment: Segment, connection: number, transmission: number, acknowledgesFin: boolean): void;
  /** Numbers from 0 to below 1, the same ones for the same seed. */
  random(): number;
  readonly features: Features;
}

/** Where modules outside the core hook in; a field left out costs nothing. */
export interface Features {
  /** Calls beyond the core's, by name; undefined: the call blocks. */
  readonly calls?: Readonly<Record<string, Call>>;
  /** Asked before a SYN makes an endpoint: false drops it. */
  readonly admitSyn?: (host: Host, segment: Segment) => boolean;
  /** Asked before an ACK completes a handshake: false leaves the endpoint in SYN-RECEIVED. */
  readonly admitAck?: (endpoint: Endpoint, segment: Segment) => boolean;
  /** Asked about a segment to a listener that no endpoint is there for: true when it was dealt with. */
  readonly strayAck?: (host: Host, segment: Segment, connection: number) => boolean;
  /** Told when an endpoint becomes ESTABLISHED. */
  readonly established?: (endpoint: Endpoint) => void;
}

/** What a call is given, and what it gives back: undefined while it blocks. */
export type Call = (context: CallContext) => number | 'ok' | Errno | undefined;

export interface CallContext {
  readonly host: Host;
  readonly step: SocketStep;
  readonly endpoint: Endpoint | undefined;
  /** True at the first try, false when a blocked call is tried again. */
  readonly first: boolean;
  /** When the call was made. */
  readonly calledUs: number;
}

export interface Host {
  readonly run: Run;
  readonly side: Side;
  readonly profile: Profile;
  readonly peer: Side;
  /** How many segments this side has sent. */
  sent: number;
  listening: boolean;
  /** By the client's port. */
  readonly endpoints: Map<number, Endpoint>;
  readonly acceptQueue: Endpoint[];
  readonly sockets: Map<string, Endpoint>;
}

/** A segment's worth of sequence space that was sent and is not acknowledged yet. */
export interface Sent {
  seq: Seq;
  length: number;
  flags: number;
  sentUs: number;
  transmissions: number;
  /** Marked lost by a retransmission timeout and not sent again since. */
  lost: boolean;
}

export interface Timer {
  readonly dueUs: number;
}

export interface Endpoint {
  readonly host: Host;
  readonly connection: number;
  readonly port: number;
  state: State;
  readonly timers: Map<TimerName, Timer>;

  // Sending. RFC 9293 (3.3.1): SND.UNA, SND.NXT, ISS; `writeSeq` is the end of what the application has written.
  iss: Seq;
  sndUna: Seq;
  sndNxt: Seq;
  writeSeq: Seq;
  /** Where the run of bytes began from which PSH is counted. */
  pushFrom: Seq;
  finQueued: boolean;
  readonly queue: Sent[];
  cwnd: number;
  peerWindow: number;

  // Receiving. RCV.NXT, IRS; `unread` waits for the application, `pending` lies beyond a gap.
  irs: Seq;
  rcvNxt: Seq;
  /** RCV.NXT as last acknowledged: the left edge of the acceptance test in Linux. */
  rcvAcked: Seq;
  unread: number;
  /** Bytes of window that the endpoint offers. */
  window: number;
  finReceived: boolean;
  pending: { readonly seq: Seq; readonly length: number; readonly fin: boolean }[];

  // Round trip, RFC 6298: all in microseconds; mdev is 4 times RTTVAR.
  srttUs: number;
  mdevUs: number;
  rttvarUs: number;
  mdevMaxUs: number;
  rttSeq: Seq;
  rtoUs: number;
  /** Timeouts in a row, and all of them: Linux counts linear SYN timeouts with the second. */
  retransmits: number;
  timeouts: number;
  firstRetransmitUs: number | undefined;
  /** Until this number is acknowledged the endpoint repairs a timeout and sends no probe; undefined: it does not. */
  recoverySeq: Seq | undefined;
  /** RFC 8985 (7.3), TLP.end_seq: a probe is out until this is acknowledged. */
  probeSeq: Seq | undefined;

  // Acknowledging: what Linux keeps in icsk_ack.
  ackWanted: boolean;
  ackDelayMs: number;
  quickAcks: number;
  pingpong: boolean;
  lastDataUs: number;
  lastInvalidAckUs: number;
  duplicate: readonly [Seq, Seq] | undefined;

  // Timestamps, RFC 7323.
  timestamps: boolean;
  clockAheadMs: number;
  tsRecent: number;
  sack: boolean;

  // The application's side.
  /** No process holds the socket any more. */
  orphan: boolean;
  /** A request that Linux has not made a socket of: SYN-RECEIVED after a passive open. */
  request: boolean;
  acked: boolean;
  error: Errno | undefined;
  /** Set by modules outside the core. */
  userTimeoutUs: number;
  noDelay: boolean;
  lastHeardUs: number;
}

/** A new endpoint in CLOSED, registered with its host. `isn` is the initial send sequence number. */
export function createEndpoint(host: Host, connection: number, port: number, isn: number): Endpoint {
  const { profile, run } = host;
  const zero = seq(0);
  const iss = seq(isn);
  const endpoint: Endpoint = {
    host,
    connection,
    port,
    state: 'CLOSED',
    timers: new Map(),
    iss,
    sndUna: iss,
    sndNxt: iss,
    writeSeq: advance(iss, 1),
    pushFrom: iss,
    finQueued: false,
    queue: [],
    cwnd: 0,
    peerWindow: 0,
    irs: zero,
    rcvNxt: zero,
    rcvAcked: zero,
    unread: 0,
    window: 0,
    finReceived: false,
    pending: [],
    srttUs: 0,
    mdevUs: 0,
    rttvarUs: 0,
    mdevMaxUs: 0,
    rttSeq: zero,
    rtoUs: profile.rtoInitialMs * 1_000,
    retransmits: 0,
    timeouts: 0,
    firstRetransmitUs: undefined,
    recoverySeq: undefined,
    probeSeq: undefined,
    ackWanted: false,
    ackDelayMs: 0,
    quickAcks: 0,
    pingpong: false,
    lastDataUs: run.nowUs,
    lastInvalidAckUs: Number.NEGATIVE_INFINITY,
    duplicate: undefined,
    timestamps: profile.timestamps,
    clockAheadMs: 0,
    tsRecent: 0,
    sack: profile.sack,
    orphan: false,
    request: false,
    acked: false,
    error: undefined,
    userTimeoutUs: 0,
    noDelay: false,
    lastHeardUs: run.nowUs,
  };
  host.endpoints.set(port, endpoint);
  return endpoint;
}

/** Changes the state and says so. */
export function enter(endpoint: Endpoint, to: State): void {
  const { host, connection, state: from } = endpoint;
  endpoint.state = to;
  host.run.events.push({ kind: 'state', atUs: host.run.nowUs, at: host.side, connection, from, to });
}

/** Sets or restarts a timer. */
export function setTimer(endpoint: Endpoint, timer: TimerName, delayUs: number, action: () => void): void {
  const { run } = endpoint.host;
  const mine = { dueUs: run.nowUs + delayUs };
  logTimer(endpoint, timer, endpoint.timers.has(timer) ? 'restarted' : 'set', mine.dueUs);
  endpoint.timers.set(timer, mine);
  run.schedule(mine.dueUs, () => {
    if (endpoint.timers.get(timer) !== mine) return;
    endpoint.timers.delete(timer);
    logTimer(endpoint, timer, 'fired', mine.dueUs);
    action();
  });
}

/** Stops a timer if it runs. */
export function clearTimer(endpoint: Endpoint, timer: TimerName): void {
  const running = endpoint.timers.get(timer);
  if (running) {
    endpoint.timers.delete(timer);
    logTimer(endpoint, timer, 'cancelled', running.dueUs);
  }
}

function logTimer(
  { host, connection }: Endpoint,
  timer: TimerName,
  action: 'set' | 'restarted' | 'fired' | 'cancelled',
  dueUs: number,
): void {
  host.run.events.push({ kind: 'timer', atUs: host.run.nowUs, at: host.side, connection, timer, action, dueUs });
}

/** Says what became of the segment that is being processed. */
export type Judge = (verdict: Verdict, into?: number) => void;

/** Ends an endpoint: CLOSED, no timer, no entry in its host's table. The application may still hold it. */
export function destroy(endpoint: Endpoint, error?: Errno): void {
  for (const timer of [...endpoint.timers.keys()]) clearTimer(endpoint, timer);
  if (error) endpoint.error = error;
  if (endpoint.state !== 'CLOSED') enter(endpoint, 'CLOSED');
  if (endpoint.host.endpoints.get(endpoint.port) === endpoint) endpoint.host.endpoints.delete(endpoint.port);
}
