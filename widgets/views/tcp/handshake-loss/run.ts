// From the reader's state to a run of the TCP model, and what the figure needs to know of its log.
import { lot } from '../../../models/tcp/chance.ts';
import type { Handshake } from '../../../models/tcp/connect-times.ts';
import type { Log, ReturnEvent, SegmentEvent, Side } from '../../../models/tcp/log.ts';
import type { Scenario } from '../../../models/tcp/scenario.ts';
import {
  closedPortScenario,
  fullQueueScenario,
  handshakeFeatures,
  type Opening,
  oldSynScenario,
  openingScenario,
  type Talk,
} from '../../../models/tcp/scenarios/handshake.ts';
import { segmentKind } from '../../../models/tcp/segment.ts';
import { simulate } from '../../../models/tcp/simulate.ts';
import { isSegment, printTime, segmentId } from '../picture.ts';
import type { TcpWords } from '../tcp-words.ts';
import { type HandshakeState, linearOf, profiles } from './state.ts';

export interface Run {
  readonly log: Log;
  /** The same without any loss; in the scene of the full queue, with room in it. */
  readonly undisturbed: Log;
  /** When a silent client writes because the server has given up in the meantime. */
  readonly writesAtUs?: number | undefined;
}

const s = 1_000_000;
/** The figure begins with the first segment. */
export const sentBefore: Readonly<Record<Side, number>> = { client: 0, server: 0 };
/** The client of the old SYN closes then: recording 29a. */
export const closesAtUs = 500_000;

/** To the millisecond: a short path has round trips of two. */
export const print = (us: number, words: TcpWords): string => printTime(us, words, 3);

/** What decides the curve. */
export const handshakeOf = (state: HandshakeState): Handshake => ({
  profile: profiles[state.profile],
  oneWayDelayUs: state.delay * 1_000,
  synRetries: state.retries,
  synLinearTimeouts: linearOf(state),
  synAckRetries: state.answers,
  losses: { syn: state.syn, synAck: state.synack, ack: state.ack },
});

export function runOf(state: HandshakeState): Run {
  const { scene, drop: lost, keep: kept, seed } = state;
  const reader: Opening = { ...handshakeOf(state), seed, lost, kept };
  const clean: Opening = { ...reader, losses: { syn: 0, synAck: 0, ack: 0 }, lost: [] };
  const talk: Talk = { first: state.first };
  const run = (scenario: Scenario) => simulate(scenario, handshakeFeatures);
  if (scene === 'old')
    return {
      log: run(oldSynScenario(reader, state.held * s, closesAtUs)),
      undisturbed: run(oldSynScenario(clean, state.held * s, closesAtUs)),
    };
  if (scene === 'closed')
    return { log: run(closedPortScenario({ ...clean, lost })), undisturbed: run(closedPortScenario(clean)) };
  const queue = {
    before: state.full,
    acceptsAtUs: state.accepts * s,
    abortOnOverflow: state.abort === 'on',
  };
  const scenario = (how: Talk, connects?: boolean) =>
    scene === 'full'
      ? fullQueueScenario({ ...clean, lost }, queue, how, connects)
      : openingScenario(reader, how, connects);
  return {
    ...talked(state, (how, connects) => run(scenario(how, connects))),
    undisturbed: run(openingScenario(clean, talk)),
  };
}

/** A program looks at what connect() returns; and a silent client writes at last, or it would never learn a thing. */
function talked(
  { first }: HandshakeState,
  run: (talk: Talk, connects?: boolean) => Log,
): { log: Log; writesAtUs?: number } {
  const log = run({ first });
  if (resultOf(log, 'client', 'connect')?.result !== 'ok') return { log: run({ first }, false) };
  const last = log.events.findLast((event) => event.kind === 'state' && event.at === 'server');
  const gaveUp = last?.kind === 'state' && last.to === 'CLOSED' && !resultOf(log, 'client', 'recv');
  if (first !== 'nobody' || !gaveUp) return { log };
  // Recording 05c: gone after 63 s, written after 70 s.
  const writesAtUs = Math.ceil((last.atUs + 5 * s) / (10 * s)) * 10 * s;
  return { log: run({ first, clientWritesAtUs: writesAtUs }), writesAtUs };
}

/** What the first such call on this side returned, and when; of accept() the one that gets the figure's connection. */
export function resultOf({ events }: Log, side: Side, call: string): ReturnEvent | undefined {
  const found = events.find(
    (event) => event.kind === 'return' && event.at === side && event.call === call && event.socket === '',
  );
  return found?.kind === 'return' ? found : undefined;
}

/** Whether chance alone loses this segment: chanceRules() of the model, asked about one. */
export function lostByChance(state: HandshakeState, { from, nth, segment }: SegmentEvent): boolean {
  const percents: Readonly<Record<string, number>> = {
    'client SYN': state.syn,
    'server SYN-ACK': state.synack,
    'client ACK': state.ack,
  };
  const percent = percents[`${from} ${segmentKind(segment)}`];
  return state.scene === 'open' && lot(state.seed, from, nth) < (percent ?? 0);
}

/** What pressing an arrow changes: the segment is lost or delivered by hand, unless chance does the same already. */
export function press(state: HandshakeState, { log }: Run, id: string): HandshakeState {
  const event = log.events.find((each): each is SegmentEvent => isSegment(each) && segmentId(each, sentBefore) === id);
  if (!event) return state;
  const without = (names: readonly string[]) => names.filter((name) => name !== id);
  const chance = lostByChance(state, event);
  const drop = without(state.drop);
  const keep = without(state.keep);
  if (event.arrivesAtUs === null) return { ...state, drop, keep: chance ? [...keep, id] : keep };
  return { ...state, keep, drop: chance ? drop : [...drop, id] };
}
