/**
 * What each side of TLS 1.3 checks in the other's hello, before there are keys: RFC 8446 sections 4.1.2 to 4.1.4, 4.2 and
 * 9.2, and appendix D for older versions. Every refusal names its alert.
 */
import type { Codec } from '../codec.ts';
import {
  bodies,
  type Extension,
  type ExtensionName,
  extensionBody,
  extensionName,
  extensionNumber,
} from '../extensions.ts';
import { type ClientHello, isHelloRetryRequest, type ServerHello } from '../messages.ts';
import { downgradeSentinel, equal, tls12, tls13 } from '../registries.ts';
import { suiteOf } from '../suites.ts';
import { must, Refused } from './refused.ts';

/** The body of an extension in a hello; undefined if it is not there. */
export function bodyOf<T>(
  hello: { readonly extensions: readonly Extension[] | undefined },
  name: ExtensionName,
  codec: Codec<T>,
): T | undefined {
  return extensionBody(hello.extensions, name, codec);
}

const has = (hello: { readonly extensions: readonly Extension[] | undefined }, name: ExtensionName): boolean =>
  hello.extensions?.some(({ type }) => type === extensionNumber(name)) ?? false;

/** What a server checks in any ClientHello, whatever it then chooses. RFC 8446 sections 4.1.2 and 9.2. */
export function checkClientHello(hello: ClientHello): void {
  must(hello.version >= 0x0301, 'protocol_version', 'version');
  const versions = bodyOf(hello, 'supported_versions', bodies.offered_versions);
  must(versions?.includes(tls13) ?? false, 'protocol_version', 'version');
  // Section 4.1.2: exactly one byte, null compression.
  must(
    hello.compression_methods.length === 1 && hello.compression_methods[0] === 0,
    'illegal_parameter',
    'compression',
  );
  const psk = has(hello, 'pre_shared_key');
  if (psk) {
    // Section 4.2.11: the last extension, or the binder could not cover the others.
    must(hello.extensions?.at(-1)?.type === extensionNumber('pre_shared_key'), 'illegal_parameter', 'psk');
    must(has(hello, 'psk_key_exchange_modes'), 'missing_extension', 'extension');
    const offered = bodyOf(hello, 'pre_shared_key', bodies.offered_psks);
    must(offered?.identities.length === offered?.binders.length, 'illegal_parameter', 'binder');
  } else {
    must(has(hello, 'signature_algorithms') && has(hello, 'supported_groups'), 'missing_extension', 'extension');
  }
  must(has(hello, 'supported_groups') === has(hello, 'key_share'), 'missing_extension', 'extension');
  must(psk || !has(hello, 'early_data'), 'illegal_parameter', 'psk');
  const groups = bodyOf(hello, 'supported_groups', bodies.supported_groups) ?? [];
  const shares = bodyOf(hello, 'key_share', bodies.client_shares) ?? [];
  // Section 4.2.8: shares only for groups that are offered, and one for each.
  must(
    shares.every(({ group }, at) => groups.includes(group) && shares.findIndex((each) => each.group === group) === at),
    'illegal_parameter',
    'key-share',
  );
}

/** What may differ in the ClientHello that answers a HelloRetryRequest: RFC 8446 section 4.1.2. */
const mayChange: readonly ExtensionName[] = ['key_share', 'early_data', 'cookie', 'pre_shared_key', 'padding'];

/** What a server checks in the second ClientHello. */
export function checkSecondHello(first: ClientHello, second: ClientHello, retry: ServerHello): void {
  const kept = (hello: ClientHello) =>
    (hello.extensions ?? []).filter(({ type }) => !mayChange.some((name) => extensionNumber(name) === type));
  const [before, after] = [kept(first), kept(second)];
  must(
    first.version === second.version &&
      equal(first.random, second.random) &&
      equal(first.session_id, second.session_id) &&
      `${first.cipher_suites}` === `${second.cipher_suites}` &&
      before.length === after.length &&
      before.every(({ type, data }, at) => type === after[at]?.type && equal(data, after[at].data)),
    'illegal_parameter',
    'retry',
  );
  must(!has(second, 'early_data'), 'illegal_parameter', 'retry');
  const group = bodyOf(retry, 'key_share', bodies.selected_group);
  const shares = bodyOf(second, 'key_share', bodies.client_shares) ?? [];
  if (group !== undefined) must(shares.length === 1 && shares[0]?.group === group, 'illegal_parameter', 'retry');
  const cookie = bodyOf(retry, 'cookie', bodies.cookie);
  const returned = bodyOf(second, 'cookie', bodies.cookie);
  must(cookie ? !!returned && equal(cookie, returned) : !returned, 'illegal_parameter', 'retry');
}

