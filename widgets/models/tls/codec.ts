// The presentation language of TLS (RFC 8446 section 3, RFC 5246 section 4), both ways: one description of a structure reads
// it and writes it.
//
// Reading leaves a tree of named fields with their bytes, so that a figure can say what every byte is; what does not fit is a
// value that names the field, the bytes and the alert that a peer would send: decode_error where lengths do not fit, and
// illegal_parameter where a value must not be (RFC 8446 section 6.2, RFC 5246 section 7.2.2).
//
// Names of fields are those of TLS 1.2; TLS 1.3 calls some of them legacy_version, legacy_session_id_echo and so on.
import type { AlertName } from './alerts.ts';

/** Part of a message that has a name. Half-open, in bytes from the start of what was read. */
export interface Field {
  readonly name: string;
  readonly at: number;
  readonly end: number;
  /** What a number is. */
  readonly value?: number;
  /** What a number stands for: the name of a suite, a group, an extension; or text. */
  readonly label?: string;
  /** Its parts, which cover all of it. Empty for a field that has none. */
  readonly fields: readonly Field[];
}

/** Why something cannot be read. */
export type Reason =
  /** `needed` bytes do not fit into the `left` that are there. */
  | 'truncated'
  /** Its length is `length`, where `least` to `most` are allowed, in multiples of `unit`. */
  | 'length'
  /** Behind the last field `left` bytes are left over. */
  | 'left-over'
  /** The number `value` is not allowed here. */
  | 'value'
  /** An extension `value` that stands here a second time. */
  | 'repeated';

/** What is wrong, where, and what a peer answers. */
export interface Failure {
  /** The names of the fields around it, outermost first, its own last. */
  readonly path: readonly string[];
  readonly at: number;
  readonly end: number;
  readonly reason: Reason;
  readonly alert: AlertName;
  readonly values: Readonly<Record<string, number>>;
}

/** What was read: all of it, or the fields before the failure. */
export type Parsed<T> =
  | { readonly value: T; readonly failure: undefined; readonly fields: readonly Field[] }
  | { readonly value: undefined; readonly failure: Failure; readonly fields: readonly Field[] };

/** How a structure is read and written. */
export interface Codec<T> {
  read(reader: Reader): T;
  write(value: T): readonly Uint8Array[];
  /** What the value stands for, in the words of the registry. */
  label?(value: T): string | undefined;
}

/** Reads all of `bytes`, from `at` on, as `codec` says. Never throws for any bytes. Spans count from the start of `bytes`. */
export function parse<T>(codec: Codec<T>, bytes: Uint8Array, at = 0): Parsed<T> {
  const reader = new Reader(bytes, at);
  try {
    const value = codec.read(reader);
    reader.finish();
    return { value, failure: undefined, fields: reader.fields };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { value: undefined, failure: error.failure, fields: reader.fields };
  }
}

/** The bytes of a value. Throws for a value that has no encoding: that is a mistake of the programmer. */
export function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  return concat(...codec.write(value));
}

/** Bytes, one after the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

class Refusal extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.reason);
    this.failure = failure;
  }
}

/** A place in bytes that are being read, with the fields read so far. */
export class Reader {
  readonly bytes: Uint8Array;
  at: number;
  end: number;
  fields: Field[] = [];
  readonly path: string[] = [];

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
    this.end = bytes.length;
  }

  get left(): number {
    return this.end - this.at;
  }

  /** Reads a named field; its parts become children of it. */
  field<T>(name: string, codec: Codec<T>): T {
    const { fields: around, at } = this;
    const own: Field[] = [];
    this.fields = own;
    this.path.push(name);
    let value: T | undefined;
    let label: string | undefined;
    let empty = false;
    try {
      value = codec.read(this);
      label = codec.label?.(value);
      empty = (value === undefined || value === null) && this.at === at;
      return value;
    } finally {
      this.fields = around;
      this.path.pop();
      const number = typeof value === 'number' ? { value } : {};
      // Something that is not there has no bytes to explain.
      if (!empty)
        around.push({ name, at, end: this.at, ...number, ...(label === undefined ? {} : { label }), fields: own });
    }
  }

  take(count: number): Uint8Array {
    if (count > this.left)
      this.refuse('truncated', 'decode_error', this.at, this.end, { needed: count, left: this.left });
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  /** Reads `count` bytes with `read`, which has to use all of them. */
  within<T>(count: number, read: () => T): T {
    const { end } = this;
    this.end = this.at + count;
    const value = read();
    this.finish();
    this.end = end;
    return value;
  }

  finish(): void {
    if (this.left > 0) this.refuse('left-over', 'decode_error', this.at, this.end, { left: this.left });
  }

  /** Gives up. `name` is the field that is wrong, where that is one inside the one that is being read. */
  refuse(reason: Reason, alert: AlertName, at: number, end: number, values: Failure['values'], name?: string): never {
    const path = name === undefined ? [...this.path] : [...this.path, name];
    throw new Refusal({ path, at, end, reason, alert, values });
  }
}

