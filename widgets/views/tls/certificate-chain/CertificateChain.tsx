// A certificate chain that the reader changes, signs anew, sends in part, and that is judged after each change.
import { decodeState, encodeState, type Note } from '../../../models/share/share.ts';
import { Addressed } from '../../../parts/figure/Addressed.ts';
import { Choice } from '../../../parts/figure/Choice.tsx';
import { EventTable } from '../../../parts/figure/EventTable.tsx';
import { Field } from '../../../parts/figure/Field.tsx';
import { Figure } from '../../../parts/figure/Figure.tsx';
import { fill } from '../../../parts/figure/fill.ts';
import { type IslandProps, island } from '../../../parts/figure/island.tsx';
import { Menu } from '../../../parts/figure/Menu.tsx';
import { Slider } from '../../../parts/figure/Slider.tsx';
import { Below } from './Below.tsx';
import { frameOf } from './frames.ts';
import { Picture } from './Picture.tsx';
import { pastedScene } from './pasted.ts';
import { judge } from './run.ts';
import { clientTime, isAscii, sceneOf } from './scene.ts';
import { type ChainState, type PresetName, presets, schema } from './state.ts';
import type { ChainWords } from './strings.ts';

/** What the sentence has to say of whoever answers. */
const impostors = { server: 'no', self: 'self', impostor: 'hidden', logged: 'logged' } as const;

type Props = IslandProps<ChainWords, PresetName>;

export class CertificateChain extends Addressed<Props, ChainState, Note> {
  first(): ChainState {
    return presets[this.props.preset];
  }

  read(fragment: string) {
    return decodeState(this.props.id, schema, fragment, this.first());
  }

  write(state: ChainState) {
    return encodeState(this.props.id, schema, state, this.first());
  }

  /** Kept beside the state, so that it gets into no link. */
  private pasted = '';

  private paste = (text: string) => {
    this.pasted = text;
    this.forceUpdate();
  };

  private edit = (at: number, byte: number) => {
    const { state } = this.state;
    if (state.bytes === 'none') return;
    const others = state.edit.filter((text) => !text.startsWith(`${state.bytes}:${at}:`));
    const added = `${state.bytes}:${at}:${byte.toString(16).padStart(2, '0')}`;
    this.change({ ...state, edit: [...others, added].slice(-schema.edit.most) });
  };

  override render() {
    const { id, words } = this.props;
    const { state, notes, awake } = this.state;
    const { change } = this;
    const pasted = this.pasted.trim() ? pastedScene(this.pasted, state.host.trim(), clientTime(state.year)) : undefined;
    const scene = pasted?.ok ? pasted.scene : sceneOf(state);
    const impostor = pasted?.ok ? 'no' : impostors[state.who];
    const judgement = judge(scene);
    const frame = frameOf(judgement, words, impostor);
    const honest = state.who === 'server';
    const menu = <K extends keyof ChainState & string>(
      key: K,
      label: string,
      options: Readonly<Record<string, string>>,
    ) => (
      <Menu
        key={key}
        id={`${id}-${key}`}
        label={label}
        value={String(state[key])}
        // Asleep, a menu shows what is chosen and needs no more.
        options={Object.entries(options).filter(([value]) => awake || value === state[key])}
        onChange={(value) => change({ ...state, [key]: value })}
      />
    );
    const choice = (key: 'ca' | 'int2' | 'sign' | 'ct', label: string, options: Readonly<Record<string, string>>) => (
      <Choice
        key={key}
        name={`${id}-${key}`}
        label={label}
        value={state[key]}
        options={Object.entries(options)}
        onChange={(value) => change({ ...state, [key]: value })}
      />
    );
    const line = (key: 'host' | 'names', label: string) => (
      <Field
        key={key}
        id={`${id}-${key}`}
        label={label}
        value={state[key]}
        wrong={!isAscii(state[key]) ? words.notAscii : key === 'host' && !state.host.trim() ? words.wrongHost : ''}
        longest={schema[key].longest}
        onChange={(value) => change({ ...state, [key]: value })}
      />
    );
    const slider = (key: 'year' | 'until', label: string) => (
      <Slider
        key={key}
        id={`${id}-${key}`}
        label={label}
        unit=""
        value={state[key]}
        min={schema[key].min}
        max={schema[key].max}
        explain={words.explain}
        onChange={(value) => change({ ...state, [key]: value })}
      />
    );
    return (
      <Figure
        words={words}
        awake={awake}
        presets={(Object.keys(presets) as PresetName[]).map((name) => ({
          name,
          label: words.presetNames[name],
          on: !pasted?.ok && JSON.stringify(presets[name]) === JSON.stringify(state),
        }))}
        onPreset={(name) => {
          this.pasted = '';
          change(presets[name as PresetName]);
        }}
        onReset={() => {
          this.pasted = '';
          change(this.first());
        }}
        link={this.link}
        result={frame.result}
        notes={notes.map((note) => fill(words.notes[note.problem], { ...note }))}
        table={<EventTable head={words.head} rows={frame.rows} />}
        below={
          <Below
            id={id}
            words={words}
            awake={awake}
            state={state}
            scene={scene}
            pasted={pasted}
            text={this.pasted}
            onPaste={this.paste}
            onOpen={(bytes) => change({ ...state, bytes })}
            onEdit={this.edit}
          />
        }
        controls={[
          <div key="client">
            <b class="zone">{words.settings.client}</b>
            {line('host', words.host)}
            {slider('year', words.year)}
            {menu('store', words.storeMenu, words.stores)}
            {choice('ct', words.ct, { off: words.off, on: words.on })}
          </div>,
          <div key="server">
            <b class="zone">{words.settings.server}</b>
            {menu('who', words.who, words.answers)}
            {honest && choice('int2', words.int2, words.yesNo)}
            {honest && menu('int1', words.int1, words.int1s)}
            {state.who !== 'self' && line('names', words.namesField)}
            {honest && slider('until', words.until)}
          </div>,
          <div key="authority">
            <b class="zone">{words.settings.authority}</b>
            {honest && choice('ca', words.ca, words.yesNo)}
            {honest && menu('only', words.only, words.onlys)}
            {honest && menu('length', words.length, words.lengths)}
            {choice('sign', words.sign, words.signs)}
          </div>,
        ]}
      >
        <Picture frame={frame} words={words} />
      </Figure>
    );
  }
}

/** What the shell calls when the figure comes near. */
export const wake = island(CertificateChain);
