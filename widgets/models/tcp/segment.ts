// A TCP segment as the model carries it: flags, numbers, length and the options that change behaviour.
//
// Follows RFC 9293 section 3.1 (header), RFC 7323 (window scale, timestamps), RFC 2018 and RFC 2883 (SACK, D-SACK).
// Leaves out ports beside the client's, checksum, urgent pointer and the bytes themselves: only their number matters.
import type { Seq } from './sequence.ts';

/** The flag bits where RFC 9293 section 3.1 puts them. */
export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const PSH = 8;
export const ACK = 16;

/** Options of a segment; absent fields were not sent. */
export interface Options {
  readonly mss?: number;
  readonly windowScale?: number;
  readonly sackPermitted?: true;
  /** RFC 7323 (3.2): TSval and TSecr, in milliseconds of the sender's and the receiver's clock. */
  readonly timestamps?: readonly [value: number, echo: number];
  /** SACK blocks as [left edge, right edge). RFC 2883: the first may report a duplicate. */
  readonly sack?: readonly (readonly [Seq, Seq])[];
}

/** One segment on the wire. `length` counts data bytes; SYN and FIN occupy one number each besides. */
export interface Segment {
  /** The client's port: with one server port it names the 4-tuple. */
  readonly port: number;
  readonly flags: number;
  readonly seq: Seq;
  /** Meaningful only with the ACK flag; 0 otherwise. */
  readonly ack: Seq;
  readonly length: number;
  /** The window field as sent, unscaled. */
  readonly window: number;
  readonly options: Options;
}

/** What a rule of the link or a view calls a segment. */
export type SegmentKind = 'SYN' | 'SYN-ACK' | 'ACK' | 'data' | 'FIN' | 'RST';

/** How many sequence numbers the segment occupies. RFC 9293 (3.4): SEG.LEN counts SYN and FIN. */
export const occupies = (segment: { readonly flags: number; readonly length: number }): number =>
  segment.length + (segment.flags & SYN ? 1 : 0) + (segment.flags & FIN ? 1 : 0);

/** The kind of a segment by its most telling flag: a FIN with data is a FIN, a pure ACK has nothing else. */
export function segmentKind({ flags, length }: { readonly flags: number; readonly length: number }): SegmentKind {
  if (flags & RST) return 'RST';
  if (flags & SYN) return flags & ACK ? 'SYN-ACK' : 'SYN';
  if (flags & FIN) return 'FIN';
  return length ? 'data' : 'ACK';
}
