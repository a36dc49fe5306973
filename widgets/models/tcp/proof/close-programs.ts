// Recordings 1 (handshake and close), 6 to 9 (losses while closing), 10 (FIN-WAIT-2).
import type { LinkRule } from '../scenario.ts';
import type { Case } from './cases.ts';
import { client, forEver, opened, pair, plain, scenarioOf, server, sleep, until } from './programs.ts';

const clientFin: LinkRule = { from: 'client', segment: 'FIN' };
const serverFin: LinkRule = { from: 'server', segment: 'FIN' };
const ackOfClientFin: LinkRule = { from: 'server', segment: 'ACK', acknowledgesFin: true };
const ackOfServerFin: LinkRule = { from: 'client', segment: 'ACK', acknowledgesFin: true };

const firstFinLost = plain(
  [[...opened, sleep(0.5), client('close'), server('recv'), server('close'), sleep(2)]],
  [{ ...clientFin, times: 1 }],
);

const finLostForEver = plain([[...opened, sleep(0.5), client('close')]], [clientFin]);

const ackOfFinLost = (thinks: number): Case =>
  plain(
    [[...opened, sleep(0.5), client('close'), server('recv'), sleep(thinks), server('close')]],
    [{ ...ackOfClientFin, times: 1 }],
  );

const lastAckLost = (times: number): Case =>
  plain(
    [[...opened, sleep(0.5), client('close'), server('recv'), sleep(0.5), server('close')]],
    [{ ...ackOfServerFin, times }],
  );

const secondFinLost = (times: number): Case =>
  plain(
    [[...opened, sleep(0.5), client('close'), server('recv'), sleep(0.5), server('close')]],
    [{ ...serverFin, times }],
  );

/** The server closes when the client's FIN-WAIT-2 is over; when exactly, the recording tells. */
const finWait2: Case = {
  scenario: (recording) => {
    const calls = recording.events.filter((event) => event.ev === 'app');
    const closedAt = calls.filter((event) => event.at === 'server' && event.do === 'close()').at(-1)?.t ?? 0;
    return scenarioOf(recording, [
      [...opened, sleep(0.5), client('close'), server('recv'), until(closedAt), server('close')],
    ]);
  },
};

export const closeCases: Readonly<Record<string, Case>> = {
  '01a-normal-client-closes-first': plain([
    [client('connect'), client('send', { bytes: 100 }), client('recv'), sleep(0.3), client('close')],
    [server('accept'), server('recv'), server('send', { bytes: 300 }), server('recv'), server('close')],
  ]),
  '01b-server-closes-first': plain([
    [client('connect'), client('send', { bytes: 100 }), client('recv'), client('recv'), client('close')],
    [server('accept'), server('recv'), server('send', { bytes: 300 }), server('close')],
  ]),
  '01c-simultaneous-close': plain([[...opened, sleep(0.5), server('close'), client('close')]]),
  '01d-simultaneous-open': plain([
    [server('connect')],
    [client('connect'), client('send', { bytes: 10 }), server('recv'), sleep(1), client('abort')],
  ]),
  '01e-close-four-segments': plain([
    [...opened, sleep(0.3), client('close'), server('recv'), sleep(0.5), server('close')],
  ]),
  '01f-half-close': {
    scenario: (recording) => {
      // The client reads to the end of the stream; how many calls that takes is for the recording to say.
      const reads = recording.events.filter(
        (event) => event.ev === 'app' && event.at === 'client' && event.do === 'recv',
      );
      return scenarioOf(recording, [
        [
          ...pair,
          client('send', { bytes: 100 }),
          server('recv'),
          client('shutdown'),
          server('recv'),
          ...[0, 1, 2].flatMap(() => [server('send', { bytes: 500 }), sleep(0.3)]),
          server('close'),
          ...reads.map(() => client('recv')),
          client('close'),
        ],
      ]);
    },
  },

  '06a-first-fin-lost-once': firstFinLost,
  '06b-fin-lost-forever-orphan-retries0': finLostForEver,
  '06c-fin-lost-forever-orphan-retries2': finLostForEver,
  '06d-fin-lost-forever-orphan-retries4': finLostForEver,
  '06e-first-fin-lost-once-no-tlp': firstFinLost,
  '06f-fin-lost-forever-orphan-retries1': finLostForEver,
  '06g-fin-lost-forever-shutdown-not-orphan': plain(
    [[...opened, sleep(0.5), client('shutdown'), client('recv'), client('close')]],
    [clientFin],
  ),

  '07a-ack-of-fin-lost-once': ackOfFinLost(3),
  '07b-ack-of-fin-lost-forever': {
    scenario: (recording) => {
      const writes = recording.events.filter(
        (event) => event.ev === 'app' && event.at === 'server' && event.do === 'send',
      );
      return scenarioOf(
        recording,
        [
          [
            ...opened,
            sleep(0.5),
            client('close'),
            server('recv'),
            until(writes.at(1)?.t ?? 0),
            server('send', { bytes: 10 }),
            sleep(0.5),
            server('send', { bytes: 10 }),
            server('close'),
          ],
        ],
        [ackOfClientFin],
      );
    },
  },
  '07c-ack-of-fin-lost-server-closes-later': ackOfFinLost(0.15),

  '08a-second-fin-lost-once': secondFinLost(1),
  '08b-second-fin-lost-forever-orphan-retries0': secondFinLost(forEver),
  '08c-second-fin-lost-forever-orphan-retries4': secondFinLost(forEver),

  '09a-last-ack-lost-1-times': lastAckLost(1),
  '09b-last-ack-lost-2-times': lastAckLost(2),
  '09c-last-ack-lost-3-times': lastAckLost(3),
  '09d-last-ack-lost-never': lastAckLost(0),
  '09e-last-ack-lost-forever': lastAckLost(forEver),

  '10a-fin-wait-2-close-fin-timeout60': finWait2,
  '10b-fin-wait-2-close-fin-timeout10': finWait2,
  '10c-fin-wait-2-close-fin-timeout90': finWait2,
  '10d-fin-wait-2-shutdown': plain([
    [
      ...opened,
      sleep(0.5),
      client('shutdown'),
      server('recv'),
      until(150),
      server('send', { bytes: 100 }),
      client('recv'),
      client('close'),
    ],
  ]),
  '10e-fin-wait-2-peer-writes': plain([
    [
      ...opened,
      sleep(0.5),
      client('close'),
      server('recv'),
      sleep(1),
      server('send', { bytes: 100 }),
      sleep(0.5),
      server('recv'),
      server('send', { bytes: 100 }),
      server('recv'),
      server('close'),
    ],
  ]),
  '10f-fin-wait-2-close-fin-timeout120': finWait2,
  '10g-fin-wait-2-lingering-close-with-unread': plain([
    [
      ...pair,
      client('send', { bytes: 100 }),
      server('recv'),
      server('send', { bytes: 300 }),
      sleep(0.5),
      client('close'),
      sleep(0.3),
      server('recv'),
      server('send', { bytes: 10 }),
    ],
  ]),
  '10h-fin-wait-2-close-fin-timeout70': finWait2,
  '10i-fin-wait-2-close-fin-timeout180': finWait2,
};
