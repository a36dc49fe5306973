// RSA by hand: a key from two small primes, a message there and a signature back, and what goes wrong without padding.
import { decodeState, encodeState, type Note } from '../../../models/share/share.ts';
import { Addressed } from '../../../parts/figure/Addressed.ts';
import { EventTable } from '../../../parts/figure/EventTable.tsx';
import { Field } from '../../../parts/figure/Field.tsx';
import { Figure } from '../../../parts/figure/Figure.tsx';
import { fill } from '../../../parts/figure/fill.ts';
import { type IslandProps, island } from '../../../parts/figure/island.tsx';
import { Menu } from '../../../parts/figure/Menu.tsx';
import { Slider } from '../../../parts/figure/Slider.tsx';
import { frameOf } from './frames.ts';
import { Scene } from './Scene.tsx';
import { type PresetName, presetNames, presets, type RsaState, same, schema } from './state.ts';
import type { RsaWords } from './strings.ts';

type Props = IslandProps<RsaWords, PresetName>;
type Numbers = 'p' | 'q' | 'e' | 'times' | 'other' | 'run';

/** Where the sliders stop; other numbers are typed. */
const primeStops = Array.from({ length: 499 }, (_, index) => index + 2).filter((value) =>
  Array.from({ length: 21 }, (_, index) => index + 2).every((factor) => factor >= value || value % factor > 0),
);
const exponentStops = [3, 5, 7, 11, 13, 17, 19, 23, 257, 65_537];

export class RsaByHand extends Addressed<Props, RsaState, Note> {
  first(): RsaState {
    return presets[this.props.preset];
  }

  read(fragment: string) {
    return decodeState(this.props.id, schema, fragment, this.first());
  }

  write(state: RsaState) {
    return encodeState(this.props.id, schema, state, this.first());
  }

  private set = (part: Partial<RsaState>) => this.change({ ...this.state.state, ...part });

  override render() {
    const { words } = this.props;
    const { state, notes, awake } = this.state;
    const frame = frameOf(state, words);
    return (
      <Figure
        words={words}
        awake={awake}
        presets={presetNames.map((name) => ({ name, label: words.presetNames[name], on: same(state, presets[name]) }))}
        onPreset={(name) => this.change(presets[name as PresetName])}
        onReset={() => this.change(this.first())}
        link={this.link}
        result={frame.result}
        notes={notes.map((note) => fill(words.notes[note.problem], { ...note }))}
        table={<EventTable head={words.head} rows={frame.rows} />}
        controls={this.controls(frame.wrong)}
      >
        <Scene frame={frame} words={words} />
      </Figure>
    );
  }

  /** Only what makes a difference in this scene. */
  private controls(wrong: string) {
    const { id, words } = this.props;
    const { state } = this.state;
    const { show } = state;
    const slider = (key: Numbers, label: string, stops?: readonly number[]) => (
      <Slider
        key={key}
        id={`${id}-${key}`}
        label={label}
        unit=""
        value={state[key]}
        min={schema[key].min}
        max={schema[key].max}
        {...(stops && { stops })}
        explain={words.explain}
        onChange={(value) => this.set({ [key]: value })}
      />
    );
    const field = (key: 'm' | 'text', label: string) => (
      <Field
        key={key}
        id={`${id}-${key}`}
        label={label}
        value={state[key]}
        wrong={wrong}
        longest={schema[key].longest}
        onChange={(typed) => this.set({ [key]: typed })}
      />
    );
    const byHand = show !== 'padded' && show !== 'real-key';
    return [
      <Menu
        key="show"
        id={`${id}-show`}
        label={words.show}
        value={show}
        options={schema.show.values.map((value, index) => {
          const name = presetNames[index] ?? 'default';
          return [value, words.presetNames[name]] as const;
        })}
        onChange={(value) => this.set({ show: value as RsaState['show'] })}
      />,
      ...(byHand
        ? [
            field('m', words.mField),
            show === 'malleable' && slider('times', words.timesSlider),
            show === 'forged-product' && slider('other', words.otherSlider),
            slider('p', words.pSlider, primeStops),
            slider('q', words.qSlider, primeStops),
            slider('e', words.eSlider, exponentStops),
          ]
        : []),
      ...(show === 'padded' ? [field('text', words.textField), slider('run', words.runSlider)] : []),
    ];
  }
}

/** What the shell calls when the figure comes near. */
export const wake = island(RsaByHand);
