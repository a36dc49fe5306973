// One end of a recorded connection: the model's client or server, told what was chance and what was policy. The messages that it is
// about to send are read from the recording when they are needed, with the keys that the model has by then.
import { bytesOf as integerBytes, integerOf } from '../../rsa/integers.ts';
import { modulusLength, privateOperation } from '../../rsa/rsa.ts';
import { type Ephemeral, onCurve, withoutZeros, withPrime } from '../agreement.ts';
import type { AlertName } from '../alerts.ts';
import { Client12 } from '../client12.ts';
import { concat } from '../codec.ts';
import { bodies, extensionBody } from '../extensions.ts';
import { fromHex, toHex } from '../hex.ts';
import {
  type Certificate12,
  type ClientHello,
  type DheParams,
  type EcdheParams,
  type Message,
  parseMessage,
} from '../messages.ts';
import { headerBytes, splitMessages } from '../record.ts';
import { type GroupName, groupName, tls12 } from '../registries.ts';
import { Server12 } from '../server12.ts';
import type { Choice, ClientSettings, ServerSettings, Session, Settings } from '../settings12.ts';
import { verifySignature } from '../signatures.ts';
import { signals, suiteOf } from '../suites.ts';
import { habitsOf, judgeFor } from './judge.ts';
import { refusalOf } from './policy.ts';
import {
  certificateOf,
  commandOf,
  derOf,
  privateKeyOf,
  type RecordedConnection,
  type RecordedRecord,
  type Recording,
} from './recording.ts';

export type Side = 'client' | 'server';

/** What a replay finds. */
export interface Tally {
  problems: string[];
  compared: number;
}

export class RecordedEnd {
  readonly peer: Client12 | Server12;
  protected readonly own: readonly RecordedRecord[];
  protected readonly hellos: ClientHello[] = [];
  /** How many of the own records are done. */
  protected done = 0;
  protected isCut = false;

  protected readonly file: Recording;
  protected readonly connection: RecordedConnection;
  protected readonly n: number;
  protected readonly side: Side;
  protected readonly memory: readonly Session[];
  protected readonly tally: Tally;

  constructor(
    file: Recording,
    connection: RecordedConnection,
    n: number,
    side: Side,
    memory: readonly Session[],
    tally: Tally,
  ) {
    this.file = file;
    this.connection = connection;
    this.n = n;
    this.side = side;
    this.memory = memory;
    this.tally = tally;
    const dir = side === 'client' ? 'c>s' : 's>c';
    this.own = connection.records.filter((record) => record.dir === dir && !record.raw);
    this.peer = side === 'client' ? new Client12(this.clientSettings()) : new Server12(this.serverSettings());
  }

  problem(what: string): void {
    this.tally.problems.push(`#${this.n} ${this.side}: ${what}`);
  }

  protected compare(what: string, ours: string, theirs: string): void {
    this.tally.compared += 1;
    if (ours !== theirs) this.problem(`${what} is ${clip(ours)}, recorded ${clip(theirs)}`);
  }

  /** The handshake messages that the own side sends next, up to where its keys change. */
  protected upcoming(): readonly Message[] {
    const plain: Uint8Array[] = [];
    for (const [ahead, { hex }] of this.own.slice(this.done).entries()) {
      const record = fromHex(hex);
      if (record[0] !== 22) break;
      plain.push(this.peer.openOwn(record, ahead) ?? new Uint8Array());
    }
    return splitMessages(concat(...plain)).messages.flatMap((bytes) => {
      const { value } = parseMessage(bytes, this.contextFor());
      return value ?? [];
    });
  }

  /** What a server is about to choose is in the ServerHello that it is about to send. */
  protected contextFor(): { readonly version: number; readonly keyExchange: 'RSA' | 'DHE' | 'ECDHE' | undefined } {
    const suite = this.connection.result.suite;
    const exchange = this.peer.suite?.keyExchange ?? suiteOf(Number.parseInt(suite ?? '0', 16))?.keyExchange;
    const version = this.connection.result.version;
    return {
      version: version ? Number.parseInt(version, 16) : tls12,
      keyExchange: exchange === 'RSA' || exchange === 'DHE' || exchange === 'ECDHE' ? exchange : undefined,
    };
  }

  protected next<K extends Message['name']>(name: K): (Message & { readonly name: K }) | undefined {
    return this.upcoming().find((message): message is Message & { readonly name: K } => message.name === name);
  }

