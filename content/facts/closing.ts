// Numbers of the chapter on closing: how long each side waits and gives up, mostly from the recordings.
// Defaults of Linux and the constants of the RFC stand in linux.ts and tcp.ts.
import type { Fact } from './fact.ts';

export const facts: readonly Fact[] = [
  // FIN again, and the end of it
  {
    id: 'close.fin.repeat',
    value: '0.31–0.33',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '06a, 07a, 08a, 09a',
    note: {
      en: 'RTO at a round-trip time of 100 ms: the measured round trip and 200 ms, rounded up by the timer',
      zh: 'RTT 为 100 ms 时的 RTO：实测 RTT 加 200 ms，再由定时器向上取整',
    },
  },
  {
    id: 'close.fin.repeats',
    value: 9,
    unit: 'count',
    source: 'linux-6.18-recordings',
    at: '06b',
    note: {
      en: 'after 0.33, 0.65, 1.3, 2.5, 5.1, 10.2, 20.2, 40.7 and 81.6 s; the first is a tail loss probe and does not double the RTO',
      zh: '分别在 0.33、0.65、1.3、2.5、5.1、10.2、20.2、40.7、81.6 秒后；第一次是尾部丢包探测（TLP），不使 RTO 翻倍',
    },
  },
  {
    id: 'close.orphan.gone',
    value: '161–163',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '06b, 07b, 08b',
    note: {
      en: 'round-trip time 100 ms, tcp_orphan_retries = 0; three cases, three runs each',
      zh: 'RTT 为 100 ms，tcp_orphan_retries = 0；三种情形各三次',
    },
  },
  {
    id: 'close.orphan.limit',
    value: 102.2,
    unit: 's',
    source: 'linux-tcp-timer',
    at: 'tcp_model_timeout()',
    note: { en: 'computed: (2^9 - 1) x 200 ms', zh: '推算：(2^9 - 1) × 200 ms' },
  },
  { id: 'close.orphan.four.repeats', value: 5, unit: 'count', source: 'linux-6.18-recordings', at: '06d' },
  {
    id: 'close.orphan.four.gone',
    value: 10.2,
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '06d',
    note: { en: 'tcp_orphan_retries = 4: limit 6.2 s', zh: 'tcp_orphan_retries = 4，时限 6.2 秒' },
  },
  {
    id: 'close.orphan.computed',
    value: 153.6,
    unit: 's',
    source: 'linux-tcp-timer',
    at: 'tcp_write_timeout()',
    note: {
      en: 'computed: RTO exactly 300 ms, 512 of them with the probe',
      zh: '推算：RTO 正好 300 ms，连同探测共 512 个',
    },
  },
  {
    id: 'close.timer.rounding',
    value: '1/8',
    source: 'linux-timer',
    at: 'LVL_GRAN()',
    note: {
      en: 'at HZ = 250: steps of 32 ms from 256 ms on, of 256 ms from 2 s on, of 2 s from 16 s on',
      zh: 'HZ = 250 时：256 ms 以上按 32 ms 一格，2 秒以上按 256 ms 一格，16 秒以上按 2 秒一格',
    },
  },
  { id: 'close.orphan.memory', value: '64 KB', source: 'ip-sysctl', at: 'tcp_max_orphans' },
  {
    id: 'close.retries2.limit',
    value: 924.6,
    unit: 's',
    source: 'ip-sysctl',
    at: 'tcp_retries2',
    note: {
      en: 'the default of 15, read as a time; the connection ends at the first timer after it',
      zh: '默认值 15 换算成的时间；之后第一次定时器到期时才断开',
    },
  },
  {
    id: 'close.last-ack.repeats',
    value: '0.33 / 0.65 / 1.29',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '09c',
    note: { en: 'the last ACK lost three times', zh: '最后的 ACK 连丢三次' },
  },

  // Four segments, or three
  {
    id: 'close.ack.delayed',
    value: '40–45',
    unit: 'ms',
    source: 'linux-6.18-recordings',
    at: '01e, 07a, 08a, 10a',
    note: {
      en: 'from the arrival of FIN to its ACK, while the program has not closed yet',
      zh: '从 FIN 到达到发出 ACK，此时程序还没有关闭',
    },
  },
  {
    id: 'close.half-close.received',
    value: 1_500,
    unit: 'bytes',
    source: 'linux-6.18-recordings',
    at: '01f',
  },

  // FIN_WAIT_2
  {
    id: 'close.fin-wait-2.observed',
    value: '60.9–61.9',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '10a',
    note: { en: 'tcp_fin_timeout = 60', zh: 'tcp_fin_timeout = 60' },
  },
  {
    id: 'close.fin-wait-2.ten',
    value: '10.1–10.2',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '10b',
    note: { en: 'tcp_fin_timeout = 10', zh: 'tcp_fin_timeout = 10' },
  },
  {
    id: 'close.fin-wait-2.ninety',
    value: '61.2–62.0',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '10c',
    note: { en: 'tcp_fin_timeout = 90', zh: 'tcp_fin_timeout = 90' },
  },
  {
    id: 'close.fin-wait-2.one-twenty',
    value: '122.2–122.6',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '10f',
    note: { en: 'tcp_fin_timeout = 120', zh: 'tcp_fin_timeout = 120' },
  },
  { id: 'close.fin-wait-2.rtos', value: 3.5, unit: 'count', source: 'linux-tcp-h', at: 'tcp_fin_time()' },
  {
    id: 'close.fin-wait-2.watched',
    value: 150,
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '10d',
    note: { en: 'after shutdown(SHUT_WR); then we stopped watching', zh: 'shutdown(SHUT_WR) 之后；观察到此为止' },
  },

  // SO_LINGER
  {
    id: 'close.linger.blocked',
    value: 5.08,
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '14c',
    note: { en: 'l_linger = 5, the link cut before close()', zh: 'l_linger = 5，close() 之前链路已断' },
  },
];
