// What Linux 6.18 does, in numbers: defaults of sysctls and constants of include/net/tcp.h.
// HZ is 250 on the recorded machine; where a constant is counted in ticks the note says so.
import type { Fact } from './fact.ts';

export const timeWaitMs = 60_000;
export const rtoInitialMs = 1_000;
export const rttvarMinMs = 200;
export const rtoMaxMs = 120_000;
export const rtoAfterSynLossMs = 3_000;
/** One tick of the clock of the recorded machine. */
export const tickMs = 4;
export const timeoutMinMs = 2 * tickMs;
export const probeSlackMs = 2;
export const synRetries = 6;
export const synLinearTimeouts = 4;
export const synAckRetries = 5;
export const retries2 = 15;
export const orphanRetries = 0;
export const orphanRetriesMeant = 8;
export const finTimeoutMs = 60_000;
export const delayedAckMs = 40;
export const delayedAckMaxMs = 200;
export const quickAcks = 16;
export const invalidRateLimitMs = 500;
export const twReuse = 2;
export const twReuseDelayMs = 1_000;
export const twIsnStep = 65_537;
export const synWindowBytes = 64_240;
export const synAckWindowBytes = 65_160;
export const windowScale = 10;
export const initialCwndSegments = 10;
/** A SYN cookie counts time in these and is good for the current one and the one before. */
export const cookieSeconds = 60;
export const keepaliveTimeMs = 7_200_000;
export const keepaliveIntervalMs = 75_000;
export const keepaliveProbes = 9;
export const portRangeFirst = 32_768;
export const portRangeLast = 60_999;

