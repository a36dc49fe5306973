// Keys, their lengths, certificates and their lifetimes: what cryptography and certificates rest on.
import type { Fact } from './fact.ts';

export const facts: readonly Fact[] = [
  // Strength: RFC 5656 prints the table of NIST SP 800-57
  { id: 'crypto.rsa.bits.80', value: 1024, unit: 'count', source: 'rfc5656', at: '1' },
  { id: 'crypto.rsa.bits.128', value: 3072, unit: 'count', source: 'rfc5656', at: '1' },
  { id: 'crypto.curve.bits.128', value: 256, unit: 'count', source: 'rfc5656', at: '1' },

  // RSA
  { id: 'crypto.rsa.bits.min', value: 2048, unit: 'count', source: 'cabf-br', at: '6.1.5' },
  { id: 'crypto.rsa.exponent', value: '65537', source: 'openssl-genpkey', at: 'rsa_keygen_pubexp' },
  {
    id: 'crypto.rsa.v15.overhead',
    value: 11,
    unit: 'bytes',
    source: 'rfc8017',
    at: '7.2',
  },
  {
    id: 'crypto.rsa.v15.max',
    value: 245,
    unit: 'bytes',
    source: 'rfc8017',
    at: '7.2',
    note: { en: 'k − 11 with a modulus of 256 bytes', zh: 'k − 11，模数 256 字节' },
  },
  {
    id: 'crypto.rsa.oaep.max',
    value: 190,
    unit: 'bytes',
    source: 'rfc8017',
    at: '7.1.1',
    note: {
      en: 'k − 2 hLen − 2 with a modulus of 256 bytes and SHA-256',
      zh: 'k − 2 hLen − 2，模数 256 字节，SHA-256',
    },
  },

  // Key agreement
  { id: 'crypto.x25519.key', value: 32, unit: 'bytes', source: 'rfc7748', at: '6.1' },
  {
    id: 'crypto.mlkem.share',
    value: 1216,
    unit: 'bytes',
    source: 'tls-recordings',
    at: '#534',
    note: { en: 'the client’s share of X25519MLKEM768', zh: '客户端的 X25519MLKEM768 密钥份额' },
  },

  // Authenticated encryption
  { id: 'crypto.gcm.tag', value: 16, unit: 'bytes', source: 'rfc5116', at: '5.1' },
  { id: 'crypto.tls12.master', value: 48, unit: 'bytes', source: 'rfc5246', at: '8.1' },

  // Round trips of TLS alone, on top of TCP's one
  { id: 'https.round-trips.tls13', value: 1, unit: 'count', source: 'tls-recordings', at: '#501' },
  { id: 'https.round-trips.tls12', value: 2, unit: 'count', source: 'tls-recordings', at: '#201' },
  { id: 'https.round-trips.tls12.resumed', value: 1, unit: 'count', source: 'tls-recordings', at: '#302' },
  { id: 'https.round-trips.0rtt', value: 0, unit: 'count', source: 'tls-recordings', at: '#521' },

  // Certificates
  { id: 'cert.days.until-2026', value: 398, unit: 'count', source: 'cabf-br', at: '6.3.2' },
  { id: 'cert.days.2026', value: 200, unit: 'count', source: 'cabf-br', at: '6.3.2' },
  { id: 'cert.days.2027', value: 100, unit: 'count', source: 'cabf-br', at: '6.3.2' },
  { id: 'cert.days.2029', value: 47, unit: 'count', source: 'cabf-br', at: '6.3.2' },
  { id: 'cert.chains.tried', value: 44, unit: 'count', source: 'tls-recordings', at: '#701' },
  {
    id: 'cert.chains.agreed',
    value: 36,
    unit: 'count',
    source: 'tls-recordings',
    at: '#701',
    note: {
      en: 'OpenSSL 3.0.19, GnuTLS 3.7.9, Node 24.21, and the RFCs where these decide',
      zh: 'OpenSSL 3.0.19、GnuTLS 3.7.9、Node 24.21，以及有定论之处的 RFC',
    },
  },
  { id: 'cert.diginotar.forged', value: 531, unit: 'count', source: 'laurie-ct' },
  {
    id: 'cert.scts.short',
    value: 2,
    unit: 'count',
    source: 'firefox-ct',
    at: 'GetRequiredEmbeddedSctsCount()',
    note: { en: 'for lifetimes up to 180 days', zh: '有效期不超过 180 天' },
  },
  { id: 'cert.scts.long', value: 3, unit: 'count', source: 'firefox-ct', at: 'GetRequiredEmbeddedSctsCount()' },
];
