// Where words stand in the middle column, so that none covers another on a narrow screen.
import type { Arrow, Diagram, Span } from './diagram.ts';

/** The middle column on a phone of 360 pixels: what has room there has room everywhere. */
const narrowPx = 198;
/** Two labels at least this far apart in height may share a place in width. */
const apartPx = 17;
/** A bracket's words begin so far from its lane. */
export const bracketPx = 20;

/** Pixels that words take: letters of the fixed-width face, and Han. */
export const wideOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 12 : 7), 0);

/** Two under way at once, against each other: their words stay near their senders. */
function cross(a: Arrow, b: Arrow): boolean {
  return a.from !== b.from && a.sent < b.arrives && b.sent < a.arrives;
}

/** How far along its arrow a label stands, from 0 to 1. Of two that share a line the later one stands further on. */
export function shareOf(arrow: Arrow, arrows: readonly Arrow[]): number {
  const near = arrow.lost || arrows.some((other) => cross(arrow, other));
  return (near ? 0.25 : 0.36) + (isTwin(arrow, arrows) ? 0.35 : 0);
}

/** Whether an earlier arrow has the same line: of the two this one is drawn, and can be pressed, in the far half. */
export function isTwin(arrow: Arrow, arrows: readonly Arrow[]): boolean {
  const same = ({ from, sent, arrives }: Arrow) =>
    from === arrow.from && sent === arrow.sent && arrives === arrow.arrives;
  return arrows.find(same) !== arrow;
}

interface Place {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

/** The height of each bracket's words: its middle, or the nearest height inside it where nothing else is written. */
export function bracketHeights({ arrows, spans }: Diagram, y: (time: number) => number): ReadonlyMap<Span, number> {
  const taken = arrows.map((arrow): Place => {
    const share = shareOf(arrow, arrows);
    const x = (arrow.from === 'left' ? share : 1 - share) * narrowPx;
    const half = wideOf(arrow.label) / 2 + 3;
    return { from: x - half, to: x + half, y: y(arrow.sent) + (y(arrow.arrives) - y(arrow.sent)) * share };
  });
  const heights = new Map<Span, number>();
  for (const span of spans) {
    const [top, bottom] = [y(span.from), y(span.to)];
    const middle = (top + bottom) / 2;
    const wide = wideOf(span.label);
    const from = span.lane === 'left' ? bracketPx : narrowPx - bracketPx - wide;
    const free = (at: number) =>
      taken.every((each) => Math.abs(each.y - at) >= apartPx || each.to < from || each.from > from + wide);
    const inside = (at: number) => at >= top + 10 && at <= bottom - 10;
    const tries = [0, 9, -9, 18, -18, 27, -27, 36, -36].map((by) => middle + by);
    const at = tries.find((each) => inside(each) && free(each)) ?? middle;
    taken.push({ from, to: from + wide, y: at });
    heights.set(span, at);
  }
  return heights;
}
