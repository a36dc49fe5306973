// What a reader can set, what a link can hold, and the states that have a name. What a reader types (claims, a token, a key) is
// kept apart: it goes into a link only when they press "include the token", and a key never does.
import { algorithms } from '../../../models/jwt/algorithms.ts';
import { type Mistake, mistakes } from '../../../models/jwt/verify.ts';
import { decodeState, defaults, encodeState, type Note, type State } from '../../../models/share/share.ts';

/** When the example token is issued, and for how long it is good: NumericDate, seconds. */
export const issuedAt = 1_790_000_000;
export const lifetimeS = 3_600;

/** Longer ones are not put into a link. */
export const longestInLink = 3_000;

export const schema = {
  alg: { kind: 'choice', default: 'HS256', values: algorithms },
  /** What arrives at the verifier: as issued, with the claim edited, one of the forgeries, or what was typed. */
  sent: { kind: 'choice', default: 'issued', values: ['issued', 'edited', ...mistakes, 'typed'] },
  mistakes: { kind: 'set', default: [], item: new RegExp(`^(?:${mistakes.join('|')})$`), most: mistakes.length },
  /** The verifier's clock, NumericDate. */
  clock: { kind: 'integer', default: issuedAt + 600, min: 0, max: 4_102_444_800 },
  iss: { kind: 'text', default: 'https://login.example', longest: 200 },
  aud: { kind: 'text', default: 'shop', longest: 200 },
  /** The character that is looked at, from 0. */
  at: { kind: 'integer', default: 0, min: 0, max: 65_535 },
  by: { kind: 'choice', default: 'thief', values: ['issuer', 'thief'] },
  jwe: { kind: 'choice', default: 'off', values: ['off', 'sealed', 'opened'] },
  token: { kind: 'text', default: '', longest: longestInLink },
} as const;

/** What is typed and stays in the page. */
export interface Typed {
  readonly header: string | undefined;
  readonly payload: string | undefined;
  readonly key: string;
  /** The reader has pressed "include the token". */
  readonly include: boolean;
}

export type Linked = State<typeof schema>;
export type JwtState = Linked & Typed;

const untyped: Typed = { header: undefined, payload: undefined, key: '', include: false };
const plain: JwtState = { ...defaults(schema), ...untyped };

/** Where `"admin":false` stands in the example token: the group that says `:tr` once it is edited. */
const atAdmin = 187;

export const presets = {
  default: { ...plain, sent: 'edited', at: atAdmin },
  none: { ...plain, sent: 'accept-none', mistakes: ['accept-none'] },
  'rs-to-hs': { ...plain, alg: 'RS256', sent: 'rs-to-hs', mistakes: ['rs-to-hs'] },
  'weak-secret': { ...plain, sent: 'weak-secret', mistakes: ['weak-secret'] },
  expired: { ...plain, clock: issuedAt + lifetimeS + 60 },
  'wrong-audience': { ...plain, sent: 'no-aud' },
  encrypted: { ...plain, jwe: 'sealed' },
} as const satisfies Record<string, JwtState>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as PresetName[];

const linkedKeys = Object.keys(schema) as (keyof Linked)[];

function linked(state: JwtState): Linked {
  return Object.fromEntries(linkedKeys.map((key) => [key, state[key]])) as unknown as Linked;
}

/** True if the state shows something that a link to it would not hold. */
export const holdsTyped = (state: JwtState): boolean =>
  state.sent === 'typed' || state.header !== undefined || state.payload !== undefined || state.key !== '';

/** The fragment. `wire` is the token that arrives; it is written only if the reader asked for it. */
export function fragmentOf(id: string, state: JwtState, wire: string, first: JwtState): string {
  const include = state.include && holdsTyped(state) && wire.length <= longestInLink;
  const held: Linked = include
    ? { ...linked(state), sent: 'typed', token: wire }
    : { ...linked(state), sent: state.sent === 'typed' ? 'issued' : state.sent, token: '' };
  return encodeState(id, schema, held, linked(first));
}

export function readFragment(
  id: string,
  fragment: string,
  first: JwtState,
): { readonly state: JwtState; readonly notes: readonly Note[] } | undefined {
  const read = decodeState(id, schema, fragment, linked(first));
  if (!read) return undefined;
  // A token in the address is there because somebody asked for it: it stays there.
  const include = read.state.sent === 'typed' && read.state.token !== '';
  const sent = read.state.sent === 'typed' && !include ? 'issued' : read.state.sent;
  return { state: { ...read.state, sent, ...untyped, include }, notes: read.notes };
}

export const same = (a: JwtState, b: JwtState): boolean => JSON.stringify(a) === JSON.stringify(b);

export const isMistake = (name: string): name is Mistake => mistakes.some((each) => each === name);
