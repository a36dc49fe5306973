// Key agreement: both sides walk to the same point of a small curve, then with X25519; with a person in the middle, and signed.
import { decodeState, encodeState, type Note } from '../../../models/share/share.ts';
import { DotField } from '../../../parts/dot-field/DotField.tsx';
import { Addressed } from '../../../parts/figure/Addressed.ts';
import { Choice } from '../../../parts/figure/Choice.tsx';
import { EventTable } from '../../../parts/figure/EventTable.tsx';
import { Figure } from '../../../parts/figure/Figure.tsx';
import { fill } from '../../../parts/figure/fill.ts';
import { type IslandProps, island } from '../../../parts/figure/island.tsx';
import { Menu } from '../../../parts/figure/Menu.tsx';
import { Slider } from '../../../parts/figure/Slider.tsx';
import { Lanes } from '../../../parts/lanes/Lanes.tsx';
import { frameOf } from './frames.ts';
import { curveOf, runOf, secretOn, sendsSmall } from './run.ts';
import { type KeyAgreementState, type PresetName, presetNames, presets, same, schema } from './state.ts';
import type { KeyAgreementWords } from './strings.ts';

type Props = IslandProps<KeyAgreementWords, PresetName>;
type Choices = 'walk' | 'middle' | 'signed' | 'forge' | 'keys' | 'check';

export class KeyAgreement extends Addressed<Props, KeyAgreementState, Note> {
  first(): KeyAgreementState {
    return presets[this.props.preset];
  }

  read(fragment: string) {
    return decodeState(this.props.id, schema, fragment, this.first());
  }

  write(state: KeyAgreementState) {
    return encodeState(this.props.id, schema, state, this.first());
  }

  private set = (part: Partial<KeyAgreementState>) => this.change({ ...this.state.state, ...part });

  override render() {
    const { words } = this.props;
    const { state, notes, awake } = this.state;
    const { dots, lanes, search, rows, result } = frameOf(state, runOf(state), words);
    return (
      <Figure
        words={words}
        awake={awake}
        presets={presetNames.map((name) => ({ name, label: words.presetNames[name], on: same(state, presets[name]) }))}
        onPreset={(name) => this.change(presets[name as PresetName])}
        onReset={() => this.change(this.first())}
        link={this.link}
        result={result}
        notes={notes.map((note) => fill(words.notes[note.problem], { ...note }))}
        table={<EventTable head={words.head} rows={rows} />}
        controls={this.controls()}
      >
        <div class={`agreement${dots ? ' drawn' : ''}`}>
          {dots && (
            <DotField
              picture={dots}
              label={words.picture}
              onPress={awake ? (index) => this.set({ a: index + 1 }) : undefined}
            />
          )}
          <Lanes picture={lanes} label={words.exchange} />
          <div class="search">
            <b>{words.searchTitle}</b>
            <table>
              <thead>
                <tr>
                  {words.searchHead.map((cell) => (
                    <th key={cell} scope="col">
                      {cell}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {search.map(({ cells, here }) => (
                  <tr key={cells[0]} class={here ? 'here' : ''}>
                    {cells.map((cell, column) => (
                      <td key={column}>{cell}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      </Figure>
    );
  }

  /** Only what makes a difference in this state. */
  private controls() {
    const { id, words } = this.props;
    const { state } = this.state;
    const curve = curveOf(state);
    const secret = (key: 'a' | 'b' | 'm', label: string) =>
      curve && (
        <Slider
          key={key}
          id={`${id}-${key}`}
          label={label}
          unit=""
          value={secretOn(curve, state[key])}
          min={1}
          max={curve.order - 1}
          explain={words.explain}
          onChange={(value) => this.set({ [key]: value })}
        />
      );
    const choice = (key: Choices, label: string, names: readonly string[]) => (
      <Choice
        key={key}
        name={`${id}-${key}`}
        label={label}
        value={state[key]}
        options={schema[key].values.map((value, index) => [value, names[index] ?? value] as const)}
        onChange={(value) => this.set({ [key]: value })}
      />
    );
    const menu = (key: 'curve' | 'sends', label: string, names: readonly string[]) => (
      <Menu
        key={key}
        id={`${id}-${key}`}
        label={label}
        value={state[key]}
        options={schema[key].values.map((value, index) => [value, names[index] ?? value] as const)}
        onChange={(value) => this.set({ [key]: value })}
      />
    );
    const onOff = [words.off, words.on];
    return [
      menu(
        'curve',
        words.curve,
        schema.curve.values.map((value) => (value === 'x25519' ? 'X25519' : fill(words.curveOf, { p: value }))),
      ),
      secret('a', words.aSlider),
      secret('b', words.bSlider),
      state.middle === 'on' && secret('m', words.mSlider),
      curve ? choice('walk', words.walk, words.walks) : choice('keys', words.keys, words.keySets),
      choice('middle', words.middle, onOff),
      !curve && state.middle === 'on' && menu('sends', words.sends, words.sendNames),
      sendsSmall(state) && choice('check', words.check, [words.on, words.off]),
      choice('signed', words.signed, onOff),
      state.signed === 'on' && state.middle === 'on' && choice('forge', words.forge, words.forges),
    ];
  }
}

/** What the shell calls when the figure comes near. */
export const wake = island(KeyAgreement);
