/**
 * Is the certificate for the name that the client asked for?
 *
 * Follows RFC 9525: 6.1 and 6.2 (reference identities), 6.3 (DNS names, one wildcard that is the whole leftmost label and stands for
 * exactly one label), 6.5 (addresses). Where programs differ, their own rules: OpenSSL's X509_check_host and X509_check_ip,
 * Node's tls.checkServerIdentity, GnuTLS's gnutls_x509_crt_check_hostname2.
 *
 * Left out: SRV names and URIs, which no browser asks for; U-labels (the client turns them into A-labels before).
 */
import type { Certificate } from './certificate.ts';
import { attributes } from './name.ts';

/** Whose rules: the RFC's, or those of a program. */
export type HostRules = 'rfc9525' | 'openssl' | 'node' | 'gnutls';

/** What the client asked for. */
export type Reference =
  | { readonly kind: 'dns'; readonly text: string }
  | { readonly kind: 'ip'; readonly text: string; readonly bytes: Uint8Array };

/** A name of the certificate that was looked at, and whether it fits. */
export interface Presented {
  readonly from: 'subjectAltName' | 'commonName';
  readonly text: string;
  readonly fits: boolean;
}

/** The outcome. `presented` are the names that were compared, in order; `matched` is the one that fits. */
export interface HostMatch {
  readonly ok: boolean;
  readonly reference: Reference;
  readonly presented: readonly Presented[];
  readonly matched: Presented | undefined;
}

/** A text as a reference identity: an address if it is one, else a DNS name. */
export function referenceOf(text: string): Reference {
  const bytes = parseAddress(text);
  return bytes ? { kind: 'ip', text, bytes } : { kind: 'dns', text };
}

/** Compares the certificate's names with the reference. */
export function matchHost(certificate: Certificate, host: string, rules: HostRules): HostMatch {
  const reference = referenceOf(host);
  const names = certificate.subjectAltName ?? [];
  const presented: Presented[] = [];
  const dnsNames = names.flatMap((name) => (name.kind === 'dns' ? [name.text] : []));
  if (reference.kind === 'ip') {
    for (const name of names) {
      if (name.kind !== 'ip') continue;
      const fits = sameAddress(name.bytes, reference.bytes);
      presented.push({ from: 'subjectAltName', text: addressText(name.bytes), fits });
    }
  }
  // GnuTLS: "several misconfigured servers place their IP in the DNS field"; it compares the address as if it were a name.
  if (reference.kind === 'dns' || rules === 'gnutls') {
    for (const text of dnsNames) presented.push({ from: 'subjectAltName', text, fits: fitsName(text, host, rules) });
  }
  if (mayUseCommonName(certificate, reference, rules)) {
    const common = attributes(certificate.subject, 'commonName');
    for (const { text } of common) presented.push({ from: 'commonName', text, fits: fitsName(text, host, rules) });
  }
  const matched = presented.find(({ fits }) => fits);
  return { ok: matched !== undefined, reference, presented, matched };
}

/** RFC 9525 6.1 forbids it; programs go on as RFC 2818 had it, if no dNSName is there. */
function mayUseCommonName(certificate: Certificate, reference: Reference, rules: HostRules): boolean {
  if (rules === 'rfc9525' || reference.kind === 'ip') return false;
  const names = certificate.subjectAltName ?? [];
  if (rules === 'gnutls') return !names.some(({ kind }) => kind === 'dns' || kind === 'ip');
  return !names.some(({ kind }) => kind === 'dns');
}

function fitsName(pattern: string, host: string, rules: HostRules): boolean {
  switch (rules) {
    case 'openssl':
      return fitsOpenssl(pattern.toLowerCase(), host.toLowerCase());
    case 'node':
      return fitsNode(pattern, host);
    case 'gnutls':
      return fitsGnutls(pattern.toLowerCase(), withoutDot(host.toLowerCase()));
    default:
      return fitsRfc(pattern.toLowerCase(), withoutDot(host.toLowerCase()));
  }
}

/** A trailing dot says that a name is complete; it is not part of it. */
const withoutDot = (name: string): string => (name.endsWith('.') ? name.slice(0, -1) : name);

/** RFC 9525 6.3: `*` as the whole leftmost label, for one label that is not empty. */
function fitsRfc(pattern: string, host: string): boolean {
  const [first, ...rest] = pattern.split('.');
  const [label, ...others] = host.split('.');
  if (first !== '*') return pattern === host && !pattern.includes('*') && host !== '';
  // "*" by itself names no domain, and nothing to the right of the first label may be a wildcard.
  if (rest.length === 0 || rest.some((part) => part === '' || part.includes('*'))) return false;
  return label !== undefined && label !== '' && rest.join('.') === others.join('.');
}

