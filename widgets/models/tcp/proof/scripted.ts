// Recordings whose scenario is a list of calls: content/vectors/captures/lab/scripts.json drives the laboratory and the
// model alike, line by line. The notation stands at the head of lab/scripted.py.
import scripts from '../../../../content/vectors/captures/lab/scripts.json' with { type: 'json' };
import type { Side } from '../log.ts';
import type { LinkRule, Scenario, SocketStep, Step } from '../scenario.ts';
import type { SegmentKind } from '../segment.ts';
import type { Case } from './cases.ts';
import { scenarioOf, subsets } from './programs.ts';
import type { Recording } from './recording.ts';

/** A rule of a script; times in seconds. */
interface ScriptRule {
  readonly from?: string;
  readonly segment?: string;
  readonly skip?: number;
  readonly times?: number;
  readonly hold?: number;
  readonly copy?: number;
}

/** What both the laboratory and the model read; the settings are read back from the recording. */
export interface Script {
  readonly programs: readonly (readonly string[])[];
  readonly rules?: readonly ScriptRule[];
  readonly listening?: boolean;
  readonly backlog?: number;
  /** The SYNs that may come before the server's own timer, which is due at the same nominal time. */
  readonly racing?: readonly number[];
  /** Repairs of the link that may come before a retransmission that is nominally earlier: kernel timers are late. */
  readonly late?: boolean;
}

const us = (seconds: number): number => Math.round(seconds * 1e6);

/** One line as a step; `early` is the factor by which a repair comes too early, because the model's timers are in time. */
function stepOf(line: string, early: number): Step {
  const [who = '', call = '', ...words] = line.split(' ');
  if (who === 'pause') return { call: 'sleep', us: us(Number(call) / early) };
  if (who === 'until') return { call: 'until', atUs: us(Number(call)) };
  if (who === 'cut') return { at: 'client', call: 'cut' };
  if (who === 'restore') return { at: 'client', call: 'repair' };
  const [at = '', socket = ''] = who.split(':');
  const numbers = words.map(Number);
  const step: SocketStep = { at: at as Side, ...(socket && { socket }), call };
  const [first = 0] = numbers;
  switch (call) {
    case 'connect-at-once':
      return { ...step, call: 'connect-without-waiting' };
    case 'accept':
    case 'recv':
      return { ...step, ...(numbers.length && { timeoutUs: us(first) }) };
    case 'send':
      return { ...step, bytes: first };
    case 'linger':
      return { ...step, value: first * 1_000 };
    case 'user-timeout':
      return { ...step, value: first };
    case 'keepalive':
      return { ...step, value: numbers.map((number, index) => (index < 2 ? number * 1_000 : number)) };
    default:
      return step;
  }
}

const ruleOf = ({ hold, copy, from, segment, ...rule }: ScriptRule): LinkRule => ({
  ...rule,
  ...(from && { from: from as Side }),
  ...(segment && { segment: segment as SegmentKind }),
  ...(hold && { holdUs: us(hold) }),
  ...(copy && { copyUs: us(copy) }),
});

/** The scenario of a script. */
function scenarioOfScript(recording: Recording, script: Script, racing: readonly number[] = [], late = 1): Scenario {
  const { programs, rules = [], listening = true, backlog } = script;
  const listen: Step[] = backlog === undefined ? [] : [{ at: 'server', call: 'listen', value: backlog }];
  return scenarioOf(
    recording,
    programs.map((lines, index) => [
      ...(index ? [] : listen),
      // Only the pause before a repair is shortened.
      ...lines.map((line, at) => stepOf(line, lines[at + 1] === 'restore' ? late : 1)),
    ]),
    [...racing.map((nth): LinkRule => ({ from: 'client', segment: 'SYN', nth, holdUs: -nth })), ...rules.map(ruleOf)],
    { listening },
  );
}

/** The case of a script. */
export const scripted = (script: Script): Case => ({
  scenario: (recording) => scenarioOfScript(recording, script),
  variants: (recording) => [
    ...(script.racing ? subsets(script.racing).map((nth) => scenarioOfScript(recording, script, nth)) : []),
    ...(script.late ? [scenarioOfScript(recording, script, [], 1.125)] : []),
  ],
});

export const scriptedCases: Readonly<Record<string, Case>> = Object.fromEntries(
  Object.entries<Script>(scripts).map(([name, script]) => [name, scripted(script)]),
);
