// Where the body ends: RFC 9112, section 6.3, item by item. This is the paragraph that request smuggling is about.
import type { Habits } from './habits.ts';
import { problem } from './lines.ts';
import type { Framing, MessageField, MessageProblem, StartLine } from './message.ts';

/** The method of the request that a response answers. */
export type Answered = 'HEAD' | 'CONNECT' | 'other';

/** `isRequest` decides between items 7 and 8. */
export function framingOf(
  startLine: StartLine,
  fields: readonly MessageField[],
  habits: Habits,
  isRequest: boolean,
  answered: Answered,
): Framing | MessageProblem {
  const { status, version } = startLine;
  const of = (name: string) => fields.filter((field) => field.name.toLowerCase() === name);
  if (!isRequest) {
    if (answered === 'HEAD' || (status >= 100 && status < 200) || status === 204 || status === 304)
      return { kind: 'none', item: 1 };
    if (answered === 'CONNECT' && status >= 200 && status < 300) return { kind: 'none', item: 2 };
  }
  const lengths = of('content-length');
  const encodings = habits.chunkedIf === 'never' ? [] : of('transfer-encoding');
  const [encoding] = encodings;
  if (encoding && habits.oldVersion !== 'process' && isOld(version)) {
    if (habits.oldVersion === 'refuse') return at(encoding, 'transfer-encoding-in-1.0', '6.1');
  } else if (encoding) {
    const [length] = lengths;
    if (length && habits.bothLengths === 'refuse') return at(length, 'both-lengths', '6.3');
    if (!length || habits.bothLengths === 'transfer-encoding') {
      if (isChunked(encodings, habits)) return { kind: 'chunked', item: 4 };
      if (habits.chunkedIf === 'last')
        return isRequest ? at(encoding, 'transfer-encoding-not-chunked', '6.3') : { kind: 'close', item: 4 };
    }
  }
  if (lengths.length === 0) return isRequest ? { kind: 'none', item: 7 } : { kind: 'close', item: 8 };
  return lengthOf(lengths, habits);
}

const isOld = (version: string): boolean => version.startsWith('0') || version === '1.0';

function isChunked(encodings: readonly MessageField[], { chunkedIf }: Habits): boolean {
  const value = encodings.map((field) => field.value).join(',');
  if (chunkedIf === 'exact') return /^chunked$/i.test(value);
  if (chunkedIf === 'contained') return /chunked/i.test(value);
  const last = value.split(',').at(-1) ?? '';
  return /^[ \t]*chunked[ \t]*$/i.test(last);
}

/** Item 5: equal values, in several fields or in a list, are one. */
function lengthOf(fields: readonly MessageField[], habits: Habits): Framing | MessageProblem {
  const numbers: number[] = [];
  for (const field of fields)
    for (const part of field.value.split(',')) {
      const digits = part.replace(/^[ \t]+|[ \t]+$/g, '');
      const found = habits.lengthSyntax === 'digits' ? /^(\d+)$/.exec(digits) : /^[\s+]*(\d+)/.exec(digits);
      if (!found) return at(field, 'length-invalid', '6.3');
      const number = Number(found[1]);
      if (number > Number.MAX_SAFE_INTEGER) return at(field, 'length-too-large', '9110, 8.6');
      numbers.push(number);
    }
  const [first = 0] = numbers;
  const last = numbers.at(-1) ?? 0;
  const equal = numbers.every((number) => number === first);
  const second = fields[1] ?? fields[0];
  if (
    numbers.length > 1 &&
    second &&
    (habits.repeatedLength === 'refuse' || (habits.repeatedLength === 'equal' && !equal))
  )
    return at(second, 'length-repeated', '6.3');
  return { kind: 'length', item: 6, length: habits.repeatedLength === 'last' ? last : first };
}

const at = (field: MessageField, code: MessageProblem['code'], clause: string): MessageProblem =>
  problem(code, field.at, field.end, clause);
