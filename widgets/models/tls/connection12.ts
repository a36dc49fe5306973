// One end of a connection of TLS 1.1 or 1.2: records in and out, keys that change with ChangeCipherSpec, alerts, the transcript.
// What the messages mean is in `client12.ts` and `server12.ts`.
//
// RFC 5246 sections 6 and 7.1, 7.2. Everything that happens is written to a log, which is all that a figure needs.
//
// Left out: timers, TCP. A message never lies in one record with one of another type.
import { type AlertName, alertCodec, alertName, alertNumber, alertOf } from './alerts.ts';
import { concat, encode, type Failure, type Field, parse } from './codec.ts';
import type { KeyBlock, PrfHash } from './keys12.ts';
import { handshakeCodec, type Message, type MessageContext, messageName, parseMessage } from './messages.ts';
import { computable, type Protection, protect, type RecordFault, unprotect } from './protection12.ts';
import {
  type ContentType,
  contentNumber,
  contentType,
  headerBytes,
  recordLimits,
  splitMessages,
  splitRecords,
  writeRecords,
} from './record.ts';
import { equal, tls12 } from './registries.ts';
import type { Settings } from './settings12.ts';
import type { Suite } from './suites.ts';

export type Side = 'client' | 'server';

/** What one side looks at before it goes on. */
export type Check =
  | 'record-header'
  | 'record-protection'
  | 'message-format'
  | 'message-order'
  | 'version'
  | 'downgrade-sentinel'
  | 'suite'
  | 'extensions'
  | 'renegotiation-info'
  | 'resumed-session'
  | 'certificate'
  | 'certificate-key'
  | 'group'
  | 'public-key'
  | 'signature-scheme'
  | 'server-key-exchange-signature'
  | 'certificate-verify-signature'
  | 'client-certificate'
  | 'premaster'
  | 'change-cipher-spec'
  | 'verify-data'
  | 'hello'
  | 'renegotiation'
  | 'end-of-data';

/** Secrets by the names that RFC 5246 gives them. */
export type SecretName =
  | 'premaster'
  | 'master_secret'
  | 'key_block'
  | 'client_verify_data'
  | 'server_verify_data'
  | 'session_hash';

export type Happening =
  | {
      readonly kind: 'record-sent';
      readonly bytes: Uint8Array;
      readonly protected: boolean;
      readonly content: Uint8Array;
    }
  | {
      readonly kind: 'message-sent' | 'message-received';
      readonly name: string;
      readonly bytes: Uint8Array;
      readonly fields: readonly Field[];
      readonly protected: boolean;
    }
  | {
      readonly kind: 'check';
      readonly check: Check;
      readonly good: boolean;
      readonly fault?: RecordFault | undefined;
      readonly failure?: Failure | undefined;
    }
  | { readonly kind: 'secret'; readonly name: SecretName; readonly bytes: Uint8Array }
  | { readonly kind: 'keys'; readonly block: KeyBlock; readonly suite: Suite }
  /** The premaster could not be read: random bytes take its place, and nobody is told. */
  | { readonly kind: 'premaster-replaced' }
  | { readonly kind: 'data-received'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'alert-sent' | 'alert-received';
      readonly alert: string;
      readonly level: number;
      readonly protected: boolean;
    }
  | { readonly kind: 'finished' };

/** Stops what is being done: the connection is over. */
export class Over extends Error {}

export abstract class Connection12<S extends Settings> {
  readonly side: Side;
  readonly settings: S;
  readonly log: Happening[] = [];
  /** Records that are ready to go. Whoever carries them empties it. */
  readonly outbox: Uint8Array[] = [];
  /** No more is read or sent. */
  over = false;
  /** Both Finished were good, for the last handshake that was begun. */
  finished = false;
  /** Finished at least once. */
  established = false;
  closedByPeer = false;
  version = tls12;
  /** From here on every record says this version. */
  versionAgreed = false;
  suite: Suite | undefined;
  block: KeyBlock | undefined;
  encryptThenMac = false;
  transcript: Uint8Array[] = [];
  data: Uint8Array = new Uint8Array();
  #reading: { readonly protection: Protection; sequence: number } | undefined;
  #writing: { readonly protection: Protection; sequence: number } | undefined;
  #joined: Uint8Array = new Uint8Array();
  #stream: Uint8Array = new Uint8Array();
  #protectedSent = 0;
  /** True if a record or a message has begun and not ended: its length says that more is to come. */
  get isWaiting(): boolean {
    return this.#stream.length > 0 || this.#joined.length > 0;
  }

  /** True while the next thing to come is the other side's ChangeCipherSpec. */
  expectsChange = false;

  constructor(side: Side, settings: S) {
    this.side = side;
    this.settings = settings;
  }

