// Extensions of hellos, certificates and tickets, as bytes both ways.
//
// RFC 8446 section 4.2; RFC 6066 (server_name, max_fragment_length, status_request), RFC 8422 section 5.1 (groups, point
// formats), RFC 7301 (ALPN), RFC 7366 (encrypt_then_mac), RFC 7627 (extended_master_secret), RFC 8449 (record_size_limit),
// RFC 5077 (session_ticket), RFC 5746 (renegotiation_info), RFC 6962 (certificate transparency), RFC 7685 (padding).
//
// The body of an extension that is not listed here is kept as it is, and nothing is said about it.
import {
  bytesOf,
  type Codec,
  encode,
  framed,
  listOf,
  nothing,
  opaque,
  parse,
  type Reader,
  rest,
  struct,
  uint,
} from './codec.ts';
import { groupName, schemeName, versionName } from './registries.ts';

/** Where an extension stands: its body can differ (RFC 8446 section 4.2, table). */
export type ExtensionPlace =
  | 'client_hello'
  | 'server_hello'
  | 'hello_retry_request'
  | 'encrypted_extensions'
  | 'certificate'
  | 'certificate_request'
  | 'new_session_ticket';

const numbers = {
  server_name: 0,
  max_fragment_length: 1,
  status_request: 5,
  supported_groups: 10,
  ec_point_formats: 11,
  signature_algorithms: 13,
  use_srtp: 14,
  heartbeat: 15,
  application_layer_protocol_negotiation: 16,
  status_request_v2: 17,
  signed_certificate_timestamp: 18,
  client_certificate_type: 19,
  server_certificate_type: 20,
  padding: 21,
  encrypt_then_mac: 22,
  extended_master_secret: 23,
  compress_certificate: 27,
  record_size_limit: 28,
  delegated_credential: 34,
  session_ticket: 35,
  pre_shared_key: 41,
  early_data: 42,
  supported_versions: 43,
  cookie: 44,
  psk_key_exchange_modes: 45,
  certificate_authorities: 47,
  oid_filters: 48,
  post_handshake_auth: 49,
  signature_algorithms_cert: 50,
  key_share: 51,
  quic_transport_parameters: 57,
  encrypted_client_hello: 65037,
  renegotiation_info: 65281,
} as const;

export type ExtensionName = keyof typeof numbers;

const names = new Map<number, ExtensionName>(
  Object.entries(numbers).map(([name, number]) => [number, name as ExtensionName]),
);

/** The number of an extension. */
export const extensionNumber = (name: ExtensionName): number => numbers[name];

/** The name of an extension, or undefined for one that is not listed here. */
export const extensionName = (number: number): ExtensionName | undefined => names.get(number);

export interface Extension {
  readonly type: number;
  readonly data: Uint8Array;
}

const ascii = (bytes: Uint8Array): string | undefined =>
  bytes.every((byte) => byte > 0x1f && byte < 0x7f) ? String.fromCharCode(...bytes) : undefined;

const u16 = (label?: (value: number) => string | undefined): Codec<number> => uint(2, label ? { label } : {});

export interface ServerName {
  readonly name_type: number;
  readonly host_name: Uint8Array;
}

export interface KeyShareEntry {
  readonly group: number;
  readonly key_exchange: Uint8Array;
}

export interface PskIdentity {
  readonly identity: Uint8Array;
  readonly obfuscated_ticket_age: number;
}

export interface OfferedPsks {
  readonly identities: readonly PskIdentity[];
  readonly binders: readonly Uint8Array[];
}

const keyShareEntry: Codec<KeyShareEntry> = struct<KeyShareEntry>({
  group: u16(groupName),
  key_exchange: bytesOf(2, 1),
});

/** The bodies of extensions. Where a name has several, the first belongs to the ClientHello. */
export const bodies = {
  server_name: listOf(
    2,
    'server_name',
    struct<ServerName>({
      name_type: uint(1, { label: (type) => (type === 0 ? 'host_name' : undefined) }),
      host_name: bytesOf(2, 1, 65535, ascii),
    }),
    1,
  ),
  max_fragment_length: uint(1, { label: (code) => (code > 0 && code < 5 ? String(2 ** (8 + code)) : undefined) }),
  status_request: struct<{ status_type: number; responder_id_list: Uint8Array; request_extensions: Uint8Array }>({
    status_type: uint(1, { label: (type) => (type === 1 ? 'ocsp' : undefined) }),
    responder_id_list: bytesOf(2),
    request_extensions: bytesOf(2),
  }),
  supported_groups: listOf(2, 'named_group', u16(groupName), 2, 65534, 2),
  ec_point_formats: listOf(
    1,
    'ec_point_format',
    uint(1, { label: (f) => ['uncompressed', 'ansiX962_compressed_prime', 'ansiX962_compressed_char2'][f] }),
    1,
  ),
  signature_algorithms: listOf(2, 'signature_scheme', u16(schemeName), 2, 65534, 2),
  application_layer_protocol_negotiation: listOf(2, 'protocol_name', bytesOf(1, 1, 255, ascii), 2),
  signed_certificate_timestamp: listOf(2, 'sct', bytesOf(2, 1), 1),
  padding: rest,
  encrypt_then_mac: nothing,
  extended_master_secret: nothing,
  record_size_limit: u16(),
  session_ticket: rest,
  offered_psks: struct<OfferedPsks>({
    identities: listOf(
      2,
      'identity',
      struct<PskIdentity>({ identity: bytesOf(2, 1, 65535, ascii), obfuscated_ticket_age: uint(4) }),
      7,
    ),
    binders: listOf(2, 'binder', bytesOf(1, 32), 33),
  }),
  selected_psk: u16(),
  early_data: nothing,
  max_early_data_size: uint(4),
  offered_versions: listOf(1, 'version', u16(versionName), 2, 254, 2),
  selected_version: u16(versionName),
  cookie: bytesOf(2, 1),
  psk_key_exchange_modes: listOf(1, 'ke_mode', uint(1, { label: (mode) => ['psk_ke', 'psk_dhe_ke'][mode] }), 1),
  certificate_authorities: listOf(2, 'distinguished_name', bytesOf(2, 1), 3),
  post_handshake_auth: nothing,
  client_shares: listOf(2, 'key_share_entry', keyShareEntry),
  server_share: keyShareEntry,
  selected_group: u16(groupName),
  renegotiation_info: bytesOf(1),
  /** The body of a status_request in a Certificate of TLS 1.3, and of the message CertificateStatus. */
  certificate_status: struct<{ status_type: number; response: Uint8Array }>({
    status_type: uint(1, { label: (type) => (type === 1 ? 'ocsp' : undefined), allowed: [1] }),
    response: bytesOf(3, 1),
  }),
} as const;

