/**
 * What all framings share: the state of a decoder between two reads, the messages it hands over, the ways it can fail.
 *
 * TCP gives a stream of bytes and keeps no boundary of any write or read (RFC 9293 section 3.7, and 3.9.1 for SEND and
 * RECEIVE). So a decoder is a function of a state and the bytes of one read; where the reads are cut must not matter, and
 * cannot: a framing only ever sees complete parts of a message, and the loop below is the only one over a read.
 *
 * A decoder that has failed has lost its place in the stream. It stays failed, reads nothing more, and the only honest
 * thing left to its owner is to close the connection.
 *
 * Left out: time-outs, and what an end of the stream inside a message means; `waiting` says what was buffered.
 */
import type { Span } from '../bytes/utf8.ts';

/** What a byte of an encoded stream is there for. */
export type Role =
  | 'payload'
  | 'padding'
  | 'delimiter'
  | 'escape'
  | 'length'
  | 'chunk-size'
  | 'crlf'
  | 'header'
  | 'mask';

/** Where an encoder puts its bytes, role by role, in the order of the stream. */
export type Put = (role: Role, bytes: Iterable<number>) => void;

/** One message as the receiver sees it. */
export interface Message extends Span {
  /** Its payload: unescaped, unmasked, without padding. */
  readonly bytes: Uint8Array;
  /** The offset in the stream of each byte of the payload. `at` and `end` span everything around it, too. */
  readonly places: readonly number[];
  /** WebSocket: the opcode of the (first) frame; 8 and above are control frames. Other framings: 0. */
  readonly opcode: number;
}

/** Why a decoder gave up. The comment says what `values` holds; a number past 2^53 - 1 is reported as 2^53 - 1. */
export type FailureCode =
  /** value, limit: the message, or what is announced of it, is longer than the receiver takes. */
  | 'message-too-long'
  /** value: the length field, read as a signed number, is below zero. */
  | 'length-negative'
  /** A varint whose tenth byte still says that more follow. */
  | 'varint-too-long'
  /** value: the byte after the escape byte stands for nothing. */
  | 'escape-invalid'
  /** value: not a hexadecimal digit where a chunk size has to begin. */
  | 'chunk-size-invalid'
  /** value, limit: one chunk is longer than the receiver takes. */
  | 'chunk-too-long'
  /** What follows a chunk size is not a chunk extension (RFC 9112 section 7.1.1) and CRLF. */
  | 'chunk-extension-invalid'
  /** A chunk's data is over, and no CRLF follows. */
  | 'chunk-end-missing'
  /** Neither a field line nor the empty line that ends the trailer section. */
  | 'trailer-invalid'
  /** limit: the line of a chunk size, or the trailer section. */
  | 'line-too-long'
  /** value (the first byte of the frame): a reserved bit is set, and no extension was negotiated. */
  | 'reserved-bit'
  /** value: an opcode that is not one of 0, 1, 2, 8, 9, 10. */
  | 'opcode-reserved'
  /** value: the opcode of a control frame without FIN. */
  | 'control-fragmented'
  /** value: the opcode of a control frame that announces more than 125 bytes. */
  | 'control-too-long'
  /** A continuation frame, and no message to continue. */
  | 'continuation-unexpected'
  /** value: the opcode of a message that begins before the fragmented one is over. */
  | 'continuation-missing'
  /** A client's frame without a mask. */
  | 'mask-missing'
  /** A server's frame with a mask. */
  | 'mask-unexpected'
  /** value: a length that would have fitted into a shorter field. */
  | 'length-not-minimal'
  /** The most significant bit of the 64-bit length is set. */
  | 'length-top-bit'
  /** value: a close code that must not be sent; a body of one byte counts as that code. */
  | 'close-code-invalid'
  /** A text message, or the reason of a close, is not UTF-8: the span is the first ill-formed sequence. */
  | 'utf8-invalid';

/** A failure as data: the span is the bytes of the stream that show it. Words are the view's. */
export interface Failure extends Span {
  readonly code: FailureCode;
  readonly values: { readonly value?: number; readonly limit?: number };
}

/** The part of a message that is being read. `start`: nothing of it yet. `payload` is kept by the loop itself. */
export type Phase =
  | 'start'
  | 'payload'
  | 'byte'
  | 'escaped'
  | 'size'
  | 'extension'
  | 'chunk-end'
  | 'trailer'
  | 'header'
  | 'length'
  | 'mask'
  | 'control'
  | 'closed';

/**
 * A decoder between two reads. Begin with `decoderStart`; look only at `offset`, `start` and `failure`: the rest belongs
 * to the framing. A state may be kept and decoded from twice; both ways give what they would give alone.
 */
