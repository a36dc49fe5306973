// The chain as it is: the trust store above, what was sent below, who signs whom from the root down to the leaf.
import { emphasized } from '../../../parts/figure/Figure.tsx';
import type { Card, ChainFrame } from './frames.ts';
import type { ChainWords } from './strings.ts';

interface Props {
  readonly frame: ChainFrame;
  readonly words: ChainWords;
}

export function Picture({ frame, words }: Props) {
  const { store, sent, bridge, now } = frame;
  return (
    <div class="chain" role="group" aria-label={words.picture}>
      <section class="store">
        <b class="zone">{words.store}</b>
        {store.length === 0 && <p>{words.emptyStore}</p>}
        {store.map((card) => (
          <Certificate key={card.key} card={card} now={now} />
        ))}
      </section>
      <p class={`bridge ${bridge}`}>
        <Mark of={bridge} /> {words.bridge[bridge]}
      </p>
      <section class="sent">
        <b class="zone">{frame.impostor ? words.sentByOther : words.sent}</b>
        {sent.map((card) => (
          <Certificate key={card.key} card={card} now={now} />
        ))}
      </section>
      <aside>
        <p class={`ask ${frame.asked}`}>
          {frame.ask}
          <b>{frame.host}</b> <Mark of={frame.asked === 'ok' ? 'fits' : frame.asked === 'bad' ? 'wrong' : 'none'} />
          <span>
            {words.clock} <b class="day">{frame.day}</b>
          </span>
        </p>
        <dl aria-label={words.programs}>
          {frame.programs.map(({ name, ok, says }) => (
            <div key={name} class={ok ? 'fits' : 'wrong'}>
              <dt>{name}</dt>
              <dd>
                <Mark of={ok ? 'fits' : 'wrong'} /> {says}
              </dd>
            </div>
          ))}
        </dl>
      </aside>
    </div>
  );
}

/** Never colour alone. */
const Mark = ({ of }: { of: 'fits' | 'wrong' | 'none' }) => (
  <b aria-hidden="true">{of === 'fits' ? '✓' : of === 'wrong' ? '✗' : '·'}</b>
);

function Certificate({ card, now }: { card: Card; now: number }) {
  return (
    <article class={card.look}>
      <strong>{card.title}</strong>
      <p class={card.mark}>
        {card.mark !== 'none' && <Mark of={card.mark} />} {card.signed}
      </p>
      {card.dates && (
        <p class="dates">
          <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="axis" y="4" width="1000" height="2" />
            <rect class="span" x={card.from} y="1" width={Math.max(4, card.to - card.from)} height="8" />
            <rect class="now" x={now - 2} width="5" height="10" />
          </svg>
          {card.dates}
        </p>
      )}
      {card.facts.length > 0 && (
        <ul>
          {card.facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      )}
      {card.reasons.map((reason) => (
        <p key={reason} class="wrong">
          {emphasized(reason)}
        </p>
      ))}
    </article>
  );
}
