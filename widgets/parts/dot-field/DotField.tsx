// Dots on a square grid, ways from dot to dot, and a few dots with names. The dots are one path, however many they are.
import { type Dot, type DotPicture, labelsOf, placeOf, side } from './dot-field.ts';

interface Props {
  readonly picture: DotPicture;
  readonly label: string;
  /** Called with the place of the dot in the list that was pressed; absent until the figure is awake. */
  readonly onPress?: ((index: number) => void) | undefined;
}

/** How far beside a dot a press still counts, in units of the drawing. */
const reach = 13;

export function DotField({ picture, label, onPress }: Props) {
  const { size, dots, ways, marks } = picture;
  const place = (dot: Dot) => placeOf(dot, size).join(' ');
  const press = (event: MouseEvent) => {
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    const scale = side / box.width;
    const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    let best = { index: -1, distance: reach };
    dots.forEach((dot, index) => {
      const [left, top] = placeOf(dot, size);
      const distance = Math.hypot(left - x, top - y);
      if (distance < best.distance) best = { index, distance };
    });
    if (best.index >= 0) onPress?.(best.index);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a slider beside it does the same by keyboard.
    <svg
      class={`dot-field${onPress ? ' live' : ''}${size > 300 ? ' fine' : ''}`}
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      onClick={onPress && press}
    >
      <rect x="1" y="1" width={side - 2} height={side - 2} rx="6" />
      <path class="dots" d={dots.map((dot) => `M${place(dot)}h0`).join('')} />
      {ways.map(({ dots: stops, tone }, index) => (
        <path key={index} class={`way ${tone}`} d={stops.map((dot, at) => `${at ? 'L' : 'M'}${place(dot)}`).join('')} />
      ))}
      {labelsOf(marks, size).map(({ at, label: name, tone, text }) => {
        const [x, y] = placeOf(at, size);
        return (
          <g key={name} class={tone}>
            <circle cx={x} cy={y} r="5" />
            <text x={text[0]} y={text[1]}>
              {name}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
