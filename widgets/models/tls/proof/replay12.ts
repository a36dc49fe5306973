import { alertCodec, alertName } from '../alerts.ts';
import { parse } from '../codec.ts';
import type { Happening } from '../connection12.ts';
import { asciiOf, fromHex, toHex } from '../hex.ts';
import { parseMessage } from '../messages.ts';
import { headerBytes } from '../record.ts';
import { tls12, tls13 } from '../registries.ts';
import { Server12 } from '../server12.ts';
import type { Session } from '../settings12.ts';
import { openTicket } from '../ticket12.ts';
import { habitsOf } from './judge.ts';
import { agreedVersion } from './policy.ts';
import { RecordedEnd, type Side, type Tally } from './recorded-end.ts';
import { commandOf, type RecordedConnection, type Recording, textOf } from './recording.ts';

export interface Replayed {
  readonly name: string;
  /** What is not as recorded. Empty if everything is. */
  readonly problems: readonly string[];
  /** Comparisons that were made. */
  readonly compared: number;
  /** Connections that were replayed; the others speak TLS 1.3. */
  readonly connections: number;
}

/** Replays every connection of TLS 1.2 or below in a recording, both ends of it. */
export function replay(recording: unknown): Replayed {
  const file = recording as Recording;
  const tally: Tally = { problems: [], compared: 0 };
  const memory: Record<Side, Session[]> = { client: [], server: [] };
  let connections = 0;
  file.connections.forEach((connection, index) => {
    if (!speaksTls12(file, connection, index + 1)) return;
    connections += 1;
    for (const side of ['client', 'server'] as const) {
      const end = new ReplayedEnd(file, connection, index + 1, side, memory[side], tally);
      try {
        end.run();
      } catch (error) {
        end.problem(`stopped: ${error instanceof Error ? error.message : String(error)}`);
      }
      if (end.peer.session) memory[side].push(end.peer.session);
    }
  });
  return { name: file.name, ...tally, connections };
}

/** True if what the two ends speak, or would speak if they agreed, is TLS 1.2 or older. */
export function speaksTls12(file: Recording, connection: RecordedConnection, n: number): boolean {
  const { version } = connection.result;
  if (version) return Number.parseInt(version, 16) < tls13;
  const first = connection.records[0];
  if (!first || first.raw) return true;
  const hello = parseMessage(fromHex(first.hex).subarray(headerBytes), { version: tls12 }).value;
  if (hello?.name !== 'client_hello') return true;
  const command = commandOf(file, 'server', n);
  return agreedVersion(command, habitsOf(command), hello.body) !== tls13;
}

class ReplayedEnd extends RecordedEnd {
  run(): void {
    const { peer, connection } = this;
    const own = this.side === 'client' ? 'c>s' : 's>c';
    for (const record of connection.records) {
      if (record.dir !== own) {
        for (const hex of record.delivered ?? [record.hex]) {
          if (hex !== cut && !this.isCut) peer.receive(fromHex(hex));
        }
      }
      // The connection was closed both ways: nothing that comes later arrives.
      if (record.delivered?.includes(cut)) this.isCut = true;
      if (record.dir !== own) {
        if (record.delivered?.includes(cut)) peer.endOfData();
        continue;
      }
      if (record.raw) return;
      const bytes = fromHex(record.hex);
      if (peer.outbox.length === 0) this.act(record.i, bytes);
      const sent = peer.outbox.shift();
      this.done += 1;
      if (!sent) return this.problem(`sends nothing where record ${record.i} is`);
      this.compare(`record ${record.i}`, toHex(sent), record.hex);
      if (toHex(sent) !== record.hex) return;
    }
    this.compare('what was not recorded', peer.outbox.length > 0 ? describe(peer.log) : 'nothing', 'nothing');
    this.conclude();
  }

