// From the reader's state to a run of the TCP model, and what the figure needs to know of its log.
import { closing as features } from '../../../models/tcp/closing.ts';
import type { Log, SegmentEvent, Side } from '../../../models/tcp/log.ts';

import { linux618, rfc9293 } from '../../../models/tcp/profile.ts';
import type { LinkRule, Program, Step } from '../../../models/tcp/scenario.ts';
import { ACK, FIN } from '../../../models/tcp/segment.ts';
import { simulate } from '../../../models/tcp/simulate.ts';
import { isSegment, other } from '../picture.ts';
import { type CloseLossState, type Role, roles } from './state.ts';

/** The request and the response before the close, as in the recordings. */
const requestBytes = 100;
const responseBytes = 300;
/** What the side that closes first never reads, and what the other still sends, twice. */
export const unreadBytes = 500;
const lateBytes = 500;

const ms = 1_000;
const s = 1_000_000;

export interface Run {
  readonly log: Log;
  /** The figure's zero: the call that closes. */
  readonly startUs: number;
  /** Where the picture begins: with the unread data if there is any. */
  readonly fromUs: number;
  readonly closer: Side;
  /** Segments that each side had sent before the picture begins. */
  readonly sentBefore: Readonly<Record<Side, number>>;
}

/** What the other program does, as far as it depends on what it meets. */
type Plan =
  | { readonly meets: 'end-of-file' }
  | { readonly meets: 'error' }
  /** Neither: the connection looks alive, and the program writes once the first side has forgotten it. */
  | { readonly meets: 'silence'; readonly writesUs: number };

export function runOf(state: CloseLossState): Run {
  const { who, data, delay, unread } = state;
  const closer = who === 'server' ? 'server' : 'client';
  const startUs = 1 * s + 12 * delay * ms;
  const fromUs = startUs - (unread === 'on' ? 3 * delay + 60 : 0) * ms;
  const frame = { closer, startUs, fromUs } as const;
  const made = (plan: Plan) => runPlan(state, frame, plan);
  const run = made({ meets: 'end-of-file' });
  if (who === 'both') return run;
  const met = run.log.events.find(
    (event) => event.kind === 'return' && event.at === other(closer) && event.call === 'recv' && event.atUs >= startUs,
  );
  if (met?.kind === 'return' && typeof met.result === 'string') return made({ meets: 'error' });
  if (met || data === 'off') return run;
  const gone = run.log.events.findLast((event) => event.kind === 'state' && event.at === closer);
  return made({ meets: 'silence', writesUs: (gone?.atUs ?? startUs) + 1 * s });
}

type Frame = Pick<Run, 'closer' | 'startUs' | 'fromUs'>;

function runPlan(state: CloseLossState, frame: Frame, plan: Plan): Run {
  const { closer, startUs, fromUs } = frame;
  const { delay, profile, unread } = state;
  const programs: readonly Program[] = [
    [
      { at: 'client', call: 'connect' },
      { at: 'server', call: 'accept' },
      { at: 'client', call: 'send', bytes: requestBytes },
      { at: 'server', call: 'recv' },
      { at: 'server', call: 'send', bytes: responseBytes },
      { at: 'client', call: 'recv' },
      ...(unread === 'on'
        ? ([
            { call: 'until', atUs: fromUs },
            { at: other(closer), call: 'send', bytes: unreadBytes },
          ] as const)
        : []),
    ],
    [{ call: 'until', atUs: startUs }, ...closing(state, closer)],
    [{ call: 'until', atUs: startUs }, ...answering(state, other(closer), plan)],
  ];
  const run = (rules: readonly LinkRule[]) =>
    simulate(
      {
        link: { oneWayDelayUs: delay * ms, rules },
        programs,
        profile: profile === 'linux' ? linux618 : rfc9293,
        settings:
          profile === 'linux'
            ? { orphanRetries: state.orphan, finTimeoutMs: state.fintimeout * 1_000, retries2: state.retries2 }
            : {},
        seed: 1,
      },
      features,
    );
  // Nothing is lost before the picture begins, so a run without losses has the same beginning.
  const sentBefore = countBefore(run([]), fromUs);
  return { ...frame, log: run(rulesOf(state, closer, sentBefore)), sentBefore };
}

