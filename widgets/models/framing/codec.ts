/**
 * Messages to bytes and back, for any framing: the door of this folder for a view.
 *
 * A program that needs one framing only can take `encodeWith` or `decodeWith` and that framing's functions; the others are
 * then not bundled.
 *
 * Left out: segments and reads. How a stream is cut is the business of TCP and of the receiver's reads, not of a framing.
 */
import { checkFraming, type Problem } from './check.ts';
import { stepChunked, writeChunked } from './chunked.ts';
import { stepDelimiter, writeDelimiter } from './delimiter.ts';
import { decodeNone, stepFixed, writeFixed } from './fixed.ts';
import type { Framing, FramingOf } from './framing.ts';
import { stepLengthPrefix, writeLengthPrefix } from './length-prefix.ts';
import {
  type DecoderState,
  type Decoding,
  decoderStart,
  decodeWith,
  type Message,
  type Put,
  type Role,
  type Step,
} from './stream.ts';
import { stepWebSocket, writeWebSocket } from './websocket.ts';

/** A stream with every byte accounted for. The three lists have one entry for each byte of `bytes`. */
export interface Encoded {
  /** The messages as they were given. */
  readonly messages: readonly Uint8Array[];
  readonly bytes: Uint8Array;
  /** What the byte is there for. */
  readonly roles: readonly Role[];
  /** Which message it belongs to: an index of `messages`. */
  readonly messageIndex: readonly number[];
  /** How many bytes of that message's payload come before it. */
  readonly payloadIndex: readonly number[];
  /** What is wrong; the messages named here are left out of the stream, all of them if the framing itself is wrong. */
  readonly problems: readonly Problem[];
}

/** The bytes that a sender writes for these messages. Linear in their length; never throws. */
export function encode(framing: Framing, messages: readonly Uint8Array[]): Encoded {
  return encodeWith(codecOf(framing)[0], framing, messages);
}

/** The same with the writer of one framing, for whoever does not want to carry them all. */
export function encodeWith<One extends Framing>(
  write: Write<One>,
  framing: One,
  messages: readonly Uint8Array[],
): Encoded {
  const bytes: number[] = [];
  const roles: Role[] = [];
  const messageIndex: number[] = [];
  const payloadIndex: number[] = [];
  const problems = checkFraming(framing, messages);
  const refused = new Set(problems.map(({ message }) => message));
  messages.forEach((message, index) => {
    if (refused.has(undefined) || refused.has(index)) return;
    let payload = 0;
    write(framing, message, (role, values) => {
      for (const value of values) {
        bytes.push(value);
        roles.push(role);
        messageIndex.push(index);
        payloadIndex.push(payload);
        if (role === 'payload') payload += 1;
      }
    });
  });
  return { messages, bytes: Uint8Array.from(bytes), roles, messageIndex, payloadIndex, problems };
}

type Kind = Framing['kind'];
type Write<One> = (framing: One, message: Uint8Array, put: Put) => void;
type Codec<One> = readonly [write: Write<One>, step: Step<One>];

/** How each kind is written and read. Without a framing nothing is read: `decodeNone` takes its place. */
const codecs: { readonly [One in Kind]: Codec<FramingOf<One>> } = {
  none: [(_, message, put) => put('payload', message), () => undefined],
  fixed: [writeFixed, stepFixed],
  delimiter: [writeDelimiter, stepDelimiter],
  'length-prefix': [writeLengthPrefix, stepLengthPrefix],
  chunked: [writeChunked, stepChunked],
  websocket: [writeWebSocket, stepWebSocket],
};

const codecOf = <One extends Kind>(framing: { [K in One]: FramingOf<K> }[One]): Codec<FramingOf<One>> =>
  codecs[framing.kind];

/**
 * What one read gives to a receiver in `state` (begin with `decoderStart`). The framing must pass `checkFraming`, and must
 * not change along a stream. Linear in the bytes of the read; never throws.
 */
export function decode(framing: Framing, state: DecoderState, read: Uint8Array): Decoding {
  return framing.kind === 'none' ? decodeNone(state, read) : decodeWith(codecOf(framing)[1], framing, state, read);
}

/** Everything that a receiver gets from these reads, one after the other, since the start of the stream. */
export function decodeAll(framing: Framing, reads: readonly Uint8Array[]): Decoding {
  const messages: Message[] = [];
  let state = decoderStart;
  for (const read of reads) {
    const decoding = decode(framing, state, read);
    messages.push(...decoding.messages);
    state = decoding.state;
  }
  return { state, messages, failure: state.failure };
}
