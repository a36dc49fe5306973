import assert from 'node:assert/strict';
import test from 'node:test';
import { scenarioNames } from '../../../models/credentials/scenarios.ts';
import { keeps } from '../../../models/credentials/world.ts';
import { decodeState, encodeState } from '../../../models/share/share.ts';
import { frameOf } from './frames.ts';
import { type KeepState, presetNames, presets, relevant, schema } from './state.ts';
import { strings } from './strings.ts';

const first: KeepState = presets.default;
const said = (state: KeepState): string => frameOf(state, strings.en).result;

test('each preset says its own thing', () => {
  assert.match(said(presets.default), /^\*\*Fails\*\*: the script \*\*carries the credential away/);
  assert.match(said(presets.xss), /^\*\*In part\*\*: the script cannot carry the credential away, but \*\*it acts/);
  assert.match(said(presets.csrf), /^\*\*Fails\*\*: the browser \*\*added the cookie\*\*.*SameSite=None/);
  assert.match(said(presets.logout), /^\*\*Fails\*\*:.*works until exp/);
  assert.match(said(presets.stolen), /^\*\*In part\*\*:.*dead at once/);
  assert.match(said(presets.cdn), /^\*\*Fails\*\*:.*somebody else gets the first user’s page/);
  assert.match(said(presets['second-domain']), /^\*\*Fails\*\*:.*not even kept/);
  assert.match(said(presets['native-app']), /^\*\*Holds\*\*/);
});

test('every story under every setting has whole sentences in both languages, and arrows inside the picture', () => {
  for (const scenario of scenarioNames)
    for (const keep of keeps) {
      const base = { ...first, scenario, keep };
      const states: KeepState[] = [base];
      for (const key of relevant(base)) {
        const field = schema[key];
        const values = field.kind === 'integer' ? [field.min, 60, 121, field.max] : field.values;
        for (const before of [...states].slice(0, 12))
          for (const value of values) states.push({ ...before, [key]: value });
      }
      for (const state of states)
        for (const words of Object.values(strings)) {
          const { result, rows, steps, matrix, bill } = frameOf(state, words);
          assert.doesNotMatch(result + rows.flat().join(' '), /\{[a-z]+\}|NaN|undefined|Infinity/);
          for (const { from, to } of steps) assert.ok(from > 0 && from < 1 && to > 0 && to < 1);
          assert.deepEqual([matrix.length, bill.length], [scenarioNames.length, 4]);
          assert.equal(matrix.flatMap(({ cells }) => cells).filter(({ on }) => on).length, 1);
        }
    }
});

test('only what matters to a story can be set, and what is left out does not matter', () => {
  for (const scenario of scenarioNames)
    for (const keep of keeps)
      for (const api of schema.api.values) {
        const state: KeepState = { ...first, scenario, keep, api };
        const own = relevant(state);
        for (const key of Object.keys(schema) as (keyof KeepState)[]) {
          const field = schema[key];
          if (key === 'keep' || key === 'scenario' || own.some((each) => each === key) || field.kind === 'integer')
            continue;
          for (const value of field.values) {
            const changed: string = frameOf({ ...state, [key]: value } as KeepState, strings.en).result;
            assert.equal(changed, frameOf(state, strings.en).result, `${scenario} ${keep} ${key}=${value}`);
          }
        }
      }
});

test('every preset survives its link', () => {
  for (const name of presetNames) {
    const fragment = encodeState('where-to-keep-it', schema, presets[name], first);
    const read = decodeState('where-to-keep-it', schema, fragment, first);
    assert.deepEqual(read?.state ?? first, presets[name]);
  }
});
