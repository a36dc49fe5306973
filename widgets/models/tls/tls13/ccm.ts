/**
 * AES-CCM: RFC 3610, as TLS uses it (RFC 6655): a nonce of 12 bytes, so 3 bytes for the length. CBC-MAC over what is
 * authenticated, then counter mode over content and tag. Two passes, which is why nobody prefers it to GCM.
 */
import { cbc, ecb } from '@noble/ciphers/aes.js';

export interface Ccm {
  encrypt(plaintext: Uint8Array): Uint8Array;
  /** Throws if the tag is not that of this key, nonce, header and content. */
  decrypt(ciphertext: Uint8Array): Uint8Array;
}

/** `tagBytes`: 16, or 8 in the suites whose names end so. */
export function ccm(key: Uint8Array, nonce: Uint8Array, header: Uint8Array, tagBytes: 8 | 16): Ccm {
  const counter = (count: number) => Uint8Array.of(2, ...nonce, 0, count >> 8, count & 255);
  const block = (input: Uint8Array) => ecb(key, { disablePadding: true }).encrypt(input);
  const stream = (data: Uint8Array) => {
    const out = data.slice();
    for (let at = 0, count = 1; at < data.length; at += 16, count++)
      block(counter(count)).forEach((byte, index) => {
        if (at + index < out.length) out[at + index] = (out[at + index] ?? 0) ^ byte;
      });
    return out;
  };
  const tagOf = (plaintext: Uint8Array) => {
    const { length } = plaintext;
    const flags = 64 + 8 * ((tagBytes - 2) / 2) + 2;
    const blocks = [
      ...[flags, ...nonce, length >> 16, (length >> 8) & 255, length & 255],
      ...padded(Uint8Array.of(header.length >> 8, header.length & 255, ...header)),
      ...padded(plaintext),
    ];
    const chain = cbc(key, new Uint8Array(16), { disablePadding: true }).encrypt(Uint8Array.from(blocks));
    const pad = block(counter(0));
    return chain.slice(-16, -16 + tagBytes || undefined).map((byte, at) => byte ^ (pad[at] ?? 0));
  };
  return {
    encrypt: (plaintext) => Uint8Array.of(...stream(plaintext), ...tagOf(plaintext)),
    decrypt(ciphertext) {
      const plaintext = stream(ciphertext.subarray(0, -tagBytes));
      const tag = ciphertext.subarray(-tagBytes);
      if (tagOf(plaintext).some((byte, at) => byte !== tag[at])) throw new Error('The tag is another one.');
      return plaintext;
    },
  };
}

const padded = (bytes: Uint8Array): number[] => [...bytes, ...new Uint8Array((16 - (bytes.length % 16)) % 16)];
