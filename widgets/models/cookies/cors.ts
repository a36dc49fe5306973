/**
 * What a page may send to another origin and read from it: never whether a cookie is sent or stored (that is context.ts),
 * but whether the request goes out at all.
 *
 * Follows the Fetch Standard, sections 3.3 (CORS protocol), 4.9 (CORS preflight), 4.10 (CORS check), 2.2.2 (safelisted
 * headers), and Mixed Content, section 5. `Access-Control-Allow-Headers: *` covers Authorization here, as both browsers
 * had it; the standard excludes it.
 */
import { potentiallyTrustworthy, secureScheme } from './site.ts';
import { originOf, type Url } from './url.ts';

export interface CorsRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly include: boolean;
  readonly origin: string;
}

/** Names in lower case. */
export type Headers = Readonly<Record<string, string>>;

/** Methods that no script may use. */
export function isForbiddenMethod(method: string): boolean {
  return /^(?:CONNECT|TRACE|TRACK)$/i.test(method);
}

export function isSimpleMethod(method: string): boolean {
  return /^(?:GET|HEAD|POST)$/i.test(method);
}

/** Names of headers, in lower case, that need the other side's permission. */
export function unsafeHeaders(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(
      ([name, value]) =>
        !/^(?:accept|accept-language|content-language)$/.test(name) &&
        !(
          name === 'content-type' &&
          /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(?:;|$)/i.test(value)
        ),
    )
    .map(([name]) => name);
}

/** Whether the browser asks first. */
export function needsPreflight({ method, headers }: CorsRequest): boolean {
  return !isSimpleMethod(method) || unsafeHeaders(headers).length > 0;
}

/** Whether the answer to the preflight lets the request go out. */
export function preflightPasses(request: CorsRequest, status: number, answer: Headers): boolean {
  const { method, headers, include } = request;
  const listed = (name: string) => (answer[name] ?? '').split(',').map((each) => each.trim());
  const allowed = (name: string, wanted: string) =>
    listed(name).some((each) => each.toLowerCase() === wanted.toLowerCase() || (each === '*' && !include));
  return (
    status >= 200 &&
    status < 300 &&
    mayRead(request, answer) &&
    (isSimpleMethod(method) || allowed('access-control-allow-methods', method)) &&
    unsafeHeaders(headers).every((name) => allowed('access-control-allow-headers', name))
  );
}

/** The CORS check: whether the page may read the answer, or follow it where it is a redirect. */
export function mayRead({ include, origin }: CorsRequest, answer: Headers): boolean {
  const allowed = answer['access-control-allow-origin'];
  if (allowed === '*' && !include) return true;
  return allowed === origin && (!include || answer['access-control-allow-credentials'] === 'true');
}

/** What a page that came encrypted fetches without encryption is blocked, or fetched encrypted. */
export function isMixedContent(around: readonly Url[], url: Url): boolean {
  return around.some(({ scheme }) => secureScheme(scheme)) && !potentiallyTrustworthy(url);
}

/** Whether all addresses are of one origin. */
export function sameOrigin(urls: readonly Url[]): boolean {
  return new Set(urls.map(originOf)).size <= 1;
}
