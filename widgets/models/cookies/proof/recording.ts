// The format of content/vectors/captures/cookies/*.json; its README says what each field means.

export interface Recording {
  readonly group: string;
  readonly cases: readonly Case[];
}

export interface Case {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly Step[];
  /** Whether the draft as recalled was applied to it; where it differs stands in `disagree`. */
  readonly draft?: boolean;
  readonly disagree: Readonly<Record<string, readonly string[]>>;
  readonly results: Readonly<Record<string, Result>>;
}

export interface Hop {
  readonly url: string;
  readonly setCookie?: readonly string[];
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly preflight?: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> };
  readonly challenge?: string;
}

export interface Initiator {
  readonly kind: string;
  readonly page?: string;
  readonly frames?: readonly string[];
  readonly credentials?: 'omit' | 'same-origin' | 'include';
  readonly mode?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly withCredentials?: boolean;
  readonly crossOrigin?: string;
  readonly target?: string;
  readonly userinfo?: string;
  readonly sandbox?: string;
}

export interface Step extends Partial<Hop> {
  readonly hops?: readonly Hop[];
  readonly setCookieMany?: {
    readonly prefix: string;
    readonly from: number;
    readonly count: number;
    readonly value: string;
    readonly attributes: string;
  };
  readonly initiator?: Initiator;
  readonly page?: string;
  readonly frames?: readonly string[];
  readonly script?: string;
  readonly wait?: number;
  readonly restart?: boolean;
}

export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** A long Cookie header is recorded as numbers and ranges of names. */
export interface Fact {
  readonly cookieHeader?: string | null;
  readonly cookieCount?: number;
  readonly headerLength?: number;
  readonly names?: readonly string[];
  readonly moreRuns?: number;
}

export interface Answer extends Fact {
  readonly notSent?: string;
  readonly navigationError?: string;
  readonly documentCookie?: Value;
  readonly value?: Value;
  readonly frameCookieHeader?: string | null;
  readonly hops?: readonly (Fact | null)[];
  readonly client?: { readonly bodyReadable?: boolean; readonly frameDocumentCookie?: string; readonly error?: string };
}

export interface StoredCookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly path: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite: string;
  readonly lifetime: number | null;
  readonly partitionKey?: string;
}

export interface Result {
  readonly requests: readonly Answer[];
  readonly stored:
    | readonly StoredCookie[]
    | { readonly count: number; readonly firstNames: readonly string[]; readonly lastNames: readonly string[] };
}

/** `{{x*N}}` stands for N times x, `{{date+S}}` for the date S seconds after `nowMs`, `{{datenz+S}}` without " GMT". */
export function expand(text: string, nowMs = 0): string {
  return text
    .replaceAll(/\{\{(.)\*(\d+)\}\}/gs, (_, letter: string, times: string) =>
      letter.repeat(Math.min(Number(times), 100_000)),
    )
    .replaceAll(/\{\{date(nz)?([+-]\d+)\}\}/g, (_, bare: string | undefined, seconds: string) =>
      httpDate(nowMs + Number(seconds) * 1_000).replace(bare ? / GMT$/ : /$^/, ''),
    );
}

/** IMF-fixdate (RFC 9110 section 5.6.7), without the clock of the machine. */
function httpDate(ms: number): string {
  const days = Math.floor(ms / 86_400_000);
  const seconds = Math.floor(ms / 1_000) - days * 86_400;
  // Days since 1 March 0000; eras of 400 years.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const march = Math.floor((5 * ofYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = two(ofYear - Math.floor((153 * march + 2) / 5) + 1);
  const weekday = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'][((days % 7) + 7) % 7];
  const name = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][month - 1];
  const time = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${weekday}, ${day} ${name} ${year} ${time} GMT`;
}
