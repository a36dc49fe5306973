/**
 * WebSocket frames: a length prefix with three widths, a mask, and messages in fragments.
 *
 * Follows RFC 6455 section 5.2 (base framing, the minimal-length rule, the top bit of a 64-bit length), 5.3 (masking), 5.1 (a
 * client masks, a server does not), 5.4 (fragmentation, control frames between fragments), 5.5 (control frames: at most 125
 * bytes, never fragmented; 5.5.1 the body of a close), 7.4 (close codes, with 1012 to 1014 as registered at IANA since), 8.1
 * (text that is not UTF-8 fails the connection). A failure says which rule; the codes 1002, 1007 and 1009 follow from it.
 *
 * For the reader: one masking key serves all frames of the sender. Section 5.3 wants a fresh one, not to be predicted, for each.
 *
 * Left out: the opening handshake, extensions (a reserved bit is a failure), and what an endpoint answers to a ping or a
 * close. Text is checked when the message is whole; section 8.1 lets an endpoint do that earlier. What follows a close
 * frame is not read (section 5.5.1).
 */
import { fieldBytes, fromDigits, toDigits } from '../bytes/integer.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';
import { type Draft, deliver, type Failure, type FailureCode, failure, type Put, want } from './stream.ts';

/** Every message is one WebSocket frame, or several. */
export interface WebSocketFraming {
  readonly kind: 'websocket';
  /** What the sender calls its messages. The receiver takes both. */
  readonly opcode: 'text' | 'binary';
  /** A client masks its frames, a server does not; the other side insists on it (section 5.1). */
  readonly direction: 'client-to-server' | 'server-to-client';
  /** The masking key, four bytes. Not used from server to client. */
  readonly mask: readonly number[];
  /** The sender's frames hold at most so many bytes; 0 for one frame a message. */
  readonly fragmentBytes: number;
  /** The longest message, all its fragments together, that the receiver takes. */
  readonly limitBytes: number;
}

/** The longest payload that the 7-bit length announces, and that a control frame may have (sections 5.2, 5.5). */
const shortest = 125;
/** The bit that tells control frames from data frames, and the opcode of a close (section 5.2). */
const control = 8;
/** The FIN bit: the frame is the last of its message. */
const final = 128;

/** Close codes that may be sent: RFC 6455 section 7.4.2, with those registered at IANA since. */
const closeCode = /^(?:100[0-37-9]|101[0-4]|[34]\d{3})$/;

/** The parts of a frame, one after the other. Fails with the codes from `reserved-bit` on, or `message-too-long`. */
export function stepWebSocket(framing: WebSocketFraming, draft: Draft, byte: number): Failure | undefined {
  const { phase, field, value } = draft;
  switch (phase) {
    case 'start':
      return want(draft, 'header', 2);
    case 'header':
      // The second byte: the mask bit and seven bits of length, where 126 and 127 announce two and eight bytes more.
      draft.value = byte;
      draft.frame = field.charCodeAt(0);
      return checkHeader(framing, draft, byte) ?? want(draft, 'length', [2, 8][(byte & 127) - 126] ?? 0);
    case 'length':
      return readLength(framing, draft) ?? want(draft, 'mask', value > 127 ? 4 : 0);
    case 'mask':
      draft.mask = field;
      return want(draft, draft.frame & control ? 'control' : 'payload', value);
    case 'payload':
      return endData(draft);
    case 'control':
      return endControl(draft);
    default:
      // After a close nothing is read (section 5.5.1).
      draft.start = draft.offset;
      return want(draft, 'closed', 1);
  }
}

/** The first two bytes: FIN, three reserved bits and the opcode; mask and length. */
function checkHeader(framing: WebSocketFraming, draft: Draft, second: number): Failure | undefined {
  const code = headerFault(framing, draft, second);
  return code && failure(draft, code, { value: code === 'reserved-bit' ? draft.frame : draft.frame & 15 });
}

function headerFault(framing: WebSocketFraming, { frame, opcode }: Draft, second: number): FailureCode | undefined {
  const value = frame & 15;
  if (frame & 0x70) return 'reserved-bit';
  if ((value & 7) > 2) return 'opcode-reserved';
  if (value & control && frame < final) return 'control-fragmented';
  if (value & control && (second & 127) > shortest) return 'control-too-long';
  if (value === 0 && opcode === 0) return 'continuation-unexpected';
  if (value > 0 && value < control && opcode > 0) return 'continuation-missing';
  if (second > 127 === (framing.direction === 'client-to-server')) return undefined;
  return second > 127 ? 'mask-unexpected' : 'mask-missing';
}

