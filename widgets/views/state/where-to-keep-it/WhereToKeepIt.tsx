// Where the credential lives, and what becomes of it: every story run, the chosen one step by step.
import { keeps } from '../../../models/credentials/world.ts';
import { decodeState, encodeState, type Note } from '../../../models/share/share.ts';
import { Addressed } from '../../../parts/figure/Addressed.ts';
import { Choice } from '../../../parts/figure/Choice.tsx';
import { EventTable } from '../../../parts/figure/EventTable.tsx';
import { Figure } from '../../../parts/figure/Figure.tsx';
import { fill } from '../../../parts/figure/fill.ts';
import { type IslandProps, island } from '../../../parts/figure/island.tsx';
import { Slider } from '../../../parts/figure/Slider.tsx';
import { frameOf } from './frames.ts';
import { BillTable, Matrix, Story } from './Story.tsx';
import { type KeepState, type PresetName, presetNames, presets, relevant, type SettingName, schema } from './state.ts';
import type { KeepWords } from './words.ts';

type Props = IslandProps<KeepWords, PresetName>;

export class WhereToKeepIt extends Addressed<Props, KeepState, Note> {
  first(): KeepState {
    return presets[this.props.preset];
  }

  read(fragment: string) {
    return decodeState(this.props.id, schema, fragment, this.first());
  }

  write(state: KeepState) {
    return encodeState(this.props.id, schema, state, this.first());
  }

  private set = (part: Partial<KeepState>) => this.change({ ...this.state.state, ...part });

  /** The names of the values, in the order of the schema. */
  private names(key: SettingName): readonly string[] {
    const { words } = this.props;
    if (key === 'samesite') return schema.samesite.values.map((value) => words.options.samesite[value]);
    if (key === 'from' || key === 'api') return words.sides[key];
    if (key === 'third') return words.thirds;
    return key === 'method' ? schema.method.values : [words.off, words.on];
  }

  private setting(key: SettingName) {
    const { id, words } = this.props;
    const { state } = this.state;
    const field = schema[key];
    if (field.kind === 'integer')
      return (
        <Slider
          key={key}
          id={`${id}-${key}`}
          label={words.settings[key]}
          unit={key === 'life' ? words.min : words.s}
          value={state[key] as number}
          min={field.min}
          max={field.max}
          even
          explain={words.explain}
          onChange={(value) => this.set({ [key]: value })}
        />
      );
    const names = this.names(key);
    return (
      <Choice
        key={key}
        name={`${id}-${key}`}
        label={words.settings[key]}
        value={state[key] as string}
        options={field.values.map((value, index) => [value, names[index] ?? value] as const)}
        onChange={(value) => this.set({ [key]: value })}
      />
    );
  }

  override render() {
    const { words } = this.props;
    const { state, notes, awake } = this.state;
    const frame = frameOf(state, words);
    return (
      <Figure
        words={words}
        awake={awake}
        presets={presetNames.map((name) => ({
          name,
          label: words.presetNames[name],
          on: JSON.stringify(presets[name]) === JSON.stringify(state),
        }))}
        onPreset={(name) => this.change(presets[name as PresetName])}
        onReset={() => this.change(this.first())}
        link={this.link}
        result={frame.result}
        notes={notes.map((note) => fill(words.notes[note.problem], { ...note }))}
        table={<EventTable head={words.head} rows={frame.rows} />}
        controls={relevant(state).map((key) => this.setting(key))}
      >
        <fieldset class="keep" disabled={!awake}>
          <div>
            <Matrix
              frame={frame}
              words={words}
              keeps={keeps}
              onChoose={(keep, scenario) => this.set({ keep, scenario })}
            />
            <BillTable frame={frame} words={words} />
          </div>
          <Story
            lanes={frame.lanes}
            steps={frame.steps}
            label={`${words.scenarios[state.scenario]} · ${words.keeps[state.keep]}`}
          />
        </fieldset>
      </Figure>
    );
  }
}

/** What the shell calls when the figure comes near. */
export const wake = island(WhereToKeepIt);
