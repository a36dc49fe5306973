// Recordings 24b to 24j: a listener whose queues are full.
import type { Program, Scenario, Step } from '../scenario.ts';
import type { Case } from './cases.ts';
import { client, scenarioOf, server, sleep, until } from './programs.ts';
import type { Recording } from './recording.ts';

/** When the socket of that name called connect(), and whether it came to something. */
function connectOf({ events }: Recording, socket: string): { readonly at: number; readonly ok: boolean } {
  const calls = events.filter((event) => event.ev === 'app' && event.sock === socket);
  const called = calls.find((event) => event.ev === 'app' && event.do === 'connect()');
  const returned = calls.find((event) => event.ev === 'app' && event.do === 'connect' && event.ret !== undefined);
  return { at: called?.t ?? 0, ok: returned?.ev === 'app' && returned.ret === 'ok' };
}

/** A client that connects when the recording did, sends unless told not to, and waits for an answer. */
function caller(recording: Recording, socket: string, port: number, waitS: number, bytes: number): Program {
  const { at, ok } = connectOf(recording, socket);
  const timeoutUs = waitS * 1e6;
  const goOn: Step[] = [...(bytes ? [client('send', { socket, bytes })] : []), client('recv', { socket, timeoutUs })];
  return [until(Math.max(0, at)), client('connect', { socket, port, timeoutUs }), ...(ok ? goOn : [])];
}

/** listen(1) or another number, nobody accepts, five clients or fewer. */
const overflow = (waitS: number, sends = true, backlog = 1, clients = 5): Case => ({
  scenario: (recording) =>
    scenarioOf(recording, [
      [server('listen', { value: backlog })],
      ...Array.from({ length: clients }, (_, index) => index + 1).map((n) =>
        caller(recording, `c${n}`, 40_000 + n, waitS, sends ? 10 * n : 0),
      ),
    ]),
});

/** listen(3), three connections wait; then three more arrive together. Or another number instead of the first threes. */
const race = (waitS: number, sends: boolean, backlog = 3): Case => ({
  scenario: (recording) =>
    scenarioOf(recording, [
      [server('listen', { value: backlog })],
      ...Array.from({ length: backlog }, (_, index) => index + 1).map((n): Program => {
        const socket = `a${n}`;
        return [until(Math.max(0, connectOf(recording, socket).at)), client('connect', { socket, port: 40_000 + n })];
      }),
      ...[1, 2, 3].map((n) => caller(recording, `b${n}`, 40_000 + backlog + n, waitS, sends ? 10 * n : 0)),
    ]),
});

/** listen(1), five clients send 10 bytes, and the server begins to accept after 4 s. */
function acceptedLate(recording: Recording, together: boolean): Scenario {
  const connectAt = (n: number): number => Math.max(0, connectOf(recording, `c${together ? Math.max(n, 5) : n}`).at);
  return scenarioOf(recording, [
    [
      server('listen', { value: 1 }),
      until(4),
      ...[1, 2, 3, 4, 5].flatMap((n): Step[] => [
        server('accept', { socket: `accepted ${n}`, timeoutUs: 12_000_000 }),
        server('recv', { socket: `accepted ${n}`, timeoutUs: 5_000_000 }),
      ]),
      sleep(0.5),
    ],
    ...[1, 2, 3, 4, 5].map((n): Program => {
      const socket = `c${n}`;
      return [
        until(connectAt(n)),
        client('connect', { socket, port: 40_000 + n, timeoutUs: 20_000_000 }),
        client('send', { socket, bytes: 10 }),
      ];
    }),
  ]);
}

export const queueCases: Readonly<Record<string, Case>> = {
  '24b-backlog-overflow-one-by-one': overflow(20),
  '24c-backlog-overflow-together': overflow(70),
  '24d-backlog-overflow-together-abort': overflow(12),
  '24e-backlog-overflow-together-silent': overflow(70, false),
  '24f-backlog-then-accept': {
    scenario: (recording) => acceptedLate(recording, false),
    // The surplus clients began a millisecond apart, less than a tick: their timers fire together, and then the queue
    // is full before the server runs again. Whichever two come first are let in.
    variants: (recording) => [acceptedLate(recording, true)],
    options: { alike: [3, 4, 5] },
  },
  '24g-accept-queue-race-silent': race(75, false),
  '24h-accept-queue-race-send': race(75, true),
  '24i-accept-queue-race-abort': race(10, false),
  '24j-backlog-overflow-together-no-cookies': overflow(70),
  '24n-backlog0-one-by-one': overflow(8, true, 0, 3),
  '24o-backlog3-one-by-one': overflow(8, true, 3, 6),
  '24p-backlog0-together': overflow(12, true, 0, 3),
  '24q-backlog2-together-silent': overflow(12, false, 2, 5),
  '24r-backlog0-together-abort': overflow(8, true, 0, 3),
  '24t-backlog3-together': overflow(12, true, 3, 8),
  '24u-backlog2-together-no-cookies': overflow(12, true, 2, 5),
  '24v-accept-queue-race-backlog1-send': race(10, true, 1),
  '24w-accept-queue-race-backlog2-silent': race(12, false, 2),
  '24s-backlog0-then-accept': {
    scenario: (recording) =>
      scenarioOf(recording, [
        [
          server('listen', { value: 0 }),
          until(2.8),
          ...[1, 2, 3].flatMap((n): Step[] => {
            const socket = `accepted ${n}`;
            return [
              server('accept', { socket, timeoutUs: 12_000_000 }),
              server('recv', { socket, timeoutUs: 5_000_000 }),
            ];
          }),
          sleep(0.5),
        ],
        ...[1, 2, 3].map((n): Program => {
          const socket = `c${n}`;
          return [
            until(Math.max(0, connectOf(recording, socket).at)),
            client('connect', { socket, port: 40_000 + n, timeoutUs: 15_000_000 }),
            client('send', { socket, bytes: 10 }),
          ];
        }),
      ]),
  },
};