  protected settings(): Settings {
    const end = this;
    const { file, n, side } = this;
    const protectedRecords = () => {
      const change = end.own.findIndex(({ hex }) => hex.startsWith('14'));
      // A renegotiation changes keys in a protected record of its own.
      return end.own.slice(change + 1);
    };
    return {
      habits: habitsOf(commandOf(file, side, n)),
      recordIv: (count, length) =>
        fromHex(protectedRecords()[count]?.hex ?? '').subarray(headerBytes, headerBytes + length),
      judge: judgeFor(file, side, n),
      sign: (scheme, data) => end.sign(scheme, data),
      verify: verifySignature,
      get chain() {
        return (end.next('certificate')?.body as Certificate12 | undefined)?.certificate_list ?? [];
      },
      get master() {
        return end.masterFromLog();
      },
      recordBytes: Number(/-max_send_frag (\d+)/.exec(commandOf(file, side, n))?.[1] ?? 0) || undefined,
    };
  }

  /** Chance again: the signature that was made, if it is one of this key over what the model signs. */
  protected sign(scheme: number | undefined, data: Uint8Array): Uint8Array {
    const signed = this.next('server_key_exchange')?.body.signed ?? this.next('certificate_verify')?.body;
    const leaf = certificateOf(this.ownChain()[0] ?? new Uint8Array());
    const good =
      signed && leaf && signed.algorithm === scheme && verifySignature(scheme, leaf.publicKey, data, signed.signature);
    this.compare(`signature with scheme ${scheme}`, String(good), 'true');
    return signed?.signature ?? new Uint8Array();
  }

  protected ownChain(): readonly Uint8Array[] {
    for (const message of this.peer.log) {
      if (message.kind !== 'message-sent' || message.name !== 'certificate') continue;
      const { value } = parseMessage(message.bytes, { version: tls12 });
      if (value?.name === 'certificate') return (value.body as Certificate12).certificate_list;
    }
    return [];
  }

  /** The master secret from the key log, for connections whose private values nobody recorded. */
  protected masterFromLog(): Uint8Array | undefined {
    if ((this.connection.ephemeral?.length ?? 0) > 0 || this.peer.suite?.keyExchange === 'RSA') return undefined;
    const line = this.logged();
    return line === undefined ? undefined : fromHex(line);
  }

  protected logged(): string | undefined {
    const { keylog, keylog_server: server } = this.connection;
    const lines = (this.side === 'server' && server) || keylog;
    const label = `CLIENT_RANDOM ${toHex(this.peer.clientRandom)} `;
    return lines.find((line) => line.startsWith(label))?.slice(label.length);
  }

  protected ephemeral(group: GroupName | { readonly p: Uint8Array; readonly g: Uint8Array }): Ephemeral {
    const { side } = this;
    const isOwn = (value: string | undefined, theirs: Uint8Array | undefined) =>
      value !== undefined && theirs !== undefined && stripped(value) === toHex(withoutZeros(theirs));
    const announced =
      side === 'client'
        ? this.next('client_key_exchange')?.body.exchange_keys
        : publicOf(this.next('server_key_exchange')?.body.params);
    const all = this.connection.ephemeral ?? [];
    const matching = all.filter((each) =>
      isOwn(side === 'client' ? each.client_public : each.server_public, announced),
    );
    const entry =
      matching.find((each) => (side === 'client' ? each.client_private : each.server_private)) ?? matching[0];
    const privateKey = side === 'client' ? entry?.client_private : entry?.server_private;
    if (privateKey) {
      const own =
        typeof group === 'string'
          ? onCurve(group, fromHex(privateKey))
          : withPrime(group.p, group.g, fromHex(privateKey));
      return {
        publicKey: own.publicKey,
        secret: (theirs) => {
          const secret = own.secret(theirs);
          const told = all.find(
            (each) => isOwn(side === 'client' ? each.server_public : each.client_public, theirs) && each === entry,
          );
          if (told && secret) this.compare('shared secret', toHex(withoutZeros(secret)), stripped(told.shared_secret));
          return secret;
        },
      };
    }
    // The other side's log holds what both know; this program's private value was not recorded.
    return {
      publicKey: announced ?? new Uint8Array(),
      secret: (theirs) => {
        const told = matching.find((each) =>
          isOwn(side === 'client' ? each.server_public : each.client_public, theirs),
        );
        return told && fromHex(told.shared_secret);
      },
    };
  }

  protected clientSettings(): ClientSettings {
    const end = this;
    const { file, n } = this;
    const command = commandOf(file, 'client', n);
    const offered = (): readonly number[] =>
      extensionBody(end.hellos[0]?.extensions, 'supported_versions', bodies.offered_versions) ?? [];
    return Object.defineProperties(
      {
        hellos: this.hellos,
        ephemeral: (group: Parameters<ClientSettings['ephemeral']>[0]) => this.ephemeral(group),
        helloRecordVersion: Number.parseInt(this.own[0]?.hex.slice(2, 6) ?? '0301', 16),
        get sessions() {
          return [...end.memory, ...(end.peer.session ? [end.peer.session] : [])];
        },
        rsaPadding: (length: number) => end.encryptedBlock().subarray(2, 2 + length),
        get premaster() {
          return end.encryptedBlock().subarray(-48);
        },
        get versions(): readonly [number, number] {
          const [first = tls12, ...more] = offered().length > 0 ? offered() : [end.hellos[0]?.version ?? tls12];
          return [Math.min(first, ...more, command.startsWith('openssl') ? 0x0301 : 0xffff), Math.max(first, ...more)];
        },
        get scheme() {
          return end.next('certificate_verify')?.body.algorithm ?? 0;
        },
      },
      Object.getOwnPropertyDescriptors(this.settings()),
    ) as unknown as ClientSettings;
  }

