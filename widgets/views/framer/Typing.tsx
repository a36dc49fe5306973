// Fields that take what is typed: the messages, one a line with its number, and sizes with spaces between.
import { Component } from 'preact';
import { fill } from '../../parts/figure/fill.ts';

interface MessagesProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly wrong: readonly string[];
  readonly onChange: (typed: string) => void;
}

/** The numbers beside the lines have the colours of the messages. */
export function Messages({ id, label, hint, value, wrong, onChange }: MessagesProps) {
  const lines = Math.min(12, Math.max(1, value.split('\n', 13).length));
  return (
    <div class="typed">
      <label for={id}>
        {label} <small>{hint}</small>
      </label>
      <div>
        <ol aria-hidden="true">
          {Array.from({ length: lines }, (_, index) => (
            <li key={index} class={`m${(index % 4) + 1}`}>
              {index + 1}
            </li>
          ))}
        </ol>
        <textarea
          id={id}
          rows={Math.max(4, lines)}
          wrap="off"
          spellcheck={false}
          aria-invalid={wrong.length > 0}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      </div>
      {wrong.map((sentence) => (
        <small key={sentence} class="wrong" role="alert">
          {sentence}
        </small>
      ))}
    </div>
  );
}

interface SizesProps {
  readonly label: string;
  readonly sizes: readonly number[];
  /** "{typed}": why the typed text is not taken. */
  readonly explain: string;
  readonly onChange: (sizes: readonly number[]) => void;
}

/** The keyboard's way to cut: `5 6 4 3`. What cannot be read stays, with the reason. */
export class Sizes extends Component<SizesProps, { draft: string | undefined }> {
  override state = { draft: undefined as string | undefined };

  override render({ label, sizes, explain, onChange }: SizesProps) {
    const { draft } = this.state;
    const wrong = draft !== undefined && !sizesOf(draft);
    return (
      <div class="sizes">
        <label>
          {label}
          <input
            value={draft ?? sizes.slice(0, 40).join(' ')}
            inputMode="numeric"
            aria-invalid={wrong}
            onInput={({ currentTarget: { value } }) => {
              this.setState({ draft: value });
              const read = sizesOf(value);
              if (read) onChange(read);
            }}
            onBlur={() => wrong || this.setState({ draft: undefined })}
          />
        </label>
        {wrong && (
          <small class="wrong" role="alert">
            {fill(explain, { typed: draft.slice(0, 40) })}
          </small>
        )}
      </div>
    );
  }
}

function sizesOf(text: string): number[] | undefined {
  return /^\s*[1-9]\d{0,4}([\s,]+[1-9]\d{0,4}){0,99}\s*$/.test(text)
    ? text
        .trim()
        .split(/[\s,]+/)
        .map(Number)
    : undefined;
}
