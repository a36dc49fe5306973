/**
 * The chunked transfer coding of HTTP/1.1: a body whose length nobody knew when it began.
 *
 * Follows RFC 9112 section 7.1 (chunked-body, chunk, last-chunk), 7.1.1 (chunk extensions), 7.1.2 (trailer section), and
 * the grammar of RFC 9110 for token (5.6.2), quoted-string (5.6.4), BWS (5.6.3) and field values (5.5). Extensions and trailer
 * fields are checked and dropped: neither belongs to the payload.
 *
 * For the reader: a message is a whole body, from the first chunk to the empty line after the last one. On a connection
 * each body has a header section before it; here body follows body. A boundary between chunks means nothing, and a proxy
 * may move it.
 *
 * Differs: a line that ends with LF alone is refused. RFC 9112 section 2.2 allows a recipient to accept it in fields, and two
 * recipients that disagree about it see different messages (section 11.2, request smuggling). Extensions are limited by
 * the length of their line, as section 7.1.1 asks of a server.
 *
 * Left out: what the fields of the trailer mean, and which of them may be merged (RFC 9110 section 6.5.1); sending
 * extensions or a trailer section.
 */
import { greatest } from '../bytes/integer.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { type Draft, deliver, type Failure, failure, type Put, want } from './stream.ts';

const crlf = [13, 10];

/** Every message is a chunked body. */
export interface ChunkedFraming {
  readonly kind: 'chunked';
  /** The sender's chunks hold at most so many bytes; 0 for one chunk a message. */
  readonly chunkBytes: number;
  /** The longest message that the receiver takes, */
  readonly limitBytes: number;
  /** its longest chunk, */
  readonly chunkLimitBytes: number;
  /** and its longest line with a chunk size, and its longest trailer section; CRLF included. */
  readonly lineLimitBytes: number;
}

/** `chunk-ext CRLF`: BWS, semicolon, BWS, a token, and perhaps BWS, equals sign, BWS, a token or a quoted string. */
const extensionLine =
  /^(?:[\t ]*;[\t ]*[!#$%&'*+.^`|~\w-]+(?:[\t ]*=[\t ]*(?:[!#$%&'*+.^`|~\w-]+|"(?:[\t !#-[\]-~\x80-\xff]|\\[\t -~\x80-\xff])*"))?)*\r\n$/;

/** The trailer section so far, in whole lines: a token, a colon, no control character. The empty line ends it. */
const trailerLines = /^(?:[!#$%&'*+.^`|~\w-]+:[\t -~\x80-\xff]*\r\n)*(\r\n)?$/;

/**
 * Chunk size, extensions, data and its CRLF; the last chunk; the trailer section. Fails with `chunk-size-invalid`,
 * `chunk-too-long`, `message-too-long`, `chunk-extension-invalid`, `chunk-end-missing`, `trailer-invalid` or `line-too-long`.
 * A size is judged when its digits are over, extensions and trailer fields when their line is.
 */
export function stepChunked(framing: ChunkedFraming, draft: Draft, byte: number): Failure | undefined {
  const { phase, field, value, held, mark, offset } = draft;
  const { chunkLimitBytes, limitBytes, lineLimitBytes: limit } = framing;
  if (phase === 'start') return want(draft, 'size', 1);
  if (phase === 'payload') return want(draft, 'chunk-end', 2);
  if (phase === 'chunk-end') {
    draft.value = 0;
    return field === '\r\n' ? want(draft, 'size', 1) : failure(draft, 'chunk-end-missing');
  }
  if (offset - mark > limit) return failure(draft, 'line-too-long', { limit });
  let line = field;
  if (phase === 'size') {
    line = String.fromCharCode(byte);
    const digit = Number.parseInt(line, 16);
    if (digit >= 0) {
      // RFC 9112 section 7.1: anticipate large numerals and prevent overflow. Here a number stops growing at 2^53 - 1.
      draft.value = Math.min(value * 16 + digit, greatest);
      return want(draft, phase, 1, field);
    }
    const size = mark + field.length - 1;
    const total = held.length + value;
    if (size === mark) return failure(draft, 'chunk-size-invalid', { value: byte });
    if (value > chunkLimitBytes) return failure(draft, 'chunk-too-long', { value, limit: chunkLimitBytes }, mark, size);
    if (total > limitBytes) return failure(draft, 'message-too-long', { value: total, limit: limitBytes }, mark, size);
  }
  if (byte !== 10) return want(draft, phase === 'size' ? 'extension' : phase, 1, line);
  if (phase === 'trailer') {
    const match = trailerLines.exec(field);
    if (!match) return failure(draft, 'trailer-invalid', {}, mark + field.slice(0, -1).lastIndexOf('\n') + 1);
    return match[1] ? deliver(draft) : want(draft, phase, 1, field);
  }
  if (!extensionLine.test(line)) return failure(draft, 'chunk-extension-invalid', {}, offset - line.length);
  return value > 0 ? want(draft, 'payload', value) : want(draft, 'trailer', 1);
}

/** Writes the message in chunks, the last chunk and the empty line: a chunk of no bytes is both. Sizes are lower-case. */
export function writeChunked(framing: ChunkedFraming, message: Uint8Array, put: Put): void {
  const step = framing.chunkBytes || message.length || 1;
  for (let at = 0; at < message.length + step; at += step) {
    const chunk = message.subarray(at, at + step);
    put('chunk-size', encodeUtf8(chunk.length.toString(16)));
    put('crlf', crlf);
    put('payload', chunk);
    put('crlf', crlf);
  }
}
