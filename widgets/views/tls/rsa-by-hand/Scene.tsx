// The picture: tiles with numbers, arrows between them, and below them what the scene computes.
import type { Arrow, Flow, Frame, Power, Tile } from './pieces.ts';
import type { RsaWords } from './strings.ts';

export function Scene({ frame, words }: { frame: Frame; words: RsaWords }) {
  const { key, euclid, euclidEnd, flows, powers, cells, bars, bytes, table } = frame;
  return (
    <div class="rsa">
      <div class="key">
        <b>{words.keyTitle}</b>{' '}
        <small>
          <i class="public">{words.legendPublic}</i> <i class="secret">{words.legendSecret}</i>
        </small>
        <p class="tiles">
          {key.map((tile) => (
            <NumberTile key={tile.name} {...tile} />
          ))}
        </p>
      </div>
      {euclid.length > 0 && (
        <div class="euclid">
          <small>{words.euclidTitle}</small>
          <Table head={words.euclidHead} rows={euclid} />
          <small>{euclidEnd}</small>
        </div>
      )}
      {bytes && (
        <div>
          <b>{words.bytesTitle}</b>
          <p class="block">
            {bytes.flatMap(({ hex, tone }, run) =>
              hex.map((pair, index) => (
                <i key={`${run}-${index}`} class={tone}>
                  {pair}
                </i>
              )),
            )}
          </p>
          <p class="legend">
            {bytes.map(({ name, hex, tone }) => (
              <small key={name} class={tone}>
                <i>{hex.length > 2 ? '…' : hex.join(' ')}</i> {name}
              </small>
            ))}
          </p>
        </div>
      )}
      {flows.map((flow, index) => (
        <Line key={index} {...flow} />
      ))}
      {powers.length > 0 && (
        <div>
          <small>{words.powersTitle}</small>
          {powers.map((power) => (
            <Bits key={power.title} {...power} />
          ))}
        </div>
      )}
      {bars && (
        <div class="lengths" aria-hidden="true">
          {bars.map(({ label, share, tone }) => (
            <div key={label}>
              <small>{label}</small>
              <svg height="14" aria-hidden="true">
                <rect class={tone} width={`${Math.max(0.4, 100 * share)}%`} height="14" rx="3" />
              </svg>
            </div>
          ))}
        </div>
      )}
      {cells && (
        <div>
          <b>{cells.title}</b>
          <ol class="tries" aria-hidden="true">
            {cells.all.map(({ name, value, hit }) => (
              <li key={name} class={hit ? 'attack' : ''}>
                <b>{name}</b>
                <small>{value}</small>
              </li>
            ))}
          </ol>
        </div>
      )}
      {table && (
        <div class="tried">
          <b>{powers.length > 0 ? words.breakTitle : words.triesTitle}</b>
          <Table {...table} />
          {table.note && <small>{table.note}</small>}
        </div>
      )}
    </div>
  );
}

function NumberTile({ name, value, how, tone }: Tile) {
  return (
    <span class={`tile ${tone}`}>
      <small>{name}</small>
      <b>{value}</b>
      {how && <small>{how}</small>}
    </span>
  );
}

function Line({ title, tiles, arrows }: Flow) {
  return (
    <div class="line">
      {title && <b>{title}</b>}
      <p>
        {tiles.map((tile, index) => [
          index > 0 && <Step key={`to${index}`} arrow={arrows[index - 1]} />,
          <NumberTile key={index} {...tile} />,
        ])}
      </p>
    </div>
  );
}

function Step({ arrow }: { arrow: Arrow | undefined }) {
  return (
    arrow && (
      <span class={`to ${arrow.tone}`}>
        <small>{arrow.who}</small>
        <code>{arrow.how}</code>
      </span>
    )
  );
}

function Bits({ title, steps }: Power) {
  return (
    <p class="bits">
      <b>{title}</b>
      {steps.map(({ bit, value }, index) => (
        <span key={index} class={bit ? 'one' : ''}>
          <b>{bit}</b>
          <small>{value}</small>
        </span>
      ))}
    </p>
  );
}

function Table({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }) {
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
