// The shapes of a map of states: boxes in three columns, roads between them, and the tracks of two travellers.
// Widths are shares and heights are pixels, so one drawing is right at every width.

/** Left, middle, right. */
export type Column = 0 | 1 | 2;

/** Pixels from the middle of a column, and from the top. */
export interface Spot {
  readonly column: Column;
  readonly x: number;
  readonly y: number;
}

/** A line across columns, from `x` beside its own column to the middle of another. */
export interface Across {
  readonly x: number;
  readonly y: number;
  readonly to: Column;
}

/** A road: what is drawn in its own column, one line across if it has one, and the arrow head where it arrives. */
export interface Road {
  readonly id: string;
  readonly column: Column;
  readonly path: string;
  readonly across?: Across;
  readonly head: Spot & { readonly way: 'up' | 'down' | 'left' | 'right' };
  /** What makes one take it, and below a line what is sent, if anything; on the road like a sign. */
  readonly sign: Spot & { readonly above: string; readonly below: string };
  /** Not in the drawing that the map follows. */
  readonly dotted?: boolean;
}

export interface Box extends Spot {
  readonly id: string;
  readonly label: string;
}

export type Lane = 'left' | 'right';

/** The way of one traveller up to the present step. */
export interface Track {
  readonly lane: Lane;
  /** Roads taken; the last one may be the present step's. */
  readonly roads: readonly string[];
  /** Numbers of steps by the box that they reached. */
  readonly arrivals: Readonly<Record<string, string>>;
  /** Numbers of steps that left a box for nowhere on the map. */
  readonly exits: Readonly<Record<string, string>>;
  /** Where the traveller is now. */
  readonly at: string;
}

export interface StateMapPicture {
  readonly boxes: readonly Box[];
  readonly roads: readonly Road[];
  readonly tracks: readonly Track[];
  readonly height: number;
}

/** Half the size of a box, in pixels. */
export const half = { wide: 44, tall: 14 } as const;
