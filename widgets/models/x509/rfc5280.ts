/**
 * A chain as the RFCs judge it: all paths are tried, each is validated, and each that was refused keeps its reasons.
 *
 * Follows RFC 4158 2.2 (paths are built with a way back), RFC 5280 6.1.1 to 6.1.5 (validation from the trust anchor down), RFC
 * 6818 4 and RFC 5937 3 (constraints of the anchor itself), RFC 9525 (names), RFC 9155 and NIST SP 800-131A (SHA-1 and keys short of 112 bits).
 *
 * Differs, because every program does so: the dates of a trust anchor that is given as a certificate are looked at; extKeyUsage of
 * an authority limits what lies below it; keyUsage and extKeyUsage of the leaf must fit a TLS server. A leaf that is itself
 * trusted is a path of one certificate.
 *
 * Left out: revocation (6.3), policy mappings (6.1.4 (a), (b)); a certificate that requires a policy is judged without them.
 */
import { type Certificate, sameBytes } from './certificate.ts';
import {
  hasPurpose,
  keyIdentifierDiffers,
  mayCertSign,
  mayServe,
  selfIssued,
  signatureFits,
  unknownCritical,
  weakDigest,
  weakKey,
} from './chain-checks.ts';
import type { Candidate, ChainInput, ChainVerdict } from './chain-input.ts';
import { brokenConstraint } from './constraints.ts';
import { matchHost } from './hosts.ts';
import { sameName } from './name.ts';
import type { Finding, Problem } from './problems.ts';

/** Critical extensions that are processed here (RFC 5280 4.2: the others make the certificate unusable). */
const processed: ReadonlySet<string | undefined> = new Set([
  'keyUsage',
  'subjectAltName',
  'basicConstraints',
  'certificatePolicies',
  'extKeyUsage',
  'policyConstraints',
  'nameConstraints',
  'inhibitAnyPolicy',
  'authorityKeyIdentifier',
  'subjectKeyIdentifier',
]);

/** Bounds of the search: certificates in a path, and paths. */
export const longestPath = 10;
export const mostPaths = 64;

/** Judges. The accepted path is the last candidate; without one, the deciding candidate is the one that came furthest. */
export function judgeRfc(input: ChainInput): ChainVerdict {
  const candidates: Candidate[] = [];
  for (const { path, anchored } of buildPaths(input)) {
    const findings = anchored ? validatePath(path, input) : deadEnd(path, input);
    candidates.push({ path, anchored, findings });
    if (findings.length === 0) break;
  }
  const accepted = candidates.find(({ findings }) => findings.length === 0);
  const deciding = accepted ?? furthest(candidates) ?? { path: [], anchored: false, findings: [] };
  return { ok: accepted !== undefined, candidates, deciding };
}

/** The refusal that tells most: an anchored path with the fewest faults, else the longest one. */
function furthest(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.toSorted(
    (one, other) =>
      Number(other.anchored) - Number(one.anchored) ||
      one.findings.length - other.findings.length ||
      other.path.length - one.path.length,
  )[0];
}

interface Path {
  readonly path: readonly Certificate[];
  readonly anchored: boolean;
}

/**
 * All paths from the leaf, depth first: at each step the store before what was sent, and issuers whose key identifier fits before
 * those whose does not. A certificate stands in a path once, and so does a name with a key.
 */
export function buildPaths({ sent, trusted }: ChainInput): readonly Path[] {
  const found: Path[] = [];
  const [leaf] = sent;
  if (!leaf) return found;
  const walk = (path: readonly Certificate[], last: Certificate): void => {
    if (found.length >= mostPaths) return;
    if (path.length === 1 && isIn(trusted, last)) found.push({ path, anchored: true });
    const issuers = (from: readonly Certificate[]): Certificate[] =>
      from
        .filter((one) => sameName(one.subject, last.issuer) && !path.some((used) => sameKeyAndName(used, one)))
        .toSorted((one, other) => Number(keyIdentifierDiffers(one, last)) - Number(keyIdentifierDiffers(other, last)));
    const anchors = unique(issuers(trusted));
    const between =
      path.length < longestPath ? unique(issuers(sent.slice(1))).filter((one) => !isIn(trusted, one)) : [];
    for (const anchor of anchors) found.push({ path: [...path, anchor], anchored: true });
    for (const one of between) walk([...path, one], one);
    if (anchors.length === 0 && between.length === 0 && !(path.length === 1 && isIn(trusted, last))) {
      found.push({ path, anchored: false });
    }
  };
  walk([leaf], leaf);
  return found.slice(0, mostPaths);
}

const isIn = (list: readonly Certificate[], one: Certificate): boolean =>
  list.some((other) => sameBytes(other.bytes, one.bytes));

const sameKeyAndName = (one: Certificate, other: Certificate): boolean =>
  sameBytes(one.spki, other.spki) && sameName(one.subject, other.subject);

const unique = (list: readonly Certificate[]): Certificate[] =>
  list.filter((one, at) => list.findIndex((other) => sameBytes(other.bytes, one.bytes)) === at);

/** A path that ends before a trust anchor. */
function deadEnd(path: readonly Certificate[], { trusted }: ChainInput): readonly Finding[] {
  const last = path[path.length - 1];
  const depth = path.length - 1;
  if (!last) return [];
  const stranger = trusted.length === 0 ? 1 : 0;
  if (!selfIssued(last)) return [{ problem: 'issuer-not-found', depth, values: { stranger } }];
  return [{ problem: depth === 0 ? 'self-signed-leaf' : 'self-signed-in-chain', depth, values: {} }];
}