/** The length is complete: it must be minimal, below 2^63, and within the limit together with the fragments before. */
function readLength(framing: WebSocketFraming, draft: Draft): Failure | undefined {
  const { field, held, offset, mark } = draft;
  const limit = framing.limitBytes;
  draft.value &= 127;
  if (field) {
    const wide = field.length > 2;
    const value = fromDigits(fieldBytes(field), 256);
    if (wide && field.charCodeAt(0) > 127) return failure(draft, 'length-top-bit');
    if (value <= (wide ? 65535 : shortest)) return failure(draft, 'length-not-minimal', { value });
    draft.value = value;
  }
  // The limit is one of messages: control frames have their own, checked before.
  const value = held.length + draft.value;
  const tooLong = value > limit && !(draft.frame & control);
  return tooLong ? failure(draft, 'message-too-long', { value, limit }, Math.min(mark, offset - 1)) : undefined;
}

/** A data frame is complete. The message is handed over with its last one. */
function endData(draft: Draft): Failure | undefined {
  const { held, places, offset, frame } = draft;
  draft.opcode ||= frame & 15;
  if (frame < final) return endFrame(draft);
  const error = draft.opcode === 1 ? decodeUtf8(held).errors[0] : undefined;
  if (error) return failure(draft, 'utf8-invalid', {}, places[error.at], (places[error.end - 1] ?? offset) + 1);
  return deliver(draft);
}

/** A control frame is complete. It is handed over at once, and the fragments of a message around it are left alone. */
function endControl(draft: Draft): Failure | undefined {
  const { field, mark, mask, offset, frame } = draft;
  const opcode = frame & 15;
  const bytes = Uint8Array.from(fieldBytes(field));
  const closing = opcode === control;
  if (closing && bytes.length > 0) {
    // Section 5.5.1: a code that may be sent, and a reason in UTF-8.
    const value = fromDigits([...bytes.subarray(0, 2)], 256);
    if (!closeCode.test(`${value}`))
      return failure(draft, 'close-code-invalid', { value }, mark, Math.min(mark + 2, offset));
    const [error] = decodeUtf8(bytes.subarray(2)).errors;
    if (error) return failure(draft, 'utf8-invalid', {}, mark + 2 + error.at, mark + 2 + error.end);
  }
  const places = Array.from(bytes, (_, k) => mark + k);
  draft.messages.push({ bytes, places, at: mark - mask.length - 2, end: offset, opcode });
  if (closing || draft.opcode === 0) draft.start = offset;
  return endFrame(draft, closing ? 'closed' : 'start');
}

function endFrame(draft: Draft, phase: Draft['phase'] = 'start'): undefined {
  draft.mask = '';
  return want(draft, phase, phase === 'closed' ? 1 : 0);
}

/** Writes the message in frames. A message of no bytes is one frame. */
export function writeWebSocket(framing: WebSocketFraming, message: Uint8Array, put: Put): void {
  const { opcode, direction, mask, fragmentBytes } = framing;
  const step = fragmentBytes || message.length || 1;
  const client = direction === 'client-to-server';
  const key = client ? mask : [];
  for (let at = 0; at === 0 || at < message.length; at += step) {
    const part = message.subarray(at, at + step);
    put('header', [(at + step < message.length ? 0 : final) + (at > 0 ? 0 : opcode === 'text' ? 1 : 2)]);
    const masked = part.map((byte, k) => byte ^ (key[k % 4] ?? 0));
    put('length', lengthField(part.length, client ? 128 : 0));
    put('mask', key);
    put('payload', masked);
  }
}

/** The length in 1, 3 or 9 bytes, the fewest that hold it, the first one with the mask bit (0 or 128). */
function lengthField(length: number, maskBit: number): readonly number[] {
  if (length <= shortest) return [length + maskBit];
  return length < 65536 ? [126 + maskBit, ...toDigits(length, 256, 2)] : [127 + maskBit, ...toDigits(length, 256, 8)];
}
