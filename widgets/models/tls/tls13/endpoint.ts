/**
 * An end of a TLS 1.3 connection that also speaks: it writes messages into records, protects them, and follows what it has sent
 * as it follows what it receives. `client.ts` and `server.ts` say what is sent when.
 */
import { type AlertName, alertCodec, alertOf } from '../alerts.ts';
import { concat, encode } from '../codec.ts';
import { handshakeCodec, type Message } from '../messages.ts';
import { type ContentType, contentNumber, writeRecord } from '../record.ts';
import { tls10, tls12, tls13 } from '../registries.ts';
import { mac } from './hkdf.ts';
import type { Knowledge, Role } from './knowledge.ts';
import { seal } from './protection.ts';
import type { Refusal } from './refused.ts';
import { type Seen, Side } from './side.ts';

/** How an implementation packs what it sends. */
export interface Style {
  /** All messages of a flight in one record, as NSS does, or one record for each, as OpenSSL does. */
  readonly oneRecord: boolean;
  /** ChangeCipherSpec records that mean nothing, for the sake of middleboxes: RFC 8446 appendix D.4. */
  readonly compatible: boolean;
  /** Of a client that fails before its Finished: OpenSSL has not installed its keys by then. */
  readonly alertsInClear: boolean;
  /** Padding is added up to a multiple of this many bytes; 0: none. */
  readonly padTo?: number;
}

export const openssl: Style = { oneRecord: false, compatible: true, alertsInClear: true };

const codec = handshakeCodec({ version: tls13 });

/** A handshake message with its header. */
export const messageBytes = (message: Message): Uint8Array => encode(codec, message);

/** Every record that an end has sent or received, with what it made of it. */
export interface Event {
  readonly sent: boolean;
  readonly seen: Seen;
}

export abstract class Endpoint {
  readonly side: Side;
  readonly role: Role;
  readonly style: Style;
  readonly events: Event[] = [];
  /** Records that wait to be sent. */
  private readonly outbox: Uint8Array[] = [];
  /** Why it gave up, or that it heard an alert. */
  closed: 'no' | 'refused' | 'told' | 'done' = 'no';
  /** Why, where it refused something. */
  refusal: Refusal | undefined;
  protected sentChangeCipherSpec = false;

  constructor(knowledge: Knowledge, style: Style) {
    this.side = new Side(knowledge);
    this.role = knowledge.role;
    this.style = style;
  }

  /** What it says after what it has just received. */
  protected abstract answer(seen: Seen): void;

  /** Takes a record off the wire. */
  receive(record: Uint8Array): Seen {
    const seen = this.side.take(this.role === 'client' ? 'server' : 'client', record);
    this.events.push({ sent: false, seen });
    if (seen.refusal) this.fail(seen.refusal);
    else if (seen.alert) this.closed = seen.alert.description === 0 ? this.closed : 'told';
    if (this.closed === 'no') this.answer(seen);
    return seen;
  }

  /** The records that it wants to send, taken out. */
  flush(): Uint8Array[] {
    return this.outbox.splice(0);
  }

  /** Sends the alert and ends the connection. */
  fail(refusal: Refusal): void {
    if (this.closed !== 'no') return;
    this.alert(refusal.alert);
    this.closed = 'refused';
    this.refusal = refusal;
  }

  private alert(name: AlertName): void {
    const content = encode(alertCodec, alertOf(name));
    const early = this.role === 'client' && !this.side.finished.client && this.style.alertsInClear;
    // Early keys are for early data only; an alert in between goes out in the clear.
    const clear = early || this.side.protections[this.role]?.secret === 'c e traffic';
    if (clear && name !== 'close_notify') {
      this.out(writeRecord('alert', tls12, content));
      return;
    }
    this.record('alert', content);
  }

  /** Application data, one record. */
  data(content: Uint8Array): void {
    this.record('application_data', content);
  }

  close(): void {
    this.alert('close_notify');
    this.closed = 'done';
  }

  protected changeCipherSpec(): void {
    if (!this.style.compatible || this.sentChangeCipherSpec) return;
    this.sentChangeCipherSpec = true;
    this.out(writeRecord('change_cipher_spec', tls12, Uint8Array.of(1)));
  }

  /** Messages that go out under the same keys. */
  protected messages(all: readonly Uint8Array[]): void {
    for (const content of this.style.oneRecord ? [concat(...all)] : all) this.record('handshake', content);
  }

  protected finishedMessage(...before: readonly Uint8Array[]): Uint8Array {
    const { schedule, hash } = this.side;
    const key = schedule?.finishedKey(this.role === 'client' ? 'c hs traffic' : 's hs traffic') ?? new Uint8Array();
    const verify_data = mac(hash, key, this.side.transcriptHash(...before));
    return messageBytes({ name: 'finished', body: { verify_data } });
  }

  private record(type: ContentType, content: Uint8Array): void {
    const keys = this.side.protections[this.role];
    if (!keys) {
      // RFC 8446 section 5.1: 0301 in the first record of a client, for old servers.
      const first = this.role === 'client' && !this.side.offer;
      this.out(writeRecord(type, first ? tls10 : tls12, content));
      return;
    }
    const { padTo = 0 } = this.style;
    const padding = padTo ? (padTo - ((content.length + 1) % padTo)) % padTo : 0;
    this.out(seal(keys, contentNumber(type), content, padding));
  }

  private out(record: Uint8Array): void {
    const seen = this.side.take(this.role, record);
    this.events.push({ sent: true, seen });
    if (seen.refusal) throw new Error(`The ${this.role} would send what it must not: ${JSON.stringify(seen.refusal)}`);
    this.outbox.push(record);
  }
}
