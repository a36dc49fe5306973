// Lines of a head, and the fields in them: RFC 9112, sections 2.2 and 5; field names and values: RFC 9110, section 5.
import type { Habits } from './habits.ts';
import type { Mark, MessageField, MessageProblem, MessageProblemCode, Part } from './message.ts';

/** A line without its end. `next` is where the line behind it begins. */
export interface Line {
  readonly at: number;
  readonly end: number;
  readonly next: number;
}

/** RFC 9110 (5.6.2): what names and methods consist of. */
export const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** A head longer than this is refused: every server has such a limit, and RFC 9110 (5.4) expects one. */
export const mostHead = 65_536;

export const problem = (code: MessageProblemCode, at: number, end: number, clause: string): MessageProblem => ({
  code,
  at,
  end,
  clause,
});

/** The line that begins at `at`; undefined: it is not complete. `text` has a character for each octet. */
export function lineAt(text: string, at: number, { bareLf, bareCr }: Habits): Line | MessageProblem | undefined {
  const feed = text.indexOf('\n', at);
  const stop = feed < 0 ? text.length : feed;
  const withCr = feed > at && text[feed - 1] === '\r';
  const end = withCr ? feed - 1 : stop;
  const cr = text.indexOf('\r', at);
  // The last octet may be a CR whose LF is still to come.
  const bare = cr >= 0 && cr < end && !(feed < 0 && cr === text.length - 1);
  if (bare && bareCr === 'refuse') return problem('bare-cr', cr, cr + 1, '2.2');
  if (stop - at > mostHead) return problem('head-too-large', at, stop, '2.2');
  if (feed < 0) return undefined;
  if (!withCr && bareLf === 'refuse') return problem('line-end-invalid', feed, feed + 1, '2.2');
  return { at, end, next: feed + 1 };
}

/** Fields up to the empty line. `next` is where the body begins. */
export interface FieldSection {
  readonly fields: readonly MessageField[];
  readonly next: number;
}

/**
 * Reads field lines from `at` on. Undefined: the empty line has not come. Marks are added to `marks` as far as the octets
 * are understood.
 */
export function readFields(
  text: string,
  at: number,
  habits: Habits,
  marks: Mark[],
  parts: { readonly name: Part; readonly value: Part },
): FieldSection | MessageProblem | undefined {
  const fields: MessageField[] = [];
  for (let from = at; ; ) {
    const line = lineAt(text, from, habits);
    if (!line || 'code' in line) return line;
    if (line.next - at > mostHead) return problem('head-too-large', at, line.next, '2.2');
    if (line.end === line.at) {
      marks.push({ part: 'end-of-head', at: line.at, end: line.next });
      return { fields, next: line.next };
    }
    if (/[ \t]/.test(text[line.at] ?? '')) {
      const wrong = fold(text, line, habits, fields, marks);
      if (wrong) return wrong;
    } else {
      const field = fieldOf(text, line, habits, marks, parts);
      if ('code' in field) return field;
      fields.push(field);
    }
    from = line.next;
  }
}

/** A line that begins with white space: RFC 9112 (2.2) right behind the start line, (5.2) behind a field. */
function fold(
  text: string,
  line: Line,
  { folding }: Habits,
  fields: MessageField[],
  marks: Mark[],
): MessageProblem | undefined {
  const last = fields.at(-1);
  if (folding === 'refuse' || (!last && folding !== 'ignore'))
    return last ? problem('folded', line.at, line.end, '5.2') : problem('space-before-field', line.at, line.end, '2.2');
  marks.push({ part: 'folded', at: line.at, end: line.next });
  if (folding !== 'space' || !last) return undefined;
  const value = `${last.value} ${text.slice(line.at, line.end).trim()}`.trim();
  fields[fields.length - 1] = { ...last, value, end: line.end };
  return undefined;
}

function fieldOf(
  text: string,
  line: Line,
  habits: Habits,
  marks: Mark[],
  parts: { readonly name: Part; readonly value: Part },
): MessageField | MessageProblem {
  const colon = text.indexOf(':', line.at);
  if (colon < 0 || colon >= line.end) return problem('colon-missing', line.at, line.end, '5');
  const written = text.slice(line.at, colon);
  const bare = written.replace(/[ \t]+$/, '');
  if (bare !== written && habits.spaceBeforeColon === 'refuse')
    return problem('space-before-colon', line.at + bare.length, colon, '5.1');
  if (!token.test(bare)) {
    const wrong = bare.split('').findIndex((character) => !token.test(character));
    return problem('name-invalid', line.at + Math.max(wrong, 0), line.at + Math.max(wrong, 0) + 1, '9110, 5.1');
  }
  const raw = text.slice(colon + 1, line.end);
  const value = (habits.bareCr === 'space' ? raw.replaceAll('\r', ' ') : raw).replace(/^[ \t]+|[ \t]+$/g, '');
  const valueAt = colon + 1 + (raw.length - raw.replace(/^[ \t]+/, '').length);
  const wrong = raw.search(badInValue);
  if (wrong >= 0) return problem('value-invalid', colon + 1 + wrong, colon + 2 + wrong, '9110, 5.5');
  marks.push({ part: parts.name, at: line.at, end: line.at + bare.length });
  if (bare !== written) marks.push({ part: 'space', at: line.at + bare.length, end: colon });
  marks.push({ part: 'colon', at: colon, end: colon + 1 });
  if (valueAt > colon + 1) marks.push({ part: 'space', at: colon + 1, end: valueAt });
  if (value) marks.push({ part: parts.value, at: valueAt, end: valueAt + value.length });
  if (valueAt + value.length < line.end) marks.push({ part: 'space', at: valueAt + value.length, end: line.end });
  marks.push({ part: 'line-end', at: line.end, end: line.next });
  return { name: habits.spaceBeforeColon === 'keep' ? written : bare, value, at: line.at, end: line.end };
}

/** RFC 9110 (5.5): no control characters but the tab. CR has been looked at before. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const badInValue = /[\0-\x08\x0a-\x0c\x0e-\x1f\x7f]/;
