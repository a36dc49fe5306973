/**
 * Addresses as far as cookies need them: scheme, host, port, path. What a reader typed gives a value, never an exception.
 *
 * Follows the WHATWG URL Standard, section 4.4 (basic URL parser) for http, https, ws and wss: dot segments are removed,
 * what a path may not hold is percent-encoded, a fragment is dropped. Left out: user names and passwords (dropped), hosts
 * with letters outside ASCII (IDNA needs a table; a reader is asked for the xn-- form), IPv4 addresses in other notations
 * than four decimal numbers, abbreviated IPv6 addresses in two notations (they are compared as written).
 */

export interface Url {
  readonly scheme: 'http' | 'https' | 'ws' | 'wss';
  /** Canonicalized: lower case (draft-ietf-httpbis-rfc6265bis-22 5.1.2). IPv6 keeps its brackets. */
  readonly host: string;
  readonly port: number;
  /** Begins with a slash; no query. */
  readonly path: string;
}

export type UrlProblem = 'empty' | 'scheme' | 'host-empty' | 'host-letters' | 'host' | 'port';

export interface UrlFailure {
  readonly problem: UrlProblem;
  /** Half-open range of UTF-16 code units in what was typed. */
  readonly at: number;
  readonly end: number;
}

/** No address that anybody types is longer. In UTF-16 code units. */
const longest = 4_000;
const ports = { http: 80, https: 443, ws: 80, wss: 443 } as const;

/** Reads an absolute address. */
export function parseUrl(typed: string): Url | UrlFailure {
  const fail = (problem: UrlProblem, at: number, end: number): UrlFailure => ({ problem, at, end });
  const text = typed.slice(0, longest);
  const lead = /^\s*/.exec(text)?.[0].length ?? 0;
  if (lead === text.length) return fail('empty', 0, typed.length);
  const [, scheme = '', authority = '', rest = ''] =
    /^\s*(?:([a-z][a-z\d+.-]*):\/\/)?([^/?#\\]*)([^?#]*)/i.exec(text) ?? [];
  const known = scheme.toLowerCase();
  if (known !== 'http' && known !== 'https' && known !== 'ws' && known !== 'wss')
    return fail('scheme', lead, lead + (scheme.length || Math.min(8, text.length - lead)));
  const start = lead + scheme.length + 3;
  const userinfo = authority.lastIndexOf('@') + 1;
  const [, host = '', , port = ''] = /^(\[[^\]]*\]|[^:]*)(:(.*))?$/.exec(authority.slice(userinfo).trimEnd()) ?? [];
  const at = start + userinfo;
  if (host === '') return fail('host-empty', at, Math.max(at + 1, start + authority.length));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant.
  if (/[^\x00-\x7f]/.test(host)) return fail('host-letters', at, at + host.length);
  const canonical = host.toLowerCase();
  if (!isHost(canonical)) return fail('host', at, at + host.length);
  if (!/^\d{0,5}$/.test(port) || Number(port) > 65_535)
    return fail('port', at + host.length + 1, at + host.length + 1 + port.length);
  return {
    scheme: known,
    host: canonical,
    port: port === '' ? ports[known] : Number(port),
    path: pathOf(rest.trimEnd()),
  };
}

/** Whether a typed address could be read. */
export function isUrl(read: Url | UrlFailure): read is Url {
  return 'host' in read;
}

/** `https://example.com:8443`; the port only where it is not the scheme's own. */
export function originOf({ scheme, host, port }: Url): string {
  return `${scheme}://${host}${port === ports[scheme] ? '' : `:${port}`}`;
}

/** IPv4 in four decimal numbers, or IPv6 in brackets. */
export function isIpAddress(host: string): boolean {
  return host.startsWith('[') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) return /^\[[\da-f:.]{2,45}\]$/.test(host);
  if (/^\d+$/.test(host.split('.').at(-1) ?? ''))
    return isIpAddress(host) && host.split('.').every((part) => Number(part) < 256);
  return host.length < 254 && /^[a-z\d_-]+(?:\.[a-z\d_-]+)*\.?$/.test(host);
}

/** The path of an address: dot segments resolved, spaces and letters outside ASCII percent-encoded as UTF-8. */
function pathOf(rest: string): string {
  const kept: string[] = [];
  const segments = rest.replaceAll('\\', '/').replace(/^\//, '').split('/');
  segments.forEach((segment, index) => {
    const plain = segment.replaceAll(/%2e/gi, '.');
    const last = index === segments.length - 1;
    if (plain === '..') kept.pop();
    if (plain === '.' || plain === '..') {
      if (last) kept.push('');
    } else kept.push(segment);
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are among what is encoded.
  return `/${kept.join('/')}`.replaceAll(/[\x00-\x20"<>`{}\x7f-\u{10ffff}]/gu, (character) =>
    /\p{Surrogate}/u.test(character) ? '%EF%BF%BD' : encodeURIComponent(character),
  );
}
