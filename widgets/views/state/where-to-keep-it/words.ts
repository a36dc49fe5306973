// What the figure has to say, in any language.
import type { Grade, ScenarioName } from '../../../models/credentials/scenarios.ts';
import type { Actor, Bill, Keep } from '../../../models/credentials/world.ts';
import type { CommonWords } from '../../figure-words.ts';
import type { KeepState, PresetName, SettingName } from './state.ts';

export interface KeepWords extends CommonWords {
  readonly presetNames: Readonly<Record<PresetName, string>>;
  readonly head: readonly [string, string, string];
  readonly actors: Readonly<Record<Actor, string>>;
  readonly app: string;
  readonly somebody: string;
  readonly browser: string;
  readonly phone: string;
  readonly min: string;
  readonly keep: string;
  readonly keeps: Readonly<Record<Keep, string>>;
  readonly keepHeads: Readonly<Record<Keep, readonly [string, string]>>;
  readonly scenarios: Readonly<Record<ScenarioName, string>>;
  readonly result: string;
  readonly grades: Readonly<Record<Grade, string>>;
  readonly matrix: string;
  readonly story: string;
  readonly bill: Readonly<Record<keyof Bill, string>>;
  readonly billTitle: string;
  readonly billRow: string;
  readonly session: string;
  readonly token: string;
  readonly settings: Readonly<Record<SettingName, string>>;
  readonly options: Readonly<Record<'samesite', Readonly<Record<KeepState['samesite'], string>>>>;
  readonly sides: Readonly<Record<'from' | 'api', readonly [string, string]>>;
  readonly thirds: readonly [string, string];
  readonly happens: Readonly<Record<string, string>>;
  readonly rules: Readonly<Record<string, string>>;
  readonly because: Readonly<Record<string, string>>;
  readonly becauseWithheld: string;
  readonly becauseSent: string;
}
