// A slider with its number beside it. The number can be typed: what cannot be read is explained in place and stays.
import { Component } from 'preact';

interface Props {
  /** Unique on the page. */
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Each step multiplies: for ranges over several powers of ten. */
  readonly even?: boolean;
  /** The values that the slider stops at, in order; any other may be typed. */
  readonly stops?: readonly number[];
  /** "{typed} … {min} … {max}": why the typed text is not taken. */
  readonly explain: string;
  readonly onChange: (value: number) => void;
}

export class Slider extends Component<Props, { draft: string | undefined }> {
  override state = { draft: undefined as string | undefined };

  override render({ id, label, unit, value, min, max, even = false, stops, explain, onChange }: Props) {
    const { draft } = this.state;
    const wrong = draft !== undefined && !isWhole(draft, min, max);
    const type = (text: string) => {
      this.setState({ draft: text });
      if (isWhole(text, min, max)) onChange(Number(text));
    };
    return (
      <div class="slider">
        <label for={id}>{label}</label>
        <span>
          <input
            type="text"
            inputMode="numeric"
            aria-label={unit ? `${label} (${unit})` : label}
            aria-invalid={wrong}
            value={draft ?? String(value)}
            onInput={(event) => type(event.currentTarget.value)}
            onBlur={() => wrong || this.setState({ draft: undefined })}
          />
          {unit}
        </span>
        <input
          id={id}
          type="range"
          min={even || stops ? 0 : min}
          max={stops ? stops.length - 1 : even ? steps : max}
          value={
            stops
              ? nearest(stops, value)
              : even
                ? Math.round((Math.log(value / min) / Math.log(max / min)) * steps)
                : value
          }
          aria-valuetext={`${value} ${unit}`.trim()}
          onInput={(event) => {
            this.setState({ draft: undefined });
            const at = Number(event.currentTarget.value);
            onChange(stops ? (stops[at] ?? value) : even ? rounded(min * (max / min) ** (at / steps)) : at);
          }}
        />
        {wrong && (
          <small class="wrong" role="alert">
            {explain.replace('{typed}', draft.slice(0, 40)).replace('{min}', `${min}`).replace('{max}', `${max}`)}
          </small>
        )}
      </div>
    );
  }
}

/** Positions of a slider whose steps multiply. */
const steps = 200;

/** Two digits are enough for a slider; the number beside it takes any. */
function rounded(value: number): number {
  return Number(value.toPrecision(2));
}

/** Which of the stops is nearest to a value that was typed. */
function nearest(stops: readonly number[], value: number): number {
  const distances = stops.map((stop) => Math.abs(stop - value));
  return distances.indexOf(Math.min(...distances));
}

function isWhole(text: string, min: number, max: number): boolean {
  return /^\s*\d{1,10}\s*$/.test(text) && Number(text) >= min && Number(text) <= max;
}
