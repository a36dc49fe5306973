// Handshake messages of TLS 1.1, 1.2 and 1.3, as bytes both ways.
//
// RFC 8446 section 4, RFC 5246 section 7.4, RFC 4346 section 7.4; RFC 8422 section 5.4 (ServerKeyExchange with curves), RFC
// 5077 section 3.3 (NewSessionTicket), RFC 6066 section 8 (CertificateStatus).
//
// What a body looks like depends on the version, and in TLS 1.2 on the key exchange: both are arguments.
// Left out: fixed (EC)DH, explicit curves, SupplementalData, compressed certificates.
import {
  bytesOf,
  type Codec,
  framed,
  listOf,
  nothing,
  optional,
  type Parsed,
  parse,
  rest,
  struct,
  uint,
} from './codec.ts';
import { bodies, type Extension, extensionList, random } from './extensions.ts';
import { equal, groupName, schemeName, tls12, tls13, versionName } from './registries.ts';
import { suiteName } from './suites.ts';

const types = {
  hello_request: 0,
  client_hello: 1,
  server_hello: 2,
  new_session_ticket: 4,
  end_of_early_data: 5,
  encrypted_extensions: 8,
  certificate: 11,
  server_key_exchange: 12,
  certificate_request: 13,
  server_hello_done: 14,
  certificate_verify: 15,
  client_key_exchange: 16,
  finished: 20,
  certificate_status: 22,
  key_update: 24,
  /** Stands for the first ClientHello in the transcript behind a HelloRetryRequest (RFC 8446 section 4.4.1). */
  message_hash: 254,
} as const;

export type MessageName = keyof typeof types;

const names = new Map<number, MessageName>(Object.entries(types).map(([name, type]) => [type, name as MessageName]));

/** The number of a type of handshake message. */
export const messageType = (name: MessageName): number => types[name];

/** The name of a type of handshake message, or undefined for one that is not listed here. */
export const messageName = (type: number): MessageName | undefined => names.get(type);

export interface ClientHello {
  readonly version: number;
  readonly random: Uint8Array;
  readonly session_id: Uint8Array;
  readonly cipher_suites: readonly number[];
  readonly compression_methods: readonly number[];
  /** Undefined if the message ends before the extensions. */
  readonly extensions: readonly Extension[] | undefined;
}

/** Also HelloRetryRequest, which has a random of its own: {@link isHelloRetryRequest}. */
export interface ServerHello {
  readonly version: number;
  readonly random: Uint8Array;
  readonly session_id: Uint8Array;
  readonly cipher_suite: number;
  readonly compression_method: number;
  readonly extensions: readonly Extension[] | undefined;
}

export interface CertificateEntry {
  readonly cert_data: Uint8Array;
  readonly extensions: readonly Extension[];
}

export interface Certificate12 {
  readonly certificate_list: readonly Uint8Array[];
}

export interface Certificate13 {
  readonly certificate_request_context: Uint8Array;
  readonly certificate_list: readonly CertificateEntry[];
}

export interface EcdheParams {
  readonly curve_type: number;
  readonly named_curve: number;
  readonly public: Uint8Array;
}

export interface DheParams {
  readonly dh_p: Uint8Array;
  readonly dh_g: Uint8Array;
  readonly dh_Ys: Uint8Array;
}

/** A signature and how it was made. Before TLS 1.2 nothing says how: `algorithm` is undefined. */
export interface Signed {
  readonly algorithm: number | undefined;
  readonly signature: Uint8Array;
}

export interface ServerKeyExchange<P = EcdheParams | DheParams> {
  readonly params: P;
  readonly signed: Signed;
}

export interface ClientKeyExchange {
  /** The encrypted premaster secret, the point, or Yc. */
  readonly exchange_keys: Uint8Array;
}

export interface CertificateRequest12 {
  readonly certificate_types: readonly number[];
  /** Undefined before TLS 1.2. */
  readonly supported_signature_algorithms: readonly number[] | undefined;
  readonly certificate_authorities: readonly Uint8Array[];
}

export interface CertificateRequest13 {
  readonly certificate_request_context: Uint8Array;
  readonly extensions: readonly Extension[];
}

export interface NewSessionTicket12 {
  readonly ticket_lifetime_hint: number;
  readonly ticket: Uint8Array;
}

export interface NewSessionTicket13 {
  readonly ticket_lifetime: number;
  readonly ticket_age_add: number;
  readonly ticket_nonce: Uint8Array;
  readonly ticket: Uint8Array;
  readonly extensions: readonly Extension[];
}