/** Everything that is wrong with a path that ends at an anchor: from the anchor down, the name that was asked for last. */
function validatePath(path: readonly Certificate[], input: ChainInput): readonly Finding[] {
  const findings: Finding[] = [];
  const note = (problem: Problem, depth: number, values: Finding['values'] = {}): void => {
    findings.push({ problem, depth, values });
  };
  const top = path.length - 1;
  for (let depth = top; depth >= 0; depth -= 1) {
    const one = path[depth];
    if (!one) continue;
    const issuer = path[depth + 1];
    if (issuer) checkSignature(one, issuer, depth, note);
    // 6.1.3 (a) (2).
    if (input.now < one.notBefore) note('not-yet-valid', depth, { time: one.notBefore });
    if (input.now > one.notAfter) note('expired', depth, { time: one.notAfter });
    if (weakKey(one)) note(depth === 0 ? 'weak-leaf-key' : 'weak-authority-key', depth, { bits: one.publicKey.bits });
    if (issuer && weakDigest(one)) note('weak-digest', depth);
    // 6.1.4 (o), 6.1.5 (f).
    for (const { oid, name } of unknownCritical(one, processed)) {
      note('unknown-critical-extension', depth, { oid: name ?? oid });
    }
    if (depth > 0) checkAuthority(one, depth, path, note);
    else if (!mayServe(one) || !hasPurpose(one, 'serverAuth', true)) note('wrong-purpose', 0);
    // 6.1.3 (b), (c): not for self-issued certificates, except the last one.
    if (depth === 0 || !selfIssued(one)) checkConstraints(one, depth, path, note);
  }
  if (!policiesAllow(path)) note('no-policy', 0);
  const [leaf] = path;
  if (leaf) {
    const { ok, reference } = matchHost(leaf, input.host, 'rfc9525');
    if (!ok) note(reference.kind === 'ip' ? 'address-mismatch' : 'host-mismatch', 0, { host: input.host });
  }
  return findings;
}

type Note = (problem: Problem, depth: number, values?: Finding['values']) => void;

/** 6.1.3 (a) (1). */
function checkSignature(one: Certificate, issuer: Certificate, depth: number, note: Note): void {
  const verdict = signatureFits(one, issuer);
  if (verdict.ok) return;
  if (verdict.problem === 'key-invalid' || issuer.publicKey.kind === 'unknown') note('issuer-key-unusable', depth + 1);
  else note('signature-wrong', depth, { why: verdict.problem });
}

/** 6.1.4 (k), (l), (m), (n); and the purposes, as programs have it. */
function checkAuthority(one: Certificate, depth: number, path: readonly Certificate[], note: Note): void {
  const anchor = depth === path.length - 1;
  // A root of version 1 has no extensions; as an anchor it is trusted by decision, not by what it says.
  const old = anchor && one.version < 3;
  if (!old && !one.basicConstraints?.ca) note('not-an-authority', depth);
  if (!mayCertSign(one)) note('no-cert-sign', depth);
  if (!hasPurpose(one, 'serverAuth', true)) note('wrong-purpose', depth);
  // (l): the certificates between this one and the leaf, without self-issued ones.
  const length = path.slice(1, depth).filter((below) => !selfIssued(below)).length;
  const limit = one.basicConstraints?.pathLen;
  if (limit !== undefined && length > limit) note('path-length', depth, { limit, length });
}

function checkConstraints(one: Certificate, depth: number, path: readonly Certificate[], note: Note): void {
  for (let above = path.length - 1; above > depth; above -= 1) {
    const constraints = path[above]?.nameConstraints;
    const broken = constraints && brokenConstraint(constraints, one, false);
    if (!broken) continue;
    note(broken.code, depth, { name: broken.name, subtrees: broken.subtrees.join(', '), above });
    return;
  }
}

const anyPolicy = '2.5.29.32.0';

/**
 * 6.1.2 (d) to (f), 6.1.3 (d) to (f), 6.1.4 (h) to (j), 6.1.5 (a), (b), (g), with any-policy as the initial set: is a policy left
 * where one is required? Without mappings the tree is a set.
 */
function policiesAllow(path: readonly Certificate[]): boolean {
  const length = path.length - 1;
  let explicit = length + 1;
  let inhibitAny = length + 1;
  let valid: ReadonlySet<string> | undefined;
  let all = true;
  // The anchor is not part of the path (6.1): its policies do not count.
  for (let depth = length - 1; depth >= 0; depth -= 1) {
    const one = path[depth];
    if (!one) continue;
    const own = one.certificatePolicies;
    const self = selfIssued(one);
    if (!own) {
      all = false;
      valid = new Set();
    } else if (own.includes(anyPolicy) && (inhibitAny > 0 || (depth > 0 && self))) {
      // Everything that was valid stays so.
    } else {
      const before: ReadonlySet<string> | undefined = valid;
      const kept = own.filter((oid) => oid !== anyPolicy && (all || before?.has(oid)));
      all = false;
      valid = new Set(kept);
    }
    if (explicit <= 0 && !all && (valid?.size ?? 0) === 0) return false;
    if (depth > 0 && !self) {
      explicit = Math.max(0, explicit - 1);
      inhibitAny = Math.max(0, inhibitAny - 1);
    }
    if (depth === 0) explicit = Math.max(0, explicit - 1);
    const required = one.policyConstraints?.requireExplicitPolicy;
    if (required !== undefined && (depth > 0 || required === 0)) explicit = Math.min(explicit, required);
    if (depth > 0 && one.inhibitAnyPolicy !== undefined) inhibitAny = Math.min(inhibitAny, one.inhibitAnyPolicy);
  }
  return explicit > 0 || all || (valid?.size ?? 0) > 0;
}
