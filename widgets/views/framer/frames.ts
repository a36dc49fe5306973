// From a run to what is drawn: strips of bytes in which every byte keeps its column, or bars where there are too many.
// Pure; the words come in.
import { characterAt, decodeUtf8 } from '../../models/bytes/utf8.ts';
import type { Message } from '../../models/framing/stream.ts';
import { fill } from '../../parts/figure/fill.ts';
import { type Datagram, datagramsOf } from './datagrams.ts';
import { group, quoted } from './print.ts';
import { isWhole, type Piece, type Run, runOf } from './run.ts';
import { type Row, resultOf, rowsOf } from './says.ts';
import type { FramerState } from './state.ts';
import { visible } from './typed.ts';
import type { FramerWords } from './words.ts';

/** Bytes of one band: what a telephone shows at a glance. */
export const bandBytes = 18;
/** More bytes than this are drawn as bars: a byte is then too small to have a name. */
export const mostCells = 4 * bandBytes;

export interface Cell {
  /** What the byte stands for; empty where a character began in a byte before. */
  readonly text: string;
  readonly hex: string;
  /** CSS classes: m1 to m4 by message, f for a byte of the framing, a and z for the ends of a piece, j for a byte that goes on with a character, and what is wrong. */
  readonly looks: string;
  /** Above the first byte of a piece. */
  readonly caption?: string;
}

export type StripName = 'write' | 'segment' | 'read' | 'message' | 'datagram';

/** One row: a cell for every byte of the stream, or none where the byte is not there any more. */
export interface Strip {
  readonly name: StripName;
  readonly label: string;
  readonly note: string;
  readonly cells: readonly (Cell | undefined)[];
  /** The same in shares of the whole, for bars. */
  readonly pieces: readonly Part[];
  /** Where the reader may move a boundary. */
  readonly cuts: readonly number[];
}

/** A piece of a strip. */
export interface Part extends Piece {
  readonly looks: string;
  readonly caption: string;
}

/** A label over the bytes of one message, or of one field of its framing. */
export interface Mark {
  readonly at: number;
  readonly label: string;
  readonly looks: string;
}

/** What the program was handed, in words. */
export interface Got {
  readonly text: string;
  readonly whole: boolean;
  readonly verdict: string;
}

export interface Frame {
  readonly run: Run;
  readonly total: number;
  readonly marks: readonly Mark[];
  readonly strips: readonly Strip[];
  readonly got: readonly Got[];
  readonly datagrams: readonly Got[] | undefined;
  readonly result: string;
  readonly rows: readonly Row[];
}

export function frameOf(state: FramerState, words: FramerWords): Frame {
  const run = runOf(state);
  const { encoded, decoding, verdict } = run;
  const total = encoded.bytes.length;
  const datagrams = state.udp === 'on' ? datagramsOf(run, state.buffer) : undefined;
  return {
    run,
    total,
    marks: marksOf(run, words),
    strips: stripsOf(state, run, datagrams, words),
    got: decoding.messages.map((message, index) => ({
      text: quoted(message.bytes, words),
      whole: isWhole(run, index),
      verdict: said(run, index, verdict.received[index]?.sent ?? [], words),
    })),
    datagrams: datagrams?.map(({ at, taken, end, whole }, index) => ({
      text: quoted(encoded.bytes.subarray(at, taken), words),
      whole,
      verdict: fill(taken < end ? words.cutOff : words.datagramIs, { n: index + 1, lost: end - taken }),
    })),
    result: resultOf(state, run, datagrams, words),
    rows: rowsOf(run, words),
  };
}

function said(run: Run, index: number, sent: readonly number[], words: FramerWords): string {
  const [first = 0] = sent;
  const n = first + 1;
  if (isWhole(run, index)) return fill(words.isMessage, { n });
  const split = (message: number) => run.verdict.sent[message]?.outcome === 'split';
  if (sent.length === 1) return fill(split(first) ? words.pieceOfMessage : words.alteredOf, { n });
  const list = sent.map((message) => (split(message) ? fill(words.pieceOf, { n: message + 1 }) : message + 1));
  return fill(words.several, { list: list.join(' + ') });
}

