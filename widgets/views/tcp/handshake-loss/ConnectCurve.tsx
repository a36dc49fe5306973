// The curve under the diagram: counts in portions, draws, and brings back a run of the outcome that is picked.
import { Component } from 'preact';
import type { Outcome } from '../../../models/tcp/connect-times.ts';
import { StepChart } from '../../../parts/chart/StepChart.tsx';
import { emphasized } from '../../../parts/figure/Figure.tsx';
import { curveOf, Tally } from './curve.ts';
import { type HandshakeState, seeds } from './state.ts';
import type { HandshakeWords } from './strings.ts';

interface Props {
  readonly id: string;
  readonly state: HandshakeState;
  readonly shownUs: number | undefined;
  readonly words: HandshakeWords;
  readonly awake: boolean;
  readonly onPick: (outcome: Outcome) => void;
}

export class ConnectCurve extends Component<Props> {
  private readonly tally = new Tally();
  private later = 0;

  override componentDidUpdate() {
    clearTimeout(this.later);
    if (this.tally.counted < seeds) this.later = setTimeout(this.goOn) as unknown as number;
  }

  override componentWillUnmount() {
    clearTimeout(this.later);
  }

  private goOn = () => {
    this.tally.go();
    this.forceUpdate();
  };

  override render({ id, state, shownUs, words, awake, onPick }: Props) {
    this.tally.begin(state);
    const outcomes = this.tally.outcomes();
    const curve = curveOf(state, outcomes, this.tally.counted, shownUs, words);
    const pick = (index: number) => {
      const outcome = outcomes[index];
      if (awake && outcome) onPick(outcome);
    };
    return (
      <div class="chart">
        <p>{curve.about}</p>
        <StepChart steps={curve.steps} onPick={pick} />
        <p>{emphasized(curve.result)}</p>
        <div class="slider hint">
          <label for={`${id}-pick`}>{words.pick}</label>
          <span>{curve.said}</span>
          <input
            id={`${id}-pick`}
            type="range"
            min={0}
            max={outcomes.length - 1}
            value={curve.index}
            disabled={!awake}
            aria-valuetext={curve.said}
            onInput={(event) => pick(Number(event.currentTarget.value))}
          />
        </div>
      </div>
    );
  }
}
