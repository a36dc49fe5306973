// Which words the figure has.
import type { Check, Side } from '../../../models/tls/connection12.ts';
import type { FalseStartReason } from '../../../models/tls/false-start.ts';
import type { SceneName } from '../../../models/tls/scenes12.ts';
import type { SuitePart } from '../../../models/tls/suites.ts';
import type { CommonWords } from '../../figure-words.ts';
import type { Explained } from './explanations.ts';
import type { KeyLineName } from './keys.ts';
import type { PresetName } from './state.ts';

export interface Tls12Words extends CommonWords {
  readonly presetNames: Readonly<Record<PresetName, string>>;
  readonly sceneNames: Readonly<Record<SceneName, string>>;
  readonly scene: string;
  readonly falseStart: string;
  readonly rtt: string;
  readonly diagram: string;
  readonly client: string;
  readonly server: string;
  readonly round: string;
  readonly first: string;
  readonly locked: string;
  readonly turnedMark: string;
  readonly request: string;
  readonly response: string;
  readonly head: readonly [time: string, who: string, what: string];
  readonly recordHead: string;
  readonly inside: string;
  readonly bench: string;
  readonly byte: string;
  readonly bit: string;
  readonly back: string;
  readonly forward: string;
  readonly undo: string;
  readonly lengthOf: string;
  readonly explain12: Explained;
  readonly keysTitle: string;
  readonly keyLines: Readonly<Partial<Record<KeyLineName, string>>>;
  readonly keyFormulas: Readonly<Record<SceneName, Readonly<Partial<Record<KeyLineName, string>>>>>;
  readonly atClient: string;
  readonly atServer: string;
  readonly suiteTitle: string;
  readonly suiteParts: Readonly<Record<SceneName, Readonly<Record<SuitePart, string>>>>;
  readonly sides: Readonly<Record<Side, string>>;
  readonly path: string;
  readonly whose: string;
  readonly checks: Readonly<Record<Check, string>>;
  readonly reasons: Readonly<Record<FalseStartReason, string>>;
  readonly and: string;
  readonly result: Readonly<
    Record<
      | 'plain'
      | 'falseStart'
      | 'turned'
      | 'nothingThere'
      | 'replaced'
      | 'unnoticed'
      | 'waits'
      | 'found'
      | 'foundSilently'
      | 'gone'
      | 'kept',
      string
    >
  >;
  readonly said: Readonly<
    Record<
      | 'sends'
      | 'sendsBytes'
      | 'sendsProtected'
      | 'changed'
      | 'wrong'
      | 'right'
      | 'master'
      | 'replaced'
      | 'alert'
      | 'finished',
      string
    >
  >;
}
