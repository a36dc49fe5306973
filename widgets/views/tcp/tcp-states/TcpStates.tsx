// The state diagram as a map: the tracks of both ends on it, step by step.
import { decodeState, encodeState, type Note } from '../../../models/share/share.ts';
import { Addressed } from '../../../parts/figure/Addressed.ts';
import { EventTable } from '../../../parts/figure/EventTable.tsx';
import { Figure } from '../../../parts/figure/Figure.tsx';
import { fill } from '../../../parts/figure/fill.ts';
import { type IslandProps, island } from '../../../parts/figure/island.tsx';
import { Slider } from '../../../parts/figure/Slider.tsx';
import { StateMap } from '../../../parts/state-map/StateMap.tsx';
import { stateLabel } from '../picture.ts';
import { followTracks, type Track } from '../track.ts';
import { frameOf } from './frames.ts';
import { type Run, runOf } from './run.ts';
import { lastStep, type PresetName, presets, schema, type TcpStatesState } from './state.ts';
import type { Look, TcpStatesWords } from './strings.ts';

type Props = IslandProps<TcpStatesWords, PresetName>;

const names = Object.keys(presets) as PresetName[];

export class TcpStates extends Addressed<Props, TcpStatesState, Note> {
  /** The latest run of each of the other figures. */
  private tracks = new Map<string, Track>();
  /** The one that the map follows: of the figure played last, and until one is played, of the one that woke last. */
  private track: Track | undefined;
  private played = false;
  private chosen = false;
  private unfollow = () => {};

  first(): TcpStatesState {
    return presets[this.props.preset];
  }

  read(fragment: string) {
    return decodeState(this.props.id, schema, fragment, this.first());
  }

  write(state: TcpStatesState) {
    return encodeState(this.props.id, schema, state, this.first());
  }

  override componentDidMount(): void {
    super.componentDidMount();
    this.unfollow = followTracks(this.follow);
  }

  override componentWillUnmount(): void {
    super.componentWillUnmount();
    this.unfollow();
  }

  /** A run that changes while the reader plays above is shown, unless the reader has chosen something here. */
  private follow = (track: Track) => {
    const before = this.tracks.get(track.figure);
    this.tracks.set(track.figure, track);
    const changed = before !== undefined && print(before) !== print(track);
    if (changed || !this.played || this.track?.figure === track.figure) this.track = track;
    this.played ||= changed;
    if (changed && !this.chosen) this.setState({ state: { ...this.state.state, run: 'above', step: lastStep } });
    else this.forceUpdate();
  };

  private choose = (state: TcpStatesState) => {
    this.chosen = true;
    this.change(state);
  };

  private run({ run }: TcpStatesState): Run {
    if (run !== 'above') return runOf(run);
    return this.track ?? runOf('close');
  }

  override render() {
    const { id, words } = this.props;
    const { state, notes, awake } = this.state;
    const { choose, track } = this;
    const frame = frameOf(state, this.run(state), words);
    const { step, count } = frame;
    const go = (to: number) => choose({ ...state, step: to === count ? lastStep : to });
    const look = state.look === 'none' ? undefined : state.look;
    const told = look ?? (frame.reached && (stateLabel(frame.reached) as Look));
    const from = state.run === 'above' && track ? fill(words.aboveOf, { title: titleOf(track.figure) }) : '';
    const missing = state.run === 'above' && !track ? [words.aboveMissing] : [];
    return (
      <Figure
        words={words}
        awake={awake}
        presets={[
          ...names.map((name) => ({ name, label: words.presetNames[name], on: state.run === name })),
          // Always there, so that nothing moves when a track arrives.
          { name: 'above', label: words.above, on: state.run === 'above' },
        ]}
        onPreset={(name) => choose({ ...state, run: name as TcpStatesState['run'], step: lastStep })}
        onReset={() => choose(this.first())}
        link={this.link}
        result={from + frame.result}
        notes={[...notes.map((note) => fill(words.notes[note.problem], { ...note })), ...missing]}
        table={<EventTable head={words.head} rows={frame.rows} />}
        controls={[
          <Slider
            key="step"
            id={`${id}-step`}
            label={words.stepSlider}
            unit={fill(words.of, { count })}
            value={step}
            min={0}
            max={count}
            explain={words.explain}
            onChange={go}
          />,
          <p key="steps" class="steps">
            <button type="button" disabled={step === 0} onClick={() => go(step - 1)}>
              {words.back}
            </button>
            <button type="button" disabled={step === count} onClick={() => go(step + 1)}>
              {words.next}
            </button>
          </p>,
          // While the reader steps, the state reached is explained; the result tells the step aloud.
          <p key="look" aria-live={look ? 'polite' : 'off'}>
            {told && (
              <>
                <b>{told}</b> {words.states[told][0]} {words.ss} <code>{words.states[told][1]}</code>
              </>
            )}
          </p>,
        ]}
      >
        <StateMap
          picture={frame.picture}
          label={words.map}
          pressed={look}
          onPress={
            awake
              ? (label) => choose({ ...state, look: state.look === label ? 'none' : (label as TcpStatesState['look']) })
              : undefined
          }
        />
        <p class="map-legend">
          <b>1</b> {words.client} <b>2</b> {words.server}
          {words.legend}
        </p>
      </Figure>
    );
  }
}

/** What tells one run of a figure from the next. */
function print({ log: { events, endUs } }: Track): string {
  const states = events.flatMap((event) =>
    event.kind === 'state' && event.connection === 1 ? [[event.at, event.to]] : [],
  );
  return JSON.stringify([states, endUs, events.length]);
}

/** What the other figure is called on the page. */
function titleOf(figure: string): string {
  return document.getElementById(`${figure}-title`)?.textContent ?? figure;
}

/** What the shell calls when the figure comes near. */
export const wake = island(TcpStates);
