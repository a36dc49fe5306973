// The sticky-packet framer: the same bytes as messages, writes, segments, reads and messages again.
import { decodeState, encodeState, type Note } from '../../models/share/share.ts';
import { Addressed } from '../../parts/figure/Addressed.ts';
import { Choice } from '../../parts/figure/Choice.tsx';
import { EventTable } from '../../parts/figure/EventTable.tsx';
import { Figure } from '../../parts/figure/Figure.tsx';
import { fill } from '../../parts/figure/fill.ts';
import { type IslandProps, island } from '../../parts/figure/island.tsx';
import { Slider } from '../../parts/figure/Slider.tsx';
import { SequenceDiagram } from '../../parts/sequence-diagram/SequenceDiagram.tsx';
import { Bars } from './Bars.tsx';
import { clockOf } from './clock.ts';
import { type Frame, frameOf, type Got, mostCells, type Strip } from './frames.ts';
import { group } from './print.ts';
import { limitOf } from './run.ts';
import { Strips } from './Strips.tsx';
import { type FramerState, longestInLink, type PresetName, presetNames, presets, same, schema } from './state.ts';
import { Messages, Sizes } from './Typing.tsx';
import { retype } from './typed.ts';
import type { FramerWords } from './words.ts';

type Props = IslandProps<FramerWords, PresetName>;
type Numbers = {
  [K in keyof typeof schema]: (typeof schema)[K]['kind'] extends 'integer' ? K : never;
}[keyof typeof schema];
type Choices = {
  [K in keyof typeof schema]: (typeof schema)[K]['kind'] extends 'choice' ? K : never;
}[keyof typeof schema];

/** More than a list that is read at a glance. */
const mostGot = 12;

export class Framer extends Addressed<Props, FramerState, Note> {
  first(): FramerState {
    return presets[this.props.preset];
  }

  read(fragment: string) {
    return decodeState(this.props.id, schema, fragment, this.first());
  }

  write(state: FramerState) {
    return encodeState(
      this.props.id,
      schema,
      { ...state, messages: state.messages.slice(0, longestInLink) },
      this.first(),
    );
  }

  private set = (part: Partial<FramerState>) => this.change({ ...this.state.state, ...part });

  private slider(key: Numbers, label: string, unit: string, even = false) {
    const { min, max } = schema[key];
    return (
      <Slider
        key={key}
        id={`${this.props.id}-${key}`}
        label={label}
        unit={unit}
        value={this.state.state[key]}
        min={min}
        max={max}
        even={even}
        explain={this.props.words.explain}
        onChange={(value) => this.set({ [key]: value })}
      />
    );
  }

  private choice(key: Choices, label: string, names?: readonly string[]) {
    const { words } = this.props;
    const own =
      names ?? schema[key].values.map((value) => ({ on: words.on, off: words.off })[value as string] ?? value);
    return (
      <Choice
        key={key}
        name={`${this.props.id}-${key}`}
        label={label}
        value={this.state.state[key]}
        options={schema[key].values.map((value, index) => [value, own[index] ?? value] as const)}
        onChange={(value) => this.set({ [key]: value })}
      />
    );
  }

  private cut = (name: Strip['name'], cuts: readonly number[]) => {
    const offsets = cuts.map(String);
    this.set(name === 'write' ? { writes: 'hand', cuts: offsets } : { reader: 'hand', reads: offsets });
  };

