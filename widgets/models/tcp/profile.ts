// Profiles: what one implementation, or the standard, puts where TCP leaves a choice. Each is a table of facts.
//
// Linux 6.18 from its headers and sysctl defaults; Linux before linear SYN timeouts (6.4 and earlier); RFC 9293
// with RFC 6298. A scenario may override any field, for both sides or for one.
// For the reader: limits are counts in Linux although they act as times; the RFC profile writes its times (R2) as the
// smallest count that reaches them, so that one rule serves all profiles.
import * as linux from '#content/facts/linux.ts';
import * as tcp from '#content/facts/tcp.ts';

/** Everything a side can be told about how it behaves. Times in the unit that closes the name; counts are integers. */
export interface Profile {
  /** The whole RTO is never below this. RFC 6298 (2.4) says 1 s, Linux has no such floor. */
  readonly rtoMinMs: number;
  /** Linux's floor under the variance part, 0 for none. tcp_rto_min_us. */
  readonly rttvarMinMs: number;
  readonly rtoInitialMs: number;
  readonly rtoMaxMs: number;
  /** RFC 8985 section 7: probe the tail before the first RTO. tcp_early_retrans. */
  readonly tailLossProbe: boolean;
  readonly synRetries: number;
  readonly synLinearTimeouts: number;
  readonly synAckRetries: number;
  readonly retries2: number;
  readonly orphanRetries: number;
  /** How long an orphan stays in FIN-WAIT-2, 0 for ever. tcp_fin_timeout. */
  readonly finTimeoutMs: number;
  readonly timeWaitMs: number;
  /** True: a RST does not end TIME-WAIT. tcp_rfc1337. */
  readonly rfc1337: boolean;
  readonly timestamps: boolean;
  /** What the peer announced that it takes in one segment, options included. */
  readonly mssBytes: number;
  /** Whether SACK was agreed on; in the model only the tail loss probe asks for it. */
  readonly sack: boolean;
  /** The shortest delay of an ACK, 0 for no delay at all. */
  readonly delayedAckMs: number;
  readonly quickAcks: number;
  /** At most one ACK per this time in answer to segments that are not acceptable. tcp_invalid_ratelimit. */
  readonly invalidRateLimitMs: number;
  /** tcp_abort_on_overflow, tcp_syncookies, tcp_tw_reuse: read by the modules that need them. */
  readonly abortOnOverflow: boolean;
  readonly synCookies: boolean;
  readonly twReuse: number;
  /** How long a TIME-WAIT must have lasted before its port is chosen again. tcp_tw_reuse_delay. */
  readonly twReuseDelayMs: number;
}

/** Linux 6.18 with the kernel's defaults. */
export const linux618: Profile = {
  rtoMinMs: 0,
  rttvarMinMs: linux.rttvarMinMs,
  rtoInitialMs: linux.rtoInitialMs,
  rtoMaxMs: linux.rtoMaxMs,
  tailLossProbe: true,
  synRetries: linux.synRetries,
  synLinearTimeouts: linux.synLinearTimeouts,
  synAckRetries: linux.synAckRetries,
  retries2: linux.retries2,
  orphanRetries: linux.orphanRetries,
  finTimeoutMs: linux.finTimeoutMs,
  timeWaitMs: linux.timeWaitMs,
  rfc1337: false,
  timestamps: true,
  mssBytes: tcp.mssEthernetBytes,
  sack: true,
  delayedAckMs: linux.delayedAckMs,
  quickAcks: linux.quickAcks,
  invalidRateLimitMs: linux.invalidRateLimitMs,
  abortOnOverflow: false,
  synCookies: true,
  twReuse: linux.twReuse,
  twReuseDelayMs: linux.twReuseDelayMs,
};

/** Linux before tcp_syn_linear_timeouts (added in 6.5): every SYN timeout doubles. */
export const linuxBefore65: Profile = { ...linux618, synLinearTimeouts: 0 };

/** RFC 9293 with the timer of RFC 6298, at the values the RFCs name. */
export const rfc9293: Profile = {
  ...linux618,
  rtoMinMs: tcp.rtoMinMs,
  rttvarMinMs: 0,
  rtoInitialMs: tcp.rtoInitialMs,
  rtoMaxMs: tcp.rtoMaxMs,
  tailLossProbe: false,
  // RFC 9293 (MUST-23): R2 for a SYN at least 3 minutes: 2^8 - 1 s is the first sum of doublings beyond it.
  synRetries: 7,
  synLinearTimeouts: 0,
  // RFC 9293 (SHLD-11): R2 at least 100 s: 511 times 200 ms, as ip-sysctl explains for tcp_retries2 = 8.
  retries2: 8,
  orphanRetries: 8,
  // RFC 9293 has no timeout in FIN-WAIT-2.
  finTimeoutMs: 0,
  timeWaitMs: tcp.timeWaitMs,
  // RFC 1337 asks hosts to ignore RST in TIME-WAIT; RFC 9293 (3.10.7.4) still closes on it.
  rfc1337: false,
  // RFC 9293 (SHLD-18) asks for delayed ACKs but sets no minimum; without one each segment is acknowledged at once.
  delayedAckMs: 0,
  invalidRateLimitMs: 0,
};
