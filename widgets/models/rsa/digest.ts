// The hashes that RSA names inside its padding: RFC 8017 (9.2), note 1. One constant each, so that a figure that needs
// one does not pay for all.
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';

export interface Digest {
  readonly name: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
  readonly hash: (message: Uint8Array) => Uint8Array;
  /** Length of the hash, in bytes. */
  readonly length: number;
  /** What stands before the hash in a DigestInfo: DER of the algorithm's name, and the head of the octet string. */
  readonly prefix: Uint8Array;
}

const hex = (digits: string): Uint8Array =>
  Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

export const sha1Digest: Digest = {
  name: 'SHA-1',
  hash: (message) => sha1(message),
  length: 20,
  prefix: /* @__PURE__ */ hex('3021300906052b0e03021a05000414'),
};

export const sha256Digest: Digest = {
  name: 'SHA-256',
  hash: (message) => sha256(message),
  length: 32,
  prefix: /* @__PURE__ */ hex('3031300d060960864801650304020105000420'),
};

export const sha384Digest: Digest = {
  name: 'SHA-384',
  hash: (message) => sha384(message),
  length: 48,
  prefix: /* @__PURE__ */ hex('3041300d060960864801650304020205000430'),
};

export const sha512Digest: Digest = {
  name: 'SHA-512',
  hash: (message) => sha512(message),
  length: 64,
  prefix: /* @__PURE__ */ hex('3051300d060960864801650304020305000440'),
};