/** A whole number of one to four bytes, most significant first. `allowed` lists the only ones that may stand here. */
export function uint(
  width: 1 | 2 | 3 | 4,
  options: { label?: (value: number) => string | undefined; allowed?: readonly number[] } = {},
): Codec<number> {
  return {
    read(reader) {
      const { at } = reader;
      const value = reader.take(width).reduce((sum, byte) => sum * 256 + byte, 0);
      if (options.allowed && !options.allowed.includes(value))
        reader.refuse('value', 'illegal_parameter', at, reader.at, { value });
      return value;
    },
    write: (value) => {
      if (value < 0 || value >= 256 ** width) throw new RangeError(`${value} has no room in ${width} bytes`);
      return [Uint8Array.from({ length: width }, (_, place) => Math.floor(value / 256 ** (width - 1 - place)) % 256)];
    },
    ...(options.label ? { label: options.label } : {}),
  };
}

/** As many bytes as `length` says. */
export function opaque(length: number): Codec<Uint8Array> {
  return {
    read: (reader) => reader.take(length),
    write: (value) => {
      if (value.length !== length) throw new RangeError(`${value.length} bytes instead of ${length}`);
      return [value];
    },
  };
}

/** Everything that is left. */
export const rest: Codec<Uint8Array> = { read: (reader) => reader.take(reader.left), write: (value) => [value] };

/** Nothing: an extension that says all by standing there. */
export const nothing: Codec<null> = { read: () => null, write: () => [] };

/** Bytes with their length in front of them, which takes `width` bytes: opaque name<least..most>. */
export function bytesOf(
  width: 1 | 2 | 3,
  least = 0,
  most: number = 256 ** width - 1,
  label?: (value: Uint8Array) => string | undefined,
): Codec<Uint8Array> {
  return {
    read: (reader) =>
      sized(reader, width, least, most, 1, () => (reader.left ? reader.field('data', rest) : rest.read(reader))),
    write: (value) => [...uint(width).write(value.length), value],
    ...(label ? { label } : {}),
  };
}

/** Items one after the other, with the length of all in bytes in front of them: item name<least..most>. */
export function listOf<T>(
  width: 1 | 2 | 3,
  name: string,
  item: Codec<T>,
  least = 0,
  most: number = 256 ** width - 1,
  unit = 1,
): Codec<readonly T[]> {
  return {
    read: (reader) =>
      sized(reader, width, least, most, unit, () => {
        const items: T[] = [];
        while (reader.left > 0) {
          const { at } = reader;
          items.push(reader.field(name, item));
          if (reader.at === at) break;
        }
        return items;
      }),
    write: (items) => {
      const parts = items.flatMap((each) => item.write(each));
      return [...uint(width).write(parts.reduce((sum, part) => sum + part.length, 0)), ...parts];
    },
  };
}

/** Reads a length, checks it, and has `read` read that many bytes. */
export function sized<T>(
  reader: Reader,
  width: 1 | 2 | 3,
  least: number,
  most: number,
  unit: number,
  read: () => T,
): T {
  const { at } = reader;
  const length = reader.field('length', uint(width));
  const refuse = (reason: Reason, values: Failure['values']) =>
    reader.refuse(reason, 'decode_error', at, at + width, values, 'length');
  if (length > reader.left) refuse('truncated', { needed: length, left: reader.left });
  if (length < least || length > most || length % unit !== 0) refuse('length', { length, least, most, unit });
  return reader.within(length, read);
}

/** Its length in `width` bytes, then one thing of that length; as a field of its own if it has a `name`. */
export function framed<T>(width: 1 | 2 | 3, codec: Codec<T>, name?: string): Codec<T> {
  return {
    read: (reader) =>
      sized(reader, width, 0, 256 ** width - 1, 1, () =>
        name === undefined ? codec.read(reader) : reader.field(name, codec),
      ),
    write: (value) => {
      const body = encode(codec, value);
      return [...uint(width).write(body.length), body];
    },
    ...(codec.label ? { label: codec.label } : {}),
  };
}

/** Fields one after the other. What a field is may depend on those before it. */
export function struct<T extends object>(
  shape: {
    readonly [K in keyof T]-?: Codec<T[K]> | ((soFar: Partial<T>) => Codec<T[K]>);
  },
): Codec<T> {
  const names = Object.keys(shape) as (keyof T & string)[];
  const codecOf = <K extends keyof T>(name: K, soFar: Partial<T>): Codec<T[K]> => {
    const codec = shape[name];
    return typeof codec === 'function' ? codec(soFar) : codec;
  };
  return {
    read(reader) {
      const value: Partial<T> = {};
      for (const name of names) value[name] = reader.field(name, codecOf(name, value));
      return value as T;
    },
    write: (value) => names.flatMap((name) => codecOf(name, value).write(value[name])),
  };
}

/** Something that may be missing, if nothing at all follows. */
export function optional<T>(codec: Codec<T>): Codec<T | undefined> {
  return {
    read: (reader) => (reader.left > 0 ? codec.read(reader) : undefined),
    write: (value) => (value === undefined ? [] : codec.write(value)),
  };
}
