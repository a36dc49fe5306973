// A session ticket of TLS 1.2 as servers of OpenSSL and Node seal it: who has the ticket key reads the master secret.
//
// RFC 5077 section 4: key name, IV, AES-128-CBC over the state, HMAC-SHA-256 over all of that. The state is OpenSSL's own
// ASN.1; here it is enough that the master secret stands in it.
import { cbc } from '@noble/ciphers/aes.js';
import { hmac } from './hashes.ts';
import { equal } from './registries.ts';

/** 48 bytes: 16 of name, 16 for HMAC, 16 for AES. The state inside, or undefined if the ticket is not sealed with them. */
export function openTicket(ticketKeys: Uint8Array, ticket: Uint8Array): Uint8Array | undefined {
  const sealed = ticket.subarray(0, -32);
  if (ticket.length < 80 || !equal(ticket.subarray(0, 16), ticketKeys.subarray(0, 16))) return undefined;
  if (!equal(hmac('sha256', ticketKeys.subarray(16, 32), sealed), ticket.subarray(-32))) return undefined;
  const blocks = ticket.subarray(32, -32);
  if (blocks.length % 16 !== 0) return undefined;
  try {
    return cbc(ticketKeys.subarray(32, 48), ticket.subarray(16, 32)).decrypt(blocks);
  } catch {
    return undefined;
  }
}
