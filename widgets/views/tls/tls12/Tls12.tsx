// RSA and ECDHE side by side: every message unfolds to its bytes, every bit can be turned over, every key is computed.
import { decodeState, encodeState, type Note } from '../../../models/share/share.ts';
import { Addressed } from '../../../parts/figure/Addressed.ts';
import { Choice } from '../../../parts/figure/Choice.tsx';
import { EventTable } from '../../../parts/figure/EventTable.tsx';
import { Figure } from '../../../parts/figure/Figure.tsx';
import { fill } from '../../../parts/figure/fill.ts';
import { type IslandProps, island } from '../../../parts/figure/island.tsx';
import { Slider } from '../../../parts/figure/Slider.tsx';
import { Flights } from './Flights.tsx';
import { frameOf } from './frames.ts';
import { Keys, SuiteName } from './Keys.tsx';
import { idOf, runOf } from './run.ts';
import { type PresetName, presets, scenes, schema, type Tls12State } from './state.ts';
import { Unfolded } from './Unfolded.tsx';
import type { Tls12Words } from './words.ts';

type Props = IslandProps<Tls12Words, PresetName>;

const names = Object.keys(presets) as PresetName[];

export class Tls12 extends Addressed<Props, Tls12State, Note> {
  first(): Tls12State {
    return presets[this.props.preset];
  }

  read(fragment: string) {
    return decodeState(this.props.id, schema, fragment, this.first());
  }

  write(state: Tls12State) {
    return encodeState(this.props.id, schema, state, this.first());
  }

  private unfold = (scene: Tls12State['scene'], record: string) => {
    const { state } = this.state;
    const same = scene === state.scene && record === state.record;
    // Behind the record's header, where the message begins.
    if (!same) this.change({ ...state, scene, record: record as Tls12State['record'], byte: 5 });
  };

  private turn = (byte: number, bit: number, record: string) => {
    const { state } = this.state;
    const flip = `${state.scene}.${record}.${byte}.${bit}`;
    this.change({ ...state, record: record as Tls12State['record'], byte, flip: state.flip[0] === flip ? [] : [flip] });
  };

  override render() {
    const { id, words } = this.props;
    const { state, notes, awake } = this.state;
    const frame = frameOf(state, runOf(state), words);
    const record = idOf(frame.open);
    const { change } = this;
    return (
      <Figure
        words={words}
        awake={awake}
        presets={names.map((name) => ({
          name,
          label: words.presetNames[name],
          on: this.write({ ...state, rtt: presets[name].rtt }) === this.write(presets[name]),
        }))}
        onPreset={(name) => change({ ...presets[name as PresetName], rtt: state.rtt })}
        onReset={() => change(this.first())}
        link={this.link}
        result={frame.result}
        notes={notes.map((note) => fill(words.notes[note.problem], { ...note }))}
        table={<EventTable head={words.head} rows={frame.rows} />}
        controls={[
          <Choice
            key="scene"
            name={`${id}-scene`}
            label={words.scene}
            value={state.scene}
            options={scenes.map((scene) => [scene, words.sceneNames[scene]])}
            onChange={(scene) => change({ ...state, scene: scene as Tls12State['scene'] })}
          />,
          <Choice
            key="false-start"
            name={`${id}-false-start`}
            label={words.falseStart}
            value={state.falseStart}
            options={[
              ['off', words.off],
              ['on', words.on],
            ]}
            onChange={(falseStart) => change({ ...state, falseStart: falseStart as Tls12State['falseStart'] })}
          />,
          <Slider
            key="rtt"
            id={`${id}-rtt`}
            label={words.rtt}
            unit={words.ms}
            value={state.rtt}
            min={schema.rtt.min}
            max={schema.rtt.max}
            explain={words.explain}
            onChange={(rtt) => change({ ...state, rtt })}
          />,
          state.flip.length > 0 && (
            <p key="undo">
              <button type="button" onClick={() => change({ ...state, flip: [] })}>
                {words.undo}
              </button>
            </p>
          ),
        ]}
        below={
          <div class="tls12-below">
            <div>
              <Unfolded
                frame={frame}
                state={state}
                words={words}
                onByte={
                  awake ? (byte) => change({ ...state, record: record as Tls12State['record'], byte }) : undefined
                }
                onFlip={awake ? (bit) => this.turn(frame.byte, bit, record) : undefined}
              />
              <SuiteName frame={frame} scene={state.scene} words={words} />
            </div>
            <Keys frame={frame} scene={state.scene} words={words} />
          </div>
        }
      >
        <div class="tls12">
          {frame.scenes.map((scene) => (
            <Flights
              key={scene.name}
              id={id}
              frame={scene}
              words={words}
              open={scene.name === state.scene ? record : undefined}
              onOpen={awake ? (each) => this.unfold(scene.name, each) : undefined}
            />
          ))}
        </div>
      </Figure>
    );
  }
}

/** What the shell calls when the figure comes near. */
export const wake = island(Tls12);
