// A TCP segment as the model carries it: flags, numbers, length and the options that change behaviour.
//
// Follows RFC 9293 section 3.1 (header) and RFC 7323 section 3 (timestamps).
// Leaves out ports beside the client's, checksum, urgent pointer, MSS and window scale, which nothing in the
// model reads (print.ts knows what Linux writes there), and the bytes themselves: only their number matters.
import type { Seq } from './sequence.ts';

/** The flag bits where RFC 9293 section 3.1 puts them. */
export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const PSH = 8;
export const ACK = 16;

/** Options of a segment; absent fields were not sent. */
export interface Options {
  /** RFC 7323 (3.2): TSval and TSecr, milliseconds modulo 2^32 of the sender's and of the receiver's clock. */
  readonly timestamps?: readonly [value: Seq, echo: Seq];
  /** RFC 2018: what was received beyond a gap, in ascending order; before it, RFC 2883, what came needlessly. */
  readonly sack?: readonly (readonly [from: Seq, to: Seq])[];
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
  /** Bytes that the sender offers to take, before scaling. */
  readonly window: number;
  readonly options: Options;
}

/** What a rule of the link or a view calls a segment. */
export type SegmentKind = 'SYN' | 'SYN-ACK' | 'ACK' | 'data' | 'FIN' | 'RST';

/** How many sequence numbers the segment occupies. RFC 9293 (3.4): SEG.LEN counts SYN and FIN. */
export const occupies = ({ flags, length }: { readonly flags: number; readonly length: number }): number =>
  length + (flags & FIN) + ((flags & SYN) >> 1);

/** The kind of a segment by its most telling flag: a FIN with data is a FIN, a pure ACK has nothing else. */
export const segmentKind = ({ flags, length }: { readonly flags: number; readonly length: number }): SegmentKind =>
  flags & RST ? 'RST' : flags & SYN ? (flags & ACK ? 'SYN-ACK' : 'SYN') : flags & FIN ? 'FIN' : length ? 'data' : 'ACK';
