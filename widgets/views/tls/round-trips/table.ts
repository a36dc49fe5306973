// The table of round trips: what the model counts, in the words of both languages.
import type { Localized } from '#content/locales.ts';
import { type Handshake, type RoundTrips, roundTrips, type Transport } from '../../../models/tls/round-trips.ts';

interface Words {
  readonly caption: string;
  readonly head: string;
  readonly transports: Readonly<Record<Transport, string>>;
  readonly handshakes: Readonly<Record<Handshake, string>>;
  readonly none: string;
  /** What a cell says to those who cannot see its dots. */
  readonly sum: string;
  readonly legend: readonly [transport: string, tls: string];
  readonly notes: readonly string[];
}

export const words: Localized<Words> = {
  en: {
    caption: 'Round trips before the first request may leave',
    head: 'Handshake',
    transports: { tcp: 'TCP', 'tcp-fast-open': 'TCP Fast Open', quic: 'QUIC' },
    handshakes: {
      none: 'no TLS',
      'tls12-full': 'TLS 1.2',
      'tls12-false-start': 'TLS 1.2, False Start',
      'tls12-resumed': 'TLS 1.2, resumed',
      'tls13-full': 'TLS 1.3',
      'tls13-retry': 'TLS 1.3, HelloRetryRequest',
      'tls13-resumed': 'TLS 1.3, resumed',
      'tls13-early': 'TLS 1.3, 0-RTT',
    },
    none: 'not possible',
    sum: '{transport} for the transport, {tls} for TLS',
    legend: ['transport', 'TLS'],
    notes: [
      'Counted from the flights of each handshake. Fast Open needs a cookie from an earlier connection; resumption and 0-RTT need a ticket.',
    ],
  },
  zh: {
    caption: '第一个请求发出之前的往返次数',
    head: '握手',
    transports: { tcp: 'TCP', 'tcp-fast-open': 'TCP Fast Open', quic: 'QUIC' },
    handshakes: {
      none: '不用 TLS',
      'tls12-full': 'TLS 1.2',
      'tls12-false-start': 'TLS 1.2，False Start',
      'tls12-resumed': 'TLS 1.2，会话恢复',
      'tls13-full': 'TLS 1.3',
      'tls13-retry': 'TLS 1.3，HelloRetryRequest',
      'tls13-resumed': 'TLS 1.3，会话恢复',
      'tls13-early': 'TLS 1.3，0-RTT',
    },
    none: '不存在',
    sum: '传输层 {transport} 次，TLS {tls} 次',
    legend: ['传输层', 'TLS'],
    notes: ['由各种握手的各趟消息数出。Fast Open 需要之前连接留下的 cookie；会话恢复和 0-RTT 需要票据。'],
  },
};

const transports: readonly Transport[] = ['tcp', 'tcp-fast-open', 'quic'];
const handshakes: readonly Handshake[] = [
  'none',
  'tls12-full',
  'tls12-false-start',
  'tls12-resumed',
  'tls13-full',
  'tls13-retry',
  'tls13-resumed',
  'tls13-early',
];

export interface Cell {
  readonly trips: RoundTrips | undefined;
  readonly spoken: string;
}

/** One row a handshake, one cell a transport. */
export function tableOf(locale: 'en' | 'zh'): {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly Cell[] }[];
} {
  const own = words[locale];
  return {
    columns: transports.map((transport) => own.transports[transport]),
    rows: handshakes.map((handshake) => ({
      name: own.handshakes[handshake],
      cells: transports.map((transport) => {
        const trips = roundTrips(transport, handshake);
        const spoken = trips
          ? own.sum.replace('{transport}', `${trips.transport}`).replace('{tls}', `${trips.tls}`)
          : own.none;
        return { trips, spoken };
      }),
    })),
  };
}
