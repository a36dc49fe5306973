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

export interface Diagram {
  readonly lanes: Readonly<Record<Lane, string>>;
  readonly arrows: readonly Arrow[];
  readonly bars: readonly Bar[];
  readonly spans: readonly Span[];
  /** The time that one step of {@link stepPx} stands for: as a rule the one-way delay. */
  readonly step: number;
  /** Many arrows: less room for each. */
  readonly dense?: boolean;
}
