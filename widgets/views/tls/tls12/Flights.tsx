// One handshake as a time-space diagram: each row is half a round trip, with one arrow and the messages that it carries.
import { fill } from '../../../parts/figure/fill.ts';
import { type Chip, format, type SceneFrame, type Step } from './frames.ts';
import type { Tls12Words } from './words.ts';

interface Props {
  readonly id: string;
  readonly frame: SceneFrame;
  readonly words: Tls12Words;
  /** The record that is unfolded, if it is one of these. */
  readonly open: string | undefined;
  /** Absent until the figure is awake. */
  readonly onOpen?: ((record: string) => void) | undefined;
}

export function Flights({ id, frame, words, open, onOpen }: Props) {
  const { name, steps, suite } = frame;
  return (
    <div
      role="group"
      class={`flights${open === undefined ? '' : ' open'}`}
      aria-label={fill(words.diagram, { scene: words.sceneNames[name] })}
    >
      <p class="head">
        {words.sceneNames[name]} <code>{suite.name.slice(4)}</code>
      </p>
      <div class="ends" aria-hidden="true">
        <b>{words.client}</b>
        <b>{words.server}</b>
      </div>
      <ol>
        {steps.map((step) => (
          <li key={step.at} class={step.from}>
            <small class="at">{format(step.at)}</small>
            {step.round > 0 && (
              <small class="round">
                <i>{fill(words.round, { n: step.round })}</i>
              </small>
            )}
            <Wire id={`${id}-${name}`} step={step} frame={frame} words={words} open={open} onOpen={onOpen} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Wire({ id, step, frame, words, open, onOpen }: Props & { readonly step: Step }) {
  const toServer = step.from === 'client';
  const first = step.chips.some((chip) => chip.first);
  const rests = step.chips.length === 0 && !step.label;
  return (
    <div class={rests ? 'wire rests' : 'wire'}>
      {!rests && (
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <line x1={toServer ? 0 : 100} y1="2" x2={toServer ? 100 : 0} y2="98" />
        </svg>
      )}
      {step.label && <span class="tcp">{step.label}</span>}
      {step.chips.map((chip) => (
        <Message key={`${id}-${chip.id}`} chip={chip} words={words} pressed={chip.id === open} onOpen={onOpen} />
      ))}
      {first && frame.requestAt !== undefined && <em>{fill(words.first, { time: format(frame.requestAt) })}</em>}
    </div>
  );
}

function Message({
  chip,
  words,
  pressed,
  onOpen,
}: { readonly chip: Chip; readonly pressed: boolean } & Pick<Props, 'words' | 'onOpen'>) {
  const name = [
    chip.protected && 'locked',
    chip.changed && 'turned',
    chip.alert && 'fatal',
    chip.first && 'first',
    pressed && 'chosen',
  ]
    .filter(Boolean)
    .join(' ');
  const notes = [chip.protected && words.locked, chip.changed && words.turnedMark].filter(Boolean).join(', ');
  if (!onOpen) return <span class={`chip ${name}`}>{chip.label}</span>;
  return (
    <button
      type="button"
      class={`chip ${name}`}
      aria-pressed={pressed}
      aria-label={notes ? `${chip.label} (${notes})` : undefined}
      onClick={() => onOpen(chip.id)}
    >
      {chip.label}
    </button>
  );
}