export interface DecoderState {
  /** Offset of the next byte in the stream. */
  readonly offset: number;
  /** Offset of the first byte of the message that is being read. */
  readonly start: number;
  readonly failure: Failure | undefined;
  readonly phase: Phase;
  /** Offset of the first byte of that part. */
  readonly mark: number;
  /** Bytes that the part still wants. */
  readonly need: number;
  /** The bytes of the part, one character each (a string is a value and can be shared). */
  readonly field: string;
  /** A number that the framing remembers: a chunk size, a frame's length, payload bytes since the last escape. */
  readonly value: number;
  /** WebSocket: the opcode of the message whose fragments are being read, 0 for none. */
  readonly opcode: number;
  /** WebSocket: the first byte of the frame. */
  readonly frame: number;
  /** WebSocket: the mask of the frame, one character for a byte; empty for none. */
  readonly mask: string;
  /** The payload so far and where each byte was. Arrays may be longer than `count`: the rest belongs to a later state. */
  readonly held: readonly number[];
  readonly places: readonly number[];
  readonly count: number;
}

/** What one read gave. */
export interface Decoding {
  readonly state: DecoderState;
  readonly messages: readonly Message[];
  readonly failure: Failure | undefined;
}

/** A state while one read is being decoded. Local to `decodeWith`, so it may change. */
export type Draft = { -readonly [Key in keyof DecoderState]: DecoderState[Key] } & {
  held: number[];
  places: number[];
  messages: Message[];
};

/**
 * A framing is a step, called when a part of a message is complete: it reads `draft.field`, says with `want` what comes next
 * or hands over with `deliver`, and returns what is wrong. In phase `start` it says what comes first. `byte` is the last one.
 */
export type Step<Framing> = (framing: Framing, draft: Draft, byte: number) => Failure | undefined;

/** The state before the first byte of a stream. */
export const decoderStart: DecoderState = {
  offset: 0,
  start: 0,
  failure: undefined,
  phase: 'start',
  mark: 0,
  need: 0,
  field: '',
  value: 0,
  opcode: 0,
  frame: 0,
  mask: '',
  held: [],
  places: [],
  count: 0,
};

/**
 * Decodes one read with one framing's step. Takes time in proportion to the read alone, not to what is buffered: the
 * payload's array is shared with the state before and grows at its end. Only the newest state may grow it; an older one,
 * whose `count` is short of the array's length, takes a copy. Never throws.
 */
export function decodeWith<Framing>(
  step: Step<Framing>,
  framing: Framing,
  state: DecoderState,
  bytes: Iterable<number>,
): Decoding {
  const { count } = state;
  const grow = (array: readonly number[]): number[] =>
    count > 0 && array.length === count ? (array as number[]) : array.slice(0, count);
  const draft: Draft = { ...state, held: grow(state.held), places: grow(state.places), messages: [] };
  for (const byte of bytes) {
    if (draft.failure) break;
    if (draft.phase === 'start') draft.failure = step(framing, draft, byte);
    // RFC 6455 section 5.3: byte i is masked with byte i mod 4 of the key. No key is no number, which changes nothing.
    const plain = byte ^ draft.mask.charCodeAt((draft.value - draft.need) % 4);
    if (draft.phase === 'payload') keep(draft, plain);
    else draft.field += String.fromCharCode(plain);
    draft.offset += 1;
    draft.need -= 1;
    // A part of no bytes is complete at once: each turn is another part of the same message.
    while (draft.need === 0 && draft.phase !== 'start' && !draft.failure) draft.failure = step(framing, draft, byte);
  }
  const { messages, ...next } = draft;
  return { state: { ...next, count: next.held.length }, messages, failure: next.failure };
}

/** Goes on with `need` bytes of another part, or, while `field` is handed on, with more of the same. */
export function want(draft: Draft, phase: Phase, need: number, field = ''): undefined {
  if (!field) draft.mark = draft.offset;
  Object.assign(draft, { phase, need, field });
}

/** Adds a byte, which stands at the current offset, to the payload. */
function keep(draft: Draft, byte: number): void {
  draft.held.push(byte);
  draft.places.push(draft.offset);
}

/** Hands over the first `count` bytes of the payload: the message ends before the current offset, the next one begins. */
export function deliver(draft: Draft, count: number = draft.held.length): undefined {
  const { held, places, opcode, start, offset, messages } = draft;
  const bytes = Uint8Array.from(held.slice(0, count));
  messages.push({ bytes, places: places.slice(0, count), at: start, end: offset, opcode });
  Object.assign(draft, decoderStart, { offset, start: offset, held: [], places: [] });
}

/** What is wrong with the bytes from `at`, or from the start of the current part, to `end`, or to the current offset. */
export function failure(
  draft: Draft,
  code: FailureCode,
  values: Failure['values'] = {},
  at: number = draft.mark,
  end: number = draft.offset,
): Failure {
  return { code, at, end, values };
}

/**
 * What is buffered and belongs to no message yet, as a span of the stream, with the number of bytes that are wanted
 * at least before anything can come of it. `undefined` between messages and after a failure.
 */
export function waiting(state: DecoderState): (Span & { readonly missing: number }) | undefined {
  const { start, offset, need, failure } = state;
  return failure || start === offset ? undefined : { at: start, end: offset, missing: Math.max(need, 1) };
}
