import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { type Handshake, handshakeFlights, roundTrips, waits } from './round-trips.ts';

interface Connection {
  readonly result: {
    readonly version?: string;
    readonly resumed?: boolean;
    readonly content: readonly string[];
    readonly handshake_flights?: number;
    readonly round_trips_before_client_data?: number;
  };
}

const folder = new URL('../../../content/vectors/captures/tls/', import.meta.url);
const connections = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
  .flatMap(({ name, connections: all }: { name: string; connections?: Connection[] }) =>
    (Array.isArray(all) ? all : []).map((connection) => ({ name, ...connection })),
  );

/** What kind of handshake was recorded. */
function kindOf({ result }: Connection): Handshake {
  // A renegotiation that resumes (216) comes after a full handshake.
  if (result.version !== '0304') return result.content.includes('certificate') ? 'tls12-full' : 'tls12-resumed';
  if (result.content.includes('hello_retry_request')) return 'tls13-retry';
  // Early data that the server passes over cost a full handshake's time.
  if (result.content.includes('*end_of_early_data')) return 'tls13-early';
  return result.resumed ? 'tls13-resumed' : 'tls13-full';
}

test('every recorded handshake takes as many round trips as its flights say', () => {
  const seen = new Map<Handshake, number>();
  for (const connection of connections) {
    const recorded = connection.result.round_trips_before_client_data;
    if (recorded === undefined) continue;
    const kind = kindOf(connection);
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    assert.equal(waits(handshakeFlights(kind)), recorded, connection.name);
  }
  // False Start is in no recording: none of the programs does it.
  assert.deepEqual([...seen.keys()].toSorted(), [
    'tls12-full',
    'tls12-resumed',
    'tls13-early',
    'tls13-full',
    'tls13-resumed',
    'tls13-retry',
  ]);
});

test('the flights are as many as in the recordings', () => {
  for (const connection of connections) {
    const { handshake_flights: flights } = connection.result;
    if (flights === undefined) continue;
    const own = handshakeFlights(kindOf(connection)).filter(({ messages }) => messages.length > 0);
    assert.equal(own.length, flights, connection.name);
  }
});

test('the famous numbers', () => {
  const all = (transport: Parameters<typeof roundTrips>[0], handshake: Handshake) =>
    roundTrips(transport, handshake)?.all;
  assert.equal(all('tcp', 'tls12-full'), 3);
  assert.equal(all('tcp', 'tls12-false-start'), 2);
  assert.equal(all('tcp', 'tls13-full'), 2);
  assert.equal(all('tcp', 'tls13-early'), 1);
  assert.equal(all('tcp-fast-open', 'tls13-early'), 0);
  assert.equal(all('quic', 'tls13-full'), 1);
  assert.equal(all('quic', 'tls13-early'), 0);
  assert.equal(all('quic', 'tls12-full'), undefined);
});
