// The recordings of lab/scenarios_d.py that open and close: other delays, counts and orders than the first ones.
import type { LinkRule, Step } from '../scenario.ts';
import type { Case } from './cases.ts';
import { raced } from './open-programs.ts';
import { client, forEver, opened, pair, plain, scenarioOf, server, sleep, until } from './programs.ts';
import type { RecordedCall, Recording } from './recording.ts';

const clientFin: LinkRule = { from: 'client', segment: 'FIN' };
const serverFin: LinkRule = { from: 'server', segment: 'FIN' };
const ackOfClientFin: LinkRule = { from: 'server', segment: 'ACK', acknowledgesFin: true };
const ackOfServerFin: LinkRule = { from: 'client', segment: 'ACK', acknowledgesFin: true };
const thirdAckLost: LinkRule = { from: 'client', segment: 'ACK', times: 1 };

export const callsOf = ({ events }: Recording): RecordedCall[] => events.filter((event) => event.ev === 'app');

/** As many calls of recv() at that host as the recording has after the first `skip`: how many a reader needs is chance. */
const reads = (recording: Recording, at: 'client' | 'server', skip = 0): Step[] =>
  callsOf(recording)
    .filter((call) => call.at === at && call.do === 'recv')
    .slice(skip)
    .map(() => (at === 'client' ? client : server)('recv'));

const clientClosesFirst = plain([
  [client('connect'), client('send', { bytes: 100 }), client('recv'), sleep(0.3), client('close')],
  [server('accept'), server('recv'), server('send', { bytes: 300 }), server('recv'), server('close')],
]);

const synLost: LinkRule = { from: 'client', segment: 'SYN' };
const allSynsLost = plain([[client('connect'), client('close')]], [synLost]);

/** With TCP_USER_TIMEOUT, which the model can set only when the SYN has left: so connect() does not wait here. */
const allSynsLostUserTimeout = (userTimeoutMs: number): Case => ({
  ...plain([[client('connect-without-waiting'), client('user-timeout', { value: userTimeoutMs })]], [synLost]),
  options: { calls: ['server'] },
});

const firstSynsLost = (times: number): Case =>
  raced(
    [
      [
        client('connect'),
        server('accept'),
        client('send', { bytes: 100 }),
        server('recv'),
        sleep(0.3),
        client('send', { bytes: 100 }),
        server('recv'),
        server('send', { bytes: 100 }),
        client('recv'),
      ],
    ],
    [{ from: 'client', segment: 'SYN', times }],
  );

const thirdAckAndDataLost = (times: number): Case =>
  plain(
    [[client('connect'), client('send', { bytes: 100 }), server('accept'), server('recv')]],
    [thirdAckLost, { from: 'client', segment: 'data', times }],
  );

const finLost = (times: number): Case =>
  plain([[...opened, sleep(0.5), client('close'), server('recv'), server('close')]], [{ ...clientFin, times }]);

const finLostForEver = plain([[...opened, sleep(0.5), client('close')]], [clientFin]);

/** The client sends 100 bytes and closes at once; some of what it sends then is lost. */
const dataAndFin = (...rules: readonly LinkRule[]): Case => ({
  scenario: (recording) =>
    scenarioOf(
      recording,
      [
        [
          ...opened,
          sleep(0.5),
          client('send', { bytes: 100 }),
          client('close'),
          ...reads(recording, 'server', 1),
          server('close'),
        ],
      ],
      rules,
    ),
});
const secondRequest: LinkRule = { from: 'client', segment: 'data', skip: 1 };

const ackOfFinLost = (times: number, thinks: number): Case =>
  plain(
    [[...opened, sleep(0.5), client('close'), server('recv'), sleep(thinks), server('close')]],
    [{ ...ackOfClientFin, times }],
  );

const secondFinLost = (times: number, rule = serverFin): Case =>
  plain([[...opened, sleep(0.5), client('close'), server('recv'), sleep(0.5), server('close')]], [{ ...rule, times }]);

const serverFirst = (...rules: readonly LinkRule[]): Case =>
  plain([[...opened, sleep(0.5), server('close'), client('recv'), client('close')]], rules);

const simultaneous = (...rules: readonly LinkRule[]): Case =>
  plain([[...opened, sleep(0.5), server('close'), client('close')]], rules);

