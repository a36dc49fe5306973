// Cipher suites: their numbers, and what their names say.
//
// The registry "TLS Cipher Suites": RFC 5246 appendix A.5, RFC 5288, RFC 5289, RFC 6655, RFC 7251, RFC 7905, RFC 8446 section
// B.4; RFC 6367 and RFC 6209 for Camellia and ARIA, which some clients still offer. A name says everything that a connection
// needs: TLS_(key exchange)_(authentication)_WITH_(cipher)_(hash). In TLS 1.3 the first two are negotiated apart.
//
// Left out: suites with pre-shared keys, static (EC)DH, Kerberos, SRP, NULL, RC4, export.
import type { Hash } from './registries.ts';

const gcmOf = (kx: string) => [`${kx}_WITH_AES_128_GCM_SHA256`, `${kx}_WITH_AES_256_GCM_SHA384`];

/** Runs of names with consecutive numbers. */
const runs: readonly (readonly [number, ...(readonly string[])])[] = [
  [0x000a, 'RSA_WITH_3DES_EDE_CBC_SHA'],
  [0x0016, 'DHE_RSA_WITH_3DES_EDE_CBC_SHA'],
  [0x002f, 'RSA_WITH_AES_128_CBC_SHA'],
  [0x0032, 'DHE_DSS_WITH_AES_128_CBC_SHA', 'DHE_RSA_WITH_AES_128_CBC_SHA', 'DH_anon_WITH_AES_128_CBC_SHA'],
  [0x0035, 'RSA_WITH_AES_256_CBC_SHA'],
  [0x0038, 'DHE_DSS_WITH_AES_256_CBC_SHA', 'DHE_RSA_WITH_AES_256_CBC_SHA', 'DH_anon_WITH_AES_256_CBC_SHA'],
  [0x003c, 'RSA_WITH_AES_128_CBC_SHA256', 'RSA_WITH_AES_256_CBC_SHA256'],
  [0x0040, 'DHE_DSS_WITH_AES_128_CBC_SHA256', 'RSA_WITH_CAMELLIA_128_CBC_SHA'],
  [
    0x0044,
    'DHE_DSS_WITH_CAMELLIA_128_CBC_SHA',
    'DHE_RSA_WITH_CAMELLIA_128_CBC_SHA',
    'DH_anon_WITH_CAMELLIA_128_CBC_SHA',
  ],
  [0x0067, 'DHE_RSA_WITH_AES_128_CBC_SHA256'],
  [0x006a, 'DHE_DSS_WITH_AES_256_CBC_SHA256', 'DHE_RSA_WITH_AES_256_CBC_SHA256'],
  [0x006c, 'DH_anon_WITH_AES_128_CBC_SHA256', 'DH_anon_WITH_AES_256_CBC_SHA256'],
  [0x0084, 'RSA_WITH_CAMELLIA_256_CBC_SHA'],
  [
    0x0087,
    'DHE_DSS_WITH_CAMELLIA_256_CBC_SHA',
    'DHE_RSA_WITH_CAMELLIA_256_CBC_SHA',
    'DH_anon_WITH_CAMELLIA_256_CBC_SHA',
  ],
  [0x009c, ...gcmOf('RSA'), ...gcmOf('DHE_RSA')],
  [0x00a2, ...gcmOf('DHE_DSS')],
  [0x00a6, ...gcmOf('DH_anon')],
  [0x00ba, 'RSA_WITH_CAMELLIA_128_CBC_SHA256'],
  [0x00bd, ...['DHE_DSS', 'DHE_RSA', 'DH_anon'].map((kx) => `${kx}_WITH_CAMELLIA_128_CBC_SHA256`)],
  [0x00c0, 'RSA_WITH_CAMELLIA_256_CBC_SHA256'],
  [0x00c3, ...['DHE_DSS', 'DHE_RSA', 'DH_anon'].map((kx) => `${kx}_WITH_CAMELLIA_256_CBC_SHA256`)],
  [0x1301, 'AES_128_GCM_SHA256', 'AES_256_GCM_SHA384', 'CHACHA20_POLY1305_SHA256', 'AES_128_CCM_SHA256'],
  [0x1305, 'AES_128_CCM_8_SHA256'],
  [0xc008, ...['3DES_EDE', 'AES_128', 'AES_256'].map((cipher) => `ECDHE_ECDSA_WITH_${cipher}_CBC_SHA`)],
  [0xc012, ...['3DES_EDE', 'AES_128', 'AES_256'].map((cipher) => `ECDHE_RSA_WITH_${cipher}_CBC_SHA`)],
  [0xc018, 'ECDH_anon_WITH_AES_128_CBC_SHA', 'ECDH_anon_WITH_AES_256_CBC_SHA'],
  [0xc023, 'ECDHE_ECDSA_WITH_AES_128_CBC_SHA256', 'ECDHE_ECDSA_WITH_AES_256_CBC_SHA384'],
  [0xc027, 'ECDHE_RSA_WITH_AES_128_CBC_SHA256', 'ECDHE_RSA_WITH_AES_256_CBC_SHA384'],
  [0xc02b, ...gcmOf('ECDHE_ECDSA')],
  [0xc02f, ...gcmOf('ECDHE_RSA')],
  [0xc050, ...['RSA', 'DHE_RSA'].flatMap(gcmOf).map(aria)],
  [0xc056, ...gcmOf('DHE_DSS').map(aria)],
  [0xc05c, ...gcmOf('ECDHE_ECDSA').map(aria)],
  [0xc060, ...gcmOf('ECDHE_RSA').map(aria)],
  [0xc072, 'ECDHE_ECDSA_WITH_CAMELLIA_128_CBC_SHA256', 'ECDHE_ECDSA_WITH_CAMELLIA_256_CBC_SHA384'],
  [0xc076, 'ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256', 'ECDHE_RSA_WITH_CAMELLIA_256_CBC_SHA384'],
  [0xc09c, ...['CCM', 'CCM_8'].flatMap((mode) => ['RSA', 'DHE_RSA'].flatMap((kx) => ccmOf(kx, mode)))],
  [0xc0ac, ...['CCM', 'CCM_8'].flatMap((mode) => ccmOf('ECDHE_ECDSA', mode))],
  [0xcca8, ...['ECDHE_RSA', 'ECDHE_ECDSA', 'DHE_RSA'].map((kx) => `${kx}_WITH_CHACHA20_POLY1305_SHA256`)],
];

