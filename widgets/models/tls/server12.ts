// A TLS 1.2 server.
//
// RFC 5246 sections 7.3 and 7.4; 7.4.7.1 for a premaster that cannot be read: random bytes take its place and the handshake
// goes on to a Finished that nobody can open, so that nobody learns why. RFC 7627 section 5, RFC 5746 section 3.6 and 3.7.

import { pkcs1Decrypt } from '../rsa/rsa.ts';
import type { PublicKey } from '../x509/public-key.ts';
import type { Ephemeral } from './agreement.ts';
import { concat } from './codec.ts';
import { bodies, extensionBody, hasExtension } from './extensions.ts';
import { Handshake12 } from './handshake12.ts';
import type {
  Certificate12,
  ClientHello,
  ClientKeyExchange,
  DheParams,
  EcdheParams,
  Message,
  Signed,
} from './messages.ts';
import { equal, groupNumber, tls12 } from './registries.ts';
import type { Choice, ServerSettings } from './settings12.ts';
import { schemeFits } from './signatures.ts';
import { signals, suiteOf } from './suites.ts';

type Awaits = 'client_hello' | 'certificate' | 'key_exchange' | 'verify' | 'finish' | 'nothing';

export class Server12 extends Handshake12<ServerSettings> {
  #awaits: Awaits = 'client_hello';
  #choice: Choice | undefined;
  #ephemeral: Ephemeral | undefined;
  #clientKey: PublicKey | undefined;
  #clientVersion = tls12;
  #asked = false;

  constructor(settings: ServerSettings) {
    super('server', settings);
  }

  /** Asks the client to begin again. */
  requestHello(): void {
    this.#asked = true;
    this.sendMessage({ name: 'hello_request', body: null });
  }

  protected expects(name: string): boolean {
    const awaits = this.#awaits;
    switch (name) {
      case 'client_hello':
        return awaits === 'client_hello' || this.finished;
      case 'certificate':
        return awaits === 'certificate';
      case 'client_key_exchange':
        return awaits === 'key_exchange';
      case 'certificate_verify':
        return awaits === 'verify';
      case 'finished':
        return awaits === 'finish' && !this.expectsChange;
      default:
        return false;
    }
  }

  protected message(message: Message, bytes: Uint8Array): void {
    switch (message.name) {
      case 'client_hello':
        return this.#clientHello(message.body, bytes);
      case 'certificate':
        this.transcript.push(bytes);
        return this.#certificate(message.body as Certificate12);
      case 'client_key_exchange':
        this.transcript.push(bytes);
        return this.#clientKeyExchange(message.body);
      case 'certificate_verify':
        this.#certificateVerify(message.body);
        this.transcript.push(bytes);
        this.expectsChange = true;
        this.#awaits = 'finish';
        return;
      case 'finished':
        this.checkFinished(message.body.verify_data, bytes);
        if (!this.resumed) this.#finish();
        this.#awaits = 'nothing';
        return this.complete();
    }
  }

