// Which recording is replayed by which scenario, and what may differ and why.
import { full } from '../full.ts';
import type { LinkRule, Scenario } from '../scenario.ts';
import { simulate } from '../simulate.ts';
import { closeCases } from './close-programs.ts';
import { type CompareOptions, compare } from './compare.ts';
import { oldSegmentCases } from './old-segment-programs.ts';
import { openCases } from './open-programs.ts';
import type { Recording } from './recording.ts';
import { vanishCases } from './vanish-programs.ts';

/** One recording's scenario. */
export interface Case {
  readonly scenario: (recording: Recording) => Scenario;
  readonly options?: CompareOptions;
  /**
   * Timers of both ends are due at the same nominal time: the SYN that is sent again, and the SYN-ACK that is. In
   * reality either may come first, so each SYN may arrive a microsecond before the server's timer, or after it.
   */
  readonly races?: true;
}

/** The differences between the model and a recording; where timers race, those of the order that comes closest. */
export function replay(name: string, recording: Recording): readonly string[] {
  const one = cases[name];
  if (!one) return [`no scenario replays ${name}`];
  const scenario = one.scenario(recording);
  const run = (early: readonly number[]): readonly string[] => {
    const rule: LinkRule = { from: 'client', segment: 'SYN', nth: early, holdUs: -1 };
    const { link } = scenario;
    const raced = { ...scenario, link: { ...link, rules: [rule, ...(link.rules ?? [])] } };
    return compare(recording, simulate(early.length ? raced : scenario, full), one.options);
  };
  let best = run([]);
  const racing = one.races ? [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] : [];
  for (let mask = 1; best.length > 0 && mask < 2 ** racing.length; mask++) {
    const found = run(racing.filter((_, index) => mask & (1 << index)));
    if (found.length < best.length) best = found;
  }
  return best;
}

/** All replayed recordings by file name; the names of scenarios that are not among the vectors do no harm. */
export const cases: Readonly<Record<string, Case>> = {
  ...openCases,
  ...closeCases,
  ...vanishCases,
  ...oldSegmentCases,
};
