// From the reader's state to a run of the TCP model, and what the figure needs to know of its log.
import type { Log, SegmentEvent, Side } from '../../../models/tcp/log.ts';
import { linux618, rfc9293 } from '../../../models/tcp/profile.ts';
import type { LinkRule, Program, Scenario } from '../../../models/tcp/scenario.ts';
import { ACK, FIN } from '../../../models/tcp/segment.ts';
import { simulate } from '../../../models/tcp/simulate.ts';
import { isSegment } from '../picture.ts';
import type { TwoMslState } from './state.ts';

/** The request and the response that were exchanged before the close, in bytes, as in the recordings. */
const requestBytes = 100;
const responseBytes = 300;
/** The second connection's own data: as long as the old segment, so that one is taken for the other. */
const port = 40_000;
/** For the reader: equal numbers in both connections, the worst case that the wait is there for. */
const isn = 1_000;

export interface Run {
  readonly log: Log;
  /** The figure's zero: the close, or the sending of the old segment. */
  readonly startUs: number;
  /** Segments that each side had sent before the figure begins. */
  readonly sentBefore: Readonly<Record<Side, number>>;
  /** The run without any loss. */
  readonly undisturbed: Log;
}

const ms = 1_000;
const s = 1_000_000;

/** When the first connection is closed: everything before has settled by then. */
const closeUs = (delay: number) => 1 * s + 8 * delay * ms;

export function runClose(state: TwoMslState): Run {
  const startUs = closeUs(state.delay);
  const programs: readonly Program[] = [
    [
      { at: 'client', call: 'connect', port, isn },
      { at: 'client', call: 'send', bytes: requestBytes },
      { at: 'client', call: 'recv' },
      { call: 'until', atUs: startUs },
      { at: 'client', call: 'close' },
    ],
    [
      { at: 'server', call: 'accept' },
      { at: 'server', call: 'recv' },
      { at: 'server', call: 'send', bytes: responseBytes },
      { at: 'server', call: 'recv' },
      // Long enough for the delayed ACK to leave alone: four segments, not three.
      { call: 'sleep', us: Math.max(60, 3 * state.delay) * ms },
      { at: 'server', call: 'close' },
    ],
  ];
  const scenario = (rules: readonly LinkRule[]): Scenario => ({
    ...common(state),
    link: { oneWayDelayUs: state.delay * ms, rules },
    programs,
    settings: { timeWaitMs: 2_000 * state.msl },
  });
  const undisturbed = simulate(scenario([]));
  const sentBefore = countBefore(undisturbed, startUs);
  const finalAcks: readonly LinkRule[] = state.lost
    ? [{ from: 'client', segment: 'ACK', acknowledgesFin: true, times: state.lost }]
    : [];
  return { log: simulate(scenario([...dropped(state, sentBefore), ...finalAcks])), startUs, sentBefore, undisturbed };
}

/** An old segment of the first connection, on its way for `held` seconds, and a second connection on the same 4-tuple. */
export function runOld(state: TwoMslState): Run {
  const settings = { timeWaitMs: state.wait === 'on' ? 2_000 * state.msl : 0, timestamps: state.ts === 'on' };
  const heldUs = state.held * s;
  const startUs = 2 * state.delay * ms;
  const closedUs = startUs + closeUs(state.delay);
  const again: Program = [
    { call: 'until', atUs: closedUs + 2 * s },
    { at: 'client', call: 'connect', socket: 'second', port, isn },
  ];
  // Refused while the 4-tuple is in TIME-WAIT; the program comes back when it is over.
  const late: Program = [
    { call: 'until', atUs: closedUs + 2 * s + settings.timeWaitMs * ms },
    { at: 'client', call: 'connect', socket: 'second', port, isn },
  ];
  const speakUs =
    Math.max(startUs + heldUs, closedUs + 2 * s + settings.timeWaitMs * ms) + 1 * s + 4 * state.delay * ms;
  const programs: readonly Program[] = [
    [
      { at: 'client', call: 'connect', port, isn },
      { at: 'client', call: 'send', bytes: requestBytes },
      { call: 'until', atUs: closedUs },
      { at: 'client', call: 'close' },
      // With timestamps Linux would let a bound socket take the 4-tuple over at once: here it waits, to show the wait.
      ...(state.wait === 'on' && state.ts === 'on' ? [] : again),
      ...(settings.timeWaitMs ? late : []),
      { call: 'until', atUs: speakUs },
      { at: 'client', call: 'send', socket: 'second', bytes: requestBytes },
    ],
    [
      { at: 'server', call: 'accept' },
      { at: 'server', call: 'recv' },
      { at: 'server', call: 'recv' },
      { at: 'server', call: 'close' },
      { at: 'server', call: 'accept', socket: 'second' },
      { at: 'server', call: 'recv', socket: 'second' },
      { at: 'server', call: 'recv', socket: 'second', timeoutUs: 600 * s },
    ],
  ];
  const scenario = (rules: readonly LinkRule[]): Scenario => ({
    ...common(state),
    link: { oneWayDelayUs: state.delay * ms, rules },
    programs,
    settings,
  });
  const hold: LinkRule = { from: 'client', segment: 'data', connection: 1, times: 1, holdUs: heldUs };
  const undisturbed = simulate(scenario([]));
  const sentBefore = countBefore(undisturbed, startUs);
  return { log: simulate(scenario([...dropped(state, sentBefore), hold])), startUs, sentBefore, undisturbed };
}

/** Segments that the reader pressed, as rules of the link. */
function dropped({ drop }: TwoMslState, sentBefore: Readonly<Record<Side, number>>): LinkRule[] {
  return drop.map((name) => {
    const from = name[0] === 'c' ? 'client' : 'server';
    return { from, nth: sentBefore[from] + Number(name.slice(1)) };
  });
}

const common = ({ profile }: TwoMslState) => ({ profile: profile === 'linux' ? linux618 : rfc9293, seed: 1 });

function countBefore({ events }: Log, startUs: number): Record<Side, number> {
  const count = (side: Side) =>
    events.filter((event) => event.kind === 'segment' && event.from === side && event.atUs < startUs).length;
  return { client: count('client'), server: count('server') };
}

/** When the client's TIME-WAIT of connection 1 ends; undefined if it never began or never ends in the run. */
export function waitEndsUs({ events }: Log): number | undefined {
  return events.find(
    (event) => event.kind === 'state' && event.at === 'client' && event.connection === 1 && event.from === 'TIME-WAIT',
  )?.atUs;
}

/** The pure ACKs with which the client acknowledges the server's FIN. */
export function finalAcks({ events }: Log): SegmentEvent[] {
  const fin = events.find(
    (event): event is SegmentEvent => isSegment(event) && event.from === 'server' && (event.segment.flags & FIN) > 0,
  );
  if (!fin) return [];
  const after = fin.segment.seq + fin.segment.length + 1;
  return events.filter(
    (event): event is SegmentEvent =>
      isSegment(event) &&
      event.from === 'client' &&
      event.segment.flags === ACK &&
      event.segment.length === 0 &&
      event.segment.ack === after &&
      event.connection === 1,
  );
}