function aria(name: string): string {
  return name.replace('AES', 'ARIA');
}

function ccmOf(kx: string, mode: string): string[] {
  return [`${kx}_WITH_AES_128_${mode}`, `${kx}_WITH_AES_256_${mode}`];
}

/** Numbers in a list of suites that are no suites but say something. */
export const signals = {
  /** "I do not renegotiate insecurely": stands for an empty renegotiation_info (RFC 5746 section 3.3). */
  emptyRenegotiationInfo: 0x00ff,
  /** "I could do better and came back with less" (RFC 7507). */
  fallback: 0x5600,
} as const;

export type KeyExchange = 'RSA' | 'DHE' | 'ECDHE' | 'DH_anon' | 'ECDH_anon';
export type Authentication = 'RSA' | 'ECDSA' | 'DSS' | 'anon';
export type Mode = 'CBC' | 'GCM' | 'CCM' | 'CCM_8' | 'POLY1305';

/** What a part of the name is about. */
export type SuitePart = 'protocol' | 'keyExchange' | 'authentication' | 'with' | 'cipher' | 'hash';

export interface Suite {
  readonly id: number;
  readonly name: string;
  /** Undefined in TLS 1.3, which negotiates it apart from the suite. */
  readonly keyExchange: KeyExchange | undefined;
  readonly authentication: Authentication | undefined;
  /** The cipher without its mode: AES_128, CHACHA20. */
  readonly cipher: string;
  readonly mode: Mode;
  readonly keyBytes: number;
  /** Bytes of the nonce that come out of the key block. */
  readonly fixedIvBytes: number;
  /** Bytes in front of each TLS 1.2 record: an explicit nonce or IV. */
  readonly recordIvBytes: number;
  readonly tagBytes: number;
  /** HMAC of records: CBC suites only. */
  readonly macHash: Hash | undefined;
  /** Of the PRF in TLS 1.2, of HKDF and the transcript in TLS 1.3. */
  readonly prfHash: 'sha256' | 'sha384';
  /** The name taken apart; every character belongs to one part, underscores to the part before. */
  readonly parts: readonly { readonly part: SuitePart; readonly text: string }[];
}

