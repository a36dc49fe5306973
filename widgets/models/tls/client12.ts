// A TLS 1.2 client.
//
// RFC 5246 section 7.3 and 7.4, RFC 7627 section 5 (extended master secret), RFC 5746 section 3 (renegotiation_info), RFC 5077
// section 3 (tickets), RFC 8446 section 4.1.3 (what a client that speaks TLS 1.3 looks for in the server's random).

import { modulusLength, pkcs1Encrypt } from '../rsa/rsa.ts';
import { isCurve } from './agreement.ts';
import { concat } from './codec.ts';
import { bodies, extensionBody, extensionName, hasExtension } from './extensions.ts';
import { Handshake12 } from './handshake12.ts';
import type {
  Certificate12,
  CertificateRequest12,
  ClientHello,
  DheParams,
  EcdheParams,
  Message,
  NewSessionTicket12,
  ServerHello,
  ServerKeyExchange,
} from './messages.ts';
import { downgradeSentinel, equal, groupName, tls11, tls12, tls13 } from './registries.ts';
import type { ClientSettings, Session, Verdict } from './settings12.ts';
import { schemeFits } from './signatures.ts';
import { signals, suiteOf } from './suites.ts';

/** Order of the server's messages. RFC 5246 section 7.3, figures 1 and 2. */
type Awaits = 'nothing' | 'server_hello' | 'certificate' | 'status' | 'key_exchange' | 'request' | 'done' | 'finish';

export class Client12 extends Handshake12<ClientSettings> {
  #awaits: Awaits = 'nothing';
  #hello: ClientHello | undefined;
  #offered: Session | undefined;
  #verdict: Verdict | undefined;
  #params: EcdheParams | DheParams | undefined;
  #request: CertificateRequest12 | undefined;
  #ticketPromised = false;
  /** True once its own Finished is out: from here on False Start could send (RFC 7918 section 4). */
  sentFinished = false;

  constructor(settings: ClientSettings) {
    super('client', settings);
  }

