/**
 * Whether a framing makes sense, and whether it can carry these messages: everything that is wrong before a byte is sent.
 *
 * The bounds are those of the protocols (a fixed field has a byte, a u8 announces 255 at most) and, where those have none,
 * of a figure that must stay quick: a field of 65,536 bytes, a delimiter of 16, a limit of 4 GiB, which is past what four
 * bytes can announce.
 *
 * Left out: that a message holds the delimiter, or ends with the padding. Both can be sent; what they do is seen at the other end.
 */
import type { Framing } from './framing.ts';
import { longestMessage } from './length-prefix.ts';

/** What can be wrong with a framing or with a message for it. */
export type ProblemCode =
  /** A setting, or a byte of it, that is not a whole number from `low` to `high`; it is `value`. */
  | 'out-of-range'
  /** A delimiter or a mask of `value` bytes, not of `low` to `high`. */
  | 'wrong-length'
  /** The escape byte, `value`, is a byte of the delimiter. */
  | 'delimiter-holds-escape'
  /** Message number `message` has `value` bytes, and the field is for `high` at most. */
  | 'message-too-long';

/** A problem as data. `setting` is the property of the framing that the reader has to change. */
export interface Problem {
  readonly code: ProblemCode;
  readonly setting: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Index of the message that does not fit; `undefined` if the framing itself is wrong. */
  readonly message: number | undefined;
}

/** The settings that are numbers: from which to which. A list of bytes: and how many, from how many to how many. */
const bounds: Readonly<Record<string, readonly [low: number, high: number, fewest?: number, most?: number]>> = {
  lengthBytes: [1, 65536],
  lineLimitBytes: [5, 16384],
  chunkBytes: [0, 2 ** 32],
  chunkLimitBytes: [0, 2 ** 32],
  fragmentBytes: [0, 2 ** 32],
  limitBytes: [0, 2 ** 32],
  padding: [0, 255],
  escape: [0, 255],
  delimiter: [0, 255, 1, 16],
  mask: [0, 255, 4, 4],
};

/**
 * Everything that is wrong with a framing, and with messages for it. Empty: `encode` carries them all. Linear in the number
 * of messages; never throws.
 */
export function checkFraming(framing: Framing, messages: readonly Uint8Array[] = []): readonly Problem[] {
  const problems: Problem[] = [];
  const within = (
    code: ProblemCode,
    setting: string,
    value: number,
    low: number,
    high: number,
    message?: number,
  ): void => {
    const inside = Number.isInteger(value) && value >= low && value <= high;
    if (!inside) problems.push({ code, setting, value, low, high, message });
  };
  const settings: readonly (readonly [string, unknown])[] = Object.entries(framing);
  for (const [setting, value] of settings) {
    const [low, high, fewest = 1, most = 1] = bounds[setting] ?? [];
    const items = [value].flat();
    if (low === undefined || high === undefined || value === undefined) continue;
    within('wrong-length', setting, items.length, fewest, most);
    for (const item of items.slice(0, most)) within('out-of-range', setting, Number(item), low, high);
  }
  if (framing.kind === 'delimiter' && framing.delimiter.some((byte) => byte === framing.escape)) {
    within('delimiter-holds-escape', 'escape', framing.escape ?? 0, 0, -1);
  }
  const setting = framing.kind === 'fixed' ? 'lengthBytes' : 'field';
  const longest =
    framing.kind === 'fixed' ? framing.lengthBytes : longestMessage('field' in framing ? framing.field : 'varint');
  messages.forEach(({ length }, message) => {
    within('message-too-long', setting, length, 0, longest, message);
  });
  return problems;
}
