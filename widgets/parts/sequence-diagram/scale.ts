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
/** A dense diagram draws a step and a broken interval so short. */
const dense = { stepPx: 28, brokenPx: 44 };
/** With more arrows than these it is drawn shorter still; less, and a label would touch the next. */
const crowd = 16;
const crowded = { stepPx: 24, brokenPx: 39 };
const topPx = 14;
/** A bar that goes on after the last moment, and one that has a note. */
export const stubPx = 20;
export const noteStubPx = 36;

export interface Scale {
  /** Pixels from the top; exact for every moment of the diagram. */
  readonly y: (time: number) => number;
  /** When something happens, in order. */
  readonly moments: readonly number[];
  /** The pixels at which the axis is broken. */
  readonly breaks: readonly number[];
  readonly height: number;
}

/** Every moment at which something happens gets a place of its own. */
export function scaleOf({ arrows, bars, spans, marks = [], step, dense: isDense = false }: Diagram): Scale {
  const px = !isDense ? { stepPx, brokenPx } : arrows.length > crowd ? crowded : dense;
  const happening = [
    ...arrows.flatMap(({ sent, arrives, lost }) => (lost ? [sent] : [sent, arrives])),
    ...marks.flatMap(({ at, where }) => (where === 'silence' ? [] : [at])),
    ...[...bars, ...spans].flatMap(({ from, to }) => (to === null ? [from] : [from, to])),
  ];
  // Where a lost one would have arrived is a place in the drawing, but nothing happens there; a dense one spares it.
  const silent = [...(isDense ? [] : arrows.map(({ arrives }) => arrives)), ...marks.map(({ at }) => at)];
  const places = new Map([...happening, ...silent].map((time) => [time, 0]));
  const times = [...places.keys()].sort((a, b) => a - b);
  const flags = new Set(marks.flatMap(({ at, above, where }) => (above || where === 'silence' ? [] : [at])));
  const breaks: number[] = [];
  let y = topPx;
  times.forEach((moment, index) => {
    const gap = index === 0 ? 0 : ((moment - (times[index - 1] ?? 0)) / step) * px.stepPx;
    if (gap > mostPx) {
      breaks.push(Math.round(y + px.brokenPx / 2));
      y += px.brokenPx;
    } else if (index > 0) {
      y += Math.max(flags.has(times[index - 1] ?? 0) ? flagPx : leastPx, gap);
    }
    places.set(moment, Math.round(y));
  });
  for (const { sent, arrives } of arrows)
    if (!places.has(arrives)) places.set(arrives, (places.get(sent) ?? 0) + px.stepPx);
  const moments = times.filter((time) => happening.includes(time));
  const stub = bars.some(({ to, note }) => to === null && note) ? noteStubPx : stubPx;
  return { y: (time) => places.get(time) ?? 0, moments, breaks, height: Math.round(y) + stub + 4 };
}
