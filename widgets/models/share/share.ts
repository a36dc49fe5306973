// Share links: `time-wait.html#two-msl?lost=1&delay=80`. One codec for all figures.
// A field that has its default is left out, so a link says only what differs from the first frame.
// Reading never throws: what is out of range is clamped, what is unknown is left alone, and both are told.
// The syntax is that of a URL query (WHATWG URL, application/x-www-form-urlencoded) behind the figure's id.

/** What a figure's state may hold. `renamed` lists the keys that older links use for this field. */
export type Field =
  | {
      readonly kind: 'integer';
      readonly default: number;
      readonly min: number;
      readonly max: number;
      readonly renamed?: string;
    }
  | { readonly kind: 'choice'; readonly default: string; readonly values: readonly string[]; readonly renamed?: string }
  | {
      readonly kind: 'set';
      readonly default: readonly string[];
      readonly item: RegExp;
      readonly most: number;
      readonly renamed?: string;
    }
  /** What a reader typed; `longest` in UTF-16 code units. */
  | { readonly kind: 'text'; readonly default: string; readonly longest: number; readonly renamed?: string };

export type Schema = Readonly<Record<string, Field>>;

type ValueOf<F extends Field> = F extends { readonly kind: 'integer' }
  ? number
  : F extends { readonly kind: 'choice'; readonly values: readonly (infer V)[] }
    ? V
    : F extends { readonly kind: 'text' }
      ? string
      : readonly string[];

export type State<S extends Schema> = { readonly [K in keyof S]: ValueOf<S[K]> };

/** Something in a link that was not taken as it stood. The words for it are the view's. */
export interface Note {
  readonly problem: 'clamped' | 'unknown' | 'unreadable' | 'too-long';
  readonly key: string;
  /** What the link says, at most 40 characters of it. */
  readonly received: string;
  /** What the figure uses instead; empty where the key is ignored. */
  readonly used: string;
}

/** The version of the syntax. A link without `v` is of version 1; one of a later version is read as far as it is understood. */
export const version = 1;

/** A longer fragment is not read at all: nobody has a link of this length. In characters. */
export const longestFragment = 4_000;

export function defaults<S extends Schema>(schema: S): State<S> {
  return Object.fromEntries(Object.entries(schema).map(([key, field]) => [key, field.default])) as State<S>;
}

/**
 * The fragment for a state, without `#`: `two-msl?delay=80`. `first` is the figure's own first frame: its link is the
 * bare id. A state that has nothing but defaults and is not the first frame says so with the version.
 */
export function encodeState<S extends Schema>(
  id: string,
  schema: S,
  state: State<S>,
  first: State<S> = defaults(schema),
): string {
  if (Object.keys(schema).every((key) => print(state[key]) === print(first[key]))) return id;
  const pairs: string[] = [];
  for (const [key, field] of Object.entries(schema)) {
    const value = print(state[key as keyof S]);
    // A lone surrogate has no encoding; a browser would send U+FFFD.
    const sound = value.replaceAll(/\p{Surrogate}/gu, '\ufffd');
    if (value !== print(field.default)) pairs.push(`${key}=${encodeURIComponent(sound).replaceAll('%2C', ',')}`);
  }
  return `${id}?${pairs.join('&') || `v=${version}`}`;
}

/** Reads a fragment (with or without `#`). `undefined`: it names another figure, or a section. */
export function decodeState<S extends Schema>(
  id: string,
  schema: S,
  fragment: string,
  first: State<S> = defaults(schema),
): { readonly state: State<S>; readonly notes: readonly Note[] } | undefined {
  const text = fragment.replace(/^#/, '');
  if (text.slice(0, id.length + 1) !== `${id}?`) return undefined;
  if (text.length > longestFragment) {
    return { state: first, notes: [note('too-long', '', `${text.length}`)] };
  }
  const state: Record<string, unknown> = { ...defaults(schema) };
  const notes: Note[] = [];
  for (const pair of text.slice(id.length + 1).split('&')) {
    if (pair === '' || pair === `v=${version}`) continue;
    const [name = '', ...rest] = pair.split('=');
    const received = percentDecoded(rest.join('='));
    const found = Object.entries(schema).find(([key, field]) => key === name || field.renamed === name);
    if (!found) {
      notes.push(note('unknown', name, received ?? ''));
    } else if (received === undefined) {
      notes.push(note('unreadable', name, rest.join('='), print(state[found[0]])));
    } else {
      read(found[0], found[1], received, state, notes);
    }
  }
  return { state: state as State<S>, notes };
}

function read(key: string, field: Field, received: string, state: Record<string, unknown>, notes: Note[]): void {
  const keep = (problem: Note['problem']) => notes.push(note(problem, key, received, print(state[key])));
  switch (field.kind) {
    case 'integer': {
      if (!/^-?\d{1,15}$/.test(received)) return void keep('unreadable');
      state[key] = Math.min(field.max, Math.max(field.min, Number(received)));
      if (state[key] !== Number(received)) keep('clamped');
      return;
    }
    case 'choice': {
      if (!field.values.includes(received)) return void keep('unreadable');
      state[key] = received;
      return;
    }
    case 'text': {
      state[key] = received.slice(0, field.longest);
      if (state[key] !== received) keep('clamped');
      return;
    }
    case 'set': {
      const items = received === '' ? [] : received.split(',');
      const good = [...new Set(items.filter((item) => field.item.test(item)))].slice(0, field.most);
      state[key] = good;
      if (good.length !== items.length) keep('clamped');
    }
  }
}

function print(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}

function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function note(problem: Note['problem'], key: string, received: string, used = ''): Note {
  return { problem, key: key.slice(0, 40), received: received.slice(0, 40), used };
}
