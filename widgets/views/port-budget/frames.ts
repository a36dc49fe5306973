// From the budget to what is drawn and said: a curve of occupied 4-tuples over time, rows, a result.
import type { PortBudget } from '../../models/sockets/port-budget.ts';
import { portBudget } from '../../models/sockets/port-budget.ts';
import type { Chart } from '../../parts/chart/chart.ts';
import { fill } from '../../parts/figure/fill.ts';
import { type PortBudgetState, scenarioOf } from './state.ts';
import type { PortBudgetWords } from './strings.ts';

export interface PortFrame {
  readonly chart: Chart;
  readonly rows: readonly (readonly [string, string, string])[];
  readonly result: string;
}

export function frameOf(state: PortBudgetState, words: PortBudgetWords): PortFrame {
  const scenario = scenarioOf(state);
  const budget = portBudget(scenario);
  const seconds = (ms: number) => `${Number((ms / 1_000).toFixed(ms < 10_000 ? 2 : 1))}\u00a0${words.s}`;
  const steady =
    budget.overflowsAtMs === null ? Math.round((scenario.rate * budget.occupiedMs) / 1_000) : budget.waiting;
  const occupiedAtMost = Math.min(budget.tuples, steady);
  const fullMs = budget.failsAtMs ?? budget.overflowsAtMs ?? budget.occupiedMs;
  const endMs = Math.max(2 * budget.occupiedMs, 1.25 * fullMs);
  const failing = Math.max(0, 1 - budget.sustainable / scenario.rate);
  return {
    chart: {
      top: {
        value: budget.tuples,
        label: fill(state.bind === 'on' ? words.allPorts : words.allTuples, { count: group(budget.tuples) }),
      },
      line: [
        [0, 0],
        [fullMs / endMs, occupiedAtMost / budget.tuples],
        [1, occupiedAtMost / budget.tuples],
      ],
      alarm:
        budget.failsAtMs === null
          ? undefined
          : { from: fullMs / endMs, label: fill(words.fails, { call: budget.call, errno: budget.errno }) },
      marks: [
        { at: 0, label: seconds(0) },
        { at: fullMs / endMs, label: seconds(fullMs) },
        { at: 1, label: seconds(endMs) },
      ],
      label: words.chart,
    },
    rows: rowsOf(budget, scenario.rate, occupiedAtMost, seconds, words),
    result: resultOf(state, budget, percentOf(failing), seconds, words),
  };
}

/** 28232 to 28,232. */
export function group(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** Some is never printed as none, nor almost all as all. */
function percentOf(share: number): string {
  if (share > 0 && share < 0.01) return '<\u00a01';
  return share > 0.99 && share < 1 ? '>\u00a099' : String(Math.round(100 * share));
}

/** A few ports allow less than one connection per second. */
const perSecond = (rate: number): string => (rate < 10 ? String(rate) : group(Math.floor(rate)));

function rowsOf(
  budget: PortBudget,
  scenarioRate: number,
  occupied: number,
  seconds: (ms: number) => string,
  words: PortBudgetWords,
): PortFrame['rows'] {
  const { failsAtMs, overflowsAtMs, occupiedMs, call, errno, waiting, sustainable } = budget;
  const rate = overflowsAtMs === null ? sustainable : scenarioRate;
  const ends: [number, readonly [string, string, string]] = [
    occupiedMs,
    [seconds(occupiedMs), words.kernel, words.rowFree],
  ];
  const full: [number, readonly [string, string, string]] =
    overflowsAtMs !== null
      ? [overflowsAtMs, [seconds(overflowsAtMs), words.kernel, words.rowOverflows]]
      : failsAtMs === null
        ? [occupiedMs, [seconds(occupiedMs), words.kernel, fill(words.rowSteady, { occupied: group(occupied) })]]
        : [failsAtMs, [seconds(failsAtMs), words.program, fill(words.rowFails, { call, errno })]];
  const middle = [ends, full].sort((a, b) => a[0] - b[0]).map(([, row]) => row);
  return [
    [seconds(0), words.program, words.rowFirst],
    ...middle,
    [words.later, words.kernel, fill(words.rowLater, { waiting: group(waiting), rate: perSecond(rate) })],
  ];
}

function resultOf(
  state: PortBudgetState,
  budget: PortBudget,
  percent: string,
  seconds: (ms: number) => string,
  words: PortBudgetWords,
): string {
  const { sustainable, failsAtMs, overflowsAtMs, call, errno, tuples, occupiedMs, waiting } = budget;
  const values = {
    call,
    errno,
    at: seconds(failsAtMs ?? 0),
    rate: group(state.rate),
    limit: perSecond(sustainable),
    tuples: fill(state.bind === 'on' ? words.ports : tuples === 1 ? words.oneTuple : words.tuples, {
      count: group(tuples),
    }),
    occupied: seconds(occupiedMs),
    waiting: group(waiting),
    percent,
  };
  if (overflowsAtMs !== null) return fill(words.resultOverflows, { ...values, at: seconds(overflowsAtMs) });
  return fill(failsAtMs === null ? words.resultEnough : words.resultFails, values);
}
