/**
 * The handshake of TLS 1.3 as one side follows it, message by message: order, transcript, keys, and what each message has to
 * prove. RFC 8446 sections 4 and 7, and the state machines of appendix A.
 *
 * The order is the same from both ends, so both directions go through one table ({@link Conversation.expected}).
 */
import { bodies, extensionBody, hasExtension } from '../extensions.ts';
import {
  type Certificate13,
  type CertificateRequest13,
  type ClientHello,
  isHelloRetryRequest,
  type Message,
  type MessageName,
  type NewSessionTicket13,
  type ServerHello,
} from '../messages.ts';
import { equal } from '../registries.ts';
import { type Suite, suiteOf } from '../suites.ts';
import { bodyOf, checkClientHello, checkEncryptedExtensions, checkSecondHello, checkServerHello } from './hellos.ts';
import { type HashName, mac } from './hkdf.ts';
import type { KeptTicket, Knowledge, Psk, Role } from './knowledge.ts';
import type { Protection } from './protection.ts';
import { must, Refused } from './refused.ts';
import { Schedule } from './schedule.ts';
import { messageHash, signedContent, transcriptHash } from './transcript.ts';

type Phase =
  | 'start'
  | 'offered'
  | 'retry'
  | 'offered again'
  | 'agreed'
  | 'extensions'
  | 'request'
  | 'server certificate'
  | 'server verify'
  | 'server finished'
  | 'client certificate'
  | 'client verify'
  | 'connected';

export class Conversation {
  readonly knowledge: Knowledge;
  schedule: Schedule | undefined;
  suite: Suite | undefined;
  readonly protections: Partial<Record<Role, Protection>> = {};
  readonly finished: Record<Role, boolean> = { client: false, server: false };
  readonly tickets: KeptTicket[] = [];
  phase: Phase = 'start';
  offer: ClientHello | undefined;
  retry: ServerHello | undefined;
  agreed: ServerHello | undefined;
  /** The PSK that was chosen. */
  psk: Psk | undefined;
  early: 'none' | 'offered' | 'accepted' | 'refused' = 'none';
  protected openedFromClient = false;
  readonly chains: Partial<Record<Role, readonly Uint8Array[]>> = {};
  request: CertificateRequest13 | undefined;
  private transcript: Uint8Array[] = [];
  private readonly early13: { tickets: NewSessionTicket13[]; ended: boolean } = { tickets: [], ended: false };
  private offeredPsks: readonly (Psk | undefined)[] = [];
  /** Authentication after the handshake: its own transcript, which starts from that of the handshake. */
  private later: { transcript: Uint8Array[]; expects: MessageName } | undefined;

  constructor(knowledge: Knowledge) {
    this.knowledge = knowledge;
  }

  get hash(): HashName {
    return this.suite?.prfHash ?? 'sha256';
  }

  /** The hash of all messages so far, and of those that are about to follow. */
  transcriptHash(...further: readonly Uint8Array[]): Uint8Array {
    return transcriptHash(this.hash, [...this.transcript, ...further]);
  }

  /** What `from` may send now. */
  expected(from: Role): readonly MessageName[] {
    const client = from === 'client';
    switch (this.phase) {
      case 'start':
      case 'retry':
        return client ? ['client_hello'] : [];
      case 'offered':
      case 'offered again':
        return client ? [] : ['server_hello'];
      case 'agreed':
        return client ? [] : ['encrypted_extensions'];
      case 'extensions':
        return client ? [] : this.psk ? ['finished'] : ['certificate_request', 'certificate'];
      case 'request':
        return client ? [] : ['certificate'];
      case 'server certificate':
        return client ? [] : ['certificate_verify'];
      case 'server verify':
        return client ? [] : ['finished'];
      case 'server finished':
        if (!client) return ['new_session_ticket'];
        if (this.early === 'accepted' && !this.early13.ended) return ['end_of_early_data'];
        return this.request ? ['certificate'] : ['finished'];
      case 'client certificate':
        if (!client) return ['new_session_ticket'];
        return this.chains.client?.length ? ['certificate_verify'] : ['finished'];
      case 'client verify':
        return client ? ['finished'] : ['new_session_ticket'];
      case 'connected':
        if (client) return this.later ? [this.later.expects] : ['key_update'];
        return hasExtension(this.offer?.extensions, 'post_handshake_auth')
          ? ['new_session_ticket', 'key_update', 'certificate_request']
          : ['new_session_ticket', 'key_update'];
    }
  }

