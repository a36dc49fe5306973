// The message byte by byte, the bits of one byte, and what each receiver makes of it.
import { fill } from '../../../parts/figure/fill.ts';
import type { Cell, Frame, WayFrame } from './frames.ts';
import type { TamperWords } from './strings.ts';

interface Props {
  readonly frame: Frame;
  readonly words: TamperWords;
  /** Absent until the figure is awake. */
  readonly onByte: ((byte: number) => void) | undefined;
  readonly onBit: ((bit: number) => void) | undefined;
}

export function Ways({ frame, words, onByte, onBit }: Props) {
  const { message, byte, bits, ways } = frame;
  return (
    <>
      <fieldset class="ribbon" disabled={!onByte} aria-label={words.messageTitle}>
        {message.map(({ text, flipped }, at) => (
          <button
            key={at}
            type="button"
            class={flipped ? 'flipped' : ''}
            aria-pressed={at === byte}
            aria-label={fill(words.pickByte, { byte: at + 1, text })}
            onClick={() => onByte?.(at)}
          >
            {text}
          </button>
        ))}
      </fieldset>
      {bits.length > 0 && (
        <fieldset class="bit-buttons" disabled={!onBit}>
          <legend>{fill(words.byteTitle, { byte: byte + 1, count: message.length })}</legend>
          {bits.map(({ bit, value, flipped }) => (
            <button
              key={bit}
              type="button"
              class={flipped ? 'flipped' : ''}
              aria-pressed={flipped}
              aria-label={fill(words.flipBit, { worth: 1 << bit, value })}
              onClick={() => onBit?.(bit)}
            >
              <small>{1 << bit}</small> {value}
            </button>
          ))}
        </fieldset>
      )}
      <div class="ways">
        {ways.map((way) => (
          <WayRow key={way.way} {...way} words={words} />
        ))}
      </div>
    </>
  );
}

function WayRow({ name, about, body, tag, tagLength, verdict, tone, reads, words }: WayFrame & { words: TamperWords }) {
  return (
    <div class={`way ${tone}`}>
      <div>
        <b>{name}</b>
        <small>{about}</small>
      </div>
      <p aria-hidden="true">
        <Bytes cells={body} />
        {tag.length > 0 && (
          <span class="tag" title={fill(words.tagOf, { count: tagLength })}>
            <Bytes cells={tag} /> …
          </span>
        )}
      </p>
      <div class="end">
        {reads.length > 0 && (
          <q>{reads.map(({ text, changed }, index) => (changed ? <b key={index}>{text}</b> : text))}</q>
        )}
        <small>{verdict}</small>
      </div>
    </div>
  );
}

/** Unchanged bytes are one piece of text: only what was changed is an element. */
function Bytes({ cells }: { cells: readonly Cell[] }) {
  const pieces: { text: string; changed: boolean }[] = [];
  for (const { hex, changed } of cells) {
    const last = pieces.at(-1);
    if (last?.changed === changed) last.text += ` ${hex}`;
    else pieces.push({ text: hex, changed });
  }
  return (
    <code>
      {pieces.map(({ text, changed }, index) => [index > 0 && ' ', changed ? <b key={index}>{text}</b> : text])}
    </code>
  );
}
