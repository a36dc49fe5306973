// A close of which any segment may be lost: who closes, how, what the other does, and how it ends on each side.

import { decodeState, encodeState, type Note } from '../../../models/share/share.ts';
import { Addressed } from '../../../parts/figure/Addressed.ts';
import { Choice } from '../../../parts/figure/Choice.tsx';
import { EventTable } from '../../../parts/figure/EventTable.tsx';
import { Figure } from '../../../parts/figure/Figure.tsx';
import { fill } from '../../../parts/figure/fill.ts';
import { type IslandProps, island } from '../../../parts/figure/island.tsx';
import { Menu } from '../../../parts/figure/Menu.tsx';
import { Slider } from '../../../parts/figure/Slider.tsx';
import { SequenceDiagram } from '../../../parts/sequence-diagram/SequenceDiagram.tsx';
import { printTime } from '../picture.ts';
import { leaveTrack } from '../track.ts';
import { frameOf, press } from './frames.ts';
import { type Run, runOf, segmentsOf } from './run.ts';
import { type CloseLossState, kindOf, losses, type PresetName, presets, roles, schema, shown } from './state.ts';
import type { CloseLossWords } from './strings.ts';

type Props = IslandProps<CloseLossWords, PresetName>;
type Numbers = 'pause' | 'delay' | 'orphan' | 'fintimeout' | 'retries2';
type Choices = 'who' | 'profile';

export class CloseLoss extends Addressed<Props, CloseLossState, Note> {
  private run: Run | undefined;
  /** Once open, the settings further down stay so: a slider that closed its own drawer could not be moved back. */
  private more = false;

  first(): CloseLossState {
    return presets[this.props.preset];
  }

  read(fragment: string) {
    return decodeState(this.props.id, schema, fragment, this.first());
  }

  write(state: CloseLossState) {
    return encodeState(this.props.id, schema, state, this.first());
  }

  override componentDidMount() {
    super.componentDidMount();
    this.leave();
  }

  override componentDidUpdate() {
    this.leave();
  }

  private leave() {
    if (this.run) leaveTrack(this.props.id, this.run.log, this.run.startUs);
  }

  override render() {
    const { id, words, preset } = this.props;
    const { state, notes, awake } = this.state;
    const { change } = this;
    const run = runOf(state);
    this.run = run;
    const frame = frameOf(state, run, words);
    const set = (part: Partial<CloseLossState>) => change({ ...state, ...part });
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
    const check = (key: 'unread' | 'data' | 'peer', label: string, on: string, off: string) => (
      <label key={key} class="menu-of">
        {label}
        <input
          type="checkbox"
          checked={state[key] === on}
          onChange={(event) => set({ [key]: event.currentTarget.checked ? on : off })}
        />
      </label>
    );
    const choice = (key: Choices, label: string, options: readonly (readonly [string, string])[]) => (
      <Choice
        key={key}
        name={`${id}-${key}`}
        label={label}
        value={state[key]}
        options={options}
        onChange={(value) => set({ [key]: value })}
      />
    );
    const buttons = shown[kindOf(preset)];
    /** What was never sent cannot be lost; a menu that says otherwise stays, so that it can be put right. */
    const losable = roles.filter((role) => state[role] !== '0' || segmentsOf(run, role).length);
    const aborted = !segmentsOf(run, 'fin').length;
    // The same for limits: of repetitions, and of FIN_WAIT_2 without a process.
    const matters = (key: 'delay' | 'orphan' | 'fintimeout' | 'retries2') => state[key] !== schema[key].default;
    this.more ||= (['delay', 'orphan', 'fintimeout', 'retries2'] as const).some(matters);
    const repeats = (['fin', 'fin2'] as const).some((role) => segmentsOf(run, role).length > 1);
    const waits = run.log.events.some((event) => event.kind === 'timer' && event.timer === 'fin-wait-2');
    const lossLabel = (loss: string) =>
      loss === '0'
        ? words.not
        : loss === '1'
          ? words.once
          : loss === 'ever'
            ? words.ever
            : fill(words.times, { count: loss });
    return (
      <Figure
        words={words}
        awake={awake}
        presets={buttons.map((name) => ({
          name,
          label: words.presetNames[name],
          on: same(state, presets[name]),
        }))}
        onPreset={(name) => change(presets[name as PresetName])}
        onReset={() => change(this.first())}
        link={this.link}
        result={frame.result}
        notes={notes.map((note) => fill(words.notes[note.problem], { ...note }))}
        table={<EventTable head={words.head} rows={frame.rows} />}
        controls={[
          choice('who', words.whoChoice, [
            ['client', words.client],
            ['server', words.server],
            ['both', words.both],
          ]),
          <Menu
            key="how"
            id={`${id}-how`}
            label={words.howMenu}
            value={state.how}
            options={Object.entries(words.hows)}
            onChange={(how) => set({ how: how as CloseLossState['how'] })}
          />,
          check('unread', words.unreadChoice, 'on', 'off'),
          ...(state.who === 'both' || aborted
            ? []
            : [
                check('data', words.dataChoice, 'on', 'off'),
                check('peer', words.staysChoice, 'stays', 'closes'),
                ...(state.peer === 'closes' || state.data === 'on'
                  ? [slider('pause', words.pauseSlider, words.ms)]
                  : []),
              ]),
          ...(losable.length
            ? [
                <fieldset key="lost">
                  <legend>{words.lostMenus}</legend>
                  {losable.map((role) => (
                    <Menu
                      key={role}
                      id={`${id}-${role}`}
                      label={words.roles[role]}
                      value={state[role]}
                      options={losses.map((loss) => [loss, lossLabel(loss)])}
                      onChange={(loss) => set({ [role]: loss })}
                    />
                  ))}
                </fieldset>,
              ]
            : []),
          choice('profile', words.profile, [
            ['linux', words.profiles[0]],
            ['rfc', words.profiles[1]],
          ]),
          <details key="more" open={this.more}>
            <summary>{words.more}</summary>
            {slider('delay', words.delaySlider, words.ms)}
            {state.profile === 'linux' && [
              (matters('orphan') || repeats) && slider('orphan', 'tcp_orphan_retries', ''),
              (matters('fintimeout') || waits) && slider('fintimeout', 'tcp_fin_timeout', words.s),
              (matters('retries2') || (repeats && state.how === 'shutdown')) && slider('retries2', 'tcp_retries2', ''),
            ]}
          </details>,
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

function same(a: CloseLossState, b: CloseLossState): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What the shell calls when the figure comes near. */
export const wake = island(CloseLoss);
