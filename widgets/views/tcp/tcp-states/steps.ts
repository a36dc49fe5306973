// From the log of a run to steps on the map: each change of state of connection 1, what caused it, and the road.
//
// For the reader: a FIN that also acknowledges the own FIN moves an end twice in one instant, through FIN-WAIT-2. It is
// one step here, on the road of RFC 9293 (3.3.2), note 2; nobody could see the end in FIN-WAIT-2.
import type { Log, LogEvent, Side, State, StateEvent } from '../../../models/tcp/log.ts';
import { RST } from '../../../models/tcp/segment.ts';
import { other } from '../picture.ts';
import { wayId, ways } from './roads.ts';

/** Why a step left the map: RFC 9293 (3.3.2), note 3, and giving up (3.8.3). */
export type Exit = 'rst-arrived' | 'rst-sent' | 'gave-up' | 'fin-timeout' | 'closed';

export interface Step {
  readonly side: Side;
  readonly atUs: number;
  readonly from: State;
  readonly to: State;
  /** The road, or undefined if the step left the map. */
  readonly way: string | undefined;
  readonly exit: Exit | undefined;
  /** The call that made the step, as the program wrote it. */
  readonly call: string | undefined;
}

const known = new Set(ways.map(wayId));

/** The steps of both ends in order of time, from `fromUs` on. */
export function stepsOf({ events }: Log, fromUs = 0): readonly Step[] {
  const steps: Step[] = [];
  const passive = new Set<Side>();
  events.forEach((event, index) => {
    if (event.kind !== 'state' || event.connection !== 1) return;
    if (event.from === 'LISTEN') passive.add(event.at);
    if (event.atUs < fromUs) return;
    const step = stepOf(events, index, event, passive.has(event.at));
    const before = steps.findIndex(
      ({ side, atUs, way }) =>
        side === step.side && atUs === step.atUs && way === 'FIN-WAIT-1>FIN-WAIT-2' && step.to === 'TIME-WAIT',
    );
    if (before < 0) steps.push(step);
    else steps.splice(before, 1, { ...step, from: 'FIN-WAIT-1', way: 'FIN-WAIT-1>TIME-WAIT' });
  });
  return steps;
}

function stepOf(events: readonly LogEvent[], index: number, event: StateEvent, passive: boolean): Step {
  const { at: side, atUs, from } = event;
  const cause = events.slice(0, index).findLast((each) => each.atUs === atUs && isCause(each, side));
  const sent = events.some(
    (each) => each.kind === 'segment' && each.from === side && each.atUs === atUs && (each.segment.flags & RST) > 0,
  );
  const arrived = events.some(
    (each) =>
      each.kind === 'segment' &&
      each.from === other(side) &&
      each.arrivesAtUs === atUs &&
      (each.segment.flags & RST) > 0,
  );
  const call = cause?.kind === 'call' ? cause.call : undefined;
  // RFC 9293 (3.3.2), note 1: back to LISTEN if the open was passive. The model's listener has never left it.
  const back = passive && from === 'SYN-RECEIVED' && event.to === 'CLOSED' && arrived && !call;
  const to = back ? 'LISTEN' : event.to;
  const made = { side, atUs, from, to, call };
  const onMap = known.has(wayId(made)) && (from !== 'SYN-SENT' || to !== 'CLOSED' || call?.startsWith('close'));
  if (onMap) return { ...made, way: wayId(made), exit: undefined };
  const timer = cause?.kind === 'timer' && cause.timer;
  const exit = timer
    ? timer === 'fin-wait-2'
      ? 'fin-timeout'
      : 'gave-up'
    : sent
      ? 'rst-sent'
      : arrived
        ? 'rst-arrived'
        : 'closed';
  return { ...made, way: undefined, exit };
}

function isCause(event: LogEvent, side: Side): boolean {
  return (event.kind === 'call' || (event.kind === 'timer' && event.action === 'fired')) && event.at === side;
}

/** Where an end stands after the first `count` steps. */
export function stateAfter(steps: readonly Step[], count: number, side: Side): State | undefined {
  return (
    steps.slice(0, count).findLast((step) => step.side === side)?.to ?? steps.find((step) => step.side === side)?.from
  );
}