/** How the body of an extension is read where it stands; undefined where nothing is known of it. */
function bodyCodec(name: ExtensionName | undefined, place: ExtensionPlace): Codec<unknown> | undefined {
  const client = place === 'client_hello';
  const retry = place === 'hello_retry_request';
  switch (name) {
    case 'server_name':
      return client ? bodies.server_name : nothing;
    case 'status_request':
      return client || place === 'certificate_request'
        ? bodies.status_request
        : place === 'certificate'
          ? bodies.certificate_status
          : nothing;
    case 'signed_certificate_timestamp':
      return client || place === 'certificate_request' ? nothing : bodies.signed_certificate_timestamp;
    case 'pre_shared_key':
      return client ? bodies.offered_psks : bodies.selected_psk;
    case 'early_data':
      return place === 'new_session_ticket' ? bodies.max_early_data_size : nothing;
    case 'supported_versions':
      return client ? bodies.offered_versions : bodies.selected_version;
    case 'key_share':
      return client ? bodies.client_shares : retry ? bodies.selected_group : bodies.server_share;
    case 'signature_algorithms_cert':
      return bodies.signature_algorithms;
    case undefined:
      return undefined;
    default:
      return name in bodies ? (bodies[name as keyof typeof bodies] as Codec<unknown>) : undefined;
  }
}

/** One extension: type, length, body. The body is read too, so that its fields have names, and is kept as bytes. */
function extension(place: ExtensionPlace): Codec<Extension> {
  const type = uint(2, { label: extensionName });
  return {
    read(reader) {
      const number = reader.field('extension_type', type);
      const name = extensionName(number);
      const data = framed(2, withBytes(bodyCodec(name, place)), name ?? 'extension_data').read(reader);
      return { type: number, data };
    },
    write: ({ type: number, data }) => [...type.write(number), ...framed(2, rest).write(data)],
    label: ({ type: number }) => extensionName(number),
  };
}

/** Reads with `codec`, for its fields and its refusals, and hands back the bytes. */
function withBytes(codec: Codec<unknown> | undefined): Codec<Uint8Array> {
  return {
    read(reader: Reader) {
      const { at } = reader;
      (codec ?? rest).read(reader);
      return reader.bytes.subarray(at, reader.at);
    },
    write: (value) => [value],
  };
}

/** All extensions of a message, none twice (RFC 5246 section 7.4.1.4, RFC 8446 section 4.2). */
export function extensionList(place: ExtensionPlace, least = 0): Codec<readonly Extension[]> {
  const list = listOf(2, 'extension', extension(place), least);
  return {
    ...list,
    read(reader) {
      const found = list.read(reader);
      const seen = new Set<number>();
      let at = reader.at - found.reduce((sum, { data }) => sum + 4 + data.length, 0);
      for (const { type, data } of found) {
        const end = at + 4 + data.length;
        if (seen.has(type)) reader.refuse('repeated', 'illegal_parameter', at, end, { value: type }, 'extension');
        seen.add(type);
        at = end;
      }
      return found;
    },
  };
}

/** An extension with the body that `codec` writes: `extensionOf('supported_groups', bodies.supported_groups, [29])`. */
export function extensionOf<T>(name: ExtensionName, codec: Codec<T>, body: T): Extension {
  return { type: numbers[name], data: encode(codec, body) };
}

/** True if the extension is in the list. */
export function hasExtension(list: readonly Extension[] | undefined, name: ExtensionName): boolean {
  return list?.some(({ type }) => type === numbers[name]) ?? false;
}

/** The body of an extension, read with `codec`; undefined if it is not in the list, or cannot be read. */
export function extensionBody<T>(
  list: readonly Extension[] | undefined,
  name: ExtensionName,
  codec: Codec<T>,
): T | undefined {
  const found = list?.find(({ type }) => type === numbers[name]);
  return found && parse(codec, found.data).value;
}

/** Used by messages that carry a random of 32 bytes. */
export const random: Codec<Uint8Array> = opaque(32);
