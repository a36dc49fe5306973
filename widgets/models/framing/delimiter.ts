/**
 * Messages that end with a delimiter: a newline, CRLF, or any byte string, with escaping or without.
 *
 * Without escaping a message ends at the first place where the delimiter is complete, wherever that is: a message that
 * holds the delimiter comes out as two. That is how lines are read (RFC 9112 section 2.1 ends them with CRLF).
 *
 * The escaping is that of PPP (RFC 1662 section 4.2): the escape byte, then the byte in question exclusive-or 20. What has
 * to be escaped in a message is the escape byte and the first byte of the delimiter. So an encoded message never holds the
 * first byte of the delimiter (unless it is the escape byte exclusive-or 20), a delimiter can be found without understanding
 * escapes, and a delimiter of several bytes cannot be completed by what stands before it.
 *
 * Differs: RFC 1662 takes any byte after the escape byte; here it must stand for one that had to be escaped, so that
 * a stream has one reading and a wrong one is seen. PPP's abort (7d 7e) is such a failure.
 */
import { type Draft, deliver, type Failure, failure, type Put, want } from './stream.ts';

/** Every message is followed by the delimiter. */
export interface DelimiterFraming {
  readonly kind: 'delimiter';
  /** 1 to 16 bytes. */
  readonly delimiter: readonly number[];
  /** The escape byte, which must not be in the delimiter; `undefined` for no escaping. */
  readonly escape: number | undefined;
  /** The longest message, without its delimiter, that the receiver takes. */
  readonly limitBytes: number;
}

/** The bit that RFC 1662 complements in an escaped byte (section 4.2: "bit 5"). */
const complement = 0x20;

/**
 * Every byte is a part of its own. Fails with `escape-invalid`, or with `message-too-long` when the bytes past the limit can
 * no longer be the delimiter. A delimiter is at most 16 bytes, so a step is O(1).
 */
export function stepDelimiter(framing: DelimiterFraming, draft: Draft, byte: number): Failure | undefined {
  const { delimiter, escape: escapeByte, limitBytes: limit } = framing;
  const { phase, held, offset } = draft;
  if (phase === 'byte' && byte === escapeByte) return want(draft, 'escaped', 1);
  if (phase !== 'start') {
    const plain = phase === 'escaped' ? byte ^ complement : byte;
    if (phase === 'escaped' && plain !== delimiter[0] && plain !== escapeByte) {
      return failure(draft, 'escape-invalid', { value: byte }, offset - 2);
    }
    held.push(plain);
    draft.places.push(offset - 1);
    // An escaped byte is no part of a delimiter.
    draft.value = phase === 'escaped' ? 0 : draft.value + 1;
    const length = held.length - delimiter.length;
    if (draft.value >= delimiter.length && delimiter.every((wanted, k) => held[length + k] === wanted)) {
      return deliver(draft, length);
    }
    if (length >= limit) return failure(draft, 'message-too-long', { value: length + 1, limit }, draft.start);
  }
  return want(draft, 'byte', 1);
}

/** Writes the message, escaped if there is an escape byte, and the delimiter. */
export function writeDelimiter(framing: DelimiterFraming, message: Uint8Array, put: Put): void {
  const { delimiter, escape: escapeByte } = framing;
  for (const byte of message) {
    const escaped = escapeByte !== undefined && (byte === escapeByte || byte === delimiter[0]);
    if (escaped) put('escape', [escapeByte]);
    put('payload', [escaped ? byte ^ complement : byte]);
  }
  put('delimiter', delimiter);
}
