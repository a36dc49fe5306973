// A record unfolded: its fields as rows, what the chosen one is for, and a bench of sixteen bytes whose bits can be turned over.
import { fill } from '../../../parts/figure/fill.ts';
import { type Frame, fieldName } from './frames.ts';
import type { FieldRow } from './messages.ts';
import type { Tls12State } from './state.ts';
import type { Tls12Words } from './words.ts';

interface Props {
  readonly frame: Frame;
  readonly state: Tls12State;
  readonly words: Tls12Words;
  readonly onByte?: ((byte: number) => void) | undefined;
  readonly onFlip?: ((bit: number) => void) | undefined;
}

export function Unfolded({ frame, state, words, onByte, onFlip }: Props) {
  const { open, fields, title } = frame;
  const chosen = fields.find((row) => row.chosen);
  const inside = fields.findIndex(({ at }) => at === undefined);
  return (
    <div role="group" class="unfolded" aria-label={title}>
      <p class="head">
        {title} <small>{fill(words.recordHead, { side: words.sides[open.from], bytes: open.delivered.length })}</small>
      </p>
      <div class="fields">
        {fields.map((row, index) => [
          index === inside && (
            <small key="inside" class="inside">
              {words.inside}
            </small>
          ),
          <FieldLine key={`${row.path}-${row.at}-${index}`} row={row} words={words} onByte={onByte} />,
        ])}
      </div>
      {chosen && (
        <p class="about" aria-live="polite">
          <b>{fieldName(chosen, words)}</b> {explained(chosen, state.scene, words)}
        </p>
      )}
      <Bench frame={frame} state={state} words={words} onByte={onByte} onFlip={onFlip} />
    </div>
  );
}

function FieldLine({ row, words, onByte }: { readonly row: FieldRow } & Pick<Props, 'words' | 'onByte'>) {
  const { at } = row;
  const name = `d${Math.min(row.depth, 4)}${row.value.length > 16 ? ' long' : ''}${row.changed ? ' turned' : ''}${row.chosen ? ' chosen' : ''}`;
  const inside = [<span key="name">{row.name}</span>, <code key="hex">{row.hex}</code>, <i key="value">{row.value}</i>];
  if (!onByte || at === undefined) return <div class={name}>{inside}</div>;
  return (
    <button type="button" class={name} aria-pressed={row.chosen} onClick={() => onByte(at)}>
      {inside}
      <span class="visually-hidden">{row.changed ? words.turnedMark : ''}</span>
    </button>
  );
}

/** The innermost name on the path that something is said about. */
function explained({ path }: FieldRow, scene: string, words: Tls12Words): string {
  const names = path.split('.');
  const said = words.explain12;
  if (names[0] === 'record') return said[path] ?? '';
  for (const name of names.toReversed()) {
    if (name === 'length' && names.length > 1) continue;
    const around = names[names.indexOf(name) - 1];
    const text = said[`${scene}.${name}`] ?? said[`${around}.${name}`] ?? said[name];
    if (text) return text;
  }
  return said['length'] ?? '';
}

const across = 16;

function Bench({ frame, state, words, onByte, onFlip }: Props) {
  const { open, byte } = frame;
  const from = Math.floor(byte / across) * across;
  const bytes = Array.from(open.delivered.subarray(from, from + across));
  const value = open.delivered[byte] ?? 0;
  const last = open.delivered.length - 1;
  const [, , flippedByte, flippedBit] = state.flip[0]?.startsWith(`${state.scene}.${state.record}.`)
    ? (state.flip[0]?.split('.') ?? [])
    : [];
  if (!onByte || !onFlip) return null;
  return (
    <div class="bench">
      <p class="reach">
        <button type="button" aria-label={words.back} disabled={from === 0} onClick={() => onByte(from - 1)}>
          ‹
        </button>
        <small>{fill(words.bench, { from, to: from + bytes.length - 1 })}</small>
        <button
          type="button"
          aria-label={words.forward}
          disabled={from + across > last}
          onClick={() => onByte(from + across)}
        >
          ›
        </button>
      </p>
      <div class="bytes" role="group" aria-label={fill(words.bench, { from, to: from + bytes.length - 1 })}>
        {bytes.map((each, place) => (
          <button
            key={place}
            type="button"
            class={`byte${Number(flippedByte) === from + place ? ' turned' : ''}`}
            aria-pressed={from + place === byte}
            aria-label={fill(words.byte, { n: from + place, hex: hex2(each) })}
            onClick={() => onByte(from + place)}
          >
            {hex2(each)}
          </button>
        ))}
      </div>
      <div class="bits" role="group" aria-label={fill(words.byte, { n: byte, hex: hex2(value) })}>
        <small aria-hidden="true">{fill(words.byte, { n: byte, hex: hex2(value) })}</small>
        {[7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (
          <button
            key={bit}
            type="button"
            class={Number(flippedByte) === byte && Number(flippedBit) === bit ? 'turned' : undefined}
            aria-label={fill(words.bit, { n: bit, value: (value >> bit) & 1 })}
            onClick={() => onFlip(bit)}
          >
            {(value >> bit) & 1}
          </button>
        ))}
      </div>
    </div>
  );
}

const hex2 = (byte: number): string => byte.toString(16).padStart(2, '0');