/** Extensions that may stand in a ServerHello, and in a HelloRetryRequest: RFC 8446 section 4.2, table. */
const inServerHello: readonly ExtensionName[] = ['supported_versions', 'key_share', 'pre_shared_key'];
const inRetry: readonly ExtensionName[] = ['supported_versions', 'key_share', 'cookie'];

/** What a client checks in a ServerHello or HelloRetryRequest. RFC 8446 sections 4.1.3, 4.1.4 and 4.2. */
export function checkServerHello(offer: ClientHello, hello: ServerHello, retry: ServerHello | undefined): void {
  const again = isHelloRetryRequest(hello);
  const version = bodyOf(hello, 'supported_versions', bodies.selected_version);
  if (version === undefined) {
    // Section 4.1.3: the sentinel says that the server could do better, so somebody has meddled with the offer.
    const best = bodyOf(offer, 'supported_versions', bodies.offered_versions) ?? [offer.version];
    must(!(best.includes(tls13) && downgradeSentinel(hello.random)), 'illegal_parameter', 'downgrade');
    throw new Refused('protocol_version', 'version');
  }
  must(hello.version === tls12 && version === tls13, 'illegal_parameter', 'version');
  must(equal(hello.session_id, offer.session_id), 'illegal_parameter', 'session-id-echo');
  must(
    offer.cipher_suites.includes(hello.cipher_suite) &&
      suiteOf(hello.cipher_suite)?.keyExchange === undefined &&
      (!retry || retry.cipher_suite === hello.cipher_suite),
    'illegal_parameter',
    'suite',
  );
  must(!(again && retry), 'unexpected_message', 'retry');
  for (const { type } of hello.extensions ?? []) {
    const name = extensionName(type);
    // A cookie is the one thing that a server may send without having been asked.
    must(name === 'cookie' || (!!name && has(offer, name)), 'unsupported_extension', 'extension');
    must(!!name && (again ? inRetry : inServerHello).includes(name), 'illegal_parameter', 'extension');
  }
  const shares = bodyOf(offer, 'key_share', bodies.client_shares) ?? [];
  if (again) {
    const group = bodyOf(hello, 'key_share', bodies.selected_group);
    const groups = bodyOf(offer, 'supported_groups', bodies.supported_groups) ?? [];
    // Section 4.1.4: it must ask for a change, and for a group that was offered without a share.
    must(group !== undefined || has(hello, 'cookie'), 'illegal_parameter', 'retry');
    must(
      group === undefined || (groups.includes(group) && !shares.some((share) => share.group === group)),
      'illegal_parameter',
      'retry',
    );
    return;
  }
  const share = bodyOf(hello, 'key_share', bodies.server_share);
  const psk = bodyOf(hello, 'pre_shared_key', bodies.selected_psk);
  const modes = bodyOf(offer, 'psk_key_exchange_modes', bodies.psk_key_exchange_modes) ?? [];
  const offered = bodyOf(offer, 'pre_shared_key', bodies.offered_psks)?.identities.length ?? 0;
  must(psk === undefined || psk < offered, 'illegal_parameter', 'psk');
  must(!!share || psk !== undefined, 'missing_extension', 'extension');
  must(!!share || modes.includes(0), 'illegal_parameter', 'psk');
  must(!share || shares.some(({ group }) => group === share.group), 'illegal_parameter', 'key-share');
}

/** What a client checks in EncryptedExtensions: RFC 8446 section 4.3.1. */
export function checkEncryptedExtensions(offer: ClientHello, extensions: readonly Extension[]): void {
  const elsewhere = [...inServerHello, ...inRetry, 'signature_algorithms', 'psk_key_exchange_modes'];
  for (const { type } of extensions) {
    const name = extensionName(type);
    must(!!offer.extensions?.some((each) => each.type === type), 'unsupported_extension', 'extension');
    must(!name || !elsewhere.includes(name), 'illegal_parameter', 'extension');
  }
  const chosen = extensionBody(
    extensions,
    'application_layer_protocol_negotiation',
    bodies.application_layer_protocol_negotiation,
  );
  const protocols =
    bodyOf(offer, 'application_layer_protocol_negotiation', bodies.application_layer_protocol_negotiation) ?? [];
  // RFC 7301 section 3.1: exactly one, and one of those offered.
  must(
    !chosen || (chosen.length === 1 && protocols.some((each) => !!chosen[0] && equal(each, chosen[0]))),
    'illegal_parameter',
    'protocol',
  );
}
