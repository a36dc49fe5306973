// The roads of the map: RFC 9293 (3.3.2), figure 5, and the one that note 2 below it adds. Nothing else: what leaves
// the map by a RST or by giving up (note 3) is told by exits.ts and drawn only where a run does it.
import type { State } from '../../../models/tcp/log.ts';

/** What makes a connection take the road: a call, a segment that arrives, or a clock. */
export type EventName =
  | 'listen()'
  | 'connect()'
  | 'close()'
  | 'SEND'
  | 'SYN'
  | 'SYN-ACK'
  | 'ACK of SYN'
  | 'RST'
  | 'FIN'
  | 'ACK of FIN'
  | 'FIN+ACK'
  | '2MSL';

export interface Way {
  readonly from: State;
  readonly to: State;
  readonly event: EventName;
  /** What is sent on the way; empty: nothing. */
  readonly sends: '' | 'SYN' | 'SYN-ACK' | 'ACK' | 'FIN';
  readonly note?: 1 | 2;
}

/** For the reader: passive OPEN is called listen(), active OPEN connect(), CLOSE close(), as programs call them. */
export const ways: readonly Way[] = [
  { from: 'CLOSED', to: 'LISTEN', event: 'listen()', sends: '' },
  { from: 'LISTEN', to: 'CLOSED', event: 'close()', sends: '' },
  { from: 'CLOSED', to: 'SYN-SENT', event: 'connect()', sends: 'SYN' },
  { from: 'SYN-SENT', to: 'CLOSED', event: 'close()', sends: '' },
  { from: 'LISTEN', to: 'SYN-SENT', event: 'SEND', sends: 'SYN' },
  { from: 'LISTEN', to: 'SYN-RECEIVED', event: 'SYN', sends: 'SYN-ACK' },
  { from: 'SYN-RECEIVED', to: 'LISTEN', event: 'RST', sends: '', note: 1 },
  { from: 'SYN-SENT', to: 'SYN-RECEIVED', event: 'SYN', sends: 'SYN-ACK' },
  { from: 'SYN-RECEIVED', to: 'ESTABLISHED', event: 'ACK of SYN', sends: '' },
  { from: 'SYN-SENT', to: 'ESTABLISHED', event: 'SYN-ACK', sends: 'ACK' },
  { from: 'SYN-RECEIVED', to: 'FIN-WAIT-1', event: 'close()', sends: 'FIN' },
  { from: 'ESTABLISHED', to: 'FIN-WAIT-1', event: 'close()', sends: 'FIN' },
  { from: 'ESTABLISHED', to: 'CLOSE-WAIT', event: 'FIN', sends: 'ACK' },
  { from: 'FIN-WAIT-1', to: 'FIN-WAIT-2', event: 'ACK of FIN', sends: '' },
  { from: 'FIN-WAIT-1', to: 'CLOSING', event: 'FIN', sends: 'ACK' },
  { from: 'FIN-WAIT-1', to: 'TIME-WAIT', event: 'FIN+ACK', sends: 'ACK', note: 2 },
  { from: 'FIN-WAIT-2', to: 'TIME-WAIT', event: 'FIN', sends: 'ACK' },
  { from: 'CLOSING', to: 'TIME-WAIT', event: 'ACK of FIN', sends: '' },
  { from: 'CLOSE-WAIT', to: 'LAST-ACK', event: 'close()', sends: 'FIN' },
  { from: 'LAST-ACK', to: 'CLOSED', event: 'ACK of FIN', sends: '' },
  { from: 'TIME-WAIT', to: 'CLOSED', event: '2MSL', sends: '' },
];

export const wayId = ({ from, to }: Pick<Way, 'from' | 'to'>): string => `${from}>${to}`;
