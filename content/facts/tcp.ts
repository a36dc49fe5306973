// What the RFCs say about TCP in numbers. Constants are for models, records for the site.
import type { Fact } from './fact.ts';

/** RFC 6298 (2.1): before the first RTT sample. */
export const rtoInitialMs = 1_000;
/** RFC 6298 (2.4): the floor of the whole RTO. */
export const rtoMinMs = 1_000;
/** RFC 6298 (2.5): a maximum may be placed on the RTO, provided it is at least 60 s. */
export const rtoMaxMs = 60_000;
/** RFC 6298 (5.7): the RTO after a SYN or its ACK was lost and nothing was measured. */
export const rtoAfterSynLossMs = 3_000;
/** RFC 9293 section 3.4.2: the maximum segment lifetime, an engineering choice. */
export const mslMs = 120_000;
/** RFC 9293 section 3.6.1 (MUST-13): TIME-WAIT lasts 2 MSL. */
export const timeWaitMs = 2 * mslMs;
/** RFC 9293 section 3.8.3 (MUST-23): a SYN is retransmitted for at least 3 minutes. */
export const synLimitMs = 180_000;
/** RFC 9293 section 3.8.3 (SHLD-11): data is retransmitted for at least 100 s. */
export const dataLimitMs = 100_000;
/** RFC 9293 section 3.8.6.3 (MUST-40): an ACK is delayed by less than 0.5 s. */
export const delayedAckLimitMs = 500;
/** RFC 9293 section 3.8.4 (MUST-28): the default keep-alive interval is no less than two hours. */
export const keepaliveMinMs = 7_200_000;
/** RFC 9293 section 3.7.1: MSS of Ethernet with IPv4, 1500 - 20 - 20. */
export const mssEthernetBytes = 1_460;
/** RFC 9293 section 3.7.1: what is assumed over IPv4 when no MSS was announced. */
export const mssDefaultBytes = 536;
/** RFC 7323 section 3.2: kind, length, TSval, TSecr and two NOPs in front. */
export const timestampsBytes = 12;
/** RFC 6928 section 2: ten segments may be sent before the first ACK. */
export const initialWindowSegments = 10;
/** RFC 9293 section 3.4.1: the ISN clock ticks about every 4 microseconds. */
export const isnTickUs = 4;

/** The same numbers as records, for the pages. */
export const facts: readonly Fact[] = [
  { id: 'tcp.rto.initial', value: rtoInitialMs, unit: 'ms', source: 'rfc6298', at: '2.1' },
  { id: 'tcp.rto.min', value: rtoMinMs, unit: 'ms', source: 'rfc6298', at: '2.4' },
  { id: 'tcp.rto.max', value: rtoMaxMs, unit: 'ms', source: 'rfc6298', at: '2.5' },
  { id: 'tcp.rto.after-syn-loss', value: rtoAfterSynLossMs, unit: 'ms', source: 'rfc6298', at: '5.7' },
  { id: 'tcp.msl', value: mslMs / 60_000, unit: 'minutes', source: 'rfc9293', at: '3.4.2' },
  { id: 'tcp.timewait.length', value: timeWaitMs / 60_000, unit: 'minutes', source: 'rfc9293', at: '3.6.1' },
  { id: 'tcp.syn.limit', value: synLimitMs / 60_000, unit: 'minutes', source: 'rfc9293', at: '3.8.3' },
  { id: 'tcp.data.limit', value: dataLimitMs / 1_000, unit: 's', source: 'rfc9293', at: '3.8.3' },
  { id: 'tcp.delayed-ack.limit', value: delayedAckLimitMs, unit: 'ms', source: 'rfc9293', at: '3.8.6.3' },
  { id: 'tcp.keepalive.min', value: keepaliveMinMs / 1_000, unit: 's', source: 'rfc9293', at: '3.8.4' },
  { id: 'tcp.mss.ethernet', value: mssEthernetBytes, unit: 'bytes', source: 'rfc9293', at: '3.7.1' },
  { id: 'tcp.timestamps.length', value: timestampsBytes, unit: 'bytes', source: 'rfc7323', at: '3.2' },
  { id: 'tcp.cwnd.initial', value: initialWindowSegments, unit: 'count', source: 'rfc6928', at: '2' },
  { id: 'tcp.isn.tick', value: isnTickUs, unit: 'us', source: 'rfc9293', at: '3.4.1' },
];
