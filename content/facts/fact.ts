/**
 * A number that the world decided, with the place where it is written down.
 * Models import the plain constants of a facts file; the site prints the records.
 */
export interface Fact {
  readonly id: string;
  readonly value: number | string;
  readonly unit?: 'ms' | 's' | 'us' | 'bytes' | 'count' | 'ports' | 'per-second' | 'bits-per-second' | 'minutes';
  /** An id of the list of sources: `rfc9293`, `ip-sysctl`, `linux-6.18-recordings` … */
  readonly source: string;
  /** The section or the function inside that source. */
  readonly at?: string;
  readonly note?: { readonly en: string; readonly zh: string };
}
