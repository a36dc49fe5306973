// Alerts: RFC 8446 section 6, RFC 5246 section 7.2, and the registry "TLS Alerts".
import { type Codec, struct, uint } from './codec.ts';

/** Numbers of the registry, in its order. */
const numbers = {
  close_notify: 0,
  unexpected_message: 10,
  bad_record_mac: 20,
  decryption_failed: 21,
  record_overflow: 22,
  decompression_failure: 30,
  handshake_failure: 40,
  no_certificate: 41,
  bad_certificate: 42,
  unsupported_certificate: 43,
  certificate_revoked: 44,
  certificate_expired: 45,
  certificate_unknown: 46,
  illegal_parameter: 47,
  unknown_ca: 48,
  access_denied: 49,
  decode_error: 50,
  decrypt_error: 51,
  export_restriction: 60,
  protocol_version: 70,
  insufficient_security: 71,
  internal_error: 80,
  inappropriate_fallback: 86,
  user_canceled: 90,
  no_renegotiation: 100,
  missing_extension: 109,
  unsupported_extension: 110,
  certificate_unobtainable: 111,
  unrecognized_name: 112,
  bad_certificate_status_response: 113,
  bad_certificate_hash_value: 114,
  unknown_psk_identity: 115,
  certificate_required: 116,
  no_application_protocol: 120,
} as const;

export type AlertName = keyof typeof numbers;

const names = new Map<number, AlertName>(Object.entries(numbers).map(([name, number]) => [number, name as AlertName]));

/** The number of an alert. */
export const alertNumber = (name: AlertName): number => numbers[name];

/** The name of an alert, or undefined for a number that the registry does not have. */
export const alertName = (number: number): AlertName | undefined => names.get(number);

export interface Alert {
  /** 1 warning, 2 fatal. In TLS 1.3 the receiver ignores it (RFC 8446 section 6). */
  readonly level: number;
  readonly description: number;
}

export const alertCodec: Codec<Alert> = struct<Alert>({
  level: uint(1, { label: (level) => ({ 1: 'warning', 2: 'fatal' })[level] }),
  description: uint(1, { label: alertName }),
});

/** Alerts that do not end the connection: the two that say goodbye, and TLS 1.2's refusal to start over. */
const warnings: readonly AlertName[] = ['close_notify', 'user_canceled', 'no_renegotiation'];

/** The alert as it is sent: a warning for those that end nothing, fatal for all others. */
export function alertOf(name: AlertName): Alert {
  return { level: warnings.includes(name) ? 1 : 2, description: numbers[name] };
}
