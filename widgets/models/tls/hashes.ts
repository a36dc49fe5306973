// Hashes and HMAC by name: RFC 2104 over FIPS 180-4, and MD5 with SHA-1 as TLS 1.1 uses them.
import { hmac as nobleHmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { concat } from './codec.ts';
import type { Hash } from './registries.ts';

const functions = { md5, sha1, sha224, sha256, sha384, sha512 } as const;

/** Bytes of a hash. */
export const hashBytes = (name: Hash): number => functions[name].outputLen;

/** The hash of all parts, one after the other. */
export const hash = (name: Hash, ...parts: readonly Uint8Array[]): Uint8Array => functions[name](concat(...parts));

/** HMAC over all parts, one after the other. */
export const hmac = (name: Hash, key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array =>
  nobleHmac(functions[name], key, concat(...parts));
