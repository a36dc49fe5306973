// What the applications of the recordings did, written as scenarios of the model.
//
// One function a recording: it takes the delay and the settings from the head of the file, so that the same program
// can be held against a recording made with others. The programs follow the laboratory's scripts line by line.
import type { Side } from '../log.ts';
import { linux618 } from '../profile.ts';
import type { LinkRule, Program, Scenario, SocketStep, Step } from '../scenario.ts';
import type { Case } from './cases.ts';
import { frameOf, type Recording } from './recording.ts';

type Details = Partial<Omit<SocketStep, 'at' | 'call'>>;

const step =
  (at: Side) =>
  (call: string, details: Details = {}): Step => ({ at, call, ...details });
export const client = step('client');
export const server = step('server');
export const sleep = (seconds: number): Step => ({ call: 'sleep', us: Math.round(seconds * 1e6) });
export const until = (seconds: number): Step => ({ call: 'until', atUs: Math.round(seconds * 1e6) });

/** connect and accept, one after the other, as the laboratory's pair() does. */
export const pair: Program = [client('connect'), server('accept')];

/** A request of 100 bytes and an answer of 300. */
export const requestResponse: Program = [
  client('send', { bytes: 100 }),
  server('recv'),
  server('send', { bytes: 300 }),
  client('recv'),
];

/** A scenario with the recording's delay and settings. */
export function scenarioOf(
  recording: Recording,
  programs: readonly Program[],
  rules: readonly LinkRule[] = [],
  more: Partial<Scenario> = {},
): Scenario {
  const { delayUs, ...settings } = frameOf(recording);
  const lastUs = Math.round((recording.events.at(-1)?.t ?? 0) * 1e6);
  return {
    profile: linux618,
    ...settings,
    link: { oneWayDelayUs: delayUs, rules },
    programs,
    untilUs: lastUs + 50_000,
    ...more,
  };
}

/** A connection that has exchanged a request and an answer. */
export const opened: Program = [...pair, ...requestResponse];

/** More often than any scenario needs. */
export const forEver = 1_000_000;

/** A case whose programs and rules do not depend on the recording. */
export const plain = (programs: readonly Program[], rules: readonly LinkRule[] = []): Case => ({
  scenario: (recording) => scenarioOf(recording, programs, rules),
});

/**
 * SYNs that race with a timer of the server that is due when they arrive: those of `first` come a moment before it, the
 * other `candidates` a moment after. Each is a microsecond more than the last, which may have set the timer.
 */
export const racing = (candidates: readonly number[], first: readonly number[]): LinkRule[] =>
  candidates.map((nth) => ({ from: 'client', segment: 'SYN', nth, holdUs: first.includes(nth) ? -nth : nth }));

/** All subsets of a list but the empty one. */
export function subsets<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: 2 ** items.length - 1 }, (_, mask) =>
    items.filter((_item, index) => ((mask + 1) >> index) & 1),
  );
}
