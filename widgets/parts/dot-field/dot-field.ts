// Points of a square grid as a picture: where each stands, and where there is room for the names of some.

/** A dot: column from the left, row from below, both from 0. */
export type Dot = readonly [x: number, y: number];

export type DotTone = 'left' | 'right' | 'both' | 'bad' | 'plain';

/** A dot with a name. */
export interface Mark {
  readonly at: Dot;
  readonly label: string;
  readonly tone: DotTone;
}

/** A way from dot to dot, in this order. */
export interface Way {
  readonly dots: readonly Dot[];
  readonly tone: DotTone;
}

export interface DotPicture {
  /** Columns and rows of the grid. */
  readonly size: number;
  readonly dots: readonly Dot[];
  readonly ways: readonly Way[];
  readonly marks: readonly Mark[];
}

/** The drawing is this wide and high, in its own units; one is about a pixel. */
export const side = 300;
const inset = 12;

/** Where a dot stands in the drawing. */
export function placeOf([x, y]: Dot, size: number): Dot {
  const step = (side - 2 * inset) / (size - 1);
  return [round(inset + x * step), round(side - inset - y * step)];
}

export interface Label extends Mark {
  /** The start of the text's base line. */
  readonly text: Dot;
}

const letter = 7.4;
const height = 15;

/** Names beside their dots: right, left, above or below, the first that is free and inside. */
export function labelsOf(marks: readonly Mark[], size: number): Label[] {
  const taken: [number, number, number, number][] = marks.map(({ at }) => {
    const [x, y] = placeOf(at, size);
    return [x - 6, y - 6, x + 6, y + 6];
  });
  return marks.map((mark) => {
    const [x, y] = placeOf(mark.at, size);
    const width = [...mark.label].length * letter;
    const candidates: Dot[] = [
      [x + 10, y + 5],
      [x - 10 - width, y + 5],
      [x - width / 2, y - 10],
      [x - width / 2, y + 21],
      [x + 8, y - 8],
      [x + 8, y + 19],
      [x - 8 - width, y - 8],
    ];
    const free = candidates.find(([left, base]) => {
      const box = [left, base - height + 3, left + width, base + 3] as const;
      const inside = box[0] >= 0 && box[2] <= side && box[1] >= 0 && box[3] <= side;
      return inside && !taken.some((each) => overlap(each, box));
    });
    const [left, base] = free ?? candidates[0] ?? [x, y];
    taken.push([left, base - height + 3, left + width, base + 3]);
    return { ...mark, text: [round(left), round(base)] };
  });
}

type Box = readonly [left: number, top: number, right: number, bottom: number];
const overlap = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
const round = (value: number): number => Math.round(10 * value) / 10;
