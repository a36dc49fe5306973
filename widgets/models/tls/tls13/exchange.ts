/**
 * A client and a server over a wire that a third person may touch: every record, with what each side made of it. The sides do not
 * know of the wire; what is delivered may be changed, dropped or added by a function.
 */
import type { Client } from './client.ts';
import type { Role } from './knowledge.ts';
import type { Server } from './server.ts';
import type { Seen } from './side.ts';

/** One record on the wire. */
export interface Wire {
  readonly n: number;
  readonly from: Role;
  /** Records of one flight leave together: 0 is the client's first. */
  readonly flight: number;
  readonly sent: Uint8Array;
  readonly delivered: readonly Uint8Array[];
  /** As its sender knows it. */
  readonly own: Seen;
  /** As the other side takes it: one for each delivered record. */
  readonly seen: readonly Seen[];
}

export interface Exchange {
  readonly wires: readonly Wire[];
  readonly client: Client;
  readonly server: Server;
}

export interface Script {
  /** What the client sends once it may: after early data, what is left to say. */
  readonly request?: readonly Uint8Array[];
  /** What the server sends after the request. */
  readonly response?: readonly Uint8Array[];
  /** Sent by the client between request and its close: new keys. */
  readonly keyUpdate?: 'none' | 'client' | 'both';
  /** Both close at the end. */
  readonly close?: boolean;
  /** What is delivered in place of the n-th record; the record itself where nothing meddles. */
  readonly meddle?: (n: number, from: Role, record: Uint8Array) => readonly Uint8Array[];
}

/** Turns after which a conversation that does not end is ended. */
const mostFlights = 24;

export function exchange(client: Client, server: Server, script: Script = {}): Exchange {
  const wires: Wire[] = [];
  const meddle = script.meddle ?? ((_n, _from, record) => [record]);
  const said = { request: false, response: false };
  let flight = 0;

  const deliver = (from: Role): boolean => {
    const [sender, receiver] = from === 'client' ? [client, server] : [server, client];
    const records = sender.flush();
    const events = sender.events.filter(({ sent }) => sent);
    records.forEach((record, at) => {
      const own = events[events.length - records.length + at]?.seen;
      if (!own) return;
      const delivered = meddle(wires.length, from, record);
      const seen = delivered.flatMap((each) => (receiver.closed === 'no' ? [receiver.receive(each)] : []));
      wires.push({ n: wires.length, from, flight, sent: record, delivered, own, seen });
    });
    if (records.length > 0) flight++;
    return records.length > 0;
  };

  client.start();
  for (let turn = 0; turn < mostFlights; turn++) {
    speak(client, server, script, said);
    const one = deliver('client');
    reply(client, server, script, said);
    const other = deliver('server');
    if (!one && !other) {
      if (!script.close || client.closed !== 'no' || server.closed !== 'no' || !client.side.finished.client) break;
      client.close();
      deliver('client');
      server.close();
      deliver('server');
      break;
    }
  }
  return { wires, client, server };
}

function speak(client: Client, _server: Server, script: Script, said: { request: boolean }): void {
  if (said.request || client.closed !== 'no' || !client.side.finished.client) return;
  said.request = true;
  const [first, ...rest] = script.request ?? [];
  if (first) client.data(first);
  if (script.keyUpdate === 'client' || script.keyUpdate === 'both') client.updateKeys(script.keyUpdate === 'both');
  for (const data of rest) client.data(data);
}

function reply(_client: Client, server: Server, script: Script, said: { request: boolean; response: boolean }): void {
  if (said.response || !said.request || server.closed !== 'no' || !server.side.finished.client) return;
  said.response = true;
  for (const data of script.response ?? []) server.data(data);
}
