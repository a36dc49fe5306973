// The wire: it delays, and a list of rules says what it loses, holds back or doubles.
//
// Leaves out rate, queues and corruption: a segment either arrives whole or not at all.
import type { Side } from './log.ts';
import type { Link, LinkRule } from './scenario.ts';
import { type Segment, segmentKind } from './segment.ts';

/** What the rules are asked about. */
export interface OnTheWire {
  readonly atUs: number;
  readonly from: Side;
  readonly nth: number;
  readonly connection: number;
  readonly segment: Segment;
  readonly acknowledgesFin: boolean;
}

/** When the segment arrives, if at all, and when its copy does. */
export interface Fate {
  readonly arrivesAtUs: number | null;
  readonly held?: true;
  readonly copyAtUs?: number;
}

/** The wire of a run; it counts what its rules have seen. `random` is drawn only for rules with a probability. */
export function createLink({ oneWayDelayUs, rules = [] }: Link, random: () => number): (wire: OnTheWire) => Fate {
  const seen = rules.map(() => 0);
  return (wire) => {
    const delayUs = typeof oneWayDelayUs === 'number' ? oneWayDelayUs : oneWayDelayUs[wire.from === 'client' ? 0 : 1];
    const arrivesAtUs = wire.atUs + delayUs;
    for (const [index, rule] of rules.entries()) {
      if (!matches(rule, wire)) continue;
      const count = (seen[index] ?? 0) - (rule.skip ?? 0);
      seen[index] = (seen[index] ?? 0) + 1;
      if (count < 0 || count >= (rule.times ?? Number.POSITIVE_INFINITY)) continue;
      if (rule.probability !== undefined && random() >= rule.probability) continue;
      if (rule.holdUs) return { arrivesAtUs: arrivesAtUs + rule.holdUs, held: true };
      if (rule.copyUs) return { arrivesAtUs, copyAtUs: arrivesAtUs + rule.copyUs };
      return { arrivesAtUs: null };
    }
    return { arrivesAtUs };
  };
}

function matches(rule: LinkRule, { atUs, from, nth, connection, segment, acknowledgesFin }: OnTheWire): boolean {
  const kind = segmentKind(segment);
  return (
    (rule.from ?? from) === from &&
    (rule.nth === undefined || [rule.nth].flat().includes(nth)) &&
    (rule.segment ?? kind) === kind &&
    (rule.connection ?? connection) === connection &&
    (!rule.acknowledgesFin || acknowledgesFin) &&
    atUs >= (rule.fromUs ?? 0) &&
    atUs < (rule.untilUs ?? Number.POSITIVE_INFINITY)
  );
}
