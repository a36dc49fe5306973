/**
 * The transcript: every handshake message, whole, without record headers, in the order of the handshake. RFC 8446
 * section 4.4.1. After a HelloRetryRequest the first ClientHello is replaced by a message of type 254 that holds its
 * hash, so that a server can forget it and send the hash along in a cookie.
 */
import { digest, type HashName } from './hkdf.ts';

export type Transcript = readonly Uint8Array[];

/** `message_hash`: RFC 8446 section 4.4.1. */
export function messageHash(hash: HashName, clientHello: Uint8Array): Uint8Array {
  const value = digest(hash, clientHello);
  return Uint8Array.of(254, 0, 0, value.length, ...value);
}

export const transcriptHash = (hash: HashName, transcript: Transcript): Uint8Array => digest(hash, ...transcript);

/** What a CertificateVerify signs: 64 spaces, who signs, a zero, the transcript hash. RFC 8446 section 4.4.3. */
export function signedContent(signer: 'client' | 'server', transcript: Uint8Array): Uint8Array {
  const words = `${' '.repeat(64)}TLS 1.3, ${signer} CertificateVerify\0`;
  return Uint8Array.of(...[...words].map((letter) => letter.charCodeAt(0)), ...transcript);
}
