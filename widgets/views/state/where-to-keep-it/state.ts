// What a reader can set, what a link can hold, and the states that have a name.
import { scenarioNames } from '../../../models/credentials/scenarios.ts';
import { keeps, type Settings } from '../../../models/credentials/world.ts';
import { defaults, type State } from '../../../models/share/share.ts';

const onOff = ['off', 'on'] as const;
const sides = ['other-site', 'sibling'] as const;

export const schema = {
  keep: { kind: 'choice', default: 'token-storage', values: keeps },
  scenario: { kind: 'choice', default: 'xss', values: scenarioNames },
  samesite: { kind: 'choice', default: 'lax', values: ['unset', 'none', 'lax', 'strict'] },
  httponly: { kind: 'choice', default: 'on', values: onOff },
  csrf: { kind: 'choice', default: 'off', values: onOff },
  deny: { kind: 'choice', default: 'off', values: onOff },
  shared: { kind: 'choice', default: 'off', values: onOff },
  private: { kind: 'choice', default: 'off', values: onOff },
  /** Of a token, in minutes. */
  life: { kind: 'integer', default: 15, min: 1, max: 1_440 },
  /** From the login to the attack, in seconds. */
  wait: { kind: 'integer', default: 300, min: 1, max: 3_600 },
  from: { kind: 'choice', default: 'other-site', values: sides },
  method: { kind: 'choice', default: 'POST', values: ['POST', 'GET'] },
  api: { kind: 'choice', default: 'other-site', values: sides },
  third: { kind: 'choice', default: 'blocked', values: ['blocked', 'allowed'] },
} as const;

export type KeepState = State<typeof schema>;

const first = defaults(schema);

export const presets = {
  default: first,
  xss: { ...first, keep: 'token-cookie' },
  csrf: { ...first, scenario: 'csrf', keep: 'token-cookie', samesite: 'none' },
  logout: { ...first, scenario: 'logout', keep: 'token-cookie' },
  stolen: { ...first, scenario: 'stolen', keep: 'session-cookie' },
  cdn: { ...first, scenario: 'cdn', keep: 'session-cookie' },
  'second-domain': { ...first, scenario: 'second-domain', keep: 'session-cookie' },
  'native-app': { ...first, scenario: 'native-app', keep: 'token-storage' },
} as const satisfies Record<string, KeepState>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as PresetName[];

export function settingsOf(state: KeepState, keep: Settings['keep'] = state.keep): Settings {
  return {
    keep,
    sameSite: state.samesite,
    httpOnly: state.httponly === 'on',
    csrfToken: state.csrf === 'on',
    denyList: state.deny === 'on',
    sharedStore: state.shared === 'on',
    cachePrivate: state.private === 'on',
    lifetimeS: 60 * state.life,
    waitS: state.wait,
    attackFrom: state.from,
    method: state.method,
    api: state.api,
    thirdParty: state.third,
  };
}

export type SettingName = Exclude<keyof KeepState, 'keep' | 'scenario'>;

/** The settings that can make a difference to this story. */
export function relevant({ keep, scenario, api }: KeepState): readonly SettingName[] {
  const cookie = keep.endsWith('cookie');
  const token = keep !== 'session-cookie';
  const of = (condition: boolean, ...names: SettingName[]): SettingName[] => (condition ? names : []);
  switch (scenario) {
    case 'xss':
      return [...of(cookie, 'httponly', 'csrf'), ...of(token, 'life'), 'wait'];
    case 'csrf':
      return [...of(cookie, 'samesite', 'from', 'method', 'csrf'), 'wait', ...of(token, 'life')];
    case 'stolen':
    case 'logout':
      return of(token, 'deny', 'life');
    case 'revoke':
      return of(token, 'deny');
    case 'cdn':
      return ['private'];
    case 'second-domain':
      return ['api', ...of(cookie, 'samesite'), ...of(cookie && api === 'other-site', 'third')];
    case 'restart':
      return of(!token, 'shared');
    default:
      return [];
  }
}
