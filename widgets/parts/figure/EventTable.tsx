// Every event in words: the screen reader's text, the printed caption, what the tests read.

interface Props {
  readonly head: readonly [time: string, who: string, what: string];
  readonly rows: readonly (readonly [time: string, who: string, what: string])[];
}

export function EventTable({ head, rows }: Props) {
  return (
    <table>
      <thead>
        <tr>
          {head.map((cell) => (
            <th key={cell} scope="col">
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, column) => (
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
