// Cookie or not: Set-Cookie lines as typed, then a request; what three readers store and send, and the rule that decided.
import { decodeState, encodeState, type Note } from '../../../models/share/share.ts';
import { Addressed } from '../../../parts/figure/Addressed.ts';
import { Choice } from '../../../parts/figure/Choice.tsx';
import { EventTable } from '../../../parts/figure/EventTable.tsx';
import { Figure } from '../../../parts/figure/Figure.tsx';
import { fill } from '../../../parts/figure/fill.ts';
import { type IslandProps, island } from '../../../parts/figure/island.tsx';
import { Menu } from '../../../parts/figure/Menu.tsx';
import { Slider } from '../../../parts/figure/Slider.tsx';
import { Cards } from './Cards.tsx';
import { Address, Lines } from './Fields.tsx';
import { type Frame, frameOf } from './frames.ts';
import { type AddressKey, mostLines } from './run.ts';
import {
  type CookieState,
  longestInLink,
  type PresetName,
  presetNames,
  presets,
  same,
  schema,
  secretFrom,
  withoutSecrets,
} from './state.ts';
import type { CookieWords } from './words.ts';

type Props = IslandProps<CookieWords, PresetName>;
type Choices = 'set' | 'method' | 'credentials' | 'chromium' | 'firefox';

export class CookieOrNot extends Addressed<Props, CookieState, Note> {
  first(): CookieState {
    return presets[this.props.preset];
  }

  read(fragment: string) {
    return decodeState(this.props.id, schema, fragment, this.first());
  }

  /** A link never carries what may be somebody's session. */
  write(state: CookieState) {
    const lines = withoutSecrets(state.lines).slice(0, longestInLink);
    return encodeState(this.props.id, schema, { ...state, lines }, this.first());
  }

  private set = (part: Partial<CookieState>) => this.change({ ...this.state.state, ...part });

  private address(key: AddressKey, frame: Frame) {
    const { id, words } = this.props;
    const value = this.state.state[key];
    const failure = frame.run.failures[key];
    return (
      <Address
        key={key}
        id={`${id}-${key}`}
        label={words[key]}
        value={value}
        wrong={
          failure
            ? fill(words.urlProblems[failure.problem], { typed: value.slice(failure.at, failure.end).slice(0, 40) })
            : ''
        }
        onChange={(typed) => this.set({ [key]: typed })}
      />
    );
  }

  private choice(key: Choices, label: string, names?: readonly string[]) {
    return (
      <Choice
        key={key}
        name={`${this.props.id}-${key}`}
        label={label}
        value={this.state.state[key]}
        options={schema[key].values.map((value, index) => [value, names?.[index] ?? value] as const)}
        onChange={(value) => this.set({ [key]: value })}
      />
    );
  }

  override render() {
    const { id, words } = this.props;
    const { state, notes, awake } = this.state;
    const frame = frameOf(state, words);
    const asks = state.who !== 'address-bar';
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
          ...(frame.run.moreLines > 0 ? [fill(words.moreLines, { count: frame.run.moreLines, most: mostLines })] : []),
          ...(state.lines.length > longestInLink ? [fill(words.tooLongForLink, { longest: longestInLink })] : []),
          ...(withoutSecrets(state.lines) === state.lines ? [] : [fill(words.secrets, { least: secretFrom })]),
        ]}
        table={<EventTable head={words.head} rows={frame.rows} />}
        controls={[
          <Slider
            key="later"
            id={`${id}-later`}
            label={words.later}
            unit={words.s}
            value={state.later}
            min={schema.later.min}
            max={schema.later.max}
            explain={words.explain}
            onChange={(later) => this.set({ later })}
          />,
          this.choice('chromium', words.chromium[0], words.chromium.slice(1)),
          this.choice('firefox', words.firefox[0], words.firefox.slice(1)),
        ]}
      >
        <div class="cookies">
          <fieldset class="ask" disabled={!awake}>
            <legend>{words.answer}</legend>
            {this.address('from', frame)}
            <Lines
              id={`${id}-lines`}
              label={words.lines}
              hint={words.linesHint}
              value={state.lines}
              onChange={(lines) => this.set({ lines })}
            />
            {this.choice('set', words.set[0], words.set.slice(1))}
          </fieldset>
          <fieldset class="ask" disabled={!awake}>
            <legend>{words.request}</legend>
            {this.address('to', frame)}
            <Menu
              id={`${id}-who`}
              label={words.who}
              value={state.who}
              options={schema.who.values.map((kind) => [kind, words.kinds[kind]] as const)}
              onChange={(who) => this.set({ who: who as CookieState['who'] })}
            />
            {(asks || state.set === 'embedded') && this.address('page', frame)}
            {asks && this.address('frame', frame)}
            {state.who === 'fetch' && this.choice('method', words.method)}
            {state.who === 'fetch' && this.choice('credentials', words.credentials)}
          </fieldset>
          <div class="verdicts">
            <Cards frame={frame} words={words} />
          </div>
        </div>
      </Figure>
    );
  }
}

/** What the shell calls when the figure comes near. */
export const wake = island(CookieOrNot);
