// A name is asked for, somebody else answers first, and a connection is opened to the address that came. What the reader
// ends up with, without TLS, with TLS that checks nothing, and with TLS. RFC 9525 (6): the name must be in the certificate;
// RFC 5280 (6): the certificate must lead to a trusted root.
// Left out: wildcards and paths (models/x509), DNSSEC, and the time between the two answers.

export interface Certificate {
  readonly name: string;
  /** Signed, in the end, by a root that the reader trusts. */
  readonly trusted: boolean;
}

export interface Lookup {
  readonly host: string;
  readonly spoofed: boolean;
  readonly tls: 'off' | 'unchecked' | 'checked';
  /** What the attacker's server shows. */
  readonly attackers: Certificate;
}

export interface Outcome {
  /** Whom the reader's connection reaches. */
  readonly reaches: 'server' | 'attacker';
  readonly certificate: Certificate | undefined;
  /** What the check found; undefined: there was none. */
  readonly check: 'holds' | 'untrusted' | 'other-name' | undefined;
  /** Whether the reader gets a page, and from whom. */
  readonly page: 'server' | 'attacker' | undefined;
}

export function lookup({ host, spoofed, tls, attackers }: Lookup): Outcome {
  const reaches = spoofed ? 'attacker' : 'server';
  const certificate = tls === 'off' ? undefined : spoofed ? attackers : { name: host, trusted: true };
  const check = tls === 'checked' && certificate ? checkOf(host, certificate) : undefined;
  return { reaches, certificate, check, page: check === undefined || check === 'holds' ? reaches : undefined };
}

/** Names are compared without regard to case: RFC 9525 (6.3). */
function checkOf(host: string, { name, trusted }: Certificate): NonNullable<Outcome['check']> {
  if (!trusted) return 'untrusted';
  return name.toLowerCase() === host.toLowerCase() ? 'holds' : 'other-name';
}
