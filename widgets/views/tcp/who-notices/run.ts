// From the reader's state to a run of the TCP model, and what each side learns from it.

import { faults } from '../../../models/tcp/faults.ts';
import type { Log, LogEvent, SegmentEvent, Side, TimerName } from '../../../models/tcp/log.ts';
import { options } from '../../../models/tcp/options.ts';
import { linux618 } from '../../../models/tcp/profile.ts';
import type { Program, Step } from '../../../models/tcp/scenario.ts';
import { RST } from '../../../models/tcp/segment.ts';
import { simulate } from '../../../models/tcp/simulate.ts';
import { isSegment, other } from '../picture.ts';
import type { WhoNoticesState } from './state.ts';

const ms = 1_000;
const s = 1_000_000;
/** Every write, in bytes, as in the recordings. */
const bytes = 100;
/** How long the figure watches before it says "never". */
export const watchedUs = 86_400 * s;

const features = { ...options, ...faults, calls: { ...options.calls, ...faults.calls } };

/** What a side learns: the first call that says so, and what is told afterwards. */
export interface Notice {
  readonly us: number;
  readonly call: string;
  readonly result: string;
  /** Why: an error that a timer brought, or what the peer sent. */
  readonly cause: 'FIN' | 'RST' | TimerName;
  /** When a later call failed with EPIPE. */
  readonly pipeUs?: number | undefined;
}

export interface Run {
  readonly log: Log;
  /** The figure's zero: what happens to the peer, at the moment at which `near` last heard of it. */
  readonly startUs: number;
  /** The side that stays, and with a cut cable the one that writes. */
  readonly near: Side;
  readonly far: Side;
  readonly notices: Readonly<Record<Side, Notice | undefined>>;
  /** What is drawn: from the last exchange to the last that anybody learns. */
  readonly shown: readonly LogEvent[];
}

export function runOf(state: WhoNoticesState): Run {
  const { what, traffic, gone, delay, limit, keep } = state;
  const far = gone;
  const near = other(gone);
  const delayUs = delay * ms;
  const call = (at: Side, name: string, more: object = {}): Step => ({ at, call: name, ...more });
  const pause: Step = { call: 'sleep', us: 4 * delayUs };
  const send = call(near, 'send', { bytes });
  const recv = call(near, 'recv');
  const settings = (at: Side): Program => [
    ...(limit ? [call(at, 'user-timeout', { value: limit * 1_000 })] : []),
    ...(keep === at
      ? [call(at, 'keepalive', { value: [state.time * 1_000, state.interval * 1_000, state.probes] })]
      : []),
  ];
  // The server is connected after three delays; one write and its ACK later it happens.
  const startUs = 6 * delayUs;
  const start: Step = { call: 'until', atUs: startUs };
  const happens: Program = {
    cable: [call(near, 'cut')],
    kill: [call(far, 'kill')],
    off: [call(far, 'cut'), call(far, 'forget')],
    reboot: [call(far, 'forget')],
  }[what];
  const learns: Program =
    traffic === 'idle'
      ? [recv]
      : what === 'kill'
        ? [recv, pause, send, pause, send]
        : [{ call: 'sleep', us: delayUs }, send, recv, pause, send];
  const open = (at: Side): Step => call(at, at === 'client' ? 'connect' : 'accept');
  const programs: readonly Program[] = [
    [open(near), { call: 'until', atUs: 4 * delayUs }, send, start, ...settings(near), ...learns],
    [
      open(far),
      // A process that is killed with unread data has not called recv().
      ...(what === 'kill' && state.unread === 'on' ? [] : [call(far, 'recv')]),
      ...(what === 'cable' ? [...settings(far), call(far, 'recv')] : []),
    ],
    [start, ...happens],
  ];
  const untilUs = startUs + (what === 'kill' ? 12 * delayUs + 100 * ms : watchedUs);
  const log = simulate(
    {
      profile: linux618,
      seed: 1,
      link: { oneWayDelayUs: delayUs },
      programs,
      settings: { retries2: state.retries },
      untilUs,
    },
    features,
  );
  const notices = { client: noticeOf(log, 'client', startUs), server: noticeOf(log, 'server', startUs) };
  return { log, startUs, near, far, notices, shown: shownOf(log, state, notices, near, startUs) };
}

/** The first call after the start that returns what only a peer that has gone can cause. */
function noticeOf({ events }: Log, side: Side, startUs: number): Notice | undefined {
  const failed = events.filter(
    (event) =>
      event.kind === 'return' &&
      event.at === side &&
      event.atUs >= startUs &&
      (event.result === 0 || (typeof event.result === 'string' && event.result !== 'ok')),
  );
  const [first] = failed;
  if (first?.kind !== 'return') return undefined;
  const { atUs: us, call, result } = first;
  const fired = events.findLast(
    (event) => event.kind === 'timer' && event.at === side && event.atUs === us && event.action === 'fired',
  );
  const pipe = failed.find((event) => event.kind === 'return' && event.result === 'EPIPE');
  return {
    us: us - startUs,
    call: `${call}()`,
    result: `${result}`,
    cause: result === 0 ? 'FIN' : result === 'ETIMEDOUT' && fired?.kind === 'timer' ? fired.timer : 'RST',
    pipeUs: pipe && pipe.atUs - startUs,
  };
}

/** From the last write before the start to the end of the story; what the model's own bookkeeping does is left out. */
function shownOf(
  { events }: Log,
  { what }: WhoNoticesState,
  notices: Run['notices'],
  near: Side,
  startUs: number,
): LogEvent[] {
  const begins = events.findIndex((event) => isSegment(event) && event.from === near && event.segment.length > 0);
  const pipeUs = startUs + (notices[near]?.pipeUs ?? Number.POSITIVE_INFINITY);
  const told = events.slice(begins);
  return told.filter((event, index) => {
    const next = told[index + 1];
    switch (event.kind) {
      case 'state':
        // A host without power or memory enters nothing.
        return event.at === near || what === 'cable' || what === 'kill' || event.atUs < startUs;
      case 'call':
        // Power and cable are gone in one call of the model; a write that fails is told by what it returns.
        return event.call === 'send' ? event.atUs < pipeUs : event.call !== (what === 'reboot' ? 'cut' : 'forget');
      case 'return':
        // After the first EPIPE there is nothing new to say.
        return !/^(?:cut|kill|forget)$/.test(event.call) && (event.at !== near || event.atUs <= pipeUs);
      case 'timer':
        // The timer looks whether it is time yet; only where it is, a segment follows.
        return event.timer !== 'keepalive' || (next !== undefined && isSegment(next));
      default:
        return true;
    }
  });
}

/** Keepalive probes of a side, by the timer that sent them. */
export function probesOf({ events }: Log, side: Side): SegmentEvent[] {
  return events.filter((event, index): event is SegmentEvent => {
    const before = events[index - 1];
    return (
      isSegment(event) &&
      event.from === side &&
      !(event.segment.flags & RST) &&
      before?.kind === 'timer' &&
      before.timer === 'keepalive' &&
      before.action === 'fired' &&
      before.at === side
    );
  });
}

/** What a side sent again after the start. */
export const repeatsOf = ({ log, startUs }: Pick<Run, 'log' | 'startUs'>, side: Side): SegmentEvent[] =>
  log.events.filter(
    (event): event is SegmentEvent =>
      isSegment(event) && event.from === side && event.atUs > startUs && event.transmission > 1,
  );
