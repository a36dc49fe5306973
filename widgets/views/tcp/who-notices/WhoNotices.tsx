// Who notices: something happens to the peer, and each side learns of it at once, in a quarter of an hour, or never.
import { decodeState, encodeState, type Note } from '../../../models/share/share.ts';
import { Addressed } from '../../../parts/figure/Addressed.ts';
import { Bet } from '../../../parts/figure/Bet.tsx';
import { Choice } from '../../../parts/figure/Choice.tsx';
import { EventTable } from '../../../parts/figure/EventTable.tsx';
import { Figure } from '../../../parts/figure/Figure.tsx';
import { fill } from '../../../parts/figure/fill.ts';
import { type IslandProps, island } from '../../../parts/figure/island.tsx';
import { Slider } from '../../../parts/figure/Slider.tsx';
import { SequenceDiagram } from '../../../parts/sequence-diagram/SequenceDiagram.tsx';
import { other } from '../picture.ts';
import { leaveTrack } from '../track.ts';
import { columnTime, type Frame, frameOf } from './frames.ts';
import { type Run, runOf } from './run.ts';
import { type PresetName, presets, schema, type WhoNoticesState } from './state.ts';
import type { WhoNoticesWords } from './strings.ts';
import { Verdicts } from './Verdicts.tsx';

type Props = IslandProps<WhoNoticesWords, PresetName>;
type Numbers = 'time' | 'interval' | 'probes' | 'limit' | 'retries' | 'delay';
type Choices = 'what' | 'gone' | 'unread' | 'traffic' | 'keep' | 'rows';

export class WhoNotices extends Addressed<Props, WhoNoticesState, Note> {
  private run: Run | undefined;

  first(): WhoNoticesState {
    return presets[this.props.preset];
  }

  read(fragment: string) {
    return decodeState(this.props.id, schema, fragment, this.first());
  }

  write(state: WhoNoticesState) {
    return encodeState(this.props.id, schema, state, this.first());
  }

  override componentDidUpdate(): void {
    if (this.run) leaveTrack(this.props.id, this.run.log);
  }

  override render() {
    const { id, words, preset } = this.props;
    const { state, notes, awake } = this.state;
    const { change } = this;
    const run = runOf(state);
    this.run = run;
    const frame = frameOf(state, run, words);
    return (
      <Figure
        words={words}
        awake={awake}
        presets={Object.entries(presets).map(([name, each]) => ({
          name,
          label: words.presetNames[name as PresetName],
          on: same(state, each),
        }))}
        onPreset={(name) => change(presets[name as PresetName])}
        onReset={() => change(this.first())}
        link={this.link}
        result={frame.result}
        notes={notes.map((note) => fill(words.notes[note.problem], { ...note }))}
        table={<EventTable head={words.head} rows={frame.rows} />}
        controls={this.controls(frame)}
      >
        <Bet
          question={words.question}
          choices={words.scale.map((label, place) => ({ label, mark: markAt(place, frame) }))}
          words={words.bet}
          asked={preset === 'cable-cut-sending' && same(state, this.first())}
          awake={awake}
        />
        <Verdicts verdicts={frame.verdicts} ticks={words.ticks} />
        <SequenceDiagram
          id={id}
          diagram={frame.diagram}
          label={words.diagram}
          time={(us) => columnTime(us - run.startUs, words)}
        />
      </Figure>
    );
  }

  /** Only what makes a difference in this state. */
  private controls({ foldable }: Frame) {
    const { id, words } = this.props;
    const { state } = this.state;
    const names = words.controlNames;
    const set = (part: Partial<WhoNoticesState>) => this.change({ ...state, ...part });
    const choice = (key: Choices, labels: readonly string[], label: string) => (
      <Choice
        key={key}
        name={`${id}-${key}`}
        label={label}
        value={state[key]}
        options={schema[key].values.map((value, index) => [value, labels[index] ?? value] as const)}
        onChange={(value) => set({ [key]: value })}
      />
    );
    const slider = (key: Numbers, label: string, unit: string) => (
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
    // Limits matter where nothing ever answers.
    const silent = state.what === 'cable' || state.what === 'off';
    return [
      choice('what', words.whats, names.what),
      state.what === 'cable' || choice('gone', [words.titles.server, words.titles.client], names.gone),
      state.what === 'kill' && choice('unread', words.unreads, names.unread),
      choice('traffic', words.traffics, words.titles[other(state.gone)]),
      choice('keep', [words.off, words.titles.client, words.titles.server], names.keep),
      ...(state.keep === 'off'
        ? []
        : [
            slider('time', names.time, words.s),
            slider('interval', names.interval, words.s),
            slider('probes', names.probes, words.times),
          ]),
      silent && slider('limit', names.limit, words.s),
      silent && state.traffic === 'sending' && slider('retries', names.retries, ''),
      slider('delay', words.delaySlider, words.ms),
      foldable && choice('rows', words.folding, names.rows),
    ];
  }
}

/** The server, which the question is about, where it learns of it in this part of the scale. */
function markAt(place: number, { verdicts }: Frame): string {
  return verdicts
    .filter(({ side, us }) => side === 'server' && us !== undefined && placeOf(us) === place)
    .map(({ name }) => name)
    .join();
}

/** At once, seconds, minutes, hours, never. */
function placeOf(us: number | null): number {
  return us === null ? 4 : [1, 60, 3_600].filter((seconds) => us >= seconds * 1_000_000).length;
}

function same(a: WhoNoticesState, b: WhoNoticesState): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What the shell calls when the figure comes near. */
export const wake = island(WhoNotices);
