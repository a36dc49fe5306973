// A curve under a ceiling. Shapes are shares of the box, so one drawing fits every width; words keep their size.
import type { Chart } from './chart.ts';

const height = 340;
const top = 26;
const bottom = 24;

export function CurveChart({ chart }: { chart: Chart }) {
  const inner = height - top - bottom;
  const across = (share: number) => `${Number((share * 100).toFixed(2))}%`;
  const up = (share: number) => Math.round(top + inner * (1 - share));
  const corners = chart.line.map(([x, y]) => `${Number((x * 100).toFixed(2))} ${Number((100 - y * 100).toFixed(2))}`);
  return (
    <div class="chart">
      <svg height={height} role="img" aria-label={chart.label}>
        {chart.alarm && (
          <rect
            class="alarm"
            x={across(chart.alarm.from)}
            y={top}
            width={across(1 - chart.alarm.from)}
            height={inner}
          />
        )}
        <line class="ceiling" x1="0" x2="100%" y1={top} y2={top} />
        <text x="0" y={top - 8}>
          {chart.top.label}
        </text>
        <svg y={top} height={inner} width="100%" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <path class="area" d={`M${corners.join('L')}L100 100L0 100z`} />
          <path class="curve" d={`M${corners.join('L')}`} />
        </svg>
        <line class="floor" x1="0" x2="100%" y1={up(0)} y2={up(0)} />
        {chart.alarm && (
          <text class="alarm" x="100%" y={top + 22}>
            {chart.alarm.label}
          </text>
        )}
        {chart.marks.map(({ at, label }, index) => (
          <text
            key={at}
            class={index === 0 ? '' : index === chart.marks.length - 1 ? 'end' : 'middle'}
            x={across(at)}
            y={height - 6}
          >
            {label}
          </text>
        ))}
      </svg>
    </div>
  );
}
