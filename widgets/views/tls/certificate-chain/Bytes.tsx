// The bytes of one certificate: each field a shade, the one that is pressed explained; digits change it.
import { Component } from 'preact';
import { fieldsOf } from '../../../models/x509/layout.ts';
import { fill } from '../../../parts/figure/fill.ts';
import { derAt, fieldText } from './describe.ts';
import type { Piece } from './scene.ts';
import type { ChainWords } from './strings.ts';

interface Props {
  readonly id: string;
  readonly piece: Piece;
  readonly words: ChainWords;
  readonly awake: boolean;
  /** The byte that a link or a preset changed: it is explained first. */
  readonly first: number;
  readonly onEdit: (at: number, byte: number) => void;
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

export class Bytes extends Component<Props, { at: number; digit: string }> {
  override state = { at: this.props.first, digit: '' };

  private key = (event: KeyboardEvent) => {
    const { piece, onEdit } = this.props;
    const { at, digit } = this.state;
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -16, ArrowDown: 16 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.min(piece.before.bytes.length - 1, Math.max(0, at + step));
      this.setState({ at: next, digit: '' });
      const row = event.currentTarget as HTMLElement;
      requestAnimationFrame(() => row.querySelector<HTMLElement>('[tabindex="0"]')?.focus());
    } else if (/^[\da-f]$/i.test(event.key) && !event.ctrlKey && !event.metaKey) {
      // Two digits make a byte.
      if (digit) onEdit(at, Number.parseInt(digit + event.key, 16));
      this.setState({ digit: digit ? '' : event.key.toLowerCase() });
    }
  };

  override render({ id, piece, words, awake, onEdit }: Props) {
    const { digit } = this.state;
    const { before } = piece;
    // What cannot be read any more has the fields that it had.
    const layout = piece.certificate ?? before;
    const now = piece.certificate ? piece.bytes : piece.unsigned;
    const at = Math.min(this.state.at, now.length - 1);
    const spans = fieldsOf(layout);
    const chosen = spans.find((span) => at >= span.at && at < span.end);
    const der = derAt(layout, at);
    const value = now[at] ?? 0;
    const shades = new Map(spans.map((span, index) => [span, index % 2]));
    return (
      <div class="certificate-bytes">
        <div>
          <p>
            <b>{words.fields[chosen?.field ?? 'frame']}</b> {chosen && <code>{fieldText(layout, chosen)}</code>}
          </p>
          <p>
            {fill(words.byteLabel, { at })}: <code>{digit ? `${digit}_` : hex(value)}</code>
            {value >= 0x20 && value < 0x7f ? ` “${String.fromCharCode(value)}”` : ''} · {der.type},{' '}
            {words.parts[der.part]}
          </p>
          <fieldset disabled={!awake}>
            <label for={`${id}-byte`}>{words.newValue}</label>{' '}
            <Hex
              id={`${id}-byte`}
              key={at}
              value={hex(value)}
              explain={words.wrongByte}
              onChange={(byte) => onEdit(at, byte)}
            />{' '}
            <button type="button" onClick={() => onEdit(at, value ^ 1)}>
              {words.flip}
            </button>{' '}
            {value !== before.bytes[at] && (
              <button type="button" onClick={() => onEdit(at, before.bytes[at] ?? 0)}>
                {words.undo}
              </button>
            )}
          </fieldset>
          <small>{words.bytesHint}</small>
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the bytes inside */}
        <div class="grid" onKeyDown={this.key}>
          {spans.flatMap((span) =>
            Array.from({ length: span.end - span.at }, (_, index) => {
              const offset = span.at + index;
              const byte = now[offset] ?? 0;
              const look = `s${shades.get(span)}${span === chosen ? ' field' : ''}${byte === before.bytes[offset] ? '' : ' edited'}`;
              return (
                <button
                  key={offset}
                  type="button"
                  class={look}
                  tabIndex={offset === at ? 0 : -1}
                  aria-pressed={offset === at}
                  aria-label={`${offset}: ${hex(byte)}`}
                  onClick={() => this.setState({ at: offset, digit: '' })}
                >
                  {hex(byte)}
                </button>
              );
            }),
          )}
        </div>
      </div>
    );
  }
}

interface HexProps {
  readonly id: string;
  readonly value: string;
  readonly explain: string;
  readonly onChange: (byte: number) => void;
}

/** What cannot be read stays, with the reason. */
class Hex extends Component<HexProps, { draft: string | undefined }> {
  override state = { draft: undefined as string | undefined };

  override render({ id, value, explain, onChange }: HexProps) {
    const { draft } = this.state;
    const wrong = draft !== undefined && !/^[\da-f]{2}$/i.test(draft);
    return (
      <>
        <input
          id={id}
          value={draft ?? value}
          spellcheck={false}
          autocomplete="off"
          aria-invalid={wrong}
          onInput={({ currentTarget: { value: typed } }) => {
            this.setState({ draft: typed });
            if (/^[\da-f]{2}$/i.test(typed)) onChange(Number.parseInt(typed, 16));
          }}
          onBlur={() => wrong || this.setState({ draft: undefined })}
        />
        {wrong && (
          <small class="wrong" role="alert">
            {explain}
          </small>
        )}
      </>
    );
  }
}
