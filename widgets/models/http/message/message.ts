// What a parser found: a message, every octet of it marked, and where it ends; or the first thing that is wrong.

/** What an octet belongs to. */
export type Part =
  | 'empty-line'
  | 'method'
  | 'target'
  | 'version'
  | 'status'
  | 'reason'
  | 'space'
  | 'name'
  | 'colon'
  | 'value'
  | 'folded'
  | 'line-end'
  | 'end-of-head'
  | 'content'
  | 'chunk-size'
  | 'chunk-extension'
  | 'chunk-end'
  | 'trailer-name'
  | 'trailer-value';

/** Offsets are octets of the whole stream, half-open. */
export interface Mark {
  readonly part: Part;
  readonly at: number;
  readonly end: number;
}

/** Name and value as octets, one character for each; the name as it was written. */
export interface MessageField {
  readonly name: string;
  readonly value: string;
  readonly at: number;
  readonly end: number;
}

/** How a recipient knows where the message ends, by the items of RFC 9112 (6.3). */
export type Framing =
  /** Item 1 (HEAD, 1xx, 204, 304), 2 (CONNECT) or 7 (a request that announces nothing). */
  | { readonly kind: 'none'; readonly item: 1 | 2 | 7 }
  | { readonly kind: 'chunked'; readonly item: 4 }
  | { readonly kind: 'length'; readonly item: 6; readonly length: number }
  | { readonly kind: 'close'; readonly item: 4 | 8 };

export interface StartLine {
  readonly method: string;
  readonly target: string;
  /** `1.1` */
  readonly version: string;
  /** 0 in a request. */
  readonly status: number;
  readonly reason: string;
}

export interface Message {
  readonly at: number;
  readonly end: number;
  readonly startLine: StartLine;
  readonly fields: readonly MessageField[];
  readonly framing: Framing;
  /** Chunks put together, as octets. */
  readonly content: string;
  readonly trailers: readonly MessageField[];
  /** False: the stream ended, or was closed, before the message did. */
  readonly complete: boolean;
}

export type MessageProblemCode =
  | 'method-invalid'
  | 'target-invalid'
  | 'version-invalid'
  | 'status-invalid'
  | 'start-line-invalid'
  | 'line-end-invalid'
  | 'bare-cr'
  | 'space-before-field'
  | 'name-invalid'
  | 'space-before-colon'
  | 'colon-missing'
  | 'value-invalid'
  | 'folded'
  | 'host-missing'
  | 'host-repeated'
  | 'length-invalid'
  | 'length-repeated'
  | 'length-too-large'
  | 'both-lengths'
  | 'transfer-encoding-not-chunked'
  | 'transfer-encoding-in-1.0'
  | 'chunk-size-invalid'
  | 'chunk-size-too-large'
  | 'chunk-extension-invalid'
  | 'chunk-end-missing'
  | 'head-too-large'
  | 'too-many-messages';

export interface MessageProblem {
  readonly code: MessageProblemCode;
  readonly at: number;
  readonly end: number;
  /** The clause that the octets break, of RFC 9112 unless it says another. */
  readonly clause: string;
}