const version = uint(2, { label: versionName });
const suite = uint(2, { label: suiteName });
const compression = (allowed?: readonly number[]) =>
  uint(1, { label: (method) => (method === 0 ? 'null' : undefined), ...(allowed ? { allowed } : {}) });

/** "HelloRetryRequest" hashed with SHA-256: the random that makes a ServerHello one (RFC 8446 section 4.1.3). */
export const retryRandom = Uint8Array.from(
  'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c'.match(/../g) ?? [],
  (digits) => Number.parseInt(digits, 16),
);

export const isHelloRetryRequest = (hello: { readonly random: Uint8Array }): boolean =>
  equal(hello.random, retryRandom);

export const clientHello: Codec<ClientHello> = struct<ClientHello>({
  version,
  random,
  session_id: bytesOf(1, 0, 32),
  cipher_suites: listOf(2, 'cipher_suite', suite, 2, 65534, 2),
  compression_methods: listOf(1, 'compression_method', compression(), 1),
  extensions: optional(extensionList('client_hello')),
});

export const serverHello: Codec<ServerHello> = struct<ServerHello>({
  version,
  random,
  session_id: bytesOf(1, 0, 32),
  cipher_suite: suite,
  compression_method: compression([0]),
  extensions: ({ random: own = new Uint8Array() }) =>
    optional(extensionList(isHelloRetryRequest({ random: own }) ? 'hello_retry_request' : 'server_hello')),
});

const certificate12: Codec<Certificate12> = struct<Certificate12>({
  certificate_list: listOf(3, 'certificate', bytesOf(3, 1)),
});

const certificate13: Codec<Certificate13> = struct<Certificate13>({
  certificate_request_context: bytesOf(1),
  certificate_list: listOf(
    3,
    'certificate_entry',
    struct<CertificateEntry>({ cert_data: bytesOf(3, 1), extensions: extensionList('certificate') }),
  ),
});

/** What the signature of a ServerKeyExchange covers, behind both randoms (RFC 8422 section 5.4). */
export const ecdheParams: Codec<EcdheParams> = struct<EcdheParams>({
  curve_type: uint(1, { label: (type) => (type === 3 ? 'named_curve' : undefined), allowed: [3] }),
  named_curve: uint(2, { label: groupName }),
  public: bytesOf(1, 1),
});

export const dheParams: Codec<DheParams> = struct<DheParams>({
  dh_p: bytesOf(2, 1),
  dh_g: bytesOf(2, 1),
  dh_Ys: bytesOf(2, 1),
});

/** digitally-signed (RFC 5246 section 4.7): TLS 1.2 says in front how it was made. */
const signed = (agreed: number): Codec<Signed> =>
  struct<Signed>({
    algorithm: agreed >= tls12 ? uint(2, { label: schemeName }) : unsaid,
    signature: bytesOf(2),
  });
const unsaid: Codec<undefined> = { read: () => undefined, write: () => [] };

function serverKeyExchange(context: MessageContext): Codec<ServerKeyExchange> {
  const params: Codec<EcdheParams | DheParams> =
    context.keyExchange === 'DHE'
      ? (dheParams as Codec<EcdheParams | DheParams>)
      : (ecdheParams as Codec<EcdheParams | DheParams>);
  return struct<ServerKeyExchange>({ params, signed: signed(context.version) });
}

const clientKeyExchange = ({ keyExchange }: MessageContext): Codec<ClientKeyExchange> =>
  struct<ClientKeyExchange>({ exchange_keys: keyExchange === 'ECDHE' ? bytesOf(1, 1) : bytesOf(2, 1) });

const certificateType = (type: number): string | undefined =>
  ({ 1: 'rsa_sign', 2: 'dss_sign', 64: 'ecdsa_sign' })[type];

const certificateRequest12 = (agreed: number): Codec<CertificateRequest12> =>
  struct<CertificateRequest12>({
    certificate_types: listOf(1, 'certificate_type', uint(1, { label: certificateType }), 1),
    supported_signature_algorithms: agreed >= tls12 ? bodies.signature_algorithms : unsaid,
    certificate_authorities: listOf(2, 'distinguished_name', bytesOf(2, 1)),
  } as Parameters<typeof struct<CertificateRequest12>>[0]);

const certificateRequest13: Codec<CertificateRequest13> = struct<CertificateRequest13>({
  certificate_request_context: bytesOf(1),
  extensions: extensionList('certificate_request'),
});

