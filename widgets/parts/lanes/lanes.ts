// Who has what, and who sends what to whom: columns, and rows that are read from above.

export type LaneTone = 'left' | 'right' | 'bad' | 'good' | 'plain';

/** What somebody has at this moment. */
export interface Holding {
  readonly lane: number;
  readonly name: string;
  readonly value: string;
  readonly how?: string | undefined;
  readonly tone: LaneTone;
}

/** Something on its way; the lanes are those of sender and receiver. */
export interface Sent {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly tone: LaneTone;
  /** It does not arrive. */
  readonly stopped?: boolean;
}

/** What several have side by side, or what is sent at the same time. */
export interface LaneRow {
  readonly holdings?: readonly Holding[];
  readonly sent?: readonly Sent[];
}

export interface LanePicture {
  readonly lanes: readonly { readonly name: string; readonly tone: LaneTone }[];
  readonly rows: readonly LaneRow[];
}
