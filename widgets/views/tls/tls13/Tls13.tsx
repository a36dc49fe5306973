// TLS 1.3: one round trip, where its keys come from, who can read it, and what a changed bit does.
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
import { frameOf } from './frames.ts';
import { buttons, type PresetName, presets, schema, type Tls13State } from './state.ts';
import { Explanation, Tree } from './Tree.tsx';
import type { Tls13Words } from './words.ts';

type Props = IslandProps<Tls13Words, PresetName>;

export class Tls13 extends Addressed<Props, Tls13State, Note> {
  first(): Tls13State {
    return presets[this.props.preset];
  }

  read(fragment: string) {
    return decodeState(this.props.id, schema, fragment, this.first());
  }

  write(state: Tls13State) {
    return encodeState(this.props.id, schema, state, this.first());
  }

  private set = (part: Partial<Tls13State>) => this.change({ ...this.state.state, ...part });

  private look = (look: string) => this.set({ look });

  private menu(key: 'scene' | 'reader', label: string, names: readonly string[]) {
    return (
      <Menu
        key={key}
        id={`${this.props.id}-${key}`}
        label={label}
        value={this.state.state[key]}
        options={schema[key].values.map((value, at) => [value, names[at] ?? value] as const)}
        onChange={(value) => this.set({ [key]: value })}
      />
    );
  }

  private choice(key: 'mode' | 'memory', label: string, names: readonly string[]) {
    return (
      <Choice
        key={key}
        name={`${this.props.id}-${key}`}
        label={label}
        value={this.state.state[key]}
        options={schema[key].values.map((value, at) => [value, names[at] ?? value] as const)}
        onChange={(value) => this.set({ [key]: value })}
      />
    );
  }

  private slider(key: 'byte' | 'after', label: string, unit: string, max: number = schema[key].max) {
    const { id, words } = this.props;
    return (
      <Slider
        key={key}
        id={`${id}-${key}`}
        label={label}
        unit={unit}
        value={Math.min(this.state.state[key], max)}
        min={schema[key].min}
        max={max}
        explain={words.explain}
        onChange={(value) => this.set({ [key]: value })}
      />
    );
  }

  override render() {
    const { id, words } = this.props;
    const { state, notes, awake } = this.state;
    const frame = frameOf(state, words);
    const { picture } = frame;
    const look = awake ? this.look : undefined;
    return (
      <Figure
        words={words}
        awake={awake}
        presets={buttons.map((name) => ({
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
        controls={[
          this.menu('scene', words.scene, words.scenes),
          ...(state.scene === 'full' || state.scene === 'retry' ? [] : [this.choice('mode', words.mode, words.modes)]),
          ...(state.scene === 'replay'
            ? [this.choice('memory', words.memory, words.memories), this.slider('after', words.after, words.s)]
            : []),
          this.menu('reader', words.reader, words.readers),
          <Menu
            key="flip"
            id={`${id}-flip`}
            label={words.flip}
            value={frame.longest ? `${state.flip}` : '0'}
            options={frame.records}
            onChange={(value) => this.set({ flip: Number(value), ...(value === '0' ? {} : { look: `r${value}` }) })}
          />,
          ...(frame.longest ? [this.slider('byte', words.byte, '', Math.max(6, frame.longest - 1))] : []),
        ]}
        below={[
          <p key="title" class="note">
            {words.treeTitle}
          </p>,
          <Tree key="tree" words={words} roots={frame.tree} onLook={look} />,
          <Explanation key="explained" explained={frame.explained} onLook={look} />,
        ]}
      >
        <SequenceDiagram
          id={id}
          diagram={picture.diagram}
          label={words.diagram}
          time={picture.time}
          onPress={awake ? this.look : undefined}
        />
        <p class="legend" aria-hidden="true">
          {(['clear', 'early', 'handshake', 'application'] as const).map((name, at) => (
            <span key={name} class={name}>
              {words.legend[at]}
            </span>
          ))}
        </p>
      </Figure>
    );
  }
}

/** What the shell calls when the figure comes near. */
export const wake = island(Tls13);
