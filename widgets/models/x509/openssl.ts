/**
 * A chain as OpenSSL 3 judges it, in its order and with its errors; and as Node does, which asks OpenSSL.
 *
 * Follows crypto/x509/x509_vfy.c: build_chain (the trust store before what was sent; the first issuer that fits and is in
 * date is taken for good, no way back), check_extensions, check_auth_level, check_id, internal_verify (from the root down: signature,
 * then dates), check_name_constraints; the man pages openssl-verification-options(1) and X509_VERIFY_PARAM_set_flags(3). Differential tests against
 * `openssl verify` are recorded in content/vectors/captures/x509.
 *
 * Left out: revocation, policies (OpenSSL does not look at them unless asked), proxy certificates, Netscape certificate types,
 * trust settings inside a store, DANE. Differs: bytes that OpenSSL takes and DER forbids are refused by the reader before.
 */
import { type Certificate, sameBytes } from './certificate.ts';
import {
  hasPurpose,
  likelyIssued,
  mayCertSign,
  mayServe,
  selfIssued,
  selfSigned,
  signatureFits,
  unknownCritical,
  weakDigest,
  weakKey,
} from './chain-checks.ts';
import type { Candidate, ChainInput, ChainVerdict } from './chain-input.ts';
import { brokenConstraint } from './constraints.ts';
import { type HostRules, matchHost } from './hosts.ts';
import type { Finding, Problem } from './problems.ts';

/** How OpenSSL was asked. */
export interface OpensslOptions {
  /** `openssl verify` goes on after some errors, a TLS client stops at the first, Node's callback never stops. */
  readonly stops: 'after-grave' | 'at-first' | 'never';
  /** -auth_level 2 and the default of TLS in Debian and in OpenSSL 3.2: 112 bits at least, no SHA-1. 0: nothing is weak. */
  readonly level: 0 | 2;
  /** Who compares names. */
  readonly hosts: HostRules;
}

/** `openssl verify -purpose sslserver -verify_hostname`. */
export const opensslVerify: OpensslOptions = { stops: 'after-grave', level: 0, hosts: 'openssl' };
/** A TLS client of OpenSSL that was told to verify. */
export const opensslClient: OpensslOptions = { stops: 'at-first', level: 2, hosts: 'openssl' };
/** Node's TLS client. */
export const nodeClient: OpensslOptions = { stops: 'never', level: 2, hosts: 'node' };

/** The errors after which `openssl verify` goes on (the callback in apps/verify.c). */
const goesOn: ReadonlySet<Problem> = new Set<Problem>([
  'self-signed-leaf',
  'expired',
  'not-an-authority',
  'path-length',
  'unknown-critical-extension',
  'wrong-purpose',
  'no-policy',
]);

/** Critical extensions that OpenSSL handles (X509_supported_extension). */
const handled: ReadonlySet<string | undefined> = new Set([
  'netscapeCertType',
  'keyUsage',
  'subjectAltName',
  'basicConstraints',
  'certificatePolicies',
  'cRLDistributionPoints',
  'extKeyUsage',
  'policyConstraints',
  'nameConstraints',
  'policyMappings',
  'inhibitAnyPolicy',
]);

/** The greatest number of certificates between the leaf and the root. */
const deepest = 100;

