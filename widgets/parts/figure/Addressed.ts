// A figure whose state lives in the address: read when the page opens or the address changes, written when the
// reader rests. A class and not hooks: hooks would cost every figure a kilobyte.
import { Component } from 'preact';

interface Read<S, N> {
  readonly state: S;
  readonly notes: readonly N[];
}

interface Held<S, N> extends Read<S, N> {
  /** False on the server and before the first effect: until then the markup must be the server's. */
  readonly awake: boolean;
}

/** Browsers limit how often an address may change: it is written when nothing has changed for this long. */
const restMs = 300;

export abstract class Addressed<P extends object, S, N> extends Component<P, Held<S, N>> {
  private later = 0;

  /** The state of the first frame. */
  abstract first(): S;
  /** Reads a fragment; undefined: it names something else. */
  abstract read(fragment: string): Read<S, N> | undefined;
  /** The fragment of a state. */
  abstract write(state: S): string;

  constructor(props: P) {
    super(props);
    this.state = { state: this.first(), notes: [], awake: false };
  }

  override componentDidMount(): void {
    addEventListener('hashchange', this.open);
    this.open();
  }

  override componentWillUnmount(): void {
    removeEventListener('hashchange', this.open);
  }

  private open = () => this.setState({ ...this.read(location.hash), awake: true });

  change = (state: S): void => {
    this.setState({ state, notes: [] });
    clearTimeout(this.later);
    this.later = setTimeout(() => history.replaceState(null, '', `#${this.write(state)}`), restMs) as unknown as number;
  };

  /** The whole address of the present state. */
  link = (): string => `${location.href.split('#')[0]}#${this.write(this.state.state)}`;
}
