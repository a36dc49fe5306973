// Numbers of the chapters on the TLS handshakes: sizes that the RFCs fix, and what the recordings of handshakes showed.
import type { Fact } from './fact.ts';

const computed = (en: string, zh: string) => ({ en: `computed: ${en}`, zh: `推算：${zh}` });
const handshakeBytes = { en: 'the handshake alone, record headers included', zh: '只算握手，含记录头' };

export const facts: readonly Fact[] = [
  // TLS 1.2: what the RFCs fix
  { id: 'tls.random', value: 32, unit: 'bytes', source: 'rfc5246', at: '7.4.1.2' },
  { id: 'tls.premaster.rsa', value: 48, unit: 'bytes', source: 'rfc5246', at: '7.4.7.1' },
  { id: 'tls.premaster.rsa.random', value: 46, unit: 'bytes', source: 'rfc5246', at: '7.4.7.1' },
  { id: 'tls.premaster.x25519', value: 32, unit: 'bytes', source: 'rfc8422', at: '5.10' },
  { id: 'tls.master', value: 48, unit: 'bytes', source: 'rfc5246', at: '8.1' },
  { id: 'tls.verify-data', value: 12, unit: 'bytes', source: 'rfc5246', at: '7.4.9' },
  { id: 'tls.ccs.type', value: 20, source: 'rfc5246', at: '6.2.1' },
  {
    id: 'tls.key-block.aes128gcm',
    value: 40,
    unit: 'bytes',
    source: 'rfc5246',
    at: '6.3',
    note: computed(
      'two keys of 16 and two fixed IVs of 4 (RFC 5288)',
      '两把 16 字节的密钥，两个 4 字节的固定 IV（RFC 5288）',
    ),
  },
  {
    id: 'tls.key-block.aes128cbc',
    value: 96,
    unit: 'bytes',
    source: 'rfc5246',
    at: '6.3',
    note: computed(
      'AES_128_CBC_SHA256: two MAC keys of 32, two keys of 16',
      'AES_128_CBC_SHA256：两把 32 字节的 MAC 密钥，两把 16 字节的加密密钥',
    ),
  },

  // TLS 1.3: what the RFCs fix
  { id: 'tls.tls13.suites', value: 5, unit: 'count', source: 'rfc8446', at: 'Appendix B.4' },
  { id: 'tls.ticket.days', value: 7, unit: 'count', source: 'rfc8446', at: '4.6.1' },
  { id: 'tls.sentinel', value: 8, unit: 'bytes', source: 'rfc8446', at: '4.1.3' },
  {
    id: 'tls.gcm.records',
    value: 24_000_000,
    unit: 'count',
    source: 'rfc8446',
    at: '5.5',
    note: { en: '2^24.5 full-size records', zh: '2^24.5 个满长度的记录' },
  },

  // What the recordings showed
  {
    id: 'tls.recorded.tls12.server',
    value: 1525,
    unit: 'bytes',
    source: 'tls-recordings',
    at: '#201',
    note: handshakeBytes,
  },
  { id: 'tls.recorded.tls12.ske', value: 300, unit: 'bytes', source: 'tls-recordings', at: '#201' },
  {
    id: 'tls.recorded.tls13.full.server',
    value: 842,
    unit: 'bytes',
    source: 'tls-recordings',
    at: '#514',
    note: handshakeBytes,
  },
  {
    id: 'tls.recorded.tls13.resumed.server',
    value: 225,
    unit: 'bytes',
    source: 'tls-recordings',
    at: '#514',
    note: handshakeBytes,
  },
  {
    id: 'tls.recorded.ccs',
    value: 6,
    unit: 'bytes',
    source: 'tls-recordings',
    at: '#510',
    note: { en: 'five of record header, one of content', zh: '记录头 5 字节，内容 1 字节' },
  },
  {
    id: 'tls.recorded.alert',
    value: 24,
    unit: 'bytes',
    source: 'tls-recordings',
    at: '#510',
    note: {
      en: 'record header 5, alert 2, content type 1, tag 16',
      zh: '记录头 5，警报 2，内容类型 1，认证标签 16',
    },
  },
  { id: 'tls.recorded.hybrid.share', value: 1216, unit: 'bytes', source: 'tls-recordings', at: '#534' },
  { id: 'tls.recorded.hybrid.client-hello', value: 1596, unit: 'bytes', source: 'tls-recordings', at: '#534' },
];
