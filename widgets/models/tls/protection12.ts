// Records of TLS 1.1 and 1.2, protected and opened.
//
// RFC 5246 section 6.2.3.2 (CBC with HMAC inside), RFC 7366 (HMAC outside: encrypt then MAC), 6.2.3.3 with RFC 5288 (GCM),
// RFC 6655 (CCM), RFC 7905 (ChaCha20-Poly1305). The IV of a CBC record and the explicit nonce are arguments.
//
// Left out: TLS 1.0's chained IVs, stream ciphers, compression, 3DES, Camellia and ARIA.
import { cbc } from '@noble/ciphers/aes.js';
import { aeadOf, xor } from './aead.ts';
import { concat } from './codec.ts';
import { hashBytes, hmac } from './hashes.ts';
import type { WriteKeys } from './keys12.ts';
import { headerBytes, writeRecord } from './record.ts';
import { equal } from './registries.ts';
import type { Suite } from './suites.ts';

/** What one direction is protected with. */
export interface Protection {
  readonly suite: Suite;
  readonly keys: WriteKeys;
  readonly encryptThenMac: boolean;
}

/** Which test a record did not pass. All of them are answered with bad_record_mac: to tell them apart helps an attacker. */
export type RecordFault = 'length' | 'padding' | 'mac' | 'tag';

export type OpenedRecord =
  | { readonly plaintext: Uint8Array; readonly fault: undefined }
  | { readonly plaintext: undefined; readonly fault: RecordFault };

/** True if records of this suite can be computed here. */
export const computable = (suite: Suite): boolean => /^(AES|CHACHA20)/.test(suite.cipher);

/** A whole protected record. `explicit` is what it carries in the clear: suite.recordIvBytes of IV or nonce. */
export function protect(
  protection: Protection,
  sequence: number,
  type: number,
  version: number,
  plaintext: Uint8Array,
  explicit: Uint8Array,
): Uint8Array {
  const { suite, keys, encryptThenMac } = protection;
  const aead = aeadOf(suite);
  if (aead) {
    const associated = header(sequence, type, version, plaintext.length);
    const sealed = aead.seal(keys.key, nonceOf(protection, sequence, explicit), associated, plaintext);
    return writeRecord(type, version, concat(explicit, sealed));
  }
  const mac = (data: Uint8Array) =>
    hmac(suite.macHash ?? 'sha1', keys.macKey, header(sequence, type, version, data.length), data);
  const inside = encryptThenMac ? plaintext : concat(plaintext, mac(plaintext));
  // RFC 5246 section 6.2.3.2: every byte of the padding says how many of them precede the last.
  const padding = 15 - (inside.length % 16);
  const blocks = concat(inside, new Uint8Array(padding + 1).fill(padding));
  const encrypted = concat(explicit, cbc(keys.key, explicit, { disablePadding: true }).encrypt(blocks));
  return writeRecord(type, version, encryptThenMac ? concat(encrypted, mac(encrypted)) : encrypted);
}

/** Opens a whole protected record. Never throws for any bytes. */
export function unprotect(protection: Protection, sequence: number, record: Uint8Array): OpenedRecord {
  const { suite, keys } = protection;
  const [type = 0, major = 0, minor = 0] = record;
  const version = major * 256 + minor;
  const fragment = record.subarray(headerBytes);
  const aead = aeadOf(suite);
  if (!aead) return unprotectCbc(protection, sequence, type, version, fragment);
  const explicit = fragment.subarray(0, suite.recordIvBytes);
  const sealed = fragment.subarray(suite.recordIvBytes);
  if (sealed.length < suite.tagBytes) return faulty('length');
  const associated = header(sequence, type, version, sealed.length - suite.tagBytes);
  const plaintext = aead.open(keys.key, nonceOf(protection, sequence, explicit), associated, sealed);
  return plaintext ? { plaintext, fault: undefined } : faulty('tag');
}

function unprotectCbc(
  { suite, keys, encryptThenMac }: Protection,
  sequence: number,
  type: number,
  version: number,
  fragment: Uint8Array,
): OpenedRecord {
  const macName = suite.macHash ?? 'sha1';
  const macBytes = hashBytes(macName);
  const mac = (data: Uint8Array) => hmac(macName, keys.macKey, header(sequence, type, version, data.length), data);
  const outside = encryptThenMac ? macBytes : 0;
  const encrypted = fragment.subarray(0, Math.max(0, fragment.length - outside));
  if (fragment.length < outside + 32 || encrypted.length % 16 !== 0) return faulty('length');
  // RFC 7366 section 3: the MAC is checked before anything is decrypted.
  if (encryptThenMac && !equal(mac(encrypted), fragment.subarray(encrypted.length))) return faulty('mac');
  const blocks = cbc(keys.key, encrypted.subarray(0, 16), { disablePadding: true }).decrypt(encrypted.subarray(16));
  const padding = blocks.at(-1) ?? 0;
  const inside = encryptThenMac ? 0 : macBytes;
  if (padding + 1 + inside > blocks.length) return faulty('padding');
  if (blocks.subarray(blocks.length - 1 - padding).some((byte) => byte !== padding)) return faulty('padding');
  const plaintext = blocks.subarray(0, blocks.length - 1 - padding - inside);
  if (encryptThenMac) return { plaintext, fault: undefined };
  const given = blocks.subarray(plaintext.length, plaintext.length + macBytes);
  return equal(mac(plaintext), given) ? { plaintext, fault: undefined } : faulty('mac');
}

const faulty = (fault: RecordFault): OpenedRecord => ({ plaintext: undefined, fault });

/** What MAC and AEAD cover beside the content: sequence number, type, version, length. RFC 5246 sections 6.2.3.1 and 6.2.3.3. */
function header(sequence: number, type: number, version: number, length: number): Uint8Array {
  return concat(sequenceBytes(sequence), Uint8Array.of(type, version >> 8, version, length >> 8, length));
}

function sequenceBytes(sequence: number): Uint8Array {
  return Uint8Array.from({ length: 8 }, (_, place) => Math.floor(sequence / 256 ** (7 - place)) % 256);
}

/** RFC 5288 section 3: the salt, then what the record says. RFC 7905 section 2: the IV, mixed with the sequence number. */
function nonceOf({ suite, keys }: Protection, sequence: number, explicit: Uint8Array): Uint8Array {
  return suite.recordIvBytes > 0
    ? concat(keys.iv, explicit)
    : xor(keys.iv, concat(new Uint8Array(4), sequenceBytes(sequence)));
}
