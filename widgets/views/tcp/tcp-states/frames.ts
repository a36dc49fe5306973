// From the steps of a run to the picture, the rows and the result. Pure; the words come in.
import type { Side, State } from '../../../models/tcp/log.ts';
import { fill } from '../../../parts/figure/fill.ts';
import type { Lane, StateMapPicture, Track } from '../../../parts/state-map/state-map.ts';
import type { Row } from '../event-rows.ts';
import { printTime, stateLabel } from '../picture.ts';
import { boxes, boxOf, height, roadsOf } from './layout.ts';
import { wayId, ways } from './roads.ts';
import type { Run } from './run.ts';
import type { TcpStatesState } from './state.ts';
import { type Step, stateAfter, stepsOf } from './steps.ts';
import type { TcpStatesWords } from './strings.ts';

export interface Frame {
  readonly picture: StateMapPicture;
  readonly rows: readonly Row[];
  readonly result: string;
  /** The present step and how many there are. */
  readonly step: number;
  readonly count: number;
  /** The state that the step reached. */
  readonly reached: State | undefined;
}

const sides: readonly Side[] = ['client', 'server'];
const lanes: Readonly<Record<Side, Lane>> = { client: 'left', server: 'right' };

export function frameOf(state: TcpStatesState, run: Run, words: TcpStatesWords): Frame {
  const steps = stepsOf(run.log, run.startUs);
  const count = steps.length;
  const step = Math.min(state.step, count);
  return {
    picture: {
      boxes,
      roads: roadsOf(words.signs),
      height,
      tracks: sides.flatMap((side) => trackOf(steps, step, side)),
    },
    rows: steps.map((each): Row => [timeOf(each, steps, words), words[each.side], saidOf(each, words)]),
    result: resultOf(steps, step, words),
    step,
    count,
    reached: steps[step - 1]?.to,
  };
}

function trackOf(steps: readonly Step[], shown: number, side: Side): Track[] {
  const first = steps.find((step) => step.side === side);
  if (!first) return [];
  const arrivals: Record<string, string> = { [first.from]: '0' };
  const exits: Record<string, string> = {};
  const roads: string[] = [];
  let at: string = first.from;
  steps.slice(0, shown).forEach((step, index) => {
    if (step.side !== side) return;
    const number = `${index + 1}`;
    if (step.way) {
      at = boxOf(step);
      roads.push(step.way);
      arrivals[at] = arrivals[at] ? `${arrivals[at]},${number}` : number;
    } else {
      exits[step.from] = `${number}×`;
      at = boxOf(step);
    }
  });
  return [{ lane: lanes[side], roads, arrivals, exits, at }];
}

/** Times count from the first step. */
function timeOf({ atUs }: Step, steps: readonly Step[], words: TcpStatesWords): string {
  return printTime(atUs - (steps[0]?.atUs ?? 0), words);
}

/** What happened: "FIN arrives, the answer is ACK. ESTABLISHED → CLOSE_WAIT". */
function saidOf(step: Step, words: TcpStatesWords): string {
  const { from, to, call, exit } = step;
  const way = ways.find((each) => wayId(each) === step.way);
  const states = { from: stateLabel(from), to: stateLabel(to) };
  if (!way) return fill(words.exits[exit ?? 'closed'], states);
  const { event, sends } = way;
  const calls = /\(\)|SEND/.test(event);
  const name = calls && call ? `${call.split('-')[0]}()` : words.inWords[event];
  const kind = event === '2MSL' ? 'waits' : `${calls ? 'calls' : 'receives'}${sends ? 'AndSends' : ''}`;
  return fill(words.steps[kind as keyof TcpStatesWords['steps']], { event: name, sends, ...states });
}

function resultOf(steps: readonly Step[], shown: number, words: TcpStatesWords): string {
  const now = sides.map((side) => {
    const state = stateAfter(steps, shown, side);
    return state && fill(words.isIn, { who: words[side], state: stateLabel(state) });
  });
  const where = now.filter(Boolean).join(words.and);
  const step = steps[shown - 1];
  if (!step) return fill(steps.length ? words.before : words.empty, { where, count: steps.length });
  return fill(words.told, {
    step: shown,
    count: steps.length,
    time: timeOf(step, steps, words),
    who: words[step.side],
    what: saidOf(step, words),
    rest: shown === steps.length ? summaryOf(steps, words) : fill(words.now, { where }),
  });
}

/** What the whole run shows. */
function summaryOf(steps: readonly Step[], words: TcpStatesWords): string {
  const { summaries } = words;
  const ends = sides.map((side) => stateAfter(steps, steps.length, side));
  const waited = sides.filter((side) => steps.some((step) => step.side === side && step.to === 'TIME-WAIT'));
  const [only] = waited;
  const closing = steps.some(({ to }) => to === 'CLOSING');
  if (waited.length === 2) return closing ? summaries.bothClosing : summaries.both;
  if (only) return fill(summaries.one, { who: words[only] });
  if (ends.every((state) => state === 'ESTABLISHED'))
    return steps.filter(({ to }) => to === 'SYN-RECEIVED').length === 2 ? summaries.openTogether : summaries.open;
  const where = sides
    .flatMap((side, index) => {
      const state = ends[index];
      return state ? [fill(words.isIn, { who: words[side], state: stateLabel(state) })] : [];
    })
    .join(words.and);
  return fill(summaries.none, { where });
}