  override render() {
    const { id, words } = this.props;
    const { state, notes, awake } = this.state;
    const frame = frameOf(state, words);
    const cutAfter = (name: Strip['name']) => (sizes: readonly number[]) => {
      let sum = 0;
      this.cut(
        name,
        sizes.map((size) => (sum += size)).filter((at) => at < frame.total),
      );
    };
    return (
      <Figure
        words={words}
        awake={awake}
        presets={presetNames.map((name) => ({ name, label: words.presetNames[name], on: same(state, presets[name]) }))}
        onPreset={(name) => this.change(presets[name as PresetName])}
        onReset={() => this.change(this.first())}
        link={this.link}
        result={frame.result}
        notes={[
          ...notes.map((note) => fill(words.notes[note.problem], { ...note })),
          ...(state.messages.length > longestInLink ? [fill(words.tooLongForLink, { longest: longestInLink })] : []),
        ]}
        table={<EventTable head={words.head} rows={frame.rows} />}
        controls={[
          <fieldset key="sender">
            <legend>{words.sender}</legend>
            {this.choice('writes', words.writes[0], words.writes.slice(1))}
            <Sizes
              label={words.writeSizes}
              sizes={sizesOf(frame, 'write')}
              explain={words.sizesWrong}
              onChange={cutAfter('write')}
            />
            {this.slider('gap', words.gap, words.ms)}
            {this.choice('ask', words.ask)}
          </fieldset>,
          <fieldset key="network">
            <legend>{words.network}</legend>
            {this.choice('nagle', words.nagle)}
            {this.choice('cork', words.cork)}
            {this.slider('mss', words.mss, words.bytes, true)}
            {this.slider('delay', words.delay, words.ms)}
            {this.choice('udp', words.udpChoice)}
          </fieldset>,
          <fieldset key="receiver">
            <legend>{words.receiver}</legend>
            {this.choice('reader', words.reader[0], words.reader.slice(1))}
            <Sizes
              label={words.readSizes}
              sizes={sizesOf(frame, 'read')}
              explain={words.sizesWrong}
              onChange={cutAfter('read')}
            />
            {(state.reader !== 'hand' || state.udp === 'on') && this.slider('buffer', words.buffer, words.bytes, true)}
            {state.reader === 'paced' && this.slider('every', words.every, words.ms)}
          </fieldset>,
        ]}
      >
        <div class="framer">
          <fieldset class="typing" disabled={!awake}>
            <Messages
              id={`${id}-messages`}
              label={words.messages}
              hint={state.input === 'text' ? words.messagesHint : ''}
              value={state.messages}
              wrong={frame.run.typed.wrong.map((wrong) =>
                fill(words.wrong[wrong.code], { ...wrong, limit: group(limitOf(state)) }),
              )}
              onChange={(messages) => this.set({ messages })}
            />
            <Choice
              name={`${id}-input`}
              label={words.inputs[0]}
              value={state.input}
              options={[
                ['text', words.inputs[1]],
                ['hex', words.inputs[2]],
              ]}
              onChange={(input) => {
                const to = input as FramerState['input'];
                // What cannot be read in full is not written anew: it would be lost.
                const sound = frame.run.typed.wrong.length === 0;
                this.set({ input: to, ...(sound && { messages: retype(frame.run.typed.messages, to) }) });
              }}
            />
          </fieldset>
          <fieldset class="framing" disabled={!awake}>
            {this.choice(
              'framing',
              words.framing,
              schema.framing.values.map((value) => words.framings[value]),
            )}
            <small>{words.about[state.framing]}</small>
          </fieldset>
          {frame.total > mostCells ? (
            <Bars frame={frame} words={words} />
          ) : (
            <Strips frame={frame} words={words} onCut={awake ? this.cut : undefined} />
          )}
          <GotList title={words.gotTitle} got={frame.got} words={words} />
          {frame.datagrams && <GotList title={words.gotUdp} got={frame.datagrams} words={words} />}
          {state.ask === 'on' && (
            <SequenceDiagram
              id={id}
              diagram={clockOf(state, frame.run, words)}
              label={words.clock}
              time={(us) => `${Math.round(us / 1_000)}\u00a0${words.ms}`}
            />
          )}
          <fieldset class="settings" disabled={!awake}>
            {this.framingSettings()}
          </fieldset>
        </div>
      </Figure>
    );
  }

  private framingSettings() {
    const { words } = this.props;
    const { state } = this.state;
    switch (state.framing) {
      case 'none':
        return null;
      case 'fixed':
        return this.slider('size', words.size, words.bytes);
      case 'delimiter':
        return [
          this.choice('delimiter', words.delimiter, ['\\n', '\\r\\n', words.own]),
          state.delimiter === 'own' && (
            <label class="sizes" key="own">
              {words.delimiter}
              <input
                value={state.own}
                maxLength={40}
                onInput={(event) => this.set({ own: event.currentTarget.value })}
              />
            </label>
          ),
          this.choice('escape', words.escape),
        ];
      case 'length-prefix':
        return [
          this.choice('field', words.field),
          state.field !== 'u8' &&
            state.field !== 'varint' &&
            this.choice('order', words.order[0], words.order.slice(1)),
          state.field !== 'varint' && this.choice('signed', words.signed),
          this.choice('limit', words.limit),
          this.choice('lie', words.lie[0], words.lie.slice(1)),
          state.lie !== 'true' && this.slider('liar', words.liar, ''),
        ];
      case 'chunked':
        return this.slider('part', words.chunk, words.bytes);
      case 'websocket':
        return this.slider('part', words.fragment, words.bytes);
    }
  }
}

const sizesOf = ({ strips }: Frame, name: Strip['name']): number[] =>
  strips.find((strip) => strip.name === name)?.pieces.map(({ at, end }) => end - at) ?? [];

function GotList({ title, got, words }: { title: string; got: readonly Got[]; words: FramerWords }) {
  return (
    <div class="got">
      <b>{title}</b>
      <ol>
        {got.slice(0, mostGot).map(({ text, whole, verdict }, index) => (
          <li key={index} class={whole ? 'ok' : 'bad'}>
            <code>{text}</code> <small>{`${whole ? '✓' : '✗'} ${verdict}`}</small>
          </li>
        ))}
        {got.length === 0 && <li>{words.gotNothing}</li>}
        {got.length > mostGot && <li>{fill(words.more, { count: got.length - mostGot })}</li>}
      </ol>
    </div>
  );
}

/** What the shell calls when the figure comes near. */
export const wake = island(Framer);
