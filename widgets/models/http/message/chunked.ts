// A chunked body: RFC 9112, section 7.1.
import type { Habits } from './habits.ts';
import { lineAt, problem, readFields, token } from './lines.ts';
import type { Mark, MessageField, MessageProblem } from './message.ts';

export interface Chunked {
  readonly content: string;
  readonly trailers: readonly MessageField[];
  readonly end: number;
  readonly complete: boolean;
}

/** More hexadecimal digits than a size that a number holds exactly has. */
const mostDigits = 13;

/** Reads the body that begins at `at`. Adds what it understood to `marks`. */
export function readChunked(text: string, at: number, habits: Habits, marks: Mark[]): Chunked | MessageProblem {
  let content = '';
  const cut = (end: number): Chunked => ({ content, trailers: [], end, complete: false });
  for (let from = at; ; ) {
    const line = lineAt(text, from, habits);
    if (!line) return cut(text.length);
    if ('code' in line) return line;
    const written = text.slice(line.at, line.end);
    const size = sizeOf(written, habits);
    if (!size) return problem('chunk-size-invalid', line.at, Math.max(line.end, line.at + 1), '7.1');
    if (size.digits > mostDigits) return problem('chunk-size-too-large', line.at, line.at + size.length, '7.1');
    const wrong = extensionProblem(written.slice(size.length));
    if (wrong && habits.chunkSize === 'digits')
      return problem('chunk-extension-invalid', line.at + size.length, line.end, '7.1.1');
    marks.push({ part: 'chunk-size', at: line.at, end: line.at + size.length });
    if (size.length < written.length) marks.push({ part: 'chunk-extension', at: line.at + size.length, end: line.end });
    marks.push({ part: 'line-end', at: line.end, end: line.next });
    if (size.value === 0) {
      const trailer = readFields(text, line.next, habits, marks, { name: 'trailer-name', value: 'trailer-value' });
      if (!trailer) return cut(text.length);
      if ('code' in trailer) return trailer;
      return { content, trailers: trailer.fields, end: trailer.next, complete: true };
    }
    const dataEnd = Math.min(line.next + size.value, text.length);
    content += text.slice(line.next, dataEnd);
    if (dataEnd > line.next) marks.push({ part: 'content', at: line.next, end: dataEnd });
    if (dataEnd < line.next + size.value) return cut(text.length);
    const end = chunkEnd(text, dataEnd, habits);
    if (end === undefined) return cut(text.length);
    if (typeof end === 'object') return end;
    marks.push({ part: 'chunk-end', at: dataEnd, end });
    from = end;
  }
}

/** `length` is what the number takes in front of the extension. */
function sizeOf(line: string, { chunkSize }: Habits): { value: number; digits: number; length: number } | undefined {
  const found = chunkSize === 'digits' ? /^0*([\da-f]*)/i.exec(line) : /^[\s+]*(?:0x)?0*([\da-f]*)/i.exec(line);
  const [whole = '', digits = ''] = found ?? [];
  if (!/[\da-f]/i.test(whole)) return undefined;
  return {
    value: digits === '' ? 0 : Number.parseInt(digits.slice(0, mostDigits + 1), 16),
    digits: digits.length,
    length: whole.length,
  };
}

/** Where the line behind chunk data ends; undefined: it is still to come. */
function chunkEnd(text: string, at: number, { chunkEnd: habit, bareLf }: Habits): number | MessageProblem | undefined {
  const two = text.slice(at, at + 2);
  if (two === '\r\n' || (habit === 'any' && two.length === 2)) return at + 2;
  if (two.startsWith('\n') && bareLf === 'accept') return at + 1;
  if (two === '' || two === '\r') return undefined;
  return problem('chunk-end-missing', at, at + 1, '7.1');
}

/** RFC 9112 (7.1.1): names are tokens, values tokens or quoted strings. White space around ; and = is BWS. */
function extensionProblem(text: string): boolean {
  if (text === '') return false;
  const quoted = /"(?:[^"\\]|\\.)*"/g;
  const parts = text.replaceAll(quoted, 'q').split(';');
  if (parts.length === 1 || (parts[0] ?? '').trim() !== '' || /[ \t]$/.test(text)) return true;
  return parts.slice(1).some((part) => {
    const [name = '', value] = part.split('=').map((piece) => piece.trim());
    return !token.test(name) || (value !== undefined && !token.test(value)) || part.split('=').length > 2;
  });
}
