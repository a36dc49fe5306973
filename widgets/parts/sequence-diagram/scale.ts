// From time to a vertical position. Time is a length: every interval is drawn to one scale, but an interval in
// which nothing happens for long is broken, as an axis is, and short ones are kept apart so that they can be read.
import type { Diagram } from './diagram.ts';

/** Pixels that one step of the diagram takes. */
export const stepPx = 52;
/** Two moments are at least this far apart. */
const leastPx = 15;
/** More below a flag. */
const flagPx = 26;
/** A longer interval is broken … */
const mostPx = 120;
/** … and takes this much. */
export const brokenPx = 62;
const topPx = 14;
/** A bar that goes on after the last moment. */
export const stubPx = 20;

export interface Scale {
  /** Pixels from the top; exact for every moment of the diagram. */
  readonly y: (time: number) => number;
  readonly moments: readonly number[];
  /** Those at which something happens: not when a lost segment would have arrived. */
  readonly told: readonly number[];
  /** The pixels at which the axis is broken. */
  readonly breaks: readonly number[];
  readonly height: number;
}

/** Every moment at which something happens gets a place of its own. */
export function scaleOf({ arrows, bars, spans, marks = [], step }: Diagram): Scale {
  const happens = [
    ...arrows.flatMap(({ sent, arrives, lost }) => (lost ? [sent] : [sent, arrives])),
    ...marks.flatMap(({ at, where }) => (where === 'silence' ? [] : [at])),
    ...[...bars, ...spans].flatMap(({ from, to }) => (to === null ? [from] : [from, to])),
  ];
  const silent = [...arrows.map(({ arrives }) => arrives), ...marks.map(({ at }) => at)];
  const moments = [...new Set([...happens, ...silent])].sort((a, b) => a - b);
  const flags = new Set(marks.flatMap(({ at, above, where }) => (above || where === 'silence' ? [] : [at])));
  const told = moments.filter((moment) => happens.includes(moment));
  const breaks: number[] = [];
  const places = new Map<number, number>();
  let y = topPx;
  moments.forEach((moment, index) => {
    const gap = index === 0 ? 0 : ((moment - (moments[index - 1] ?? 0)) / step) * stepPx;
    if (gap > mostPx) {
      breaks.push(Math.round(y + brokenPx / 2));
      y += brokenPx;
    } else if (index > 0) {
      y += Math.max(flags.has(moments[index - 1] ?? 0) ? flagPx : leastPx, gap);
    }
    places.set(moment, Math.round(y));
  });
  return { y: (time) => places.get(time) ?? 0, moments, told, breaks, height: Math.round(y) + stubPx + 4 };
}
