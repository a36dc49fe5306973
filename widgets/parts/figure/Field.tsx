// One line to type in, with what is wrong with it under it. What was typed stays.

interface Props {
  /** Unique on the page. */
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** Why it is not taken as it stands; empty where nothing is wrong. */
  readonly wrong: string;
  readonly longest: number;
  readonly onChange: (typed: string) => void;
}

export function Field({ id, label, value, wrong, longest, onChange }: Props) {
  return (
    <div class="field-of">
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
