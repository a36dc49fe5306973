// The log as text that a person can review, in a notation like packetdrill's; parse.ts reads it back.
//
//     0.000000 client > S 0:0(0) win 64240 <TS val 1000000 ecr 0> port 40000 isn 0 #1.1.1 -> 0.050000
//     0.050000 server . LISTEN -> SYN-RECEIVED #1
//     0.100000 client ~ retransmission cancelled 1.000000 #1
//     0.100000 client : connect = ok
//
// `>` a segment leaves: flags as packetdrill writes them, number:end(length), then #connection.nth.transmission and the
// arrival. `<` a segment arrives and the receiver does something worth saying. `.` a state, `~` a timer, `:` a call.
// Numbers are relative to the last SYN of that side in that connection; `isn` gives the absolute one. Times in seconds.
import type {
  ArrivalEvent,
  CallEvent,
  Log,
  LogEvent,
  ReturnEvent,
  SegmentEvent,
  StateEvent,
  TimerEvent,
} from './log.ts';
import { ACK, FIN, occupies, PSH, RST, SYN } from './segment.ts';

/** Seconds with six decimals, from integer microseconds. */
const seconds = (us: number): string => (us / 1e6).toFixed(6);

/** Flags in packetdrill's letters: `.` is ACK. */
export const flagLetters = (flags: number): string =>
  (flags & SYN ? 'S' : '') +
    (flags & FIN ? 'F' : '') +
    (flags & RST ? 'R' : '') +
    (flags & PSH ? 'P' : '') +
    (flags & ACK ? '.' : '') || '-';

/** The whole log, one event a line. */
export function printLog(log: Log): string {
  const initial = new Map<string, number>();
  const lines = log.events.map((event) => `${seconds(event.atUs)} ${printEvent(event, initial)}`);
  return [...lines, `${seconds(log.endUs)} end ${log.ended}`, ''].join('\n');
}

function printEvent(event: LogEvent, initial: Map<string, number>): string {
  switch (event.kind) {
    case 'segment':
      return printSegment(event, initial);
    case 'arrival':
      return printArrival(event);
    case 'timer':
      return printTimer(event);
    case 'state':
      return printState(event);
    case 'call':
      return printCall(event);
    case 'return':
      return printReturn(event);
    case 'link':
      return `link ${event.action}`;
  }
}

function printSegment(event: SegmentEvent, initial: Map<string, number>): string {
  const { from, connection, segment, nth, transmission, arrivesAtUs, link } = event;
  const { flags, seq, ack, length, window, port, options } = segment;
  const mine = `${connection} ${from}`;
  const theirs = `${connection} ${from === 'client' ? 'server' : 'client'}`;
  if (flags & SYN) initial.set(mine, seq);
  const first = (seq - (initial.get(mine) ?? 0)) | 0;
  const parts = [from, '>', flagLetters(flags), `${first}:${first + occupies(segment)}(${length})`];
  if (flags & ACK) parts.push(`ack ${(ack - (initial.get(theirs) ?? 0)) | 0}`);
  parts.push(`win ${window}`);
  if (options.timestamps) parts.push(`<TS val ${options.timestamps[0]} ecr ${options.timestamps[1]}>`);
  const since = (number: number): number => (number - (initial.get(theirs) ?? 0)) | 0;
  if (options.sack) parts.push(`sack ${options.sack.map(([from, to]) => `${since(from)}-${since(to)}`).join(',')}`);
  parts.push(`port ${port}`);
  if (flags & SYN) parts.push(`isn ${seq}`);
  parts.push(`#${connection}.${nth}.${transmission}`, '->', arrivesAtUs === null ? 'lost' : seconds(arrivesAtUs));
  if (link) parts.push(link);
  return parts.join(' ');
}

const printArrival = ({ at, nth, connection, into, verdict }: ArrivalEvent): string =>
  `${at} < #${connection}.${nth} into ${into}: ${verdict}`;

const printTimer = ({ at, timer, action, dueUs, connection }: TimerEvent): string =>
  `${at} ~ ${timer} ${action} ${seconds(dueUs)} #${connection}`;

const printState = ({ at, from, to, connection }: StateEvent): string => `${at} . ${from} -> ${to} #${connection}`;

const socketName = (socket: string): string => (socket ? ` ${JSON.stringify(socket)}` : '');

function printCall({ at, socket, call, kind: _kind, atUs: _atUs, ...details }: CallEvent): string {
  const fields = Object.entries(details).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
  return `${at} : ${call}${socketName(socket)}${fields.join('')}`;
}

const printReturn = ({ at, socket, call, result }: ReturnEvent): string =>
  `${at} : ${call}${socketName(socket)} = ${result}`;
