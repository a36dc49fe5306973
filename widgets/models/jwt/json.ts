/**
 * JSON as a header or a claims set, with what JSON.parse does not tell: where it fails, and which names stand twice.
 *
 * Follows RFC 8259: sections 2 to 7 (the grammar). RFC 7515 section 4 and RFC 7519 section 4 demand unique names and let a
 * parser refuse duplicates or keep the last; this one keeps the last, as JSON.parse does, and lists them.
 *
 * Left out: numbers are the nearest double (section 6 allows it). Nesting deeper than 64 is refused (section 9 allows it).
 */
import type { Span } from '../bytes/utf8.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = ReadonlyMap<string, Json>;

export type JsonCode =
  | 'empty'
  | 'unexpected'
  | 'unfinished'
  | 'control-character'
  | 'escape'
  | 'number'
  | 'too-deep'
  | 'after';

/** What is wrong, and where, in UTF-16 code units of the text. */
export interface JsonFailure extends Span {
  readonly code: JsonCode;
  readonly found: string;
}

export interface Duplicate extends Span {
  readonly name: string;
}

export interface JsonText {
  /** `undefined` where there is a failure. */
  readonly value: Json | undefined;
  readonly failure: JsonFailure | undefined;
  /** Names of the outermost object that stand twice: the second and every further place. */
  readonly duplicates: readonly Duplicate[];
}

const deepest = 64;

class Stop {
  readonly failure: JsonFailure;
  constructor(failure: JsonFailure) {
    this.failure = failure;
  }
}

/** Parses a JSON text. Linear, at most 64 deep; never throws. */
export function parseJson(text: string): JsonText {
  const duplicates: Duplicate[] = [];
  try {
    return { value: new Reader(text, duplicates).whole(), failure: undefined, duplicates };
  } catch (stop) {
    if (stop instanceof Stop) return { value: undefined, failure: stop.failure, duplicates };
    throw stop;
  }
}

/** True for an object, and not for an array or null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return value instanceof Map;
}

class Reader {
  private at = 0;
  private readonly text: string;
  private readonly duplicates: Duplicate[];

  constructor(text: string, duplicates: Duplicate[]) {
    this.text = text;
    this.duplicates = duplicates;
  }

  whole(): Json {
    this.space();
    if (this.at === this.text.length) this.stop('empty', 0);
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) this.stop('after');
    return value;
  }

  private stop(code: JsonCode, at = this.at): never {
    const found = at < this.text.length ? String.fromCodePoint(this.text.codePointAt(at) ?? 0) : '';
    const end = found === '' ? this.text.length : at + found.length;
    throw new Stop({ code: found === '' && code === 'unexpected' ? 'unfinished' : code, at, end, found });
  }

  private space(): void {
    while (/[ \t\n\r]/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  private value(depth: number): Json {
    if (depth > deepest) this.stop('too-deep');
    const first = this.text[this.at];
    if (first === '{') return this.object(depth);
    if (first === '[') return this.array(depth);
    if (first === '"') return this.string();
    if (first === '-' || (first !== undefined && first >= '0' && first <= '9')) return this.number();
    for (const [word, value] of literals) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.stop('unexpected');
  }

  private object(depth: number): JsonObject {
    const members = new Map<string, Json>();
    this.at += 1;
    this.space();
    if (this.text[this.at] === '}') {
      this.at += 1;
      return members;
    }
    for (;;) {
      this.space();
      const at = this.at;
      if (this.text[at] !== '"') this.stop('unexpected');
      const name = this.string();
      if (depth === 0 && members.has(name)) this.duplicates.push({ name, at, end: this.at });
      this.space();
      this.expect(':');
      this.space();
      members.set(name, this.value(depth + 1));
      this.space();
      if (this.text[this.at] === ',') {
        this.at += 1;
        continue;
      }
      this.expect('}');
      return members;
    }
  }

  private array(depth: number): Json[] {
    const items: Json[] = [];
    this.at += 1;
    this.space();
    if (this.text[this.at] === ']') {
      this.at += 1;
      return items;
    }
    for (;;) {
      this.space();
      items.push(this.value(depth + 1));
      this.space();
      if (this.text[this.at] === ',') {
        this.at += 1;
        continue;
      }
      this.expect(']');
      return items;
    }
  }

  private expect(character: string): void {
    if (this.text[this.at] !== character) this.stop('unexpected');
    this.at += 1;
  }

  private string(): string {
    const pieces: string[] = [];
    this.at += 1;
    for (;;) {
      const plain = this.at;
      while ((this.text[this.at] ?? '') >= ' ' && !/["\\]/.test(this.text[this.at] ?? '')) this.at += 1;
      pieces.push(this.text.slice(plain, this.at));
      const stop = this.text[this.at];
      if (stop === undefined) this.stop('unfinished');
      if (stop !== '\\' && stop !== '"') this.stop('control-character');
      this.at += 1;
      if (stop === '"') return pieces.join('');
      pieces.push(this.escape());
    }
  }

  private escape(): string {
    const letter = this.text[this.at] ?? '';
    const known = escapes.get(letter);
    if (known !== undefined) {
      this.at += 1;
      return known;
    }
    const digits = this.text.slice(this.at + 1, this.at + 5);
    if (letter !== 'u' || !/^[\da-fA-F]{4}$/.test(digits)) this.stop('escape');
    this.at += 5;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  private number(): number {
    const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    number.lastIndex = this.at;
    const [digits] = number.exec(this.text) ?? [];
    if (digits === undefined) return this.stop('number');
    const value = Number(digits);
    this.at += digits.length;
    if (/[\d.eE+-]/.test(this.text[this.at] ?? '')) this.stop('number');
    return value;
  }
}

const literals: readonly (readonly [string, Json])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);
