// A curve that rises in steps, in an element of class chart. Shapes are shares of the box, so one drawing fits every width; words keep their size.
import type { Steps } from './steps.ts';

const height = 204;
const top = 24;
const bottom = 28;

export function StepChart({ steps, onPick }: { steps: Steps; onPick?: ((index: number) => void) | undefined }) {
  const inner = height - top - bottom;
  const percent = (share: number) => `${Number((share * 100).toFixed(1))}%`;
  const y = (share: number) => Math.round(top + inner * (1 - share));
  const corners = steps.line.map(([x, up]) => `${Number((x * 100).toFixed(1))} ${Number((100 - up * 100).toFixed(1))}`);
  const pick = (event: MouseEvent) => {
    const { left, width } = (event.currentTarget as SVGElement).getBoundingClientRect();
    const share = (event.clientX - left) / width;
    const distance = ({ across }: { across: number }) => Math.abs(across - share);
    const nearest = steps.points.reduce((best, each) => (distance(each) < distance(best) ? each : best));
    onPick?.(steps.points.indexOf(nearest));
  };
  const { fails } = steps;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: whoever draws a chart that can be picked puts a slider under it.
    <svg class="steps" cursor="pointer" height={height} role="img" aria-label={steps.label} onClick={pick}>
      <svg y={top} height={inner} width="100%" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path class="area" d={`M${corners.join('L')}V100H0z`} />
        <path class="curve" d={`M${corners.join('L')}`} />
      </svg>
      {steps.up.map(({ at, label }) => [
        <line key={at} x2="100%" y1={y(at)} y2={y(at)} stroke-opacity="0.4" />,
        <text key={label} x="4" y={y(at) - 4}>
          {label}
        </text>,
      ])}
      {fails && [
        <line
          key="fails"
          class="ceiling"
          x1={percent(fails.across)}
          x2={percent(fails.across)}
          y1={y(fails.up)}
          y2={top}
        />,
        <text key="label" class="alarm" x="100%" y={top - 9}>
          {fails.label}
        </text>,
      ]}
      {steps.points.map(({ across, up }, index) => (
        <circle key={across} fill="currentcolor" cx={percent(across)} cy={y(up)} r={index === steps.picked ? 6 : 3} />
      ))}
      {steps.across.map(({ at, label }) => (
        <text key={at} class={at > 0.96 ? 'end' : 'middle'} x={percent(at)} y={height - 11}>
          {label}
        </text>
      ))}
    </svg>
  );
}
