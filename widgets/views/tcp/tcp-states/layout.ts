// Where the boxes and roads of the map lie. The order is that of RFC 9293, figure 5: opening on top, ESTABLISHED in
// the middle, below it the active close on the left and the passive close on the right. No two roads cross.
import type { State } from '../../../models/tcp/log.ts';
import { type Across, type Box, type Column, half, type Road } from '../../../parts/state-map/state-map.ts';
import { stateLabel } from '../picture.ts';
import { type EventName, type Way, wayId, ways } from './roads.ts';

const left = 0;
const middle = 1;
const right = 2;
const rows = [18, 100, 184, 266, 348, 440, 526] as const;
export const height = 560;

/** CLOSED stands twice, as in the RFC: where everything begins and where it ends. */
export const end = 'END';

const places: Readonly<Record<State | typeof end, readonly [Column, number]>> = {
  CLOSED: [middle, 0],
  LISTEN: [middle, 1],
  'SYN-RECEIVED': [left, 2],
  'SYN-SENT': [right, 2],
  ESTABLISHED: [middle, 3],
  'FIN-WAIT-1': [left, 4],
  'CLOSE-WAIT': [right, 4],
  'FIN-WAIT-2': [left, 5],
  CLOSING: [middle, 5],
  'LAST-ACK': [right, 5],
  'TIME-WAIT': [middle, 6],
  [end]: [right, 6],
};

export const boxes: readonly Box[] = Object.entries(places).map(([id, [column, row]]) => ({
  id,
  label: stateLabel(id === end ? 'CLOSED' : (id as State)),
  column,
  x: 0,
  y: rows[row] ?? 0,
}));

type Drawn = Pick<Road, 'column' | 'path' | 'head'> & { readonly across?: Across };

/** Up or down within a column. */
const straight = (column: Column, x: number, from: number, to: number): Drawn => ({
  column,
  path: `M${x} ${from}V${to}`,
  head: { column, x, y: to, way: to > from ? 'down' : 'up' },
});

/** Out of the side of a box in `far`, then around a corner and up or down to a box in `column`. */
function inward(column: Column, x: number, far: Column, y: number, to: number): Drawn {
  const side = Math.sign(far - column);
  const way = to > y ? 'down' : 'up';
  const turn = 6 * Math.sign(to - y);
  return {
    column,
    path: `M${x + 6 * side} ${y}q${-6 * side} 0 ${-6 * side} ${turn}V${to}`,
    across: { x: x + 6 * side, y, to: far },
    head: { column, x, y: to, way },
  };
}

/** The other way round: out of top or bottom of a box in `column`, into the side of one in `far`. */
function outward(column: Column, x: number, from: number, far: Column, y: number): Drawn {
  const side = Math.sign(far - column);
  const turn = 6 * Math.sign(y - from);
  return {
    column,
    path: `M${x} ${from}V${y - turn}q0 ${turn} ${6 * side} ${turn}`,
    across: { x: x + 6 * side, y, to: far },
    head: { column: far, x: -side * half.wide, y, way: side > 0 ? 'right' : 'left' },
  };
}

/** From the side of one box to the side of another. */
function level(column: Column, far: Column, y: number): Drawn {
  const side = Math.sign(far - column);
  return {
    column,
    path: '',
    across: { x: 0, y, to: far },
    head: { column: far, x: -side * half.wide, y, way: side > 0 ? 'right' : 'left' },
  };
}

/** Out of a side, down beside a box of the same column, and on into the next column: the road of note 2. */
const around = (column: Column, x: number, from: number, far: Column, y: number): Drawn => ({
  column,
  path: `M${half.wide} ${from}h${x - half.wide - 6}q6 0 6 6V${y - 6}q0 6 6 6`,
  across: { x: x + 6, y, to: far },
  head: { column: far, x: -half.wide, y, way: 'right' },
});

type Drawing = readonly [Drawn, column: Column, x: number, y: number];

/** Each way with its road and the place of its sign. */
const drawings: Readonly<Record<string, Drawing>> = {
  'CLOSED>LISTEN': [straight(middle, -28, 32, 86), middle, -28, 59],
  'LISTEN>CLOSED': [straight(middle, 28, 86, 32), middle, 28, 59],
  'CLOSED>SYN-SENT': [inward(right, 22, middle, 12, 170), right, 22, 124],
  'SYN-SENT>CLOSED': [outward(right, -14, 170, middle, 25), right, -14, 68],
  'LISTEN>SYN-SENT': [inward(right, -34, middle, 100, 170), right, -34, 138],
  'LISTEN>SYN-RECEIVED': [inward(left, 22, middle, 106, 170), left, 22, 138],
  'SYN-RECEIVED>LISTEN': [outward(left, -22, 170, middle, 94), left, -22, 138],
  'SYN-SENT>SYN-RECEIVED': [level(right, left, 184), middle, 0, 184],
  'SYN-RECEIVED>ESTABLISHED': [outward(left, 22, 198, middle, 260), left, 22, 229],
  'SYN-SENT>ESTABLISHED': [outward(right, -22, 198, middle, 260), right, -22, 229],
  'SYN-RECEIVED>FIN-WAIT-1': [straight(left, -26, 198, 334), left, -26, 268],
  'ESTABLISHED>FIN-WAIT-1': [inward(left, 22, middle, 273, 334), left, 22, 304],
  'ESTABLISHED>CLOSE-WAIT': [inward(right, -22, middle, 273, 334), right, -22, 304],
  'FIN-WAIT-1>FIN-WAIT-2': [straight(left, -12, 362, 426), left, -12, 394],
  'FIN-WAIT-1>CLOSING': [inward(middle, 0, left, 342, 426), middle, 0, 394],
  'FIN-WAIT-1>TIME-WAIT': [around(left, 54, 355, middle, 520), left, 54, 484],
  'FIN-WAIT-2>TIME-WAIT': [outward(left, 0, 454, middle, 532), left, 0, 490],
  'CLOSING>TIME-WAIT': [straight(middle, 14, 454, 512), middle, 14, 483],
  'CLOSE-WAIT>LAST-ACK': [straight(right, 0, 362, 426), right, 0, 394],
  'LAST-ACK>CLOSED': [straight(right, 0, 454, 512), right, 0, 483],
  'TIME-WAIT>CLOSED': [level(middle, right, 526), right, -54, 548],
};

/** The roads with their signs in one language. */
export function roadsOf(signs: Readonly<Record<EventName, string>>): readonly Road[] {
  return ways.map((way): Road => {
    const drawing = drawings[wayId(way)];
    if (!drawing) throw new Error(`The way ${wayId(way)} has no road. Give it one in layout.ts.`);
    const [drawn, column, x, y] = drawing;
    return {
      id: wayId(way),
      ...drawn,
      sign: { column, x, y, above: signs[way.event], below: way.sends },
      ...(way.note === 2 && { dotted: true }),
    };
  });
}

/** The box that a change of state reaches: the upper CLOSED from the opening, the lower one from everywhere else. */
export function boxOf({ from, to }: Pick<Way, 'from' | 'to'>): string {
  return to === 'CLOSED' && !/^(?:CLOSED|LISTEN|SYN)/.test(from) ? end : to;
}
