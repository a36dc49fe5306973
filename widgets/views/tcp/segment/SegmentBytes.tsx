// A TCP segment as bytes: field by field, with flags and bytes to change, and what a Linux peer makes of them.
import { formatHex, parseHex } from '../../../models/bytes/input.ts';
import { decodeState, encodeState, type Note } from '../../../models/share/share.ts';
import { withChecksum } from '../../../models/tcp/wire.ts';
import { BitRows } from '../../../parts/bit-rows/BitRows.tsx';
import { Addressed } from '../../../parts/figure/Addressed.ts';
import { EventTable } from '../../../parts/figure/EventTable.tsx';
import { Figure } from '../../../parts/figure/Figure.tsx';
import { fill } from '../../../parts/figure/fill.ts';
import { type IslandProps, island } from '../../../parts/figure/island.tsx';
import { stateLabel } from '../picture.ts';
import { flagNames, flip, frameOf, withBytes } from './frames.ts';
import { addresses, mostBytes, presets, type SampleName, type SegmentState, schema } from './state.ts';
import type { SegmentWords } from './strings.ts';

type Props = IslandProps<SegmentWords, SampleName>;

const names = Object.keys(presets) as SampleName[];

export class SegmentBytes extends Addressed<Props, SegmentState, Note> {
  /** What stands in the field of bytes while it is typed: it stays as it is, right or wrong. */
  private draft: string | undefined;

  first(): SegmentState {
    return presets[this.props.preset];
  }

  read(fragment: string) {
    return decodeState(this.props.id, schema, fragment, this.first());
  }

  write(state: SegmentState) {
    return encodeState(this.props.id, schema, state, this.first());
  }

  private set = (state: SegmentState) => {
    this.draft = undefined;
    this.change(state);
  };

  private type = (text: string) => {
    const { state } = this.state;
    const { bytes, failure } = parseHex(text, mostBytes);
    this.draft = text;
    if (failure || bytes.length === 0) this.forceUpdate();
    else this.change(withBytes(state, bytes));
  };

  override render() {
    const { words } = this.props;
    const { state, notes, awake } = this.state;
    const { set, draft } = this;
    const frame = frameOf(state, words);
    const failure = draft === undefined ? undefined : parseHex(draft, mostBytes).failure;
    const [name, where, purpose] = frame.about;
    return (
      <Figure
        words={words}
        awake={awake}
        presets={names.map((each) => ({
          name: each,
          label: words.presetNames[each],
          on: state.sample === each && state.bytes.length === 0,
        }))}
        onPreset={(each) => set({ ...presets[each as SampleName], field: state.field })}
        onReset={() => set(this.first())}
        link={this.link}
        result={frame.result}
        notes={[...notes.map((note) => fill(words.notes[note.problem], { ...note })), ...frame.wrong]}
        table={<EventTable head={words.head} rows={frame.rows} />}
        controls={[
          <fieldset key="flags" class="flag-boxes">
            <legend>{words.flagBoxes}</legend>
            <span>
              {flagNames.map((flag, index) => (
                <label key={flag}>
                  <input
                    type="checkbox"
                    checked={((frame.flags >> (7 - index)) & 1) === 1}
                    onChange={() => set(flip(state, 7 - index))}
                  />
                  {flag}
                </label>
              ))}
            </span>
          </fieldset>,
          <label key="peer" class="typed">
            {words.peer}
            <select
              value={state.peer}
              onChange={(event) => set({ ...state, peer: event.currentTarget.value as SegmentState['peer'] })}
            >
              {schema.peer.values.map((peer) => (
                <option key={peer} value={peer} selected={peer === state.peer}>
                  {stateLabel(peer)}
                </option>
              ))}
            </select>
          </label>,
          <label key="hex" class="typed">
            {words.hex}
            <textarea
              rows={6}
              spellcheck={false}
              autocomplete="off"
              aria-invalid={failure !== undefined}
              value={draft ?? hexLines(frame.bytes)}
              onInput={(event) => this.type(event.currentTarget.value)}
            />
          </label>,
          failure && (
            <small key="alert" class="wrong" role="alert">
              {fill(words.typed[failure.code], {
                at: failure.at + 1,
                character: draft?.slice(failure.at, failure.at + 1) ?? '',
                limit: mostBytes,
              })}
            </small>
          ),
          !frame.checksumFits && (
            <p key="checksum">
              <button type="button" onClick={() => set(withBytes(state, withChecksum(frame.bytes, addresses)))}>
                {words.fixChecksum}
              </button>
            </p>
          ),
        ]}
      >
        <BitRows
          cells={frame.cells}
          label={words.rowsLabel}
          chosen={state.field}
          onChoose={
            awake
              ? (field) => state.field === field || this.change({ ...state, field: field as SegmentState['field'] })
              : undefined
          }
        />
        <p class="note" aria-live="polite">
          <b>{name}</b> <small>{where}</small>
          <br />
          {purpose}
        </p>
      </Figure>
    );
  }
}

/** Eight bytes a line, as the field shows them. */
const hexLines = (bytes: Uint8Array): string => formatHex(bytes).replaceAll(/((?:\w\w ){7}\w\w) /g, '$1\n');

/** What the shell calls when the figure comes near. */
export const wake = island(SegmentBytes);
