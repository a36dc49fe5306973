// Relative numbers: sequence numbers as people and packet analysers print them, counted from the ISN.
import type { LogEvent, SegmentEvent, Side } from './log.ts';
import { ACK, SYN } from './segment.ts';

/** The initial sequence number of a side in a connection, as the log shows it; 0 where no SYN was logged. */
export function initialNumbers(events: readonly LogEvent[]): (connection: number, side: Side) => number {
  const found = new Map<string, number>();
  for (const event of events) {
    if (event.kind !== 'segment' || !(event.segment.flags & SYN)) continue;
    const key = `${event.connection} ${event.from}`;
    if (!found.has(key)) found.set(key, event.segment.seq);
  }
  return (connection, side) => found.get(`${connection} ${side}`) ?? 0;
}

/** Sequence and acknowledgment number of a segment event relative to the ISNs; `ack` is undefined without ACK. */
export function relativeNumbers(
  { connection, from, segment }: SegmentEvent,
  initial: ReturnType<typeof initialNumbers>,
): { readonly seq: number; readonly ack: number | undefined } {
  const peer = from === 'client' ? 'server' : 'client';
  return {
    seq: (segment.seq - initial(connection, from)) | 0,
    ack: segment.flags & ACK ? (segment.ack - initial(connection, peer)) | 0 : undefined,
  };
}
