// Hands a figure's element over to Preact. A failure inside is told to the page, which puts the first frame back.
import { Component, type ComponentChildren, type FunctionComponent, hydrate } from 'preact';

/** Returns what an X.astro shell calls: reads the props from the element and takes over its markup. */
export function island<P extends object>(View: FunctionComponent<P>): (element: HTMLElement) => void {
  return (element) => {
    const props = JSON.parse(element.dataset['props'] ?? '{}') as P;
    const fail = (error: unknown) => element.dispatchEvent(new CustomEvent('figure-failed', { detail: error }));
    hydrate(
      <Guard onError={fail}>
        <View {...props} />
      </Guard>,
      element,
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
