// From the run to what is drawn and said: the message byte by byte, seven packets, seven receivers; or who answers a name.
import { decodeUtf8 } from '../../../models/bytes/utf8.ts';
import type { Way } from '../../../models/protection/protect.ts';
import { fill } from '../../../parts/figure/fill.ts';
import type { LanePicture } from '../../../parts/lanes/lanes.ts';
import { dnsFrame } from './dns.ts';
import { type Delivery, type Run, runOf } from './run.ts';
import type { TamperState } from './state.ts';
import type { TamperWords } from './strings.ts';

/** A byte as it is drawn. */
export interface Cell {
  readonly hex: string;
  readonly changed: boolean;
}

export interface WayFrame {
  readonly way: Way;
  readonly name: string;
  readonly about: string;
  readonly body: readonly Cell[];
  /** Its first bytes, and how many there are in all. */
  readonly tag: readonly Cell[];
  readonly tagLength: number;
  readonly verdict: string;
  readonly tone: 'good' | 'bad' | 'plain';
  readonly reads: readonly { readonly text: string; readonly changed: boolean }[];
}

export interface Frame {
  readonly message: readonly { readonly text: string; readonly flipped: boolean }[];
  readonly byte: number;
  /** From the one worth 128 down: bit, and whether it was flipped. */
  readonly bits: readonly { readonly bit: number; readonly value: 0 | 1; readonly flipped: boolean }[];
  readonly ways: readonly WayFrame[];
  readonly lanes: LanePicture | undefined;
  readonly rows: readonly (readonly [string, string, string])[];
  readonly result: string;
  readonly wrong: string;
}

const empty = { message: [], byte: 0, bits: [], ways: [], lanes: undefined, wrong: '' } as const;
const tagShown = 6;

export function frameOf(state: TamperState, words: TamperWords): Frame {
  if (state.scene === 'dns') return { ...empty, ...dnsFrame(state, words) };
  const run = runOf(state);
  const { message, wanted, flips, tooLong } = run;
  const byte = Math.min(state.byte, Math.max(0, message.length - 1));
  const flipped = (at: number, bit?: number) =>
    flips.some((each) => each.byte === at && (bit ?? each.bit) === each.bit);
  const ways = run.deliveries.map((delivery) => wayOf(delivery, run, state, words));
  return {
    ...empty,
    message: Array.from(wanted, (value, at) => ({ text: characterOf(value), flipped: flipped(at) })),
    byte,
    bits: message.length
      ? [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => ({
          bit,
          value: (((wanted[byte] ?? 0) >> bit) & 1) as 0 | 1,
          flipped: flipped(byte, bit),
        }))
      : [],
    ways,
    rows: rowsOf(state, run, ways, words),
    result: resultOf(state, run, words),
    wrong: tooLong ? words.tooLong : '',
  };
}

const characterOf = (byte: number): string =>
  byte > 32 && byte < 127 ? String.fromCharCode(byte) : byte === 32 ? '␣' : hexOf(byte);
const hexOf = (byte: number): string => byte.toString(16).padStart(2, '0');

/** What a receiver sees on the screen: what is no character is a box. */
export const textOf = (bytes: Uint8Array): string => decodeUtf8(bytes).text.replaceAll(/[\p{Cc}\ufffd]/gu, '▯');

function cells(bytes: Uint8Array, before: Uint8Array, most = bytes.length): Cell[] {
  return Array.from(bytes.subarray(0, most), (value, at) => ({ hex: hexOf(value), changed: value !== before[at] }));
}

function wayOf(delivery: Delivery, { message }: Run, state: TamperState, words: TamperWords): WayFrame {
  const { way, sent, arrived, opened } = delivery;
  const [verdict, tone] = verdictOf(delivery, message, state, words);
  return {
    way,
    name: words.ways[way],
    about: words.abouts[way],
    body: cells(arrived.body, sent.body),
    tag: cells(arrived.tag, sent.tag, tagShown),
    tagLength: arrived.tag.length,
    verdict,
    tone,
    reads: opened.ok ? compared(textOf(opened.message), textOf(message)) : [],
  };
}

