/** How a side of TLS 1.3 ends a connection: the alert that it sends (RFC 8446 section 6.2) and the check that failed. */
import type { AlertName } from '../alerts.ts';
import type { Failure, Parsed } from '../codec.ts';

/** What is checked. The words for it are a view's. */
export type Check =
  | 'syntax'
  | 'order'
  | 'outer-type'
  | 'key-change'
  | 'record-length'
  | 'record-protection'
  | 'content-type'
  | 'change-cipher-spec'
  | 'version'
  | 'downgrade'
  | 'session-id-echo'
  | 'compression'
  | 'suite'
  | 'group'
  | 'key-share'
  | 'retry'
  | 'extension'
  | 'signature-scheme'
  | 'protocol'
  | 'binder'
  | 'psk'
  | 'chain'
  | 'certificate-missing'
  | 'certificate-verify'
  | 'finished'
  | 'early-data-limit';

export interface Refusal {
  readonly alert: AlertName;
  readonly check: Check;
  /** Where a message cannot be read: the field, its bytes and why. */
  readonly failure?: Failure | undefined;
}

/** Thrown inside the model and caught at its border, where it becomes a value. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(alert: AlertName, check: Check, failure?: Failure) {
    super(`${check}: ${alert}`);
    this.refusal = { alert, check, failure };
  }
}

/** Refuses unless `good`. */
export function must(good: boolean, alert: AlertName, check: Check): asserts good {
  if (!good) throw new Refused(alert, check);
}

/** What was read, or a refusal. */
export function readable<T>(parsed: Parsed<T>): T {
  if (parsed.failure) throw new Refused(parsed.failure.alert, 'syntax', parsed.failure);
  return parsed.value;
}
