// From the reader's state to a stream of bytes, a run of the TCP model, and what a decoder makes of the reads.
import { decodeUtf8 } from '../../models/bytes/utf8.ts';
import type { Problem } from '../../models/framing/check.ts';
import { decodeAll, type Encoded, encode } from '../../models/framing/codec.ts';
import { type Framing, framings } from '../../models/framing/framing.ts';
import { lengthField, longestMessage } from '../../models/framing/length-prefix.ts';
import { type Decoding, waiting } from '../../models/framing/stream.ts';
import { type TornCharacter, tornCharacter, type Verdict, verdict } from '../../models/framing/verdict.ts';
import { cork } from '../../models/tcp/cork.ts';
import type { Log } from '../../models/tcp/log.ts';
import { linux618 } from '../../models/tcp/profile.ts';
import type { Program, Step } from '../../models/tcp/scenario.ts';
import { ahead } from '../../models/tcp/sequence.ts';
import { simulate } from '../../models/tcp/simulate.ts';
import type { FramerState } from './state.ts';
import { readLine, readMessages, type Typed } from './typed.ts';

/** A run of bytes of the stream, half-open, with its times since the first write. */
export interface Piece {
  readonly at: number;
  readonly end: number;
  /** When it was written, sent or returned; undefined for reads that the reader cut by hand. */
  readonly us?: number;
  readonly arrivesUs?: number;
}

/** The bytes of one message, its framing included. */
export interface Place extends Piece {
  readonly message: number;
}

export interface Run {
  readonly typed: Typed;
  readonly problems: readonly Problem[];
  readonly encoded: Encoded;
  /** The message whose length field does not say the truth, from 1. */
  readonly liar: number | undefined;
  readonly writes: readonly Piece[];
  readonly segments: readonly Piece[];
  readonly reads: readonly Piece[];
  readonly decoding: Decoding;
  /** The bytes that wait for the rest of their message. */
  readonly waiting: ReturnType<typeof waiting>;
  readonly verdict: Verdict;
  /** Characters that the end of a read tears, one for each read at most. */
  /** Where each message is, in order; a message that was not sent has no place. */
  readonly places: readonly Place[];
  readonly torn: readonly { readonly read: number; readonly character: TornCharacter }[];
  readonly log: Log;
  readonly startUs: number;
  /** When the client has its answer. */
  readonly answerUs: number | undefined;
  /** True: the program stopped reading after `mostReads`. */
  readonly stopped: boolean;
}

/** As many as a picture can hold. */
export const mostReads = 200;
const mostSegments = 200;
const mostBytes = 20_000;
const timestampsBytes = 12;
const answerBytes = 20;

/** How many bytes the figure sends at most: fewer with a small MSS, so that the segments can be drawn. */
export const limitOf = ({ mss }: FramerState): number => Math.min(mostBytes, mostSegments * (mss - timestampsBytes));

export function runOf(state: FramerState): Run {
  const typed = readMessages(state.messages, state.input, limitOf(state));
  const framing = framingOf(state, typed.messages);
  const honest = encode(framing, typed.messages);
  const encoded = lied(state, framing, honest);
  const writes = cutAt(encoded.bytes.length, writeCuts(state, encoded));
  const { log, startUs } = runTcp(state, writes, encoded.bytes.length);
  const { sent, segments, taken, answerUs } = readLog(log, startUs, encoded.bytes.length);
  const reads = state.reader === 'hand' ? cutAt(encoded.bytes.length, state.reads.map(Number)) : taken;
  const decoding = decodeAll(
    framing,
    reads.map(({ at, end }) => encoded.bytes.subarray(at, end)),
  );
  return {
    typed,
    problems: encoded.problems,
    encoded,
    liar: encoded === honest ? undefined : state.liar,
    writes: writes.map((piece, index) => ({ ...piece, us: sent[index] ?? 0 })),
    segments,
    reads,
    decoding,
    waiting: waiting(decoding.state),
    verdict: verdict(encoded, decoding.messages, decoding.state),
    places: placesOf(encoded),
    torn: reads.flatMap(({ end }, read) => {
      const character = tornCharacter(encoded, end);
      return character ? [{ read, character }] : [];
    }),
    log,
    startUs,
    answerUs,
    stopped: (reads.at(-1)?.end ?? 0) < encoded.bytes.length,
  };
}

