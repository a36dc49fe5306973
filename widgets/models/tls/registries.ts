// Names of what TLS negotiates by number: groups, signature schemes, versions, and the values that have a meaning of their own.
//
// RFC 8446 sections 4.2.7 and 4.2.3, RFC 8422 section 5.1, RFC 7919 section 2, RFC 5246 section 7.4.1.4.1; the registries
// "TLS Supported Groups" and "TLS SignatureScheme".

/** Groups, by number. */
const groups = {
  21: 'secp224r1',
  23: 'secp256r1',
  24: 'secp384r1',
  25: 'secp521r1',
  26: 'brainpoolP256r1',
  27: 'brainpoolP384r1',
  28: 'brainpoolP512r1',
  29: 'x25519',
  30: 'x448',
  256: 'ffdhe2048',
  257: 'ffdhe3072',
  258: 'ffdhe4096',
  259: 'ffdhe6144',
  260: 'ffdhe8192',
  4587: 'SecP256r1MLKEM768',
  4588: 'X25519MLKEM768',
  4589: 'SecP384r1MLKEM1024',
} as const;

export type GroupName = (typeof groups)[keyof typeof groups];

/** The name of a group, or undefined for one that is not listed here. */
export const groupName = (id: number): GroupName | undefined => (groups as Record<number, GroupName>)[id];

/** The number of a group. */
export const groupNumber = (name: GroupName): number => numberIn(groups, name);

export type Hash = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

/** How a signature is made: by what kind of key, padded how, over which hash. */
export interface SignatureScheme {
  readonly id: number;
  readonly name: string;
  readonly algorithm: 'rsa_pkcs1' | 'rsa_pss' | 'ecdsa' | 'ed25519' | 'ed448' | 'dsa';
  /** Undefined where the algorithm hashes by itself. */
  readonly hash: Hash | undefined;
  /** For ECDSA in TLS 1.3, which ties the hash to a curve (RFC 8446 section 4.2.3). */
  readonly group?: GroupName;
  /** For RSASSA-PSS: a key that the certificate marks as one for PSS only. */
  readonly pssKey?: boolean;
}

const schemes = new Map<number, SignatureScheme>();

function scheme(id: number, name: string, algorithm: SignatureScheme['algorithm'], hash?: Hash, more = {}): void {
  schemes.set(id, { id, name, algorithm, hash, ...more });
}

// RFC 5246 section 7.4.1.4.1 builds numbers from a hash and a signature; RFC 8446 keeps them and gives them new names.
for (const [number, hash] of [
  [1, 'md5'],
  [2, 'sha1'],
  [3, 'sha224'],
  [4, 'sha256'],
  [5, 'sha384'],
  [6, 'sha512'],
] as const) {
  scheme(number * 256 + 1, `rsa_pkcs1_${hash}`, 'rsa_pkcs1', hash);
  scheme(number * 256 + 2, `dsa_${hash}`, 'dsa', hash);
  scheme(number * 256 + 3, `ecdsa_${hash}`, 'ecdsa', hash);
}
scheme(0x0403, 'ecdsa_secp256r1_sha256', 'ecdsa', 'sha256', { group: 'secp256r1' });
scheme(0x0503, 'ecdsa_secp384r1_sha384', 'ecdsa', 'sha384', { group: 'secp384r1' });
scheme(0x0603, 'ecdsa_secp521r1_sha512', 'ecdsa', 'sha512', { group: 'secp521r1' });
scheme(0x0804, 'rsa_pss_rsae_sha256', 'rsa_pss', 'sha256');
scheme(0x0805, 'rsa_pss_rsae_sha384', 'rsa_pss', 'sha384');
scheme(0x0806, 'rsa_pss_rsae_sha512', 'rsa_pss', 'sha512');
scheme(0x0807, 'ed25519', 'ed25519');
scheme(0x0808, 'ed448', 'ed448');
scheme(0x0809, 'rsa_pss_pss_sha256', 'rsa_pss', 'sha256', { pssKey: true });
scheme(0x080a, 'rsa_pss_pss_sha384', 'rsa_pss', 'sha384', { pssKey: true });
scheme(0x080b, 'rsa_pss_pss_sha512', 'rsa_pss', 'sha512', { pssKey: true });
// RFC 8734, and the names of ML-DSA: offered by clients of 2025, not computed here.
scheme(0x081a, 'ecdsa_brainpoolP256r1tls13_sha256', 'ecdsa', 'sha256', { group: 'brainpoolP256r1' });
scheme(0x081b, 'ecdsa_brainpoolP384r1tls13_sha384', 'ecdsa', 'sha384', { group: 'brainpoolP384r1' });
scheme(0x081c, 'ecdsa_brainpoolP512r1tls13_sha512', 'ecdsa', 'sha512', { group: 'brainpoolP512r1' });

/** How signatures of this number are made, or undefined for one that is not listed here. */
export const signatureScheme = (id: number): SignatureScheme | undefined => schemes.get(id);

/** The name of a signature scheme, also of those that are not computed here. */
export const schemeName = (id: number): string | undefined =>
  schemes.get(id)?.name ?? { 2308: 'mldsa44', 2309: 'mldsa65', 2310: 'mldsa87' }[id];

export const tls10 = 0x0301;
export const tls11 = 0x0302;
export const tls12 = 0x0303;
export const tls13 = 0x0304;

/** What people call a version. */
export const versionName = (version: number): string | undefined =>
  ({ [0x0300]: 'SSL 3.0', [tls10]: 'TLS 1.0', [tls11]: 'TLS 1.1', [tls12]: 'TLS 1.2', [tls13]: 'TLS 1.3' })[version];

/** The last eight bytes of a server's random: "I could do better than the version that we agreed on" (RFC 8446, 4.1.3). */
export const downgradeSentinels = {
  /** A TLS 1.3 server that agrees on TLS 1.2. */
  tls12: Uint8Array.of(0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 1),
  /** A server of TLS 1.2 or 1.3 that agrees on TLS 1.1 or below. */
  tls11: Uint8Array.of(0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 0),
} as const;

/** The sentinel at the end of a server's random, or undefined. */
export function downgradeSentinel(random: Uint8Array): keyof typeof downgradeSentinels | undefined {
  const tail = random.subarray(-8);
  if (equal(tail, downgradeSentinels.tls12)) return 'tls12';
  return equal(tail, downgradeSentinels.tls11) ? 'tls11' : undefined;
}

/** True if both hold the same bytes. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

function numberIn(table: Readonly<Record<number, string>>, name: string): number {
  return Number(Object.keys(table).find((id) => table[Number(id)] === name));
}