/** The program that closes first. After shutdown() it reads on: what was unread, what still comes, the end of file. */
function closing({ how, unread, data }: CloseLossState, at: Side): Step[] {
  if (how === 'linger') {
    return [
      { at, call: 'linger', value: 0 },
      { at, call: 'close' },
    ];
  }
  if (how !== 'shutdown') return [{ at, call: how }];
  const reads = 1 + Number(unread === 'on') + (data === 'on' ? 2 : 0);
  return [
    { at, call: 'shutdown' },
    ...Array.from({ length: reads }, (): Step => ({ at, call: 'recv' })),
    { at, call: 'close' },
  ];
}

/** The other program. */
function answering({ who, peer, pause, data, delay }: CloseLossState, at: Side, plan: Plan): Step[] {
  if (who === 'both') return [{ at, call: 'close' }];
  const read: Step = { at, call: 'recv' };
  const close: Step = { at, call: 'close' };
  const send: Step = { at, call: 'send', bytes: lateBytes };
  /** Long enough for the answer to what was sent. */
  const rest: Step = { call: 'sleep', us: (3 * delay + 60) * ms };
  switch (plan.meets) {
    case 'error':
      return [read, read, send, close];
    case 'silence':
      return [{ call: 'until', atUs: plan.writesUs }, send, rest, send, close];
    case 'end-of-file':
      return [
        read,
        { call: 'sleep', us: pause * ms },
        ...(data === 'on' ? [send, rest, send, rest] : []),
        ...(peer === 'closes' ? [close] : []),
      ];
  }
}

/** Segments that the reader lost, as rules of the link. */
function rulesOf(state: CloseLossState, closer: Side, sentBefore: Run['sentBefore']): LinkRule[] {
  const peer = other(closer);
  const segments: Readonly<Record<Role, LinkRule>> = {
    fin: { from: closer, segment: 'FIN' },
    ack: { from: peer, segment: 'ACK', acknowledgesFin: true },
    fin2: { from: peer, segment: 'FIN' },
    last: { from: closer, segment: 'ACK', acknowledgesFin: true },
  };
  return [
    ...state.drop.map((name): LinkRule => {
      const from = name[0] === 'c' ? 'client' : 'server';
      return { from, nth: sentBefore[from] + Number(name.slice(1)) };
    }),
    ...roles.flatMap((role): LinkRule[] => {
      if (state[role] === '0') return [];
      return [{ ...segments[role], ...(state[role] !== 'ever' && { times: Number(state[role]) }) }];
    }),
  ];
}

function countBefore({ events }: Log, fromUs: number): Record<Side, number> {
  const count = (side: Side) =>
    events.filter((event) => isSegment(event) && event.from === side && event.atUs < fromUs).length;
  return { client: count('client'), server: count('server') };
}

/** Which of the four a segment is; undefined: data, a RST, an ACK of data. */
export function roleOf({ log: { events }, closer }: Run, event: SegmentEvent): Role | undefined {
  const first = event.from === closer;
  if (event.segment.flags & FIN) return first ? 'fin' : 'fin2';
  const fin = events.find((each) => isSegment(each) && each.from !== event.from && (each.segment.flags & FIN) > 0);
  if (event.segment.flags !== ACK || event.segment.length || !fin || !isSegment(fin)) return undefined;
  const after = (fin.segment.seq + fin.segment.length + 1) | 0;
  return (event.segment.ack | 0) === after ? (first ? 'last' : 'ack') : undefined;
}

/** The segments of one of the four, in the order they were sent. */
export function segmentsOf(run: Run, role: Role): SegmentEvent[] {
  return run.log.events.filter((event): event is SegmentEvent => isSegment(event) && roleOf(run, event) === role);
}