/** The same numbers as records, for the pages. */
export const facts: readonly Fact[] = [
  { id: 'linux.timewait.length', value: timeWaitMs / 1_000, unit: 's', source: 'linux-tcp-h', at: 'TCP_TIMEWAIT_LEN' },
  { id: 'linux.rto.initial', value: rtoInitialMs, unit: 'ms', source: 'linux-tcp-h', at: 'TCP_TIMEOUT_INIT' },
  { id: 'linux.rttvar.min', value: rttvarMinMs, unit: 'ms', source: 'ip-sysctl', at: 'tcp_rto_min_us' },
  { id: 'linux.rto.max', value: rtoMaxMs / 1_000, unit: 's', source: 'ip-sysctl', at: 'tcp_rto_max_ms' },
  {
    id: 'linux.rto.after-syn-loss',
    value: rtoAfterSynLossMs,
    unit: 'ms',
    source: 'linux-tcp-h',
    at: 'TCP_TIMEOUT_FALLBACK',
  },
  {
    id: 'linux.tick',
    value: tickMs,
    unit: 'ms',
    source: 'linux-6.18-recordings',
    at: 'HZ=250',
  },
  {
    id: 'linux.timeout.min',
    value: timeoutMinMs,
    unit: 'ms',
    source: 'linux-tcp-h',
    at: 'TCP_TIMEOUT_MIN',
    note: { en: 'two ticks, 8 ms at HZ=250', zh: '两个时钟滴答，HZ=250 时为 8 ms' },
  },
  {
    id: 'linux.probe.slack',
    value: probeSlackMs,
    unit: 'ms',
    source: 'linux-tcp-h',
    at: 'TCP_TIMEOUT_MIN_US',
    note: {
      en: 'added to two SRTTs when more than one segment is in flight',
      zh: '有多个段在途时，加在 2 倍 SRTT 之上',
    },
  },
  { id: 'linux.syn.retries', value: synRetries, unit: 'count', source: 'ip-sysctl', at: 'tcp_syn_retries' },
  {
    id: 'linux.syn.linear',
    value: synLinearTimeouts,
    unit: 'count',
    source: 'ip-sysctl',
    at: 'tcp_syn_linear_timeouts',
  },
  { id: 'linux.synack.retries', value: synAckRetries, unit: 'count', source: 'ip-sysctl', at: 'tcp_synack_retries' },
  { id: 'linux.retries2', value: retries2, unit: 'count', source: 'ip-sysctl', at: 'tcp_retries2' },
  { id: 'linux.orphan.retries', value: orphanRetries, unit: 'count', source: 'ip-sysctl', at: 'tcp_orphan_retries' },
  {
    id: 'linux.orphan.retries-meant',
    value: orphanRetriesMeant,
    unit: 'count',
    source: 'linux-tcp-timer',
    at: 'tcp_orphan_retries()',
    note: { en: 'what 0 is read as', zh: '0 实际被当作这个值' },
  },
  { id: 'linux.fin.timeout', value: finTimeoutMs / 1_000, unit: 's', source: 'ip-sysctl', at: 'tcp_fin_timeout' },
  { id: 'linux.delayed-ack.min', value: delayedAckMs, unit: 'ms', source: 'linux-tcp-h', at: 'TCP_DELACK_MIN' },
  { id: 'linux.delayed-ack.max', value: delayedAckMaxMs, unit: 'ms', source: 'linux-tcp-h', at: 'TCP_DELACK_MAX' },
  { id: 'linux.quick-acks', value: quickAcks, unit: 'count', source: 'linux-tcp-h', at: 'TCP_MAX_QUICKACKS' },
  {
    id: 'linux.invalid-ratelimit',
    value: invalidRateLimitMs,
    unit: 'ms',
    source: 'ip-sysctl',
    at: 'tcp_invalid_ratelimit',
  },
  { id: 'linux.tw-reuse', value: twReuse, source: 'ip-sysctl', at: 'tcp_tw_reuse' },
  { id: 'linux.tw-reuse.delay', value: twReuseDelayMs, unit: 'ms', source: 'ip-sysctl', at: 'tcp_tw_reuse_delay' },
  {
    id: 'linux.tw-reuse.isn-step',
    value: twIsnStep,
    unit: 'bytes',
    source: 'linux-tcp-minisocks',
    at: 'tcp_timewait_state_process()',
  },
  { id: 'linux.syn.window', value: synWindowBytes, unit: 'bytes', source: 'linux-6.18-recordings', at: '01a' },
  { id: 'linux.synack.window', value: synAckWindowBytes, unit: 'bytes', source: 'linux-6.18-recordings', at: '01a' },
  { id: 'linux.window.scale', value: windowScale, source: 'linux-6.18-recordings', at: '01a' },
  { id: 'linux.cwnd.initial', value: initialCwndSegments, unit: 'count', source: 'linux-tcp-h', at: 'TCP_INIT_CWND' },
  { id: 'linux.syncookie.period', value: cookieSeconds, unit: 's', source: 'linux-tcp-h', at: 'TCP_SYNCOOKIE_PERIOD' },
  {
    id: 'linux.keepalive.time',
    value: keepaliveTimeMs / 1_000,
    unit: 's',
    source: 'ip-sysctl',
    at: 'tcp_keepalive_time',
  },
  {
    id: 'linux.keepalive.interval',
    value: keepaliveIntervalMs / 1_000,
    unit: 's',
    source: 'ip-sysctl',
    at: 'tcp_keepalive_intvl',
  },
  {
    id: 'linux.keepalive.probes',
    value: keepaliveProbes,
    unit: 'count',
    source: 'ip-sysctl',
    at: 'tcp_keepalive_probes',
  },
  { id: 'linux.ports.first', value: portRangeFirst, source: 'ip-sysctl', at: 'ip_local_port_range' },
  { id: 'linux.ports.last', value: portRangeLast, source: 'ip-sysctl', at: 'ip_local_port_range' },
  {
    id: 'linux.ports.count',
    value: portRangeLast - portRangeFirst + 1,
    unit: 'ports',
    source: 'ip-sysctl',
    at: 'ip_local_port_range',
  },
];
