// Recordings 29: old duplicates meet a new connection, a closed one, a listener.

import type { Case } from './cases.ts';
import { client, scenarioOf, server, sleep, until } from './programs.ts';

export const oldSegmentCases: Readonly<Record<string, Case>> = {
  '29d-old-data-reaches-new-connection': {
    scenario: (recording) =>
      scenarioOf(
        recording,
        [
          [
            client('connect'),
            server('accept'),
            client('send', { bytes: 100 }),
            server('recv'),
            server('send', { bytes: 300 }),
            client('recv'),
            server('close'),
            client('recv'),
            client('close'),
            sleep(1),
            client('connect', { socket: 'second' }),
            server('accept', { socket: 'second' }),
            client('send', { bytes: 30, socket: 'second' }),
            server('recv', { socket: 'second' }),
            until(4.5),
            server('recv', { socket: 'second', timeoutUs: 500_000 }),
          ],
        ],
        [{ from: 'client', segment: 'data', connection: 1, times: 1, copyUs: 3_000_000 }],
      ),
  },
};