/** The server closes when the client's FIN-WAIT-2 is over; when exactly, the recording tells. */
const finWait2: Case = {
  scenario: (recording) => {
    const closedAt = callsOf(recording).findLast((call) => call.at === 'server' && call.do === 'close()')?.t ?? 0;
    return scenarioOf(recording, [
      [...opened, sleep(0.5), client('close'), server('recv'), until(closedAt), server('close')],
    ]);
  },
};

export const variedOpeningCases: Readonly<Record<string, Case>> = {
  '01g-normal-client-closes-first-5ms': clientClosesFirst,
  '01h-normal-client-closes-first-200ms': clientClosesFirst,
  '01i-normal-client-closes-first-20-80ms': clientClosesFirst,
  '01j-server-closes-first-20ms': plain([
    [...opened, sleep(0.3), server('close'), client('recv'), sleep(0.3), client('close')],
  ]),
  '01k-simultaneous-close-5ms': simultaneous(),
  '01l-simultaneous-open-first-syn-lost': plain(
    [[server('connect')], [client('connect'), sleep(0.5), client('send', { bytes: 10 }), server('recv')]],
    [{ from: 'client', segment: 'SYN', times: 1 }],
  ),
  '01m-half-close-200ms': {
    scenario: (recording) =>
      scenarioOf(recording, [
        [
          ...pair,
          client('send', { bytes: 100 }),
          server('recv'),
          client('shutdown'),
          server('recv'),
          server('send', { bytes: 500 }),
          sleep(0.6),
          server('send', { bytes: 500 }),
          server('close'),
          ...reads(recording, 'client'),
          client('close'),
        ],
      ]),
  },
  '01n-request-5000-answer-20000': {
    scenario: (recording) =>
      scenarioOf(recording, [
        [client('connect'), client('send', { bytes: 5_000 }), sleep(1), ...reads(recording, 'client'), client('close')],
        [server('accept'), server('recv'), server('send', { bytes: 20_000 }), server('close')],
      ]),
    // In how many pieces the server reads the request is chance.
    options: { calls: ['client'] },
  },

  '02g-all-syns-lost-retries1-linear4': allSynsLost,
  '02h-all-syns-lost-retries3-linear2': allSynsLost,
  '02i-all-syns-lost-retries4-linear0': allSynsLost,
  '02j-all-syns-lost-retries1-linear0': allSynsLost,
  '02k-all-syns-lost-retries3-linear4': allSynsLost,
  '02l-all-syns-lost-retries4-linear1': allSynsLost,
  '02m-all-syns-lost-retries6-linear0-user-timeout-5000': allSynsLostUserTimeout(5_000),
  '02n-all-syns-lost-retries2-linear4-user-timeout-30000': allSynsLostUserTimeout(30_000),
  '02o-all-syns-lost-retries6-linear4-user-timeout-2500': allSynsLostUserTimeout(2_500),

  '03i-first-4-syns-lost-linear2-50ms': firstSynsLost(4),
  '03j-first-2-syns-lost-linear4-5ms': firstSynsLost(2),
  '03k-first-1-syns-lost-linear4-200ms': firstSynsLost(1),
  '03l-first-3-syns-lost-linear1-20-80ms': firstSynsLost(3),
  '03m-first-1-syns-lost-linear4-600ms': firstSynsLost(1),

  '05i-third-ack-and-1-data-lost-50ms': thirdAckAndDataLost(1),
  '05j-third-ack-and-1-data-lost-200ms': thirdAckAndDataLost(1),
  '05k-third-ack-and-2-data-lost-20ms': thirdAckAndDataLost(2),
  '05l-third-ack-lost-client-closes': plain(
    [[client('connect'), client('close'), server('accept'), server('recv'), server('close')]],
    [thirdAckLost],
  ),

  '06h-first-fin-lost-2-times-20ms': finLost(2),
  '06i-first-fin-lost-3-times-5ms': finLost(3),
  '06j-first-fin-lost-1-times-200ms': finLost(1),
  '06k-fin-lost-forever-orphan-retries1-5ms': finLostForEver,
  '06l-fin-lost-forever-orphan-retries6-50ms': finLostForEver,
  '06m-fin-lost-forever-orphan-retries2-200ms': finLostForEver,
  '06n-fin-lost-forever-orphan-retries3-20ms': finLostForEver,
  '06o-fin-lost-forever-orphan-retries1-0.2ms': finLostForEver,
  '06p-fin-lost-forever-shutdown-retries2-3': plain(
    [[...opened, sleep(0.5), client('shutdown'), client('recv'), client('close')]],
    [clientFin],
  ),
  '06q-data-lost': dataAndFin({ ...secondRequest, times: 1 }),
  '06r-fin-lost': dataAndFin({ ...clientFin, times: 1 }),
  '06s-data-and-fin-lost': dataAndFin({ ...secondRequest, times: 1 }, { ...clientFin, times: 1 }),
  '06t-data-and-fin-twice-lost': dataAndFin({ ...secondRequest, times: 1 }, { ...clientFin, times: 3 }),

  '07d-ack-of-fin-lost-2-times-50ms': ackOfFinLost(2, 3),
  '07e-ack-of-fin-lost-1-times-5ms': ackOfFinLost(1, 2),
  '07f-ack-of-fin-lost-1-times-200ms': ackOfFinLost(1, 0.3),

  '08d-second-fin-lost-3-times-20ms': secondFinLost(3),
  '08e-second-fin-lost-1-times-200ms': secondFinLost(1),
  '08f-second-fin-lost-forever-orphan-retries1-50ms': secondFinLost(forEver),
  '08g-second-fin-lost-forever-orphan-retries2-5ms': secondFinLost(forEver),

  '09f-last-ack-lost-2-times-200ms': secondFinLost(2, ackOfServerFin),
  '09g-last-ack-lost-4-times-5ms': secondFinLost(4, ackOfServerFin),
  '09h-server-first-fin-lost-twice': serverFirst({ ...serverFin, times: 2 }),
  '09i-server-first-both-fins-lost': serverFirst({ ...serverFin, times: 1 }, { ...clientFin, times: 1 }),
  '09j-simultaneous-close-one-fin-lost': simultaneous({ ...clientFin, times: 1 }),
  '09k-simultaneous-close-both-fins-lost': simultaneous({ ...clientFin, times: 1 }, { ...serverFin, times: 1 }),
  '09l-simultaneous-close-one-ack-lost': simultaneous({ ...ackOfServerFin, times: 1 }),
  '09m-simultaneous-close-both-acks-lost': simultaneous(
    { ...ackOfServerFin, times: 1 },
    { ...ackOfClientFin, times: 1 },
  ),

  '10j-fin-wait-2-close-fin-timeout5-50ms': finWait2,
  '10k-fin-wait-2-close-fin-timeout30-20ms': finWait2,
  '10l-fin-wait-2-close-fin-timeout61-50ms': finWait2,
  '10m-fin-wait-2-close-fin-timeout1-200ms': finWait2,
  '10n-fin-wait-2-close-fin-timeout64-50ms': finWait2,
  '10p-half-close-then-answer-lost': plain(
    [
      [
        ...opened,
        sleep(0.5),
        client('shutdown'),
        server('recv'),
        server('send', { bytes: 500 }),
        client('recv'),
        sleep(0.3),
        server('close'),
        client('recv'),
        client('close'),
      ],
    ],
    [{ from: 'server', segment: 'data', skip: 1, times: 2 }],
  ),
  '10q-shutdown-then-close': plain([
    [
      ...opened,
      sleep(0.5),
      client('shutdown'),
      server('recv'),
      sleep(2),
      client('close'),
      sleep(5),
      server('send', { bytes: 10 }),
      sleep(0.5),
      server('send', { bytes: 10 }),
    ],
  ]),
  '10r-fin-wait-2-peer-sends-then-closes': plain([
    [
      ...opened,
      sleep(0.5),
      client('close'),
      server('recv'),
      sleep(0.3),
      server('send', { bytes: 100 }),
      server('close'),
    ],
  ]),
  '10s-fin-lost-data-crosses': plain(
    [
      [
        ...opened,
        sleep(0.5),
        client('close'),
        server('send', { bytes: 100 }),
        sleep(0.5),
        server('send', { bytes: 100 }),
        server('recv'),
      ],
    ],
    [{ ...clientFin, times: 1 }],
  ),
};
