import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Certificate } from './certificate.ts';
import { parseCertificate } from './certificate.ts';
import type { ChainInput, ChainVerdict } from './chain-input.ts';
import { judgeGnutls } from './gnutls.ts';
import { judgeOpenssl, nodeClient, opensslVerify } from './openssl.ts';
import { decodeBase64, parsePem } from './pem.ts';
import { problemFacts } from './problems.ts';
import { judgeRfc } from './rfc5280.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../content/vectors/captures/x509/${name}`, import.meta.url), 'utf8'));

const certificate = (der: Uint8Array | undefined): Certificate => {
  const parsed = parseCertificate(der ?? new Uint8Array());
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.failure.code);
  return parsed.value;
};

type Errors = (readonly [number, number, ...string[]])[];

interface Chain {
  readonly sent: readonly string[];
  readonly trusted: readonly string[];
  readonly host: string;
}

interface Variant extends Chain {
  readonly name: string;
  readonly expected: boolean | null;
  readonly openssl: { readonly ok: boolean; readonly errors: Errors };
  readonly openssl_auth_level_2?: { readonly errors: Errors };
  readonly gnutls: { readonly ok: boolean; readonly message: string };
  readonly node: { readonly tls: { readonly ok: boolean; readonly error?: string } };
}

const recorded = read('701-certificate-paths.json');
const variants: readonly Variant[] = recorded.variants;

function asker(
  pem: Readonly<Record<string, string>>,
  verifiedAt: string,
  isPem: boolean,
): (chain: Chain) => ChainInput {
  const known = new Map(
    Object.entries(pem).map(([name, text]) => [
      name,
      certificate(isPem ? parsePem(text).blocks[0]?.bytes : decodeBase64(text, 0).bytes),
    ]),
  );
  const named = (name: string): Certificate => known.get(name) ?? certificate(undefined);
  return ({ sent, trusted, host }) => ({
    sent: sent.map(named),
    trusted: trusted.map(named),
    host,
    now: Date.parse(verifiedAt) / 1000,
  });
}

const ask = asker(recorded.certificates, recorded.verified_at, true);

const numbers = ({ deciding }: ChainVerdict): [number, number][] =>
  deciding.findings.map(({ problem, depth }) => [problemFacts(problem).number, depth]);

for (const variant of variants) {
  test(`${variant.name}: OpenSSL's verdict, with its errors in its order`, () => {
    const input = ask(variant);
    const verdict = judgeOpenssl(input);
    assert.equal(verdict.ok, variant.openssl.ok);
    assert.deepEqual(
      verdict.deciding.findings.map(({ problem, depth }) => [
        problemFacts(problem).number,
        depth,
        problemFacts(problem).words,
      ]),
      variant.openssl.errors,
    );
    const strict = variant.openssl_auth_level_2 ?? variant.openssl;
    assert.deepEqual(
      numbers(judgeOpenssl(input, { ...opensslVerify, level: 2 })),
      strict.errors.map(([number, depth]) => [number, depth]),
    );
  });

  test(`${variant.name}: the verdict and the error code of Node's TLS client`, () => {
    const verdict = judgeOpenssl(ask(variant), nodeClient);
    const last = verdict.deciding.findings.at(-1);
    assert.equal(verdict.ok, variant.node.tls.ok);
    assert.equal(last && problemFacts(last.problem).node, variant.node.tls.error);
  });

  test(`${variant.name}: the verdict of GnuTLS`, () => {
    assert.equal(judgeGnutls(ask(variant)).ok, variant.gnutls.ok, variant.gnutls.message);
  });

  if (variant.expected !== null) {
    test(`${variant.name}: what RFC 5280 and RFC 9525 expect`, () => {
      const { ok, candidates, deciding } = judgeRfc(ask(variant));
      assert.equal(ok, variant.expected);
      for (const { findings } of candidates) assert.equal(findings.length === 0, findings === deciding.findings && ok);
    });
  }
}

// RFC 5280 and RFC 9525 leave these open; what this model does, and why.
const open: Readonly<Record<string, boolean>> = {
  // RFC 9525 6.3: the wildcard is the whole label.
  'wildcard-partial': false,
  // RFC 9525 6.1: the commonName is not looked at.
  'common-name-only': false,
  // Trust is a decision: a certificate in the store needs no other proof (RFC 6818 2 leaves it open).
  'self-signed-trusted': true,
  // The signature of an anchor is not part of the path (RFC 5280 6.1).
  'signature-flipped-root': true,
  // The key identifier helps to build paths (RFC 5280 4.2.1.1); no step of 6.1 compares it.
  'authority-key-id-mismatch': true,
  // Any certificate may be an anchor (RFC 5280 6.1.1 (d)).
  'trusted-intermediate': true,
};

test('where the RFCs leave the verdict open, it is the one that is written down', () => {
  const found = variants.filter(({ expected }) => expected === null).map((one) => [one.name, judgeRfc(ask(one)).ok]);
  assert.deepEqual(Object.fromEntries(found), open);
});

test('chains put together at random get the errors of OpenSSL, in its order', () => {
  const mixed = read('mixed.json');
  const question = asker(mixed.certificates, mixed.verified_at, false);
  for (const one of mixed.cases as (Chain & { errors: Errors; errors_auth_level_2?: Errors })[]) {
    const input = question(one);
    const what = JSON.stringify(one);
    assert.deepEqual(numbers(judgeOpenssl(input)), one.errors, what);
    const strict = numbers(judgeOpenssl(input, { ...opensslVerify, level: 2 }));
    assert.deepEqual(strict, one.errors_auth_level_2 ?? one.errors, what);
  }
});

test('a path that the RFCs accept is never refused by OpenSSL for its signatures', () => {
  for (const variant of variants) {
    const { ok, deciding } = judgeRfc(ask(variant));
    if (!ok) continue;
    // Ask again with nothing to choose from but that path, and its end as the store.
    const again = judgeOpenssl({
      ...ask(variant),
      sent: deciding.path.slice(0, Math.max(1, deciding.path.length - 1)),
      trusted: deciding.path.slice(-1),
    });
    const problems = again.deciding.findings.map(({ problem }) => problem);
    assert.ok(!problems.includes('signature-wrong'), variant.name);
  }
});

test('a store and a server that send the same names again and again cost no more than the bound', () => {
  const [leaf, ...rest] = ask({
    sent: ['leaf', 'int2', 'int1', 'int1-cross', 'int2-long', 'int1-len0', 'int1-len1', 'int1-expired'],
    trusted: ['root', 'root2'],
    host: 'x',
  }).sent;
  assert.ok(leaf);
  const sent = [leaf, ...rest, ...rest, ...rest];
  const { candidates } = judgeRfc({ ...ask({ sent: ['leaf'], trusted: ['root2', 'root'], host: 'x' }), sent });
  assert.ok(candidates.length <= 64);
});
