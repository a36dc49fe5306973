// Numbers and bytes as the figure prints them.
import { decodeUtf8 } from '../../models/bytes/utf8.ts';
import { fill } from '../../parts/figure/fill.ts';
import { visible } from './typed.ts';
import type { FramerWords } from './words.ts';

/** 4294967295 to 4,294,967,295. */
export const group = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** Text in quotes, on one line; what is no text is U+FFFD, what is too long is cut. */
export function quoted(bytes: Uint8Array, words: FramerWords): string {
  const text = visible(decodeUtf8(bytes.subarray(0, 60)).text).replaceAll(/\p{Cc}/gu, '\ufffd');
  const short = { text: text.slice(0, 24), count: group(bytes.length) };
  return fill(words.quote, { text: bytes.length > 60 ? fill(words.longText, short) : text });
}
