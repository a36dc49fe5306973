// Is a segment acceptable, and if not, may it be answered?
//
// Follows RFC 7323 section 5 (PAWS), RFC 9293 section 3.10.7.4 (answer with an ACK) and Linux's limit on such answers.
import { type Endpoint, sinceMs } from './endpoint.ts';
import { occupies, RST, type Segment, SYN } from './segment.ts';
import { sendAck } from './sender.ts';
import { advance, ahead } from './sequence.ts';

/** By how many milliseconds the segment's timestamp is ahead of the last one seen; 0 where there are none. */
export const newer = ({ timestamps, tsRecent }: Endpoint, { options }: Segment): number =>
  timestamps && options.timestamps ? ahead(options.timestamps[0], tsRecent) : 0;

/** RFC 7323 (5.3, R1): the segment is older than one already seen. (5.2): a RST is not subject to PAWS. */
export const isOld = (endpoint: Endpoint, segment: Segment): boolean =>
  !(segment.flags & RST) && newer(endpoint, segment) < 0;

/** Whether an answer to something unacceptable is due: at most one per half second. __tcp_oow_rate_limited(). */
export function mayAnswer(endpoint: Endpoint): boolean {
  const may = sinceMs(endpoint, endpoint.invalidAckUs) >= endpoint.profile.invalidRateLimitMs;
  if (may) endpoint.invalidAckUs = endpoint.run.nowUs;
  return may;
}

/** tcp_enter_quickack_mode(): what came again shows that an ACK was lost, so the next ones are not delayed. */
export function hurryAcks(endpoint: Endpoint, { seq, ...segment }: Segment): void {
  endpoint.duplicate = [seq, advance(seq, occupies(segment))];
  endpoint.quickAcks = endpoint.profile.quickAcks;
  endpoint.pingpong = false;
}

/** Answers a segment that is not acceptable with an ACK; data and FIN are always answered. tcp_oow_rate_limited(). */
export function answer(endpoint: Endpoint, segment: Segment): void {
  if (
    endpoint.state !== 'TIME-WAIT' &&
    occupies(segment) &&
    !(segment.flags & SYN) &&
    ahead(segment.seq, endpoint.rcvNxt) < 0
  )
    hurryAcks(endpoint, segment);
  if ((occupies(segment) && !(segment.flags & (SYN | RST))) || mayAnswer(endpoint)) sendAck(endpoint);
}
