/**
 * A server of TLS 1.3: what it answers a ClientHello, its whole flight, its tickets. RFC 8446 sections 4.1.3, 4.1.4, 4.3, 4.4 and
 * 4.6.1. Randoms, private keys, tickets and the decision about early data are arguments.
 */
import { bodies, type Extension, type ExtensionName, extensionBody, extensionOf, hasExtension } from '../extensions.ts';
import { retryRandom } from '../messages.ts';
import { tls12, tls13 } from '../registries.ts';
import { agreementOf, publicShare } from './agree.ts';
import { type Abilities, type Choice, choose } from './choice.ts';
import { authenticate, type PrivateShare, type Signer } from './client.ts';
import { Endpoint, messageBytes, openssl, type Style } from './endpoint.ts';
import type { Knowledge, Psk } from './knowledge.ts';
import { Refused } from './refused.ts';
import type { Seen } from './side.ts';

export interface TicketPlan {
  readonly lifetimeS: number;
  readonly ageAdd: number;
  readonly nonce: Uint8Array;
  /** The ticket itself, once its PSK is known: a name for a stored session, or the session, encrypted. */
  readonly ticket: (psk: Psk) => Uint8Array;
  /** Bytes of early data that it allows; 0: none. */
  readonly maxEarlyData: number;
}

export interface ServerPlan extends Omit<Abilities, 'schemes'> {
  readonly random: Uint8Array;
  readonly shares: readonly PrivateShare[];
  readonly certificate?: Signer;
  /** Whether early data behind this identity are taken: what a server remembers of earlier uses is its own affair. */
  readonly takesEarlyData?: (identity: Uint8Array) => boolean;
  readonly cookie?: Uint8Array;
  /** The order of the extensions of ServerHello and HelloRetryRequest. */
  readonly order?: readonly ExtensionName[];
  /** In front of those that it adds by itself (ALPN, early_data). */
  readonly encryptedExtensions?: readonly Extension[];
  /** The extensions of a CertificateRequest; undefined: it asks for no certificate. */
  readonly requests?: readonly Extension[];
  readonly requiresCertificate?: boolean;
  readonly tickets?: readonly TicketPlan[];
  readonly style?: Style;
  readonly verify?: Knowledge['verify'];
  readonly judge?: Knowledge['judge'];
}

export class Server extends Endpoint {
  private readonly plan: ServerPlan;
  private ticketed = false;

  constructor(plan: ServerPlan) {
    const own = new Map(plan.shares.map(({ group, privateKey }) => [group, agreementOf(group, privateKey)]));
    const agree = (group: number) => own.get(group);
    super(
      {
        role: 'server',
        agree: (group, client) => agree(group)?.(client),
        psk: plan.psk,
        verify: plan.verify ?? (() => true),
        ...(plan.judge ? { judge: plan.judge } : {}),
        requiresCertificate: plan.requiresCertificate ?? false,
      },
      plan.style ?? openssl,
    );
    this.plan = plan;
  }

  protected answer(seen: Seen): void {
    const { side } = this;
    if (seen.messages.some(({ message }) => message.name === 'client_hello')) this.hello();
    else if (side.phase === 'connected' && !this.ticketed) this.sendTickets();
    else if (side.phase === 'connected')
      for (const { message } of seen.messages)
        if (message.name === 'key_update' && message.body.request_update === 1)
          this.messages([messageBytes({ name: 'key_update', body: { request_update: 0 } })]);
  }

  private hello(): void {
    const { side, plan } = this;
    if (!side.offer) return;
    let choice: Choice;
    try {
      choice = choose({ ...plan, schemes: plan.certificate?.schemes ?? [] }, side.offer);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.fail(error.refusal);
      return;
    }
    if (choice.retry && side.retry) return this.fail({ alert: 'illegal_parameter', check: 'retry' });
    if (!choice.retry && !this.usable(choice)) return this.fail({ alert: 'illegal_parameter', check: 'key-share' });
    if (choice.retry || (plan.cookie && !side.retry)) this.askAgain(choice);
    else this.flight(choice);
  }

