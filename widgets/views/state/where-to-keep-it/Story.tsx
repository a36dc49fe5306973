// The drawn pieces: the lanes with their arrows, and the table of all stories.
import type { Keep } from '../../../models/credentials/world.ts';
import { type Frame, gradeMarks, type Lane, type Step } from './frames.ts';
import type { KeepWords } from './words.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** Time goes down; each step is an arrow between two lanes, or a dot on one, with its words beside it. */
export function Story({ lanes, steps, label }: { lanes: readonly Lane[]; steps: readonly Step[]; label: string }) {
  return (
    <div class="story">
      <b>{label}</b>
      <div class="lane-names" aria-hidden="true">
        <svg aria-hidden="true">
          {lanes.map(({ actor, name, at }) => (
            <text key={actor} class={actor} x={percent(at)} y="12" text-anchor="middle">
              {name}
            </text>
          ))}
        </svg>
      </div>
      <ol>
        {steps.map((step, index) => (
          <li key={index} class={step.verdict}>
            <small>{step.time === steps[index - 1]?.time ? '' : step.time}</small>
            <svg aria-hidden="true">
              {lanes.map(({ actor, at }) => (
                <line key={actor} class="lane" x1={percent(at)} x2={percent(at)} y1="0" y2="100%" />
              ))}
              <Arrow {...step} />
            </svg>
            <span>
              {step.mark && <i>{step.mark}</i>} {step.text}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Arrow({ from, to }: Step) {
  if (from === to) return <circle cx={percent(from)} cy="12" r="4" />;
  return (
    <>
      <line class="arrow" x1={percent(from)} x2={percent(to)} y1="12" y2="12" />
      <svg x={percent(to)} y="12" overflow="visible" aria-hidden="true">
        <path d={to > from ? 'M0 0l-8-4v8z' : 'M0 0l8-4v8z'} />
      </svg>
    </>
  );
}

interface MatrixProps {
  readonly frame: Frame;
  readonly words: KeepWords;
  readonly keeps: readonly Keep[];
  readonly onChoose: (keep: Keep, scenario: Frame['matrix'][number]['scenario']) => void;
}

export function Matrix({ frame, words, keeps, onChoose }: MatrixProps) {
  return (
    <div class="matrix">
      <b>{words.matrix}</b>
      <div role="group" aria-label={words.matrix}>
        <span class="heads" aria-hidden="true">
          <i />
          {keeps.map((keep) => (
            <i key={keep}>
              {words.keepHeads[keep][0]}
              <br />
              {words.keepHeads[keep][1]}
            </i>
          ))}
        </span>
        {frame.matrix.map(({ scenario, name, cells }) => (
          <span key={scenario}>
            <i>{name}</i>
            {cells.map(({ keep, grade, label, on }) => (
              <button
                key={keep}
                type="button"
                class={grade}
                aria-label={label}
                aria-pressed={on}
                onClick={() => onChoose(keep, scenario)}
              >
                {gradeMarks[grade]}
              </button>
            ))}
            {cells.map(({ keep, grade }) => (
              <i key={`${keep}-still`} class={`still ${grade}`}>
                {gradeMarks[grade]}
              </i>
            ))}
          </span>
        ))}
      </div>
      <p class="key">
        {(['holds', 'partly', 'fails'] as const).map((grade) => (
          <span key={grade} class={grade}>
            {gradeMarks[grade]} {words.grades[grade]}
          </span>
        ))}
      </p>
    </div>
  );
}

export function BillTable({ frame, words }: { frame: Frame; words: KeepWords }) {
  return (
    <table class="bill">
      <caption>{words.billTitle}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{words.session}</th>
          <th scope="col">{words.token}</th>
        </tr>
      </thead>
      <tbody>
        {frame.bill.map(([name, one, other]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{one}</td>
            <td>{other}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
