/**
 * The date in Expires, as three readers read it: draft-ietf-httpbis-rfc6265bis-22 5.1.1, Chromium, Firefox.
 *
 * Each takes the octets of the attribute's value and returns milliseconds since 1970, UTC, or undefined where it reads no
 * date. Chromium's rules are those of `ParseCookieExpirationTime` in net/cookies/cookie_util.cc as the recordings show
 * them (`000:00:00` is a time there); Firefox's are in date-firefox.ts.
 */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A month's number from 1 where a token begins with its first three letters, else 0. */
export function monthOf(token: string): number {
  return months.indexOf(token.slice(0, 3).toLowerCase()) + 1;
}

/** Milliseconds since 1970 for a day of the Gregorian calendar. Days beyond the month's end count on. */
export function utcMs(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number {
  // Years begin in March, so that a leap day is the last of its year.
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const days = era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
  return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000;
}

function daysIn(year: number, month: number): number {
  return (utcMs(month === 12 ? year + 1 : year, (month % 12) + 1, 1) - utcMs(year, month, 1)) / 86_400_000;
}

/** draft-ietf-httpbis-rfc6265bis-22 5.1.1. */
export function draftDate(text: string): number | undefined {
  let time: readonly [number, number, number] | undefined;
  let day: number | undefined;
  let month = 0;
  let year: number | undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the draft's delimiters (step 1) begin with HTAB.
  for (const token of text.split(/[\x09\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]+/)) {
    const hms = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?!\d)/.exec(token);
    const days = /^(\d{1,2})(?!\d)/.exec(token);
    const years = /^(\d{2,4})(?!\d)/.exec(token);
    if (time === undefined && hms) time = [Number(hms[1]), Number(hms[2]), Number(hms[3])];
    else if (day === undefined && days) day = Number(days[1]);
    else if (month === 0 && monthOf(token) > 0) month = monthOf(token);
    else if (year === undefined && years) year = Number(years[1]);
  }
  if (time === undefined || day === undefined || month === 0 || year === undefined) return undefined;
  const full = fullYear(year);
  const [hour, minute, second] = time;
  if (full < 1601 || hour > 23 || minute > 59 || second > 59 || day < 1 || day > daysIn(full, month)) return undefined;
  return utcMs(full, month, day, hour, minute, second);
}

/** Chromium's: a number before the year is the day, a month must be a word, a time must have seconds. */
export function chromiumDate(text: string): number | undefined {
  let time: readonly [number, number, number] | undefined;
  let day: number | undefined;
  let month = 0;
  let year: number | undefined;
  for (const token of text.split(/[\t !"#$%&'()*+,\-./;<=>?@[\\\]^_`{|}~]+/)) {
    if (!/^\d/.test(token)) {
      if (month === 0) month = monthOf(token);
    } else if (token.includes(':')) {
      const hms = /^(\d+):(\d+):(\d+)/.exec(token);
      if (time === undefined && hms) time = [Number(hms[1]), Number(hms[2]), Number(hms[3])];
    } else if (day === undefined && token.length <= 2) day = Number.parseInt(token, 10);
    else if (year === undefined && token.length <= 5) year = Number.parseInt(token, 10);
  }
  if (time === undefined || day === undefined || month === 0 || year === undefined) return undefined;
  const full = fullYear(year);
  const [hour, minute, second] = time;
  if (hour > 23 || minute > 59 || second > 60 || day < 1 || day > 31) return undefined;
  // Years that its clock cannot hold are moved to its ends, whatever the day.
  if (full >= 1601 && full <= 30_827 && day > daysIn(full, month)) return undefined;
  return utcMs(full, month, day, hour, minute, second);
}

/** 5.1.1 steps 3 and 4: 70 to 99 are of the last century, 0 to 69 of this one. */
function fullYear(year: number): number {
  return year >= 100 ? year : year >= 70 ? year + 1900 : year + 2000;
}
