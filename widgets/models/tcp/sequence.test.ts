// Sequence numbers wrap (RFC 9293, 3.4): what holds for a distance holds wherever it is counted from.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { printLog } from './print.ts';
import { linux618 } from './profile.ts';
import type { Scenario } from './scenario.ts';
import { closing } from './scenarios/two-msl.ts';
import { advance, ahead, seq } from './sequence.ts';
import { simulate } from './simulate.ts';

const number = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const distance = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

test('a number advanced by a distance is that far ahead, across the wrap too', () => {
  fc.assert(fc.property(number, distance, (from, bytes) => ahead(advance(seq(from), bytes), seq(from)) === bytes));
});

test('of two numbers less than 2^31 apart exactly one is ahead', () => {
  fc.assert(
    fc.property(number, fc.integer({ min: 1, max: 2 ** 31 - 1 }), (from, bytes) => {
      const [one, other] = [seq(from), advance(seq(from), bytes)];
      return ahead(other, one) > 0 && ahead(one, other) < 0;
    }),
  );
});

test('a connection whose numbers wrap does what one that starts at 0 does', () => {
  const from = (isn: number): string => {
    const scenario = closing({
      profile: linux618,
      oneWayDelayUs: 50_000,
      finalAcksLost: 1,
      lostFromClient: [3],
      lostFromServer: [3],
      serverClosesAfterUs: 0,
    });
    const [connect, ...rest] = scenario.programs[0] ?? [];
    const programs = [[{ ...connect, isn }, ...rest], ...scenario.programs.slice(1)] as Scenario['programs'];
    return printLog(simulate({ ...scenario, programs })).replaceAll(/isn[ =]\d+/g, 'isn');
  };
  for (const isn of [2 ** 32 - 1, 2 ** 32 - 2, 2 ** 32 - 101, 2 ** 31 - 1, 2 ** 31]) assert.equal(from(isn), from(0));
});
