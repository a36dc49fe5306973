// Secrets and keys of TLS 1.1 and 1.2: the PRF and everything that comes out of it.
//
// RFC 5246 section 5 (PRF), 6.3 (key block), 7.4.9 (verify_data), 8.1 (master secret); RFC 7627 section 4 (extended master
// secret); RFC 4346 section 5 for the PRF of TLS 1.1, which mixes MD5 and SHA-1.
import { xor } from './aead.ts';
import { concat } from './codec.ts';
import { hash, hashBytes, hmac } from './hashes.ts';
import { type Hash, tls12 } from './registries.ts';
import type { Suite } from './suites.ts';

/** Which PRF: the suite's hash in TLS 1.2, MD5 and SHA-1 together before. */
export type PrfHash = 'md5sha1' | 'sha256' | 'sha384';

export const prfHashOf = (version: number, suite: Suite): PrfHash => (version < tls12 ? 'md5sha1' : suite.prfHash);

/** `length` bytes out of a secret, a label and a seed (RFC 5246 section 5, RFC 4346 section 5). */
export function prf(kind: PrfHash, secret: Uint8Array, label: string, seed: Uint8Array, length: number): Uint8Array {
  const labelled = concat(ascii(label), seed);
  if (kind !== 'md5sha1') return expanded(kind, secret, labelled, length);
  // The halves of the secret share the middle byte if its length is odd.
  const half = Math.ceil(secret.length / 2);
  return xor(
    expanded('md5', secret.subarray(0, half), labelled, length),
    expanded('sha1', secret.subarray(secret.length - half), labelled, length),
  );
}

/** P_hash: HMAC over A(1) and the seed, A(2) and the seed, and so on. */
function expanded(name: Hash, secret: Uint8Array, seed: Uint8Array, length: number): Uint8Array {
  const blocks: Uint8Array[] = [];
  let a = seed;
  for (let have = 0; have < length; have += hashBytes(name)) {
    a = hmac(name, secret, a);
    blocks.push(hmac(name, secret, a, seed));
  }
  return concat(...blocks).subarray(0, length);
}

/** The hash of all handshake messages so far, as Finished and the extended master secret use it. */
export function transcriptHash(kind: PrfHash, messages: readonly Uint8Array[]): Uint8Array {
  if (kind !== 'md5sha1') return hash(kind, ...messages);
  return concat(hash('md5', ...messages), hash('sha1', ...messages));
}

/** What a master secret is bound to: the two randoms, or with RFC 7627 the hash of the messages up to ClientKeyExchange. */
export type Binding =
  | { readonly clientRandom: Uint8Array; readonly serverRandom: Uint8Array }
  | { readonly sessionHash: Uint8Array };

/** 48 bytes. RFC 5246 section 8.1, RFC 7627 section 4. */
export function masterSecret(kind: PrfHash, premaster: Uint8Array, binding: Binding): Uint8Array {
  return 'sessionHash' in binding
    ? prf(kind, premaster, 'extended master secret', binding.sessionHash, 48)
    : prf(kind, premaster, 'master secret', concat(binding.clientRandom, binding.serverRandom), 48);
}

/** What protects one direction. */
export interface WriteKeys {
  /** Empty for AEAD suites. */
  readonly macKey: Uint8Array;
  readonly key: Uint8Array;
  /** The part of the nonce that both sides know. Empty for CBC. */
  readonly iv: Uint8Array;
}

export type KeyPart =
  | 'client_write_MAC_key'
  | 'server_write_MAC_key'
  | 'client_write_key'
  | 'server_write_key'
  | 'client_write_IV'
  | 'server_write_IV';

export interface KeyBlock {
  readonly bytes: Uint8Array;
  /** How the block is cut: half-open, in bytes. Parts without bytes are not listed. */
  readonly parts: readonly { readonly name: KeyPart; readonly at: number; readonly end: number }[];
  readonly client: WriteKeys;
  readonly server: WriteKeys;
}

/** RFC 5246 section 6.3: as many bytes as the suite needs, cut in a fixed order. The server's random comes first here. */
export function keyBlock(
  suite: Suite,
  kind: PrfHash,
  master: Uint8Array,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
): KeyBlock {
  const mac = suite.macHash ? hashBytes(suite.macHash) : 0;
  const { keyBytes: key, fixedIvBytes: iv } = suite;
  const bytes = prf(kind, master, 'key expansion', concat(serverRandom, clientRandom), 2 * (mac + key + iv));
  const sizes: readonly (readonly [KeyPart, number])[] = [
    ['client_write_MAC_key', mac],
    ['server_write_MAC_key', mac],
    ['client_write_key', key],
    ['server_write_key', key],
    ['client_write_IV', iv],
    ['server_write_IV', iv],
  ];
  let at = 0;
  const parts = sizes.map(([name, size]) => {
    at += size;
    return { name, at: at - size, end: at };
  });
  const cut = (name: KeyPart): Uint8Array => {
    const part = parts.find((each) => each.name === name);
    return bytes.subarray(part?.at, part?.end);
  };
  return {
    bytes,
    parts: parts.filter((part) => part.end > part.at),
    client: { macKey: cut('client_write_MAC_key'), key: cut('client_write_key'), iv: cut('client_write_IV') },
    server: { macKey: cut('server_write_MAC_key'), key: cut('server_write_key'), iv: cut('server_write_IV') },
  };
}

/** 12 bytes that prove to have seen the same handshake and to know the master secret. RFC 5246 section 7.4.9. */
export function verifyData(
  kind: PrfHash,
  master: Uint8Array,
  who: 'client' | 'server',
  messages: readonly Uint8Array[],
): Uint8Array {
  return prf(kind, master, `${who} finished`, transcriptHash(kind, messages), 12);
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
