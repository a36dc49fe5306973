// The wire: it delays, and a list of rules says what it loses, holds back or doubles.
//
// Leaves out rate, queues and corruption: a segment either arrives whole or not at all. Rules that draw lots or act only
// for a while need faults.ts.
import type { Run } from './endpoint.ts';
import type { Side } from './log.ts';
import type { Link } from './scenario.ts';
import type { SegmentKind } from './segment.ts';

/** What the rules are asked about; its names are those of a rule. */
export interface OnTheWire {
  readonly from: Side;
  readonly nth: number;
  readonly segment: SegmentKind;
  readonly connection: number;
  readonly acknowledgesFin: boolean;
}

/** How long a segment or its copy is under way, null if it is lost, and a word for the log. */
export type Fate = readonly [delayUs: number | null, note?: 'held' | 'copy'];

/** The wire of a run, as a function from a segment to what arrives; it counts what its rules have seen. */
export function createLink({ oneWayDelayUs, rules = [] }: Link): (wire: OnTheWire, run: Run) => Fate[] {
  const seen = rules.map(() => 0);
  return (wire, run) => {
    const delayUs = [oneWayDelayUs].flat()[+(wire.from === 'server')] ?? (oneWayDelayUs as number);
    for (const [index, rule] of rules.entries()) {
      const { times = 1e9, skip = 0, holdUs, copyUs } = rule;
      const wanted: Readonly<Record<string, unknown>> = { ...rule };
      // A field of the rule that names a property of the segment must equal it or, as a list, contain it.
      if (!Object.entries(wire).every(([name, value]) => [wanted[name] ?? value].flat().includes(value))) continue;
      if (run.features.acts?.(rule, run) === false) continue;
      const count = (seen[index] ?? 0) + 1;
      seen[index] = count;
      if (count <= skip || count - skip > times) continue;
      if (holdUs) return [[delayUs + holdUs, 'held']];
      return copyUs ? [[delayUs], [delayUs + copyUs, 'copy']] : [[null]];
    }
    return [[delayUs]];
  };
}