  message(from: Role, message: Message, bytes: Uint8Array): void {
    const updates = this.phase === 'connected' && message.name === 'key_update';
    must(updates || this.expected(from).includes(message.name), 'unexpected_message', 'order');
    if (this.phase === 'connected') return this.afterwards(from, message, bytes);
    switch (message.name) {
      case 'client_hello':
        return this.clientHello(message.body, bytes);
      case 'server_hello':
        return this.serverHello(message.body, bytes);
      case 'encrypted_extensions':
        return this.encryptedExtensions(message.body.extensions, bytes);
      case 'certificate_request':
        this.request = message.body as CertificateRequest13;
        must(this.request.certificate_request_context.length === 0, 'illegal_parameter', 'syntax');
        must(hasExtension(this.request.extensions, 'signature_algorithms'), 'missing_extension', 'extension');
        return this.to('request', bytes);
      case 'certificate':
        this.certificate(from, message.body as Certificate13, this.request);
        return this.to(from === 'client' ? 'client certificate' : 'server certificate', bytes);
      case 'certificate_verify':
        this.verify(from, message.body.algorithm ?? 0, message.body.signature, this.transcriptHash());
        return this.to(from === 'client' ? 'client verify' : 'server verify', bytes);
      case 'finished':
        this.checkFinished(from === 'client' ? 'c hs traffic' : 's hs traffic', message.body.verify_data);
        return from === 'client' ? this.clientFinished(bytes) : this.serverFinished(bytes);
      case 'end_of_early_data':
        this.early13.ended = true;
        this.protect('client', 'c hs traffic');
        return this.to(this.phase, bytes);
      case 'new_session_ticket':
        // Section 4.6.1: a server that asks for no certificate may send it at once; its key comes with the Finished.
        this.early13.tickets.push(message.body as NewSessionTicket13);
        return;
      default:
        throw new Refused('unexpected_message', 'order');
    }
  }

  private to(phase: Phase, bytes: Uint8Array): void {
    this.transcript.push(bytes);
    this.phase = phase;
  }

  private clientHello(hello: ClientHello, bytes: Uint8Array): void {
    checkClientHello(hello);
    if (this.phase === 'retry' && this.offer && this.retry) checkSecondHello(this.offer, hello, this.retry);
    this.offer = hello;
    this.to(this.phase === 'retry' ? 'offered again' : 'offered', bytes);
    this.offerPsks(hello, bytes);
  }

  /** Checks the binders of those PSKs that are known here: section 4.2.11.2. */
  private offerPsks(hello: ClientHello, bytes: Uint8Array): void {
    const offered = bodyOf(hello, 'pre_shared_key', bodies.offered_psks);
    this.offeredPsks = (offered?.identities ?? []).map(({ identity }) => this.knowledge.psk(identity));
    const wantsEarly = hasExtension(hello.extensions, 'early_data');
    const binderBytes = 2 + (offered?.binders ?? []).reduce((sum, binder) => sum + 1 + binder.length, 0);
    this.offeredPsks.forEach((psk, at) => {
      const suite = psk && suiteOf(psk.suite);
      if (!suite) return;
      // After a HelloRetryRequest the hash is settled, and a PSK of another is passed over.
      if (this.retry && suite.prfHash !== this.hash) return;
      const schedule = new Schedule(suite.prfHash);
      schedule.early(psk.value);
      const before = this.retry ? this.transcript.slice(0, -1) : [];
      const truncated = transcriptHash(suite.prfHash, [...before, bytes.subarray(0, bytes.length - binderBytes)]);
      const binder = mac(suite.prfHash, schedule.binder(psk.kind), truncated);
      must(equal(binder, offered?.binders[at] ?? new Uint8Array()), 'decrypt_error', 'binder');
      if (at > 0) return;
      this.schedule = schedule;
      if (!wantsEarly) return;
      schedule.earlyTraffic(transcriptHash(suite.prfHash, [bytes]));
      this.suite = suite;
      this.protect('client', 'c e traffic');
    });
    if (wantsEarly) this.early = this.protections.client ? 'offered' : 'refused';
  }