const table = new Map<number, string>();
for (const [first, ...names] of runs) names.forEach((name, step) => void table.set(first + step, `TLS_${name}`));

/** The name that the registry has for a number, signals included; undefined for one that is not listed here. */
export function suiteName(id: number): string | undefined {
  if (id === signals.emptyRenegotiationInfo) return 'TLS_EMPTY_RENEGOTIATION_INFO_SCSV';
  if (id === signals.fallback) return 'TLS_FALLBACK_SCSV';
  return table.get(id);
}

/** What the name of a suite says; undefined for a number that is not listed here, and for signals. */
export function suiteOf(id: number): Suite | undefined {
  const name = table.get(id);
  const said = /^TLS_(?:(.+)_WITH_)?(.+?)_(CBC|GCM|CCM_8|CCM|POLY1305)(?:_(SHA\d*))?$/.exec(name ?? '');
  if (!name || !said) return undefined;
  const [, exchange, cipher = '', mode = '', hash] = said as unknown as [string, string?, string?, Mode?, string?];
  const [keyExchange, authentication] = exchangeOf(exchange);
  const keyBytes = /256|CHACHA/.test(cipher) ? 32 : cipher.startsWith('3DES') ? 24 : 16;
  const named = hash === undefined ? 'sha256' : hash === 'SHA' ? 'sha1' : (hash.toLowerCase() as Hash);
  const cbc = mode === 'CBC';
  return {
    id,
    name,
    keyExchange,
    authentication,
    cipher,
    mode: mode as Mode,
    keyBytes,
    // RFC 5288 section 3, RFC 6655 section 3: four bytes of salt. RFC 7905 section 2, RFC 8446 section 5.3: all twelve.
    fixedIvBytes: cbc ? 0 : !exchange || mode === 'POLY1305' ? 12 : 4,
    recordIvBytes: cbc ? (cipher.startsWith('3DES') ? 8 : 16) : !exchange || mode === 'POLY1305' ? 0 : 8,
    tagBytes: cbc ? 0 : mode === 'CCM_8' ? 8 : 16,
    macHash: cbc ? named : undefined,
    // RFC 5246 section 5: SHA-256, unless the suite names a stronger one.
    prfHash: named === 'sha384' ? 'sha384' : 'sha256',
    parts: partsOf(exchange, keyExchange, `${cipher}_${mode}`, hash),
  };
}

/** TLS_RSA_WITH…: RSA carries the secret, and being able to read it is the proof of identity. */
function exchangeOf(text: string | undefined): [KeyExchange?, Authentication?] {
  if (!text) return [];
  if (text === 'RSA') return ['RSA', 'RSA'];
  const [first, second] = text.split('_');
  return (second === 'anon' ? [text, 'anon'] : [first, second]) as [KeyExchange, Authentication];
}

function partsOf(
  exchange: string | undefined,
  keyExchange: string | undefined,
  cipher: string,
  hash?: string,
): Suite['parts'] {
  const parts: { part: SuitePart; text: string }[] = [{ part: 'protocol', text: 'TLS_' }];
  if (exchange && keyExchange) {
    parts.push({ part: 'keyExchange', text: `${keyExchange}_` });
    const authentication = exchange.slice(keyExchange.length + 1);
    if (authentication) parts.push({ part: 'authentication', text: `${authentication}_` });
    parts.push({ part: 'with', text: 'WITH_' });
  }
  parts.push({ part: 'cipher', text: hash ? `${cipher}_` : cipher });
  if (hash) parts.push({ part: 'hash', text: hash });
  return parts;
}
