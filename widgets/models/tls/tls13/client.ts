/**
 * A client of TLS 1.3: its ClientHello from its arguments, the second one after a HelloRetryRequest, early data, its Finished.
 * RFC 8446 sections 4.1.2, 4.2.8 to 4.2.11, 4.4 and 4.5. Randoms, private keys and tickets are arguments.
 */
import { encode } from '../codec.ts';
import { bodies, type Extension, extensionBody, extensionNumber, extensionOf, hasExtension } from '../extensions.ts';
import type { CertificateRequest13, ClientHello } from '../messages.ts';
import { tls12 } from '../registries.ts';
import { suiteOf } from '../suites.ts';
import { publicShare, sharedSecret } from './agree.ts';
import { Endpoint, messageBytes, openssl, type Style } from './endpoint.ts';
import { bodyOf } from './hellos.ts';
import { mac } from './hkdf.ts';
import type { KeptTicket, Knowledge, Psk } from './knowledge.ts';
import { Schedule } from './schedule.ts';
import type { Seen } from './side.ts';
import { signedContent, transcriptHash } from './transcript.ts';

/** A private key for a group. */
export interface PrivateShare {
  readonly group: number;
  readonly privateKey: Uint8Array;
  /** The share, where only that is known: enough for one that a HelloRetryRequest makes useless. */
  readonly share?: Uint8Array;
}

/** A PSK that is offered. */
export interface PskOffer {
  readonly identity: Uint8Array;
  /** The age of the ticket in ms, plus its `ticket_age_add`, modulo 2^32. RFC 8446 section 4.2.11.1. */
  readonly obfuscatedAge: number;
  readonly psk: Psk;
}

/** Something that can sign: a chain, leaf first, and a function that has its private key. */
export interface Signer {
  readonly chain: readonly Uint8Array[];
  readonly schemes: readonly number[];
  readonly sign: (scheme: number, content: Uint8Array) => Uint8Array;
}

export interface ClientPlan {
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly suites: readonly number[];
  /** In their order. Where `key_share` stands, the shares are put in; `pre_shared_key` is added at the end. */
  readonly extensions: readonly Extension[];
  /** The extensions of the second ClientHello, if they are not simply the first ones without early data, with the cookie. */
  readonly extensionsAgain?: readonly Extension[];
  /** The first is sent at once; the others are there if a HelloRetryRequest asks for them. */
  readonly shares: readonly PrivateShare[];
  readonly psks?: readonly PskOffer[];
  /** Sent at once if `early_data` is among the extensions. */
  readonly earlyData?: readonly Uint8Array[];
  readonly certificate?: Signer;
  readonly style?: Style;
  readonly verify: Knowledge['verify'];
  readonly judge?: Knowledge['judge'];
}

export class Client extends Endpoint {
  private readonly plan: ClientPlan;
  /** The messages of a handshake that is being repeated, for the binder. */
  private first: Uint8Array = new Uint8Array();
  private retry: Uint8Array = new Uint8Array();

  constructor(plan: ClientPlan) {
    super(
      {
        role: 'client',
        agree: (group, _client, server) => {
          const own = plan.shares.find((each) => each.group === group);
          return own && sharedSecret(group, own.privateKey, server);
        },
        psk: (identity) => plan.psks?.find((each) => each.identity === identity || same(each.identity, identity))?.psk,
        verify: plan.verify,
        ...(plan.judge ? { judge: plan.judge } : {}),
      },
      plan.style ?? openssl,
    );
    this.plan = plan;
  }

  /** Tickets that it may use next time. */
  get tickets(): readonly KeptTicket[] {
    return this.side.tickets;
  }

  /** ClientHello, and early data behind it. */
  start(): void {
    const { plan } = this;
    this.first = this.hello(plan.extensions, plan.shares.slice(0, 1));
    this.messages([this.first]);
    if (this.side.early !== 'offered') return;
    this.changeCipherSpec();
    for (const data of plan.earlyData ?? []) this.data(data);
  }

  protected answer(seen: Seen): void {
    const { side } = this;
    if (side.phase === 'retry' && seen.messages.length > 0) {
      this.retry = seen.messages[0]?.bytes ?? this.retry;
      this.again();
    } else if (
      side.phase === 'server finished' &&
      !side.finished.client &&
      side.finished.server &&
      seen.messages.length > 0
    ) {
      if (seen.messages.some(({ message }) => message.name === 'finished')) this.finish();
    } else if (side.phase === 'connected') {
      for (const { message } of seen.messages)
        if (message.name === 'key_update' && message.body.request_update === 1) this.updateKeys(false);
    }
  }

  /** New keys for what it sends, and a request for the other's: RFC 8446 section 4.6.3. */
  updateKeys(request: boolean): void {
    this.messages([messageBytes({ name: 'key_update', body: { request_update: request ? 1 : 0 } })]);
  }

