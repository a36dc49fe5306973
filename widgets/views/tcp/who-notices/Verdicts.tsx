// The answer at a glance: one row a side, what it learns in words, and how long that takes on a logarithmic scale.
import { lane } from '../picture.ts';
import type { Verdict } from './frames.ts';

interface Props {
  readonly verdicts: readonly Verdict[];
  /** Words for the ticks below, the last for "never". */
  readonly ticks: readonly string[];
}

/** In seconds; each tick's place is its logarithm. */
const tickS = [0.1, 1, 10, 60, 600, 3_600];
const [leastS, mostS, neverShare] = [0.02, 21_600, 0.92];

/** Where a time stands, as a percentage of the width; null: at the end. */
export function placeOf(us: number | null): number {
  if (us === null) return 100;
  const share = Math.log(Math.max(us / 1_000_000, leastS) / leastS) / Math.log(mostS / leastS);
  return Math.round(1_000 * neverShare * share) / 10;
}

export function Verdicts({ verdicts, ticks }: Props) {
  return (
    <div class="verdicts">
      <dl>
        {verdicts.map((verdict) => (
          <div key={verdict.side} class={lane[verdict.side]}>
            <dt>{verdict.name}</dt>
            <dd>
              {verdict.said}
              <Bar {...verdict} />
            </dd>
          </div>
        ))}
      </dl>
      <svg height="16" aria-hidden="true">
        {[...tickS.map((seconds) => placeOf(seconds * 1_000_000)), 100].map((place, index) => (
          <text key={place} x={`${place}%`} y="12" class={place === 100 ? 'end' : ''}>
            {ticks[index]}
          </text>
        ))}
      </svg>
    </div>
  );
}

/** Half a circle's width is kept free at both ends. */
function Bar({ us, sentUs }: Verdict) {
  const end = us === undefined ? 0 : placeOf(us);
  const sent = [...new Set(sentUs.map(placeOf))];
  return (
    <svg height="18" aria-hidden="true">
      <line class="track" x2="100%" y1="9" y2="9" />
      {us !== undefined && <line class={us === null ? 'never' : ''} x2={`${end}%`} y1="9" y2="9" />}
      {sent.map((place) => (
        <line key={place} class="sent" x1={`${place}%`} x2={`${place}%`} y1="4" y2="14" />
      ))}
      {us !== undefined && us !== null && <circle cx={`${end}%`} cy="9" r="6" />}
      {us === null && (
        <svg x="100%" y="9" aria-hidden="true">
          <path d="M-9-6L0 0l-9 6" />
        </svg>
      )}
    </svg>
  );
}
