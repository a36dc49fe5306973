// What a reader can set, what a link can hold, and the states that have a name.
import { defaults, type State } from '../../../models/share/share.ts';

/** Longer than a link can be; what is typed beyond it is used and shown, but no link carries it. */
export const longestInLink = 1_200;

export const schema = {
  /** The address that answers with Set-Cookie. */
  from: { kind: 'text', default: 'https://bank.example/login', longest: 300 },
  /** Set-Cookie lines, one a line, as typed. */
  lines: { kind: 'text', default: 'sid=31d4d96e; HttpOnly; Secure; SameSite=Lax', longest: longestInLink },
  /** Whether the answer came to a visit, or into a frame of the page that asks later. */
  set: { kind: 'choice', default: 'visit', values: ['visit', 'embedded'] },
  /** The address that is asked afterwards. */
  to: { kind: 'text', default: 'https://bank.example/transfer', longest: 300 },
  who: {
    kind: 'choice',
    default: 'form-post',
    values: ['address-bar', 'link', 'form-get', 'form-post', 'img', 'script', 'iframe', 'fetch'],
  },
  page: { kind: 'text', default: 'https://evil.example/', longest: 300 },
  /** A frame within the page, which is then the one that asks; empty: none. */
  frame: { kind: 'text', default: '', longest: 300 },
  method: { kind: 'choice', default: 'GET', values: ['GET', 'POST', 'DELETE'] },
  credentials: { kind: 'choice', default: 'include', values: ['include', 'same-origin', 'omit'] },
  /** Seconds between the answer and the request. */
  later: { kind: 'integer', default: 30, min: 0, max: 600 },
  chromium: { kind: 'choice', default: 'allow', values: ['allow', 'block'] },
  firefox: { kind: 'choice', default: 'partition', values: ['partition', 'allow'] },
} as const;

export type CookieState = State<typeof schema>;

const first = defaults(schema);
const visit = { ...first, who: 'address-bar', from: 'https://bank.example/', to: 'https://bank.example/' } as const;
const image = { ...first, who: 'img', to: 'https://bank.example/logo.png' } as const;

export const presets = {
  default: first,
  'unset-samesite': { ...first, lines: 'sid=31d4d96e; HttpOnly; Secure', later: 180 },
  'site-is-not-origin': {
    ...first,
    lines: 'sid=31d4d96e; HttpOnly; Secure; SameSite=Strict',
    page: 'https://blog.bank.example/',
  },
  'http-and-https': {
    ...first,
    lines: 'sid=31d4d96e; Secure; SameSite=Strict',
    who: 'link',
    page: 'http://bank.example/',
  },
  'port-is-ignored': {
    ...visit,
    from: 'https://bank.example:8443/admin',
    lines: 'admin=1; Secure; HttpOnly; Path=/',
  },
  'public-suffix': {
    ...first,
    from: 'https://alice.github.io/',
    lines: 'a=1; Domain=github.io\nb=1; Domain=alice.github.io\nc=1; SameSite=Strict',
    who: 'link',
    to: 'https://alice.github.io/',
    page: 'https://bob.github.io/',
  },
  'none-without-secure': { ...image, lines: 'a=1; SameSite=None\nb=1; SameSite=None; Secure' },
  'third-party': {
    ...first,
    from: 'https://ads.example/',
    lines: 'id=1; SameSite=None; Secure\nchip=1; SameSite=None; Secure; Partitioned\nlax=1; SameSite=Lax; Secure',
    who: 'iframe',
    to: 'https://ads.example/banner',
    page: 'https://news.example/',
  },
  'host-prefix': {
    ...visit,
    lines:
      '__Host-sid=1; Secure\n__Host-sid=2; Secure; Path=/; Domain=bank.example\n__Host-id=3; Secure; Path=/\n__Secure-id=4',
  },
  nameless: { ...visit, lines: 'token\n=sid=evil' },
} as const satisfies Record<string, CookieState>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as PresetName[];

/** Whether two states are the same. */
export function same(a: CookieState, b: CookieState): boolean {
  return (Object.keys(schema) as (keyof CookieState)[]).every((key) => a[key] === b[key]);
}

/** Values from this length on may be somebody's session: a link carries as many x instead. In UTF-16 code units. */
export const secretFrom = 12;

/** The lines as a link may carry them. */
export function withoutSecrets(lines: string): string {
  return lines.replaceAll(/^((?:[^=;\n]*=)?)([^;\n]*)/gm, (whole, left: string, value: string) =>
    value.trim().length >= secretFrom ? `${left}${'x'.repeat(secretFrom)}` : whole,
  );
}
