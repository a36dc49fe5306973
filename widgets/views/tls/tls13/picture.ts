// From the run to the time-space diagram: one arrow a record, above it the handshake of TCP.
import type { Wire } from '../../../models/tls/tls13/exchange.ts';
import { fill } from '../../../parts/figure/fill.ts';
import type { Arrow, Bar, Diagram, Mark } from '../../../parts/sequence-diagram/diagram.ts';
import { bracketed, closedName, epochOf, nameOf } from './names.ts';
import type { Run } from './run.ts';
import type { Tls13State } from './state.ts';
import type { Tls13Words } from './words.ts';

/** One way, in units of the picture. */
const way = 1_200;
/** Records of one flight leave together; so that they can be read, they are drawn this far apart: a part of the way, so that all
 * moments lie on one grid. */
const apart = way / 3;
const tcpEnd = 2 * way;

/** When a record leaves, in the picture and by the clock: half round trips since the first SYN. */
export interface Moment {
  readonly wire: Wire;
  readonly at: number;
  readonly halves: number;
}

export interface Picture {
  readonly diagram: Diagram;
  /** The clock beside the drawing. */
  readonly time: (moment: number) => string;
  readonly moments: readonly Moment[];
  readonly replayed: readonly Moment[];
  /** Half round trips until the client may send what it is there for; undefined if it never may. */
  readonly waits: number | undefined;
}

/** Flights follow each other; `from` is when the first leaves. */
function timed(wires: readonly Wire[], from: number, halves: number): Moment[] {
  let start = from;
  let flight = wires[0]?.flight ?? 0;
  let count = 0;
  return wires.map((wire) => {
    if (wire.flight !== flight) {
      start += way + (count - 1) * apart;
      flight = wire.flight;
      count = 0;
    }
    return { wire, at: start + count++ * apart, halves: halves + wire.flight };
  });
}

export function pictureOf(run: Run, state: Tls13State, words: Tls13Words): Picture {
  const moments = timed(run.wires, tcpEnd, 2);
  const last = moments.at(-1);
  const end = (last?.at ?? tcpEnd) + way;
  const again = end + apart;
  const replayed = timed(run.replayed?.wires ?? [], again + apart, 0);
  const clock = new Map<number, number>([
    [0, 0],
    [way, 1],
  ]);
  for (const { at, wire, halves } of moments) {
    if (moments.find((each) => each.wire.flight === wire.flight)?.at === at) clock.set(at, halves);
  }
  const data = moments.find(({ wire }) => wire.from === 'client' && wire.own.type === 'application_data');
  const open = (wire: Wire) => state.reader === 'ends' || run.recorded.opened[wire.n] !== undefined;
  const arrow = (moment: Moment, replay: boolean): Arrow => arrowOf(moment, replay, run, state, words, open);
  return {
    moments,
    replayed,
    waits: data?.halves,
    time: (moment) => {
      const halves = clock.get(moment);
      return halves === undefined ? '' : roundTrips(halves, words);
    },
    diagram: {
      lanes: { left: words.client, right: words.server },
      arrows: [
        { id: 'syn', from: 'left', sent: 0, arrives: way, lost: false, label: 'SYN' },
        { id: 'syn-ack', from: 'right', sent: way, arrives: tcpEnd, lost: false, label: 'SYN-ACK' },
        ...moments.map((moment) => arrow(moment, false)),
        ...replayed.map((moment) => arrow(moment, true)),
      ],
      bars: [...barsOf(data, end, words), ...keysOf(moments, end, words)],
      spans: [],
      marks: marksOf(run, again, state, words),
      step: way,
    },
  };
}

/** 3 halves to 1½ RTT. */
export function roundTrips(halves: number, words: Tls13Words): string {
  const whole = Math.floor(halves / 2);
  const text = halves % 2 ? `${whole || ''}½` : `${whole}`;
  return fill(words.roundTrips, { count: text });
}

function arrowOf(
  { wire, at }: Moment,
  replay: boolean,
  run: Run,
  state: Tls13State,
  words: Tls13Words,
  open: (wire: Wire) => boolean,
): Arrow {
  const id = `${replay ? 'again' : 'r'}${wire.n + 1}`;
  const seen = replay || open(wire);
  const verdict = verdictOf(wire, replay, run, words);
  const epoch = epochOf(wire);
  return {
    id,
    from: wire.from === 'client' ? 'left' : 'right',
    sent: at,
    arrives: at + way,
    lost: false,
    ...(replay && wire.from === 'client' ? { old: true } : {}),
    label: seen ? bracketed(wire, words) : closedName(wire, words),
    tone: `${epoch ?? 'clear'}${seen ? '' : ' shut'}${state.look === id ? ' chosen' : ''}`,
    ...(verdict ? { verdict } : {}),
    ...(replay ? {} : { action: fill(words.show, { name: seen ? nameOf(wire, words) : closedName(wire, words) }) }),
  };
}

function verdictOf(wire: Wire, replay: boolean, run: Run, words: Tls13Words): Arrow['verdict'] {
  const refusal = wire.seen.find((seen) => seen.refusal)?.refusal;
  if (refusal) return { label: refusal.alert, bad: true };
  const data = wire.from === 'client' && wire.own.type === 'application_data';
  if (!data) return undefined;
  if (wire.seen.some(({ ignored }) => ignored === 'early data')) return { label: words.passedOver, bad: false };
  if (!wire.seen.some(({ type }) => type === 'application_data')) return undefined;
  if (replay) return { label: words.actsAgain, bad: true };
  return run.replayed && epochOf(wire) === 'early' ? { label: words.acts, bad: false } : undefined;
}

function barsOf(data: Moment | undefined, end: number, words: Tls13Words): Bar[] {
  const note = (halves: number) => roundTrips(halves, words);
  const tcp: Bar = { lane: 'left', from: 0, to: tcpEnd, label: words.tcp, note: note(2), tone: 'plain' };
  if (!data) return [tcp, { lane: 'left', from: tcpEnd, to: end, label: words.tls, tone: 'plain' }];
  const first = data.at - (data.wire.flight === 0 ? data.at - tcpEnd : 0);
  return [
    tcp,
    ...(data.halves > 2
      ? [
          {
            lane: 'left',
            from: tcpEnd,
            to: first,
            label: words.tls,
            note: note(data.halves - 2),
            tone: 'plain',
          } as const,
        ]
      : []),
    { lane: 'left', from: first, to: end, label: words.data, tone: 'left' },
  ];
}

/** Which keys the server writes with, from when on. */
function keysOf(moments: readonly Moment[], end: number, words: Tls13Words): Bar[] {
  const own = moments.filter(({ wire }) => wire.from === 'server');
  const handshake = own.find(({ wire }) => epochOf(wire) === 'handshake');
  const last = own.findLast(({ wire }) => epochOf(wire) === 'handshake');
  if (!handshake || !last) return [];
  const from = last.at + apart;
  return [
    { lane: 'right', from: handshake.at, to: from, label: words.keyBars[0], note: words.keys, tone: 'plain' },
    { lane: 'right', from, to: end, label: words.keyBars[1], note: words.keys, tone: 'right' },
  ];
}

function marksOf(run: Run, again: number, state: Tls13State, words: Tls13Words): Mark[] {
  if (!run.replayed) return [];
  return [{ at: again, where: 'wire', label: fill(words.again, { after: state.after }) }];
}
