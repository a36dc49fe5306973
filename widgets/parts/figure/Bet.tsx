// Bet before you look: a question with a few answers on a scale, above a picture that is blurred until one is chosen.
//
// Put it first among the children of <Figure>, import bet.css beside it in X.astro, and hand it
//   question  "When does the first of the two notice?"
//   choices   three to five, in order; the right ones carry `mark`, the word shown under them afterwards ("answer")
//   words     betWords[locale] of views/figure-words.ts
//   asked     true while the figure shows the state that the question is about, unchanged; else nothing is drawn:
//             asked={preset === 'cable-cut-idle' && same(state, this.first())}
//   awake     as Figure has it
//
// It stands in the way of nobody: a link with a state, any change of a setting, "skip", a figure whose script fails
// lift the cover for good, the keyboard's focus where it is; without script and in print there is none. A screen
// reader finds the picture's words where they always are. Nothing moves when the cover is lifted.
// Buttons and not radio buttons: with those an arrow key would be a bet.
import { Component } from 'preact';
import { fill } from './fill.ts';

export interface BetChoice {
  readonly label: string;
  /** Present where it is right. */
  readonly mark?: string | undefined;
}

export interface BetWords {
  readonly skip: string;
  /** "Your bet: {bet}. Answer: {answer}." */
  readonly told: string;
}

interface Props {
  readonly question: string;
  readonly choices: readonly BetChoice[];
  readonly words: BetWords;
  readonly asked: boolean;
  readonly awake: boolean;
}

interface Held {
  readonly bet: string;
  readonly over: boolean;
}

export class Bet extends Component<Props, Held> {
  override state = { bet: '', over: false };

  /** Once lifted, the cover stays away, whatever state the reader comes back to. */
  static override getDerivedStateFromProps({ asked }: Props, { over }: Held): Partial<Held> {
    return { over: over || !asked };
  }

  override render({ question, choices, words, asked, awake }: Props, { bet, over }: Held) {
    if (!asked) return null;
    const right = choices.filter(({ mark }) => mark);
    const answer = right.map(({ label }) => label).join(', ');
    const take = (label: string) => () => this.setState({ bet: label, over: true });
    return (
      <fieldset class={over ? 'bet over' : 'bet'} disabled={!awake}>
        <legend>{question}</legend>
        <div>
          {choices.map(({ label, mark }) => (
            <button key={label} type="button" aria-pressed={label === bet} onClick={take(label)}>
              {label}
              {mark && <b>{mark}</b>}
            </button>
          ))}
        </div>
        <p aria-live="polite">{bet && fill(words.told, { bet, answer })}</p>
        <button type="button" class="unbet" onClick={take('')}>
          {words.skip}
        </button>
      </fieldset>
    );
  }
}
