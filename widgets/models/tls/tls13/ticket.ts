/**
 * A ticket that holds its session, encrypted so that only servers with the ticket key can read it: the construction that RFC 5077
 * section 4 recommends and OpenSSL uses. And what a server can tell from the age that a client gives: RFC 8446 sections 4.2.11.1
 * and 8.3.
 *
 * For the reader: what is inside is ours (suite, time, PSK); OpenSSL puts a whole ASN.1 session there.
 */
import { cbc } from '@noble/ciphers/aes.js';
import { concat } from '../codec.ts';
import { equal } from '../registries.ts';
import { mac } from './hkdf.ts';
import type { Psk } from './knowledge.ts';

/** 48 bytes: name, HMAC key, AES-128 key, as OpenSSL and Node take them. */
export type TicketKeys = Uint8Array;

/** Name, IV, ciphertext, HMAC. The IV has 16 bytes that were never used before. */
export function sealTicket(keys: TicketKeys, iv: Uint8Array, state: Uint8Array): Uint8Array {
  const body = concat(keys.subarray(0, 16), iv, cbc(keys.subarray(32, 48), iv).encrypt(state));
  return concat(body, mac('sha256', keys.subarray(16, 32), body));
}

/** The state inside; undefined for a ticket of other keys, or one that was changed. */
export function openTicket(keys: TicketKeys, ticket: Uint8Array): Uint8Array | undefined {
  if (ticket.length < 80 || !equal(ticket.subarray(0, 16), keys.subarray(0, 16))) return undefined;
  const body = ticket.subarray(0, -32);
  if (!equal(mac('sha256', keys.subarray(16, 32), body), ticket.subarray(-32))) return undefined;
  try {
    return cbc(keys.subarray(32, 48), body.subarray(16, 32)).decrypt(body.subarray(32));
  } catch {
    return undefined;
  }
}

/** What our tickets hold. */
export interface TicketState {
  readonly suite: number;
  /** When it was made, in seconds on the servers' clock, and what was added to its age. */
  readonly madeS: number;
  readonly ageAdd: number;
  readonly psk: Uint8Array;
}

const four = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const number = (bytes: Uint8Array) => bytes.reduce((sum, byte) => sum * 256 + byte, 0);

export const writeState = ({ suite, madeS, ageAdd, psk }: TicketState): Uint8Array =>
  Uint8Array.of(suite >> 8, suite & 255, ...four(madeS), ...four(ageAdd), ...psk);

export const readState = (bytes: Uint8Array): TicketState => ({
  suite: number(bytes.subarray(0, 2)),
  madeS: number(bytes.subarray(2, 6)),
  ageAdd: number(bytes.subarray(6, 10)),
  psk: bytes.slice(10),
});

/** The PSK of a ticket, for those who have its key. */
export function pskOf(keys: TicketKeys, ticket: Uint8Array): Psk | undefined {
  const opened = openTicket(keys, ticket);
  const state = opened && readState(opened);
  return state && { value: state.psk, kind: 'res', suite: state.suite };
}

/** The age in ms that the client claims: RFC 8446 section 4.2.11.1. */
export const claimedAgeMs = (obfuscatedAge: number, ageAdd: number): number => (obfuscatedAge - ageAdd) >>> 0;

export const obfuscatedAge = (ageMs: number, ageAdd: number): number => (ageMs + ageAdd) >>> 0;

/** RFC 8446 section 8.3: how far the claimed age is from the one that the server sees, in ms. Far off: replayed, or late. */
export function ageOffMs(keys: TicketKeys, ticket: Uint8Array, obfuscated: number, nowMs: number): number | undefined {
  const opened = openTicket(keys, ticket);
  if (!opened) return undefined;
  const { madeS, ageAdd } = readState(opened);
  return nowMs - 1000 * madeS - claimedAgeMs(obfuscated, ageAdd);
}
