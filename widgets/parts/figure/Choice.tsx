// One of a few: native radio buttons that look like one segmented control.

interface Props {
  /** Unique on the page: binds the buttons together. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChange: (value: string) => void;
}

export function Choice({ name, label, value, options, onChange }: Props) {
  return (
    <fieldset class="choice-of">
      <legend>{label}</legend>
      <span>
        {options.map(([option, words]) => (
          <label key={option}>
            <input type="radio" name={name} checked={option === value} onChange={() => onChange(option)} />
            {words}
          </label>
        ))}
      </span>
    </fieldset>
  );
}
