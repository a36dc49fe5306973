// The port budget: how many connections a second one host can open, and how it fails when there are more.
import { decodeState, encodeState, type Note } from '../../models/share/share.ts';
import { CurveChart } from '../../parts/chart/CurveChart.tsx';
import { Addressed } from '../../parts/figure/Addressed.ts';
import { Choice } from '../../parts/figure/Choice.tsx';
import { EventTable } from '../../parts/figure/EventTable.tsx';
import { Figure } from '../../parts/figure/Figure.tsx';
import { fill } from '../../parts/figure/fill.ts';
import { type IslandProps, island } from '../../parts/figure/island.tsx';
import { Slider } from '../../parts/figure/Slider.tsx';
import { frameOf } from './frames.ts';
import { type PortBudgetState, type PresetName, presets, schema } from './state.ts';
import type { PortBudgetWords } from './strings.ts';

type Props = IslandProps<PortBudgetWords, PresetName>;

export class PortBudget extends Addressed<Props, PortBudgetState, Note> {
  first(): PortBudgetState {
    return presets[this.props.preset];
  }

  read(fragment: string) {
    return decodeState(this.props.id, schema, fragment, this.first());
  }

  write(state: PortBudgetState) {
    return encodeState(this.props.id, schema, state, this.first());
  }

  override render() {
    const { id, words } = this.props;
    const { state, notes, awake } = this.state;
    const { change } = this;
    const frame = frameOf(state, words);
    const slider = (key: 'rate' | 'ports' | 'destinations' | 'wait', label: string, unit: string) => (
      <Slider
        key={key}
        id={`${id}-${key}`}
        label={label}
        unit={unit}
        value={state[key]}
        min={schema[key].min}
        max={schema[key].max}
        even={key === 'rate'}
        explain={words.explain}
        onChange={(value) => change({ ...state, [key]: value })}
      />
    );
    const choice = (
      key: 'reuse' | 'where' | 'bind' | 'ts',
      label: string,
      options: readonly (readonly [string, string])[],
    ) => (
      <Choice
        key={key}
        name={`${id}-${key}`}
        label={label}
        value={state[key]}
        options={options}
        onChange={(value) => change({ ...state, [key]: value })}
      />
    );
    const onOff = [
      ['off', words.off],
      ['on', words.on],
    ] as const;
    return (
      <Figure
        words={words}
        awake={awake}
        presets={(Object.keys(presets) as PresetName[]).map((name) => ({
          name,
          label: words.presetNames[name],
          on: JSON.stringify(presets[name]) === JSON.stringify(state),
        }))}
        onPreset={(name) => change(presets[name as PresetName])}
        onReset={() => change(this.first())}
        link={this.link}
        result={frame.result}
        notes={notes.map((note) => fill(words.notes[note.problem], { ...note }))}
        table={<EventTable head={words.head} rows={frame.rows} />}
        controls={[
          slider('rate', words.rateSlider, words.perSecond),
          slider('destinations', words.destinationSlider, words.destinationUnit),
          slider('ports', words.portSlider, words.portUnit),
          slider('wait', words.waitSlider, words.s),
          choice(
            'reuse',
            words.reuse,
            ['0', '1', '2'].map((value) => [value, value] as const),
          ),
          choice('where', words.where, [
            ['network', words.places[0]],
            ['loopback', words.places[1]],
          ]),
          choice('bind', words.bind, onOff),
          choice('ts', words.ts, onOff),
        ]}
      >
        <CurveChart chart={frame.chart} />
      </Figure>
    );
  }
}

/** What the shell calls when the figure comes near. */
export const wake = island(PortBudget);