  private serverHello(hello: ServerHello, bytes: Uint8Array): void {
    must(!!this.offer, 'internal_error', 'order');
    checkServerHello(this.offer, hello, this.retry);
    const suite = suiteOf(hello.cipher_suite);
    must(!!suite, 'illegal_parameter', 'suite');
    this.suite = suite;
    if (isHelloRetryRequest(hello)) {
      this.retry = hello;
      this.transcript = this.transcript.map((message) => messageHash(this.hash, message));
      if (this.early !== 'none') this.early = 'refused';
      delete this.protections.client;
      this.to('retry', bytes);
      return;
    }
    this.agreed = hello;
    this.to('agreed', bytes);
    this.deriveHandshake(this.offer, hello);
  }

  private deriveHandshake(offer: ClientHello, hello: ServerHello): void {
    const chosen = bodyOf(hello, 'pre_shared_key', bodies.selected_psk);
    this.psk = chosen === undefined ? undefined : this.offeredPsks[chosen];
    must(!this.psk || suiteOf(this.psk.suite)?.prfHash === this.hash, 'illegal_parameter', 'psk');
    if (this.early === 'offered' && chosen !== 0) this.early = 'refused';
    // Early keys stay in use until EndOfEarlyData, if the server agrees.
    const kept = this.schedule;
    const known = chosen === undefined || !!this.psk;
    this.schedule = chosen === 0 && kept?.hash === this.hash ? kept : new Schedule(this.hash);
    const share = bodyOf(hello, 'key_share', bodies.server_share);
    const own = bodyOf(offer, 'key_share', bodies.client_shares)?.find(({ group }) => group === share?.group);
    const shared = share && own ? this.knowledge.agree(share.group, own.key_exchange, share.key_exchange) : undefined;
    must(shared !== 'invalid', 'illegal_parameter', 'key-share');
    // Without a PSK the Early Secret is no secret: everybody can compute it.
    if (known) this.schedule.early(this.psk?.value);
    if (known && this.psk) this.schedule.binder(this.psk.kind);
    if (known && (shared || !share)) {
      this.schedule.handshake(shared, this.transcriptHash());
    } else {
      for (const name of ['c hs traffic', 's hs traffic']) this.give(name);
    }
    // A chosen PSK that is unknown here still means that no certificate comes.
    if (chosen !== undefined && !this.psk)
      this.psk = { value: new Uint8Array(), kind: 'res', suite: hello.cipher_suite };
    this.protect('server', 's hs traffic');
    if (this.early !== 'offered') this.protect('client', 'c hs traffic');
  }

  private give(name: string): void {
    const value = this.knowledge.given?.(name);
    if (value) this.schedule?.given(name, value);
  }

  /** From now on `from` protects its records with keys from that secret. Without the secret nothing can be read. */
  private protect(from: Role, secret: string): void {
    if (!this.schedule?.get(secret) || !this.suite) return;
    const { key, iv } = this.schedule.trafficKey(secret, this.suite.keyBytes);
    this.protections[from] = { suite: this.suite, secret, key, iv, sequence: 0 };
  }

  private encryptedExtensions(extensions: readonly { type: number; data: Uint8Array }[], bytes: Uint8Array): void {
    if (this.offer) checkEncryptedExtensions(this.offer, extensions);
    const early = extensionBody(extensions, 'early_data', bodies.early_data) !== undefined;
    must(!early || this.early === 'offered', 'illegal_parameter', 'extension');
    if (early) this.early = 'accepted';
    else if (this.early === 'offered') {
      this.early = 'refused';
      this.protect('client', 'c hs traffic');
    }
    this.to('extensions', bytes);
  }

  private certificate(from: Role, body: Certificate13, request: CertificateRequest13 | undefined): void {
    const context = from === 'client' ? request?.certificate_request_context : undefined;
    must(equal(body.certificate_request_context, context ?? new Uint8Array()), 'illegal_parameter', 'syntax');
    const chain = body.certificate_list.map(({ cert_data }) => cert_data);
    this.chains[from] = chain;
    if (chain.length === 0) {
      // Section 4.4.2.4: a server must show one; a client that shows none may be refused.
      must(from === 'client', 'decode_error', 'certificate-missing');
      must(!this.checks(from) || !this.knowledge.requiresCertificate, 'certificate_required', 'certificate-missing');
    }
    const fault = chain.length > 0 && this.checks(from) ? this.knowledge.judge?.(chain, from) : undefined;
    if (fault) throw new Refused(fault, 'chain');
  }

