// The token: one field to edit, coloured underneath, with the group of four characters under the pointer or the caret told.
import { Component } from 'preact';
import type { Piece } from './frames.ts';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly pieces: readonly Piece[];
  readonly wrong: boolean;
  readonly describedBy: string;
  readonly onType: (value: string) => void;
  /** A character under the pointer (`rest` false) or at the caret (`rest` true); -1: the pointer has left. */
  readonly onLook: (at: number, rest: boolean) => void;
}

export class TokenField extends Component<Props> {
  private backdrop: HTMLElement | null = null;

  private hold = (element: HTMLElement | null): void => {
    this.backdrop = element;
  };

  /** Letters of one width: column and row say which one it is. */
  private at(x: number, y: number): number {
    const box = this.backdrop;
    const node = box?.firstElementChild?.firstChild;
    if (!box || !node) return -1;
    const range = document.createRange();
    range.setStart(node, 0);
    range.setEnd(node, 1);
    const letter = range.getBoundingClientRect();
    const line = Number.parseFloat(getComputedStyle(box).lineHeight);
    const style = getComputedStyle(box);
    const width = box.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
    const columns = Math.max(1, Math.floor(width / letter.width + 0.01));
    const [column, row] = [Math.floor((x - letter.left) / letter.width), Math.floor((y - letter.top) / line)];
    if (column < 0 || column >= columns || row < 0) return -1;
    const at = row * columns + column;
    return at < this.props.value.length ? at : -1;
  }

  override render({ id, label, value, pieces, wrong, describedBy, onType, onLook }: Props) {
    const plain = pieces.length === 0;
    const caret = (event: { currentTarget: HTMLTextAreaElement }) =>
      onLook(Math.min(event.currentTarget.selectionStart, Math.max(0, value.length - 1)), true);
    return (
      <div class={plain ? 'token plain' : 'token'}>
        <label for={id}>{label}</label>
        <div>
          {!plain && (
            <div aria-hidden="true" ref={this.hold}>
              {pieces.map(({ text, looks }, index) => (
                <i key={index} class={looks}>
                  {text}
                </i>
              ))}
            </div>
          )}
          <textarea
            id={id}
            value={value}
            rows={plain ? 6 : 2}
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            aria-invalid={wrong}
            aria-describedby={describedBy}
            onInput={(event) => onType(event.currentTarget.value)}
            onSelect={caret}
            onKeyUp={caret}
            onClick={caret}
            onPointerMove={(event) =>
              event.pointerType === 'mouse' && onLook(this.at(event.clientX, event.clientY), false)
            }
            onPointerLeave={() => onLook(-1, false)}
          />
        </div>
      </div>
    );
  }
}