/** X509_check_host of OpenSSL 3 with no flags: a part of the first label may be a wildcard, two dots must follow it. */
function fitsOpenssl(pattern: string, host: string): boolean {
  // A reference with a leading dot asks for any name below it.
  if (host.length > 1 && host.startsWith('.')) return pattern.endsWith(host);
  const star = starOf(pattern);
  if (star < 0) return pattern === host;
  const prefix = pattern.slice(0, star);
  const suffix = pattern.slice(star + 1);
  if (host.length < prefix.length + suffix.length || !host.startsWith(prefix) || !host.endsWith(suffix)) return false;
  const middle = host.slice(prefix.length, host.length - suffix.length);
  const wholeLabel = prefix === '' && suffix.startsWith('.');
  if (wholeLabel && middle === '') return false;
  if (!wholeLabel && host.slice(prefix.length).startsWith('xn--')) return false;
  return middle === '*' || /^[a-z0-9-]*$/.test(middle);
}

/** Where the one valid wildcard of a pattern stands; -1: none, compare letter by letter. */
function starOf(pattern: string): number {
  const labels = pattern.split('.');
  const [first = ''] = labels;
  const star = first.indexOf('*');
  if (star < 0 || star !== first.lastIndexOf('*') || labels.length < 3 || first.startsWith('xn--')) return -1;
  // At the start or at the end of the label, not in the middle.
  if (star > 0 && star < first.length - 1) return -1;
  const fine = labels.every((label, at) => (at === 0 ? /^[a-z0-9*-]+$/ : /^[a-z0-9-]+$/).test(label));
  const hyphens = labels.some((label) => label.startsWith('-') || label.endsWith('-'));
  return fine && !hyphens ? star : -1;
}

/** tls.checkServerIdentity of Node: as many labels on both sides, the first may hold one wildcard anywhere. */
function fitsNode(pattern: string, host: string): boolean {
  const parts = withoutDot(pattern).toLowerCase().split('.');
  const hostParts = withoutDot(host).toLowerCase().split('.');
  if (pattern === '' || parts.length !== hostParts.length || parts.includes('')) return false;
  if (parts.some((part) => /[^\u0021-\u007f]/.test(part))) return false;
  if (parts.slice(1).join('.') !== hostParts.slice(1).join('.')) return false;
  const [first = ''] = parts;
  const [label = ''] = hostParts;
  const pieces = first.split('*');
  if (pieces.length === 1 || first.includes('xn--')) return first === label;
  const [prefix = '', suffix = ''] = pieces;
  if (pieces.length > 2 || parts.length <= 2 || prefix.length + suffix.length > label.length) return false;
  return label.startsWith(prefix) && label.endsWith(suffix);
}

/** GnuTLS: `*` as the whole leftmost label, and two labels or more behind it. */
function fitsGnutls(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*')) return pattern === host;
  const rest = pattern.slice(1);
  const dots = rest.split('.').length - 1;
  if (dots < 2 || rest.endsWith('.')) return false;
  const dot = host.indexOf('.');
  return dot >= 0 && rest.startsWith('.') && host.slice(dot) === rest;
}

/** The bytes of an IPv4 address in dotted decimal or of an IPv6 address (RFC 4291 2.2); `undefined` for anything else. */
export function parseAddress(text: string): Uint8Array | undefined {
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (four) {
    const bytes = four.slice(1).map(Number);
    return bytes.every((byte) => byte < 256) ? Uint8Array.from(bytes) : undefined;
  }
  if (!/^[\da-f:.]{2,45}$/i.test(text) || !text.includes(':')) return undefined;
  const [left = '', right, extra] = text.split('::');
  if (extra !== undefined) return undefined;
  const head = groups(left);
  const tail = right === undefined ? [] : groups(right);
  if (!head || !tail) return undefined;
  const missing = 16 - head.length - tail.length;
  if (right === undefined ? missing !== 0 : missing < 2) return undefined;
  return Uint8Array.from([...head, ...new Array<number>(missing).fill(0), ...tail]);
}

function groups(text: string): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const bytes: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const four = index === parts.length - 1 ? parseAddress(part) : undefined;
      if (four?.length !== 4) return undefined;
      bytes.push(...four);
    } else {
      if (!/^[\da-f]{1,4}$/i.test(part)) return undefined;
      const value = Number.parseInt(part, 16);
      bytes.push(value >> 8, value & 0xff);
    }
  }
  return bytes;
}

const sameAddress = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

/** An address as text, IPv6 with its longest run of zeros left out (RFC 5952 4.2). */
export function addressText(bytes: Uint8Array): string {
  if (bytes.length !== 16) return bytes.join('.');
  const words = Array.from({ length: 8 }, (_, at) =>
    (((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)).toString(16),
  );
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at += 1) {
    let length = 0;
    while (words[at + length] === '0') length += 1;
    if (length > best.length) best = { at, length };
  }
  if (best.at < 0) return words.join(':');
  return `${words.slice(0, best.at).join(':')}::${words.slice(best.at + best.length).join(':')}`;
}
