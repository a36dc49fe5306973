import assert from 'node:assert/strict';
import test from 'node:test';
import { isPrime } from '../rsa/by-hand.ts';
import { add, isOnCurve, multiply, pointsOf, samePoint, smallCurves, stepsTo, walk } from './small-curve.ts';

const curves = Object.values(smallCurves);

test('each curve has the points that its equation has, a prime number of them, and not as many as its prime', () => {
  for (const curve of curves) {
    const { p, b, order } = curve;
    let counted = 1;
    for (let x = 0; x < p; x += 1)
      for (let y = 0; y < p; y += 1) if ((y * y - x * x * x + 3 * x - b + 5 * p * p * p) % p === 0) counted += 1;
    assert.equal(counted, order, `p = ${p}`);
    assert.ok(isPrime(p) && isPrime(order) && p !== order);
    const points = pointsOf(curve);
    assert.equal(new Set(points.map(String)).size, order - 1);
    assert.ok(points.every((point) => isOnCurve(curve, point)));
  }
});

test('walking, multiplying and adding agree; the last step leads to infinity', () => {
  for (const curve of curves) {
    const steps = walk(curve, curve.generator, curve.order);
    assert.equal(steps.at(-1), 'infinity');
    for (const [index, point] of steps.entries()) {
      assert.deepEqual(multiply(curve, index + 1, curve.generator), point);
      assert.equal(stepsTo(curve, point), index + 1);
      if (index > 200) break;
    }
    assert.equal(multiply(curve, 0, curve.generator), 'infinity');
    assert.equal(multiply(curve, curve.order, curve.generator), 'infinity');
  }
});

test('addition is commutative and associative, and a point and its mirror image give infinity', () => {
  for (const curve of curves.slice(0, 2)) {
    const points = pointsOf(curve);
    for (const one of points.slice(0, 12))
      for (const two of points.slice(5, 20)) {
        assert.deepEqual(add(curve, one, two), add(curve, two, one));
        for (const three of points.slice(0, 5))
          assert.deepEqual(add(curve, add(curve, one, two), three), add(curve, one, add(curve, two, three)));
      }
    for (const [x, y] of points) assert.equal(add(curve, [x, y], [x, (curve.p - y) % curve.p]), 'infinity');
  }
});

test('both sides reach the same point, whatever their secrets', () => {
  for (const curve of curves)
    for (let a = 1; a < curve.order; a += Math.ceil(curve.order / 40))
      for (let b = 1; b < curve.order; b += Math.ceil(curve.order / 40)) {
        const [A, B] = [multiply(curve, a, curve.generator), multiply(curve, b, curve.generator)];
        assert.ok(samePoint(multiply(curve, a, B), multiply(curve, b, A)));
      }
});
