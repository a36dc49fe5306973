// Numbers of the world around the TCP model: IP, ports, memory, the options on the wire,
// and what the recordings of Linux 6.18 showed. The model's own numbers stand in tcp.ts and linux.ts.
import type { Fact } from './fact.ts';

/** tcp_max_tw_buckets on the recorded machine: half of its hash table, which grows with memory. */
export const maxTimeWaits = 131_072;

export const facts: readonly Fact[] = [
  // IP
  { id: 'ip.ttl.default', value: 64, unit: 'count', source: 'ip-sysctl', at: 'ip_default_ttl' },
  {
    id: 'ip.ttl.lifetime',
    value: 255,
    unit: 's',
    source: 'rfc7323',
    at: '5.4',
    note: {
      en: 'the eight bits of RFC 791, read as seconds',
      zh: 'RFC 791 的 8 位字段，按秒理解',
    },
  },
  { id: 'linux.icmp.ratelimit', value: 1_000, unit: 'ms', source: 'ip-sysctl', at: 'icmp_ratelimit' },

  // The wait
  {
    id: 'tcp.fin.repeats.60s',
    value: 5,
    unit: 'count',
    source: 'rfc6298',
    at: '5.5',
    note: {
      en: 'computed: at 1, 3, 7, 15 and 31 s; the next would fall at 63 s',
      zh: '推算：在第 1、3、7、15、31 秒；下一次要到第 63 秒',
    },
  },
  {
    id: 'linux.timewait.observed',
    value: '60.1–62.0',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '01, 09, 10',
    note: {
      en: 'no loss; kernel timers run late, by up to 2 s at this length',
      zh: '没有丢包；内核定时器只会晚不会早，这么长的定时器最多晚 2 秒',
    },
  },
  {
    id: 'linux.timewait.never-acked',
    value: '143–144',
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '09e',
    note: {
      en: 'every final ACK lost; the last repeated FIN came 82 s after the first',
      zh: '最后的 ACK 全部丢失；最后一次 FIN 重传在第一次之后 82 秒',
    },
  },
  {
    id: 'linux.fin.repeats.60s',
    value: 8,
    unit: 'count',
    source: 'linux-6.18-recordings',
    at: '09e',
    note: {
      en: 'after 0.32, 0.64, 1.29, 2.5, 5.2, 10.3, 20.3 and 41.3 s, at a round-trip time of 100 ms',
      zh: '分别在 0.32、0.64、1.29、2.5、5.2、10.3、20.3、41.3 秒后，RTT 为 100 ms',
    },
  },
  {
    id: 'linux.timewait.assassinated',
    value: 1.3,
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '29b',
    note: {
      en: 'from entering TIME_WAIT to its end by RST',
      zh: '从进入 TIME_WAIT 到被 RST 结束',
    },
  },
  {
    id: 'linux.timewait.syn.accepted',
    value: 100,
    unit: 'ms',
    source: 'linux-6.18-recordings',
    at: '15a',
    note: { en: 'one round trip', zh: '一个 RTT' },
  },
  {
    id: 'linux.timewait.syn.challenged',
    value: 210,
    unit: 'ms',
    source: 'linux-6.18-recordings',
    at: '15b',
    note: {
      en: 'the SYN was made to look old: ACK, RST, SYN again, SYN-ACK',
      zh: 'SYN 被改得像旧的：ACK、RST、再发 SYN、SYN-ACK',
    },
  },
  {
    id: 'linux.timewait.bind.reused',
    value: 300,
    unit: 'ms',
    source: 'linux-6.18-recordings',
    at: '15h',
    note: {
      en: 'bind() to the port, SO_REUSEADDR, timestamps; tcp_tw_reuse = 0',
      zh: 'bind() 指定端口，SO_REUSEADDR，时间戳；tcp_tw_reuse = 0',
    },
  },

  // Ports and memory
  {
    id: 'linux.port.budget',
    value: 470,
    unit: 'per-second',
    source: 'ip-sysctl',
    at: 'ip_local_port_range',
    note: {
      en: 'computed: 28,232 ports / 60 s, for one destination address and port',
      zh: '推算：28232 个端口 ÷ 60 秒，针对一个目的 IP 和端口',
    },
  },
  {
    id: 'linux.tw.socket.bytes',
    value: 256,
    unit: 'bytes',
    source: 'linux-6.18-recordings',
    at: '18',
    note: { en: 'slab tw_sock_TCP', zh: 'slab：tw_sock_TCP' },
  },
  {
    id: 'linux.tcp.socket.bytes',
    value: 2_368,
    unit: 'bytes',
    source: 'linux-6.18-recordings',
    at: '18',
    note: { en: 'slab TCP; its inode comes on top', zh: 'slab：TCP，不含 inode' },
  },
  {
    id: 'linux.tcp.inode.bytes',
    value: 832,
    unit: 'bytes',
    source: 'linux-6.18-recordings',
    at: '/proc/slabinfo',
    note: { en: 'slab sock_inode_cache', zh: 'slab：sock_inode_cache' },
  },
  {
    id: 'linux.tw.bytes.100k',
    value: '25.6 MB',
    source: 'linux-6.18-recordings',
    at: '18',
    note: { en: 'computed: 100,000 entries of 256 bytes', zh: '推算：100000 条，每条 256 字节' },
  },
  {
    id: 'linux.tw.cost.fds.open',
    value: 2_007,
    unit: 'count',
    source: 'linux-6.18-recordings',
    at: '18',
    note: {
      en: 'client and server run in one process, so each connection has two',
      zh: '客户端和服务端在同一个进程里，每条连接占两个',
    },
  },
  { id: 'linux.tw.cost.fds.closed', value: 7, unit: 'count', source: 'linux-6.18-recordings', at: '18' },
  {
    id: 'linux.tw.buckets.24g',
    value: maxTimeWaits,
    unit: 'count',
    source: 'linux-6.18-recordings',
    at: '17',
    note: {
      en: 'tcp_max_tw_buckets with 24 GB of memory',
      zh: '24 GB 内存时的 tcp_max_tw_buckets',
    },
  },
  {
    id: 'linux.tw.buckets.rule',
    value: 'ehash_entries / 2',
    source: 'linux-tcp-ipv4',
    at: 'tcp_set_hashinfo()',
  },
  { id: 'linux.tw-recycle.last', value: '4.11', source: 'man-tcp-7', at: 'tcp_tw_recycle' },
  { id: 'linux.linger.sent', value: 50_000, unit: 'bytes', source: 'linux-6.18-recordings', at: '14b' },
  { id: 'linux.linger.arrived', value: 14_480, unit: 'bytes', source: 'linux-6.18-recordings', at: '14b' },

  // The timestamps option
  { id: 'tcp.timestamps.kind', value: 8, unit: 'count', source: 'rfc7323', at: '3.2' },
  { id: 'tcp.timestamps.option', value: 10, unit: 'bytes', source: 'rfc7323', at: '3.2' },
  { id: 'tcp.timestamps.field', value: 4, unit: 'bytes', source: 'rfc7323', at: '3.2' },
  {
    id: 'tcp.wrap.10g',
    value: 3.4,
    unit: 's',
    source: 'rfc7323',
    at: '1.2',
    note: { en: 'computed: 2^32 bytes at 10 Gbit/s', zh: '推算：10 Gbit/s 发完 2^32 字节' },
  },
];
