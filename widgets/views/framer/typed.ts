// What a reader types, as bytes: one message a line, as text with escapes or as hexadecimal digits.
//
// \n \r \t \0 \\ and \xNN are bytes that a line cannot hold otherwise; A\{10000} is ten thousand times A. What is wrong has a
// place and never an exception, and whatever stands before it is used. A pasted megabyte costs no more than the limit.
import { formatHex, type InputCode, parseHex, parseText } from '../../models/bytes/input.ts';
import { decodeUtf8 } from '../../models/bytes/utf8.ts';

/** More messages than colours and numbers can tell apart. */
export const mostMessages = 12;

export interface Wrong {
  readonly code: InputCode | 'too-many';
  /** Line and character, both from 1. */
  readonly line: number;
  readonly at: number;
  readonly text: string;
}

export interface Typed {
  readonly messages: readonly Uint8Array[];
  readonly wrong: readonly Wrong[];
}

/** Reads what was typed; no more than `limit` bytes of all messages together. */
export function readMessages(typed: string, input: 'text' | 'hex', limit: number): Typed {
  const lines = typed.split('\n', mostMessages + 2);
  // The end of the last line begins no message.
  if (lines.at(-1) === '') lines.pop();
  const messages: Uint8Array[] = [];
  const wrong: Wrong[] = [];
  let left = limit;
  lines.slice(0, mostMessages).forEach((line, index) => {
    const { bytes, failure } = input === 'hex' ? parseHex(line, left) : readLine(line, left);
    messages.push(bytes);
    left -= bytes.length;
    if (failure) {
      const { code, at, end } = failure;
      wrong.push({ code, line: index + 1, at: at + 1, text: line.slice(at, Math.min(end, at + 8)) });
    }
  });
  if (lines.length > mostMessages) wrong.push({ code: 'too-many', line: mostMessages + 1, at: 1, text: '' });
  return { messages, wrong };
}

const escaped: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, '0': 0, '\\': 92 };

/** One line of text. An escape that means nothing stands for itself. */
export function readLine(line: string, limit: number): ReturnType<typeof parseText> {
  const bytes: number[] = [];
  // A byte takes four characters at most, as \xNN: what lies further on finds no room in any case.
  for (const { 0: part, 1: repeated, 2: times, 3: hex, 4: letter, index } of line
    .slice(0, 4 * limit + 16)
    .matchAll(
      /(\P{Surrogate})\\\{(\d{1,5})\}|\\x([\da-f]{2})|\\([nrt0\\])|[^\\]+?(?=\P{Surrogate}\\\{\d{1,5}\}|\\|$)|\\/giu,
    )) {
    const left = limit - bytes.length;
    const { bytes: more, failure } =
      hex || letter
        ? { bytes: left > 0 ? [hex ? Number.parseInt(hex, 16) : (escaped[letter ?? ''] ?? 0)] : [], failure: left < 1 }
        : parseText(repeated ? repeated.repeat(Math.min(Number(times), left + 1)) : part, left);
    for (const byte of more) bytes.push(byte);
    if (failure) {
      const span = { at: index, end: line.length };
      return { bytes: Uint8Array.from(bytes), failure: { code: 'input-too-long', ...span, values: { limit } } };
    }
  }
  return { bytes: Uint8Array.from(bytes), failure: undefined };
}

/** The same messages typed in the other way. */
export function retype(messages: readonly Uint8Array[], input: 'text' | 'hex'): string {
  return messages.map((bytes) => (input === 'hex' ? formatHex(bytes) : asTyped(bytes))).join('\n');
}

/** Text that `readLine` reads as these bytes. */
function asTyped(bytes: Uint8Array): string {
  const { text, errors } = decodeUtf8(bytes);
  return errors.length > 0 ? Array.from(bytes, hexEscape).join('') : visible(text.replaceAll('\\', '\\\\'));
}

const hexEscape = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`;

/** Text as it can be shown on one line: control characters as they are typed. Few faces have the pictures of U+2400. */
export function visible(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, (character) => {
    const code = character.charCodeAt(0);
    const [letter] = Object.entries(escaped).find(([, byte]) => byte === code) ?? [];
    return letter ? `\\${letter}` : code < 0x80 ? hexEscape(code) : character;
  });
}