/** Judges. Work is bounded by the number of certificates squared. */
export function judgeOpenssl(input: ChainInput, options: OpensslOptions = opensslVerify): ChainVerdict {
  const findings: Finding[] = [];
  let path: readonly Certificate[] = input.sent.slice(0, 1);
  let anchored = false;
  /** Notes an error; true: stop here. */
  const report = (problem: Problem, depth: number, values: Finding['values'] = {}): boolean => {
    findings.push({ problem, depth, values });
    return options.stops === 'at-first' || (options.stops === 'after-grave' && !goesOn.has(problem));
  };
  const steps = (): void => {
    const [leaf] = input.sent;
    if (!leaf) return;
    if (options.level > 0 && weakKey(leaf) && report('weak-leaf-key', 0, { bits: leaf.publicKey.bits })) return;
    const chain = buildChain(input);
    ({ path, anchored } = chain);
    if (chain.problem && report(chain.problem, path.length - 1)) return;
    if (checkExtensions(path, report)) return;
    if (options.level > 0 && checkStrength(path, report)) return;
    if (options.hosts === 'openssl' && checkHost(leaf, input.host, 'openssl', report)) return;
    if (verifyPath(path, input.now, report)) return;
    if (checkConstraints(path, report)) return;
    // Node compares names afterwards, and only if OpenSSL found nothing.
    if (options.hosts !== 'openssl' && findings.length === 0) checkHost(leaf, input.host, options.hosts, report);
  };
  steps();
  const deciding: Candidate = { path, anchored, findings };
  return { ok: findings.length === 0, candidates: [deciding], deciding };
}

type Report = (problem: Problem, depth: number, values?: Finding['values']) => boolean;

interface Chain {
  readonly path: readonly Certificate[];
  readonly anchored: boolean;
  readonly problem: Problem | undefined;
}

/** build_chain: looks in the store first; what was sent only until a certificate of the store has been found. */
function buildChain({ sent, trusted, now }: ChainInput): Chain {
  const path: Certificate[] = sent.slice(0, 1);
  let untrusted = 1;
  for (let step = 0; step <= deepest; step += 1) {
    const last = path[path.length - 1];
    if (!last) break;
    const own = selfSigned(last);
    const inStore = bestIssuer(trusted, last, now, own ? [] : path.slice(untrusted));
    if (own) {
      // A root that was sent is replaced by the store's own copy, and by nothing else of that name.
      const copy = trusted.find((one) => sameBytes(one.bytes, last.bytes));
      if (copy && inStore) return { path: [...path.slice(0, -1), copy], anchored: true, problem: undefined };
      const problem = path.length === 1 ? 'self-signed-leaf' : 'self-signed-in-chain';
      return { path, anchored: false, problem };
    }
    if (inStore) {
      path.push(inStore);
      if (selfSigned(inStore)) return { path, anchored: true, problem: undefined };
      // An authority in the store that is not a root is no end: its own issuer must be in the store as well.
      let top = inStore;
      for (let more = 0; more <= deepest; more += 1) {
        const next = bestIssuer(trusted, top, now, path);
        if (!next) return { path, anchored: false, problem: 'issuer-of-trusted-not-found' };
        path.push(next);
        if (selfSigned(next)) return { path, anchored: true, problem: undefined };
        top = next;
      }
      break;
    }
    const issuer = bestIssuer(sent.slice(1), last, now, path);
    if (!issuer) return { path, anchored: false, problem: 'issuer-not-found' };
    path.push(issuer);
    untrusted += 1;
  }
  return { path, anchored: false, problem: 'chain-too-long' };
}

/** The first that could have issued it and is in date; else the one whose end is the latest. */
function bestIssuer(
  from: readonly Certificate[],
  subject: Certificate,
  now: number,
  without: readonly Certificate[],
): Certificate | undefined {
  let best: Certificate | undefined;
  for (const one of from) {
    if (!likelyIssued(one, subject) || without.some((used) => sameBytes(used.bytes, one.bytes))) continue;
    if (now >= one.notBefore && now < one.notAfter) return one;
    if (!best || one.notAfter > best.notAfter) best = one;
  }
  return best;
}

/** check_extensions: unknown critical ones, CA or not, purpose, path length; the leaf first. */
function checkExtensions(path: readonly Certificate[], report: Report): boolean {
  let length = 0;
  for (const [depth, one] of path.entries()) {
    const [critical] = unknownCritical(one, handled);
    if (critical && report('unknown-critical-extension', depth, { oid: critical.oid })) return true;
    const authority = authorityOf(one);
    const last = depth === path.length - 1;
    if (depth > 0 && (authority === 'no' || (!last && authority !== 'yes'))) {
      if (report('not-an-authority', depth)) return true;
    }
    if (!fitsPurpose(one, depth > 0) && report('wrong-purpose', depth)) return true;
    const limit = one.basicConstraints?.pathLen;
    if (depth > 1 && limit !== undefined && length > limit) {
      if (report('path-length', depth, { limit, length })) return true;
    }
    if (depth > 0 && !selfIssued(one)) length += 1;
  }
  return false;
}

