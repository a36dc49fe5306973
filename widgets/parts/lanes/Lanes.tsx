// Columns for those who take part, rows for what they have and send. HTML, so that words wrap at any width.
import type { Holding, LanePicture, Sent } from './lanes.ts';

interface Props {
  readonly picture: LanePicture;
  readonly label: string;
}

export function Lanes({ picture, label }: Props) {
  const { lanes, rows } = picture;
  return (
    <div class={`lanes of${lanes.length}`} role="group" aria-label={label}>
      <div class="row">
        {lanes.map(({ name, tone }, lane) => (
          <b key={name} class={`l${lane} ${tone}`}>
            {name}
          </b>
        ))}
      </div>
      {rows.map(({ holdings = [], sent = [] }, index) => (
        <div key={index} class="row">
          {holdings.map((holding) => (
            <Held key={holding.lane} {...holding} />
          ))}
          {sent.map((each) => (
            <Arrow key={each.from} {...each} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Held({ lane, name, value, how, tone }: Holding) {
  return (
    <div class={`held l${lane} ${tone}`}>
      <small>{name}</small>
      <span>{value}</span>
      {how && <small>{how}</small>}
    </div>
  );
}

/** From the middle of a lane to the middle of another. */
function Arrow({ from, to, label, tone, stopped }: Sent) {
  const [first, span] = [Math.min(from, to), Math.abs(to - from)];
  const way = `${from < to ? 'on' : 'back'}${stopped ? ' stopped' : ''}`;
  return (
    <div class={`sent l${first} s${span} ${tone} ${way}`}>
      <small>{label}</small>
    </div>
  );
}
