/**
 * UTF-8, encoded and decoded one byte at a time: a message that is cut in two is still text when its halves meet.
 *
 * Follows RFC 3629: section 3 (the encoding), section 4 (the syntax of well-formed byte sequences, which forbids the
 * overlong forms, the surrogates D800 to DFFF and everything past 10FFFF). What is ill-formed is replaced by U+FFFD, one
 * for each maximal subpart (The Unicode Standard, section 3.9, tables 3-8 to 3-11), as browsers and Node do; the places
 * of the replacements are handed back.
 *
 * Left out: the byte order mark (RFC 3629 section 6). It is decoded as U+FEFF and kept: a framing has no signature.
 */

/** A half-open range [at, end): of bytes here, of UTF-16 code units in what a reader typed. */
export interface Span {
  readonly at: number;
  readonly end: number;
}

/** What the decoder knows between two pieces. Start with `utf8Start`. */
export interface Utf8State {
  /** Offset of the next byte in the whole stream. */
  readonly offset: number;
  /** Offset of the lead byte of the sequence that is being read. */
  readonly at: number;
  /** Continuation bytes still wanted, 0 to 3. */
  readonly need: number;
  /** The bits of the character so far. */
  readonly point: number;
  /** The least and the greatest byte that may come next: narrower than 80..BF after E0, ED, F0 and F4 (section 4). */
  readonly low: number;
  readonly high: number;
}

/** What one piece gave: its text, the ill-formed sequences that ended in it, and the state for the next piece. */
export interface Utf8Text {
  readonly text: string;
  /** Ill-formed sequences, in order, as offsets in the whole stream. Each stands in `text` as one U+FFFD. */
  readonly errors: readonly Span[];
  readonly state: Utf8State;
}

/** The state before the first byte. */
export const utf8Start: Utf8State = { offset: 0, at: 0, need: 0, point: 0, low: 0x80, high: 0xbf };

/**
 * Decodes one piece of UTF-8 after the pieces that led to `state`. With `more` the last character may still be open and
 * waits in the state; without it an open character is an error that ends with the piece. Linear in the bytes of the
 * piece; never throws.
 */
export function decodeUtf8(bytes: Iterable<number>, state: Utf8State = utf8Start, more = false): Utf8Text {
  let { offset, at, need, point, low, high } = state;
  let text = '';
  const errors: Span[] = [];
  const replace = (): void => {
    errors.push({ at, end: offset });
    text += '\ufffd';
    need = 0;
  };
  for (const byte of bytes) {
    if (need > 0 && (byte < low || byte > high)) replace(); // and the byte is read again, as a first byte
    if (need > 0) {
      offset += 1;
      point = (point << 6) | (byte & 0x3f);
      low = 0x80;
      high = 0xbf;
      need -= 1;
      if (need === 0) text += String.fromCodePoint(point);
      continue;
    }
    at = offset;
    offset += 1;
    if (byte < 0x80) {
      text += String.fromCharCode(byte);
      continue;
    }
    need = utf8Length(byte) - 1;
    if (need < 1) replace();
    // RFC 3629 section 4: UTF8-3 and UTF8-4 bound the second byte after these four leads.
    low = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    high = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
    point = byte & (0x3f >> need);
  }
  if (need > 0 && !more) replace();
  return { text, errors, state: { offset, at, need, point, low, high } };
}

/** How many bytes a sequence has that begins with this byte, 1 to 4; 0 for a byte that begins none (RFC 3629 section 4). */
function utf8Length(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** The 1 to 4 bytes of a character. A lone surrogate is no character: U+FFFD is encoded in its place (section 3). */
export function utf8Bytes(character: string): readonly number[] {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return [point];
  if (point >= 0xd800 && point < 0xe000) return utf8Bytes('\ufffd');
  const count = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  // The lead byte has as many top bits as there are bytes; each continuation byte carries six bits.
  const lead = [0xc0, 0xe0, 0xf0][count - 1] ?? 0;
  const bytes = [lead | (point >> (6 * count))];
  for (let rest = count - 1; rest >= 0; rest -= 1) bytes.push(0x80 | ((point >> (6 * rest)) & 0x3f));
  return bytes;
}

/** The UTF-8 bytes of a text. Linear; never throws. */
export function encodeUtf8(text: string): Uint8Array {
  return Uint8Array.from([...text].flatMap(utf8Bytes));
}

/**
 * The character that a cut before byte `cut` would tear: its bytes as a span of `bytes`, or `undefined` when the cut falls
 * between characters, at an end, or into bytes that are not a well-formed character. Looks at 6 bytes at most.
 */
export function characterAt(bytes: Uint8Array, cut: number): Span | undefined {
  let at = cut;
  // A continuation byte is 10xxxxxx; at most three of them follow a lead byte.
  while (at > 0 && cut - at < 3 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  const end = at + utf8Length(bytes[at] ?? 0);
  if (at >= cut || end <= cut || end > bytes.length) return undefined;
  return decodeUtf8(bytes.subarray(at, end)).errors.length > 0 ? undefined : { at, end };
}
