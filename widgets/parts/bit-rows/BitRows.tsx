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
        <Field key={cell.from} cell={cell} pressed={cell.id === chosen} onChoose={onChoose} />
      ))}
    </div>
  );
}

/** A button only where it can be pressed: without script a field is just drawn. */
function Field({ cell, pressed, onChoose }: { cell: Cell; pressed: boolean; onChoose: Props['onChoose'] }) {
  const name = `field b${cell.to - cell.from} s${cell.shade}${cell.wrong ? ' wrong' : ''}`;
  const inside = [
    <small key="name">{cell.name}</small>,
    <code key="hex">{cell.hex}</code>,
    cell.bits ? (
      <span key="bits" class="flags">
        {cell.bits.map(([letter, set]) => (
          <i key={letter} class={set ? 'set' : undefined}>
            {letter}
          </i>
        ))}
      </span>
    ) : (
      cell.value && <span key="value">{cell.value}</span>
    ),
  ];
  if (!onChoose) return <div class={`${name}${pressed ? ' chosen' : ''}`}>{inside}</div>;
  const choose = () => onChoose(cell.id);
  return (
    <button type="button" class={name} aria-pressed={pressed} onClick={choose} onFocus={choose}>
      {inside}
    </button>
  );
}
