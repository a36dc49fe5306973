/**
 * How many round trips pass before a client may send its first request: over TCP with and without Fast Open, with TLS 1.2 and 1.3
 * in every variant, and over QUIC.
 *
 * Nothing is written down as a number: each handshake is its flights, and a round trip is a flight of the server for which the
 * client has to wait. RFC 8446 sections 2, 2.1 and 2.3; RFC 5246 section 7.3; RFC 5077 section 3.1; RFC 7918 (False Start); RFC 9293
 * section 3.5; RFC 7413 (Fast Open); RFC 9001 section 4.1 (QUIC carries TLS 1.3 in its own first packets).
 *
 * Left out: a QUIC Retry, which adds one; a Fast Open without a cookie from an earlier connection, which is a plain one.
 */

export type Transport = 'tcp' | 'tcp-fast-open' | 'quic';

export type Handshake =
  | 'none'
  | 'tls12-full'
  | 'tls12-false-start'
  | 'tls12-resumed'
  | 'tls13-full'
  | 'tls13-retry'
  | 'tls13-resumed'
  | 'tls13-early';

/** What leaves together. */
export interface Flight {
  readonly from: 'client' | 'server';
  readonly messages: readonly string[];
  /** The client may put its request behind these messages. */
  readonly request?: true;
}

const client = (...messages: string[]): Flight => ({ from: 'client', messages });
const server = (...messages: string[]): Flight => ({ from: 'server', messages });
const withRequest = (...messages: string[]): Flight => ({ ...client(...messages), request: true });

const tls12Server = server('ServerHello', 'Certificate', 'ServerKeyExchange', 'ServerHelloDone');
const tls12Client = ['ClientKeyExchange', 'ChangeCipherSpec', 'Finished'];
const tls13Server = server('ServerHello', 'EncryptedExtensions', 'Certificate', 'CertificateVerify', 'Finished');
const tls13Resumed = server('ServerHello', 'EncryptedExtensions', 'Finished');

const handshakes: Readonly<Record<Handshake, readonly Flight[]>> = {
  none: [withRequest()],
  'tls12-full': [
    client('ClientHello'),
    tls12Server,
    client(...tls12Client),
    server('ChangeCipherSpec', 'Finished'),
    withRequest(),
  ],
  // The client does not wait for the server's Finished: RFC 7918 section 4.
  'tls12-false-start': [
    client('ClientHello'),
    tls12Server,
    withRequest(...tls12Client),
    server('ChangeCipherSpec', 'Finished'),
  ],
  // The server finishes first: RFC 5246 section 7.3.
  'tls12-resumed': [
    client('ClientHello'),
    server('ServerHello', 'ChangeCipherSpec', 'Finished'),
    withRequest('ChangeCipherSpec', 'Finished'),
  ],
  'tls13-full': [client('ClientHello'), tls13Server, withRequest('Finished')],
  'tls13-retry': [
    client('ClientHello'),
    server('HelloRetryRequest'),
    client('ClientHello'),
    tls13Server,
    withRequest('Finished'),
  ],
  'tls13-resumed': [client('ClientHello'), tls13Resumed, withRequest('Finished')],
  'tls13-early': [withRequest('ClientHello'), tls13Resumed, client('EndOfEarlyData', 'Finished')],
};

export const handshakeFlights = (handshake: Handshake): readonly Flight[] => handshakes[handshake];

/** Flights of the server that the client has to have before it may send its request. */
export function waits(flights: readonly Flight[]): number {
  const sent = flights.findIndex(({ request }) => request);
  return flights.slice(0, sent).filter(({ from }) => from === 'server').length;
}

export interface RoundTrips {
  readonly transport: number;
  readonly tls: number;
  readonly all: number;
}

/** undefined where the two do not go together: QUIC has TLS 1.3 and nothing else. */
export function roundTrips(transport: Transport, handshake: Handshake): RoundTrips | undefined {
  if (transport === 'quic' && !handshake.startsWith('tls13')) return undefined;
  // TCP's own: SYN and SYN-ACK, before which nothing may be sent. Fast Open and QUIC carry the first flight along.
  const own = waits(transport === 'tcp' ? [client('SYN'), server('SYN-ACK'), withRequest()] : [withRequest('SYN')]);
  const tls = waits(handshakes[handshake]);
  return { transport: own, tls, all: own + tls };
}