const newSessionTicket12: Codec<NewSessionTicket12> = struct<NewSessionTicket12>({
  ticket_lifetime_hint: uint(4),
  ticket: bytesOf(2),
});

const newSessionTicket13: Codec<NewSessionTicket13> = struct<NewSessionTicket13>({
  ticket_lifetime: uint(4),
  ticket_age_add: uint(4),
  ticket_nonce: bytesOf(1),
  ticket: bytesOf(2, 1),
  extensions: extensionList('new_session_ticket'),
});

const keyUpdateRequest = (value: number): string | undefined => ['update_not_requested', 'update_requested'][value];

/** The bodies, by name. */
export interface Bodies {
  readonly hello_request: null;
  readonly client_hello: ClientHello;
  readonly server_hello: ServerHello;
  readonly new_session_ticket: NewSessionTicket12 | NewSessionTicket13;
  readonly end_of_early_data: null;
  readonly encrypted_extensions: { readonly extensions: readonly Extension[] };
  readonly certificate: Certificate12 | Certificate13;
  readonly server_key_exchange: ServerKeyExchange;
  readonly certificate_request: CertificateRequest12 | CertificateRequest13;
  readonly server_hello_done: null;
  readonly certificate_verify: Signed;
  readonly client_key_exchange: ClientKeyExchange;
  readonly finished: { readonly verify_data: Uint8Array };
  readonly certificate_status: { readonly status_type: number; readonly response: Uint8Array };
  readonly key_update: { readonly request_update: number };
  readonly message_hash: { readonly hash: Uint8Array };
}

/** A handshake message: its name, and its body. */
export type Message = { [K in keyof Bodies]: { readonly name: K; readonly body: Bodies[K] } }[keyof Bodies];

/** What a body depends on. */
export interface MessageContext {
  /** The version agreed on; before that, the best that is spoken. */
  readonly version: number;
  /** Of TLS 1.2 and below. */
  readonly keyExchange?: 'RSA' | 'DHE' | 'ECDHE' | undefined;
}

function bodyCodecs(context: MessageContext): { readonly [K in keyof Bodies]: Codec<Bodies[K]> } {
  const is13 = context.version >= tls13;
  return {
    hello_request: nothing,
    client_hello: clientHello,
    server_hello: serverHello,
    new_session_ticket: (is13 ? newSessionTicket13 : newSessionTicket12) as Codec<
      NewSessionTicket12 | NewSessionTicket13
    >,
    end_of_early_data: nothing,
    encrypted_extensions: struct<Bodies['encrypted_extensions']>({ extensions: extensionList('encrypted_extensions') }),
    certificate: (is13 ? certificate13 : certificate12) as Codec<Certificate12 | Certificate13>,
    server_key_exchange: serverKeyExchange(context),
    certificate_request: (is13 ? certificateRequest13 : certificateRequest12(context.version)) as Codec<
      CertificateRequest12 | CertificateRequest13
    >,
    server_hello_done: nothing,
    certificate_verify: signed(context.version),
    client_key_exchange: clientKeyExchange(context),
    finished: struct<Bodies['finished']>({ verify_data: rest }),
    certificate_status: bodies.certificate_status,
    key_update: struct<Bodies['key_update']>({ request_update: uint(1, { label: keyUpdateRequest, allowed: [0, 1] }) }),
    message_hash: struct<Bodies['message_hash']>({ hash: rest }),
  };
}

/** A whole message with its header: msg_type, length, body. A type that is not listed is an unexpected_message. */
export function handshakeCodec(context: MessageContext): Codec<Message> {
  const codecs = bodyCodecs(context);
  return {
    read(reader) {
      const { at } = reader;
      const type = reader.field('msg_type', uint(1, { label: messageName }));
      const name = messageName(type);
      if (!name) return reader.refuse('value', 'unexpected_message', at, reader.at, { value: type }, 'msg_type');
      const body = framed(3, codecs[name] as Codec<unknown>, name).read(reader);
      return { name, body } as Message;
    },
    write: ({ name, body }) => [
      ...uint(1).write(types[name]),
      ...framed(3, codecs[name] as Codec<unknown>).write(body),
    ],
    label: ({ name }) => name,
  };
}

/** Reads one whole handshake message. Never throws for any bytes. */
export function parseMessage(bytes: Uint8Array, context: MessageContext): Parsed<Message> {
  return parse(handshakeCodec(context), bytes);
}
