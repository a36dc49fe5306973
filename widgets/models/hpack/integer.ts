// Integers of HPACK: a prefix inside an octet, and as many octets of seven bits as are needed. RFC 7541, section 5.1.

/** More bits than any index, length or table size of HTTP/2 has: SETTINGS_HEADER_TABLE_SIZE is a 32-bit number. */
const mostBits = 32;

/** `pattern` are the bits in front of the prefix, in place. `value` is from 0 to 2^32 - 1. */
export function encodeInteger(value: number, prefixBits: number, pattern: number): number[] {
  const most = 2 ** prefixBits - 1;
  if (value < most) return [pattern | value];
  const bytes = [pattern | most];
  let rest = value - most;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

export type Integer =
  | { readonly ok: true; readonly value: number; readonly end: number }
  | { readonly ok: false; readonly problem: 'integer-truncated' | 'integer-too-large'; readonly end: number };

/**
 * Reads an integer whose prefix is in the octet `at`. Not one octet behind `limit` is read. Values from 2^32 up, and those
 * that spend more octets than such a value needs, are refused: RFC 7541 (5.1) leaves the limit to the implementation.
 */
export function decodeInteger(bytes: Uint8Array, at: number, prefixBits: number, limit = bytes.length): Integer {
  if (at >= limit) return { ok: false, problem: 'integer-truncated', end: limit };
  const most = 2 ** prefixBits - 1;
  const prefix = (bytes[at] ?? 0) & most;
  if (prefix < most) return { ok: true, value: prefix, end: at + 1 };
  let value = most;
  for (let index = at + 1, power = 0; index < limit; index += 1, power += 7) {
    const octet = bytes[index] ?? 0;
    value += (octet & 127) * 2 ** power;
    if (value >= 2 ** mostBits || power > mostBits - 4)
      return { ok: false, problem: 'integer-too-large', end: index + 1 };
    if (octet < 128) return { ok: true, value, end: index + 1 };
  }
  return { ok: false, problem: 'integer-truncated', end: limit };
}
