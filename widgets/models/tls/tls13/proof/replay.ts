/**
 * Replays a recording of TLS 1.3 with the model: both sides follow what they sent and what reached them, derive everything
 * from the key exchange (or from the key log, where no private key is known), and what the recording says is compared with
 * what they find. An empty list of problems means that all of it agrees.
 */

import { encodeUtf8 } from '../../../bytes/utf8.ts';
import { alertName } from '../../alerts.ts';
import { bodies } from '../../extensions.ts';
import { fromHex, toHex } from '../../hex.ts';
import { isHelloRetryRequest, parseMessage } from '../../messages.ts';
import { commandOf, type RecordedAgreement, type Recording as SharedRecording, textOf } from '../../proof/recording.ts';
import { tls13 } from '../../registries.ts';
import { sharedSecret } from '../agree.ts';
import { bodyOf } from '../hellos.ts';
import type { Knowledge, Psk, Role } from '../knowledge.ts';
import { type Seen, Side } from '../side.ts';
import type { RecordedConnection, Recording } from './recording.ts';
import { trust } from './trust.ts';

/** How signatures and chains are checked: by the models of RSA and X.509. */
export interface Trust {
  readonly verify: Knowledge['verify'];
  /** What a program says about a chain: the alert that it sends, or nothing. */
  readonly judge: (
    recording: Recording,
    program: string,
    chain: readonly Uint8Array[],
    of: Role,
  ) => ReturnType<NonNullable<Knowledge['judge']>>;
  /** The alert with which a server of this command answers a ClientHello that it can read but not serve. */
  readonly refuses?: (recording: Recording, side: Side) => string | undefined;
}

/** Both sides of a connection, and what the client made of every record of it. */
export interface Followed {
  readonly client: Side;
  readonly server: Side;
  readonly seen: readonly Seen[];
}

export interface Replayed {
  /** What does not agree: connection, record, what was found and what the recording has. */
  readonly problems: readonly string[];
  /** How many values were compared. */
  readonly compared: number;
  /** Both sides of each connection, for tests that look further. */
  readonly connections: readonly Followed[];
}

const senderOf = (dir: string): Role => (dir === 'c>s' ? 'client' : 'server');
const cut = '435554';

/** What names of secrets are called in a key log. */
const logNames: Readonly<Record<string, string>> = {
  CLIENT_EARLY_TRAFFIC_SECRET: 'c e traffic',
  EARLY_EXPORTER_SECRET: 'e exp master',
  CLIENT_HANDSHAKE_TRAFFIC_SECRET: 'c hs traffic',
  SERVER_HANDSHAKE_TRAFFIC_SECRET: 's hs traffic',
  CLIENT_TRAFFIC_SECRET_0: 'c ap traffic',
  SERVER_TRAFFIC_SECRET_0: 's ap traffic',
  EXPORTER_SECRET: 'exp master',
};

/** What names of values are called under `derived`. */
const derivedNames: Readonly<Record<string, string>> = {
  early_secret: 'early',
  handshake_secret: 'handshake',
  master_secret: 'master',
  client_early_traffic_secret: 'c e traffic',
  client_handshake_traffic_secret: 'c hs traffic',
  server_handshake_traffic_secret: 's hs traffic',
  resumption_master_secret: 'res master',
};

/** `client_application_1_key` to `c ap traffic 1 key`. */
function derivedName(name: string): string | undefined {
  const [, who = '', phase, count = '', what] =
    /^(client|server)_(handshake|application)(?:_traffic_secret)?(?:_(\d+))?(?:_(key|iv))?$/.exec(name) ?? [];
  if (!phase) return derivedNames[name];
  const secret = `${who[0]} ${phase === 'handshake' ? 'hs' : 'ap'} traffic${count && count !== '0' ? ` ${count}` : ''}`;
  return what ? `${secret} ${what}` : secret;
}

class Replay {
  readonly problems: string[] = [];
  compared = 0;
  private readonly recording: Recording;
  private readonly trust: Trust;
  /** PSKs of tickets, by ticket: what each side keeps from one connection to the next. */
  private readonly kept: Readonly<Record<Role, Map<string, Psk>>> = { client: new Map(), server: new Map() };

  constructor(recording: Recording, trust: Trust) {
    this.recording = recording;
    this.trust = trust;
  }

  problem(where: string, what: string): void {
    this.problems.push(`${this.recording.name} ${where}: ${what}`);
  }

  compare(where: string, what: string, found: unknown, recorded: unknown): void {
    this.compared++;
    const [ours, theirs] = [found, recorded].map((value) =>
      value instanceof Uint8Array ? toHex(value) : String(value),
    );
    if (ours !== theirs) this.problem(where, `${what} is ${ours}, recorded ${theirs}`);
  }

