// Recordings 1 (handshake and close), 6 to 9 (losses while closing).
import type { LinkRule, Program } from '../scenario.ts';
import type { Case } from './cases.ts';
import { client, pair, requestResponse, scenarioOf, server, sleep } from './programs.ts';

const opened: Program = [...pair, ...requestResponse];

/** Loses the client's ACKs of the server's FIN, the first `times` of them. */
const finalAckLost = (times: number): LinkRule[] => [{ from: 'client', segment: 'ACK', acknowledgesFin: true, times }];

const lastAckLost = (times: number): Case => ({
  scenario: (recording) =>
    scenarioOf(
      recording,
      [[...opened, sleep(0.5), client('close'), server('recv'), sleep(0.5), server('close')]],
      finalAckLost(times),
    ),
});

export const closeCases: Readonly<Record<string, Case>> = {
  '01a-normal-client-closes-first': {
    scenario: (recording) =>
      scenarioOf(recording, [
        [client('connect'), client('send', { bytes: 100 }), client('recv'), sleep(0.3), client('close')],
        [server('accept'), server('recv'), server('send', { bytes: 300 }), server('recv'), server('close')],
      ]),
  },
  '01b-server-closes-first': {
    scenario: (recording) =>
      scenarioOf(recording, [
        [client('connect'), client('send', { bytes: 100 }), client('recv'), client('recv'), client('close')],
        [server('accept'), server('recv'), server('send', { bytes: 300 }), server('close')],
      ]),
  },
  '01c-simultaneous-close': {
    scenario: (recording) => scenarioOf(recording, [[...opened, sleep(0.5), server('close'), client('close')]]),
  },
  '01d-simultaneous-open': {
    scenario: (recording) =>
      scenarioOf(recording, [
        [server('connect')],
        [client('connect'), client('send', { bytes: 10 }), server('recv'), sleep(1), client('abort')],
      ]),
  },
  '01e-close-four-segments': {
    scenario: (recording) =>
      scenarioOf(recording, [[...opened, sleep(0.3), client('close'), server('recv'), sleep(0.5), server('close')]]),
  },
  '01f-half-close': {
    scenario: (recording) =>
      scenarioOf(recording, [
        [
          ...pair,
          client('send', { bytes: 100 }),
          server('recv'),
          client('shutdown'),
          server('recv'),
          ...[0, 1, 2].flatMap(() => [server('send', { bytes: 500 }), sleep(0.3)]),
          server('close'),
          client('recv'),
          client('recv'),
          client('close'),
        ],
      ]),
  },
  '09a-last-ack-lost-1-times': lastAckLost(1),
  '09c-last-ack-lost-3-times': lastAckLost(3),
  '09d-last-ack-lost-never': lastAckLost(0),
};
