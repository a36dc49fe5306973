/**
 * What a server of TLS 1.3 chooses from a ClientHello: suite, group, PSK, signature scheme, application protocol. RFC 8446
 * sections 4.1.1 and 4.2; and the alert where there is nothing in common.
 */
import { bodies, hasExtension } from '../extensions.ts';
import type { ClientHello } from '../messages.ts';
import { equal } from '../registries.ts';
import { suiteOf } from '../suites.ts';
import { bodyOf } from './hellos.ts';
import type { Psk } from './knowledge.ts';
import { must } from './refused.ts';

/** What a server can do, in the order in which it likes it. */
export interface Abilities {
  readonly suites: readonly number[];
  /** Whose order of suites counts. OpenSSL takes the client's, unless told otherwise. */
  readonly prefers?: 'client' | 'server';
  readonly groups: readonly number[];
  /** Schemes of its certificate; empty: it has none. */
  readonly schemes: readonly number[];
  /** Application protocols; undefined: it does not look at ALPN. */
  readonly protocols?: readonly Uint8Array[];
  /** psk_ke beside psk_dhe_ke: no key share, no forward secrecy. */
  readonly pskWithoutDhe?: boolean;
  readonly psk: (identity: Uint8Array) => Psk | undefined;
}

export interface Choice {
  readonly suite: number;
  /** undefined in psk_ke. */
  readonly group: number | undefined;
  /** There is no share for the group yet: HelloRetryRequest. */
  readonly retry: boolean;
  readonly psk: { readonly index: number; readonly psk: Psk; readonly identity: Uint8Array } | undefined;
  readonly scheme: number | undefined;
  readonly protocol: Uint8Array | undefined;
}

/** Throws a refusal where nothing is in common. `settled`: suite and group of a HelloRetryRequest. */
export function choose(able: Abilities, offer: ClientHello): Choice {
  const [first, second] =
    able.prefers === 'server' ? [able.suites, offer.cipher_suites] : [offer.cipher_suites, able.suites];
  const common = first.filter((id) => second.includes(id));
  const [suite] = common;
  must(suite !== undefined, 'handshake_failure', 'suite');

  const offered = bodyOf(offer, 'supported_groups', bodies.supported_groups) ?? [];
  const shares = bodyOf(offer, 'key_share', bodies.client_shares) ?? [];
  const groups = able.groups.filter((id) => offered.includes(id));
  // A group that saves the round trip is better than one that is liked more: RFC 8446 section 4.1.1 leaves it open.
  const group = groups.find((id) => shares.some((share) => share.group === id)) ?? groups[0];

  const modes = bodyOf(offer, 'psk_key_exchange_modes', bodies.psk_key_exchange_modes) ?? [];
  const dhe = modes.includes(1) && group !== undefined;
  const usable = dhe || (modes.includes(0) && able.pskWithoutDhe === true);
  const identities = bodyOf(offer, 'pre_shared_key', bodies.offered_psks)?.identities ?? [];
  const psks = identities.flatMap(({ identity }, index) => {
    const psk = usable ? able.psk(identity) : undefined;
    const fits = psk && suiteOf(psk.suite)?.prfHash === suiteOf(suite)?.prfHash;
    return psk && fits ? [{ index, psk, identity }] : [];
  });
  const [psk] = psks;
  const protocol = protocolOf(able, offer);
  const withoutShare =
    psk !== undefined && !(modes.includes(1) && group !== undefined && (shares.length > 0 || !modes.includes(0)));
  if (psk && (withoutShare || (able.pskWithoutDhe && modes.includes(0) && !modes.includes(1))))
    return { suite, group: undefined, retry: false, psk, scheme: undefined, protocol };

  must(group !== undefined, 'handshake_failure', 'group');
  const retry = !shares.some((share) => share.group === group);
  if (psk) return { suite, group, retry, psk, scheme: undefined, protocol };
  must(hasExtension(offer.extensions, 'signature_algorithms'), 'missing_extension', 'extension');
  const schemes = bodyOf(offer, 'signature_algorithms', bodies.signature_algorithms) ?? [];
  const scheme = able.schemes.find((each) => schemes.includes(each));
  must(scheme !== undefined, 'handshake_failure', 'signature-scheme');
  return { suite, group, retry, psk: undefined, scheme, protocol };
}

function protocolOf({ protocols }: Abilities, offer: ClientHello): Uint8Array | undefined {
  const theirs = bodyOf(offer, 'application_layer_protocol_negotiation', bodies.application_layer_protocol_negotiation);
  if (!protocols || !theirs) return undefined;
  const found = protocols.find((own) => theirs.some((each) => equal(own, each)));
  // RFC 7301 section 3.2.
  must(found !== undefined, 'no_application_protocol', 'protocol');
  return found;
}
