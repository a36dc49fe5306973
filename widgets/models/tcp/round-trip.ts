// From round trips to the retransmission timeout.
//
// Follows RFC 6298 section 2 and Linux 6.18, net/ipv4/tcp_input.c, tcp_rtt_estimator(). Both keep SRTT with gain 1/8
// and RTTVAR with gain 1/4; `mdevMs` is RTTVAR times four, as both add it to SRTT. Linux differs in two ways: the
// variance falls slowly (one step a window) and never below 200 ms, and a sample below the mean counts an eighth.
// Leaves out the clock grain G of RFC 6298 (2.3), which is 0 here, and Linux's cache of metrics per destination.
import type { Endpoint } from './endpoint.ts';
import { ahead } from './sequence.ts';

/** Takes one RTT sample and sets the RTO from it. RFC 6298 (5.7): a valid sample ends the back-off. */
export function sampleRoundTrip(endpoint: Endpoint, rttMs: number): void {
  const { rtoMinMs, rttvarMinMs } = endpoint.profile;
  if (!endpoint.srttMs) {
    // RFC 6298 (2.2): SRTT <- R, RTTVAR <- R/2, which is what the step below makes of these.
    endpoint.srttMs = rttMs;
    endpoint.mdevMs = (rttMs * 8) / 3;
  }
  const error = rttMs - endpoint.srttMs;
  // RFC 6298 (2.3): RTTVAR first, with the old SRTT.
  const change = Math.abs(error) - endpoint.mdevMs / 4;
  // tcp_rtt_estimator(): a falling RTT must not raise the variance much (Eifel).
  endpoint.mdevMs += rttvarMinMs && error < 0 && change > 0 ? change / 8 : change;
  endpoint.srttMs += error / 8;
  endpoint.mdevMaxMs = Math.max(endpoint.mdevMaxMs, endpoint.mdevMs);
  endpoint.rttvarMs = Math.max(endpoint.rttvarMs, endpoint.mdevMaxMs);
  if (ahead(endpoint.sndUna, endpoint.rttSeq) > 0) {
    endpoint.rttvarMs -= (endpoint.rttvarMs - endpoint.mdevMaxMs) / 4;
    endpoint.rttSeq = endpoint.sndNxt;
    endpoint.mdevMaxMs = rttvarMinMs;
  }
  setRto(endpoint, Math.max(rtoMinMs, endpoint.srttMs + (rttvarMinMs ? endpoint.rttvarMs : endpoint.mdevMs)));
}

/** Sets the RTO, at most the profile's maximum. RFC 6298 (2.5). */
export function setRto(endpoint: Endpoint, rtoMs: number): void {
  endpoint.rtoMs = Math.min(rtoMs, endpoint.profile.rtoMaxMs);
}
