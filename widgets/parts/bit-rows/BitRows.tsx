// Bytes in rows of 32 bits, as headers are drawn in RFCs: each field a button as wide as its bits.

/** A field, or the part of it that fits into one row. */
export interface Cell {
  readonly id: string;
  /** Bits from the start, half-open, within one row. */
  readonly from: number;
  readonly to: number;
  /** Empty where a field goes on in the next row. */
  readonly name: string;
  readonly hex: string;
  /** What it means as a number or text, where there is room for it. */
  readonly value: string;
  /** One letter for each bit, and which are set; only for fields of single bits. */
  readonly bits?: readonly (readonly [letter: string, set: boolean])[];
  readonly wrong: boolean;
  /** Which part of the whole it belongs to. */
  readonly shade: 0 | 1 | 2;
}

interface Props {
  readonly cells: readonly Cell[];
  readonly label: string;
  /** The id of the field that is explained. */
  readonly chosen: string;
  /** Absent until the figure is awake. */
  readonly onChoose?: ((id: string) => void) | undefined;
}

export function BitRows({ cells, label, chosen, onChoose }: Props) {
  return (
    <div class="bit-rows" role="group" aria-label={label}>
      {[0, 8, 16, 24].map((bit) => (
        <small key={bit} class="ruler" aria-hidden="true">
          {bit}
        </small>
      ))}
      {cells.map((cell) => (
        <button
          key={cell.from}
          type="button"
          class={`b${cell.to - cell.from} s${cell.shade}${cell.wrong ? ' wrong' : ''}`}
          disabled={!onChoose}
          aria-pressed={cell.id === chosen}
          onClick={() => onChoose?.(cell.id)}
          onFocus={() => onChoose?.(cell.id)}
        >
          <small>{cell.name}</small>
          <code>{cell.hex}</code>
          {cell.bits ? (
            <span class="flags">
              {cell.bits.map(([letter, set]) => (
                <i key={letter} class={set ? 'set' : undefined}>
                  {letter}
                </i>
              ))}
            </span>
          ) : (
            cell.value && <span>{cell.value}</span>
          )}
        </button>
      ))}
    </div>
  );
}
