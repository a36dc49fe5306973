// Is a segment acceptable, and if not, may it be answered?
//
// Follows RFC 7323 section 5 (PAWS), RFC 9293 section 3.10.7.4 (answer with an ACK) and Linux's limit on such answers.
import type { Endpoint } from './endpoint.ts';
import { occupies, RST, type Segment, SYN } from './segment.ts';
import { ahead, seq } from './sequence.ts';

/** RFC 7323 (5.3, R1): whether the segment is older than one already seen on the connection. */
export function olderThanSeen({ timestamps, tsRecent }: Endpoint, { flags, options }: Segment): boolean {
  const stamp = options.timestamps;
  // RFC 7323 (5.2): a RST is not subject to PAWS.
  return timestamps && stamp !== undefined && !(flags & RST) && ahead(seq(stamp[0]), seq(tsRecent)) < 0;
}

/** Answers a segment that is not acceptable, at most once per half second if it carries nothing. RFC 9293 (3.10.7.4). */
export function answerInvalid(endpoint: Endpoint, segment: Segment | undefined): boolean {
  const { host, lastInvalidAckUs } = endpoint;
  const { nowUs } = host.run;
  // tcp_oow_rate_limited(): data and FIN are always answered.
  if (!segment || segment.flags & SYN || !occupies(segment)) {
    if (nowUs - lastInvalidAckUs < host.profile.invalidRateLimitMs * 1_000) return false;
    endpoint.lastInvalidAckUs = nowUs;
  }
  return true;
}
