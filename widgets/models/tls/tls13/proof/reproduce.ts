/**
 * Recordings played again by our own client and server: what chance decided in them (randoms, private keys, signatures, tickets)
 * is read out of the recording and handed in, everything else has to come out byte for byte.
 */
import { bodies, extensionBody, hasExtension } from '../../extensions.ts';
import type { Certificate13, Message, NewSessionTicket13, ServerHello } from '../../messages.ts';
import { isHelloRetryRequest } from '../../messages.ts';
import { Client, type PrivateShare, type PskOffer, type Signer } from '../client.ts';
import type { Style } from '../endpoint.ts';
import { type Exchange, exchange, type Script } from '../exchange.ts';
import type { Psk, Role } from '../knowledge.ts';
import { Server } from '../server.ts';
import type { Seen } from '../side.ts';

/** One connection, opened: who sent which record, and what is in it. */
export interface Opened {
  readonly seen: readonly Seen[];
  readonly shares: Readonly<Record<Role, readonly PrivateShare[]>>;
  readonly psk: (identity: Uint8Array) => Psk | undefined;
  readonly style: Style;
  /** The order of the extensions of ServerHello is that of the recording; this says what a server may do at all. */
  readonly pskWithoutDhe?: boolean;
}

type Named<N extends Message['name']> = Extract<Message, { readonly name: N }>['body'];

/** Plays it again. The records of each direction have to be those of `seen`. */
export function reproduce({ seen, shares, psk, style, pskWithoutDhe = false }: Opened): Exchange {
  const of = <N extends Message['name']>(name: N, from?: Role): Named<N>[] =>
    seen
      .filter((each) => !from || each.from === from)
      .flatMap(({ messages }) => messages)
      .flatMap(({ message }) => (message.name === name ? [message.body as Named<N>] : []));
  const [first, again] = of('client_hello');
  const hellos = of('server_hello') as ServerHello[];
  const agreed = hellos.find((hello) => !isHelloRetryRequest(hello));
  const retry = hellos.find(isHelloRetryRequest);
  if (!first || !agreed) throw new Error('The recording has no hellos.');
  const data = (from: Role, early: boolean) =>
    seen
      .filter((each) => each.from === from && each.type === 'application_data')
      .filter(({ under }) => (under?.secret === 'c e traffic') === early)
      .map(({ content }) => content);
  const last = again ?? first;
  const plain = (hello: typeof first) => (hello.extensions ?? []).filter(({ type }) => type !== 41);
  const offers = extensionBody(first.extensions, 'pre_shared_key', bodies.offered_psks)?.identities ?? [];
  const chosen = extensionBody(agreed.extensions, 'pre_shared_key', bodies.selected_psk);
  const tickets = of('new_session_ticket') as NewSessionTicket13[];
  const [extensions] = of('encrypted_extensions');
  const added = [16, 42];
  const group =
    extensionBody(agreed.extensions, 'key_share', bodies.server_share)?.group ??
    extensionBody(last.extensions, 'key_share', bodies.client_shares)?.[0]?.group;
  // The private key of a share that a HelloRetryRequest made useless is in no recording.
  const [tried] = extensionBody(first.extensions, 'key_share', bodies.client_shares) ?? [];
  const forgotten: PrivateShare[] =
    tried && !shares.client.some((share) => share.group === tried.group)
      ? [{ group: tried.group, privateKey: new Uint8Array(), share: tried.key_exchange }]
      : [];
  const order = [...forgotten, ...shares.client].sort((a, b) => offeredAt(first, a.group) - offeredAt(first, b.group));
  const signer = (from: Role): Signer | undefined => {
    const [certificate] = of('certificate', from) as Certificate13[];
    const [verify] = of('certificate_verify', from);
    if (!certificate || !verify) return undefined;
    return {
      chain: certificate.certificate_list.map(({ cert_data }) => cert_data),
      schemes: [verify.algorithm ?? 0],
      sign: () => verify.signature,
    };
  };
  const own = { client: signer('client'), server: signer('server') };
  const request = of('certificate_request') as { readonly extensions: typeof first.extensions }[];
  const client = new Client({
    random: first.random,
    sessionId: first.session_id,
    suites: first.cipher_suites,
    extensions: plain(first),
    ...(again ? { extensionsAgain: plain(again) } : {}),
    shares: order,
    psks: offers.flatMap(({ identity, obfuscated_ticket_age }): PskOffer[] => {
      const known = psk(identity);
      return known ? [{ identity, obfuscatedAge: obfuscated_ticket_age, psk: known }] : [];
    }),
    earlyData: data('client', true),
    ...(own.client ? { certificate: own.client } : {}),
    style,
    verify: () => true,
  });
  const cookie = retry && extensionBody(retry.extensions, 'cookie', bodies.cookie);
  const server = new Server({
    random: agreed.random,
    suites: [agreed.cipher_suite],
    groups: group === undefined ? [] : [group],
    shares: shares.server,
    psk: (identity) => (chosen === undefined ? undefined : psk(identity)),
    pskWithoutDhe,
    ...(own.server ? { certificate: own.server } : {}),
    takesEarlyData: () => hasExtension(extensions?.extensions, 'early_data'),
    ...(cookie ? { cookie } : {}),
    order: orderOf(retry, agreed),
    encryptedExtensions: (extensions?.extensions ?? []).filter(({ type }) => !added.includes(type)),
    protocols:
      extensionBody(
        extensions?.extensions,
        'application_layer_protocol_negotiation',
        bodies.application_layer_protocol_negotiation,
      ) ?? [],
    ...(request[0] ? { requests: request[0].extensions ?? [] } : {}),
    tickets: tickets.map((each) => ({
      lifetimeS: each.ticket_lifetime,
      ageAdd: each.ticket_age_add,
      nonce: each.ticket_nonce,
      ticket: () => each.ticket,
      maxEarlyData: extensionBody(each.extensions, 'early_data', bodies.max_early_data_size) ?? 0,
    })),
    style,
  });
  const updates = of('key_update', 'client')[0];
  const script: Script = {
    request: data('client', false),
    response: data('server', false),
    keyUpdate: !updates ? 'none' : updates.request_update === 1 ? 'both' : 'client',
    close: true,
  };
  return exchange(client, server, script);
}

const numbers = { key_share: 51, cookie: 44, supported_versions: 43, pre_shared_key: 41 } as const;

/** The order in which this server writes its extensions. */
function orderOf(...hellos: readonly (ServerHello | undefined)[]): (keyof typeof numbers)[] {
  const types = hellos.flatMap((hello) => (hello?.extensions ?? []).map(({ type }) => type));
  return (Object.keys(numbers) as (keyof typeof numbers)[]).sort(
    (a, b) => place(types, numbers[a]) - place(types, numbers[b]),
  );
}

const place = (types: readonly number[], type: number) => (types.includes(type) ? types.indexOf(type) : types.length);

function offeredAt(
  hello: { readonly extensions: readonly { type: number; data: Uint8Array }[] | undefined },
  group: number,
): number {
  const shares = extensionBody(hello.extensions, 'key_share', bodies.client_shares) ?? [];
  const at = shares.findIndex((share) => share.group === group);
  return at < 0 ? shares.length : at;
}
