/**
 * What can be wrong with the bytes of a certificate or a key: a name, a place, and the field that stands there.
 *
 * Inside this folder a reader throws a `Fault` and the function that was called from outside turns it into a value: what a
 * reader pasted is never an exception for anybody else.
 */
import type { Span } from '../bytes/utf8.ts';

/** Departures from DER (X.690) and from the types that a field may have. */
export type DerCode =
  /** The bytes end inside a value; `missing` says by how many. */
  | 'der-truncated'
  /** Bytes follow the one value that was expected. */
  | 'der-trailing'
  | 'der-length-indefinite'
  | 'der-length-not-minimal'
  | 'der-length-too-great'
  | 'der-tag-high'
  | 'der-tag-zero'
  /** Constructed where it must be primitive, or the other way round. */
  | 'der-form'
  | 'der-too-deep'
  /** Another type than the field has. */
  | 'der-unexpected'
  /** A field is not there. */
  | 'der-missing'
  /** More fields than the structure has. */
  | 'der-extra'
  | 'boolean-invalid'
  | 'integer-empty'
  | 'integer-not-minimal'
  | 'integer-out-of-range'
  | 'bits-unused-invalid'
  | 'bits-unused-set'
  | 'oid-invalid'
  | 'null-not-empty'
  | 'string-invalid'
  | 'time-invalid';

/** What a certificate may not contain although it is well-formed DER. */
export type CertificateCode =
  | 'version-invalid'
  /** The algorithm inside the signed part is not the one beside the signature (RFC 5280 4.1.1.2). */
  | 'algorithm-mismatch'
  /** Extensions in a certificate that is not version 3 (RFC 5280 4.1.2.9). */
  | 'extensions-need-version-3'
  | 'extension-duplicate'
  | 'extension-empty'
  | 'name-invalid'
  | 'general-name-invalid'
  | 'name-constraint-invalid';

/** What can be wrong with a key. */
export type KeyCode =
  | 'key-point-invalid'
  | 'key-length-invalid'
  | 'key-parameters-invalid'
  | 'key-not-understood'
  | 'key-encrypted'
  /** The public half that stands beside the private one is not its own. */
  | 'key-halves-differ';

export type FaultCode = DerCode | CertificateCode | KeyCode;

/** What is wrong, as a value. The span counts bytes of what was read. */
export interface Failure extends Span {
  readonly code: FaultCode;
  /** The field, as RFC 5280 names it, with dots between: `tbsCertificate.validity.notBefore`. May be empty. */
  readonly field: string;
  readonly values: Readonly<Record<string, number | string>>;
}

/** What was read, or why not. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** A failure on its way to the border of this folder. */
export class Fault extends Error implements Failure {
  readonly code: FaultCode;
  readonly at: number;
  readonly end: number;
  readonly field: string;
  readonly values: Readonly<Record<string, number | string>>;

  constructor(code: FaultCode, at: number, end: number, field: string, values: Failure['values'] = {}) {
    super(code);
    this.code = code;
    this.at = at;
    this.end = end;
    this.field = field;
    this.values = values;
  }
}

/** Runs a reader and turns its fault into a value. Anything else that is thrown is a programmer's mistake and goes on. */
export function attempt<T>(read: () => T): Read<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { code, at, end, field, values } = error;
    return { ok: false, failure: { code, at, end, field, values } };
  }
}
