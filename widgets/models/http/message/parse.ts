// Parses the messages on one connection of HTTP/1.1, octet by octet: RFC 9112, sections 2 to 7. Requests one behind the
// other, as pipelining sends them, or responses. Whatever the octets are, the answer is the messages up to the first
// problem and its place. Left out: HTTP/0.9, upgrades and tunnels (what follows 101 and CONNECT is no HTTP any more).
import { readChunked } from './chunked.ts';
import { type Answered, framingOf } from './framing.ts';
import type { Habits } from './habits.ts';
import { lineAt, problem, readFields, token } from './lines.ts';
import type { Mark, Message, MessageProblem, StartLine } from './message.ts';

/** More messages than this in one stream are refused. */
const mostMessages = 1_000;

export interface ParseOptions {
  readonly kind: 'request' | 'response';
  readonly habits: Habits;
  /** For each response, which method it answers. Default: neither HEAD nor CONNECT. */
  readonly answers?: readonly Answered[];
  /** The sender has closed its side: only then a response without a length is complete. */
  readonly closed?: boolean;
}

export interface Parsed {
  readonly messages: readonly Message[];
  readonly marks: readonly Mark[];
  readonly problem?: MessageProblem;
  /** Where the octets begin that belong to no complete message; the length of the stream if there are none. */
  readonly rest: number;
}

/** Never throws. Work is bounded by the length of the stream. */
export function parseMessages(bytes: Uint8Array, { kind, habits, answers = [], closed = false }: ParseOptions): Parsed {
  const text = octets(bytes);
  const marks: Mark[] = [];
  const messages: Message[] = [];
  let at = 0;
  const stop = (wrong: MessageProblem): Parsed => ({ messages, marks, problem: wrong, rest: at });
  while (at < text.length) {
    if (messages.length === mostMessages) return stop(problem('too-many-messages', at, text.length, '9.3'));
    const line = lineAt(text, at, habits);
    if (!line) break;
    if ('code' in line) return stop(line);
    // RFC 9112 (2.2): an empty line in front of a start line is passed over.
    if (line.end === line.at) {
      marks.push({ part: 'empty-line', at: line.at, end: line.next });
      at = line.next;
      continue;
    }
    const startLine = readStartLine(text, line.at, line.end, kind, marks);
    if ('code' in startLine) return stop(startLine);
    marks.push({ part: 'line-end', at: line.end, end: line.next });
    const head = readFields(text, line.next, habits, marks, { name: 'name', value: 'value' });
    if (!head) break;
    if ('code' in head) return stop(head);
    const { fields, next } = head;
    const wrong =
      kind === 'request' && habits.host === 'required' ? hostProblem(startLine, fields, line.at, line.end) : undefined;
    if (wrong) return stop(wrong);
    const framing = framingOf(startLine, fields, habits, kind === 'request', answers[messages.length] ?? 'other');
    if ('code' in framing) return stop(framing);
    const base = { at, startLine, fields, framing };
    if (framing.kind === 'chunked') {
      const body = readChunked(text, next, habits, marks);
      if ('code' in body) return stop(body);
      messages.push({ ...base, ...body });
    } else {
      const length = framing.kind === 'length' ? framing.length : framing.kind === 'close' ? Infinity : 0;
      const end = Math.min(next + length, text.length);
      if (end > next) marks.push({ part: 'content', at: next, end });
      const complete = framing.kind === 'close' ? closed : end === next + length;
      messages.push({ ...base, end, content: text.slice(next, end), trailers: [], complete });
    }
    const last = messages.at(-1);
    if (!last?.complete) break;
    at = last.end;
  }
  return { messages, marks, rest: at };
}

function octets(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** RFC 9112 (3) and (4): three parts, one space between. */
function readStartLine(
  text: string,
  at: number,
  end: number,
  kind: ParseOptions['kind'],
  marks: Mark[],
): StartLine | MessageProblem {
  const one = text.indexOf(' ', at);
  if (one < 0 || one >= end) return problem('start-line-invalid', at, end, kind === 'request' ? '3' : '4');
  const first = text.slice(at, one);
  if (kind === 'response') {
    const version = versionOf(first);
    if (!version) return problem('version-invalid', at, one, '2.3');
    const found = /^(\d{3})(?: ([\t\x20-\x7e\x80-\xff]*))?$/.exec(text.slice(one + 1, end));
    if (!found) return problem('status-invalid', one + 1, Math.max(end, one + 2), '4');
    const [, status = '', reason = ''] = found;
    marks.push({ part: 'version', at, end: one }, { part: 'space', at: one, end: one + 1 });
    marks.push({ part: 'status', at: one + 1, end: one + 4 });
    if (end > one + 4) marks.push({ part: 'reason', at: one + 4, end });
    return { method: '', target: '', version, status: Number(status), reason };
  }
  if (!token.test(first)) return problem('method-invalid', at, Math.max(one, at + 1), '3.1');
  const two = text.indexOf(' ', one + 1);
  if (two < 0 || two >= end) return problem('start-line-invalid', at, end, '3');
  const target = text.slice(one + 1, two);
  if (!/^[\x21-\x7e]+$/.test(target)) return problem('target-invalid', one + 1, Math.max(two, one + 2), '3.2');
  const version = versionOf(text.slice(two + 1, end));
  if (!version) return problem('version-invalid', two + 1, Math.max(end, two + 2), '2.3');
  marks.push({ part: 'method', at, end: one }, { part: 'space', at: one, end: one + 1 });
  marks.push({ part: 'target', at: one + 1, end: two }, { part: 'space', at: two, end: two + 1 });
  marks.push({ part: 'version', at: two + 1, end });
  return { method: first, target, version, status: 0, reason: '' };
}

/** RFC 9112 (2.3): `HTTP/` in capitals, a digit, a point, a digit. Another major version is not this protocol. */
function versionOf(text: string): string | undefined {
  return /^HTTP\/(1\.\d)$/.exec(text)?.[1];
}

/** RFC 9112 (3.2): none, or more than one, is 400. */
function hostProblem(
  { version }: StartLine,
  fields: readonly { readonly name: string; readonly at: number; readonly end: number }[],
  at: number,
  end: number,
): MessageProblem | undefined {
  const [first, second] = fields.filter(({ name }) => name.toLowerCase() === 'host');
  if (second) return problem('host-repeated', second.at, second.end, '3.2');
  return first || version === '1.0' ? undefined : problem('host-missing', at, end, '3.2');
}