const looksOf = (message: number): string => `m${(message % 4) + 1}`;

function marksOf({ encoded: { roles, messageIndex } }: Run, words: FramerWords): Mark[] {
  return roles.flatMap((role, at): Mark[] => {
    const message = messageIndex[at] ?? 0;
    const goesOn = at > 0 && roles[at - 1] === role && messageIndex[at - 1] === message;
    if (goesOn && at % bandBytes > 0) return [];
    const payload = role === 'payload';
    return [
      {
        at,
        label: payload ? `${message + 1}` : words.roles[role],
        looks: `${payload ? looksOf(message) : 'f'}${goesOn ? ' again' : ''}`,
      },
    ];
  });
}

function stripsOf(
  state: FramerState,
  run: Run,
  datagrams: readonly Datagram[] | undefined,
  words: FramerWords,
): Strip[] {
  const { encoded, writes, segments, reads } = run;
  const time = (us: number | undefined) => (us === undefined ? '' : ` · ${Math.round(us / 1_000)}\u00a0${words.ms}`);
  const strip = (
    name: StripName,
    pieces: readonly Part[],
    note: string,
    moves: boolean,
    placed?: readonly number[][],
  ): Strip => ({
    name,
    label: words.strips[name],
    note,
    cells: encoded.bytes.length > mostCells ? [] : cellsOf(run, pieces, placed),
    pieces,
    cuts: moves ? pieces.slice(1).map(({ at }) => at) : [],
  });
  const sized = (pieces: readonly Piece[], timed: boolean): Part[] =>
    pieces.map((piece) => {
      const bytes = piece.end - piece.at;
      return { ...piece, looks: '', caption: `${group(bytes)}\u00a0B${timed && bytes > 3 ? time(piece.us) : ''}` };
    });
  const handed = handedOf(run, words);
  return [
    strip('write', sized(writes, state.gap > 0), fill(words.counts.write, { count: writes.length }), true),
    strip(
      'segment',
      sized(segments, true),
      fill(words.counts.segment, { count: segments.length, nagle: state.nagle === 'on' ? words.on : words.off }),
      false,
    ),
    strip(
      'read',
      sized(reads, state.reader !== 'hand'),
      fill(state.reader === 'hand' ? words.counts.hand : words.counts.read, {
        count: reads.length,
        buffer: group(state.buffer),
      }),
      true,
    ),
    strip(
      'message',
      handed.parts,
      fill(words.counts.message, { whole: run.verdict.whole, sent: encoded.messages.length }),
      false,
      handed.places,
    ),
    ...(datagrams
      ? [
          strip(
            'datagram',
            datagrams.flatMap(({ at, taken, end, whole }, index): Part[] => [
              { at, end: taken, looks: whole ? 'ok' : 'bad', caption: `${whole ? '✓' : '✗'}\u00a0${index + 1}` },
              ...(taken < end ? [{ at: taken, end, looks: 'gone', caption: '' }] : []),
            ]),
            fill(words.counts.datagram, { count: datagrams.length }),
            false,
          ),
        ]
      : []),
  ];
}