  /** True if this side judges what `from` shows: it is the other's. */
  private checks(from: Role): boolean {
    return from !== this.knowledge.role;
  }

  private verify(from: Role, scheme: number, signature: Uint8Array, transcript: Uint8Array): void {
    const asked = from === 'client' ? this.request : this.offer;
    const allowed = asked && bodyOf(asked, 'signature_algorithms', bodies.signature_algorithms);
    // Section 4.4.3: one of those asked for, and not one of the PKCS #1 v1.5 or SHA-1 family.
    const old = scheme < 0x0700 && (scheme & 255) !== 3;
    must(!!allowed?.includes(scheme) && !old && scheme >= 0x0403, 'illegal_parameter', 'signature-scheme');
    const [leaf] = this.chains[from] ?? [];
    const good = !!leaf && this.knowledge.verify(scheme, leaf, signedContent(from, transcript), signature);
    must(good, 'decrypt_error', 'certificate-verify');
  }

  private checkFinished(secret: string, data: Uint8Array, transcript = this.transcriptHash()): void {
    if (!this.schedule?.get(secret)) return;
    const expected = mac(this.hash, this.schedule.finishedKey(secret), transcript);
    must(data.length === expected.length, 'decode_error', 'finished');
    must(equal(expected, data), 'decrypt_error', 'finished');
  }

  private serverFinished(bytes: Uint8Array): void {
    this.to('server finished', bytes);
    this.finished.server = true;
    if (this.schedule?.get('master')) this.schedule.application(this.transcriptHash());
    else for (const name of ['c ap traffic', 's ap traffic', 'exp master']) this.give(name);
    this.protect('server', 's ap traffic');
  }

  private clientFinished(bytes: Uint8Array): void {
    this.to('connected', bytes);
    this.finished.client = true;
    if (this.schedule?.get('master')) this.schedule.resumption(this.transcriptHash());
    this.protect('client', 'c ap traffic');
    for (const ticket of this.early13.tickets) this.keep(ticket);
  }

  private keep(body: NewSessionTicket13): void {
    // Section 4.6.1: seven days at most.
    must(body.ticket_lifetime <= 604_800, 'illegal_parameter', 'syntax');
    if (!this.schedule?.get('res master') || !this.suite) return;
    const name = `resumption ${this.tickets.length}`;
    const value = this.schedule.ticketPsk(body.ticket_nonce, name);
    this.tickets.push({
      name,
      ticket: body.ticket,
      nonce: body.ticket_nonce,
      lifetimeS: body.ticket_lifetime,
      ageAdd: body.ticket_age_add,
      maxEarlyData: extensionBody(body.extensions, 'early_data', bodies.max_early_data_size) ?? 0,
      psk: { value, kind: 'res', suite: this.suite.id },
    });
  }

  /** Messages after the handshake: section 4.6. */
  private afterwards(from: Role, message: Message, bytes: Uint8Array): void {
    switch (message.name) {
      case 'new_session_ticket':
        return this.keep(message.body as NewSessionTicket13);
      case 'key_update': {
        const secret = this.protections[from]?.secret;
        if (secret && this.schedule) this.protect(from, this.schedule.update(secret));
        return;
      }
      case 'certificate_request':
        this.request = message.body as CertificateRequest13;
        this.later = { transcript: [...this.transcript, bytes], expects: 'certificate' };
        return;
      default:
        return this.authenticateLater(from, message, bytes);
    }
  }

  private authenticateLater(from: Role, message: Message, bytes: Uint8Array): void {
    if (!this.later) throw new Refused('unexpected_message', 'order');
    const hash = transcriptHash(this.hash, this.later.transcript);
    this.later.transcript.push(bytes);
    if (message.name === 'certificate') {
      this.certificate(from, message.body as Certificate13, this.request);
      this.later.expects = this.chains.client?.length ? 'certificate_verify' : 'finished';
    } else if (message.name === 'certificate_verify') {
      this.verify(from, message.body.algorithm ?? 0, message.body.signature, hash);
      this.later.expects = 'finished';
    } else if (message.name === 'finished') {
      // Section 4.4: here the key comes from the traffic secret in use.
      const secret = this.protections[from]?.secret;
      if (secret) this.checkFinished(secret, message.body.verify_data, hash);
      this.later = undefined;
    }
  }
}
