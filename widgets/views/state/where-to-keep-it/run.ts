// From the settings to what happens: the story that is shown, and every other story under the same settings.
import { type Run, runScenario, type ScenarioName, scenarioNames } from '../../../models/credentials/scenarios.ts';
import { type Keep, keeps } from '../../../models/credentials/world.ts';
import { type KeepState, settingsOf } from './state.ts';

export interface Cell {
  readonly keep: Keep;
  readonly scenario: ScenarioName;
  readonly run: Run;
}

export interface KeepRun {
  readonly shown: Run;
  /** A row for each scenario, a cell for each place. */
  readonly rows: readonly (readonly Cell[])[];
  /** The same story with a session and with a token. */
  readonly session: Run;
  readonly token: Run;
}

export function runOf(state: KeepState): KeepRun {
  const run = (scenario: ScenarioName, keep: Keep): Run => runScenario(scenario, settingsOf(state, keep));
  const tokenKeep = state.keep === 'session-cookie' ? 'token-cookie' : state.keep;
  return {
    shown: run(state.scenario, state.keep),
    rows: scenarioNames.map((scenario) => keeps.map((keep) => ({ keep, scenario, run: run(scenario, keep) }))),
    session: run(state.scenario, 'session-cookie'),
    token: run(state.scenario, tokenKeep),
  };
}
