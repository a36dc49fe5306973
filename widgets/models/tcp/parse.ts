// Reads a log back from the text that print.ts writes.
//
// A text that is not such a log is an author's mistake (a golden trace edited by hand): it throws and says which line.
import type { Errno, Log, LogEvent, Side, State, TimerEvent, TimerName, Verdict } from './log.ts';
import { ACK, FIN, PSH, RST, type Segment, SYN } from './segment.ts';
import { advance, type Seq, seq } from './sequence.ts';

const microseconds = (text: string): number => Math.round(Number(text) * 1e6);

/** The log that `text` prints. Throws on a line that is none. */
export function parseLog(text: string): Log {
  const initial = new Map<string, Seq>();
  const events: LogEvent[] = [];
  for (const line of text.split('\n')) {
    if (!line || line.startsWith('#')) continue;
    const [time = '', who = '', mark = '', ...rest] = line.split(' ');
    const atUs = microseconds(time);
    if (who === 'end') return { events, endUs: atUs, ended: mark as Log['ended'] };
    const parser = parsers[who === 'link' ? 'link' : mark];
    const event = parser?.(atUs, who as Side, who === 'link' ? mark : rest.join(' '), initial);
    if (!event) throw new Error(`not a line of a log: "${line}"; see print.ts for the notation`);
    events.push(event);
  }
  throw new Error('the log has no end: its last line must be "<time> end quiet", "time" or "steps"');
}

type Parser = (atUs: number, who: Side, rest: string, initial: Map<string, Seq>) => LogEvent | undefined;

const parsers: Readonly<Record<string, Parser>> = {
  '>': parseSegment,
  '<': parseArrival,
  '~': parseTimer,
  '.': parseState,
  ':': parseCall,
  link: (atUs, _who, action) =>
    action === 'cut' || action === 'repaired' ? { kind: 'link', atUs, action } : undefined,
};

const bits: Readonly<Record<string, number>> = { S: SYN, F: FIN, R: RST, P: PSH, '.': ACK };

function parseSegment(atUs: number, from: Side, rest: string, initial: Map<string, Seq>): LogEvent | undefined {
  const found =
    /^(?<letters>\S+) (?<first>-?\d+):-?\d+\((?<length>\d+)\)(?: ack (?<ack>-?\d+))? win (?<win>\d+)(?: <TS val (?<value>\d+) ecr (?<echo>\d+)>)? (?:sack (?<sack>\S+) )?port (?<port>\d+)(?: isn (?<isn>\d+))? #(?<connection>\d+)\.(?<nth>\d+)\.(?<tx>\d+) -> (?<arrives>\S+)(?: (?<link>held|copy))?$/.exec(
      rest,
    )?.groups;
  if (!found) return undefined;
  const { letters = '', isn, ack, value, echo, sack, arrives = '', link } = found;
  const number = (name: string): number => Number(found[name]);
  const connection = number('connection');
  const mine = `${connection} ${from}`;
  const theirs = `${connection} ${from === 'client' ? 'server' : 'client'}`;
  if (isn !== undefined) initial.set(mine, seq(Number(isn)));
  const zero = seq(0);
  const segment: Segment = {
    port: number('port'),
    flags: [...letters].reduce((flags, letter) => flags | (bits[letter] ?? 0), 0),
    seq: advance(initial.get(mine) ?? zero, number('first')),
    ack: ack === undefined ? zero : advance(initial.get(theirs) ?? zero, Number(ack)),
    length: number('length'),
    window: number('win'),
    options: {
      ...(value !== undefined && { timestamps: [seq(Number(value)), seq(Number(echo))] as const }),
      ...(sack && { sack: sack.split(',').map((block) => parseBlock(block, initial.get(theirs) ?? zero)) }),
    },
  };
  const arrivesAtUs = arrives === 'lost' ? null : microseconds(arrives);
  const note = link === 'held' || link === 'copy' ? { link } : {};
  const [nth, transmission] = [number('nth'), number('tx')];
  return { kind: 'segment', atUs, from, connection, segment, nth, transmission, arrivesAtUs, ...note } as LogEvent;
}

function parseBlock(block: string, isn: Seq): readonly [Seq, Seq] {
  const found = /^(-?\d+)-(-?\d+)$/.exec(block);
  return [advance(isn, Number(found?.[1])), advance(isn, Number(found?.[2]))];
}

function parseArrival(atUs: number, at: Side, rest: string): LogEvent | undefined {
  const found = /^#(\d+)\.(\d+) into (\d+): (\S+)$/.exec(rest);
  if (!found) return undefined;
  const [connection, nth, into] = [Number(found[1]), Number(found[2]), Number(found[3])];
  return { kind: 'arrival', atUs, at, nth, connection, into, verdict: found[4] as Verdict };
}

function parseTimer(atUs: number, at: Side, rest: string): LogEvent | undefined {
  const found = /^(\S+) (set|restarted|fired|cancelled) (\S+) #(\d+)$/.exec(rest);
  if (!found) return undefined;
  const action = found[2] as TimerEvent['action'];
  const dueUs = microseconds(found[3] ?? '');
  return { kind: 'timer', atUs, at, connection: Number(found[4]), timer: found[1] as TimerName, action, dueUs };
}

function parseState(atUs: number, at: Side, rest: string): LogEvent | undefined {
  const found = /^(\S+) -> (\S+) #(\d+)$/.exec(rest);
  if (!found) return undefined;
  return { kind: 'state', atUs, at, connection: Number(found[3]), from: found[1] as State, to: found[2] as State };
}

function parseCall(atUs: number, at: Side, rest: string): LogEvent | undefined {
  const found =
    /^(?<call>[a-z-]+)(?: (?<socket>"(?:[^"\\]|\\.)*"))?(?<fields>(?: \w+=\S+)*)(?: = (?<result>.+))?$/.exec(
      rest,
    )?.groups;
  if (!found) return undefined;
  const { call = '', socket: quoted = '""', fields = '', result } = found;
  const socket: string = JSON.parse(quoted);
  if (result !== undefined)
    return {
      kind: 'return',
      atUs,
      at,
      socket,
      call,
      result: /^\d+$/.test(result) ? Number(result) : (result as Errno),
    };
  const details = Object.fromEntries(
    fields
      .split(' ')
      .filter(Boolean)
      .map((field) => {
        const [name = '', value = ''] = field.split('=');
        return [name, JSON.parse(value)];
      }),
  );
  return { kind: 'call', atUs, at, socket, call, ...details };
}
