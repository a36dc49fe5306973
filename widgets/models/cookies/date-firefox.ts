/**
 * The date in Expires as Firefox reads it: NSPR's PR_ParseTimeString with GMT as the zone that is meant where none is
 * written (nsprpub/pr/src/misc/prtime.c). It is older than any rule for cookies: it takes 01/01/2048 and a time without
 * seconds, and it honours a time zone. Browsers read the Date header of an answer with it as well.
 */
import { monthOf, utcMs } from './date.ts';

/** Minutes east of Greenwich, daylight saving included. */
const zones: Readonly<Record<string, number>> = {
  pst: -480,
  pdt: -420,
  mst: -420,
  mdt: -360,
  cst: -360,
  cdt: -300,
  est: -300,
  edt: -240,
  ast: -240,
  nst: -210,
  gmt: 0,
  bst: 60,
  met: 60,
  eet: 120,
  jst: 540,
};

interface Found {
  year: number;
  month: number;
  day: number;
  /** Hour, minute, second. */
  time: readonly [number, number, number] | undefined;
  zone: string;
  /** Of a written offset such as +0900, in minutes. */
  offset: number | undefined;
}

/** Milliseconds since 1970, or undefined where Firefox reads no date. */
export function firefoxDate(text: string): number | undefined {
  const found: Found = { year: -1, month: 0, day: -1, time: undefined, zone: '', offset: undefined };
  let at = 0;
  for (let tokens = 0; at < text.length; tokens++) {
    if (tokens > 1_000) return undefined;
    const character = text.charAt(at);
    if (/[a-z]/i.test(character)) readWord(text, at, found);
    else if (character === '+' || character === '-') at = readOffset(text, at, found);
    else if (/\d/.test(character)) at = readNumber(text, at, found);
    // To the end of this token, whether it was understood or not, and to the next.
    while (at < text.length && !/[ \t,;\-+/()[\]]/.test(text.charAt(at))) at += 1;
    at = skipBetween(text, at, found);
  }
  const { year, month, day, time, zone, offset } = found;
  if (month === 0 || day === -1 || year === -1 || year > 32_767) return undefined;
  const [hour, minute, second] = time ?? [0, 0, 0];
  return utcMs(year, month, day, hour, minute, second) - (offset ?? zones[zone] ?? 0) * 60_000;
}

function readWord(text: string, at: number, found: Found): void {
  const word = text.slice(at, at + 3).toLowerCase();
  if (found.month === 0 && monthOf(word) > 0) found.month = monthOf(word);
  else if (found.zone === '' && zones[word] !== undefined) found.zone = word;
  // UT is Greenwich, and UTC is no zone that it knows, which comes to the same.
  else if (found.zone === '' && /^ut(?![a-z])/i.test(word)) found.zone = 'gmt';
}

function readOffset(text: string, at: number, found: Found): number {
  // GMT+0300 is an offset, PST+0300 is not.
  if (found.offset !== undefined || (found.zone !== '' && found.zone !== 'gmt')) return at + 1;
  const digits = /^\d*/.exec(text.slice(at + 1))?.[0] ?? '';
  if (![1, 2, 4].includes(digits.length)) return at + 1;
  const minutes = digits.length === 4 ? Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)) : Number(digits) * 60;
  found.offset = text.charAt(at) === '+' ? minutes : -minutes;
  found.zone = 'gmt';
  return at + 1;
}

function readNumber(text: string, at: number, found: Found): number {
  const rest = text.slice(at);
  const digits = /^\d+/.exec(rest)?.[0] ?? '';
  const next = rest.charAt(digits.length);
  if (next === ':') return readTime(text, at, digits, found);
  if ((next === '/' || next === '-') && /\d/.test(rest.charAt(digits.length + 1)))
    return readSlashes(rest, at, found) ?? at;
  if (/[a-z]/i.test(next)) return at;
  const value = Number(digits);
  if (digits.length === 5 || digits.length === 4) {
    if (found.year < 0) found.year = value;
  } else if (digits.length === 2) {
    if (found.day < 0 && value < 32) found.day = value;
    else if (found.year < 0) found.year = value < 70 ? 2000 + value : 1900 + value;
  } else if (digits.length === 1 && found.day < 0) found.day = value;
  return at;
}

function readTime(text: string, at: number, hours: string, found: Found): number {
  if (found.time || hours.length > 2) return at;
  const [whole, minutes = '', seconds = ''] = /^:(\d+):?(\d*)/.exec(text.slice(at + hours.length)) ?? [];
  if (whole === undefined || minutes.length > 2 || seconds.length > 2) return at;
  const end = at + hours.length + whole.length;
  const half = /^[ \t]*([ap])m/i.exec(text.slice(end))?.[1]?.toLowerCase();
  let hour = Number(hours);
  if (hour < 12 && half === 'p') hour += 12;
  else if (hour === 12 && half === 'a') hour = 0;
  // Without seconds NSPR reads the next character as if it were a digit: "00:00 GMT" is 16 seconds before midnight.
  const odd = (text.charCodeAt(end) || 0) - 48;
  found.time = [hour, Number(minutes), seconds === '' ? (odd === -1 ? 0 : odd) : Number(seconds)];
  return end;
}

/** 6/16/95, 16/6/95, 95-06-05: undefined where it is none of them. */
function readSlashes(rest: string, at: number, found: Found): number | undefined {
  const three = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4,5}|\d{1,2})(?![\da-z])/i.exec(rest);
  if (found.month !== 0 || !three) return undefined;
  const [whole, ...numbers] = three;
  const [first = 0, second = 0, third = 0] = numbers.map(Number);
  if (first > 31 || first === 0) {
    if (second > 12 || third > 31) return undefined;
    [found.year, found.month, found.day] = [century(first), second, third];
  } else if (first > 12) {
    if (second <= 12) [found.day, found.month, found.year] = [first, second, century(third)];
  } else [found.month, found.day, found.year] = [first, second, century(third)];
  return at + whole.length;
}

const century = (year: number): number => (year < 70 ? year + 2000 : year < 100 ? year + 1900 : year);

function skipBetween(text: string, from: number, { year }: Found): number {
  let at = from;
  for (;;) {
    while (at < text.length && /[ \t,;/()[\]]/.test(text.charAt(at))) at += 1;
    // A dash is part of nothing before the year is known ("30-AUG-1966") or where no digit follows.
    const idle = (/[a-z]/i.test(text.charAt(at - 1)) && year < 0) || !/\d/.test(text.charAt(at + 1));
    if (text.charAt(at) !== '-' || !idle) return at;
    at += 1;
  }
}
