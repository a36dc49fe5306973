// The run that a figure shows leaves its track: the state diagram on the same page draws it.
// Bundles share this module, so what one figure leaves here the other finds.
import type { Log } from '../../models/tcp/log.ts';

export interface Track {
  /** The id of the figure on the page. */
  readonly figure: string;
  /** The run itself: when each change happened, and why. */
  readonly log: Log;
  /** The figure's zero; what lies before it the figure does not show either. */
  readonly startUs: number;
}

const tracks = new Map<string, Track>();
const listeners = new Set<(track: Track) => void>();

/** Called by a figure after each change of its run. */
export function leaveTrack(figure: string, log: Log, startUs = 0): void {
  const track = { figure, log, startUs };
  tracks.set(figure, track);
  for (const listener of listeners) listener(track);
}

/** Tells every track left so far and each new one; returns what ends it. */
export function followTracks(listener: (track: Track) => void): () => void {
  for (const track of tracks.values()) listener(track);
  listeners.add(listener);
  return () => listeners.delete(listener);
}