  /** Sends the ClientHello. */
  start(): void {
    const hello = this.settings.hellos[this.handshakes];
    if (!hello) throw new RangeError(`no hello number ${this.handshakes}`);
    this.beginHandshake();
    this.#hello = hello;
    this.clientRandom = hello.random;
    this.sentFinished = false;
    this.#awaits = 'server_hello';
    const ticket = extensionBody(hello.extensions, 'session_ticket', bodies.session_ticket);
    this.#offered = this.settings.sessions.find(
      (session) =>
        (ticket?.length && equal(session.ticket, ticket)) ||
        (session.sessionId.length > 0 && equal(session.sessionId, hello.session_id)),
    );
    if (this.established) return this.sendMessage({ name: 'client_hello', body: hello });
    // The first hello lies in a record that says an old version, for the sake of middleboxes (RFC 5246 appendix E.1).
    const { version } = this;
    this.version = this.settings.helloRecordVersion;
    this.sendMessage({ name: 'client_hello', body: hello });
    this.version = version;
  }

  protected expects(name: string): boolean {
    const awaits = this.#awaits;
    switch (name) {
      case 'hello_request':
        return true;
      case 'server_hello':
        return awaits === 'server_hello';
      case 'certificate':
        return awaits === 'certificate';
      case 'certificate_status':
        return awaits === 'status';
      case 'server_key_exchange':
        return (awaits === 'status' || awaits === 'key_exchange') && this.suite?.keyExchange !== 'RSA';
      case 'certificate_request':
        return awaits === 'request' || (awaits === 'status' && this.suite?.keyExchange === 'RSA');
      case 'server_hello_done':
        return awaits === 'request' || awaits === 'done' || (awaits === 'status' && this.suite?.keyExchange === 'RSA');
      case 'new_session_ticket':
        return awaits === 'finish' && this.expectsChange && this.#ticketPromised;
      case 'finished':
        return awaits === 'finish' && !this.expectsChange;
      default:
        return false;
    }
  }

  protected message(message: Message, bytes: Uint8Array): void {
    if (message.name === 'hello_request') {
      // RFC 5246 section 7.4.1.1: ignored in the middle of a handshake.
      if (this.finished && this.settings.hellos[this.handshakes]) this.start();
      return;
    }
    if (message.name !== 'finished') this.transcript.push(bytes);
    switch (message.name) {
      case 'server_hello':
        return this.#serverHello(message.body);
      case 'certificate':
        return this.#certificate(message.body as Certificate12);
      case 'certificate_status':
        this.#awaits = 'key_exchange';
        return;
      case 'server_key_exchange':
        return this.#serverKeyExchange(message.body);
      case 'certificate_request':
        this.#request = message.body as CertificateRequest12;
        this.#awaits = 'done';
        return;
      case 'server_hello_done':
        return this.#answer();
      case 'new_session_ticket':
        this.ticket = (message.body as NewSessionTicket12).ticket;
        return;
      case 'finished':
        this.checkFinished(message.body.verify_data, bytes);
        if (this.resumed) {
          this.sendFinished();
          this.sentFinished = true;
        }
        this.#awaits = 'nothing';
        return this.complete();
    }
  }

  #serverHello(hello: ServerHello): void {
    const offer = this.#hello;
    if (!offer) return;
    const [least, most] = this.settings.versions;
    const chosen = extensionBody(hello.extensions, 'supported_versions', bodies.selected_version) ?? hello.version;
    this.require(chosen >= least && chosen <= most && chosen < tls13, 'version', 'protocol_version');
    this.#sentinel(hello.random, chosen, most);
    this.version = chosen;
    this.versionAgreed = true;
    this.serverRandom = hello.random;
    this.sessionId = hello.session_id;
    const suite = suiteOf(hello.cipher_suite);
    const known = suite !== undefined && suite.keyExchange !== undefined && offer.cipher_suites.includes(suite.id);
    // A suite with a hash for the PRF, or AEAD, belongs to TLS 1.2 only (RFC 5246 appendix A.5, RFC 5288 section 4).
    this.require(known && (chosen >= tls12 || suite.macHash === 'sha1'), 'suite', 'illegal_parameter');
    this.suite = suite;
    this.#extensions(offer, hello);
    this.extendedMasterSecret = hasExtension(hello.extensions, 'extended_master_secret');
    this.encryptThenMac = hasExtension(hello.extensions, 'encrypt_then_mac') && suite?.mode === 'CBC';
    this.#ticketPromised = hasExtension(hello.extensions, 'session_ticket');
    this.ticket = new Uint8Array();
    this.#verdict = undefined;
    this.#params = undefined;
    this.#request = undefined;
    const session = this.#offered;
    const echoed = hello.session_id.length > 0 && equal(hello.session_id, offer.session_id);
    if (session && echoed) return this.#resume(session);
    this.#awaits = 'certificate';
  }

  /** RFC 8446 section 4.1.3. A client of TLS 1.2 looks for the one about TLS 1.1 only. */
  #sentinel(random: Uint8Array, chosen: number, most: number): void {
    const sentinel = downgradeSentinel(random);
    const talkedDown =
      (most >= tls13 && sentinel !== undefined) || (most >= tls12 && chosen <= tls11 && sentinel === 'tls11');
    this.require(!talkedDown, 'downgrade-sentinel', 'illegal_parameter');
  }

  #extensions(offer: ClientHello, hello: ServerHello): void {
    const signalled = offer.cipher_suites.includes(signals.emptyRenegotiationInfo);
    const unasked = (hello.extensions ?? []).some(
      ({ type }) =>
        !(offer.extensions ?? []).some((each) => each.type === type) &&
        !(signalled && extensionName(type) === 'renegotiation_info'),
    );
    // RFC 5246 section 7.4.1.4.
    this.require(!unasked, 'extensions', 'unsupported_extension');
    const info = extensionBody(hello.extensions, 'renegotiation_info', bodies.renegotiation_info);
    const expected = this.verify ? concat(this.verify.client, this.verify.server) : new Uint8Array();
    // RFC 5746 sections 3.4 and 3.5 want handshake_failure. Differs: OpenSSL sends illegal_parameter.
    const alert =
      this.settings.habits === 'rfc' || this.settings.habits === 'gnutls' ? 'handshake_failure' : 'illegal_parameter';
    this.require(info ? equal(info, expected) : !this.verify, 'renegotiation-info', alert);
  }

  #resume(session: Session): void {
    this.resumed = true;
    // RFC 5246 section 7.4.1.3: version and suite are those of the session. RFC 7627 section 5.3: so is the extension.
    const same = session.suite === this.suite?.id && session.version === this.version;
    this.require(same, 'resumed-session', 'illegal_parameter');
    this.require(session.extendedMasterSecret === this.extendedMasterSecret, 'resumed-session', 'handshake_failure');
    this.ticket = session.ticket;
    this.useMaster(session.master);
    this.expectsChange = true;
    this.#awaits = 'finish';
  }

  #certificate({ certificate_list: chain }: Certificate12): void {
    // RFC 5246 section 7.4.2: a server's chain is not empty.
    if (chain.length === 0)
      this.fail('certificate', this.settings.habits === 'openssl' ? 'decode_error' : 'illegal_parameter');
    const verdict = this.settings.judge(chain);
    if (verdict.alert) this.fail('certificate', verdict.alert);
    this.pass('certificate');
    const needed = this.agreed.authentication;
    const fits =
      needed === 'RSA' ? verdict.key.kind === 'rsa' : verdict.key.kind === 'ec' || verdict.key.kind === 'ed25519';
    this.require(fits, 'certificate-key', 'illegal_parameter');
    this.#verdict = verdict;
    this.#awaits = 'status';
  }

  #serverKeyExchange({ params, signed }: ServerKeyExchange): void {
    const offer = this.#hello;
    const key = this.#verdict?.key;
    if (!offer || !key) return;
    if ('named_curve' in params) {
      const offered = extensionBody(offer.extensions, 'supported_groups', bodies.supported_groups);
      const good = !offered || offered.includes(params.named_curve);
      this.require(good && isCurve(groupName(params.named_curve)), 'group', 'illegal_parameter');
    }
    const schemes = extensionBody(offer.extensions, 'signature_algorithms', bodies.signature_algorithms);
    const { algorithm, signature } = signed;
    const good = algorithm === undefined || ((!schemes || schemes.includes(algorithm)) && schemeFits(algorithm, key));
    this.require(good, 'signature-scheme', 'illegal_parameter');
    const right = this.settings.verify(algorithm, key, this.signedParams(params), signature);
    this.require(right, 'server-key-exchange-signature', 'decrypt_error');
    this.#params = params;
    this.#awaits = 'request';
  }

  /** ServerHelloDone: the client's turn. */
  #answer(): void {
    const asked = this.#request !== undefined;
    const { chain } = this.settings;
    if (asked) this.sendMessage({ name: 'certificate', body: { certificate_list: chain } });
    const { premaster, exchangeKeys } = this.#keyExchange();
    this.sendMessage({ name: 'client_key_exchange', body: { exchange_keys: exchangeKeys } });
    this.derive(premaster);
    if (asked && chain.length > 0) {
      const algorithm = this.version >= tls12 ? this.settings.scheme : undefined;
      const signature = this.settings.sign(algorithm, concat(...this.transcript));
      this.sendMessage({ name: 'certificate_verify', body: { algorithm, signature } });
    }
    this.sendFinished();
    this.sentFinished = true;
    this.expectsChange = true;
    this.#awaits = 'finish';
  }

  #keyExchange(): { readonly premaster: Uint8Array | undefined; readonly exchangeKeys: Uint8Array } {
    const { settings } = this;
    const params = this.#params;
    if (!params) {
      const key = this.#verdict?.key;
      if (key?.kind !== 'rsa') return this.fail('certificate-key', 'illegal_parameter');
      const padding = settings.rsaPadding(modulusLength(key) - 3 - settings.premaster.length);
      return { premaster: settings.premaster, exchangeKeys: pkcs1Encrypt(key, settings.premaster, padding) };
    }
    const group = 'dh_p' in params ? { p: params.dh_p, g: params.dh_g } : (groupName(params.named_curve) ?? 'x25519');
    const own = settings.ephemeral(group);
    const premaster = own.secret('dh_p' in params ? params.dh_Ys : params.public);
    // RFC 8422 section 5.11, RFC 7919 section 5.1.
    if (!premaster && !settings.master) this.fail('public-key', 'illegal_parameter');
    return { premaster, exchangeKeys: own.publicKey };
  }

  protected override warned(name: string | undefined): void {
    // RFC 5246 section 7.2.2: the one who asked decides. The programs recorded here do not go on.
    if (name === 'no_renegotiation' && this.established && !this.finished)
      this.fail('renegotiation', 'handshake_failure');
  }
}
