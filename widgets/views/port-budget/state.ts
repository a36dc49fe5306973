// What a reader can set, what a link can hold, and the states that have a name.
import { portRangeFirst, portRangeLast, timeWaitMs } from '#content/facts/linux.ts';
import { defaults, type State } from '../../models/share/share.ts';
import type { PortScenario } from '../../models/sockets/port-budget.ts';

export const schema = {
  /** New connections per second. */
  rate: { kind: 'integer', default: 1_000, min: 1, max: 50_000 },
  ports: { kind: 'integer', default: portRangeLast - portRangeFirst + 1, min: 1, max: 64_511 },
  destinations: { kind: 'integer', default: 1, min: 1, max: 200 },
  /** In seconds. */
  wait: { kind: 'integer', default: timeWaitMs / 1_000, min: 1, max: 240 },
  reuse: { kind: 'choice', default: '2', values: ['0', '1', '2'] },
  where: { kind: 'choice', default: 'network', values: ['network', 'loopback'] },
  bind: { kind: 'choice', default: 'off', values: ['off', 'on'] },
  ts: { kind: 'choice', default: 'on', values: ['on', 'off'] },
} as const;

export type PortBudgetState = State<typeof schema>;

const first = defaults(schema);

export const presets = {
  default: first,
  'one-hundred-destinations': { ...first, destinations: 100 },
  'reuse-on': { ...first, reuse: '1' },
  'bind-first': { ...first, destinations: 100, bind: 'on' },
} as const satisfies Record<string, PortBudgetState>;

export type PresetName = keyof typeof presets;

/** For the reader: a connection is closed the moment it is open, so that only the wait counts. */
export function scenarioOf(state: PortBudgetState): PortScenario {
  return {
    rate: state.rate,
    ports: state.ports,
    destinations: state.destinations,
    openMs: 0,
    waitMs: state.wait * 1_000,
    twReuse: Number(state.reuse) as 0 | 1 | 2,
    loopback: state.where === 'loopback',
    timestamps: state.ts === 'on',
    bindFirst: state.bind === 'on',
  };
}