function placesOf({ messageIndex }: Encoded): Place[] {
  const places: Place[] = [];
  messageIndex.forEach((message, at) => {
    const last = places.at(-1);
    if (last?.message === message) places[places.length - 1] = { ...last, end: at + 1 };
    else places.push({ message, at, end: at + 1 });
  });
  return places;
}

/** Whether the message that was handed over as number `index` is one that was sent. */
export function isWhole({ verdict }: Run, index: number): boolean {
  return verdict.sent.some(({ outcome, received }) => outcome === 'whole' && received[0] === index);
}

/** The bytes of the delimiter. */
export function delimiterOf({ delimiter, own }: FramerState): readonly number[] {
  return { lf: [10], crlf: [13, 10], own: [...readLine(own, 40).bytes] }[delimiter];
}

function framingOf(state: FramerState, messages: readonly Uint8Array[]): Framing {
  const limitBytes = state.limit === 'on' ? framings.delimiter.limitBytes : 2 ** 32;
  const limits = { limitBytes, chunkLimitBytes: limitBytes };
  switch (state.framing) {
    case 'none':
      return framings.none;
    case 'fixed':
      return { ...framings.fixed, lengthBytes: state.size };
    case 'delimiter': {
      const delimiter = delimiterOf(state);
      return { ...framings.delimiter, ...limits, delimiter, escape: state.escape === 'on' ? 0x7d : undefined };
    }
    case 'length-prefix':
      return {
        ...framings['length-prefix'],
        field: state.field,
        order: `${state.order}-endian`,
        signed: state.signed === 'on',
        limitBytes,
      };
    case 'chunked':
      return { ...framings.chunked, ...limits, chunkBytes: state.part };
    case 'websocket': {
      const text = messages.every((bytes) => decodeUtf8(bytes).errors.length === 0);
      return { ...framings.websocket, limitBytes, fragmentBytes: state.part, opcode: text ? 'text' : 'binary' };
    }
  }
}

/** The stream with a length field that does not say the truth. */
function lied(state: FramerState, framing: Framing, encoded: Encoded): Encoded {
  const liar = state.liar - 1;
  const at = encoded.messageIndex.indexOf(liar);
  if (framing.kind !== 'length-prefix' || state.lie === 'true' || at < 0) return encoded;
  const length = encoded.messages[liar]?.length ?? 0;
  const most = longestMessage(framing.field);
  const said = Math.min(
    most,
    { one: length + 1, hundred: length + 100, most: framing.field === 'varint' ? 2 ** 32 - 1 : most }[state.lie],
  );
  const field = lengthField(framing, said);
  let end = at;
  while (encoded.roles[end] === 'length' && encoded.messageIndex[end] === liar) end += 1;
  const replace = <Item>(all: readonly Item[], by: readonly Item[]): Item[] => [
    ...all.slice(0, at),
    ...by,
    ...all.slice(end),
  ];
  return {
    ...encoded,
    bytes: Uint8Array.from(replace([...encoded.bytes], field)),
    roles: replace(
      encoded.roles,
      field.map(() => 'length' as const),
    ),
    messageIndex: replace(
      encoded.messageIndex,
      field.map(() => liar),
    ),
    payloadIndex: replace(
      encoded.payloadIndex,
      field.map(() => 0),
    ),
  };
}

/** Where writes end: after each message; after each header, too; nowhere; where the reader says. */
function writeCuts({ writes, cuts }: FramerState, { roles, messageIndex }: Encoded): number[] {
  if (writes === 'hand') return cuts.map(Number);
  if (writes === 'once') return [];
  return messageIndex.flatMap((message, at) => {
    const parts = writes === 'parts' && (roles[at] === 'payload') !== (roles[at - 1] === 'payload');
    return at > 0 && (parts || messageIndex[at - 1] !== message) ? [at] : [];
  });
}

