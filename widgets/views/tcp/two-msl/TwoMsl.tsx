// The 2MSL timeline: a close whose final ACK may be lost, and an old segment that reaches a second connection.

import { decodeState, encodeState, type Note } from '../../../models/share/share.ts';
import { Addressed } from '../../../parts/figure/Addressed.ts';
import { Choice } from '../../../parts/figure/Choice.tsx';
import { EventTable } from '../../../parts/figure/EventTable.tsx';
import { Figure } from '../../../parts/figure/Figure.tsx';
import { fill } from '../../../parts/figure/fill.ts';
import { type IslandProps, island } from '../../../parts/figure/island.tsx';
import { Slider } from '../../../parts/figure/Slider.tsx';
import { SequenceDiagram } from '../../../parts/sequence-diagram/SequenceDiagram.tsx';
import { printTime } from '../picture.ts';
import { frameOf, press } from './frames.ts';
import { runClose, runOld } from './run.ts';
import { ownMsl, type PresetName, presets, schema, type TwoMslState } from './state.ts';
import type { TwoMslWords } from './strings.ts';

const shown = ['final-ack-lost', 'nothing-lost', 'lost-three-times', 'old-segment-no-wait'] as const;

type Props = IslandProps<TwoMslWords, PresetName>;

export class TwoMsl extends Addressed<Props, TwoMslState, Note> {
  first(): TwoMslState {
    return presets[this.props.preset];
  }

  read(fragment: string) {
    return decodeState(this.props.id, schema, fragment, this.first());
  }

  write(state: TwoMslState) {
    return encodeState(this.props.id, schema, state, this.first());
  }

  override render() {
    const { id, words } = this.props;
    const { state, notes, awake } = this.state;
    const { change } = this;
    const run = state.scene === 'close' ? runClose(state) : runOld(state);
    const frame = frameOf(state, run, words);
    const set = (part: Partial<TwoMslState>) => change({ ...state, ...part });
    const slider = (key: 'lost' | 'delay' | 'msl' | 'held', label: string, unit: string) => (
      <Slider
        key={key}
        id={`${id}-${key}`}
        label={label}
        unit={unit}
        value={state[key]}
        min={schema[key].min}
        max={schema[key].max}
        explain={words.explain}
        onChange={(value) => set({ [key]: value })}
      />
    );
    const toggle = (key: 'wait' | 'ts', label: string) => (
      <Choice
        key={key}
        name={`${id}-${key}`}
        label={label}
        value={state[key]}
        options={[
          ['off', words.off],
          ['on', words.on],
        ]}
        onChange={(value) => set({ [key]: value as 'on' | 'off' })}
      />
    );
    return (
      <Figure
        words={words}
        awake={awake}
        presets={shown.map((name) => ({
          name,
          label: words.presetNames[name],
          on: name === 'old-segment-no-wait' ? state.scene === 'old' : sameStory(state, presets[name]),
        }))}
        onPreset={(name) => change({ ...presets[name as PresetName], ...surroundings(state) })}
        onReset={() => change(this.first())}
        link={this.link}
        result={frame.result}
        notes={notes.map((note) => fill(words.notes[note.problem], { ...note }))}
        table={<EventTable head={words.head} rows={frame.rows} />}
        controls={[
          ...(state.scene === 'close'
            ? [slider('lost', words.lostSlider, words.times)]
            : [
                toggle('wait', words.waitChoice),
                toggle('ts', words.tsChoice),
                slider('held', words.heldSlider, words.s),
              ]),
          slider('delay', words.delaySlider, words.ms),
          slider('msl', words.mslSlider, words.s),
          state.profile === 'linux' && state.msl !== ownMsl.linux && (
            <small key="constant">
              {fill(words.mslConstant, { wait: printTime(2_000_000 * ownMsl.linux, words) })}
            </small>
          ),
          <Choice
            key="profile"
            name={`${id}-profile`}
            label={words.profile}
            value={state.profile}
            options={[
              ['linux', words.profiles[0]],
              ['rfc', words.profiles[1]],
            ]}
            onChange={(profile) =>
              set({ profile: profile as TwoMslState['profile'], msl: ownMsl[profile as TwoMslState['profile']] })
            }
          />,
        ]}
      >
        <SequenceDiagram
          id={id}
          diagram={frame.diagram}
          label={words.diagram}
          time={(us) => printTime(us - run.startUs, words)}
          onPress={awake ? (arrow) => change(press(state, run, arrow)) : undefined}
        />
      </Figure>
    );
  }
}

/** What a preset leaves as the reader set it. */
function surroundings({ delay, msl, profile }: TwoMslState) {
  return { delay, msl, profile };
}

function sameStory(state: TwoMslState, preset: TwoMslState): boolean {
  return JSON.stringify(state) === JSON.stringify({ ...preset, ...surroundings(state) });
}

/** What the shell calls when the figure comes near. */
export const wake = island(TwoMsl);
