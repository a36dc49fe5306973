/**
 * What became of each message: the sent ones compared with those that the receiver's decoder handed over.
 *
 * The comparison goes by places in the stream, not by likeness: two messages with the same text are told apart, and a
 * message that comes out right by accident, from the bytes of another, does not count as whole.
 *
 * Left out: control frames of WebSocket, which nobody sent as a message.
 */
import { characterAt, type Span } from '../bytes/utf8.ts';
import type { Encoded } from './codec.ts';
import type { DecoderState, Message } from './stream.ts';

/** The fate of a sent message. */
export type Outcome =
  /** Handed over by itself, byte for byte. */
  | 'whole'
  /** Handed over in one piece, together with bytes of other messages. */
  | 'glued'
  /** Handed over in several pieces, or only a piece of it so far. */
  | 'split'
  /** Handed over by itself and in one piece, but not as it was sent: padding left on, or too much of it taken off. */
  | 'altered'
  /** Not handed over yet: its end is still buffered, or still on its way. */
  | 'waiting'
  /** Never: the decoder failed, or read over it, or there was nothing of it to send. */
  | 'lost';

/** A sent message: its place in the stream, and what the receiver made of it. */
export interface SentMessage extends Span {
  readonly outcome: Outcome;
  /** Indices of the received messages that hold bytes of it, of its payload or around it. */
  readonly received: readonly number[];
}

/** A character that a boundary tears: bytes `at` to `end` of sent message `message`. */
export interface TornCharacter extends Span {
  readonly message: number;
}

/** A received message: where its bytes came from. */
export interface ReceivedMessage {
  /** Indices of the sent messages that it holds bytes of. */
  readonly sent: readonly number[];
  /** The character inside which it ends, if it ends inside one. */
  readonly torn: TornCharacter | undefined;
}

/** Both sides, in order, and how many messages came out whole. */
export interface Verdict {
  readonly whole: number;
  readonly sent: readonly SentMessage[];
  readonly received: readonly ReceivedMessage[];
}

/**
 * Compares. `received` is everything that the decoder has handed over since the start of the stream, `state` is where it
 * stands now. The stream may have been changed on the way, byte by byte, as long as its offsets still mean the same.
 * Linear in the length of the stream; never throws.
 */
export function verdict(encoded: Encoded, received: readonly Message[], state: DecoderState): Verdict {
  const places = placesOf(encoded);
  const sources = received.map(({ at, end, opcode }): ReceivedMessage => {
    const sent = new Set(opcode < 8 ? encoded.messageIndex.slice(at, end) : []);
    return { sent: [...sent], torn: tornCharacter(encoded, end) };
  });
  const pieces: number[][] = encoded.messages.map(() => []);
  sources.forEach(({ sent }, index) => {
    for (const message of sent) pieces[message]?.push(index);
  });
  const sent = encoded.messages.map((bytes, index): SentMessage => {
    const { at, end } = places[index] ?? { at: 0, end: 0 };
    const indices = pieces[index] ?? [];
    const piece = received[indices[0] ?? -1];
    const alone = sources[indices[0] ?? -1]?.sent.length === 1;
    let outcome: Outcome = 'altered';
    if (piece === undefined) outcome = end > state.start && !state.failure ? 'waiting' : 'lost';
    else if (indices.length > 1 || piece.at > at || piece.end < end) outcome = 'split';
    else if (!alone) outcome = 'glued';
    else if (`${bytes}` === `${piece.bytes}`) outcome = 'whole';
    return { at, end, outcome, received: indices };
  });
  return { whole: sent.filter(({ outcome }) => outcome === 'whole').length, sent, received: sources };
}

/** The bytes of each message in the stream, framing included; at = end for one that has none. */
function placesOf(encoded: Encoded): readonly Span[] {
  const places: Span[] = [];
  encoded.messageIndex.forEach((message, offset) => {
    places[message] = { at: places[message]?.at ?? offset, end: offset + 1 };
  });
  return places;
}

/**
 * The character that a cut of the stream before byte `offset` tears, be it the boundary of a write, a segment, a read or a
 * message; `undefined` when it tears none. Looks at a few bytes only.
 */
export function tornCharacter(encoded: Encoded, offset: number): TornCharacter | undefined {
  const message = encoded.messageIndex[offset];
  if (message === undefined) return undefined;
  const span = characterAt(encoded.messages[message] ?? new Uint8Array(), encoded.payloadIndex[offset] ?? 0);
  return span && { message, ...span };
}
