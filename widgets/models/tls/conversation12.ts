// A client and a server of TLS 1.2 that talk, and what stands between them: records one by one, and somebody who may change them.
//
// A flight is what one side sends before it has to wait for the other. RFC 7918 (False Start) lets the client's first data leave
// with its Finished instead of one round trip later.
import type { Client12 } from './client12.ts';
import type { Happening, Side } from './connection12.ts';
import { falseStartVerdict } from './false-start.ts';
import type { Server12 } from './server12.ts';

/** One record on its way. */
export interface CarriedRecord {
  readonly from: Side;
  /** Counted from 0 among the records of its direction. */
  readonly n: number;
  /** As its sender wrote it. */
  readonly sent: Uint8Array;
  /** What arrived instead: usually the same. */
  readonly delivered: Uint8Array;
  /** What its sender noted when it made the record: the message, secrets, checks before it. */
  readonly protected: boolean;
  /** The content under the protection. */
  readonly content: Uint8Array;
  /** Counted from 0: even flights are the client's. */
  readonly flight: number;
  /** What its receiver did with it. */
  readonly reaction: readonly Happening[];
}

export interface Conversation {
  readonly records: readonly CarriedRecord[];
  readonly client: readonly Happening[];
  readonly server: readonly Happening[];
  /** Server flights that the client had to have received before its first data: the round trips of TLS. -1: none were sent. */
  readonly roundTripsBeforeData: number;
  /** True if the request was sent before the server's Finished. */
  readonly falseStart: boolean;
}

export interface Talk {
  readonly client: Client12;
  readonly server: Server12;
  /** Whoever stands on the path. */
  readonly change?: (from: Side, n: number, record: Uint8Array) => Uint8Array;
  readonly request: Uint8Array;
  readonly response: Uint8Array;
  /** The client sends its request with its Finished where RFC 7918 allows it. */
  readonly falseStart: boolean;
}

/** No handshake has more flights. */
const most = 16;

/** Lets both talk until nobody has anything to say: handshake, request, response, close_notify from both. */
export function converse({
  client,
  server,
  change = (_from, _n, record) => record,
  request,
  response,
  falseStart,
}: Talk): Conversation {
  const records: CarriedRecord[] = [];
  const counts: Record<Side, number> = { client: 0, server: 0 };
  let early = false;
  let asked = false;
  let roundTripsBeforeData = -1;

  const carry = (from: Client12 | Server12, to: Client12 | Server12, flight: number): void => {
    const sent = from.log.filter((each) => each.kind === 'record-sent').slice(counts[from.side]);
    for (const each of sent) {
      const n = counts[from.side]++;
      const delivered = change(from.side, n, each.bytes);
      const before = to.log.length;
      if (!to.over) to.receive(delivered);
      const { bytes, content } = each;
      records.push({
        from: from.side,
        n,
        sent: bytes,
        delivered,
        protected: each.protected,
        content,
        flight,
        reaction: to.log.slice(before),
      });
    }
    from.outbox.length = 0;
  };
  const ask = (flight: number): void => {
    asked = true;
    roundTripsBeforeData = flight / 2;
    client.write(request);
  };

  client.start();
  for (let flight = 0; flight < most; flight += 1) {
    const turn = flight % 2 === 0;
    if (turn && !asked && !client.over) {
      const allowed = falseStart && client.sentFinished && falseStartVerdict(client).allowed;
      if (!client.finished && allowed) early = true;
      if (client.finished || allowed) ask(flight);
    }
    if (!turn && !server.over && server.finished && server.data.length > 0 && !answered(server)) server.write(response);
    if (turn && asked && client.data.length > 0 && !client.over && !closed(client)) client.close();
    if (!turn && server.closedByPeer && !server.over && !closed(server)) server.close();
    const [from, to] = turn ? [client, server] : [server, client];
    if (from.outbox.length === 0) break;
    carry(from, to, flight);
  }
  return { records, client: client.log, server: server.log, roundTripsBeforeData, falseStart: early };
}

const answered = (side: Server12): boolean =>
  side.log.some((each) => each.kind === 'record-sent' && each.bytes[0] === 23);
const closed = (side: Client12 | Server12): boolean =>
  side.log.some((each) => each.kind === 'alert-sent' && each.alert === 'close_notify');
