/**
 * The key schedule of TLS 1.3 (RFC 8446 section 7.1) as a tree that remembers how it grew: every secret with what went
 * in, the label and the transcript hash. A figure draws that tree, a test compares it with RFC 8448.
 *
 * Secrets have the names of their labels: `c hs traffic`, `res master`. Those without a label are called `early`,
 * `handshake` and `master`; what lies between two of them is `early derived` and `handshake derived`.
 */
import { deriveSecret, digest, expand, extract, type HashName, hashBytes, hkdfLabel, none } from './hkdf.ts';

/** How one value came to be. */
export interface Derivation {
  /** `s hs traffic`, `s hs traffic key`. */
  readonly name: string;
  /** HKDF-Extract or HKDF-Expand-Label. */
  readonly kind: 'extract' | 'expand';
  /** The secret it is made from: of an extraction the salt. Empty where that is nothing but zeros. */
  readonly from: string;
  /** The input keying material of an extraction; of an expansion the structure HkdfLabel. */
  readonly input: Uint8Array;
  /** Of an expansion: its label without "tls13 ", and its context, which for a secret is the transcript hash. */
  readonly label: string;
  readonly context: Uint8Array;
  readonly value: Uint8Array;
}

/** Whose PSK it is: given from outside, or kept from an earlier connection. */
export type PskKind = 'ext' | 'res';

/** The secrets that a side has so far. Grows; nothing in it is ever changed. */
export class Schedule {
  readonly hash: HashName;
  readonly made: Derivation[] = [];
  private readonly zeros: Uint8Array;

  constructor(hash: HashName) {
    this.hash = hash;
    this.zeros = new Uint8Array(hashBytes(hash));
  }

  /** The value of that name; undefined if it has not been made. */
  get(name: string): Uint8Array | undefined {
    return this.made.findLast((each) => each.name === name)?.value;
  }

  /** Throws where the schedule is asked for what it cannot have yet: a mistake of the caller. */
  need(name: string): Uint8Array {
    const value = this.get(name);
    if (!value) throw new Error(`The secret "${name}" has not been made. Made: ${this.made.map((each) => each.name)}.`);
    return value;
  }

  private keep(derivation: Derivation): Uint8Array {
    if (!this.get(derivation.name)) this.made.push(derivation);
    return derivation.value;
  }

  private extracted(name: string, from: string, ikm: Uint8Array): Uint8Array {
    const value = extract(this.hash, from ? this.need(from) : this.zeros, ikm);
    return this.keep({ name, kind: 'extract', from, input: ikm, label: '', context: none, value });
  }

  private expanded(name: string, from: string, label: string, context: Uint8Array, length: number): Uint8Array {
    const input = hkdfLabel(label, context, length);
    const value = expand(this.hash, this.need(from), input, length);
    return this.keep({ name, kind: 'expand', from, input, label, context, value });
  }

  private derived(name: string, from: string, transcript: Uint8Array, label = name): Uint8Array {
    return this.expanded(name, from, label, transcript, hashBytes(this.hash));
  }

  /** A secret known from elsewhere, a key log say: without its origin. */
  given(name: string, value: Uint8Array): void {
    this.keep({ name, kind: 'expand', from: '', input: none, label: name, context: none, value });
  }

  /** Early Secret, from the PSK or from zeros, and what it gives to the next extraction. */
  early(psk?: Uint8Array): void {
    this.extracted('early', '', psk ?? this.zeros);
    this.derived('early derived', 'early', digest(this.hash), 'derived');
  }

  /** The key with which the binder of the PSK is made. */
  binder(kind: PskKind): Uint8Array {
    this.derived(`${kind} binder`, 'early', digest(this.hash));
    return this.finishedKey(`${kind} binder`);
  }

  /** Early traffic and early exporter secret: `transcript` is the hash of the ClientHello. */
  earlyTraffic(transcript: Uint8Array): void {
    this.derived('c e traffic', 'early', transcript);
    this.derived('e exp master', 'early', transcript);
  }

  /**
   * Handshake Secret and the two handshake traffic secrets. `shared` is the (EC)DHE secret, undefined in psk_ke;
   * `transcript` is the hash up to ServerHello.
   */
  handshake(shared: Uint8Array | undefined, transcript: Uint8Array): void {
    this.extracted('handshake', 'early derived', shared ?? this.zeros);
    this.derived('c hs traffic', 'handshake', transcript);
    this.derived('s hs traffic', 'handshake', transcript);
    this.derived('handshake derived', 'handshake', digest(this.hash), 'derived');
    this.extracted('master', 'handshake derived', this.zeros);
  }

  /** The first application traffic secrets and the exporter: `transcript` is the hash up to the server's Finished. */
  application(transcript: Uint8Array): void {
    this.derived('c ap traffic', 'master', transcript);
    this.derived('s ap traffic', 'master', transcript);
    this.derived('exp master', 'master', transcript);
  }

  /** `transcript` is the hash up to the client's Finished. */
  resumption(transcript: Uint8Array): void {
    this.derived('res master', 'master', transcript);
  }

  /** The PSK that a ticket stands for: RFC 8446 section 4.6.1. */
  ticketPsk(nonce: Uint8Array, name: string): Uint8Array {
    return this.derived(name, 'res master', nonce, 'resumption');
  }

  /** The key of a Finished message, or of a binder: RFC 8446 section 4.4.4. */
  finishedKey(from: string): Uint8Array {
    return this.derived(`${from} finished`, from, none, 'finished');
  }

  /** Key and IV of a traffic secret: RFC 8446 section 7.3. */
  trafficKey(from: string, keyBytes: number): { readonly key: Uint8Array; readonly iv: Uint8Array } {
    return {
      key: this.expanded(`${from} key`, from, 'key', none, keyBytes),
      iv: this.expanded(`${from} iv`, from, 'iv', none, 12),
    };
  }

  /** The next application traffic secret, after a KeyUpdate: RFC 8446 section 7.2. Returns its name. */
  update(from: string): string {
    const [, base = from, count = '0'] = /^(.*?)(?: (\d+))?$/.exec(from) ?? [];
    const name = `${base} ${Number(count) + 1}`;
    this.derived(name, from, none, 'traffic upd');
    return name;
  }

  /** What an application exports: RFC 8446 section 7.5. `early`: from the early exporter secret. */
  export(label: string, context: Uint8Array, length: number, early = false): Uint8Array {
    const secret = deriveSecret(this.hash, this.need(early ? 'e exp master' : 'exp master'), label, digest(this.hash));
    return expand(this.hash, secret, hkdfLabel('exporter', digest(this.hash, context), length), length);
  }
}
