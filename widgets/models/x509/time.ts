/**
 * The two times of a certificate, as seconds since 1970-01-01T00:00:00Z.
 *
 * Follows RFC 5280 4.1.2.5.1 (UTCTime YYMMDDHHMMSSZ, 50 to 99 being 19xx) and 4.1.2.5.2 (GeneralizedTime YYYYMMDDHHMMSSZ, no
 * fractions); X.690 11.7 and 11.8. Days are counted in the proleptic Gregorian calendar, without leap seconds.
 *
 * Left out: other time zones than Z and times without seconds, which RFC 5280 forbids.
 */
import { type DerNode, tags } from './der.ts';
import { Fault } from './fault.ts';

/** The date that stands for "has no end" (RFC 5280 4.1.2.5). */
export const noEnd = 253402300799;

/** Reads either form. Seconds since 1970, negative before. */
export function readTime(node: DerNode, path: string): number {
  const text = String.fromCharCode(...node.content);
  const bad = (): Fault => new Fault('time-invalid', node.at, node.end, path, { text: printable(text) });
  if (node.tag !== tags.utcTime && node.tag !== tags.generalizedTime) {
    throw new Fault('der-unexpected', node.at, node.end, path, { tag: node.tag, expected: tags.utcTime });
  }
  const short = node.tag === tags.utcTime;
  const parts = (short ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/).exec(
    text,
  );
  if (!parts) throw bad();
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  const full = short ? year + (year < 50 ? 2000 : 1900) : year;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(full, month) || hour > 23 || minute > 59 || second > 59)
    throw bad();
  return toSeconds(full, month, day, hour, minute, second);
}

const printable = (text: string): string => text.replace(/[^ -~]/g, '\ufffd').slice(0, 20);

const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days of a month, 1 to 12. */
export function daysIn(year: number, month: number): number {
  return month === 2 ? (leap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Seconds since 1970-01-01T00:00:00Z of a date and time of day, in UTC. */
export function toSeconds(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number {
  // Days since 0000-03-01: the leap day is the last of such a year.
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const days = era * 146097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719468;
  return days * 86400 + hour * 3600 + minute * 60 + second;
}

/** The date and time of day of a number of seconds since 1970, in UTC. */
export function fromSeconds(seconds: number): {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
} {
  const days = Math.floor(seconds / 86400) + 719468;
  const rest = seconds - Math.floor(seconds / 86400) * 86400;
  const era = Math.floor(days / 146097);
  const ofEra = days - era * 146097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const march = Math.floor((5 * ofYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * march + 2) / 5) + 1,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-01-01`, the day in UTC. */
export function formatDay(seconds: number): string {
  const { year, month, day } = fromSeconds(seconds);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** `2026-01-01 00:00:00`, in UTC. */
export function formatTime(seconds: number): string {
  const { hour, minute, second } = fromSeconds(seconds);
  return `${formatDay(seconds)} ${two(hour)}:${two(minute)}:${two(second)}`;
}
