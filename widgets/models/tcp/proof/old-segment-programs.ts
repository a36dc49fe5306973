// Recordings 15a to 15g (TIME-WAIT at the server meets a new SYN) and 29 (old duplicates).
import type { Program } from '../scenario.ts';
import { RST, SYN } from '../segment.ts';
import type { Case } from './cases.ts';
import { client, opened, plain, requestResponse, scenarioOf, server, sleep, until } from './programs.ts';

const second = { socket: 'second' } as const;

/** A connection that the server closes first. */
const serverCloses: Program = [...opened, server('close'), client('recv'), client('close')];

/**
 * The client comes back from the same port. The relay of the laboratory made its numbers look `older` by so many and
 * its timestamps by so many milliseconds; here the connection is opened with such numbers.
 */
const comesBack = (older: number | undefined, olderMs = 0): Case => ({
  scenario: (recording) => {
    const calls = recording.events.filter((event) => event.ev === 'app');
    const secondAt = calls.filter((event) => event.do === 'connect()').at(-1)?.t ?? 0;
    const isn = 2 ** 31 + (older ? -older : 10 ** 7);
    return scenarioOf(recording, [
      [
        client('connect', { isn: 2 ** 31 }),
        server('accept'),
        ...requestResponse,
        server('close'),
        client('recv'),
        client('close'),
        until(secondAt),
        client('connect', { ...second, isn, clockAheadMs: -olderMs }),
        server('accept', { ...second, timeoutUs: 20_000_000 }),
        client('send', { ...second, bytes: 10 }),
        server('recv', second),
      ],
    ]);
  },
});

/** An old copy of the first request arrives while the second connection is open. */
const oldData: Case = plain(
  [
    [
      ...serverCloses,
      sleep(1),
      client('connect', second),
      server('accept', second),
      client('send', { ...second, bytes: 30 }),
      server('recv', second),
      until(4.5),
      server('recv', { ...second, timeoutUs: 500_000 }),
    ],
  ],
  [{ from: 'client', segment: 'data', connection: 1, times: 1, copyUs: 3_000_000 }],
);

export const oldSegmentCases: Readonly<Record<string, Case>> = {
  '15a-server-time-wait-normal': comesBack(undefined),
  '15b-server-time-wait-old-seq-old-ts': comesBack(10 ** 8, 10 ** 6),
  '15c-server-time-wait-old-seq-new-ts': comesBack(10 ** 8),
  '15d-server-time-wait-new-seq-old-ts': comesBack(undefined, 10 ** 6),
  '15e-server-time-wait-old-seq-no-ts': comesBack(10 ** 8),
  '15f-server-time-wait-normal-no-ts': comesBack(undefined),
  '15g-server-time-wait-old-seq-old-ts-rfc1337': comesBack(10 ** 8, 10 ** 6),

  '15o-server-time-wait-normal-20ms': comesBack(undefined),
  '15p-server-time-wait-old-seq-old-ts-200ms': comesBack(10 ** 8, 10 ** 6),
  '15q-server-time-wait-new-seq-old-ts-rfc1337': comesBack(undefined, 10 ** 6),
  '15r-server-time-wait-old-seq-no-ts-20ms': comesBack(10 ** 9),

  '29a-old-syn-reaches-server': plain(
    [
      [client('connect-without-waiting'), sleep(0.5), client('close')],
      [until(5), server('accept', { timeoutUs: 500_000 })],
    ],
    [{ from: 'client', segment: 'SYN', times: 1, holdUs: 3_000_000 }],
  ),
  '29b-old-syn-after-connection-closed': plain(
    [[...opened, client('close'), server('recv'), server('close'), until(5), server('accept', { timeoutUs: 500_000 })]],
    [{ from: 'client', segment: 'SYN', times: 1, holdUs: 2_500_000 }],
  ),
  '29c-old-syn-while-established': plain(
    [[...opened, until(3), ...requestResponse]],
    [{ from: 'client', segment: 'SYN', times: 1, holdUs: 2_000_000 }],
  ),
  '29d-old-data-reaches-new-connection': oldData,
  '29e-old-data-reaches-new-connection-no-ts': oldData,
  '29f-blind-rst': plain([
    [
      ...opened,
      sleep(0.3),
      server('forge', { value: [RST, 1_000_000] }),
      sleep(0.6),
      server('forge', { value: [RST, 100] }),
      sleep(0.6),
      server('forge', { value: [SYN, 100] }),
      sleep(0.6),
      server('forge', { value: [RST, 0] }),
      sleep(0.6),
      server('recv'),
    ],
  ]),
};
