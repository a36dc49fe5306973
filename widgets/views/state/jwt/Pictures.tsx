// The drawn pieces of the workbench: four characters as three bytes, the life of a token, the checks, a JWE.
import { fill } from '../../../parts/figure/fill.ts';
import type { CheckView, Frame, Group, Life, MistakeView } from './frames.ts';
import type { JwtWords } from './words.ts';

/** Four characters over their 24 bits over three bytes. */
export function GroupPicture({ group, words }: { group: Group | undefined; words: JwtWords }) {
  if (!group) return <p class="group none">{words.groupNone}</p>;
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

const width = 600;

/** Time is a length: from issue to expiry, and now. */
export function LifePicture({ life, label }: { life: Life; label: string }) {
  const x = (share: number): number => Math.round(4 + share * (width - 8));
  const ok = life.now >= life.from && life.now < life.to;
  return (
    <svg class={ok ? 'life' : 'life dead'} viewBox={`0 0 ${width} 40`} role="img" aria-label={label}>
      <path class="axis" d={`M4 20H${width - 4}`} />
      <path class="valid" d={`M${x(life.from)} 20H${x(life.to)}`} />
      {life.marks.map(({ at, label: text }, index) => {
        const now = index === life.marks.length - 1;
        return (
          <g key={text} class={now ? 'now' : undefined}>
            <path d={`M${x(at)} ${now ? 8 : 13}V${now ? 32 : 27}`} />
            <text x={x(at)} y={now ? 40 : 10} text-anchor={at < 0.04 ? 'start' : at > 0.96 ? 'end' : 'middle'}>
              {text}
            </text>
          </g>
        );
      })}
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
      <pre>{frame.jweSays}</pre>
    </div>
  );
}
