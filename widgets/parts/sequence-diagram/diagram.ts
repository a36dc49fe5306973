// What a time-space diagram shows, in shapes: two lanes, arrows between them, bars beside them, spans along them.
// Times are integers of any one unit; words and meanings are the caller's.

export type Lane = 'left' | 'right';

export interface Arrow {
  readonly id: string;
  readonly from: Lane;
  readonly sent: number;
  /** When it arrives, or would have arrived if it were not lost. */
  readonly arrives: number;
  readonly lost: boolean;
  readonly label: string;
  /** Drawn as a thing of the past: an old duplicate. */
  readonly old?: boolean;
  /** What becomes of it where it arrives, said at its end. */
  readonly verdict?: { readonly label: string; readonly bad: boolean };
  /** Classes of its own: such an arrow lies in a band, to which they give a colour. */
  readonly tone?: string;
  /** What pressing it does, for the reader who cannot see it; absent where it cannot be pressed. */
  readonly action?: string;
}

export interface Bar {
  readonly lane: Lane;
  readonly from: number;
  /** null: it goes on; drawn as a stub. */
  readonly to: number | null;
  readonly label: string;
  /** A second line, where there is room for it. */
  readonly note?: string;
  readonly tone: Lane | 'timer' | 'plain';
}

/** A bracket along a lane: a timer running, or a wait. */
export interface Span {
  readonly lane: Lane;
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** Words at a moment: beside a lane, or across the wire. */
export interface Mark {
  readonly at: number;
  readonly label: string;
  /** `wire` is a line across everything, `silence` words in the interval that follows, a lane a flag on it. */
  readonly where: Lane | 'wire' | 'silence';
  /** Drawn as a loss. */
  readonly lost?: boolean;
  /** A flag stands below its moment; above it, where an arrow leaves the lane then. */
  readonly above?: boolean;
}

export interface Diagram {
  readonly lanes: Readonly<Record<Lane, string>>;
  readonly arrows: readonly Arrow[];
  readonly bars: readonly Bar[];
  readonly spans: readonly Span[];
  readonly marks?: readonly Mark[];
  /** The time that one step of {@link stepPx} stands for: as a rule the one-way delay. */
  readonly step: number;
  /** Many arrows: less room for each. */
  readonly dense?: boolean;
}
