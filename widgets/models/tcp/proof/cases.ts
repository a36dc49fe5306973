// Which recording is replayed by which scenario, and what may differ and why.
import type { Features } from '../endpoint.ts';
import type { Scenario } from '../scenario.ts';
import { closeCases } from './close-programs.ts';
import type { CompareOptions } from './compare.ts';
import { oldSegmentCases } from './old-segment-programs.ts';
import type { Recording } from './recording.ts';

/** One recording's scenario. */
export interface Case {
  readonly scenario: (recording: Recording) => Scenario;
  readonly features?: Features;
  readonly options?: CompareOptions;
}

/** All replayed recordings by file name. */
export const cases: Readonly<Record<string, Case>> = { ...closeCases, ...oldSegmentCases };