  connection(recorded: RecordedConnection, number: number): Followed {
    const seen: Seen[] = [];
    const client = this.follow(recorded, number, 'client', seen);
    return { client, server: this.follow(recorded, number, 'server', []), seen };
  }

  private follow(recorded: RecordedConnection, number: number, role: Role, all: Seen[]): Side {
    const where = `#${number} ${role}`;
    const log = ((role === 'server' && recorded.keylog_server) || recorded.keylog).map((line) => line.split(' '));
    const side = new Side(this.knowledge(recorded, role, log, where, number));
    const data = { client: '', server: '' };
    let refused: { readonly alert: string; readonly at: number; readonly words: string } | undefined;
    const sent = recorded.result.alerts.filter(
      ({ dir, description }) => senderOf(dir) === role && description !== 'close_notify',
    );
    let heardAlert = false;
    for (const record of recorded.records) {
      if (record.raw) continue;
      const from = senderOf(record.dir);
      const own = from === role;
      for (const hex of own || !record.delivered ? [record.hex] : record.delivered) {
        if (hex === cut || (!own && (refused || heardAlert))) continue;
        const seen = side.take(from, fromHex(hex));
        all.push(seen);
        const { refusal } = seen;
        // A client that speaks no TLS 1.3 says so itself, and is not ours to follow.
        if (refusal?.check === 'version' && own) break;
        if (refusal && own)
          this.problem(`${where} record ${record.i}`, `own record: ${refusal.check} (${refusal.alert})`);
        else if (refusal) refused = { alert: refusal.alert, at: record.i, words: refusal.check };
        if (!own && !refused && side.phase === 'offered' && seen.messages.length) {
          const alert = this.trust.refuses?.(this.recording, side);
          if (alert) refused = { alert, at: record.i, words: 'choice' };
        }
        if (own) this.content(`${where} record ${record.i}`, seen, side, recorded.result.content[record.i]);
        if (seen.type === 'application_data' && !seen.ignored) data[from] += String.fromCharCode(...seen.content);
        if (seen.alert && !own) heardAlert = true;
      }
    }
    this.alerts(
      where,
      recorded,
      role,
      sent.map(({ description }) => description),
      refused,
      heardAlert,
    );
    this.values(where, side, recorded, role, log);
    const told = utf8(textOf(recorded.application_data[role]));
    const disturbed = recorded.result.alerts.some(({ description }) => description !== 'close_notify');
    if (data[role] || (told && !disturbed && side.finished[role]))
      this.compare(where, 'application data', data[role], disturbed ? told.slice(0, data[role].length) : told);
    for (const ticket of side.tickets) this.kept[role].set(toHex(ticket.ticket), ticket.psk);
    return side;
  }

  private knowledge(
    recorded: RecordedConnection,
    role: Role,
    log: readonly string[][],
    where: string,
    number: number,
  ): Knowledge {
    const external = this.recording.external_psk;
    const program = commandOf(this.recording as unknown as SharedRecording, role, number);
    return {
      role,
      agree: (group, client, server) => this.agree(recorded, group, client, server, where),
      psk: (identity) =>
        external && String.fromCharCode(...identity) === external.identity
          ? { value: fromHex(external.key), kind: 'ext', suite: 0x1301 }
          : this.kept[role].get(toHex(identity)),
      verify: this.trust.verify,
      judge: (chain, of) => this.trust.judge(this.recording, program, chain, of),
      given: (name) => {
        const line = log.find(([label = '']) => logNames[label] === name);
        return line?.[2] === undefined ? undefined : fromHex(line[2]);
      },
      requiresCertificate: / -Verify /.test(program),
      mostPassedOver: 0x10000,
    };
  }

  /** From the private values of both sides, which have to agree with each other and with the recorded secret. */
  private agree(
    recorded: RecordedConnection,
    group: number,
    client: Uint8Array,
    server: Uint8Array,
    where: string,
  ): Uint8Array | 'invalid' | undefined {
    const [ours, theirs] = [toHex(client), toHex(server)];
    const pair = recorded.ephemeral?.find(
      (each: RecordedAgreement) => each.client_public === ours && each.server_public === theirs,
    );
    if (!pair) return undefined;
    const secrets = [
      pair.client_private === undefined ? undefined : sharedSecret(group, fromHex(pair.client_private), server),
      pair.server_private === undefined ? undefined : sharedSecret(group, fromHex(pair.server_private), client),
    ].filter((secret) => secret !== undefined);
    for (const secret of secrets) this.compare(where, 'shared secret', secret, pair.shared_secret);
    return secrets[0];
  }

