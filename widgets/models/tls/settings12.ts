// What a client and a server of TLS 1.2 are told before they begin. All chance is here: randoms, private keys, IVs.

import type { RsaPrivateKey } from '../rsa/rsa.ts';
import type { PublicKey } from '../x509/public-key.ts';
import type { Ephemeral } from './agreement.ts';
import type { AlertName } from './alerts.ts';
import type { CertificateRequest12, ClientHello, NewSessionTicket12, ServerHello } from './messages.ts';
import type { GroupName } from './registries.ts';

/** Whose habits, where implementations differ: what RFC 5246 says, OpenSSL 3, GnuTLS 3.7, Node 24 (OpenSSL with checks of its own). */
export type Habits = 'rfc' | 'openssl' | 'gnutls' | 'node';

/** What a look at a chain of certificates brings: the key to go on with, or the alert to stop with. */
export type Verdict =
  | { readonly key: PublicKey; readonly alert: undefined; readonly afterHandshake?: boolean }
  | { readonly key: undefined; readonly alert: AlertName };

/** What both sides keep to resume. */
export interface Session {
  readonly master: Uint8Array;
  readonly version: number;
  readonly suite: number;
  readonly extendedMasterSecret: boolean;
  readonly sessionId: Uint8Array;
  /** The ticket that the server gave out; empty if it gave none. */
  readonly ticket: Uint8Array;
}

export interface Settings {
  readonly habits: Habits;
  /** The first bytes of the n-th protected record: an IV or an explicit nonce. */
  readonly recordIv: (n: number, length: number) => Uint8Array;
  /** Judges the other side's chain, which is not empty. */
  readonly judge: (chain: readonly Uint8Array[]) => Verdict;
  /** Signs with the own certificate's key. `scheme` is undefined before TLS 1.2. */
  readonly sign: (scheme: number | undefined, data: Uint8Array) => Uint8Array;
  /** Checks the other side's signatures: verifySignature of `signatures.ts`, or less where less is needed. */
  readonly verify: (scheme: number | undefined, key: PublicKey, data: Uint8Array, signature: Uint8Array) => boolean;
  /** The own chain, leaf first. Empty if there is none. */
  readonly chain: readonly Uint8Array[];
  /** Instead of what the key exchange gives, where its secrets are not known. */
  readonly master?: Uint8Array | undefined;
  /** Most bytes of content in a record. */
  readonly recordBytes?: number | undefined;
}

export interface ClientSettings extends Settings {
  /** The hellos that it sends: the first, and one for each renegotiation. */
  readonly hellos: readonly ClientHello[];
  /** Versions that it speaks, from and to. */
  readonly versions: readonly [number, number];
  /** The record version of its first hello: 0301, whatever it speaks (RFC 5246 appendix E.1). */
  readonly helloRecordVersion: number;
  /** 48 bytes: the version that it offers, 46 of chance. */
  readonly premaster: Uint8Array;
  /** As many bytes as PKCS #1 v1.5 needs, none of them 0. */
  readonly rsaPadding: (length: number) => Uint8Array;
  readonly ephemeral: (group: GroupName | { readonly p: Uint8Array; readonly g: Uint8Array }) => Ephemeral;
  /** The scheme of its CertificateVerify. */
  readonly scheme: number;
  readonly sessions: readonly Session[];
}

/** What a server answers to a ClientHello. */
export interface Choice {
  readonly hello: ServerHello;
  /** The scheme of ServerKeyExchange; undefined before TLS 1.2. */
  readonly scheme: number | undefined;
  /** For ECDHE and DHE. */
  readonly group?: GroupName | { readonly p: Uint8Array; readonly g: Uint8Array } | undefined;
  /** Resumed, if present. */
  readonly session?: Session | undefined;
  readonly request?: CertificateRequest12 | undefined;
  readonly ticket?: NewSessionTicket12 | undefined;
  /** OCSP response. */
  readonly status?: Uint8Array | undefined;
}

export interface ServerSettings extends Settings {
  /** What it answers to a hello, or the alert that it refuses it with. `n` counts the handshakes of the connection from 0. */
  readonly choose: (hello: ClientHello, n: number) => Choice | AlertName;
  readonly ephemeral: (group: GroupName | { readonly p: Uint8Array; readonly g: Uint8Array }) => Ephemeral;
  readonly rsaKey?: RsaPrivateKey | undefined;
  /** 48 random bytes that take the place of a premaster that cannot be read (RFC 5246 section 7.4.7.1). */
  readonly insteadOfPremaster: Uint8Array;
  /** A handshake without a client certificate is refused, if one was asked for. */
  readonly certificateRequired: boolean;
  readonly renegotiates: boolean;
}
