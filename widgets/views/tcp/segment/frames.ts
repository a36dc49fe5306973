// From the bytes to cells, rows, what is wrong, and what a Linux peer does with them. Pure; the words come in.
import { formatHex, parseHex } from '../../../models/bytes/input.ts';
import { answerTo } from '../../../models/tcp/flag-answers.ts';
import { ACK, FIN, RST, SYN } from '../../../models/tcp/segment.ts';
import {
  checksumOf,
  decodeSegment,
  fixedBytes,
  type Piece,
  type Wire,
  type WireFailure,
  withChecksum,
} from '../../../models/tcp/wire.ts';
import type { Cell } from '../../../parts/bit-rows/BitRows.tsx';
import { fill } from '../../../parts/figure/fill.ts';
import { addresses, mostBytes, presets, type SegmentState, samples } from './state.ts';
import type { SegmentWords } from './strings.ts';

export interface Frame {
  readonly bytes: Uint8Array;
  readonly cells: readonly Cell[];
  readonly rows: readonly (readonly [bits: string, field: string, value: string])[];
  /** What the decoder finds wrong, one sentence each. */
  readonly wrong: readonly string[];
  readonly result: string;
  /** Which part of the field is where, and what it is for. */
  readonly about: readonly [name: string, where: string, purpose: string];
  readonly flags: number;
  readonly checksumFits: boolean;
}

/** The flags in the order of the header. */
export const flagNames = ['CWR', 'ECE', 'URG', 'ACK', 'PSH', 'RST', 'SYN', 'FIN'] as const;

/** As one says them: SYN ACK, not ACK SYN. */
const namesOf = (flags: number): string =>
  flagNames
    .toReversed()
    .filter((_, bit) => (flags >> bit) & 1)
    .join(' ');

export const bytesOf = ({ sample, bytes }: SegmentState): Uint8Array =>
  parseHex(bytes[0] ?? samples[sample], mostBytes).bytes;

/** The state with other bytes; those of the sample are not written into links. */
export function withBytes(state: SegmentState, bytes: Uint8Array): SegmentState {
  const hex = formatHex(bytes).replaceAll(' ', '');
  return { ...state, bytes: hex === samples[state.sample] ? [] : [hex] };
}

/** One flag flipped, and the checksum put right as a sender would. */
export function flip(state: SegmentState, bit: number): SegmentState {
  const bytes = Uint8Array.from(bytesOf(state));
  if (bytes.length > 13) bytes[13] = (bytes[13] ?? 0) ^ (1 << bit);
  return withBytes(state, withChecksum(bytes, addresses));
}

export function frameOf(state: SegmentState, words: SegmentWords): Frame {
  const bytes = bytesOf(state);
  const wire = decodeSegment(bytes);
  const flags = wire.pieces.find(({ field }) => field === 'flags')?.value ?? 0;
  const sum = checksumOf(bytes, addresses);
  const stands = wire.pieces.find(({ field }) => field === 'checksum')?.value;
  const checksumFits = stands === undefined || stands === sum;
  return {
    bytes,
    cells: wire.pieces.flatMap((piece) => cellsOf(piece, bytes, wire, checksumFits, words)),
    rows: wire.pieces.map((piece) => [
      `${piece.from}–${piece.to - 1}`,
      nameOf(piece, words),
      [hexOf(piece.from, piece.to, bytes), valueIn(piece, bytes)].filter(Boolean).join(' = '),
    ]),
    wrong: [
      ...wire.failures.map((failure) => failureSentence(failure, words)),
      ...(checksumFits ? [] : [fill(words.checksumWrong, { stands: hex16(stands ?? 0), right: hex16(sum) })]),
    ],
    result: resultOf(state, bytes, wire, checksumFits, words),
    about: aboutOf(state, bytes, wire, words),
    flags,
    checksumFits,
  };
}

/** A piece cut at the ends of rows. */
function cellsOf(piece: Piece, bytes: Uint8Array, wire: Wire, checksumFits: boolean, words: SegmentWords): Cell[] {
  const cells: Cell[] = [];
  const wrong =
    (piece.field === 'checksum' && !checksumFits) ||
    wire.failures.some(({ field, at }) => field === piece.field && at * 8 >= piece.from - 8 && at * 8 <= piece.to);
  for (let from = piece.from; from < piece.to; ) {
    const to = Math.min(piece.to, 32 * (Math.floor(from / 32) + 1));
    const begins = from === piece.from;
    const letters = flagNames.map((name, index) => [name.charAt(0), ((piece.value >> (7 - index)) & 1) === 1] as const);
    cells.push({
      id: piece.field,
      from,
      to,
      name: begins ? nameOf(piece, words) : '',
      hex: hexOf(from, to, bytes),
      value:
        piece.field === 'data'
          ? textOf(bytes.slice(from / 8, to / 8))
          : begins && to - from >= 8
            ? valueIn(piece, bytes)
            : '',
      ...(piece.field === 'flags' && { bits: letters }),
      wrong,
      shade: piece.field === 'data' ? 2 : from < fixedBytes * 8 ? 0 : 1,
    });
    from = to;
  }
  return cells;
}