  /** What the record holds, in the words of the recording. */
  private content(where: string, seen: Seen, side: Side, recorded: string | undefined): void {
    if (recorded === undefined || /unreadable|\?/.test(recorded)) return;
    const mark = seen.under ? '*' : '';
    const names = seen.messages.map(({ message }) =>
      message.name === 'server_hello' && isHelloRetryRequest(message.body) ? 'hello_retry_request' : message.name,
    );
    const padded = seen.padding > 0 ? `+${seen.padding} padding` : '';
    const said =
      seen.type === 'change_cipher_spec'
        ? seen.type
        : seen.type === 'alert'
          ? `${mark}alert:${alertName(seen.alert?.description ?? 0)}`
          : seen.type === 'handshake'
            ? (names.length ? names : ['fragment']).map((name) => mark + name).join(' ')
            : `${mark}${seen.under?.secret === 'c e traffic' ? 'early_data' : seen.type}${padded}`;
    // A key that is not known here (0-RTT at a server that has forgotten the ticket) opens nothing; see `ignored`.
    if (side.knowledge.role === seen.from || !seen.ignored) this.compare(where, 'content', said, recorded);
  }

  private alerts(
    where: string,
    recorded: RecordedConnection,
    role: Role,
    sent: readonly string[],
    refused: { alert: string; at: number; words: string } | undefined,
    heard: boolean,
  ): void {
    this.compared++;
    if (refused && !sent.includes(refused.alert))
      this.problem(
        `${where} record ${refused.at}`,
        `${refused.words} asks for ${refused.alert}, recorded ${sent.join() || 'no alert'}`,
      );
    if (refused || sent.length === 0) return;
    // OpenSSL 3 answers the end of the stream without close_notify with decode_error; no clause asks for it.
    const other = role === 'client' ? 'server' : 'client';
    const ended = recorded.tcp_end?.some(({ dir }) => senderOf(dir) === other);
    if (sent.join() === 'decode_error' && ended && !heard) return;
    if (!heard) this.problem(where, `${sent.join()} is recorded, and nothing is wrong`);
  }

  private values(where: string, side: Side, recorded: RecordedConnection, role: Role, log: readonly string[][]): void {
    const schedule = side.schedule;
    if (!schedule) return;
    const counts = { CLIENT: 0, SERVER: 0 };
    for (const [label = '', , value = ''] of log) {
      const [, who = ''] = /^(CLIENT|SERVER)_TRAFFIC_SECRET_(?:N|[1-9]\d*)$/.exec(label) ?? [];
      const name = who
        ? `${who === 'CLIENT' ? 'c' : 's'} ap traffic ${++counts[who as 'CLIENT' | 'SERVER']}`
        : logNames[label];
      const ours = name === undefined ? undefined : schedule.get(name);
      if (ours) this.compare(where, label, ours, value);
    }
    // Where the two sides differ, `derived` is the client's.
    const apart = role === 'server' && recorded.keylog_server !== undefined;
    const derived = { ...(apart ? {} : recorded.derived), ...(role === 'server' ? recorded.derived_server : {}) };
    for (const [name, value] of Object.entries(derived)) {
      const ours = schedule.get(derivedName(name) ?? '');
      if (ours && typeof value === 'string') this.compare(where, name, ours, value);
    }
    const tickets = (derived['tickets'] ?? []) as readonly { readonly nonce: string; readonly psk: string }[];
    side.tickets.forEach(({ nonce, psk }, at) => {
      const theirs = tickets[at];
      if (theirs) this.compare(where, 'ticket', `${toHex(nonce)} ${toHex(psk.value)}`, `${theirs.nonce} ${theirs.psk}`);
    });
    const saved = recorded.session_saved;
    const own = side.tickets.find(({ ticket }) => toHex(ticket) === saved?.ticket);
    if (own && saved?.resumption_psk) this.compare(where, 'saved PSK', own.psk.value, saved.resumption_psk);
  }
}

/** UTF-8, a character for each byte. */
const utf8 = (text: string): string => String.fromCharCode(...encodeUtf8(text));

/** True if the recording has TLS 1.3 in it: agreed on, or asked for and refused. */
export function isTls13(recording: Recording): boolean {
  return recording.connections.some(({ result, records }) => {
    if (result.version !== undefined) return result.version === '0304';
    const [hello] = records;
    const read =
      hello && !hello.raw ? parseMessage(fromHex(hello.hex).subarray(5), { version: tls13 }).value : undefined;
    if (read?.name !== 'client_hello') return false;
    const versions = bodyOf(read.body, 'supported_versions', bodies.offered_versions) ?? [];
    return versions.includes(tls13) || / -tls1_3/.test(recording.commands['server'] ?? '');
  });
}

/** Replays every connection of the recording; `by` says how chains and signatures are judged. */
export function replay(recording: Recording, by: Trust = trust): Replayed {
  const run = new Replay(recording, by);
  const connections = recording.connections.map((connection, at) => run.connection(connection, at + 1));
  return { problems: run.problems, compared: run.compared, connections };
}
