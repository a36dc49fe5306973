// The same sends over UDP: each is one datagram, each recv() takes one datagram or the beginning of it.
//
// RFC 768 gives a datagram a length of its own; recv(2): what does not fit the buffer is discarded. Recording 22e shows both.
// Simplified: no datagram is lost, doubled or overtaken here, and one that is longer than the MTU is drawn as one.
import type { Run } from './run.ts';

export interface Datagram {
  readonly at: number;
  /** The end of what recv() took. */
  readonly taken: number;
  readonly end: number;
  /** It is exactly one message, and all of it was taken. */
  readonly whole: boolean;
}

export function datagramsOf({ writes, encoded }: Run, bufferBytes: number): readonly Datagram[] {
  const { messageIndex } = encoded;
  return writes.map(({ at, end }) => {
    const taken = Math.min(end, at + bufferBytes);
    const begins = messageIndex[at - 1] !== messageIndex[at];
    const ends = messageIndex[end] !== messageIndex[end - 1];
    return { at, taken, end, whole: taken === end && begins && ends && messageIndex[at] === messageIndex[end - 1] };
  });
}
