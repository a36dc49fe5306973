// How long a silent peer goes unnoticed: give-up times, probes, and what stands on the path between two hosts.
// Defaults that the TCP model computes with stand in tcp.ts and linux.ts.
import type { Fact } from './fact.ts';

export const facts: readonly Fact[] = [
  // Data that nobody acknowledges
  { id: 'tcp.r1.retransmissions', value: 3, unit: 'count', source: 'rfc9293', at: '3.8.3' },
  { id: 'linux.retries1', value: 3, unit: 'count', source: 'ip-sysctl', at: 'tcp_retries1' },
  {
    id: 'linux.retries2.limit',
    value: 924.6,
    unit: 's',
    source: 'ip-sysctl',
    at: 'tcp_retries2',
    note: {
      en: '204.6 s + 6 × 120 s, counted from the first timeout',
      zh: '204.6 秒 + 6 × 120 秒，从第一次超时算起',
    },
  },
  {
    id: 'linux.retries2.limit.doubling',
    value: 204.6,
    unit: 's',
    source: 'linux-tcp-timer',
    at: 'tcp_model_timeout()',
    note: { en: '0.2 + 0.4 + … + 102.4 s: ten timeouts', zh: '0.2 + 0.4 + … + 102.4 秒：十次超时' },
  },
  {
    id: 'linux.retries2.limit.5',
    value: 12.6,
    unit: 's',
    source: 'linux-tcp-timer',
    at: 'tcp_model_timeout()',
    note: { en: '(2^6 − 1) × 200 ms', zh: '(2^6 − 1) × 200 毫秒' },
  },
  {
    id: 'linux.retries2.limit.8',
    value: 102.2,
    unit: 's',
    source: 'linux-tcp-timer',
    at: 'tcp_model_timeout()',
    note: { en: '(2^9 − 1) × 200 ms', zh: '(2^9 − 1) × 200 毫秒' },
  },
  { id: 'linux.retries2.manual', value: '13–30', unit: 'minutes', source: 'man-tcp-7', at: 'tcp_retries2' },
  {
    id: 'linux.retries2.observed',
    value: '1007.9–1008.4',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '11c',
    note: {
      en: 'tcp_retries2 = 15, round-trip time 100 ms, from send() to ETIMEDOUT; two runs',
      zh: 'tcp_retries2 = 15，RTT 100 毫秒，从 send() 到 ETIMEDOUT；两次录制',
    },
  },
  {
    id: 'linux.retries2.observed.5',
    value: '20.1–20.3',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '11a',
    note: { en: 'tcp_retries2 = 5, round-trip time 100 ms', zh: 'tcp_retries2 = 5，RTT 100 毫秒' },
  },
  {
    id: 'linux.retries2.observed.8',
    value: '160.7–162.4',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '11b',
    note: { en: 'tcp_retries2 = 8, round-trip time 100 ms', zh: 'tcp_retries2 = 8，RTT 100 毫秒' },
  },
  { id: 'linux.retries2.repeats', value: 16, unit: 'count', source: 'linux-6.18-recordings', at: '11c' },
  { id: 'linux.retries2.repeats.5', value: 6, unit: 'count', source: 'linux-6.18-recordings', at: '11a' },
  { id: 'linux.retries2.repeats.8', value: 9, unit: 'count', source: 'linux-6.18-recordings', at: '11b' },
  {
    id: 'linux.retries2.repeats.slow',
    value: 14,
    unit: 'count',
    source: 'linux-tcp-timer',
    at: 'retransmits_timed_out()',
    note: {
      en: 'computed: the probe at 1 s, then at 2, 4, … 128 s, then every 120 s up to 848 s',
      zh: '推算：1 秒时的探测，然后在 2、4、…、128 秒，再往后每 120 秒一次，直到 848 秒',
    },
  },
  {
    id: 'linux.user-timeout.observed',
    value: '10.64–10.67',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '11f',
    note: {
      en: 'TCP_USER_TIMEOUT = 10,000 ms; the first timeout came 0.63 to 0.65 s after send()',
      zh: 'TCP_USER_TIMEOUT = 10000 毫秒；第一次超时在 send() 之后 0.63 到 0.65 秒',
    },
  },
  {
    id: 'linux.zero-window.observed.5',
    value: '29.7–29.9',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '21c',
    note: {
      en: 'window closed, then the link cut; tcp_retries2 = 5',
      zh: '窗口关闭之后断开链路；tcp_retries2 = 5',
    },
  },

  // A cable out, and in again
  {
    id: 'linux.idle-cut.watched',
    value: 119,
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '11e',
    note: {
      en: 'from the cut to the repair; no packet left either host',
      zh: '从断开到恢复，两台主机都没有发出任何包',
    },
  },
  {
    id: 'linux.idle-cut.delivered',
    value: 50,
    unit: 'ms',
    source: 'linux-6.18-recordings',
    at: '11e',
    note: { en: 'the one-way delay of the link', zh: '就是链路的单向时延' },
  },
  {
    id: 'linux.short-cut.silence',
    value: 8.21,
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '11r',
    note: {
      en: 'a cut of 12 s; from the repair to the next retransmission',
      zh: '断开 12 秒；从恢复到下一次重传',
    },
  },

  // A process or a host that is gone
  {
    id: 'linux.stuck.sent',
    value: 391_416,
    unit: 'bytes',
    source: 'linux-6.18-recordings',
    at: '21d',
    note: {
      en: 'accepted by send() before it blocked, default buffers',
      zh: 'send() 阻塞之前收下的字节，缓冲区为默认大小',
    },
  },
  {
    id: 'linux.stuck.acknowledged',
    value: 90_232,
    unit: 'bytes',
    source: 'linux-6.18-recordings',
    at: '21d',
    note: { en: 'acknowledged by the kernel, read by nobody', zh: '内核已经确认，却没有程序读走' },
  },
  {
    id: 'linux.connect.unanswered',
    value: 131,
    unit: 's',
    source: 'ip-sysctl',
    at: 'tcp_syn_retries',
    note: {
      en: 'with tcp_syn_retries = 6 and tcp_syn_linear_timeouts = 4',
      zh: 'tcp_syn_retries = 6，tcp_syn_linear_timeouts = 4',
    },
  },
  {
    id: 'linux.connect.no-arp',
    value: '3.07–3.08',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '24k',
    note: { en: 'three ARP requests, one a second', zh: '三次 ARP 请求，每秒一次' },
  },
  {
    id: 'linux.syn-received.limit',
    value: 63,
    unit: 's',
    source: 'ip-sysctl',
    at: 'tcp_synack_retries',
  },
  {
    id: 'linux.syn-received.observed',
    value: '63.7–65.3',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '05c',
  },

  // Probing an idle connection
  {
    id: 'linux.keepalive.total',
    value: 7_875,
    unit: 's',
    source: 'ip-sysctl',
    at: 'tcp_keepalive_time',
    note: {
      en: 'computed: 7200 s + 9 × 75 s, 2 h 11 min 15 s',
      zh: '推算：7200 秒 + 9 × 75 秒，即 2 小时 11 分 15 秒',
    },
  },
  {
    id: 'linux.keepalive.short.observed',
    value: 11.05,
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '12b',
    note: {
      en: 'after the last segment received; nominally 5 + 3 × 2 s',
      zh: '从收到最后一个报文段算起；标称 5 + 3 × 2 秒',
    },
  },
  {
    id: 'linux.keepalive.user-timeout.observed',
    value: 9.04,
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '12d',
    note: {
      en: 'the same with TCP_USER_TIMEOUT = 8000 ms: the timer that fires next, at 5 + 2 × 2 s',
      zh: '同样的参数，TCP_USER_TIMEOUT = 8000 毫秒：之后第一个到期的定时器，即 5 + 2 × 2 秒',
    },
  },

  // What forgets an idle connection on the path
  {
    id: 'nat.tcp.idle.min',
    value: 124,
    unit: 'minutes',
    source: 'rfc5382',
    at: '5',
    note: { en: 'REQ-5: 2 h 4 min', zh: 'REQ-5：2 小时 4 分钟' },
  },
  {
    id: 'lb.nlb.idle',
    value: 350,
    unit: 's',
    source: 'aws-nlb-idle-timeout',
    note: { en: 'the default', zh: '默认值' },
  },
  {
    id: 'lb.azure.idle',
    value: 4,
    unit: 'minutes',
    source: 'azure-lb-idle-timeout',
    note: { en: 'the default', zh: '默认值' },
  },
  {
    id: 'middlebox.udp.interval',
    value: 30,
    unit: 's',
    source: 'rfc9000',
    at: '10.1.2',
    note: { en: 'from experience with middleboxes and UDP', zh: '针对 UDP，来自中间设备的实际情况' },
  },
  {
    id: 'nat.udp.idle.min',
    value: 2,
    unit: 'minutes',
    source: 'rfc4787',
    at: '4.3',
    note: { en: 'REQ-5; five or more are recommended', zh: 'REQ-5；建议五分钟或更长' },
  },
  { id: 'signalr.ping.interval', value: 15, unit: 's', source: 'signalr-keepalive' },
  { id: 'nginx.keepalive.timeout', value: 75, unit: 's', source: 'nginx-core-module', at: 'keepalive_timeout' },
  { id: 'nginx.header.timeout', value: 60, unit: 's', source: 'nginx-core-module', at: 'client_header_timeout' },
  { id: 'nginx.body.timeout', value: 60, unit: 's', source: 'nginx-core-module', at: 'client_body_timeout' },

  // A link that stutters
  {
    id: 'tcp.rto.after-spike',
    value: '1.1',
    unit: 's',
    source: 'rfc6298',
    at: '2.3',
    note: {
      en: 'computed: SRTT 100 ms, RTTVAR 0, then one sample of 1 s: 212.5 + 4 × 225 ms',
      zh: '推算：SRTT 100 毫秒，RTTVAR 为 0，再来一个 1 秒的样本：212.5 + 4 × 225 毫秒',
    },
  },
];
