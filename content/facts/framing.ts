// Numbers of message framing: what segments and reads did in the recordings, and what real protocols put in front of
// a message. MSS, delayed ACK and the other numbers of TCP stand in tcp.ts and linux.ts.
import type { Fact } from './fact.ts';

export const facts: readonly Fact[] = [
  // What segments carry
  { id: 'framing.mtu.ethernet', value: 1_500, unit: 'bytes', source: 'rfc894' },
  {
    id: 'framing.mss.ipv6',
    value: 1_440,
    unit: 'bytes',
    source: 'rfc9293',
    at: '3.7.1',
    note: { en: 'computed: 1500 - 40 - 20', zh: '推算：1500 - 40 - 20' },
  },
  { id: 'framing.mss.default.ipv4', value: 536, unit: 'bytes', source: 'rfc9293', at: '3.7.1' },
  { id: 'framing.mss.default.ipv6', value: 1_220, unit: 'bytes', source: 'rfc9293', at: '3.7.1' },
  {
    id: 'framing.mss.timestamps',
    value: 1_448,
    unit: 'bytes',
    source: 'linux-6.18-recordings',
    at: '19f',
    note: {
      en: 'the MSS announced is still 1460; twelve bytes of options come out of it',
      zh: '通告的 MSS 仍是 1460，12 字节的选项从里面扣',
    },
  },

  // Five sends of 10, 20, 30, 40 and 50 bytes
  { id: 'framing.nodelay.segments', value: 5, unit: 'count', source: 'linux-6.18-recordings', at: '19a' },
  {
    id: 'framing.nodelay.reads',
    value: '10, 20, 70, 50',
    source: 'linux-6.18-recordings',
    at: '19a',
    note: {
      en: 'TCP_NODELAY, five segments, the reader blocked in recv(4096)',
      zh: 'TCP_NODELAY，五个报文段，读方阻塞在 recv(4096)',
    },
  },
  {
    id: 'framing.nodelay.read.late',
    value: 150,
    unit: 'bytes',
    source: 'linux-6.18-recordings',
    at: '19c',
    note: { en: 'the reader slept for a second first', zh: '读方先睡了一秒' },
  },
  {
    id: 'framing.nagle.segments',
    value: '10, 140',
    source: 'linux-6.18-recordings',
    at: '19b',
    note: {
      en: 'the second left when the first had been acknowledged, one round trip later',
      zh: '第二个要等第一个被确认，晚一个 RTT',
    },
  },

  // One send of 10,000 bytes
  { id: 'framing.large.send', value: 10_000, unit: 'bytes', source: 'linux-6.18-recordings', at: '19e' },
  {
    id: 'framing.large.segments',
    value: 7,
    unit: 'count',
    source: 'linux-6.18-recordings',
    at: '19e',
    note: { en: 'six of 1460 bytes and one of 1240, timestamps off', zh: '六个 1460 字节，一个 1240 字节，时间戳关闭' },
  },
  {
    id: 'framing.large.psh',
    value: 4,
    unit: 'count',
    source: 'linux-6.18-recordings',
    at: '19e',
    note: { en: 'the second, fourth, sixth and seventh segment', zh: '第二、四、六、七个报文段' },
  },
  {
    id: 'framing.large.reads',
    value: '4096, 4096, 568, 1240',
    source: 'linux-6.18-recordings',
    at: '19e',
    note: { en: 'recv(4096), as the segments came in', zh: 'recv(4096)，边到边读' },
  },
  {
    id: 'framing.large.reads.late',
    value: '4096, 4096, 1808',
    source: 'linux-6.18-recordings',
    at: '19g',
    note: { en: 'recv(4096), a second later', zh: 'recv(4096)，一秒之后' },
  },

  // Write, write, read
  {
    id: 'framing.wwr.first',
    value: 21,
    unit: 'ms',
    source: 'linux-6.18-recordings',
    at: '19h',
    note: { en: 'two round trips; the ACK came at once', zh: '两个 RTT，ACK 立即返回' },
  },
  { id: 'framing.wwr.rtt', value: 10, unit: 'ms', source: 'linux-6.18-recordings', at: '19h' },
  {
    id: 'framing.wwr.nagle',
    value: '61–64',
    unit: 'ms',
    source: 'linux-6.18-recordings',
    at: '19h',
    note: { en: 'from the second round on; the first took 21 ms', zh: '从第二轮起；第一轮 21 毫秒' },
  },
  { id: 'framing.wwr.nodelay', value: '10–11', unit: 'ms', source: 'linux-6.18-recordings', at: '19i' },
  {
    id: 'framing.delayed-ack.observed',
    value: '40–48',
    unit: 'ms',
    source: 'linux-6.18-recordings',
    at: '19p',
    note: { en: 'after the first sixteen, which were at once', zh: '前 16 个立即确认，之后才延迟' },
  },
  { id: 'framing.cork.segment', value: 300, unit: 'bytes', source: 'linux-6.18-recordings', at: '19j' },
  {
    id: 'framing.cork.flush',
    value: 0.33,
    unit: 's',
    source: 'linux-6.18-recordings',
    at: '19j',
    note: { en: 'left corked, at a round-trip time of 100 ms', zh: '一直不关掉 TCP_CORK，RTT 为 100 毫秒' },
  },

  // UDP
  {
    id: 'framing.udp.taken',
    value: 4,
    unit: 'bytes',
    source: 'linux-6.18-recordings',
    at: '22e',
    note: { en: 'recv(4)', zh: 'recv(4)' },
  },
  { id: 'framing.udp.sent', value: 10, unit: 'bytes', source: 'linux-6.18-recordings', at: '22e' },
  {
    id: 'framing.udp.max',
    value: 65_507,
    unit: 'bytes',
    source: 'linux-6.18-recordings',
    at: '22e',
    note: { en: 'over IPv4; one byte more is EMSGSIZE', zh: 'IPv4；多一个字节就是 EMSGSIZE' },
  },

  // HTTP
  {
    id: 'framing.http1.request-line',
    value: 8_000,
    unit: 'bytes',
    source: 'rfc9112',
    at: '3',
    note: { en: 'at least so much is recommended', zh: '建议至少支持这么长' },
  },
  { id: 'framing.http2.header', value: 9, unit: 'bytes', source: 'rfc9113', at: '4.1' },
  { id: 'framing.http2.length-bits', value: 24, unit: 'count', source: 'rfc9113', at: '4.1' },
  { id: 'framing.http2.max.initial', value: 16_384, unit: 'bytes', source: 'rfc9113', at: '6.5.2' },
  { id: 'framing.http2.max', value: 16_777_215, unit: 'bytes', source: 'rfc9113', at: '4.2' },

  // Other protocols
  { id: 'framing.websocket.length-bits', value: '7, 16, 64', source: 'rfc6455', at: '5.2' },
  {
    id: 'framing.redis.max',
    value: '512 MiB',
    source: 'redis-protocol',
    at: 'Bulk strings',
    note: { en: 'proto-max-bulk-len, the default', zh: 'proto-max-bulk-len 的默认值' },
  },
  { id: 'framing.kafka.length-bits', value: 32, unit: 'count', source: 'kafka-protocol', at: 'message_size' },
  {
    id: 'framing.kafka.max',
    value: '100 MiB',
    source: 'kafka-socket-server-configs',
    at: 'socket.request.max.bytes',
    note: { en: 'default: 100 × 1024 × 1024', zh: '默认值：100 × 1024 × 1024' },
  },
  { id: 'framing.grpc.flag', value: 1, unit: 'count', source: 'grpc-http2', at: 'Compressed-Flag' },
  { id: 'framing.grpc.length', value: 4, unit: 'bytes', source: 'grpc-http2', at: 'Message-Length' },
  {
    id: 'framing.grpc.max',
    value: '4 MiB',
    source: 'grpc-types-h',
    at: 'GRPC_DEFAULT_MAX_RECV_MESSAGE_LENGTH',
    note: { en: 'default for messages received', zh: '接收方向的默认值' },
  },
  { id: 'framing.protobuf.max', value: '2 GiB', source: 'protobuf-limits', at: 'Total Size of the Message' },
  { id: 'framing.tls.header', value: 5, unit: 'bytes', source: 'rfc8446', at: '5.1' },
  { id: 'framing.tls.length-bits', value: 16, unit: 'count', source: 'rfc8446', at: '5.1' },
  { id: 'framing.tls.max', value: 16_384, unit: 'bytes', source: 'rfc8446', at: '5.1' },
  {
    id: 'framing.tls.max.encrypted',
    value: 16_640,
    unit: 'bytes',
    source: 'rfc8446',
    at: '5.2',
    note: { en: '2^14 + 256', zh: '2^14 + 256' },
  },
  { id: 'framing.dns.length', value: 2, unit: 'bytes', source: 'rfc1035', at: '4.2.2' },
  {
    id: 'framing.dns.max',
    value: 65_535,
    unit: 'bytes',
    source: 'rfc1035',
    at: '4.2.2',
    note: { en: 'computed: 2^16 - 1', zh: '推算：2^16 - 1' },
  },
];
