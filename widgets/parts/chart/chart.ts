// A curve under a ceiling, in shares of the width and the height.

export interface Chart {
  readonly label: string;
  /** The ceiling and its words. */
  readonly top: { readonly value: number; readonly label: string };
  /** Corners of the curve, each from 0 to 1: [across, up]. */
  readonly line: readonly (readonly [number, number])[];
  /** From where on something is wrong, and what. */
  readonly alarm?: { readonly from: number; readonly label: string } | undefined;
  /** Labels under the curve. */
  readonly marks: readonly { readonly at: number; readonly label: string }[];
}
