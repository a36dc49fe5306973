// What a parser of HTTP/1.1 does where RFC 9112 leaves a choice, or where parsers that are in use stray from it. Two
// parsers in one chain that differ in one line of this table read one stream of octets as different messages.

export interface Habits {
  /** A line that ends in LF without CR: RFC 9112 (2.2) allows either. */
  readonly bareLf: 'refuse' | 'accept';
  /** A CR that no LF follows: RFC 9112 (2.2) says refuse, or read as a space. */
  readonly bareCr: 'refuse' | 'space' | 'keep';
  /** Space between a field's name and the colon: RFC 9112 (5.1) says refuse. Kept, it makes another, unknown name. */
  readonly spaceBeforeColon: 'refuse' | 'remove' | 'keep';
  /** A line that begins with a space: RFC 9112 (5.2) says refuse, or read as part of the field before. */
  readonly folding: 'refuse' | 'space' | 'ignore';
  /** Content-Length and Transfer-Encoding in one message: RFC 9112 (6.3), item 3. */
  readonly bothLengths: 'refuse' | 'transfer-encoding' | 'content-length';
  /** Several Content-Length values: RFC 9112 (6.3), item 5, allows equal ones. */
  readonly repeatedLength: 'refuse' | 'equal' | 'first' | 'last';
  /** `number`: signs, spaces and what follows the digits are passed over, as C's strtol does. */
  readonly lengthSyntax: 'digits' | 'number';
  /**
   * When a body is chunked: if `chunked` is the last coding (RFC 9112, 6.3, item 4), if the value is exactly that, if it
   * occurs anywhere, or never.
   */
  readonly chunkedIf: 'last' | 'exact' | 'contained' | 'never';
  /** Transfer-Encoding in an HTTP/1.0 message: RFC 9112 (6.1) calls the framing faulty. */
  readonly oldVersion: 'refuse' | 'process' | 'ignore';
  /** `number`: what strtol reads, so 0x10, +10 and 10 and anything behind it. */
  readonly chunkSize: 'digits' | 'number';
  /** The CRLF behind chunk data, or any two octets. */
  readonly chunkEnd: 'crlf' | 'any';
  /** RFC 9112 (3.2): a request of HTTP/1.1 has exactly one Host. */
  readonly host: 'required' | 'optional';
}

/** Refuses wherever RFC 9112 lets a server refuse. */
export const strict: Habits = {
  bareLf: 'refuse',
  bareCr: 'refuse',
  spaceBeforeColon: 'refuse',
  folding: 'refuse',
  bothLengths: 'refuse',
  repeatedLength: 'equal',
  lengthSyntax: 'digits',
  chunkedIf: 'last',
  oldVersion: 'refuse',
  chunkSize: 'digits',
  chunkEnd: 'crlf',
  host: 'required',
};

/** Accepts wherever RFC 9112 lets a recipient accept. */
export const tolerant: Habits = {
  ...strict,
  bareLf: 'accept',
  bareCr: 'space',
  folding: 'space',
  bothLengths: 'transfer-encoding',
  oldVersion: 'process',
};

/** Node's parser, llhttp 9, as far as this table goes; message.node.test.ts holds it against Node itself. */
export const llhttp: Habits = { ...strict, repeatedLength: 'refuse', oldVersion: 'process', host: 'optional' };