  /** Section 4.2.8.2: a share that is no point of the curve, or gives no secret, is refused. */
  private usable({ group }: Choice): boolean {
    const theirs = extensionBody(this.side.offer?.extensions, 'key_share', bodies.client_shares);
    const share = theirs?.find((each) => each.group === group);
    return !share || this.side.knowledge.agree(share.group, share.key_exchange, share.key_exchange) !== 'invalid';
  }

  private ordered(extensions: readonly Extension[]): readonly Extension[] {
    const order = (this.plan.order ?? ['supported_versions', 'key_share', 'cookie', 'pre_shared_key']).map(
      (name) => extensionOf(name, { read: () => null, write: () => [] }, null).type,
    );
    return [...extensions].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
  }

  private sendHello(random: Uint8Array, suite: number, extensions: readonly Extension[]): void {
    const message = messageBytes({
      name: 'server_hello',
      body: {
        version: tls12,
        random,
        session_id: this.side.offer?.session_id ?? new Uint8Array(),
        cipher_suite: suite,
        compression_method: 0,
        extensions: this.ordered([extensionOf('supported_versions', bodies.selected_version, tls13), ...extensions]),
      },
    });
    this.messages([message]);
    if (this.side.offer?.session_id.length) this.changeCipherSpec();
  }

  private askAgain(choice: Choice): void {
    const { cookie } = this.plan;
    this.sendHello(retryRandom, choice.suite, [
      ...(choice.retry && choice.group !== undefined
        ? [extensionOf('key_share', bodies.selected_group, choice.group)]
        : []),
      ...(cookie ? [extensionOf('cookie', bodies.cookie, cookie)] : []),
    ]);
  }

  /** ServerHello to Finished. */
  private flight({ suite, group, psk, protocol }: Choice): void {
    const { side, plan } = this;
    const own = plan.shares.find((each) => each.group === group);
    const key_exchange = own && publicShare(own.group, own.privateKey);
    const takesEarly =
      side.early === 'offered' &&
      psk?.index === 0 &&
      psk.psk.suite === suite &&
      (plan.takesEarlyData?.(psk.identity) ?? false);
    this.sendHello(plan.random, suite, [
      ...(own && key_exchange
        ? [extensionOf('key_share', bodies.server_share, { group: own.group, key_exchange })]
        : []),
      ...(psk ? [extensionOf('pre_shared_key', bodies.selected_psk, psk.index)] : []),
    ]);
    const extensions = [
      ...(plan.encryptedExtensions ?? []),
      ...(protocol
        ? [
            extensionOf('application_layer_protocol_negotiation', bodies.application_layer_protocol_negotiation, [
              protocol,
            ]),
          ]
        : []),
      ...(takesEarly ? [extensionOf('early_data', bodies.early_data, null)] : []),
    ];
    const all: Uint8Array[] = [messageBytes({ name: 'encrypted_extensions', body: { extensions } })];
    if (!psk) {
      if (plan.requests)
        all.push(
          messageBytes({
            name: 'certificate_request',
            body: { certificate_request_context: new Uint8Array(), extensions: plan.requests },
          }),
        );
      const asked = { extensions: side.offer?.extensions };
      const before = [...all];
      all.push(
        ...authenticate(asked, plan.certificate, 'server', (certificate) =>
          side.transcriptHash(...before, ...certificate),
        ),
      );
    }
    this.messages([...all, this.finishedMessage(...all)]);
  }

  private sendTickets(): void {
    this.ticketed = true;
    const { side, plan } = this;
    const last = plan.tickets ?? [];
    const messages = last.map(({ lifetimeS, ageAdd, nonce, ticket, maxEarlyData }, at) => {
      const value = side.schedule?.ticketPsk(nonce, `resumption ${side.tickets.length + at}`) ?? new Uint8Array();
      return messageBytes({
        name: 'new_session_ticket',
        body: {
          ticket_lifetime: lifetimeS,
          ticket_age_add: ageAdd,
          ticket_nonce: nonce,
          ticket: ticket({ value, kind: 'res', suite: side.suite?.id ?? 0 }),
          extensions: maxEarlyData ? [extensionOf('early_data', bodies.max_early_data_size, maxEarlyData)] : [],
        },
      });
    });
    if (messages.length && side.schedule?.get('res master')) this.messages(messages);
  }
}

/** True if the client asked to send early data. */
export const offersEarlyData = (server: Server): boolean => hasExtension(server.side.offer?.extensions, 'early_data');
