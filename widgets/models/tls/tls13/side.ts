/**
 * One side of a TLS 1.3 connection, following every record that it sends and receives: RFC 8446 sections 4 to 7, and the
 * order of messages in appendix A. It derives the keys, opens records and checks what a peer has to prove. What it cannot
 * accept is a value: the check that failed and the alert of section 6.2.
 *
 * It neither chooses nor sends; `client.ts` and `server.ts` do. So one and the same code opens a recording and runs a figure.
 * All keys, tickets and trust are arguments ({@link Knowledge}).
 */
import { type Alert, alertCodec, alertName } from '../alerts.ts';
import { concat, parse } from '../codec.ts';
import { type Message, parseMessage } from '../messages.ts';
import { contentType, recordLimits, splitMessages } from '../record.ts';
import { tls13 } from '../registries.ts';
import { Conversation } from './conversation.ts';
import { none } from './hkdf.ts';
import type { Role } from './knowledge.ts';
import { next, open } from './protection.ts';
import { must, type Refusal, Refused, readable } from './refused.ts';

/** A handshake message, whole, and read. */
export interface SeenMessage {
  readonly bytes: Uint8Array;
  readonly message: Message;
}

/** What a side makes of one record. */
export interface Seen {
  readonly from: Role;
  readonly record: Uint8Array;
  /** The real content type; undefined where the record was not opened. */
  readonly type?: ReturnType<typeof contentType>;
  /** The traffic secret that protects it, and its number under it; undefined in the clear. */
  readonly under?: { readonly secret: string; readonly sequence: number };
  readonly padding: number;
  /** What is inside, opened. */
  readonly content: Uint8Array;
  /** The handshake messages that end in this record. */
  readonly messages: readonly SeenMessage[];
  readonly alert?: Alert;
  /** Early data that a server who refused it passes over, or a ChangeCipherSpec. */
  readonly ignored?: 'early data' | 'change_cipher_spec';
  readonly refusal?: Refusal;
}

type Making = { -readonly [K in keyof Seen]: Seen[K] };

export class Side extends Conversation {
  private readonly fragments: Record<Role, Uint8Array> = { client: none, server: none };
  /** Bytes of early data passed over, at a server that refused them. */
  private passedOver = 0;

  /** Takes one whole record of either side. Never throws for any bytes. */
  take(from: Role, record: Uint8Array): Seen {
    const seen: Making = { from, record, padding: 0, content: none, messages: [] };
    try {
      this.takeRecord(from, record, seen);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      seen.refusal = error.refusal;
    }
    return seen;
  }

  private takeRecord(from: Role, record: Uint8Array, seen: Making): void {
    const fragment = record.subarray(5);
    const outer = contentType(record[0] ?? 0);
    must(!!outer, 'unexpected_message', 'outer-type');
    must(record.length >= 5 && (record[3] ?? 0) * 256 + (record[4] ?? 0) === fragment.length, 'decode_error', 'syntax');
    if (outer === 'application_data') {
      this.takeProtected(from, record, seen);
      return;
    }
    must(fragment.length <= recordLimits.plaintext, 'record_overflow', 'record-length');
    if (outer === 'change_cipher_spec') {
      // Section 5: one byte 1, between the first ClientHello and the peer's Finished, means nothing and is dropped.
      const allowed = !!this.offer && !this.finished[from] && this.fragments[from].length === 0;
      must(allowed && fragment.length === 1 && fragment[0] === 1, 'unexpected_message', 'change-cipher-spec');
      seen.type = outer;
      seen.content = fragment;
      seen.ignored = 'change_cipher_spec';
      return;
    }
    // A client that fails before its Finished may not have installed its keys: its alert in the clear is believed.
    const believed = outer === 'alert' && from === 'client' && !this.finished.client;
    must(!this.protections[from] || believed, 'unexpected_message', 'outer-type');
    this.takeContent(from, outer, fragment, seen);
  }

  private takeProtected(from: Role, record: Uint8Array, seen: Making): void {
    must(record.length - 5 <= recordLimits.plaintext + recordLimits.expansion13, 'record_overflow', 'record-length');
    const keys = this.protections[from];
    const mayPassOver = from === 'client' && this.early === 'refused' && !this.openedFromClient;
    if (!keys) {
      must(mayPassOver, 'unexpected_message', 'outer-type');
      this.passOver(record, seen);
      return;
    }
    const inner = open(keys, record);
    if (typeof inner === 'string') {
      // Section 4.2.10: a server that refused early data tries each record and passes over those that do not open.
      if (inner === 'bad_record_mac' && mayPassOver) {
        this.passOver(record, seen);
        return;
      }
      const check = { bad_record_mac: 'record-protection', unexpected_message: 'content-type' } as const;
      throw new Refused(inner, inner === 'record_overflow' ? 'record-length' : check[inner]);
    }
    this.protections[from] = next(keys);
    if (from === 'client' && keys.secret !== 'c e traffic') this.openedFromClient = true;
    seen.under = { secret: keys.secret, sequence: keys.sequence };
    seen.padding = inner.padding;
    const type = contentType(inner.type);
    must(!!type && type !== 'change_cipher_spec', 'unexpected_message', 'content-type');
    // Section 5.1: no empty fragments of handshake messages and alerts.
    must(type === 'application_data' || inner.content.length > 0, 'unexpected_message', 'content-type');
    // Handshake keys protect the handshake and nothing else.
    must(type !== 'application_data' || !/ hs /.test(keys.secret), 'unexpected_message', 'order');
    this.takeContent(from, type, inner.content, seen);
  }

  private passOver(record: Uint8Array, seen: Making): void {
    this.passedOver += record.length - 5;
    const most = this.knowledge.mostPassedOver ?? 0x4000 + 256;
    must(this.passedOver <= most, 'unexpected_message', 'early-data-limit');
    seen.ignored = 'early data';
  }

  private takeContent(from: Role, type: NonNullable<Seen['type']>, content: Uint8Array, seen: Making): void {
    seen.type = type;
    seen.content = content;
    if (type === 'handshake') {
      this.takeHandshake(from, content, seen);
      return;
    }
    // Section 5.1: nothing may stand between the fragments of one handshake message.
    must(this.fragments[from].length === 0, 'unexpected_message', 'order');
    if (type === 'alert') seen.alert = readable(parse(alertCodec, content));
  }

  private takeHandshake(from: Role, content: Uint8Array, seen: Making): void {
    const { messages, rest } = splitMessages(concat(this.fragments[from], content));
    // No message of TLS 1.3 is longer in practice; the type allows 16 MB.
    must(rest.length <= 0x20000, 'decode_error', 'syntax');
    this.fragments[from] = rest;
    messages.forEach((bytes, at) => {
      const keys = this.protections[from]?.secret;
      const message = readable(parseMessage(bytes, { version: tls13 }));
      seen.messages = [...seen.messages, { bytes, message }];
      this.message(from, message, bytes);
      // Section 5.1: a message after which keys change ends its record.
      const ends = at === messages.length - 1 && rest.length === 0;
      must(ends || this.protections[from]?.secret === keys, 'unexpected_message', 'key-change');
    });
  }

  /** The name of an alert that was seen. */
  static alertIn(seen: Seen): string | undefined {
    return seen.alert && (alertName(seen.alert.description) ?? `${seen.alert.description}`);
  }
}
