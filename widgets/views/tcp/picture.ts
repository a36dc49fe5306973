// From the log of a TCP run to the shapes of a time-space diagram. Every TCP figure draws with these.
import type { Log, LogEvent, SegmentEvent, Side, State } from '../../models/tcp/log.ts';
import { ACK, FIN, RST, SYN } from '../../models/tcp/segment.ts';
import { fill } from '../../parts/figure/fill.ts';
import type { Arrow, Bar, Lane, Span } from '../../parts/sequence-diagram/diagram.ts';
import type { TcpWords } from './tcp-words.ts';

export const lane: Readonly<Record<Side, Lane>> = { client: 'left', server: 'right' };

export const other = (side: Side): Side => (side === 'client' ? 'server' : 'client');

export function isSegment(event: LogEvent): event is SegmentEvent {
  return event.kind === 'segment';
}

/** `60 ms`, `1.21 s`, `60.4 s`: as exact as the place is wide. */
export function printTime(us: number, words: Pick<TcpWords, 'ms' | 's'>, digits = 2): string {
  const ms = Math.round(us / 1_000);
  if (Math.abs(ms) < 1_000) return `${ms}\u00a0${words.ms}`.replace('-', '\u2212');
  return `${Number((ms / 1_000).toFixed(digits))}\u00a0${words.s}`;
}

/** `TIME_WAIT`, as Linux prints the state that the RFC writes `TIME-WAIT`. */
export const stateLabel = (state: State): string => state.replaceAll('-', '_');

/** The same, and `SYN_RECV`, which Linux and the prose say for SYN-RECEIVED; links hold the long name. */
export const linuxLabel = (state: State): string => (state === 'SYN-RECEIVED' ? 'SYN_RECV' : stateLabel(state));

/** Names as on the wire, with numbers relative to each connection's first: `FIN seq 101`, `ACK 302`. */
export function segmentNames({ events }: Log, words: TcpWords): (event: SegmentEvent) => string {
  const first = new Map<string, number>();
  for (const event of events) {
    if (isSegment(event) && event.segment.flags & SYN) first.set(`${event.from}${event.connection}`, event.segment.seq);
  }
  const relative = (value: number, side: Side, connection: number) =>
    (value - (first.get(`${side}${connection}`) ?? 0)) | 0;
  return ({ segment: { flags, seq, ack, length }, from, connection }) => {
    const number = relative(seq, from, connection);
    if (flags & RST) return 'RST';
    if (flags & SYN) return flags & ACK ? 'SYN-ACK' : 'SYN';
    if (flags & FIN) return `FIN ${words.seq} ${number}`;
    if (length) return `${words.data} ${number}–${number + length - 1}`;
    return `ACK ${relative(ack, other(from), connection)}`;
  };
}

/** `again` behind the name of a segment that was sent before. */
export function arrowLabel(event: SegmentEvent, name: (event: SegmentEvent) => string, words: TcpWords): string {
  const label = event.link === 'held' ? fill(words.old, { segment: name(event) }) : name(event);
  return event.transmission > 1 ? `${label} ${words.again}` : label;
}

/** An arrow for every segment. `sentBefore` numbers them from where the figure begins: `c1`, `s1`. */
export function arrowsOf(
  events: readonly LogEvent[],
  {
    delayUs,
    sentBefore,
    pressable = () => true,
  }: {
    readonly delayUs: number;
    readonly sentBefore: Readonly<Record<Side, number>>;
    readonly pressable?: (event: SegmentEvent) => boolean;
  },
  name: (event: SegmentEvent) => string,
  words: TcpWords,
): Arrow[] {
  return events.filter(isSegment).map((event): Arrow => {
    const { from, atUs, arrivesAtUs } = event;
    const label = arrowLabel(event, name, words);
    const action = fill(arrivesAtUs === null ? words.restore : words.lose, { segment: label, side: words[from] });
    return {
      id: segmentId(event, sentBefore),
      from: lane[from],
      sent: atUs,
      arrives: arrivesAtUs ?? atUs + delayUs,
      lost: arrivesAtUs === null,
      label,
      old: event.link === 'held',
      ...(pressable(event) && { action }),
    };
  });
}

/** `c2` is the second segment that the client sends from where the figure begins. */
export function segmentId({ from, nth }: SegmentEvent, sentBefore: Readonly<Record<Side, number>>): string {
  return `${from[0]}${nth - sentBefore[from]}`;
}

/** A bar for every state from where the picture begins; CLOSED is a stub. */
export function barsOf(log: Log, shown: readonly LogEvent[]): Bar[] {
  const startUs = shown[0]?.atUs ?? 0;
  return (['client', 'server'] as const).flatMap((side) => {
    const changes = log.events.filter((event) => event.kind === 'state' && event.at === side);
    return changes.flatMap((change, index): Bar[] => {
      if (change.kind !== 'state') return [];
      const to = changes[index + 1]?.atUs ?? null;
      const from = Math.max(change.atUs, startUs);
      if (to !== null && to <= from) return [];
      if (change.to === 'LISTEN') return [];
      // Between two connections CLOSED is as long as it lasts; at the end it is a stub.
      const end = change.to === 'CLOSED' ? to : (to ?? endOfPicture(shown, from));
      return [{ lane: lane[side], from, to: end, label: linuxLabel(change.to), tone: toneOf(change.to, side) }];
    });
  });
}

/** A state that does not end in the run ends with the picture, or is a stub if the picture ends with it. */
function endOfPicture(shown: readonly LogEvent[], fromUs: number): number | null {
  const ends = shown.map((event) =>
    isSegment(event) ? (event.arrivesAtUs ?? event.atUs) : event.kind === 'state' ? event.atUs : 0,
  );
  const last = Math.max(0, ...ends);
  return last > fromUs ? last : null;
}

function toneOf(state: State, side: Side): Bar['tone'] {
  if (state === 'TIME-WAIT') return 'timer';
  return state === 'CLOSED' ? 'plain' : lane[side];
}

/** Timers that fired, from when they were last set: what the reader waited for. */
export function spansOf(log: Log, events: readonly LogEvent[], words: TcpWords): Span[] {
  return events.flatMap((event): Span[] => {
    if (event.kind !== 'timer' || event.action !== 'fired') return [];
    const { at, connection, timer, atUs } = event;
    const name = { retransmission: 'RTO', 'tail-loss-probe': 'TLP', 'time-wait': words.wait }[timer as string];
    if (name === undefined) return [];
    const same = log.events.filter(
      (each) =>
        each.kind === 'timer' &&
        each.at === at &&
        each.connection === connection &&
        each.timer === timer &&
        each.atUs <= atUs,
    );
    const from = same
      .filter((each) => each.kind === 'timer' && /set|restarted/.test(each.action) && each.atUs < atUs)
      .at(-1)?.atUs;
    if (from === undefined) return [];
    const length = printTime(atUs - from, words);
    const anew = timer === 'time-wait' && same.some((each) => each.kind === 'timer' && each.action === 'restarted');
    const label = timer === 'time-wait' ? fill(anew ? words.waitAnew : name, { length }) : `${name} ${length}`;
    return [{ lane: lane[at], from, to: atUs, label }];
  });
}
