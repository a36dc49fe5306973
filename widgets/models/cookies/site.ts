/**
 * Site against origin: the public suffix of a host, the domain that somebody registered below it, and when two addresses
 * are the same site.
 *
 * Follows the Public Suffix List's own algorithm (publicsuffix.org/list), private section on, as browsers do: the list
 * and its matching come from `tldts`. A host whose last label is not in the list has that label as its suffix (rule `*`).
 * "Same site" is the HTML Standard's, section 7.1.1, to which draft-ietf-httpbis-rfc6265bis-22 5.2 refers: schemes count.
 * Firefox compares registrable domains alone; that is `schemeful` false.
 */
import { getPublicSuffix } from 'tldts';
import { isIpAddress, type Url } from './url.ts';

/** The part of the host under which anybody may register; null for an IP address. */
export function publicSuffix(host: string): string | null {
  if (isIpAddress(host)) return null;
  return getPublicSuffix(host, { allowPrivateDomains: true, extractHostname: false, validateHostname: false });
}

/** The public suffix and one label more; null where there is none: an IP address, a suffix itself. */
export function registrableDomain(host: string): string | null {
  const suffix = publicSuffix(host);
  if (suffix === null || host === suffix || !host.endsWith(`.${suffix}`)) return null;
  const rest = host.slice(0, -suffix.length - 1);
  return `${rest.slice(rest.lastIndexOf('.') + 1)}.${suffix}`;
}

/** What stands for the host in its site: its registrable domain, or itself. */
export function siteDomain(host: string): string {
  return registrableDomain(host) ?? host;
}

/** `https://example.com`: scheme and site, without port. */
export function siteOf({ scheme, host }: Url): string {
  return `${secureScheme(scheme) ? 'https' : 'http'}://${siteDomain(host)}`;
}

/** Whether two addresses are the same site. */
export function sameSite(a: Url, b: Url, schemeful: boolean): boolean {
  return schemeful ? siteOf(a) === siteOf(b) : siteDomain(a.host) === siteDomain(b.host);
}

/** Encrypted. */
export function secureScheme(scheme: Url['scheme']): boolean {
  return scheme === 'https' || scheme === 'wss';
}

/** Encrypted, or a name or address that never leaves the machine (W3C Secure Contexts, section 3.1). */
export function potentiallyTrustworthy({ scheme, host }: Url): boolean {
  return (
    secureScheme(scheme) ||
    /^(?:.+\.)?localhost\.?$/.test(host) ||
    (isIpAddress(host) && host.startsWith('127.')) ||
    host === '[::1]'
  );
}
