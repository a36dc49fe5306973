// A curve that rises in steps, in shares of the width and the height.

export interface Steps {
  readonly label: string;
  /** Corners of the curve, each from 0 to 1: [across, up]. */
  readonly line: readonly (readonly [number, number])[];
  /** The steps, from left to right: each can be picked. */
  readonly points: readonly { readonly across: number; readonly up: number }[];
  /** The index of the point that is shown beside the chart; -1 for none. */
  readonly picked: number;
  /** What does not come to anything: from where on, and its words. */
  readonly fails?: { readonly across: number; readonly up: number; readonly label: string } | undefined;
  /** Labels under the chart and beside its lines. */
  readonly across: readonly { readonly at: number; readonly label: string }[];
  readonly up: readonly { readonly at: number; readonly label: string }[];
}