  #clientHello(hello: ClientHello, bytes: Uint8Array): void {
    if (this.established && !this.settings.renegotiates && !this.#asked) {
      // RFC 5246 section 7.2.2: a warning, and everything goes on.
      this.log.push({ kind: 'check', check: 'renegotiation', good: false });
      return this.alert('no_renegotiation');
    }
    const number = this.handshakes;
    this.beginHandshake();
    this.transcript.push(bytes);
    this.#renegotiationInfo(hello);
    // RFC 5246 section 7.4.1.2: the list of compression methods contains null.
    if (!hello.compression_methods.includes(0)) this.fail('hello', 'illegal_parameter');
    const choice = this.settings.choose(hello, number);
    // An alert goes out in a record of the version that would have been spoken, if there is one.
    if (typeof choice === 'string' && choice !== 'protocol_version') this.version = Math.min(hello.version, tls12);
    if (typeof choice === 'string') return this.fail('hello', choice);
    this.pass('hello');
    const suite = suiteOf(choice.hello.cipher_suite);
    if (!suite) throw new Error(`no suite ${choice.hello.cipher_suite}`);
    this.#choice = choice;
    this.#clientVersion = hello.version;
    this.clientRandom = hello.random;
    this.serverRandom = choice.hello.random;
    this.sessionId = choice.hello.session_id;
    this.version = choice.hello.version;
    this.versionAgreed = true;
    this.suite = suite;
    this.extendedMasterSecret = hasExtension(choice.hello.extensions, 'extended_master_secret');
    this.encryptThenMac = hasExtension(choice.hello.extensions, 'encrypt_then_mac') && suite.mode === 'CBC';
    this.sendMessage({ name: 'server_hello', body: choice.hello });
    if (choice.session) this.#resume(choice);
    else this.#full(choice);
  }

  /** RFC 5746 sections 3.6 and 3.7. */
  #renegotiationInfo(hello: ClientHello): void {
    const info = extensionBody(hello.extensions, 'renegotiation_info', bodies.renegotiation_info);
    const signalled = hello.cipher_suites.includes(signals.emptyRenegotiationInfo);
    const right = this.verify
      ? !signalled && info !== undefined && equal(info, this.verify.client)
      : info === undefined || info.length === 0;
    this.require(right, 'renegotiation-info', 'handshake_failure');
  }

  #resume(choice: Choice): void {
    if (!choice.session) return;
    this.resumed = true;
    this.ticket = choice.session.ticket;
    this.useMaster(choice.session.master);
    this.#sendTicket();
    this.sendFinished();
    this.expectsChange = true;
    this.#awaits = 'finish';
  }

  #full(choice: Choice): void {
    const { settings } = this;
    this.sendMessage({ name: 'certificate', body: { certificate_list: settings.chain } });
    if (choice.status)
      this.sendMessage({ name: 'certificate_status', body: { status_type: 1, response: choice.status } });
    if (choice.group) {
      const own = settings.ephemeral(choice.group);
      this.#ephemeral = own;
      const params: EcdheParams | DheParams =
        typeof choice.group === 'string'
          ? { curve_type: 3, named_curve: groupNumber(choice.group), public: own.publicKey }
          : { dh_p: choice.group.p, dh_g: choice.group.g, dh_Ys: own.publicKey };
      const algorithm = this.version >= tls12 ? choice.scheme : undefined;
      const signature = settings.sign(algorithm, this.signedParams(params));
      this.sendMessage({ name: 'server_key_exchange', body: { params, signed: { algorithm, signature } } });
    }
    if (choice.request) this.sendMessage({ name: 'certificate_request', body: choice.request });
    this.sendMessage({ name: 'server_hello_done', body: null });
    this.#clientKey = undefined;
    this.#awaits = choice.request ? 'certificate' : 'key_exchange';
  }

  #certificate({ certificate_list: chain }: Certificate12): void {
    this.#awaits = 'key_exchange';
    if (chain.length === 0) {
      // RFC 5246 section 7.4.6: go on, or handshake_failure. TLS 1.3 has certificate_required for it.
      if (this.settings.certificateRequired) this.fail('client-certificate', 'handshake_failure');
      return;
    }
    const verdict = this.settings.judge(chain);
    if (verdict.alert) this.fail('client-certificate', verdict.alert);
    this.pass('client-certificate');
    this.#clientKey = verdict.key;
  }

  #clientKeyExchange({ exchange_keys: theirs }: ClientKeyExchange): void {
    if (this.#ephemeral && this.suite?.keyExchange !== 'RSA') {
      const premaster = this.#ephemeral.secret(theirs);
      // Differs: OpenSSL sends internal_error for a point that is not on the curve.
      const alert =
        this.settings.habits === 'openssl' || this.settings.habits === 'node' ? 'internal_error' : 'illegal_parameter';
      if (!premaster && !this.settings.master) this.fail('public-key', alert);
      this.derive(premaster);
    } else this.derive(this.#decrypted(theirs));
    if (this.#clientKey) this.#awaits = 'verify';
    else {
      this.expectsChange = true;
      this.#awaits = 'finish';
    }
  }

  /** RFC 5246 section 7.4.7.1: whatever is wrong with it, the answer is the same. */
  #decrypted(encrypted: Uint8Array): Uint8Array | undefined {
    const { rsaKey, insteadOfPremaster, master } = this.settings;
    if (!rsaKey) return undefined;
    const opened = pkcs1Decrypt(rsaKey, encrypted);
    const version = this.#clientVersion;
    if (opened.ok && opened.message.length === 48) {
      const [major, minor] = opened.message;
      if (major === version >> 8 && minor === (version & 255)) return opened.message;
    }
    this.log.push({ kind: 'premaster-replaced' });
    return master ? undefined : insteadOfPremaster;
  }

  #certificateVerify({ algorithm, signature }: Signed): void {
    const key = this.#clientKey;
    const allowed = this.#choice?.request?.supported_signature_algorithms;
    const good = key && (algorithm === undefined || (allowed?.includes(algorithm) && schemeFits(algorithm, key)));
    if (!key || !good) return this.fail('signature-scheme', 'illegal_parameter');
    const right = this.settings.verify(algorithm, key, concat(...this.transcript), signature);
    this.require(right, 'certificate-verify-signature', 'decrypt_error');
  }

  #finish(): void {
    this.#sendTicket();
    this.sendFinished();
  }

  #sendTicket(): void {
    const ticket = this.#choice?.ticket;
    if (!ticket) return;
    this.ticket = ticket.ticket;
    this.sendMessage({ name: 'new_session_ticket', body: ticket });
  }
}