/** Letter by letter, runs of changed and unchanged ones. */
function compared(text: string, before: string): WayFrame['reads'] {
  const [letters, old] = [[...text], [...before]];
  const runs: { text: string; changed: boolean }[] = [];
  letters.forEach((letter, at) => {
    const changed = letters.length === old.length ? letter !== old[at] : true;
    const last = runs.at(-1);
    if (last?.changed === changed) last.text += letter;
    else runs.push({ text: letter, changed });
  });
  return runs;
}

function verdictOf(
  { way, opened, copy }: Delivery,
  message: Uint8Array,
  { by }: TamperState,
  words: TamperWords,
): [string, WayFrame['tone']] {
  if (!opened.ok)
    return [
      opened.problem === 'padding' ? words.padding : words.refuses[way],
      opened.problem === 'padding' ? 'plain' : 'good',
    ];
  if (copy === 'accepted') return [words.twice, 'bad'];
  if (copy === 'renumbered') return [words.renumbered, 'bad'];
  if (copy === 'seen') return [words.seen, 'good'];
  if (by === 'receiver') return [words.passes, 'bad'];
  return textOf(opened.message) === textOf(message) && sameBytes(opened.message, message)
    ? [words.whole, 'plain']
    : [words.unnoticed, 'bad'];
}

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

function resultOf(state: TamperState, run: Run, words: TamperWords): string {
  const { message, wanted, flips, deliveries } = run;
  const named = (all: readonly Delivery[]) =>
    listed(
      all.map(({ way }) => words.ways[way]),
      words,
    );
  const refusing = deliveries.filter(({ opened }) => !opened.ok && opened.problem === 'tag');
  const cbc = deliveries.find(({ way }) => way === 'cbc')?.opened;
  const hash = deliveries.find(({ way }) => way === 'hash')?.opened;
  const values = {
    message: textOf(message),
    wanted: textOf(wanted),
    refusing: named(refusing),
    cbc: cbc?.ok ? textOf(cbc.message) : '',
    seen: named(deliveries.filter(({ copy }) => copy === 'seen')),
    renumbered: named(deliveries.filter(({ copy }) => copy === 'renumbered')),
  };
  if (state.by === 'receiver') return fill(words.resultReceiver, values);
  if (flips.length > 0) {
    const first = hash?.ok ? words.resultFlippedHash : words.resultFlipped;
    return fill(`${first}${cbc?.ok ? words.resultCbc : words.resultCbcRefused}`, values);
  }
  if (state.replay === 'on') return fill(state.numbered === 'on' ? words.resultNumbered : words.resultReplay, values);
  return fill(words.resultWhole, values);
}

/** "A, B and C". */
function listed(names: readonly string[], words: TamperWords): string {
  const [last = '', ...rest] = [...names].reverse();
  return rest.length ? `${rest.reverse().join(words.comma)}${words.and}${last}` : last;
}

function rowsOf(
  state: TamperState,
  { message, flips }: Run,
  ways: readonly WayFrame[],
  words: TamperWords,
): Frame['rows'] {
  const text = textOf(message);
  const forged = state.by === 'receiver';
  const actions = [
    ...(forged ? [[words.receiver, words.rowForges]] : [[words.sender, fill(words.rowSends, { text })]]),
    ...(!forged && flips.length
      ? [
          [
            words.attacker,
            fill(words.rowFlips, {
              flips: flips.map(({ byte, bit }) => fill(words.bitOf, { bit, byte: byte + 1 })).join(words.comma),
            }),
          ],
        ]
      : []),
    ...(!forged && flips.length && state.rehash === 'on' ? [[words.attacker, words.rowRehash]] : []),
    ...(state.replay === 'on'
      ? [[words.attacker, state.numbered === 'on' ? words.rowReplayNumbered : words.rowReplay]]
      : []),
  ];
  const ends = ways.map(({ name, body, tag, verdict, reads }) => [
    name,
    fill(reads.length ? words.rowReads : words.rowRefuses, {
      bytes: body.map(({ hex }) => hex).join(' ') || '–',
      tag: tag.length ? fill(words.rowTag, { tag: tag.map(({ hex }) => hex).join(' ') }) : '',
      verdict,
      text: reads.map((each) => each.text).join(''),
    }),
  ]);
  return [...actions, ...ends].map(([who = '', what = ''], index) => [String(index + 1), who, what]);
}
