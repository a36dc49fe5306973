// What the figure says: the result in a sentence or two, and every event as a row.

import { decodeUtf8 } from '../../models/bytes/utf8.ts';
import type { SegmentEvent } from '../../models/tcp/log.ts';
import { ahead } from '../../models/tcp/sequence.ts';
import { fill } from '../../parts/figure/fill.ts';
import type { Datagram } from './datagrams.ts';
import { group, quoted } from './print.ts';
import { delimiterOf, isWhole, type Run, runOf } from './run.ts';
import type { FramerState } from './state.ts';
import type { FramerWords } from './words.ts';

export type Row = readonly [time: string, who: string, what: string];

/** What was sent, what the program has of it, and why. */
export function resultOf(
  state: FramerState,
  run: Run,
  datagrams: readonly Datagram[] | undefined,
  words: FramerWords,
): string {
  const { encoded, problems, verdict, reads } = run;
  const sent = encoded.messages.length;
  const sentences: string[] = [];
  const [problem] = problems;
  if (problem?.message !== undefined) {
    const list = problems.map(({ message = 0 }) => message + 1).join(', ');
    sentences.push(fill(words.tooLongFor, { list, high: group(problem.high) }));
  } else if (problem) {
    return words.noDelimiter;
  }
  if (!encoded.bytes.length) return [...sentences, words.nothing].join(words.space);
  if (state.ask === 'on') sentences.push(answerSays(state, run, words));
  const count = { whole: verdict.whole, sent, bytes: group(encoded.bytes.length), reads: reads.length };
  const all = verdict.whole === sent;
  if (state.ask === 'off' || !all) {
    const one = all ? words.wholeOne : words.brokenOne;
    sentences.push(fill(sent === 1 ? one : words.whole, count));
    sentences.push(whySays(state, run, count, words));
  }
  if (datagrams) {
    const good = datagrams.filter(({ whole }) => whole).length;
    const cut = datagrams.findIndex(({ taken, end }) => taken < end);
    sentences.push(fill(words.udp, { count: datagrams.length, whole: good }));
    const lost = datagrams[cut];
    if (lost)
      sentences.push(
        fill(words.udpCut, { n: cut + 1, buffer: group(state.buffer), lost: group(lost.end - lost.taken) }),
      );
  }
  return sentences.join(words.space);
}

function answerSays(state: FramerState, { answerUs }: Run, words: FramerWords): string {
  const time = (us: number) => `${Math.round(us / 1_000)}\u00a0${words.ms}`;
  if (answerUs === undefined) return words.noAnswer;
  const without = runOf({ ...state, nagle: 'off' }).answerUs ?? answerUs;
  const values = { answer: time(answerUs), without: time(without), rtt: time(2_000 * state.delay) };
  return fill(answerUs > without + 1_000 ? words.answerNagle : words.answer, values);
}

function whySays(
  state: FramerState,
  run: Run,
  count: Readonly<Record<string, string | number>>,
  words: FramerWords,
): string {
  const { decoding, waiting, verdict, encoded, stopped, liar, problems } = run;
  const { failure } = decoding;
  const values = { ...count, liar: state.liar };
  if (stopped) return fill(words.stopped, values);
  const n = (encoded.messageIndex[failure?.at ?? waiting?.at ?? 0] ?? 0) + 1;
  // Behind the message that lies the decoder reads what was never a length.
  const astray = liar !== undefined && n > liar ? fill(words.outOfStep, values) + words.space : '';
  if (failure) {
    const { value = 0, limit = 0 } = failure.values;
    const sentence = { 'message-too-long': words.tooLong, 'length-negative': words.negative }[failure.code as string];
    const shown = { n, value: group(value).replace('-', '\u2212'), limit: group(limit) };
    return astray + fill(sentence ?? words.failed, shown);
  }
  if (waiting && liar !== undefined) {
    const announced = announcedBy(run, n);
    const shown = { n, missing: group(waiting.missing), announced: group(announced) };
    if (astray) return astray + fill(words.waitsOn, { ...shown, held: group(waiting.end - waiting.at) });
    // Of the body: the field is not among the bytes that it announces.
    const held = group(announced - waiting.missing);
    return fill(announced > 1_048_576 ? words.waitsHuge : words.waitsLong, { ...shown, held });
  }
  const refused = new Set(problems.map(({ message }) => message));
  const broken = verdict.sent.findIndex(({ outcome }, index) => outcome !== 'whole' && !refused.has(index));
  if (state.framing === 'none') return broken < 0 ? words.lucky : noBoundarySays(run, values, words);
  if (broken < 0) return words.because[state.framing];
  if (liar !== undefined) return fill(words.outOfStep, values);
  if (state.framing === 'fixed') return fill(words.padded, { n: broken + 1 });
  const inside = holds(encoded.messages[broken] ?? new Uint8Array(), delimiterOf(state));
  return fill(inside ? words.delimiterInside : words.delimiterAlike, { n: broken + 1 });
}

