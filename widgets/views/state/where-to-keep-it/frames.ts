// From the run to what is drawn and said: lanes with arrows, the table of all stories, the bill, the sentence.
import type { Grade, Run, ScenarioName } from '../../../models/credentials/scenarios.ts';
import type { Actor, Event, Keep, Verdict } from '../../../models/credentials/world.ts';
import { fill } from '../../../parts/figure/fill.ts';
import { runOf } from './run.ts';
import type { KeepState } from './state.ts';
import type { KeepWords } from './words.ts';

export interface Lane {
  readonly actor: Actor;
  readonly name: string;
  /** The middle of its lane, as a share of the width. */
  readonly at: number;
}

export interface Step {
  readonly time: string;
  readonly from: number;
  readonly to: number;
  readonly verdict: Verdict;
  readonly mark: string;
  readonly text: string;
  readonly who: string;
}

export interface MatrixRow {
  readonly scenario: ScenarioName;
  readonly name: string;
  readonly cells: readonly {
    readonly keep: Keep;
    readonly grade: Grade;
    readonly label: string;
    readonly on: boolean;
  }[];
}

export interface Frame {
  readonly lanes: readonly Lane[];
  readonly steps: readonly Step[];
  readonly matrix: readonly MatrixRow[];
  /** Name, then the session's number and the token's. */
  readonly bill: readonly (readonly [string, number, number])[];
  readonly result: string;
  readonly rows: readonly (readonly [string, string, string])[];
}

export const gradeMarks: Readonly<Record<Grade, string>> = { holds: '✓', partly: '~', fails: '✗' };
const marks: Readonly<Record<Verdict, string>> = { done: '', good: '✓', broken: '✗', harm: '!', refused: '⊘' };

export function frameOf(state: KeepState, words: KeepWords): Frame {
  const { shown, rows, session, token } = runOf(state);
  const lanes = lanesOf(shown, state, words);
  const steps = shown.events.map((event) => stepOf(event, lanes, words));
  const bill = (['stored', 'lookups', 'verified', 'requests'] as const).map(
    (key) => [words.bill[key], session.bill[key], token.bill[key]] as const,
  );
  return {
    lanes,
    steps,
    bill,
    matrix: rows.map((cells) => {
      const scenario = cells[0]?.scenario ?? 'xss';
      return {
        scenario,
        name: words.scenarios[scenario],
        cells: cells.map(({ keep, run }) => ({
          keep,
          grade: run.grade,
          on: keep === state.keep && scenario === state.scenario,
          label: `${words.scenarios[scenario]}, ${words.keeps[keep]}: ${words.grades[run.grade]}`,
        })),
      };
    }),
    result: resultOf(shown, words),
    rows: [
      ...steps.map(({ time, who, text, mark }) => [time, who, mark ? `${mark} ${text}` : text] as const),
      ...bill.map(([name, one, other]) => ['', words.billTitle, fill(words.billRow, { name, one, other })] as const),
    ],
  };
}

function lanesOf({ events }: Run, { scenario }: KeepState, words: KeepWords): Lane[] {
  const order: readonly Actor[] = ['attacker', 'client', 'cdn', 'server', 'store'];
  const used = order.filter(
    (actor) =>
      actor === 'client' || actor === 'server' || events.some(({ from, to }) => from === actor || to === actor),
  );
  const nameOf = (actor: Actor): string =>
    scenario === 'native-app' && actor === 'client'
      ? words.app
      : scenario === 'cdn' && actor === 'attacker'
        ? words.somebody
        : words.actors[actor];
  return used.map((actor, index) => ({ actor, name: nameOf(actor), at: (index + 0.5) / used.length }));
}

function stepOf(event: Event, lanes: readonly Lane[], words: KeepWords): Step {
  const lane = (actor: Actor): Lane | undefined => lanes.find((each) => each.actor === actor);
  const [from, to] = [lane(event.from), lane(event.to)];
  return {
    time: timeOf(event.atS, words),
    from: from?.at ?? 0.5,
    to: to?.at ?? 0.5,
    verdict: event.verdict,
    mark: marks[event.verdict],
    text: textOf(event, words),
    who: from === to ? (from?.name ?? '') : `${from?.name} → ${to?.name}`,
  };
}

function textOf({ code, values }: Event, words: KeepWords): string {
  const template = words.happens[code];
  if (template === undefined) throw new Error(`There are no words for the event "${code}".`);
  const rule = typeof values['rule'] === 'string' ? ruleOf(values['rule'], words) : '';
  const device = values['device'] === 'phone' ? words.phone : words.browser;
  return fill(template, { ...values, rule, device });
}

function ruleOf(rule: string, words: KeepWords): string {
  const said = words.rules[rule];
  if (said === undefined) throw new Error(`There are no words for the rule "${rule}".`);
  return said;
}

const timeOf = (seconds: number, words: KeepWords): string =>
  seconds < 120 || seconds % 60 > 0 ? `${seconds}\u00a0${words.s}` : `${seconds / 60}\u00a0${words.min}`;

function resultOf({ grade, because }: Run, words: KeepWords): string {
  const [kind = '', ...rest] = because.split('-');
  const own = words.because[because];
  const rule = rest.join('-');
  const text =
    own ??
    (kind === 'withheld'
      ? fill(words.becauseWithheld, { rule: ruleOf(rule, words) })
      : kind === 'sent'
        ? fill(words.becauseSent, { rule: ruleOf(rule, words) })
        : undefined);
  if (text === undefined) throw new Error(`There are no words for the reason "${because}".`);
  return fill(words.result, { grade: words.grades[grade], text });
}