/** A stream cut at these offsets; those outside do not matter. Without bytes there is no piece. */
function cutAt(length: number, offsets: readonly number[]): Piece[] {
  const inside = [...new Set(offsets)].filter((offset) => offset < length).sort((a, b) => a - b);
  return length > 0 ? [0, ...inside].map((at, index) => ({ at, end: inside[index] ?? length })) : [];
}

/** One connection. With `ask` the client waits for an answer, and a round like the one that is shown comes before it. */
function runTcp(state: FramerState, writes: readonly Piece[], total: number): { log: Log; startUs: number } {
  const rounds = state.ask === 'on' && total > 0 ? 2 : 1;
  const round: Step[] = [
    ...(state.cork === 'on' ? [client('cork', { value: 1 })] : []),
    ...writes.flatMap(({ at, end }, index): Step[] => [
      ...(index > 0 && state.gap > 0 ? [{ call: 'sleep', us: state.gap * 1_000 } as const] : []),
      client('send', { bytes: end - at }),
    ]),
    ...(state.cork === 'on' ? [client('cork', { value: 0 })] : []),
    ...(state.ask === 'on' && total > 0 ? [client('recv')] : []),
    { call: 'sleep', us: 200_000 },
  ];
  const pause: Step[] = state.reader === 'paced' ? [{ call: 'sleep', us: state.every * 1_000 }] : [];
  const readsPossible = Math.min(mostReads, total * rounds + 1);
  // The server has a socket once the handshake is over; the client begins when both have settled.
  const readyUs = 4_000 * state.delay + 50_000;
  const programs: Program[] = [
    [
      client('connect'),
      ...(state.nagle === 'on' ? [] : [client('no-delay')]),
      { call: 'until', atUs: readyUs },
      ...Array.from({ length: rounds }, () => round).flat(),
    ],
    [
      server('accept'),
      { call: 'until', atUs: readyUs },
      ...Array.from({ length: readsPossible }, () => [...pause, server('recv', { bytes: state.buffer })]).flat(),
    ],
    ...(rounds > 1
      ? [
          [
            { call: 'until', atUs: readyUs } as const,
            ...Array.from({ length: rounds }, (_, index) => [
              server('has-read', { value: (index + 1) * total }),
              server('send', { bytes: answerBytes }),
            ]).flat(),
          ],
        ]
      : []),
  ];
  const log = simulate(
    {
      profile: linux618,
      settings: { mssBytes: state.mss },
      link: { oneWayDelayUs: state.delay * 1_000 },
      programs,
      seed: 1,
    },
    cork,
  );
  const sends = log.events.filter((event) => event.kind === 'call' && event.at === 'client' && event.call === 'send');
  return { log, startUs: sends[(rounds - 1) * writes.length]?.atUs ?? readyUs };
}

type Details = { readonly value?: number; readonly bytes?: number };
const client = (call: string, details: Details = {}): Step => ({ at: 'client', call, ...details });
const server = (call: string, details: Details = {}): Step => ({ at: 'server', call, ...details });

/** What the log says from `startUs` on, as pieces of the stream. */
function readLog({ events }: Log, startUs: number, total: number) {
  const sent: number[] = [];
  const segments: Piece[] = [];
  const taken: Piece[] = [];
  let first: Parameters<typeof ahead>[1] | undefined;
  let read = 0;
  let answerUs: number | undefined;
  for (const event of events) {
    if (event.atUs < startUs) continue;
    const us = event.atUs - startUs;
    if (event.kind === 'call' && event.at === 'client' && event.call === 'send') sent.push(us);
    if (event.kind === 'segment' && event.from === 'client' && event.segment.length > 0) {
      first ??= event.segment.seq;
      const at = ahead(event.segment.seq, first);
      const end = at + event.segment.length;
      // What is sent again adds nothing to the picture of bytes.
      if (event.transmission === 1) segments.push({ at, end, us, arrivesUs: (event.arrivesAtUs ?? 0) - startUs });
    }
    if (event.kind === 'return' && event.call === 'recv' && typeof event.result === 'number') {
      if (event.at === 'client') answerUs = us;
      else if (event.result > 0 && read < total) {
        taken.push({ at: read, end: read + event.result, us });
        read += event.result;
      }
    }
  }
  return { sent, segments, taken, answerUs };
}