/** What the decoder handed over, what it still holds, and where it failed; with the bytes of each that are left. */
function handedOf(run: Run, words: FramerWords): { readonly parts: Part[]; readonly places: number[][] } {
  const { decoding, verdict, waiting } = run;
  const range = (at: number, end: number): number[] => Array.from({ length: end - at }, (_, index) => at + index);
  const parts = decoding.messages.map(({ at, end }: Message, index): Part => {
    const whole = isWhole(run, index);
    const numbers = (verdict.received[index]?.sent ?? []).map((message) => message + 1).join('+');
    return { at, end, looks: whole ? 'ok' : 'bad', caption: `${whole ? '✓' : '✗'}\u00a0${numbers}` };
  });
  const places = decoding.messages.map((message) => [...message.places]);
  const { failure } = decoding;
  if (waiting) {
    parts.push({ at: waiting.at, end: waiting.end, looks: 'wait', caption: words.waits });
    places.push(range(waiting.at, waiting.end));
  }
  if (failure) {
    parts.push({ at: failure.at, end: failure.end, looks: 'fail', caption: words.fails });
    places.push(range(failure.at, failure.end));
  }
  return { parts, places };
}

/** A cell for each byte that a piece still has. */
function cellsOf(run: Run, pieces: readonly Part[], placed?: readonly number[][]): (Cell | undefined)[] {
  const cells: (Cell | undefined)[] = Array.from(run.encoded.bytes, () => undefined);
  pieces.forEach(({ at, end, looks, caption }, index) => {
    const places = placed?.[index] ?? Array.from({ length: end - at }, (_, offset) => at + offset);
    places.forEach((place, nth) => {
      const last = nth === places.length - 1;
      const room = Math.min(places.length, bandBytes - (place % bandBytes));
      const { text, hex, joins } = byteOf(run, place, at, end);
      cells[place] = {
        text: text || '\u00a0',
        hex,
        looks: [
          run.encoded.roles[place] === 'payload' ? looksOf(run.encoded.messageIndex[place] ?? 0) : 'f',
          looks,
          joins,
          nth === 0 ? 'a' : '',
          last ? 'z' : '',
        ]
          .filter(Boolean)
          .join(' '),
        ...(nth === 0 && { caption: shortened(caption, room * cellPx) }),
      };
    });
  });
  return cells;
}

/** A byte on a telephone. */
const cellPx = 18.5;

/** As much of a caption as fits: without its time, without its unit, or its first sign alone. */
export function shortened(caption: string, px: number): string {
  const [sized = ''] = caption.split(' · ');
  const [bare = ''] = sized.split('\u00a0');
  return [caption, sized].find((each) => each.length * letterPx <= px) ?? bare;
}
export const letterPx = 7;

/** The character that stands over a byte: over its first byte if the piece holds all of it, U+FFFD if a boundary tears it. */
function byteOf(run: Run, place: number, at: number, end: number): { text: string; hex: string; joins: string } {
  const { bytes, roles, messageIndex, payloadIndex, messages } = run.encoded;
  const byte = bytes[place] ?? 0;
  const hex = byte.toString(16).padStart(2, '0');
  const role = roles[place];
  if (role !== 'payload') return { text: /length|header|mask/.test(role ?? '') ? '' : glyph(byte), hex, joins: '' };
  const message = messages[messageIndex[place] ?? 0] ?? new Uint8Array();
  const index = payloadIndex[place] ?? 0;
  const span = characterAt(message, index + 1) ?? characterAt(message, index);
  if (!span) return { text: glyph(message[index] ?? 0), hex, joins: '' };
  const start = place - (index - span.at);
  const length = span.end - span.at;
  const whole =
    start >= at && start + length <= end && roles.slice(start, start + length).every((each) => each === 'payload');
  const joins = index > span.at && place > at ? 'j' : '';
  // In the middle of its bytes; a torn one shows what a decoder makes of it, once in each piece.
  const middle = index === span.at + (length >> 1);
  if (whole) return { text: middle ? decodeUtf8(message.subarray(span.at, span.end)).text : '', hex, joins };
  return { text: joins ? '' : '\ufffd', hex, joins: `${joins} torn` };
}

/** One byte as ASCII: a space as a dot, a control character as it is typed if that is short, else what a decoder makes of it. */
function glyph(byte: number): string {
  if (byte === 0x20) return '·';
  const text = visible(String.fromCharCode(byte));
  return byte > 0x7e || text.length > 2 ? '\ufffd' : text;
}
