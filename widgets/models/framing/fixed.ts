/**
 * Two framings without a field: none at all, and messages of one fixed length.
 *
 * None: what a read returns is taken for a message. It is the mistake behind "sticky packets": RFC 9293 section 3.7 does
 * not relate the boundaries of segments to those of writes and reads.
 *
 * Fixed length: each message fills a field of `lengthBytes`, shorter ones are padded at the end, as the header fields of a
 * POSIX tar file are with 00. No RFC defines it for all.
 *
 * For the reader: with `strip` the padding is taken off again, and with it every byte of the message's own end that looks
 * like padding. No decoder can tell them apart; that is the price of a field without a length.
 */
import { type DecoderState, type Decoding, type Draft, deliver, type Put, want } from './stream.ts';

/** No framing: every read is taken for one message. */
export interface NoFraming {
  readonly kind: 'none';
}

/** Every message takes the same number of bytes. */
export interface FixedFraming {
  readonly kind: 'fixed';
  /** 1 to 65536. */
  readonly lengthBytes: number;
  /** The byte that fills up a short message. */
  readonly padding: number;
  /** Whether the receiver takes padding off the end. */
  readonly strip: boolean;
}

/** Hands over one read as one message. A read of no bytes is the end of the stream, not a message. Never throws. */
export function decodeNone(state: DecoderState, read: Uint8Array): Decoding {
  const start = state.offset;
  const end = start + read.length;
  const message = { bytes: read.slice(), places: Array.from(read, (_, k) => start + k), at: start, end, opcode: 0 };
  return { state: { ...state, offset: end, start: end }, messages: end > start ? [message] : [], failure: undefined };
}

/** A fixed-length message has one part. It cannot fail: any bytes are a message, right or wrong. */
export function stepFixed(framing: FixedFraming, draft: Draft): undefined {
  if (draft.phase === 'start') return want(draft, 'payload', framing.lengthBytes);
  let { length } = draft.held;
  while (framing.strip && draft.held[length - 1] === framing.padding) length -= 1;
  return deliver(draft, length);
}

/** Writes the message and fills the field up. The message must fit (`checkFraming`). */
export function writeFixed(framing: FixedFraming, message: Uint8Array, put: Put): void {
  put('payload', message);
  put('padding', new Uint8Array(framing.lengthBytes - message.length).fill(framing.padding));
}
