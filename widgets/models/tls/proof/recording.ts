// A recording of content/vectors/captures/tls, as far as the replay reads it. Its format is in the README beside the files.

import { type Certificate, parseCertificate } from '../../x509/certificate.ts';
import { parsePem } from '../../x509/pem.ts';
import type { PrivateKey } from '../../x509/private-key.ts';
import { parsePrivateKey } from '../../x509/private-key.ts';

export interface RecordedRecord {
  readonly i: number;
  readonly dir: 'c>s' | 's>c';
  readonly hex: string;
  readonly delivered?: readonly string[];
  readonly raw?: boolean;
}

export interface RecordedAgreement {
  readonly group: string;
  readonly client_public: string;
  readonly server_public: string;
  readonly client_private?: string;
  readonly server_private?: string;
  readonly shared_secret: string;
}

type RecordedText = string | { readonly repeat: string; readonly times: number; readonly then: string };

export interface RecordedConnection {
  readonly records: readonly RecordedRecord[];
  readonly application_data: { readonly client: RecordedText; readonly server: RecordedText };
  readonly keylog: readonly string[];
  readonly keylog_server?: readonly string[];
  readonly ephemeral?: readonly RecordedAgreement[];
  readonly session_saved?: { readonly master_key?: string; readonly ticket?: string };
  readonly result: {
    readonly suite?: string;
    readonly version?: string;
    readonly ems?: boolean;
    readonly etm?: boolean;
    readonly resumed?: boolean;
    readonly alerts: readonly { readonly dir: string; readonly description: string }[];
    readonly handshake_flights?: number;
    readonly round_trips_before_client_data?: number;
  };
  readonly derived?: Readonly<Record<string, unknown>>;
  readonly derived_server?: Readonly<Record<string, unknown>>;
}

export interface Recording {
  readonly name: string;
  readonly recorded: string;
  readonly server_name: string;
  readonly commands: Readonly<Record<string, string>>;
  readonly certificates: Readonly<Record<string, readonly string[]>>;
  readonly server_certificate: string | null;
  readonly client_certificate?: string;
  readonly trusted: readonly string[];
  readonly private_keys: Readonly<Record<string, string>>;
  readonly ticket_keys?: string;
  readonly connections: readonly RecordedConnection[];
}

/** What a program was told to send. */
export const textOf = (text: RecordedText): string =>
  typeof text === 'string' ? text : text.repeat.repeat(text.times) + text.then;

/** DER of the certificates in PEM texts. */
export const derOf = (pems: readonly string[]): Uint8Array[] =>
  pems.flatMap((pem) => parsePem(pem).blocks.map(({ bytes }) => bytes));

/** A certificate, or undefined for bytes that are none. */
export function certificateOf(bytes: Uint8Array): Certificate | undefined {
  const read = parseCertificate(bytes);
  return read.ok ? read.value : undefined;
}

/** A private key in PEM. */
export function privateKeyOf(pem: string | undefined): PrivateKey | undefined {
  const block = parsePem(pem ?? '').blocks[0];
  if (!block) return undefined;
  const form = block.label.startsWith('RSA') ? 'pkcs1' : block.label.startsWith('EC') ? 'sec1' : 'pkcs8';
  const read = parsePrivateKey(block.bytes, form);
  return read.ok ? read.value : undefined;
}

/** The program that stood at one end, and its command line. */
export function commandOf(file: Recording, side: 'client' | 'server', connection: number): string {
  const { commands } = file;
  const words = side === 'client' ? 'client of connection' : 'server for connection';
  for (let n = connection; n > 0; n--) {
    const own = commands[`${words} ${n}`];
    if (own && (side === 'server' || n === connection)) return own;
  }
  return commands[side] ?? '';
}
