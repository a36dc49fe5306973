// Hands a figure's element over to Preact. A failure inside is told to the page, which puts the first frame back.
import { Component, type ComponentChildren, type ComponentType, hydrate } from 'preact';

/** Props that the server rendered the first frame with and that the page hands over again. */
export interface IslandProps<W, P extends string> {
  readonly id: string;
  readonly preset: P;
  readonly words: W;
}

/** Returns what the page calls with the figure's element and its words: takes over the markup. */
export function island<W, P extends string>(
  View: ComponentType<IslandProps<W, P>>,
): (element: HTMLElement, words: W) => void {
  return (element, words) => {
    const fail = (error: unknown) => element.dispatchEvent(new CustomEvent('figure-failed', { detail: error }));
    hydrate(
      <Guard onError={fail}>
        <View id={element.id} preset={element.dataset['preset'] as P} words={words} />
      </Guard>,
      // Caption and proof are around it and stay as the server wrote them.
      element.querySelector('.live') ?? element,
    );
  };
}

class Guard extends Component<{ children: ComponentChildren; onError: (error: unknown) => void }, { failed: boolean }> {
  override state = { failed: false };

  override componentDidCatch(error: unknown) {
    this.setState({ failed: true });
    // After Preact has let go of the element.
    setTimeout(() => this.props.onError(error));
  }

  override render() {
    return this.state.failed ? null : this.props.children;
  }
}
