/** What a side of TLS 1.3 knows beforehand, and what it keeps: keys, trust, tickets. All of it are arguments. */
import type { AlertName } from '../alerts.ts';
import type { PskKind } from './schedule.ts';

export type Role = 'client' | 'server';

/** A key that both sides know already. Its hash and, for early data, its suite are those of the connection it comes from. */
export interface Psk {
  readonly value: Uint8Array;
  readonly kind: PskKind;
  readonly suite: number;
}

/** Everything that a side knows beforehand. */
export interface Knowledge {
  readonly role: Role;
  /** The (EC)DHE secret of two shares. 'invalid': a share is none; undefined: no private key is known here. */
  readonly agree: (group: number, client: Uint8Array, server: Uint8Array) => Uint8Array | 'invalid' | undefined;
  /** The PSK of an identity; undefined if it means nothing here. */
  readonly psk: (identity: Uint8Array) => Psk | undefined;
  /** True if `signature` is that of the key in `leaf`. */
  readonly verify: (scheme: number, leaf: Uint8Array, content: Uint8Array, signature: Uint8Array) => boolean;
  /** What is wrong with a chain; undefined: nothing. */
  readonly judge?: (chain: readonly Uint8Array[], of: Role) => AlertName | undefined;
  /** A secret that cannot be derived here, by its name in the schedule: from a key log. */
  readonly given?: (name: string) => Uint8Array | undefined;
  /** A server that ends the connection if the client shows no certificate. */
  readonly requiresCertificate?: boolean;
  /** A server that has refused early data passes over so many bytes at most. */
  readonly mostPassedOver?: number;
}

/** What a NewSessionTicket gave. */
export interface KeptTicket {
  readonly ticket: Uint8Array;
  readonly nonce: Uint8Array;
  readonly lifetimeS: number;
  readonly ageAdd: number;
  readonly maxEarlyData: number;
  readonly psk: Psk;
  /** Its name in the schedule: `resumption 0`. */
  readonly name: string;
}
