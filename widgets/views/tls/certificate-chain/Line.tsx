// One line of text to type, with what is wrong with it under it. What was typed stays.

interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly wrong: string;
  readonly longest: number;
  readonly onChange: (typed: string) => void;
}

export function Line({ id, label, value, wrong, longest, onChange }: Props) {
  return (
    <div class="line-of">
      <label for={id}>{label}</label>
      <input
        id={id}
        value={value}
        maxLength={longest}
        spellcheck={false}
        autocomplete="off"
        aria-invalid={wrong !== ''}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {wrong && (
        <small class="wrong" role="alert">
          {wrong}
        </small>
      )}
    </div>
  );
}