  /** The own program did something that the protocol does not ask for: it wrote, closed, began. */
  private act(i: number, record: Uint8Array): void {
    const { peer } = this;
    if (peer.over) return this.problem(`is over before record ${i}: ${describe(peer.log)}`);
    if (record[0] === 23) {
      const plaintext = peer.openOwn(record);
      if (plaintext) peer.write(plaintext);
      return;
    }
    if (record[0] === 21) {
      const name = alertName(parse(alertCodec, peer.openOwn(record) ?? new Uint8Array()).value?.description ?? 255);
      if (name === 'close_notify') peer.close();
      else peer.endOfData();
      return;
    }
    const [message] = this.upcoming();
    if (peer instanceof Server12) {
      if (message?.name === 'hello_request') peer.requestHello();
    } else if (message?.name === 'client_hello') {
      this.hellos.push(message.body);
      peer.start();
    }
  }
  /** Secrets against the key log and what the recorder derived, data against what was sent, tickets against their key. */
  private conclude(): void {
    const { peer, side, connection, file } = this;
    const line = this.logged();
    if (line !== undefined && peer.master) this.compare('master secret in the key log', toHex(peer.master), line);
    const derived = { ...connection.derived, ...(side === 'server' ? connection.derived_server : {}) };
    for (const name of [
      'premaster',
      'master_secret',
      'key_block',
      'client_verify_data',
      'server_verify_data',
    ] as const) {
      const own = peer.log.filter((each) => each.kind === 'secret' && each.name === name).at(-1);
      const told = derived[name];
      if (own?.kind !== 'secret' || typeof told !== 'string') continue;
      const replaced = peer.log.some(({ kind }) => kind === 'premaster-replaced');
      // Which random bytes OpenSSL took is not known: only that they were not the premaster.
      if (!replaced) this.compare(name, toHex(own.bytes), told);
    }
    const written = textOf(connection.application_data[side === 'client' ? 'server' : 'client']);
    const disturbed = connection.records.some((record) => record.delivered);
    const received = toHex(peer.data);
    if (!disturbed || received.length > 0) this.compareData(received, toHex(asciiOf(written)), disturbed);
    const { ems, etm, suite } = connection.result;
    if (suite && peer.suite) this.compare('suite', peer.suite.id.toString(16).padStart(4, '0'), suite);
    if (ems !== undefined && peer.suite)
      this.compare('extended master secret', String(peer.extendedMasterSecret), String(ems));
    if (etm !== undefined && peer.suite) this.compare('encrypt then MAC', String(peer.encryptThenMac), String(etm));
    const keys = file.ticket_keys;
    if (keys && peer.ticket.length > 0 && peer.master) {
      const state = openTicket(fromHex(keys), peer.ticket);
      this.compare(
        'ticket holds the master secret',
        String(state !== undefined && toHex(state).includes(toHex(peer.master))),
        'true',
      );
    }
    const saved = connection.session_saved;
    if (side === 'client' && saved?.master_key && peer.master)
      this.compare('saved session', toHex(peer.master), saved.master_key);
  }

  private compareData(received: string, written: string, disturbed: boolean): void {
    // A change on the way can end a connection in the middle: what arrived before is a beginning of what was written.
    if (disturbed) this.compare('application data', String(written.startsWith(received)), 'true');
    else if (this.peer.established) this.compare('application data', received, written);
  }
}

/** "CUT": the connection was closed here. */
const cut = '435554';

/** The last check that went wrong, in words for the one who reads the problem. */
function describe(log: readonly Happening[]): string {
  const wrong = log.filter((each) => each.kind === 'check' && !each.good).at(-1);
  const alert = log.filter((each) => each.kind === 'alert-sent' || each.kind === 'alert-received').at(-1);
  const check =
    wrong?.kind === 'check'
      ? `${wrong.check} ${wrong.fault ?? ''} ${wrong.failure?.path.join('.') ?? ''}`
      : 'no check failed';
  return `${check}, ${alert && 'alert' in alert ? `${alert.kind} ${alert.alert}` : 'no alert'}`;
}
