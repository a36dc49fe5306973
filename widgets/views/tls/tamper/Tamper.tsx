// Tampering: one message under seven protections, changed on the way; and a name whose address somebody else gives.
import { decodeState, encodeState, type Note } from '../../../models/share/share.ts';
import { Addressed } from '../../../parts/figure/Addressed.ts';
import { Choice } from '../../../parts/figure/Choice.tsx';
import { EventTable } from '../../../parts/figure/EventTable.tsx';
import { Field } from '../../../parts/figure/Field.tsx';
import { Figure } from '../../../parts/figure/Figure.tsx';
import { fill } from '../../../parts/figure/fill.ts';
import { type IslandProps, island } from '../../../parts/figure/island.tsx';
import { Menu } from '../../../parts/figure/Menu.tsx';
import { Lanes } from '../../../parts/lanes/Lanes.tsx';
import { type Frame, frameOf } from './frames.ts';
import { longestMessage, offered, type PresetName, presets, same, schema, type TamperState } from './state.ts';
import type { TamperWords } from './strings.ts';
import { Ways } from './Ways.tsx';

type Props = IslandProps<TamperWords, PresetName>;
type Choices = 'scene' | 'rehash' | 'replay' | 'numbered' | 'by' | 'spoofed' | 'tls';

export class Tamper extends Addressed<Props, TamperState, Note> {
  first(): TamperState {
    return presets[this.props.preset];
  }

  read(fragment: string) {
    return decodeState(this.props.id, schema, fragment, this.first());
  }

  write(state: TamperState) {
    return encodeState(this.props.id, schema, state, this.first());
  }

  private set = (part: Partial<TamperState>) => this.change({ ...this.state.state, ...part });

  private flip = (bit: number) => {
    const { flips, byte } = this.state.state;
    const flip = `${byte}.${bit}`;
    this.set({ flips: flips.includes(flip) ? flips.filter((each) => each !== flip) : [...flips, flip] });
  };

  override render() {
    const { words } = this.props;
    const { state, notes, awake } = this.state;
    const frame = frameOf(state, words);
    return (
      <Figure
        words={words}
        awake={awake}
        presets={offered(this.props.preset).map((name) => ({
          name,
          label: words.presetNames[name],
          on: same(state, presets[name]),
        }))}
        onPreset={(name) => this.change(presets[name as PresetName])}
        onReset={() => this.change(this.first())}
        link={this.link}
        result={frame.result}
        notes={notes.map((note) => fill(words.notes[note.problem], { ...note }))}
        table={<EventTable head={words.head} rows={frame.rows} />}
        controls={this.controls(frame)}
      >
        <div class="tamper">
          {frame.lanes ? (
            <Lanes picture={frame.lanes} label={words.picture} />
          ) : (
            <Ways
              frame={frame}
              words={words}
              onByte={awake ? (byte) => this.set({ byte }) : undefined}
              onBit={awake ? this.flip : undefined}
            />
          )}
        </div>
      </Figure>
    );
  }

  /** Only what makes a difference in this state. */
  private controls(frame: Frame) {
    const { id, words } = this.props;
    const { state } = this.state;
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
    const offOn = [words.off, words.on];
    // A figure about a name has no need of messages, unless a link leads there.
    const scene = (this.first().scene !== 'dns' || state.scene !== 'dns') && choice('scene', words.scene, words.scenes);
    if (state.scene === 'dns')
      return [
        scene,
        choice('spoofed', words.spoofed, [words.on, words.off]),
        choice('tls', words.tls, words.tlsNames),
        state.tls !== 'off' && state.spoofed === 'on' && (
          <Menu
            key="certificate"
            id={`${id}-certificate`}
            label={words.certificate}
            value={state.certificate}
            options={schema.certificate.values.map(
              (value, index) => [value, words.certificates[index] ?? value] as const,
            )}
            onChange={(value) => this.set({ certificate: value as TamperState['certificate'] })}
          />
        ),
      ];
    return [
      scene,
      <Field
        key="message"
        id={`${id}-message`}
        label={words.messageField}
        value={state.message}
        wrong={frame.wrong}
        longest={longestMessage}
        onChange={(message) => this.set({ message })}
      />,
      choice('by', words.by, words.bys),
      state.by === 'attacker' && choice('rehash', words.rehash, offOn),
      choice('replay', words.replay, offOn),
      state.replay === 'on' && choice('numbered', words.numbered, offOn),
      state.flips.length > 0 && (
        <button key="unflip" type="button" onClick={() => this.set({ flips: [] })}>
          {words.unflip}
        </button>
      ),
    ];
  }
}

/** What the shell calls when the figure comes near. */
export const wake = island(Tamper);
