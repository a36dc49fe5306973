// A figure's state lives in the address: read when the page opens or the address changes, written when the reader rests.
import { useEffect, useState } from 'preact/hooks';

interface Read<S, N> {
  readonly state: S;
  readonly notes: readonly N[];
}

interface Address<S, N> {
  readonly state: S;
  readonly notes: readonly N[];
  /** False on the server and before the first effect: the markup must be the server's until then. */
  readonly awake: boolean;
  readonly change: (state: S) => void;
  /** The whole address of the present state. */
  readonly link: () => string;
}

/**
 * `read` returns undefined for an address that names something else; `write` returns the fragment of a state.
 * Writing waits until nothing has changed for 300 ms: browsers limit how often an address may change.
 */
export function useAddress<S, N>(
  start: S,
  read: (fragment: string) => Read<S, N> | undefined,
  write: (state: S) => string,
): Address<S, N> {
  const [{ state, notes, awake, touched }, set] = useState({
    state: start,
    notes: [] as readonly N[],
    awake: false,
    touched: false,
  });
  useEffect(() => {
    const open = () => set((now) => ({ ...now, ...read(location.hash), awake: true, touched: false }));
    open();
    addEventListener('hashchange', open);
    return () => removeEventListener('hashchange', open);
  }, []);
  useEffect(() => {
    if (!touched) return undefined;
    const later = setTimeout(() => history.replaceState(null, '', `#${write(state)}`), 300);
    return () => clearTimeout(later);
  }, [state, touched]);
  return {
    state,
    notes,
    awake,
    change: (next) => set({ state: next, notes: [], awake: true, touched: true }),
    link: () => `${location.href.split('#')[0]}#${write(state)}`,
  };
}
