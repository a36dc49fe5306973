/**
 * The framings side by side: their settings, and those that a figure begins with.
 *
 * A framing is plain data, settings of the sender and of the receiver together, so that it can be compared, put into a
 * link and tested. The limits are the receiver's alone: a sender does not know them.
 */
import type { ChunkedFraming } from './chunked.ts';
import type { DelimiterFraming } from './delimiter.ts';
import type { FixedFraming, NoFraming } from './fixed.ts';
import type { LengthPrefixFraming } from './length-prefix.ts';
import type { WebSocketFraming } from './websocket.ts';

/** One way to find where messages end, with its settings. `checkFraming` says whether they make sense. */
export type Framing =
  | NoFraming
  | FixedFraming
  | DelimiterFraming
  | LengthPrefixFraming
  | ChunkedFraming
  | WebSocketFraming;

/** One kind of framing. */
export type FramingOf<Kind extends Framing['kind']> = Extract<Framing, { readonly kind: Kind }>;

/** A mebibyte: what a receiver takes unless it is told otherwise. */
const mebibyte = 1_048_576;

/** The settings to begin with, one of each kind. All pass `checkFraming`. */
export const framings = {
  none: { kind: 'none' },
  fixed: { kind: 'fixed', lengthBytes: 8, padding: 0x20, strip: true },
  // A newline; the escape byte is the one of PPP (RFC 1662 section 4.2) once escaping is switched on.
  delimiter: { kind: 'delimiter', delimiter: [0x0a], escape: undefined, limitBytes: mebibyte },
  'length-prefix': {
    kind: 'length-prefix',
    field: 'u16',
    order: 'big-endian',
    signed: false,
    limitBytes: mebibyte,
  },
  chunked: {
    kind: 'chunked',
    chunkBytes: 0,
    limitBytes: mebibyte,
    chunkLimitBytes: mebibyte,
    lineLimitBytes: 4096,
  },
  // The masking key of the examples in RFC 6455 section 5.7.
  websocket: {
    kind: 'websocket',
    opcode: 'text',
    direction: 'client-to-server',
    mask: [0x37, 0xfa, 0x21, 0x3d],
    fragmentBytes: 0,
    limitBytes: mebibyte,
  },
} as const satisfies { readonly [Kind in Framing['kind']]: FramingOf<Kind> };
