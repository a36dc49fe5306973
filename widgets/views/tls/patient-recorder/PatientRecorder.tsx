// The patient recorder: two sessions kept as records, a key handed over a year later, and what it opens.
import { decodeState, encodeState, type Note } from '../../../models/share/share.ts';
import { Addressed } from '../../../parts/figure/Addressed.ts';
import { EventTable } from '../../../parts/figure/EventTable.tsx';
import { Figure } from '../../../parts/figure/Figure.tsx';
import { fill } from '../../../parts/figure/fill.ts';
import { type IslandProps, island } from '../../../parts/figure/island.tsx';
import { Menu } from '../../../parts/figure/Menu.tsx';
import { type Chip, frameOf, type SessionFrame } from './frames.ts';
import { runOf } from './run.ts';
import { buttons, type PresetName, presets, type RecorderState, schema } from './state.ts';
import type { RecorderWords } from './words.ts';

type Props = IslandProps<RecorderWords, PresetName>;

export class PatientRecorder extends Addressed<Props, RecorderState, Note> {
  first(): RecorderState {
    return presets[this.props.preset];
  }

  read(fragment: string) {
    return decodeState(this.props.id, schema, fragment, this.first());
  }

  write(state: RecorderState) {
    return encodeState(this.props.id, schema, state, this.first());
  }

  private set = (part: Partial<RecorderState>) => this.change({ ...this.state.state, ...part });

  override render() {
    const { id, words } = this.props;
    const { state, notes, awake } = this.state;
    const { sessions, unfolded, rows, result } = frameOf(state, runOf(state), words);
    const onLook = awake ? (look: string) => this.set({ look }) : undefined;
    return (
      <Figure
        words={words}
        awake={awake}
        presets={buttons.map((name) => ({
          name,
          label: words.presetNames[name],
          on: presets[name].sessions === state.sessions && presets[name].handed === state.handed,
        }))}
        onPreset={(name) => this.change(presets[name as PresetName])}
        onReset={() => this.change(this.first())}
        link={this.link}
        result={result}
        notes={notes.map((note) => fill(words.notes[note.problem], { ...note }))}
        table={<EventTable head={words.head} rows={rows} />}
        controls={[
          <Menu
            key="handed"
            id={`${id}-handed`}
            label={words.handed}
            value={state.handed}
            options={schema.handed.values.map((value, at) => [value, words.handedNames[at] ?? value] as const)}
            onChange={(value) => this.set({ handed: value as RecorderState['handed'] })}
          />,
          <Menu
            key="sessions"
            id={`${id}-sessions`}
            label={words.sessions}
            value={state.sessions}
            options={schema.sessions.values.map((value, at) => [value, words.pairs[at] ?? value] as const)}
            onChange={(value) => this.set({ sessions: value as RecorderState['sessions'] })}
          />,
        ]}
        below={
          <div class="record" aria-live="polite">
            <p class="head">{unfolded.title}</p>
            <dl>
              {unfolded.lines.map(({ name, text, bytes }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>
                    {text} {bytes && <code>{bytes}</code>}
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        }
      >
        <div class="recorder">
          {sessions.map((session) => (
            <Session key={session.title} session={session} words={words} onLook={onLook} />
          ))}
        </div>
        <p class="legend" aria-hidden="true">
          {(['clear', 'shut', 'opened', 'forged'] as const).map((tone, at) => (
            <span key={tone} class={tone}>
              {words.legend[at]}
            </span>
          ))}
        </p>
      </Figure>
    );
  }
}

interface Shown {
  readonly words: RecorderWords;
  /** Absent until the figure is awake. */
  readonly onLook?: ((look: string) => void) | undefined;
}

function Session({ session, words, onLook }: Shown & { readonly session: SessionFrame }) {
  const { title, suite, tally, tone, flights, steps } = session;
  return (
    <div role="group" class={tone} aria-label={title}>
      <p class="head">
        {title} <code>{suite}</code>
      </p>
      <p class="tally">{tally}</p>
      <ol class="wire">
        {flights.map(({ from, chips }, at) => (
          <li key={at} class={from}>
            <span class="way" role="img" aria-label={from === 'client' ? words.fromClient : words.fromServer} />
            {chips.map((chip) => (
              <Record key={chip.look} chip={chip} onLook={onLook} />
            ))}
          </li>
        ))}
      </ol>
      <ol class="steps" aria-label={words.stepsTitle}>
        {steps.map(({ name, text, bytes, tone: each }) => (
          <li key={name} class={each}>
            <b>{name}</b> <span>{text}</span> {bytes && <code>{bytes}</code>}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** A button only where it can be pressed: without script a record is just drawn. */
function Record({ chip, onLook }: Pick<Shown, 'onLook'> & { readonly chip: Chip }) {
  const { look, label, bytes, tone, chosen } = chip;
  const inside = bytes ? [`${label} `, <code key="bytes">{bytes}</code>] : label;
  if (!onLook) return <span class={`kept ${tone}${chosen ? ' chosen' : ''}`}>{inside}</span>;
  return (
    <button type="button" class={`kept ${tone}`} aria-pressed={chosen} onClick={() => onLook(look)}>
      {inside}
    </button>
  );
}

/** What the shell calls when the figure comes near. */
export const wake = island(PatientRecorder);
