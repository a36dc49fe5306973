// Numbers of the chapter on opening a connection: header fields, how long each side repeats itself,
// and what the recordings of Linux 6.18 showed. Defaults of sysctls that the model uses stand in linux.ts.
import type { Fact } from './fact.ts';

export const facts: readonly Fact[] = [
  // The header, in bits where nothing else is said
  { id: 'opening.header.port', value: 16, source: 'rfc9293', at: '3.1' },
  { id: 'opening.header.number', value: 32, source: 'rfc9293', at: '3.1' },
  { id: 'opening.header.nibble', value: 4, source: 'rfc9293', at: '3.1' },
  { id: 'opening.header.flags', value: 8, source: 'rfc9293', at: '3.1' },
  { id: 'opening.header.word', value: 16, source: 'rfc9293', at: '3.1' },
  {
    id: 'opening.header.min',
    value: 20,
    unit: 'bytes',
    source: 'rfc9293',
    at: '3.1',
    note: { en: 'data offset 5, in words of four bytes', zh: '数据偏移为 5，以 4 字节为单位' },
  },
  {
    id: 'opening.header.max',
    value: 60,
    unit: 'bytes',
    source: 'rfc9293',
    at: '3.1',
    note: {
      en: 'computed: data offset 15, the most that four bits hold',
      zh: '推算：数据偏移最大 15，四位能表示的上限',
    },
  },
  {
    id: 'opening.window.unscaled',
    value: 65_535,
    unit: 'bytes',
    source: 'rfc9293',
    at: '3.1',
    note: { en: 'computed: the largest number in 16 bits', zh: '推算：16 位能表示的最大值' },
  },
  { id: 'opening.window.shift-max', value: 14, unit: 'count', source: 'rfc7323', at: '2.2' },

  // A lost SYN
  {
    id: 'opening.syn.times',
    value: '1–5, 7, 11, 19, 35, 67',
    unit: 's',
    source: 'ip-sysctl',
    at: 'tcp_syn_linear_timeouts',
    note: {
      en: 'computed: one second each for the first five, then doubling; the recording shows the same within the grain of the timers',
      zh: '推算：前五次各隔一秒，然后翻倍；录制与此一致，只差定时器的粒度',
    },
  },
  { id: 'opening.syn.repeats', value: 10, unit: 'count', source: 'linux-6.18-recordings', at: '02a' },
  { id: 'opening.syn.give-up', value: 131, unit: 's', source: 'ip-sysctl', at: 'tcp_syn_retries' },
  {
    id: 'opening.syn.give-up.observed',
    value: '133.4–135.0',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '02a',
    note: { en: 'kernel timers run late, never early', zh: '内核定时器只会晚，不会早' },
  },
  {
    id: 'opening.syn.times.doubling',
    value: '1, 3, 7, 15, 31, 63',
    unit: 's',
    source: 'rfc6298',
    at: '5.5',
    note: {
      en: 'computed: from one second, doubling; recorded with tcp_syn_linear_timeouts = 0 in 02b',
      zh: '推算：从一秒开始翻倍；tcp_syn_linear_timeouts = 0 的录制见 02b',
    },
  },
  { id: 'opening.syn.give-up.doubling', value: 127, unit: 's', source: 'man-tcp-7', at: 'tcp_syn_retries' },
  {
    id: 'opening.syn.give-up.five',
    value: 63,
    unit: 's',
    source: 'rfc6298',
    at: '5.5',
    note: { en: 'computed: 1 + 2 + 4 + 8 + 16 + 32', zh: '推算：1 + 2 + 4 + 8 + 16 + 32' },
  },
  { id: 'opening.syn.linear-since', value: '6.5', source: 'linux-syn-linear-commit' },
  { id: 'opening.syn.six-since', value: '3.7', source: 'man-tcp-7', at: 'tcp_syn_retries' },
  {
    id: 'opening.syn.once-lost',
    value: '1.12–1.13',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '03a',
    note: { en: 'round-trip time 100 ms', zh: 'RTT 为 100 ms' },
  },
  {
    id: 'opening.connect.normal',
    value: 0.1,
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '01a',
    note: { en: 'one round trip of 100 ms', zh: '一个 100 ms 的 RTT' },
  },
  {
    id: 'opening.cwnd.reduced',
    value: 1,
    unit: 'count',
    source: 'linux-tcp-input',
    at: 'tcp_init_transfer()',
    note: { en: 'segments; after more than one repeated SYN', zh: '报文段；SYN 重传超过一次之后' },
  },
  { id: 'opening.cwnd.rfc', value: 1, unit: 'count', source: 'rfc5681', at: '3.1' },
  {
    id: 'opening.connect.no-neighbour',
    value: '3.07–3.08',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '24k',
  },

  // A lost SYN-ACK
  {
    id: 'opening.synack.times',
    value: '1, 3, 7, 15, 31',
    unit: 's',
    source: 'ip-sysctl',
    at: 'tcp_synack_retries',
    note: { en: 'computed: five times, from one second, doubling', zh: '推算：共五次，从一秒开始翻倍' },
  },
  { id: 'opening.synack.give-up', value: 63, unit: 's', source: 'ip-sysctl', at: 'tcp_synack_retries' },
  {
    id: 'opening.synack.give-up.observed',
    value: '63.7–65.3',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '05c',
  },
  {
    id: 'opening.synack.once-lost',
    value: '1.10–1.12',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '04a, 04b',
    note: { en: 'round-trip time 100 ms', zh: 'RTT 为 100 ms' },
  },
  {
    id: 'opening.synack.kept-alive',
    value: '101–102',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '04g',
    note: {
      en: 'every SYN-ACK lost, the client repeating its SYN on the linear schedule',
      zh: 'SYN-ACK 全部丢失，客户端按线性节奏重传 SYN',
    },
  },
  {
    id: 'opening.synack.first-timer',
    value: 2.4,
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '04a–c',
    note: {
      en: 'the timer of the first data segment; its round trip was measured from the first SYN',
      zh: '第一个数据段的定时器；它的 RTT 是从第一个 SYN 算起的',
    },
  },
  {
    id: 'opening.data.first-timer',
    value: 0.3,
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '05b',
    note: { en: 'without a lost SYN-ACK', zh: 'SYN-ACK 没有丢时' },
  },
  {
    id: 'opening.request.bytes',
    value: 320,
    unit: 'bytes',
    source: 'linux-6.18-recordings',
    at: '/proc/slabinfo',
    note: {
      en: 'slab request_sock_TCP; the documentation says about 304',
      zh: 'slab：request_sock_TCP；内核文档说约 304 字节',
    },
  },

  // A lost third ACK
  {
    id: 'opening.ack-lost.silent',
    value: 1.16,
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '05a',
    note: {
      en: 'the server is ESTABLISHED; round-trip time 100 ms',
      zh: '服务端进入 ESTABLISHED 的时刻；RTT 为 100 ms',
    },
  },
  {
    id: 'opening.ack-lost.data',
    value: 0.15,
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '05b',
    note: { en: 'the same moment as without loss', zh: '与没有丢包时相同' },
  },

  // Old names, old SYNs
  {
    id: 'opening.old-syn.held',
    value: 0.1,
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '29a',
    note: { en: 'SYN_RECV, until the RST came: one round trip', zh: '停在 SYN_RECV，直到 RST 到达：一个 RTT' },
  },
  {
    id: 'opening.rebooted.connect',
    value: 0.21,
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '26b',
    note: { en: 'SYN, ACK, RST, SYN again, SYN-ACK', zh: 'SYN、ACK、RST、再发 SYN、SYN-ACK' },
  },

  // The ISN on Linux
  { id: 'opening.isn.tick', value: '64 ns', source: 'linux-secure-seq', at: 'seq_scale()' },
  { id: 'opening.isn.period', value: 274, unit: 's', source: 'linux-secure-seq', at: 'seq_scale()' },

  // The accept queue
  { id: 'opening.somaxconn', value: 4_096, unit: 'count', source: 'man-listen-2', at: 'somaxconn' },
  { id: 'opening.somaxconn.old', value: 128, unit: 'count', source: 'man-listen-2', at: 'somaxconn' },
  { id: 'opening.somaxconn.since', value: '5.4', source: 'man-listen-2', at: 'somaxconn' },
  {
    id: 'opening.queue.accept-at',
    value: 4,
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '24f',
  },
  {
    id: 'opening.queue.late',
    value: '5.1–10.3',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '24f',
    note: { en: 'three clients: at 5.1, 5.1 and 10.3 s', zh: '三个客户端：5.1、5.1 和 10.3 秒' },
  },

  // Data in the handshake
  { id: 'opening.fast-open.default', value: 1, unit: 'count', source: 'ip-sysctl', at: 'tcp_fastopen' },
  { id: 'opening.fast-open.first', value: 201, unit: 'ms', source: 'linux-6.18-recordings', at: '23' },
  { id: 'opening.fast-open.next', value: 101, unit: 'ms', source: 'linux-6.18-recordings', at: '23' },
];
