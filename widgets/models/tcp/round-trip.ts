// From round trips to the retransmission timeout.
//
// Follows RFC 6298 section 2 and Linux 6.18, net/ipv4/tcp_input.c, tcp_rtt_estimator(). Both keep SRTT with gain 1/8
// and RTTVAR with gain 1/4; `mdevUs` is RTTVAR times four, as both add it to SRTT. Linux differs in two ways: the
// variance falls slowly (one step a window) and never below 200 ms, and a sample below the mean counts an eighth.
// Leaves out the clock grain G of RFC 6298 (2.3), which is 0 here, and Linux's cache of metrics per destination.
import type { Endpoint } from './endpoint.ts';
import { ahead } from './sequence.ts';

/** Takes one RTT sample and sets the RTO from it. RFC 6298 (5.7): a valid sample ends the back-off. */
export function sampleRoundTrip(endpoint: Endpoint, rttUs: number): void {
  const { profile } = endpoint.host;
  const floorUs = profile.rttvarMinMs * 1_000;
  if (!endpoint.srttUs) {
    // RFC 6298 (2.2): SRTT <- R, RTTVAR <- R/2.
    endpoint.srttUs = Math.max(1, rttUs);
    endpoint.mdevUs = 2 * rttUs;
    endpoint.rttvarUs = endpoint.mdevMaxUs = Math.max(endpoint.mdevUs, floorUs);
    endpoint.rttSeq = endpoint.sndNxt;
  } else {
    const error = rttUs - endpoint.srttUs;
    // RFC 6298 (2.3): RTTVAR first, with the old SRTT.
    let change = Math.abs(error) - endpoint.mdevUs / 4;
    // tcp_rtt_estimator(): a falling RTT must not raise the variance much (Eifel).
    if (floorUs && error < 0 && change > 0) change /= 8;
    endpoint.srttUs = Math.round(endpoint.srttUs + error / 8);
    endpoint.mdevUs = Math.round(endpoint.mdevUs + change);
    if (endpoint.mdevUs > endpoint.mdevMaxUs) {
      endpoint.mdevMaxUs = endpoint.mdevUs;
      endpoint.rttvarUs = Math.max(endpoint.rttvarUs, endpoint.mdevMaxUs);
    }
    if (ahead(endpoint.sndUna, endpoint.rttSeq) > 0) {
      if (endpoint.mdevMaxUs < endpoint.rttvarUs)
        endpoint.rttvarUs -= Math.round((endpoint.rttvarUs - endpoint.mdevMaxUs) / 4);
      endpoint.rttSeq = endpoint.sndNxt;
      endpoint.mdevMaxUs = floorUs;
    }
  }
  const varianceUs = floorUs ? endpoint.rttvarUs : endpoint.mdevUs;
  setRto(endpoint, Math.max(profile.rtoMinMs * 1_000, endpoint.srttUs + varianceUs));
}

/** Sets the RTO, at most the profile's maximum. RFC 6298 (2.5). */
export function setRto(endpoint: Endpoint, rtoUs: number): void {
  endpoint.rtoUs = Math.min(rtoUs, endpoint.host.profile.rtoMaxMs * 1_000);
}

/**
 * Linux's reading of a count of retries as a time: how long that many doublings from `baseMs` would take.
 * net/ipv4/tcp_timer.c, tcp_model_timeout().
 */
export function retriesAsTimeUs(retries: number, baseMs: number, maxMs: number): number {
  const doublings = Math.min(retries, Math.floor(Math.log2(maxMs / baseMs)));
  return ((2 ** (doublings + 1) - 1) * baseMs + (retries - doublings) * maxMs) * 1_000;
}
