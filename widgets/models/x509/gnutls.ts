/**
 * A chain as GnuTLS 3.7 judges it, as far as its verdicts were recorded: `certtool --verify` with a host name and a purpose.
 *
 * Follows lib/x509/verify.c and verify-high.c: what was sent is put into one order, the first issuer that fits by name and key
 * identifier for each (no way back, dates do not count); it is cut at an authority of the store, or a root at its end is
 * taken off; the last one must then be signed by any authority of the store. Checked against the 44 recorded chains only.
 *
 * Left out: everything beyond the verdict (its messages), its security profiles except SHA-1, revocation, policies.
 */
import { type Certificate, sameBytes } from './certificate.ts';
import {
  hasPurpose,
  keyIdentifierDiffers,
  mayCertSign,
  selfIssued,
  signatureFits,
  unknownCritical,
  weakDigest,
} from './chain-checks.ts';
import type { Candidate, ChainInput, ChainVerdict } from './chain-input.ts';
import { brokenConstraint } from './constraints.ts';
import { matchHost } from './hosts.ts';
import { sameName } from './name.ts';
import type { Finding, Problem } from './problems.ts';

const handled: ReadonlySet<string | undefined> = new Set([
  'keyUsage',
  'subjectAltName',
  'basicConstraints',
  'certificatePolicies',
  'extKeyUsage',
  'nameConstraints',
  'authorityKeyIdentifier',
  'subjectKeyIdentifier',
  'cRLDistributionPoints',
]);

const issued = (issuer: Certificate, subject: Certificate): boolean =>
  sameName(issuer.subject, subject.issuer) && !keyIdentifierDiffers(issuer, subject);

/** Judges. Linear in the number of certificates squared. */
export function judgeGnutls(input: ChainInput): ChainVerdict {
  const findings: Finding[] = [];
  const note = (problem: Problem, depth: number, values: Finding['values'] = {}): void => {
    findings.push({ problem, depth, values });
  };
  const path = ordered(input);
  const top = path.length - 1;
  const last = path[top];
  const anchor = last && input.trusted.find((one) => issued(one, last));
  const whole = anchor && (top > 0 || !sameBytes(anchor.bytes, last.bytes)) ? [...path, anchor] : path;
  if (!anchor) note(last && selfIssued(last) ? 'self-signed-leaf' : 'issuer-not-found', top);
  for (const [depth, one] of whole.entries()) {
    const issuer = whole[depth + 1] ?? (depth === top ? anchor : undefined);
    if (issuer && depth <= top) {
      if (!issuer.basicConstraints?.ca) note('not-an-authority', depth + 1);
      if (!mayCertSign(issuer)) note('no-cert-sign', depth + 1);
      if (!signatureFits(one, issuer).ok) note('signature-wrong', depth);
      if (weakDigest(one)) note('weak-digest', depth);
    }
    if (input.now < one.notBefore) note('not-yet-valid', depth, { time: one.notBefore });
    if (input.now > one.notAfter) note('expired', depth, { time: one.notAfter });
    if (unknownCritical(one, handled).length > 0) note('unknown-critical-extension', depth);
    if (!hasPurpose(one, 'serverAuth', true)) note('wrong-purpose', depth);
    checkLimits(one, depth, whole, note);
  }
  const [leaf] = whole;
  if (leaf) {
    const { ok, reference } = matchHost(leaf, input.host, 'gnutls');
    if (!ok) note(reference.kind === 'ip' ? 'address-mismatch' : 'host-mismatch', 0, { host: input.host });
  }
  const deciding: Candidate = { path: whole, anchored: anchor !== undefined, findings };
  return { ok: findings.length === 0, candidates: [deciding], deciding };
}

/** The sent certificates in order from the leaf, up to one of the store, without a root at the end. */
function ordered({ sent, trusted }: ChainInput): Certificate[] {
  const path = sent.slice(0, 1);
  for (let step = 0; step < sent.length; step += 1) {
    const last = path[path.length - 1];
    const next = last && !selfIssued(last) && sent.find((one) => !path.includes(one) && issued(one, last));
    if (!next) break;
    path.push(next);
  }
  // The same name with the same key is the same authority, whoever signed this version of it.
  const same = (one: Certificate, other: Certificate): boolean =>
    sameName(one.subject, other.subject) && sameBytes(one.spki, other.spki);
  const known = path.findIndex((one, at) => at > 0 && trusted.some((other) => same(one, other)));
  if (known > 0) return path.slice(0, known);
  const last = path[path.length - 1];
  return path.length > 1 && last && selfIssued(last) ? path.slice(0, -1) : path;
}

function checkLimits(
  one: Certificate,
  depth: number,
  path: readonly Certificate[],
  note: (problem: Problem, depth: number) => void,
): void {
  const length = path.slice(1, depth).filter((below) => !selfIssued(below)).length;
  const limit = one.basicConstraints?.pathLen;
  if (depth > 0 && limit !== undefined && length > limit) note('path-length', depth);
  for (const above of path.slice(depth + 1)) {
    const broken = above.nameConstraints && brokenConstraint(above.nameConstraints, one, depth === 0);
    if (broken) note(broken.code, depth);
  }
}
