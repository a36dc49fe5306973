// The live part of every figure: presets and link, stage, controls, result, events in words.
import { Component, type ComponentChildren } from 'preact';

export interface FigureWords {
  readonly presets: string;
  readonly controls: string;
  readonly copyLink: string;
  readonly copied: string;
  readonly copyByHand: string;
  readonly reset: string;
  readonly events: string;
}

export interface Preset {
  readonly name: string;
  readonly label: string;
  readonly on: boolean;
}

interface Props {
  readonly words: FigureWords;
  readonly presets: readonly Preset[];
  /** False on the server and until the script is here: controls rest. */
  readonly awake: boolean;
  readonly result: string;
  /** What was not taken from the link as it stood, one sentence each. */
  readonly notes: readonly string[];
  readonly controls: ComponentChildren;
  readonly table: ComponentChildren;
  readonly children: ComponentChildren;
  /** What stands under the result; where there is one column, under the controls. */
  readonly below?: ComponentChildren;
  readonly link: () => string;
  readonly onPreset: (name: string) => void;
  readonly onReset: () => void;
}

export function Figure(props: Props) {
  const { words, awake, link } = props;
  return (
    <>
      <fieldset class="presets" disabled={!awake} aria-label={words.presets}>
        {props.presets.map(({ name, label, on }) => (
          <button key={name} type="button" aria-pressed={on} onClick={() => props.onPreset(name)}>
            {label}
          </button>
        ))}
        <CopyLink words={words} link={link} />
      </fieldset>
      <div class="stage">
        <div>
          {props.children}
          {props.notes.map((note) => (
            <p key={note} class="note wrong">
              {note}
            </p>
          ))}
          <p class="result" role="status">
            {emphasized(props.result)}
          </p>
        </div>
        <fieldset class="controls" disabled={!awake} aria-label={words.controls}>
          {props.controls}
          <button type="button" onClick={props.onReset}>
            {words.reset}
          </button>
        </fieldset>
        {props.below && <div class="below">{props.below}</div>}
      </div>
      <details class="events">
        <summary>{words.events}</summary>
        {props.table}
      </details>
    </>
  );
}

/** `**60 s**` becomes strong: results mark their numbers so in the strings of both languages. */
export function emphasized(text: string) {
  return text.split('**').map((piece, index) => (index % 2 ? <b key={index}>{piece}</b> : piece));
}

class CopyLink extends Component<{ words: FigureWords; link: () => string }, { said: string }> {
  override state = { said: '' };

  private copy = async () => {
    const { words, link } = this.props;
    try {
      await navigator.clipboard.writeText(link());
      this.setState({ said: words.copied });
    } catch {
      this.setState({ said: link() });
    }
  };

  override render() {
    const { words } = this.props;
    const { said } = this.state;
    return (
      <>
        <button type="button" class="copy-link" onClick={this.copy}>
          {said === words.copied ? said : words.copyLink}
        </button>
        {said && said !== words.copied && (
          <label class="by-hand">
            {words.copyByHand} <input readOnly value={said} onFocus={(event) => event.currentTarget.select()} />
          </label>
        )}
      </>
    );
  }
}