function noBoundarySays(
  { torn, encoded }: Run,
  values: Readonly<Record<string, string | number>>,
  words: FramerWords,
): string {
  const said = fill(words.noBoundary, values);
  const [first] = torn;
  if (!first) return said;
  const { message, at, end } = first.character;
  const bytes = encoded.messages[message]?.subarray(at, end) ?? new Uint8Array();
  const tears = { n: first.read + 1, character: decodeUtf8(bytes).text, bytes: bytes.length };
  return `${said}${words.space}${fill(words.torn, tears)}`;
}

/** Whether the bytes occur in the message. Linear for a delimiter of at most 16 bytes. */
function holds(message: Uint8Array, delimiter: readonly number[]): boolean {
  return message.some((_, at) => delimiter.every((byte, offset) => message[at + offset] === byte));
}

/** What the length field of message `n` says, as the decoder took it: what it has and what it lacks. */
function announcedBy({ waiting, encoded }: Run, n: number): number {
  if (!waiting) return 0;
  const field = encoded.roles.filter((role, at) => role === 'length' && encoded.messageIndex[at] === n - 1).length;
  return waiting.end - waiting.at + waiting.missing - field;
}

/** Every event in words, in the order of time. */
export function rowsOf(run: Run, words: FramerWords): readonly Row[] {
  const { log, startUs, encoded, reads, decoding, writes } = run;
  const rows: { readonly us: number; readonly row: Row }[] = [];
  const add = (us: number | undefined, who: string, what: string, after = Number.MAX_SAFE_INTEGER) =>
    rows.push({
      us: us ?? after,
      row: [us === undefined ? '\u2013' : `${Number((us / 1_000).toFixed(1))}\u00a0${words.ms}`, who, what],
    });
  for (const { at, end, us } of writes)
    add(
      us,
      words.client,
      fill(words.rowWrite, { count: group(end - at), text: quoted(encoded.bytes.subarray(at, end), words) }),
    );
  const sent = log.events.filter((event): event is SegmentEvent => event.kind === 'segment' && event.atUs >= startUs);
  const first = {
    client: sent.find(({ from, segment }) => from === 'client' && segment.length > 0)?.segment.seq,
    server: undefined,
  };
  for (const { from, atUs, arrivesAtUs, segment } of sent) {
    const start = first.client;
    if (start === undefined) continue;
    const at = ahead(segment.seq, start) + 1;
    const span = {
      from: group(at),
      to: group(at + segment.length - 1),
      byte: group(ahead(segment.ack, start)),
      count: segment.length,
    };
    const name = segment.length > 0 ? (from === 'client' ? words.segmentName : words.answerName) : words.ackName;
    if (from === 'client' && segment.length === 0) continue;
    add(atUs - startUs, words[from], fill(words.rowSends, { name: fill(name, span) }));
    if (arrivesAtUs !== null)
      add(
        arrivesAtUs - startUs,
        words[from === 'client' ? 'server' : 'client'],
        fill(words.rowGets, { name: fill(name, span) }),
      );
  }
  reads.forEach(({ at, end, us }, index) => {
    add(
      us,
      words.server,
      fill(words.rowRead, {
        n: index + 1,
        count: group(end - at),
        text: quoted(encoded.bytes.subarray(at, end), words),
      }),
    );
    decoding.messages.forEach((message, nth) => {
      if (message.end > at && message.end <= end)
        add(
          us,
          words.decoder,
          fill(isWhole(run, nth) ? words.rowWhole : words.rowBroken, { text: quoted(message.bytes, words) }),
        );
    });
  });
  const last = reads.at(-1)?.us;
  if (run.waiting)
    add(
      last,
      words.decoder,
      fill(words.rowWaits, { held: group(run.waiting.end - run.waiting.at), missing: group(run.waiting.missing) }),
    );
  if (decoding.failure) add(last, words.decoder, words.rowFails);
  if (run.answerUs !== undefined) add(run.answerUs, words.client, words.rowAnswer);
  if (!rows.length) return [['\u2013', words.client, run.problems.length > 0 ? words.noDelimiter : words.nothing]];
  // Stable: what happens in one instant keeps this order.
  return rows
    .sort((a, b) => a.us - b.us)
    .slice(0, 400)
    .map(({ row }) => row);
}
