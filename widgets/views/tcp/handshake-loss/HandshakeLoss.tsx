// The opening of a connection, whose segments are lost by hand or by chance, and what that does to connect().

import { decodeState, encodeState, type Note } from '../../../models/share/share.ts';
import { Addressed } from '../../../parts/figure/Addressed.ts';
import { Choice } from '../../../parts/figure/Choice.tsx';
import { EventTable } from '../../../parts/figure/EventTable.tsx';
import { Figure } from '../../../parts/figure/Figure.tsx';
import { fill } from '../../../parts/figure/fill.ts';
import { type IslandProps, island } from '../../../parts/figure/island.tsx';
import { Slider } from '../../../parts/figure/Slider.tsx';
import { SequenceDiagram } from '../../../parts/sequence-diagram/SequenceDiagram.tsx';
import { leaveTrack } from '../track.ts';
import { ConnectCurve } from './ConnectCurve.tsx';
import { curveState } from './curve.ts';
import { frameOf } from './frames.ts';
import { press, print, type Run, resultOf, runOf } from './run.ts';
import { byChance, type HandshakeState, type PresetName, presets, profiles, schema, seeds } from './state.ts';
import type { HandshakeWords } from './strings.ts';

/** Presets that have a button; the first that matches is the pressed one. */
const shown = [
  'syn-lost',
  'synack-lost',
  'ack-lost-client-silent',
  'all-syns-lost',
  'nothing-lost',
  'old-syn',
  'closed-port',
  'full-backlog',
] as const;

type Props = IslandProps<HandshakeWords, PresetName>;
type Key = keyof typeof schema;
type IntegerKey = { [K in Key]: HandshakeState[K] extends number ? K : never }[Key];
type ChoiceKey = { [K in Key]: HandshakeState[K] extends string ? K : never }[Key];

export class HandshakeLoss extends Addressed<Props, HandshakeState, Note> {
  private run: Run | undefined;

  first(): HandshakeState {
    return presets[this.props.preset];
  }

  read(fragment: string) {
    return decodeState(this.props.id, schema, fragment, this.first());
  }

  write(state: HandshakeState) {
    return encodeState(this.props.id, schema, state, this.first());
  }

  override componentDidMount() {
    super.componentDidMount();
    this.track();
  }

  override componentDidUpdate() {
    this.track();
  }

  private track() {
    if (this.run) leaveTrack(this.props.id, this.run.log);
  }

  override render() {
    const { id, words } = this.props;
    const { state, notes, awake } = this.state;
    const { change } = this;
    const run = runOf(state);
    this.run = run;
    const frame = frameOf(state, run, words);
    const connected = resultOf(run.log, 'client', 'connect');
    const set = (part: Partial<HandshakeState>) => change({ ...state, ...part });
    return (
      <Figure
        words={words}
        awake={awake}
        presets={shown.map((name) => ({
          name,
          label: words.presetNames[name] ?? name,
          on: isPressed(name, state),
        }))}
        onPreset={(name) => change(presets[name as PresetName])}
        onReset={() => change(this.first())}
        link={this.link}
        result={frame.result}
        below={
          state.scene === 'open' && (
            <ConnectCurve
              id={id}
              state={state}
              shownUs={connected && (connected.result === 'ok' ? connected.atUs : -connected.atUs)}
              words={words}
              awake={awake}
              onPick={({ seed }) => change({ ...byChance(curveState(state)), seed })}
            />
          )
        }
        notes={notes.map((note) => fill(words.notes[note.problem], { ...note }))}
        table={<EventTable head={words.head} rows={frame.rows} />}
        controls={this.controls(state, set)}
      >
        <SequenceDiagram
          id={id}
          diagram={frame.diagram}
          label={words.diagram}
          time={(us) => print(us, words)}
          onPress={awake ? (arrow) => change(press(state, run, arrow)) : undefined}
        />
      </Figure>
    );
  }

  private controls(state: HandshakeState, set: (part: Partial<HandshakeState>) => void) {
    const { id, words } = this.props;
    const { scene, profile } = state;
    const slider = (key: IntegerKey, label: string, unit: string, chance = false) => (
      <Slider
        key={key}
        id={`${id}-${key}`}
        label={label}
        unit={unit}
        value={state[key]}
        min={schema[key].min}
        max={schema[key].max}
        explain={words.explain}
        onChange={(value) => set({ ...(chance && byChance(state)), [key]: value })}
      />
    );
    const choice = (
      key: ChoiceKey,
      label: string,
      names: readonly string[],
      also: (value: string) => Partial<HandshakeState> = () => ({}),
    ) => (
      <Choice
        key={key}
        name={`${id}-${key}`}
        label={label}
        value={state[key]}
        options={schema[key].values.flatMap((value, index) => {
          const name = names[index];
          return name ? [[value, name] as const] : [];
        })}
        onChange={(value) => set({ [key]: value, ...also(value) })}
      />
    );
    const { syn, synack, ack } = state;
    const drawsLots = [syn, synack, ack].some((percent) => percent > 0 && percent < 100);
    // The RFC knows no queue that could be full.
    const versions = scene === 'full' && profile !== 'rfc' ? words.versions.slice(0, 2) : words.versions;
    const names = profile === 'rfc' ? [words.counts[0], '', words.counts[1]] : words.sysctls;
    return [
      ...(scene === 'open'
        ? [
            slider('syn', words.synSlider, '%', true),
            slider('synack', words.synackSlider, '%', true),
            slider('ack', words.ackSlider, '%', true),
            drawsLots && slider('seed', words.seedSlider, '', true),
            drawsLots && (
              <button
                key="another"
                type="button"
                onClick={() => set({ ...byChance(state), seed: (state.seed % seeds) + 1 })}
              >
                {words.anotherRun}
              </button>
            ),
          ]
        : []),
      ...(scene === 'full'
        ? [
            choice('full', words.fullChoice, words.fullWhen),
            slider('accepts', words.acceptsSlider, words.s),
            state.full === 'ack' && choice('abort', words.abortChoice, [words.off, words.on]),
          ]
        : []),
      scene === 'old' && slider('held', words.heldSlider, words.s),
      (scene === 'open' || scene === 'full') && choice('first', words.first, words.speakers),
      slider('delay', words.delaySlider, words.ms),
      choice('profile', words.profile, versions, (value) => {
        const { synRetries, synAckRetries } = profiles[value as HandshakeState['profile']];
        return { retries: synRetries, answers: synAckRetries };
      }),
      scene !== 'old' && slider('retries', names[0] ?? '', ''),
      scene !== 'old' && profile === 'linux' && slider('linear', names[1] ?? '', ''),
      scene !== 'closed' && slider('answers', names[2] ?? '', ''),
    ];
  }
}

/** A scene's button is pressed while the scene is shown; one of the openings only while it is exactly that. */
function isPressed(name: (typeof shown)[number], state: HandshakeState): boolean {
  const { scene, first } = presets[name];
  if (scene !== 'open' || state.scene !== 'open') return scene === state.scene;
  const alike = name === 'ack-lost-client-silent' ? { ...state, first } : state;
  return JSON.stringify(alike) === JSON.stringify(presets[name]);
}

/** What the shell calls when the figure comes near. */
export const wake = island(HandshakeLoss);
