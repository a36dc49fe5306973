// Which recording is replayed by which scenario, and what may differ and why.
import { full, fullWithPorts } from '../full.ts';
import type { Scenario } from '../scenario.ts';
import { simulate } from '../simulate.ts';
import { boundaryCases } from './boundary-programs.ts';
import { closeCases } from './close-programs.ts';
import { type CompareOptions, compare } from './compare.ts';
import { oldSegmentCases } from './old-segment-programs.ts';
import { openCases } from './open-programs.ts';
import { portCases } from './port-programs.ts';
import { queueCases } from './queue-programs.ts';
import type { Recording } from './recording.ts';
import { scripted } from './scripted.ts';
import { vanishCases } from './vanish-programs.ts';
import { variedOpeningCases } from './varied-opening-programs.ts';
import { variedVanishingCases } from './varied-vanishing-programs.ts';

/** One recording's scenario. */
export interface Case {
  readonly scenario: (recording: Recording) => Scenario;
  readonly options?: CompareOptions;
  /** Other scenarios that reality may choose instead, because two things are due at the same nominal time. */
  readonly variants?: (recording: Recording) => readonly Scenario[];
  /** Local ports are part of the scenario. */
  readonly ports?: true;
}

/** The scenario of a recording: one of the programs below, or the script that it carries. */
export const caseOf = (name: string, { script }: Recording): Case | undefined =>
  cases[name] ?? (script && scripted(script));

/** The differences between the model and a recording; of several variants those of the one that comes closest. */
export function replay(name: string, recording: Recording): readonly string[] {
  const one = caseOf(name, recording);
  if (!one) return [`no scenario replays ${name}`];
  const features = one.ports ? fullWithPorts : full;
  let best = compare(recording, simulate(one.scenario(recording), features), one.options);
  if (!best.length) return best;
  for (const scenario of one.variants?.(recording) ?? []) {
    const found = compare(recording, simulate(scenario, features), one.options);
    if (found.length < best.length) best = found;
    if (!best.length) break;
  }
  return best;
}

/** All replayed recordings by file name; the names of scenarios that are not among the vectors do no harm. */
export const cases: Readonly<Record<string, Case>> = {
  ...openCases,
  ...closeCases,
  ...vanishCases,
  ...queueCases,
  ...portCases,
  ...oldSegmentCases,
  ...variedOpeningCases,
  ...variedVanishingCases,
  ...boundaryCases,
};
