// Fields that take what is typed: an address, and Set-Cookie lines. What cannot be read stays, with the reason.

interface AddressProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** Why it is not taken; empty: it is. */
  readonly wrong: string;
  readonly onChange: (typed: string) => void;
}

export function Address({ id, label, value, wrong, onChange }: AddressProps) {
  return (
    <div class="address">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="url"
        autocomplete="off"
        spellcheck={false}
        aria-invalid={wrong !== ''}
        value={value}
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

interface LinesProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (typed: string) => void;
}

export function Lines({ id, label, hint, value, onChange }: LinesProps) {
  return (
    <div class="address">
      <label for={id}>
        {label} <small>{hint}</small>
      </label>
      <textarea
        id={id}
        rows={Math.min(8, Math.max(3, value.split('\n', 9).length))}
        wrap="off"
        autocomplete="off"
        spellcheck={false}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}
