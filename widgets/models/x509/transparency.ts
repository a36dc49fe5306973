/**
 * Certificate transparency: the promise of a log, inside a certificate, that it has taken it in.
 *
 * Follows RFC 6962: 2.1.4 and 3.2 (the signed structure: the certificate without the list, with the hash of its issuer's key), 3.3 (the
 * extension that holds the list).
 *
 * Left out: the log itself, its tree and its proofs; the policies of browsers about how many logs, which, and how old. A
 * promise is not an entry: only who reads the log finds what stands in it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesOf } from '../rsa/integers.ts';
import { type Certificate, sameBytes } from './certificate.ts';
import { readDer, tags } from './der.ts';
import { concat } from './der-write.ts';
import { attempt } from './fault.ts';
import { changedTbs } from './issue.ts';
import type { PrivateKey } from './private-key.ts';
import { parsePublicKey } from './public-key.ts';
import { signMessage, verifySignature } from './signature.ts';

const scheme = { kind: 'ecdsa', hash: 'sha256' } as const;

/** One promise: a signed certificate timestamp. */
export interface Timestamp {
  /** SHA-256 of the log's subjectPublicKeyInfo. */
  readonly log: Uint8Array;
  readonly timeMs: number;
  readonly extensions: Uint8Array;
  readonly signature: Uint8Array;
}

/** What is left of a timestamp when it is checked. */
export type TimestampVerdict = 'fits' | 'unknown-log' | 'wrong';

const sized = (bytes: Uint8Array, width: number): Uint8Array => concat(bytesOf(BigInt(bytes.length), width), bytes);

/** What a log signs (RFC 6962 3.2, an entry for a certificate that was sent to it before it was issued). */
function signedPart(timeMs: number, certificate: Certificate, issuer: Certificate, extensions: Uint8Array): Uint8Array {
  const tbs = changedTbs(certificate, { timestamps: { list: undefined } });
  return concat(
    Uint8Array.of(0, 0),
    bytesOf(BigInt(timeMs), 8),
    Uint8Array.of(0, 1),
    sha256(issuer.spki),
    sized(tbs, 3),
    sized(extensions, 2),
  );
}

/** A promise of the log with this key, as it stands in the list; `undefined` if the key is not one for ECDSA. */
export function makeTimestamp(
  log: { readonly spki: Uint8Array; readonly key: PrivateKey },
  timeMs: number,
  certificate: Certificate,
  issuer: Certificate,
): Uint8Array | undefined {
  const none = new Uint8Array();
  const signature = signMessage(scheme, log.key, signedPart(timeMs, certificate, issuer, none));
  if (!signature) return undefined;
  // Version 1 is 0; hash 4 is SHA-256, signature 3 is ECDSA (RFC 5246 7.4.1.4.1).
  const head = concat(Uint8Array.of(0), sha256(log.spki), bytesOf(BigInt(timeMs), 8), sized(none, 2));
  return concat(head, Uint8Array.of(4, 3), sized(signature, 2));
}

/** The list as the extension holds it. */
export const timestampList = (timestamps: readonly Uint8Array[]): Uint8Array =>
  sized(concat(...timestamps.map((one) => sized(one, 2))), 2);

/** The promises in a certificate; none if it has none, `undefined` if the list cannot be read. */
export function timestampsOf(certificate: Certificate): readonly Timestamp[] | undefined {
  const extension = certificate.extensions.find(({ name }) => name === 'signedCertificateTimestampList');
  if (!extension) return [];
  const inner = attempt(() =>
    readDer(certificate.bytes, extension.valueAt, extension.valueAt + extension.value.length),
  );
  if (!inner.ok || inner.value.tag !== tags.octetString) return undefined;
  const list = inner.value.content;
  if (list.length !== 2 + number(list, 0, 2)) return undefined;
  const found: Timestamp[] = [];
  for (let at = 2; at < list.length; ) {
    const length = number(list, at, 2);
    const one = readTimestamp(list.subarray(at + 2, at + 2 + length), length);
    if (!one) return undefined;
    found.push(one);
    at += 2 + length;
  }
  return found;
}

function readTimestamp(bytes: Uint8Array, length: number): Timestamp | undefined {
  if (bytes.length !== length || length < 47 || bytes[0] !== 0) return undefined;
  const extensionsEnd = 43 + number(bytes, 41, 2);
  const signatureAt = extensionsEnd + 4;
  if (signatureAt > length || bytes[extensionsEnd] !== 4 || bytes[extensionsEnd + 1] !== 3) return undefined;
  if (signatureAt + number(bytes, extensionsEnd + 2, 2) !== length) return undefined;
  return {
    log: bytes.subarray(1, 33),
    timeMs: number(bytes, 33, 8),
    extensions: bytes.subarray(43, extensionsEnd),
    signature: bytes.subarray(signatureAt),
  };
}

const number = (bytes: Uint8Array, at: number, width: number): number =>
  Array.from({ length: width }, (_, index) => bytes[at + index] ?? 0).reduce((value, byte) => value * 256 + byte, 0);

/** Is this a promise of one of the logs (subjectPublicKeyInfo each) for this certificate? */
export function checkTimestamp(
  timestamp: Timestamp,
  certificate: Certificate,
  issuer: Certificate,
  logs: readonly Uint8Array[],
): TimestampVerdict {
  const log = logs.find((spki) => sameBytes(sha256(spki), timestamp.log));
  const key = log && parsePublicKey(log);
  if (!key?.ok) return 'unknown-log';
  const part = signedPart(timestamp.timeMs, certificate, issuer, timestamp.extensions);
  return verifySignature(scheme, key.value, part, timestamp.signature).ok ? 'fits' : 'wrong';
}
