/**
 * A key out of a PEM text, for JWS: RSA, P-256, Ed25519, public or private.
 *
 * PEM and DER are read by `models/x509` (RFC 7468, 5280, 5958, 8017, 5915, 8410). Left out: keys inside certificates, which
 * are named; keys with a password.
 */
import { p256 } from '@noble/curves/nist.js';
import type { Span } from '../bytes/utf8.ts';
import { parsePem } from '../x509/pem.ts';
import { type PrivateKey, type PrivateKeyForm, parsePrivateKey } from '../x509/private-key.ts';
import { type PublicKey, parsePublicKey, parseRsaPublicKey } from '../x509/public-key.ts';
import { type Key, onCurve } from './keys.ts';

export type PemKeyCode =
  | 'pem'
  /** Backslash and n where a line ends: out of a variable of the environment. */
  | 'pem-escaped'
  | 'certificate'
  | 'encrypted'
  | 'label'
  | 'der'
  | 'curve'
  | 'not-on-curve';

export interface PemKey {
  readonly key: Key | undefined;
  /** The line breaks are lost: read all the same (RFC 7468 section 3, lax), though OpenSSL does not. */
  readonly oneLine: boolean;
  readonly failure: (Span & { readonly code: PemKeyCode; readonly detail: string }) | undefined;
}

/** Reads the first key of a PEM text. Never throws. */
export function parsePemKey(text: string): PemKey {
  const oneLine = /-----BEGIN [^\n-]*-----[^\n\r]/.test(text);
  const failed = (code: PemKeyCode, span: Span, detail = ''): PemKey => ({
    key: undefined,
    oneLine,
    failure: { code, detail, at: span.at, end: span.end },
  });
  const escaped = text.indexOf('\\n');
  if (escaped >= 0) return failed('pem-escaped', { at: escaped, end: escaped + 2 });
  const { blocks, failure } = parsePem(text);
  const [block] = blocks;
  if (failure || !block) return failed('pem', failure ?? { at: 0, end: text.length }, failure?.code);
  if (block.encrypted || block.label === 'ENCRYPTED PRIVATE KEY') return failed('encrypted', block);
  if (block.label === 'CERTIFICATE') return failed('certificate', block);
  const form = forms[block.label];
  if (!form) return failed('label', block, block.label);
  const read =
    form === 'spki'
      ? parsePublicKey(block.bytes)
      : form === 'rsa'
        ? parseRsaPublicKey(block.bytes)
        : parsePrivateKey(block.bytes, form);
  if (!read.ok) return failed('der', block, read.failure.code);
  const key =
    form === 'spki' || form === 'rsa' ? fromPublic(read.value as PublicKey) : fromPrivate(read.value as PrivateKey);
  return typeof key === 'string' ? failed(key, block) : { key, oneLine, failure: undefined };
}

const forms: Readonly<Record<string, PrivateKeyForm | 'spki' | 'rsa'>> = {
  'PUBLIC KEY': 'spki',
  'RSA PUBLIC KEY': 'rsa',
  'PRIVATE KEY': 'pkcs8',
  'RSA PRIVATE KEY': 'pkcs1',
  'EC PRIVATE KEY': 'sec1',
};

function fromPublic(key: PublicKey): Key | PemKeyCode {
  if (key.kind === 'rsa') return { kty: 'RSA', public: { n: key.n, e: key.e } };
  if (key.kind === 'ed25519') return { kty: 'OKP', crv: 'Ed25519', public: key.point };
  if (key.kind !== 'ec' || key.curve !== 'P-256') return 'curve';
  return onCurve(key.point)
    ? { kty: 'EC', crv: 'P-256', public: p256.Point.fromBytes(key.point).toBytes(false) }
    : 'not-on-curve';
}

function fromPrivate(key: PrivateKey): Key | PemKeyCode {
  if (key.kind === 'rsa') return { kty: 'RSA', public: { n: key.n, e: key.e }, private: key };
  if (key.kind === 'ed25519') return { kty: 'OKP', crv: 'Ed25519', public: key.point, private: key.secret };
  if (key.kind !== 'ec' || key.curve !== 'P-256') return 'curve';
  return { kty: 'EC', crv: 'P-256', public: p256.getPublicKey(key.secret, false), private: key.secret };
}
