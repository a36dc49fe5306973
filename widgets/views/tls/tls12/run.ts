// From a state to what the model makes of it: both handshakes. A run is kept until something in it changes.
import type { CarriedRecord, Conversation } from '../../../models/tls/conversation12.ts';
import { play, type SceneName } from '../../../models/tls/scenes12.ts';
import { flipOf, type StateFlip, scenes, type Tls12State } from './state.ts';

export interface Run {
  readonly rsa: Conversation;
  readonly ecdhe: Conversation;
  readonly flip: StateFlip | undefined;
}

const kept = new Map<string, Conversation>();

export function runOf(state: Tls12State): Run {
  const flip = flipOf(state);
  const [rsa, ecdhe] = scenes.map((scene) => conversationOf(scene, state.falseStart === 'on', flip));
  if (!rsa || !ecdhe) throw new Error('two scenes are played');
  return { rsa, ecdhe, flip };
}

function conversationOf(scene: SceneName, falseStart: boolean, flip: StateFlip | undefined): Conversation {
  const own = flip?.scene === scene ? flip : undefined;
  const key = [scene, falseStart, own?.from, own?.record, own?.byte, own?.bit].join();
  const found = kept.get(key) ?? play(scene, { flip: own, falseStart });
  // The handshakes nobody touched, with and without False Start, and some of those somebody did.
  if (kept.size > 12) kept.clear();
  kept.set(key, found);
  return found;
}

/** `c0`, `s4`. */
export const idOf = ({ from, n }: Pick<CarriedRecord, 'from' | 'n'>): string => `${from === 'client' ? 'c' : 's'}${n}`;

/** The record with this id, if it was sent. */
export const recordOf = (conversation: Conversation, id: string): CarriedRecord | undefined =>
  conversation.records.find((each) => idOf(each) === id);
