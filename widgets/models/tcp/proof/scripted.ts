// Recordings that carry their scenario as a list of calls, which drives the laboratory and the model alike, line by line.
// The notation stands at the head of content/vectors/captures/lab/scripted.py.
import type { Side } from '../log.ts';
import type { LinkRule, Scenario, SocketStep, Step } from '../scenario.ts';
import type { Case } from './cases.ts';
import { racing, scenarioOf, subsets } from './programs.ts';
import type { Recording, Script, ScriptRule } from './recording.ts';

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

const ruleOf = ({ hold, copy, ...rule }: ScriptRule): LinkRule => ({
  ...rule,
  ...(hold && { holdUs: us(hold) }),
  ...(copy && { copyUs: us(copy) }),
});

/** The scenario of a script. */
function scenarioOfScript(recording: Recording, script: Script, races: readonly LinkRule[] = [], late = 1): Scenario {
  const { programs, rules = [], listening = true, backlog } = script;
  const listen: Step[] = backlog === undefined ? [] : [{ at: 'server', call: 'listen', value: backlog }];
  return scenarioOf(
    recording,
    programs.map((lines, index) => [
      ...(index ? [] : listen),
      // Only the pause before a repair is shortened.
      ...lines.map((line, at) => stepOf(line, lines[at + 1] === 'restore' ? late : 1)),
    ]),
    [...races, ...rules.map(ruleOf)],
    { listening },
  );
}

/** The case of a script. */
export const scripted = (script: Script): Case => ({
  scenario: (recording) => scenarioOfScript(recording, script),
  variants: (recording) => [
    ...(script.racing
      ? [[], ...subsets(script.racing)].map((first) =>
          scenarioOfScript(recording, script, racing(script.racing ?? [], first)),
        )
      : []),
    ...(script.late ? [scenarioOfScript(recording, script, [], 1.125)] : []),
  ],
});