  /** Reads what arrived: any piece of the stream. A record that is not whole yet waits for the rest. */
  receive(bytes: Uint8Array): void {
    const { records, rest, failure } = splitRecords(concat(this.#stream, bytes));
    this.#stream = rest;
    this.#guard(() => {
      for (const record of records) if (!this.over) this.#record(record);
      if (failure && !this.over) this.#notTls(bytes, failure);
    });
  }

  /** The other side closed TCP. Without close_notify before it that may be an attack (RFC 5246 section 7.2.1). */
  endOfData(): void {
    this.#guard(() => {
      if (this.over || this.closedByPeer) return;
      // Differs: RFC 5246 names no alert. OpenSSL 3 sends decode_error; the others say nothing.
      if (this.settings.habits === 'openssl' || this.settings.habits === 'node')
        this.fail('end-of-data', 'decode_error');
    });
  }

  /** Sends application data. */
  write(data: Uint8Array): void {
    this.send('application_data', data);
  }

  /** Says close_notify. What still arrives is read. */
  close(): void {
    this.alert('close_notify');
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof Over)) throw error;
    }
  }

  #notTls(bytes: Uint8Array, failure: Failure): void {
    // Differs: OpenSSL takes plain HTTP for a mistake of a person and closes without an alert (recording 647).
    const text = String.fromCharCode(...bytes.subarray(0, 5));
    if (this.settings.habits !== 'gnutls' && this.settings.habits !== 'rfc' && /^(GET |POST |HEAD |PUT )/.test(text)) {
      this.log.push({ kind: 'check', check: 'record-header', good: false, failure });
      this.over = true;
      return;
    }
    this.fail('record-header', failure.alert, { failure });
  }

  #record(record: Uint8Array): void {
    const type = contentType(record[0] ?? 0);
    const version = (record[1] ?? 0) * 256 + (record[2] ?? 0);
    // RFC 5246 section 6.2.1 wants the version agreed on. Differs: it names no alert; OpenSSL sends this one, and lets an alert in
    // the clear pass, whose sender may not have learned the version yet.
    const early = type === 'alert' && !this.#reading;
    if (this.versionAgreed && version !== this.version && !early) this.fail('record-header', 'protocol_version');
    const content = this.#reading ? this.#open(record) : record.subarray(headerBytes);
    if (content.length > recordLimits.plaintext) this.fail('record-header', 'record_overflow');
    const isProtected = this.#reading !== undefined;
    switch (type) {
      case 'handshake':
        return this.#handshake(content, isProtected);
      case 'alert':
        return this.#alertReceived(content, isProtected);
      case 'change_cipher_spec':
        return this.#changeCipherSpec(content);
      default:
        // RFC 5246 section 6.2.1: data before Finished is for nobody. A renegotiation under way does not stop data.
        if (!isProtected || !this.established) this.fail('message-order', 'unexpected_message');
        this.log.push({ kind: 'data-received', bytes: content });
        this.data = concat(this.data, content);
    }
  }

  #open(record: Uint8Array): Uint8Array {
    const reading = this.#reading;
    if (!reading) return record;
    const { plaintext, fault } = unprotect(reading.protection, reading.sequence, record);
    if (!plaintext) return this.fail('record-protection', 'bad_record_mac', { fault });
    this.pass('record-protection');
    reading.sequence += 1;
    return plaintext;
  }

  #handshake(content: Uint8Array, isProtected: boolean): void {
    if (content.length === 0) this.fail('message-format', 'unexpected_message');
    const { messages, rest } = splitMessages(concat(this.#joined, content));
    this.#joined = rest;
    for (const bytes of messages) {
      if (this.over) return;
      const { value, failure, fields } = parseMessage(bytes, this.context());
      const name = messageName(bytes[0] ?? 255) ?? 'unknown';
      this.log.push({ kind: 'message-received', name, bytes, fields, protected: isProtected });
      if (!this.expects(name)) this.fail('message-order', 'unexpected_message', { failure });
      if (!value) this.fail('message-format', failure.alert, { failure });
      this.message(value, bytes);
    }
  }

  #alertReceived(content: Uint8Array, isProtected: boolean): void {
    const { value, failure } = parse(alertCodec, content);
    if (!value) this.fail('message-format', failure.alert, { failure });
    const name = alertName(value.description);
    this.log.push({
      kind: 'alert-received',
      alert: name ?? String(value.description),
      level: value.level,
      protected: isProtected,
    });
    if (name === 'close_notify') this.closedByPeer = true;
    else if (value.level === 2) this.over = true;
    else this.warned(name);
  }

  /** A warning other than close_notify. */
  protected warned(_name: AlertName | undefined): void {}

  #changeCipherSpec(content: Uint8Array): void {
    // RFC 5246 section 7.1: one byte, 1, when there is something to change to, and never in the middle of a message.
    if (!equal(content, Uint8Array.of(1))) this.fail('change-cipher-spec', 'illegal_parameter');
    if (!this.expectsChange || this.#joined.length > 0) this.fail('change-cipher-spec', 'unexpected_message');
    this.pass('change-cipher-spec');
    this.expectsChange = false;
    this.#reading = { protection: this.#protection(this.side === 'client' ? 'server' : 'client'), sequence: 0 };
  }

  #protection(writer: Side): Protection {
    const { suite, block, encryptThenMac } = this;
    if (!suite || !block) throw new Error('no keys yet');
    return { suite, keys: block[writer], encryptThenMac };
  }

  /** Sends ChangeCipherSpec; everything behind it is protected with the new keys. */
  changeCipherSpec(): void {
    this.send('change_cipher_spec', Uint8Array.of(1));
    this.#writing = { protection: this.#protection(this.side), sequence: 0 };
  }

  /** Sends a handshake message and adds it to the transcript. */
  sendMessage(message: Message): void {
    const context = this.context();
    const bytes = encode(handshakeCodec(context), message);
    const { fields } = parseMessage(bytes, context);
    this.log.push({ kind: 'message-sent', name: message.name, bytes, fields, protected: this.#writing !== undefined });
    if (message.name !== 'hello_request') this.transcript.push(bytes);
    this.send('handshake', bytes);
  }

  /** Sends content in records. `version` is that of the record's header. */
  send(type: ContentType, content: Uint8Array, version = this.version): void {
    for (const plain of writeRecords(type, version, content, this.settings.recordBytes)) {
      const writing = this.#writing;
      const part = plain.subarray(headerBytes);
      let record = plain;
      if (writing) {
        const { protection, sequence } = writing;
        const iv = this.settings.recordIv(this.#protectedSent, protection.suite.recordIvBytes);
        record = protect(protection, sequence, contentNumber(type), version, part, iv);
        writing.sequence += 1;
        this.#protectedSent += 1;
      }
      this.log.push({ kind: 'record-sent', bytes: record, protected: writing !== undefined, content: part });
      this.outbox.push(record);
    }
  }

  /** What a record that this side would write next says, with its own keys: `ahead` counts records from now. */
  openOwn(record: Uint8Array, ahead = 0): Uint8Array | undefined {
    const writing = this.#writing;
    if (!writing) return record.subarray(headerBytes);
    return unprotect(writing.protection, writing.sequence + ahead, record).plaintext;
  }

  /** Sends an alert; a fatal one ends the connection. */
  alert(name: AlertName): void {
    const alert = alertOf(name);
    this.log.push({ kind: 'alert-sent', alert: name, level: alert.level, protected: this.#writing !== undefined });
    this.send('alert', encode(alertCodec, alert));
    if (alert.level === 2) this.over = true;
  }

  /** A check that went wrong: says so, sends the alert, and stops. */
  fail(
    check: Check,
    alert: AlertName,
    why: { fault?: RecordFault | undefined; failure?: Failure | undefined } = {},
  ): never {
    this.log.push({ kind: 'check', check, good: false, ...why });
    if (alertNumber(alert) > 0) this.alert(alert);
    this.over = true;
    throw new Over(alert);
  }

  /** A check that went well. */
  pass(check: Check): void {
    this.log.push({ kind: 'check', check, good: true });
  }

  /** Goes on if the check is good, or stops with the alert. */
  require(good: boolean, check: Check, alert: AlertName): void {
    if (!good) this.fail(check, alert);
    this.pass(check);
  }

  secret(name: SecretName, bytes: Uint8Array): void {
    this.log.push({ kind: 'secret', name, bytes });
  }

  /** Keys for both directions are known; ChangeCipherSpec turns to them. */
  protected install(block: KeyBlock, suite: Suite): void {
    if (!computable(suite)) throw new Error(`${suite.name} is not computed here`);
    this.block = block;
    this.secret('key_block', block.bytes);
    this.log.push({ kind: 'keys', block, suite });
  }

  protected readonly prfHash = (suite: Suite): PrfHash => (this.version < tls12 ? 'md5sha1' : suite.prfHash);

  context(): MessageContext {
    const exchange = this.suite?.keyExchange;
    return {
      version: this.version,
      keyExchange: exchange === 'RSA' || exchange === 'DHE' || exchange === 'ECDHE' ? exchange : undefined,
    };
  }

  /** True if a message of this name may come now. */
  protected abstract expects(name: string): boolean;
  /** A message that was expected. */
  protected abstract message(message: Message, bytes: Uint8Array): void;
}
