// What a reader can set, what a link can hold, and the runs that have a name.
import { defaults, type State } from '../../../models/share/share.ts';

export const looks = [
  'none',
  'CLOSED',
  'LISTEN',
  'SYN_SENT',
  'SYN_RECEIVED',
  'ESTABLISHED',
  'FIN_WAIT_1',
  'FIN_WAIT_2',
  'CLOSE_WAIT',
  'CLOSING',
  'LAST_ACK',
  'TIME_WAIT',
] as const;

/** More steps than any run has: a step beyond the last one is the last one. */
export const lastStep = 40;

export const schema = {
  /** A run of the model's own, or the run that another figure on the page has left. */
  run: {
    kind: 'choice',
    default: 'close',
    values: ['close', 'open', 'simultaneous-close', 'simultaneous-open', 'above'],
  },
  step: { kind: 'integer', default: lastStep, min: 0, max: lastStep },
  /** The state whose meaning is shown. */
  look: { kind: 'choice', default: 'none', values: looks },
} as const;

export type TcpStatesState = State<typeof schema>;

const first = defaults(schema);

export const presets = {
  close: first,
  open: { ...first, run: 'open' },
  'simultaneous-close': { ...first, run: 'simultaneous-close' },
  'simultaneous-open': { ...first, run: 'simultaneous-open' },
} as const satisfies Record<string, TcpStatesState>;

export type PresetName = keyof typeof presets;
