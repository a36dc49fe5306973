// Recordings 2 to 5: losses in the handshake; 24a, a closed port.
import type { LinkRule, Program } from '../scenario.ts';
import type { Case } from './cases.ts';
import { client, plain, racing, scenarioOf, server, sleep, subsets, until } from './programs.ts';
import type { Recording } from './recording.ts';

const synLost: LinkRule = { from: 'client', segment: 'SYN' };
const synAckLost: LinkRule = { from: 'server', segment: 'SYN-ACK' };
const thirdAckLost: LinkRule = { from: 'client', segment: 'ACK', times: 1 };

const allSynsLost = plain([[client('connect'), client('close')]], [synLost]);

const connectAndSend = [client('connect'), server('accept'), client('send', { bytes: 100 }), server('recv'), sleep(4)];

const firstSynsLost = (times: number): Case => plain([connectAndSend], [{ ...synLost, times }]);

/**
 * The two ends retransmit at the same nominal time, the client one way earlier, and a SYN that arrives is answered at
 * once and restarts the server's timer. In reality the two race: each SYN may come before the server's timer, or after.
 */
export const raced = (programs: readonly Program[], rules: readonly LinkRule[]): Case => ({
  scenario: (recording) => scenarioOf(recording, programs, rules),
  variants: (recording) =>
    [[], ...subsets(racers)].map((first) => scenarioOf(recording, programs, [...racing(racers, first), ...rules])),
});
const racers = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

const firstSynAcksLost = (times: number): Case => raced([connectAndSend], [{ ...synAckLost, times }]);

const allSynAcksLost = raced([[client('connect'), client('close')]], [synAckLost]);

/** Everything from the client but its SYN is lost until the time that the rule of the recording names. */
const clientCutOff: Case = {
  scenario: (recording) => {
    const repairedAt = repairTime(recording);
    return scenarioOf(
      recording,
      [
        [
          client('connect'),
          until(repairedAt + 0.01),
          client('send', { bytes: 100 }),
          client('recv'),
          client('send', { bytes: 100 }),
          client('close'),
          server('accept', { timeoutUs: 1_000_000 }),
        ],
      ],
      [
        { from: 'client', segment: 'SYN' as const, times: 0 },
        { from: 'client', segment: 'ACK', untilUs: repairedAt * 1e6 },
        { from: 'client', segment: 'data', untilUs: repairedAt * 1e6 },
      ],
    );
  },
};

function repairTime({ drops = '' }: Recording): number {
  return Number(/until t=(\d+)/.exec([drops].flat().join(' '))?.[1]);
}

export const openCases: Readonly<Record<string, Case>> = {
  '02a-all-syns-lost-retries6-linear4': allSynsLost,
  '02b-all-syns-lost-retries6-linear0': allSynsLost,
  '02c-all-syns-lost-retries5-linear4': allSynsLost,
  '02d-all-syns-lost-retries5-linear0': allSynsLost,
  '02e-all-syns-lost-retries2-linear4': allSynsLost,
  '02f-all-syns-lost-retries2-linear0': allSynsLost,

  '03a-first-1-syns-lost-linear4': firstSynsLost(1),
  '03b-first-1-syns-lost-linear0': firstSynsLost(1),
  '03c-first-2-syns-lost-linear4': firstSynsLost(2),
  '03d-first-2-syns-lost-linear0': firstSynsLost(2),
  '03e-first-3-syns-lost-linear4': firstSynsLost(3),
  '03f-first-3-syns-lost-linear0': firstSynsLost(3),
  '03g-first-5-syns-lost-linear4': firstSynsLost(5),
  '03h-first-5-syns-lost-linear0': firstSynsLost(5),

  '04a-first-1-synacks-lost-linear4': firstSynAcksLost(1),
  '04b-first-1-synacks-lost-linear0': firstSynAcksLost(1),
  '04c-first-2-synacks-lost-linear4': firstSynAcksLost(2),
  '04d-first-2-synacks-lost-linear0': firstSynAcksLost(2),
  '04e-first-3-synacks-lost-linear4': firstSynAcksLost(3),
  '04f-first-3-synacks-lost-linear0': firstSynAcksLost(3),
  '04g-all-synacks-lost-synack-retries5-linear4': allSynAcksLost,
  '04h-all-synacks-lost-synack-retries2-linear4': allSynAcksLost,
  '04i-all-synacks-lost-synack-retries5-linear0': allSynAcksLost,

  '04j-first-1-synacks-lost-linear4-5ms': firstSynAcksLost(1),
  '04k-first-2-synacks-lost-linear4-200ms': firstSynAcksLost(2),
  '04l-first-2-synacks-lost-linear0-20ms': firstSynAcksLost(2),
  '04m-first-1-synacks-lost-linear2-80-20ms': firstSynAcksLost(1),
  '04n-first-4-synacks-lost-linear4-50ms': firstSynAcksLost(4),
  '04p-all-synacks-lost-synack-retries0-syn-retries3-linear4': allSynAcksLost,
  '04q-all-synacks-lost-synack-retries1-syn-retries3-linear0': allSynAcksLost,
  '04r-all-synacks-lost-synack-retries3-syn-retries3-linear2': allSynAcksLost,
  '04s-all-synacks-lost-synack-retries2-syn-retries2-linear4': allSynAcksLost,

  '05a-third-ack-lost-client-silent': plain([[client('connect'), server('accept'), sleep(1)]], [thirdAckLost]),
  '05b-third-ack-lost-client-sends': plain(
    [[client('connect'), client('send', { bytes: 100 }), server('accept'), server('recv'), sleep(3)]],
    [thirdAckLost],
  ),
  '05c-client-acks-all-lost-synack-retries5': clientCutOff,
  '05d-client-acks-all-lost-synack-retries2': clientCutOff,
  '05f-client-acks-all-lost-synack-retries1': clientCutOff,
  '05g-client-acks-all-lost-synack-retries0': clientCutOff,
  '05h-client-acks-all-lost-synack-retries3': clientCutOff,
  '05e-server-speaks-first-third-ack-lost': plain(
    [
      [client('connect'), client('recv')],
      [server('accept'), server('send', { bytes: 50 })],
    ],
    [thirdAckLost],
  ),

  '24a-closed-port': {
    scenario: (recording) => scenarioOf(recording, [[client('connect')]], [], { listening: false }),
  },
};
