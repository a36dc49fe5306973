// The drawn pieces of the workbench: four characters as three bytes, the life of a token, the checks, a JWE.
import { fill } from '../../../parts/figure/fill.ts';
import type { CheckView, Frame, Group, Life, MistakeView } from './frames.ts';
import type { JwtWords } from './words.ts';

/** Four characters over their 24 bits over three bytes. */
export function GroupPicture({ group, dot, words }: { group: Group | undefined; dot: boolean; words: JwtWords }) {
  if (!group) return <p class="group none">{dot && words.groupNone}</p>;
  const { characters, bytes, spare, part } = group;
  return (
    <div class={`group ${part}`}>
      <div
        role="img"
        aria-label={`${characters.map((each) => each.character).join('')} = ${bytes.map((each) => each.hex).join(' ')}`}
      >
        {characters.map(({ character, bits, here }, index) => (
          <span key={index} class={here ? 'from here' : 'from'}>
            <b>{character}</b>
            <code>{bits}</code>
          </span>
        ))}
        {bytes.map(({ hex, text }, index) => (
          <span key={`b${index}`} class="to">
            <code>{hex}</code>
            <b>{text}</b>
          </span>
        ))}
      </div>
      <small>
        {words.group} {spare > 0 && fill(words.groupSpare, { spare })}
      </small>
    </div>
  );
}

/** Time is a length: from issue to expiry, under the slider whose thumb is now. */
export function LifePicture({ life, label }: { life: Life; label: string }) {
  const x = (share: number): string => `${(100 * share).toFixed(2)}%`;
  return (
    <svg class={life.alive ? 'life' : 'life dead'} role="img" aria-label={label}>
      <rect class="axis" y="4" width="100%" height="1" />
      <rect class="valid" x={x(life.from)} y="1" width={x(Math.max(0, life.to - life.from))} height="7" />
      <rect class="now" x={x(life.now)} y="0" width="2" height="9" />
      {life.marks.map(({ at, label: text }) => (
        <text key={text} x={x(at)} y="22" text-anchor={at < 0.04 ? 'start' : at > 0.96 ? 'end' : 'middle'}>
          {text}
        </text>
      ))}
    </svg>
  );
}

export function Checks({ checks, title }: { checks: readonly CheckView[]; title: string }) {
  return (
    <div class="checks">
      <b>{title}</b>
      <ol>
        {checks.map(({ id, name, verdict, mark, says, clause }) => (
          <li key={id} class={verdict}>
            <i>{mark}</i>
            <b>{name}</b>
            <span>{says}</span>
            <small>{clause}</small>
          </li>
        ))}
      </ol>
    </div>
  );
}

interface MistakesProps {
  readonly mistakes: readonly MistakeView[];
  readonly words: JwtWords;
  readonly onSwitch: (id: MistakeView['id'], on: boolean) => void;
  readonly onForge: (id: MistakeView['id']) => void;
}

export function Mistakes({ mistakes, words, onSwitch, onForge }: MistakesProps) {
  return (
    <div class="mistakes">
      <b>{words.mistakesTitle}</b>
      <ul>
        {mistakes.map(({ id, name, clause, on }) => (
          <li key={id}>
            <label>
              <input type="checkbox" checked={on} onChange={(event) => onSwitch(id, event.currentTarget.checked)} />
              <span>
                {name} <small>{clause}</small>
              </span>
            </label>
            <button type="button" aria-label={fill(words.forgeOf, { mistake: name })} onClick={() => onForge(id)}>
              {words.forge}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function JweBox({ frame, words }: { frame: Frame; words: JwtWords }) {
  return (
    <div class="jwe">
      <b>{words.jweTitle}</b>
      <p class="colours">
        {frame.jwePieces.map(({ text, looks }, index) => (
          <i key={index} class={looks}>
            {text}
          </i>
        ))}
      </p>
      <p class="legend">
        {frame.jweParts.map(({ name, chars }, index) => (
          <i key={index} class={name}>
            {words.parts[name]} {chars}
          </i>
        ))}
      </p>
      <pre>
        {frame.jweHeader}
        {'\n'}
        {frame.jweSays}
      </pre>
    </div>
  );
}
