/**
 * Record protection of TLS 1.3: RFC 8446 sections 5.2 to 5.4. Content, its real type and padding are encrypted together;
 * the header of the record is authenticated with them; the nonce is the IV with the record's number mixed in.
 */
import { aeadOf } from '../aead.ts';
import { concat } from '../codec.ts';
import type { Suite } from '../suites.ts';

/** One direction's keys and how many records they have protected. */
export interface Protection {
  readonly suite: Suite;
  /** The traffic secret that they come from, by its name in the schedule. */
  readonly secret: string;
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  /** The number of the next record: RFC 8446 section 5.3. It starts at 0 with every new key. */
  readonly sequence: number;
}

/** A record, opened. */
export interface Inner {
  readonly type: number;
  readonly content: Uint8Array;
  /** Zeros behind the type. */
  readonly padding: number;
}

/** The longest protected content: 2^14, the type, and at most 255 more (RFC 8446 section 5.2). */
export const longestProtected = 0x4000 + 256;

/** The IV with the record number mixed in: RFC 8446 section 5.3. */
export function nonceOf({ iv, sequence }: Protection): Uint8Array {
  const nonce = iv.slice();
  for (let at = 11, rest = sequence; rest > 0 && at > 3; at--, rest = Math.floor(rest / 256))
    nonce[at] = (nonce[at] ?? 0) ^ (rest & 255);
  return nonce;
}

/** Every suite of TLS 1.3 has one: RFC 8446 section 5.2. Throws for a suite of TLS 1.2. */
function aead({ suite }: Protection) {
  const found = aeadOf(suite);
  if (!found) throw new Error(`${suite.name} has no AEAD.`);
  return found;
}

export const next = (protection: Protection): Protection => ({ ...protection, sequence: protection.sequence + 1 });

/** The whole record: outer type 23 and version 0303, whatever it holds. Use each `protection` once, then {@link next}. */
export function seal(protection: Protection, type: number, content: Uint8Array, padding = 0): Uint8Array {
  const inner = new Uint8Array(content.length + 1 + padding);
  inner.set(content);
  inner[content.length] = type;
  const length = inner.length + protection.suite.tagBytes;
  const header = Uint8Array.of(23, 3, 3, length >> 8, length & 255);
  return concat(header, aead(protection).seal(protection.key, nonceOf(protection), header, inner));
}

/**
 * Opens a whole record. `bad_record_mac`: key, number, header or content do not belong together.
 * `unexpected_message`: there is no content type, nothing but zeros (RFC 8446 section 5.4). `record_overflow`: too long.
 */
export function open(
  protection: Protection,
  record: Uint8Array,
): Inner | 'bad_record_mac' | 'unexpected_message' | 'record_overflow' {
  if (record.length - 5 > longestProtected) return 'record_overflow';
  if (record.length - 5 < protection.suite.tagBytes) return 'bad_record_mac';
  const header = record.subarray(0, 5);
  const inner = aead(protection).open(protection.key, nonceOf(protection), header, record.subarray(5));
  if (!inner) return 'bad_record_mac';
  if (inner.length > 0x4001) return 'record_overflow';
  let end = inner.length - 1;
  while (end >= 0 && inner[end] === 0) end--;
  if (end < 0) return 'unexpected_message';
  return { type: inner[end] ?? 0, content: inner.subarray(0, end), padding: inner.length - 1 - end };
}
