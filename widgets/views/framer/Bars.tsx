// The picture of a long stream: each strip a bar, each piece as long as its bytes. Widths are shares, so one drawing is
// right at every width.
import { type Frame, letterPx, shortened } from './frames.ts';
import type { FramerWords } from './words.ts';

interface Props {
  readonly frame: Frame;
  readonly words: FramerWords;
}

/** The width of a bar on a telephone. */
const phonePx = 320;

export function Bars({ frame: { strips, total, run }, words }: Props) {
  const share = (bytes: number) => `${Number(((100 * bytes) / total).toFixed(3))}%`;
  const { places } = run;
  return (
    <div class="bars-of" role="group" aria-label={words.picture}>
      {strips.map(({ name, label, note, pieces }) => (
        <p key={name}>
          <b>
            {label} <small>{note}</small>
          </b>
          <svg width="100%" height="46" aria-hidden="true">
            {pieces.map(({ at, end, looks, caption }) => {
              // As wide as the piece is on a telephone.
              const px = ((end - at) / total) * phonePx;
              const words = shortened(caption, px);
              return (
                <g key={at} class={looks}>
                  {places
                    .filter((place) => place.at < end && place.end > at)
                    .map((place) => {
                      const from = Math.max(at, place.at);
                      const wide = Math.min(end, place.end) - from;
                      return [
                        <rect
                          key={from}
                          class={`m${(place.message % 4) + 1}`}
                          x={share(from)}
                          y="16"
                          width={share(wide)}
                          height="28"
                        />,
                        (wide / total) * phonePx > 14 && (
                          <svg key={-from} x={share(from)} y="35" class="number" aria-hidden="true">
                            <text x="6">{place.message + 1}</text>
                          </svg>
                        ),
                      ];
                    })}
                  <rect class="frame" x={share(at)} y="16" width={share(end - at)} height="28" />
                  {words.length * letterPx < px && (
                    <text x={share(at)} y="11">
                      {words}
                    </text>
                  )}
                </g>
              );
            })}
          </svg>
        </p>
      ))}
    </div>
  );
}