  /** The own ClientKeyExchange, opened with the server's key: 00 02, padding, 00, premaster. */
  protected encryptedBlock(): Uint8Array {
    const encrypted = this.next('client_key_exchange')?.body.exchange_keys;
    const key = privateKeyOf(this.file.private_keys[this.file.server_certificate ?? '']);
    if (!encrypted || key?.kind !== 'rsa') return new Uint8Array(256);
    return integerBytes(privateOperation(key, integerOf(encrypted)), modulusLength(key));
  }

  protected serverSettings(): ServerSettings {
    const { file, n } = this;
    const command = commandOf(file, 'server', n);
    const key = privateKeyOf(file.private_keys[file.server_certificate ?? '']);
    return Object.defineProperties(
      {
        choose: (hello: ClientHello) => this.choose(hello),
        ephemeral: (group: Parameters<ServerSettings['ephemeral']>[0]) => this.ephemeral(group),
        rsaKey: key?.kind === 'rsa' ? key : undefined,
        insteadOfPremaster: new Uint8Array(48).fill(0x5a),
        certificateRequired:
          / -Verify /.test(command) || /"requestCert": true/.test(command) || /--require-client-cert/.test(command),
        renegotiates: /-client_renegotiation/.test(command),
      },
      Object.getOwnPropertyDescriptors(this.settings()),
    ) as unknown as ServerSettings;
  }

  protected choose(hello: ClientHello): Choice | AlertName {
    const command = commandOf(this.file, 'server', this.n);
    const chain = this.file.certificates[this.file.server_certificate ?? ''] ?? [];
    const leaf = certificateOf(this.leafOf(chain));
    const refusal = refusalOf(command, habitsOf(command), hello, leaf?.publicKey);
    const answer = this.next('server_hello')?.body;
    if (!answer) {
      if (!refusal) this.problem('refused the hello, and nothing says why');
      return refusal ?? 'internal_error';
    }
    this.compare('refusal of the hello', String(refusal), 'undefined');
    this.compare(
      'suite that was chosen was offered',
      String(hello.cipher_suites.includes(answer.cipher_suite)),
      'true',
    );
    const unasked = (answer.extensions ?? []).filter(
      ({ type }) =>
        !hello.extensions?.some((each) => each.type === type) &&
        !(type === 65281 && hello.cipher_suites.includes(signals.emptyRenegotiationInfo)),
    );
    this.compare('extensions that nobody offered', String(unasked.length), '0');
    // RFC 5077 section 3.4: a client with a ticket makes up a session id, and the server repeats it to say yes.
    const ticket = extensionBody(hello.extensions, 'session_ticket', bodies.session_ticket) ?? new Uint8Array();
    const echoed = hello.session_id.length > 0 && toHex(hello.session_id) === toHex(answer.session_id);
    const session = [...this.memory, ...(this.peer.session ? [this.peer.session] : [])].find((each) =>
      ticket.length > 0
        ? toHex(each.ticket) === toHex(ticket)
        : each.sessionId.length > 0 && toHex(each.sessionId) === toHex(hello.session_id),
    );
    const own = this.next('server_key_exchange')?.body;
    const params = own?.params;
    const resumed = echoed && !this.next('certificate');
    if (resumed && !session) this.problem('resumes a session that it never had');
    const end = this;
    return {
      hello: answer,
      scheme: own?.signed.algorithm,
      group: params && ('dh_p' in params ? { p: params.dh_p, g: params.dh_g } : groupName(params.named_curve)),
      session: resumed ? session : undefined,
      request: this.next('certificate_request')?.body as Choice['request'],
      status: this.next('certificate_status')?.body.response,
      get ticket() {
        return end.next('new_session_ticket')?.body as Choice['ticket'];
      },
    };
  }

  protected leafOf(pems: readonly string[]): Uint8Array {
    const sent = (this.next('certificate')?.body as Certificate12 | undefined)?.certificate_list[0];
    return sent ?? derOf(pems)[0] ?? new Uint8Array();
  }
}

const stripped = (hex: string): string => toHex(withoutZeros(fromHex(hex)));

function publicOf(params: EcdheParams | DheParams | undefined): Uint8Array | undefined {
  return params && ('dh_p' in params ? params.dh_Ys : params.public);
}

const clip = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}…` : text);