  private again(): void {
    const { plan, side } = this;
    const hello = side.retry;
    const group = hello && bodyOf(hello, 'key_share', bodies.selected_group);
    const cookie = hello && bodyOf(hello, 'cookie', bodies.cookie);
    const kept = plan.extensions.filter(({ type }) => type !== extensionNumber('early_data'));
    const extensions = plan.extensionsAgain ?? [
      ...kept,
      ...(cookie ? [extensionOf('cookie', bodies.cookie, cookie)] : []),
    ];
    const shares = group === undefined ? plan.shares.slice(0, 1) : plan.shares.filter((each) => each.group === group);
    this.changeCipherSpec();
    this.messages([this.hello(extensions, shares)]);
  }

  private hello(extensions: readonly Extension[], shares: readonly PrivateShare[]): Uint8Array {
    const { plan } = this;
    const entries = shares.map(({ group, privateKey, share }) => ({
      group,
      key_exchange: share ?? publicShare(group, privateKey) ?? new Uint8Array(),
    }));
    const keyShare = extensionOf('key_share', bodies.client_shares, entries);
    const hello: ClientHello = {
      version: tls12,
      random: plan.random,
      session_id: plan.sessionId,
      cipher_suites: plan.suites,
      compression_methods: [0],
      extensions: extensions.map((each) => (each.type === keyShare.type ? keyShare : each)),
    };
    // After a HelloRetryRequest, only keys whose hash is that of the chosen suite.
    const psks = (plan.psks ?? []).filter(
      ({ psk }) => !this.side.retry || suiteOf(psk.suite)?.prfHash === this.side.hash,
    );
    return psks.length ? this.bound(hello, psks) : messageBytes({ name: 'client_hello', body: hello });
  }

  /** With `pre_shared_key` at its end: the binders are MACs over everything before them. RFC 8446 section 4.2.11.2. */
  private bound(hello: ClientHello, psks: readonly PskOffer[]): Uint8Array {
    const identities = psks.map(({ identity, obfuscatedAge }) => ({ identity, obfuscated_ticket_age: obfuscatedAge }));
    const hashes = psks.map(({ psk }) => suiteOf(psk.suite)?.prfHash ?? 'sha256');
    const withBinders = (binders: readonly Uint8Array[]) => {
      const offered = {
        type: extensionNumber('pre_shared_key'),
        data: encode(bodies.offered_psks, { identities, binders }),
      };
      return messageBytes({
        name: 'client_hello',
        body: { ...hello, extensions: [...(hello.extensions ?? []), offered] },
      });
    };
    const blank = hashes.map((hash) => new Uint8Array(hash === 'sha256' ? 32 : 48));
    const whole = withBinders(blank);
    const truncated = whole.subarray(0, whole.length - 2 - blank.reduce((sum, binder) => sum + 1 + binder.length, 0));
    return withBinders(
      psks.map(({ psk }, at) => {
        const hash = hashes[at] ?? 'sha256';
        const schedule = new Schedule(hash);
        schedule.early(psk.value);
        const key = schedule.binder(psk.kind);
        // Once there was a HelloRetryRequest, the transcript so far comes first.
        const binds = this.side.retry ? this.side.transcriptHash(truncated) : transcriptHash(hash, [truncated]);
        return mac(hash, key, binds);
      }),
    );
  }

  private finish(): void {
    const { side, plan } = this;
    this.changeCipherSpec();
    if (side.early === 'accepted') this.messages([messageBytes({ name: 'end_of_early_data', body: null })]);
    const own: Uint8Array[] = [];
    if (side.request)
      own.push(...authenticate(side.request, plan.certificate, 'client', (before) => side.transcriptHash(...before)));
    this.messages([...own, this.finishedMessage(...own)]);
  }
}

/** Certificate and CertificateVerify; an empty Certificate where there is nothing to show or no common scheme. */
export function authenticate(
  asked: { readonly extensions: readonly Extension[] | undefined; readonly certificate_request_context?: Uint8Array },
  signer: Signer | undefined,
  role: 'client' | 'server',
  hashOf: (before: readonly Uint8Array[]) => Uint8Array,
): Uint8Array[] {
  const offered = extensionBody(asked.extensions, 'signature_algorithms', bodies.signature_algorithms) ?? [];
  const scheme = signer?.schemes.find((each) => offered.includes(each));
  const chain = scheme === undefined ? [] : (signer?.chain ?? []);
  const certificate = messageBytes({
    name: 'certificate',
    body: {
      certificate_request_context:
        (asked as Partial<CertificateRequest13>).certificate_request_context ?? new Uint8Array(),
      certificate_list: chain.map((cert_data) => ({ cert_data, extensions: [] })),
    },
  });
  if (!signer || scheme === undefined) return [certificate];
  const signature = signer.sign(scheme, signedContent(role, hashOf([certificate])));
  return [certificate, messageBytes({ name: 'certificate_verify', body: { algorithm: scheme, signature } })];
}

export const wantsEarlyData = (plan: ClientPlan): boolean => hasExtension(plan.extensions, 'early_data');

const same = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, at) => byte === b[at]);
