/**
 * Single questions about certificates of a chain that everybody asks: who issued whom, may it sign, is it strong enough.
 *
 * Follows RFC 5280 4.2.1.1, 4.2.1.3, 4.2.1.9, 4.2.1.12, 6.1. The answers are facts; what follows from them is decided by who asks.
 */
import { type Certificate, sameBytes } from './certificate.ts';
import type { Extension } from './extensions.ts';
import { sameName } from './name.ts';
import { oidOf } from './oid.ts';
import { type SignatureVerdict, schemeFitsKey, verifySignature } from './signature.ts';

/** Issuer and subject are the same name (RFC 5280 6.1: self-issued). */
export const selfIssued = (certificate: Certificate): boolean => sameName(certificate.issuer, certificate.subject);

/**
 * Could this be the issuer, by name, by the key identifiers where both have one, and by the kind of its key? Nothing is
 * verified.
 */
export function likelyIssued(issuer: Certificate, subject: Certificate): boolean {
  return (
    sameName(issuer.subject, subject.issuer) &&
    !keyIdentifierDiffers(issuer, subject) &&
    (!subject.signatureAlgorithm.scheme || schemeFitsKey(subject.signatureAlgorithm.scheme, issuer.publicKey))
  );
}

/** Does authorityKeyIdentifier of the subject name another certificate than this one? */
export function keyIdentifierDiffers(issuer: Certificate, subject: Certificate): boolean {
  const named = subject.authorityKeyIdentifier;
  if (!named) return false;
  const own = issuer.subjectKeyIdentifier;
  if (named.keyIdentifier && own && !sameBytes(named.keyIdentifier, own)) return true;
  if (named.serial && !sameBytes(named.serial, issuer.serial)) return true;
  // The first directory name among the issuer's issuer names.
  const directory = named.issuer?.find(({ kind }) => kind === 'directory');
  return directory?.kind === 'directory' && !sameName(directory.name, issuer.issuer);
}

/** Its own key could have signed it: name, key identifier and kind of key say so. */
export const selfSigned = (certificate: Certificate): boolean =>
  selfIssued(certificate) && likelyIssued(certificate, certificate);

/** May its key sign certificates? Without keyUsage it may do everything (RFC 5280 4.2.1.3). */
export const mayCertSign = ({ keyUsage }: Certificate): boolean => keyUsage?.has('keyCertSign') ?? true;

/** Has it the key usage of a TLS server? */
export const mayServe = ({ keyUsage }: Certificate): boolean =>
  !keyUsage || (['digitalSignature', 'keyEncipherment', 'keyAgreement'] as const).some((usage) => keyUsage.has(usage));

/** Is a purpose among those of extKeyUsage? Without the extension everything is. `any`: anyExtendedKeyUsage counts. */
export function hasPurpose({ extKeyUsage }: Certificate, purpose: 'serverAuth' | 'clientAuth', any: boolean): boolean {
  if (!extKeyUsage) return true;
  return extKeyUsage.includes(oidOf(purpose)) || (any && extKeyUsage.includes(oidOf('anyExtendedKeyUsage')));
}

/** Critical extensions outside a list of those that are understood. */
export const unknownCritical = (
  { extensions }: Certificate,
  understood: ReadonlySet<string | undefined>,
): readonly Extension[] => extensions.filter(({ critical, name }) => critical && !understood.has(name));

/** Is the key short of 112 bits of strength: RSA under 2,048 bits, a curve under 224? */
export const weakKey = ({ publicKey }: Certificate): boolean =>
  publicKey.kind === 'rsa' ? publicKey.bits < 2048 : publicKey.bits < 224;

/** Is it signed with a hash that can be collided with: MD5 or SHA-1? */
export function weakDigest({ signatureAlgorithm: { scheme } }: Certificate): boolean {
  return scheme !== undefined && 'hash' in scheme && (scheme.hash === 'sha1' || scheme.hash === 'md5');
}

/** What was verified once: a pair of certificates has one answer. Several judges ask the same. */
const verified = new WeakMap<Certificate, WeakMap<Certificate, SignatureVerdict>>();

/** Does the signature of `subject` fit the key of `issuer`? */
export function signatureFits(subject: Certificate, issuer: Certificate): SignatureVerdict {
  const known = verified.get(subject) ?? new WeakMap<Certificate, SignatureVerdict>();
  verified.set(subject, known);
  const { scheme } = subject.signatureAlgorithm;
  const verdict = known.get(issuer) ?? verifySignature(scheme, issuer.publicKey, subject.tbs, subject.signature);
  known.set(issuer, verdict);
  return verdict;
}
