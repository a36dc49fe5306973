import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lot } from './chance.ts';
import { type ConnectTime, connectTimes, countOutcomes, type Handshake, type Outcome } from './connect-times.ts';
import { linux618, linuxBefore65, rfc9293 } from './profile.ts';
import { handshakeFeatures, openingScenario } from './scenarios/handshake.ts';
import { simulate } from './simulate.ts';

const runs = Number(process.env['PROPERTY_RUNS'] ?? 4_000);

const handshake: Handshake = {
  profile: linux618,
  oneWayDelayUs: 50_000,
  synRetries: linux618.synRetries,
  synLinearTimeouts: linux618.synLinearTimeouts,
  synAckRetries: linux618.synAckRetries,
  losses: { syn: 0, synAck: 0, ack: 0 },
};

function byModel(setting: Handshake, seed: number): ConnectTime {
  const scenario = openingScenario({ ...setting, seed, lost: [], kept: [] }, { first: 'nobody' }, false);
  const { events } = simulate(scenario, handshakeFeatures);
  const returned = events.find((event) => event.kind === 'return' && event.call === 'connect');
  if (returned?.kind !== 'return') throw new Error('connect() never returned.');
  return returned.result === 'ok' ? returned.atUs : -returned.atUs;
}

test('the time of connect() is that of simulate(), to the microsecond, for any settings and seed', () => {
  const percent = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(50, 80, 90, 100));
  const drawn = fc.record({
    profile: fc.constantFrom(linux618, linuxBefore65, rfc9293),
    oneWayDelayUs: fc.integer({ min: 1, max: 400 }).map((ms) => ms * 1_000),
    synRetries: fc.integer({ min: 1, max: 9 }),
    synLinearTimeouts: fc.integer({ min: 0, max: 9 }),
    synAckRetries: fc.integer({ min: 0, max: 9 }),
    losses: fc.record({ syn: percent, synAck: percent, ack: percent }),
  });
  fc.assert(
    fc.property(drawn, fc.integer({ min: 1, max: 10_000 }), (setting, seed) => {
      assert.equal(connectTimes(setting)(seed), byModel(setting, seed));
    }),
    { numRuns: runs },
  );
});

test('with nothing lost connect() takes one round trip, with every SYN lost it takes what the profile gives', () => {
  const never = { syn: 100, synAck: 0, ack: 0 };
  assert.equal(connectTimes(handshake)(1), 100_000);
  assert.equal(connectTimes({ ...handshake, losses: never })(1), -131_000_000);
  assert.equal(connectTimes({ ...handshake, losses: never, synLinearTimeouts: 0 })(1), -127_000_000);
  assert.equal(connectTimes({ ...handshake, losses: never, synRetries: 5 })(1), -67_000_000);
  assert.equal(connectTimes({ ...handshake, losses: never, synRetries: 5, synLinearTimeouts: 0 })(1), -63_000_000);
});

test('of ten thousand seeds as many lose a segment as the probability says, and neighbours do not agree', () => {
  for (const side of ['client', 'server'] as const)
    for (const nth of [1, 2, 7]) {
      const lots = Array.from({ length: 10_000 }, (_, seed) => lot(seed + 1, side, nth));
      for (const percent of [1, 5, 20, 50, 90]) {
        const lost = lots.filter((each) => each < percent).length;
        // Four standard deviations.
        const allowed = 4 * Math.sqrt(10_000 * (percent / 100) * (1 - percent / 100));
        assert.ok(Math.abs(lost - percent * 100) < allowed, `${side} ${nth} ${percent} %: ${lost}`);
        const both = lots.filter((each, index) => each < percent && (lots[index + 1] ?? 100) < percent).length;
        assert.ok(Math.abs(both - percent ** 2) < 6 * percent + 20, `${side} ${nth} ${percent} %, pairs: ${both}`);
      }
    }
});

test('every seed is counted once, and the seed kept for an outcome has it', () => {
  const timeOf = connectTimes({ ...handshake, losses: { syn: 30, synAck: 30, ack: 30 } });
  const tally = new Map<ConnectTime, Outcome>();
  countOutcomes(timeOf, tally, 1, 5_001);
  countOutcomes(timeOf, tally, 5_001, 10_001);
  assert.equal(
    [...tally.values()].reduce((sum, { count }) => sum + count, 0),
    10_000,
  );
  for (const { atUs, seed } of tally.values()) assert.equal(timeOf(seed), atUs);
});
