// Numbers as the figure prints them.

/** 3233 to 3,233. */
export function group(value: bigint | number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A long number: its first digits and its last. */
export function cut(value: bigint): string {
  const text = String(value);
  return text.length <= 20 ? group(value) : `${text.slice(0, 6)}…${text.slice(-4)}`;
}

/** Two digits for each byte. */
export const pairsOf = (bytes: Uint8Array): string[] => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));

/** Bytes with a space between; the middle is left out where there are more than `most`. */
export function hexOf(bytes: Uint8Array, most = 64): string {
  const pairs = pairsOf(bytes);
  return pairs.length <= most
    ? pairs.join(' ')
    : `${pairs.slice(0, most / 2).join(' ')} … ${pairs.slice(-4).join(' ')}`;
}

/** Powers of ten in years for what nobody waits for: a number of steps at a thousand million a second. */
export function waiting(
  log2Steps: number,
  words: { readonly seconds: string; readonly years: string; readonly under: string },
): string {
  const log10 = log2Steps * Math.log10(2) - 9;
  if (log10 < -3) return words.under;
  const years = log10 - Math.log10(31_557_600);
  if (years < 0) return words.seconds.replace('{count}', group(Number((10 ** log10).toPrecision(2))));
  return words.years.replace(
    '{count}',
    years < 5 ? group(Number((10 ** years).toPrecision(2))) : `10${superscript(Math.floor(years))}`,
  );
}

/** 291 as it stands above the line. */
export function superscript(value: number | bigint): string {
  return String(value).replaceAll(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '');
}