function nameOf({ field, part }: Piece, words: SegmentWords): string {
  if (field === 'timestamps' && part === 'value') return 'TSval';
  if (field === 'timestamps' && part === 'echo') return 'TSecr';
  if (field === 'window-scale' && part === 'value') return words.shift;
  return words.fields[field][0];
}

/** `d7 b8`, or one digit for four bits. */
function hexOf(from: number, to: number, bytes: Uint8Array): string {
  if (to - from === 4) return (((bytes[from >> 3] ?? 0) >> (from & 4 ? 0 : 4)) & 15).toString(16);
  return formatHex(bytes.slice(from >> 3, to >> 3));
}

/** The number that the bits are, where a number is meant. */
function valueIn({ field, part, from, to, value }: Piece, bytes: Uint8Array): string {
  if (field === 'data') return textOf(bytes.slice(from / 8, to / 8));
  if (field === 'flags') return namesOf(value);
  if (field === 'offset') return `${value} × 4 = ${4 * value}`;
  if (field === 'checksum' || part === 'kind' || /^(?:nop|end|unknown|sack|reserved)$/.test(field)) return '';
  return to - from > 32 ? '' : `${value}`;
}

const textOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '·')).join('');

const hex16 = (value: number): string => `0x${value.toString(16).padStart(4, '0')}`;

function failureSentence({ code, field, at, values }: WireFailure, words: SegmentWords): string {
  return fill(words.failures[code], { field: words.fields[field][1], at, ...values });
}

function aboutOf({ field }: SegmentState, bytes: Uint8Array, { pieces }: Wire, words: SegmentWords): Frame['about'] {
  const [, name, purpose] = words.fields[field];
  const mine = pieces.filter((piece) => piece.field === field);
  if (mine.length === 0) return [name, words.absent, purpose];
  const where = mine.map((piece) => {
    const { from, to } = piece;
    const value = valueIn(piece, bytes);
    const hex = `0x${hexOf(from, to, bytes).replaceAll(' ', '')}`;
    return fill(words.where, { from, to: to - 1, hex: value ? `${hex} = ${value}` : hex });
  });
  const head = mine.find(({ part, to, from }) => part === 'kind' && to - from >= 16);
  const [kind = 0, length = 0] = head ? bytes.slice(head.from / 8) : [];
  return [name, where.join(words.and), head ? purpose + fill(words.kind, { kind, length }) : purpose];
}

/** Only in silence: RFC 9293 leaves no way to answer what cannot be read. Recorded in 42-malformed.json. */
const fatal = /^(?:too-short|offset)/;

function resultOf(
  state: SegmentState,
  bytes: Uint8Array,
  { pieces, failures, headerEnd }: Wire,
  checksumFits: boolean,
  words: SegmentWords,
): string {
  if (failures.some(({ code }) => fatal.test(code))) return words.droppedLength;
  if (!checksumFits) return words.droppedChecksum;
  const flags = pieces.find(({ field }) => field === 'flags')?.value ?? 0;
  const length = bytes.length - headerEnd;
  const said = fill(words.says, { flags: namesOf(flags) || words.noFlags, meaning: meaningOf(flags, length, words) });
  if (!fits(state, bytes, headerEnd)) return said + words.elsewhere;
  const answer = answerTo(state.peer, flags, length);
  const outcome = answer.outcome === 'end-of-stream' && answer.delivered ? 'data-and-end' : answer.outcome;
  const does = fill(words.outcomes[outcome], {
    who: words.peers[state.peer],
    answer: namesOf(answer.flags ?? 0),
    bytes: answer.delivered,
  });
  const options = failures.length ? words.optionsIgnored : '';
  return said + does + (answer.delivered < length && answer.delivered ? words.urgentByte : '') + options;
}

/** Whether ports and numbers are still those that the peer of the sample expects; a listener expects only its port. */
function fits(state: SegmentState, bytes: Uint8Array, headerEnd: number): boolean {
  const sample = bytesOf(presets[state.sample]);
  const same = (from: number, to: number) => formatHex(bytes.slice(from, to)) === formatHex(sample.slice(from, to));
  if (state.peer === 'CLOSED') return true;
  if (state.peer === 'LISTEN') return same(2, 4);
  return same(0, 12) && same(18, 20) && same(20, headerEnd) && decodeSegment(sample).headerEnd === headerEnd;
}

function meaningOf(flags: number, length: number, words: SegmentWords): string {
  const { meanings } = words;
  const kind = flags & (FIN | SYN | RST | ACK);
  const odd = [SYN | FIN, SYN | RST, FIN | RST].some((both) => (kind & both) === both);
  if (odd) return meanings.contradicts;
  switch (kind) {
    case SYN:
      return (flags & 0xc0) === 0xc0 ? meanings.synEcn : meanings.syn;
    case SYN | ACK:
      return meanings.synAck;
    case FIN | ACK:
      return meanings.fin;
    case RST:
    case RST | ACK:
      return meanings.rst;
    case ACK:
      return length ? meanings.data : meanings.ack;
    default:
      return meanings.withoutAck;
  }
}
