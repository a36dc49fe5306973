/**
 * Why a chain is refused: one name for each reason, with OpenSSL's number and words, Node's code, and the alert that OpenSSL sends.
 *
 * The numbers are those of x509_vfy.h, the alerts those of the table in ssl/statem/statem_lib.c (ssl_x509err2alert) of OpenSSL 3;
 * the recordings of refused handshakes show the same ones. RFC 8446 6.2 leaves the choice to the client.
 */

/** Why. `depth` 0 is the leaf. */
export type Problem =
  | 'issuer-not-found'
  | 'issuer-of-trusted-not-found'
  | 'self-signed-leaf'
  | 'self-signed-in-chain'
  | 'leaf-not-verified'
  | 'chain-too-long'
  | 'signature-wrong'
  | 'issuer-key-unusable'
  | 'not-yet-valid'
  | 'expired'
  | 'not-an-authority'
  | 'wrong-purpose'
  | 'no-cert-sign'
  | 'path-length'
  | 'unknown-critical-extension'
  | 'invalid-extension'
  | 'name-not-permitted'
  | 'name-excluded'
  | 'constraint-with-distance'
  | 'constraint-unknown-kind'
  | 'no-policy'
  | 'host-mismatch'
  | 'address-mismatch'
  | 'weak-leaf-key'
  | 'weak-authority-key'
  | 'weak-digest';

/** One reason, at one certificate of the path. */
export interface Finding {
  readonly problem: Problem;
  readonly depth: number;
  readonly values: Readonly<Record<string, number | string>>;
}

/** Alerts of TLS that concern certificates (RFC 8446 6.2). */
export type CertificateAlert =
  | 'bad_certificate'
  | 'unsupported_certificate'
  | 'certificate_expired'
  | 'certificate_unknown'
  | 'unknown_ca'
  | 'decrypt_error';

interface ProblemFacts {
  /** OpenSSL's number. */
  readonly number: number;
  /** What `openssl verify` prints. */
  readonly words: string;
  readonly alert: CertificateAlert;
  /** What Node says; UNSPECIFIED where its list has no word for OpenSSL's number. */
  readonly node: string;
}

const facts: Readonly<Record<Problem, ProblemFacts>> = {
  'issuer-of-trusted-not-found': row(2, 'unable to get issuer certificate', 'unknown_ca', 'UNABLE_TO_GET_ISSUER_CERT'),
  'issuer-key-unusable': row(
    6,
    'unable to decode issuer public key',
    'bad_certificate',
    'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  ),
  'signature-wrong': row(7, 'certificate signature failure', 'decrypt_error', 'CERT_SIGNATURE_FAILURE'),
  'not-yet-valid': row(9, 'certificate is not yet valid', 'bad_certificate', 'CERT_NOT_YET_VALID'),
  expired: row(10, 'certificate has expired', 'certificate_expired', 'CERT_HAS_EXPIRED'),
  'self-signed-leaf': row(18, 'self-signed certificate', 'unknown_ca', 'DEPTH_ZERO_SELF_SIGNED_CERT'),
  'self-signed-in-chain': row(
    19,
    'self-signed certificate in certificate chain',
    'unknown_ca',
    'SELF_SIGNED_CERT_IN_CHAIN',
  ),
  'issuer-not-found': row(
    20,
    'unable to get local issuer certificate',
    'unknown_ca',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  ),
  'leaf-not-verified': row(
    21,
    'unable to verify the first certificate',
    'unknown_ca',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ),
  'chain-too-long': row(22, 'certificate chain too long', 'unknown_ca', 'CERT_CHAIN_TOO_LONG'),
  'path-length': row(25, 'path length constraint exceeded', 'unknown_ca', 'PATH_LENGTH_EXCEEDED'),
  'wrong-purpose': row(26, 'unsuitable certificate purpose', 'unsupported_certificate', 'INVALID_PURPOSE'),
  'no-cert-sign': row(32, 'key usage does not include certificate signing', 'certificate_unknown', 'UNSPECIFIED'),
  'unknown-critical-extension': row(34, 'unhandled critical extension', 'certificate_unknown', 'UNSPECIFIED'),
  'invalid-extension': row(41, 'invalid or inconsistent certificate extension', 'certificate_unknown', 'UNSPECIFIED'),
  'no-policy': row(43, 'no explicit policy', 'certificate_unknown', 'UNSPECIFIED'),
  'name-not-permitted': row(47, 'permitted subtree violation', 'certificate_unknown', 'UNSPECIFIED'),
  'name-excluded': row(48, 'excluded subtree violation', 'certificate_unknown', 'UNSPECIFIED'),
  'constraint-with-distance': row(
    49,
    'name constraints minimum and maximum not supported',
    'certificate_unknown',
    'UNSPECIFIED',
  ),
  'constraint-unknown-kind': row(51, 'unsupported name constraint type', 'certificate_unknown', 'UNSPECIFIED'),
  'host-mismatch': row(62, 'hostname mismatch', 'bad_certificate', 'ERR_TLS_CERT_ALTNAME_INVALID'),
  'address-mismatch': row(64, 'IP address mismatch', 'bad_certificate', 'ERR_TLS_CERT_ALTNAME_INVALID'),
  'weak-leaf-key': row(66, 'EE certificate key too weak', 'bad_certificate', 'UNSPECIFIED'),
  'weak-authority-key': row(67, 'CA certificate key too weak', 'bad_certificate', 'UNSPECIFIED'),
  'weak-digest': row(68, 'CA signature digest algorithm too weak', 'bad_certificate', 'UNSPECIFIED'),
  'not-an-authority': row(79, 'invalid CA certificate', 'unknown_ca', 'INVALID_CA'),
};

function row(number: number, words: string, alert: CertificateAlert, node: string): ProblemFacts {
  return { number, words, alert, node };
}

/** What OpenSSL, Node and TLS call a problem. */
export const problemFacts = (problem: Problem): ProblemFacts => facts[problem];