/** X509_check_ca: old certificates without basicConstraints may still pass, by version 1 or by keyUsage. */
function authorityOf(one: Certificate): 'yes' | 'old' | 'no' {
  if (!mayCertSign(one)) return 'no';
  if (one.basicConstraints) return one.basicConstraints.ca ? 'yes' : 'no';
  if ((one.version === 1 && selfSigned(one)) || one.keyUsage) return 'old';
  return 'no';
}

/** check_purpose_ssl_server. anyExtendedKeyUsage does not count. */
function fitsPurpose(one: Certificate, authority: boolean): boolean {
  if (!hasPurpose(one, 'serverAuth', false)) return false;
  return authority ? authorityOf(one) !== 'no' : mayServe(one);
}

/** check_auth_level: keys of the authorities, and signatures except that of the last certificate. */
function checkStrength(path: readonly Certificate[], report: Report): boolean {
  for (const [depth, one] of path.entries()) {
    if (depth > 0 && weakKey(one) && report('weak-authority-key', depth, { bits: one.publicKey.bits })) return true;
    if (depth < path.length - 1 && weakDigest(one) && report('weak-digest', depth)) return true;
  }
  return false;
}

function checkHost(leaf: Certificate, host: string, rules: HostRules, report: Report): boolean {
  const { ok, reference } = matchHost(leaf, host, rules);
  return !ok && report(reference.kind === 'ip' ? 'address-mismatch' : 'host-mismatch', 0, { host });
}

/** internal_verify: from the top down, the signature of each with the key of the one above it, then its dates. */
function verifyPath(path: readonly Certificate[], now: number, report: Report): boolean {
  const top = path.length - 1;
  const root = path[top];
  if (!root) return false;
  let depth = top;
  // The signature of a root on itself proves nothing and is not looked at; without a root, the top has no issuer at all.
  if (!likelyIssued(root, root)) {
    if (top === 0) return report('leaf-not-verified', 0) || checkDates(root, 0, now, report);
    depth = top - 1;
  }
  for (; depth >= 0; depth -= 1) {
    const one = path[depth];
    const issuer = depth === top ? undefined : path[depth + 1];
    if (!one) continue;
    if (issuer) {
      if (!mayCertSign(issuer) && report('no-cert-sign', depth + 1)) return true;
      const verdict = signatureFits(one, issuer);
      if (!verdict.ok) {
        const unusable = verdict.problem === 'key-invalid' || issuer.publicKey.kind === 'unknown';
        if (unusable ? report('issuer-key-unusable', depth + 1) : report('signature-wrong', depth)) return true;
      }
    }
    if (checkDates(one, depth, now, report)) return true;
  }
  return false;
}

/** X509_cmp_time calls equal times "before": a certificate is refused in the very second in which it ends. */
function checkDates(one: Certificate, depth: number, now: number, report: Report): boolean {
  if (now < one.notBefore && report('not-yet-valid', depth, { time: one.notBefore })) return true;
  return now >= one.notAfter && report('expired', depth, { time: one.notAfter });
}

/** check_name_constraints: every certificate except self-issued ones in the middle, against all above it. */
function checkConstraints(path: readonly Certificate[], report: Report): boolean {
  for (let depth = path.length - 1; depth >= 0; depth -= 1) {
    const one = path[depth];
    if (!one || (depth !== 0 && selfIssued(one))) continue;
    for (let above = path.length - 1; above > depth; above -= 1) {
      const constraints = path[above]?.nameConstraints;
      const broken = constraints && brokenConstraint(constraints, one, depth === 0);
      if (!broken) continue;
      const values = { name: broken.name, subtrees: broken.subtrees.join(', '), above };
      if (report(broken.code, depth, values)) return true;
    }
  }
  return false;
}
