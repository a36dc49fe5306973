// Recordings 11 to 14 and 26: cut links, keepalive, killed processes, SO_LINGER, hosts that forget.
import type { Program, Scenario } from '../scenario.ts';
import type { Case } from './cases.ts';
import { client, opened, pair, plain, requestResponse, scenarioOf, server, sleep, until } from './programs.ts';
import type { Recording } from './recording.ts';

const dataInFlight = plain([
  [
    ...opened,
    sleep(0.5),
    client('cut'),
    client('send', { bytes: 100 }),
    client('recv'),
    client('send', { bytes: 1 }),
    client('close'),
  ],
]);

/**
 * The link comes back. The kernel's timers are up to an eighth late, so that a retransmission whose nominal time lies just
 * before the repair may leave after it; as the model's timers are in time, the variant repairs the link so much earlier.
 */
const cutAndRepaired = (seconds: number): Case => {
  const scenario = (recording: Recording, repairedS: number): Scenario =>
    scenarioOf(recording, [
      [
        ...opened,
        sleep(0.5),
        client('cut'),
        client('send', { bytes: 100 }),
        sleep(repairedS),
        client('repair'),
        server('recv'),
      ],
    ]);
  return {
    scenario: (recording) => scenario(recording, seconds),
    variants: (recording) => [scenario(recording, seconds / 1.125)],
  };
};

const userTimeout = client('user-timeout', { value: 10_000 });
const keepalive = client('keepalive', { value: [5_000, 2_000, 3] });

/** A connection with keepalive that becomes idle, and what follows. */
const idle = (...then: Program): Case => plain([[...pair, keepalive, ...requestResponse, ...then]]);

/** A server that is killed 0.5 s after the client has sent, with the bytes read or not; and what the client does. */
const killed = (read: boolean, ...then: Program): Case => ({
  scenario: (recording) => {
    const [kill] = recording.events.filter((event) => event.ev === 'app' && event.do.startsWith('SIGKILL'));
    const [after] = recording.events.filter(
      (event) => event.ev === 'app' && event.at === 'client' && event.t > (kill?.t ?? 0),
    );
    return scenarioOf(recording, [
      [client('connect'), client('send', { bytes: 100 }), until(after?.t ?? 0), ...then, client('close')],
      [server('accept'), ...(read ? [server('recv')] : []), until(kill?.t ?? 0), server('kill')],
    ]);
  },
  // The server is a process of its own, whose calls the recording does not show.
  options: { calls: ['client'] },
});

export const vanishCases: Readonly<Record<string, Case>> = {
  '11a-link-cut-data-in-flight-retries2-5': dataInFlight,
  '11b-link-cut-data-in-flight-retries2-8': dataInFlight,
  '11c-link-cut-data-in-flight-retries2-15': dataInFlight,
  '11d-link-cut-5s-restored': cutAndRepaired(5),
  '11e-link-cut-idle': plain([
    [...opened, sleep(0.5), client('cut'), until(120), client('repair'), ...requestResponse],
  ]),
  '11f-user-timeout-10s': plain([
    [
      ...pair,
      userTimeout,
      ...requestResponse,
      sleep(0.5),
      client('cut'),
      client('send', { bytes: 100 }),
      client('recv'),
      client('send', { bytes: 1 }),
      client('close'),
    ],
  ]),
  '11g-user-timeout-idle': plain([[...pair, userTimeout, ...requestResponse, sleep(0.3), client('cut')]]),
  '11h-link-cut-20s-restored': cutAndRepaired(20),
  '11i-link-cut-data-in-flight-retries2-5-no-tlp': dataInFlight,
  '11j-link-cut-data-in-flight-retries2-5-lan': dataInFlight,

  '12a-keepalive-peer-alive': idle(sleep(22)),
  '12b-keepalive-peer-vanished': idle(sleep(0.3), client('cut'), client('recv'), client('close')),
  '12c-keepalive-peer-rebooted': idle(sleep(0.3), server('forget'), client('recv'), client('close')),
  '12d-keepalive-with-user-timeout': plain([
    [
      ...pair,
      keepalive,
      client('user-timeout', { value: 8_000 }),
      ...requestResponse,
      sleep(0.3),
      client('cut'),
      client('recv'),
      client('close'),
    ],
  ]),

  '13a-killed-no-unread-data': killed(true, client('recv')),
  '13b-killed-with-unread-data': killed(false, client('recv'), client('recv'), client('send', { bytes: 10 })),
  '13c-killed-then-client-writes-twice': killed(
    true,
    client('send', { bytes: 10 }),
    sleep(0.3),
    client('send', { bytes: 10 }),
    client('recv'),
    client('send', { bytes: 10 }),
  ),
  '13d-killed-with-unread-then-client-writes': killed(
    false,
    client('send', { bytes: 10 }),
    client('send', { bytes: 10 }),
    client('recv'),
  ),

  '14a-linger-zero': plain([
    [
      ...opened,
      sleep(0.3),
      client('linger', { value: 0 }),
      client('close'),
      sleep(0.34),
      server('recv'),
      server('send', { bytes: 10 }),
      server('close'),
    ],
  ]),
  '14b-linger-zero-discards-unsent': plain([
    [
      ...pair,
      client('linger', { value: 0 }),
      client('send', { bytes: 50_000 }),
      client('close'),
      sleep(0.5),
      ...[1, 2, 3, 4, 5].map(() => server('recv', { bytes: 4_096 })),
    ],
  ]),
  '14c-linger-positive-blocks': plain([
    [
      ...opened,
      client('linger', { value: 5_000 }),
      sleep(0.3),
      client('cut'),
      client('send', { bytes: 100 }),
      client('close'),
    ],
  ]),

  '26a-server-restarted-client-sends': plain([
    [
      ...opened,
      sleep(0.3),
      server('forget'),
      sleep(0.31),
      client('send', { bytes: 100 }),
      client('recv'),
      client('send', { bytes: 100 }),
      client('close'),
    ],
  ]),
  '26b-server-restarted-new-connection-same-port': plain([
    [
      ...opened,
      sleep(0.3),
      client('forget'),
      sleep(0.5),
      client('connect', { socket: 'new' }),
      server('recv', { timeoutUs: 2_000_000 }),
      server('accept', { socket: 'new', timeoutUs: 3_000_000 }),
      sleep(1),
    ],
  ]),
};
