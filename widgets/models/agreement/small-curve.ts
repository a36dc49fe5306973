// Elliptic curves over primes small enough to draw: y^2 = x^3 - 3x + b mod p, the shape of P-256 (SEC 1, 2.2.1; FIPS 186-5).
// Points are added by chord and tangent. Each curve has a prime number of points, so that every point but the one at
// infinity is reached from G. Left out: constant time, coordinates without divisions, and everything else that matters
// where numbers are large; X25519 for that is in x25519.ts.

/** A point, or the one at infinity, which adds nothing. */
export type Point = readonly [x: number, y: number] | 'infinity';

export interface SmallCurve {
  readonly p: number;
  readonly b: number;
  /** Where every walk begins. */
  readonly generator: readonly [x: number, y: number];
  /** How many points there are, the one at infinity included: prime, and not p. */
  readonly order: number;
}

export const smallCurves: Readonly<Record<'17' | '61' | '257' | '1009', SmallCurve>> = {
  '17': { p: 17, b: 3, generator: [1, 1], order: 23 },
  '61': { p: 61, b: 3, generator: [0, 8], order: 73 },
  '257': { p: 257, b: 9, generator: [0, 3], order: 271 },
  '1009': { p: 1_009, b: 4, generator: [0, 2], order: 967 },
};

const a = -3;

export function isOnCurve({ p, b }: SmallCurve, point: Point): boolean {
  if (point === 'infinity') return true;
  const [x, y] = point;
  return modulo(y * y - (x * x * x + a * x + b), p) === 0;
}

/** The sum of two points: SEC 1 (2.2.1), rules 1 to 5. */
export function add({ p }: SmallCurve, one: Point, other: Point): Point {
  if (one === 'infinity') return other;
  if (other === 'infinity') return one;
  const [x1, y1] = one;
  const [x2, y2] = other;
  if (x1 === x2 && modulo(y1 + y2, p) === 0) return 'infinity';
  const slope =
    x1 === x2
      ? modulo((3 * x1 * x1 + a) * inverse(2 * y1, p), p)
      : modulo((y2 - y1) * inverse(modulo(x2 - x1, p), p), p);
  const x = modulo(slope * slope - x1 - x2, p);
  return [x, modulo(slope * (x1 - x) - y1, p)];
}

/** `times` times a point, from 0 up, by doubling and adding. */
export function multiply(curve: SmallCurve, times: number, point: Point): Point {
  let result: Point = 'infinity';
  for (const bit of times.toString(2)) {
    result = add(curve, result, result);
    if (bit === '1') result = add(curve, result, point);
  }
  return result;
}

/** From a point in steps of it: P, 2P, 3P … `steps` of them. */
export function walk(curve: SmallCurve, point: Point, steps: number): Point[] {
  const points: Point[] = [];
  let at: Point = 'infinity';
  for (let step = 0; step < steps; step += 1) {
    at = add(curve, at, point);
    points.push(at);
  }
  return points;
}

/** All points but the one at infinity, by the number of steps from G: the first is G itself. */
export function pointsOf(curve: SmallCurve): (readonly [x: number, y: number])[] {
  return walk(curve, curve.generator, curve.order - 1).filter((point) => point !== 'infinity');
}

/** What an eavesdropper does who sees a point: walk from G until it is met. How many steps that takes. */
export function stepsTo(curve: SmallCurve, point: Point): number {
  return walk(curve, curve.generator, curve.order).findIndex((each) => samePoint(each, point)) + 1;
}

export function samePoint(one: Point, other: Point): boolean {
  return one === 'infinity' || other === 'infinity' ? one === other : one[0] === other[0] && one[1] === other[1];
}

function modulo(value: number, p: number): number {
  return ((value % p) + p) % p;
}

/** 1 / value modulo a prime, by Fermat: value^(p - 2). */
function inverse(value: number, p: number): number {
  let [result, base] = [1, modulo(value, p)];
  for (let exponent = p - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * base) % p;
    base = (base * base) % p;
  }
  return result;
}
