// The four runs that the map can show by itself, as runs of the TCP model.
import type { Log } from '../../../models/tcp/log.ts';
import { linux618 } from '../../../models/tcp/profile.ts';
import type { Program } from '../../../models/tcp/scenario.ts';
import { simulate } from '../../../models/tcp/simulate.ts';
import type { PresetName } from './state.ts';

export interface Run {
  readonly log: Log;
  /** Where the part that is shown begins. */
  readonly startUs: number;
}

/** As in the recordings: one way takes 50 ms, and everything before the close has settled by then. */
const oneWayDelayUs = 50_000;
const closeUs = 1_000_000;

const opens: Program = [{ at: 'client', call: 'connect' }];
const accepts: Program = [{ at: 'server', call: 'accept' }];
const close = (at: 'client' | 'server'): Program => [
  { call: 'until', atUs: closeUs },
  { at, call: 'close' },
];

const programs: Readonly<Record<PresetName, readonly Program[]>> = {
  close: [
    [...opens, ...close('client')],
    // Long enough for the ACK of the FIN to leave alone: four segments, not three.
    [...accepts, { at: 'server', call: 'recv' }, { call: 'sleep', us: 200_000 }, { at: 'server', call: 'close' }],
  ],
  open: [opens, accepts],
  'simultaneous-close': [
    [...opens, ...close('client')],
    [...accepts, ...close('server')],
  ],
  'simultaneous-open': [opens, [{ at: 'server', call: 'connect' }]],
};

export function runOf(name: PresetName): Run {
  const log = simulate({ profile: linux618, seed: 1, link: { oneWayDelayUs }, programs: programs[name] });
  return { log, startUs: name.endsWith('close') ? closeUs : 0 };
}
