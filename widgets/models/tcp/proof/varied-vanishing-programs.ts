// The recordings of lab/scenarios_d.py in which somebody vanishes, lingers, comes back or is old news.
import type { Program, Scenario, Step } from '../scenario.ts';
import { ACK, RST, SYN } from '../segment.ts';
import type { Case } from './cases.ts';
import { client, opened, pair, plain, requestResponse, scenarioOf, server, sleep, subsets, until } from './programs.ts';
import type { Recording } from './recording.ts';
import { callsOf } from './varied-opening-programs.ts';

/** The link is cut, the client sends and waits for the error, then sends once more. */
const cutAndSend: Program = [
  sleep(0.5),
  client('cut'),
  client('send', { bytes: 100 }),
  client('recv'),
  client('send', { bytes: 1 }),
  client('close'),
];
const dataInFlight = plain([[...opened, ...cutAndSend]]);
const userTimeout = (value: number): Case =>
  plain([[...pair, client('user-timeout', { value }), ...requestResponse, ...cutAndSend]]);

/**
 * The kernel's timers are up to an eighth late: a retransmission whose nominal time lies just before the repair may leave
 * after it. As the model's timers are in time, the variant repairs the link so much earlier.
 */
const repaired = (seconds: number, scenario: (recording: Recording, seconds: number) => Scenario): Case => ({
  scenario: (recording) => scenario(recording, seconds),
  variants: (recording) => [scenario(recording, seconds / 1.125)],
});

const bothSend = (seconds: number): Case =>
  repaired(seconds, (recording, cutS) =>
    scenarioOf(recording, [
      [
        ...opened,
        sleep(0.5),
        client('cut'),
        client('send', { bytes: 100 }),
        server('send', { bytes: 200 }),
        sleep(cutS),
        client('repair'),
        server('recv'),
        client('recv'),
        sleep(2),
        ...requestResponse,
      ],
    ]),
  );

const keepalive = (idleS: number, intervalS: number, probes: number): Step =>
  client('keepalive', { value: [idleS * 1_000, intervalS * 1_000, probes] });

/**
 * Both ends probe, the server at the moment at which the client's probe arrives; either may come first. The variants let
 * these `probes` of the client come a microsecond early.
 */
const bothKeepAlive = (recording: Recording, probes: readonly number[] = []): Scenario =>
  scenarioOf(
    recording,
    [
      [
        ...pair,
        keepalive(3, 1, 3),
        server('keepalive', { value: [3_000, 1_000, 3] }),
        sleep(2),
        ...requestResponse,
        sleep(5),
        ...requestResponse,
      ],
    ],
    [{ from: 'client', nth: probes, holdUs: -1 }],
  );

/** A connection with keepalive whose peer vanishes while it is idle. */
const vanished = (probes: Step, userTimeoutMs?: number): Case =>
  plain([
    [
      ...pair,
      probes,
      ...(userTimeoutMs ? [client('user-timeout', { value: userTimeoutMs })] : []),
      ...requestResponse,
      sleep(0.3),
      client('cut'),
      client('recv'),
      client('close'),
    ],
  ]);

/** A server that is a process of its own and is killed; what it did until then, and what the client does after. */
const killed = (serves: Program, before: Program, after: Program): Case => ({
  scenario: (recording) => {
    const kill = callsOf(recording).find((call) => call.do.startsWith('SIGKILL'))?.t ?? 0;
    const next = callsOf(recording).find((call) => call.at === 'client' && call.t > kill)?.t ?? 0;
    return scenarioOf(recording, [
      [
        client('connect'),
        client('send', { bytes: 100 }),
        sleep(0.5),
        ...before,
        until(next),
        ...after,
        client('close'),
      ],
      [server('accept'), ...serves, until(kill), server('kill')],
    ]);
  },
  // The server is a process of its own, whose calls the recording does not show.
  options: { calls: ['client'] },
});
const answers = [server('recv'), server('send', { bytes: 300 })];

const lingers = (ms: number): Step => client('linger', { value: ms });

export const variedVanishingCases: Readonly<Record<string, Case>> = {
  '11k-link-cut-retries2-3-50ms': dataInFlight,
  '11l-link-cut-retries2-6-5ms': dataInFlight,
  '11m-link-cut-retries2-1-200ms': dataInFlight,
  '11n-link-cut-retries2-3-0.2ms': dataInFlight,
  '11o-link-cut-retries2-2-20ms': dataInFlight,
  '11p-link-cut-retries2-0-50ms': dataInFlight,
  '11q-link-cut-2s-both-send-20ms': bothSend(2),
  '11r-link-cut-12s-both-send-50ms': bothSend(12),
  '11s-link-cut-3s-both-send-200ms': bothSend(3),
  '11t-link-cut-1s-both-send-5ms': bothSend(1),
  '11u-user-timeout-3000-50ms': userTimeout(3_000),
  '11v-user-timeout-20000-200ms': userTimeout(20_000),
  '11w-user-timeout-400-50ms': userTimeout(400),
  '11x-user-timeout-200-50ms': userTimeout(200),
  '11y-user-timeout-orphan': plain([
    [
      ...pair,
      client('user-timeout', { value: 4_000 }),
      ...requestResponse,
      sleep(0.5),
      client('cut'),
      client('send', { bytes: 100 }),
      client('close'),
    ],
  ]),

  '12e-keepalive-1-1-5-peer-vanished-50ms': vanished(keepalive(1, 1, 5)),
  '12f-keepalive-3-5-1-peer-vanished-200ms': vanished(keepalive(3, 5, 1)),
  '12g-keepalive-4-1-2-peer-vanished-5ms': vanished(keepalive(4, 1, 2)),
  '12h-keepalive-5-2-3-user-timeout-3000-peer-vanished-50ms': vanished(keepalive(5, 2, 3), 3_000),
  '12i-keepalive-2-1-2-user-timeout-9000-peer-vanished-50ms': vanished(keepalive(2, 1, 2), 9_000),
  '12j-keepalive-4-3-3-user-timeout-5000-peer-vanished-20ms': vanished(keepalive(4, 3, 3), 5_000),
  '12k-keepalive-cut-and-restored': plain([
    [...pair, keepalive(2, 1, 5), ...requestResponse, sleep(0.3), client('cut'), sleep(4), client('repair')],
  ]),
  '12l-keepalive-and-traffic': {
    scenario: (recording) => bothKeepAlive(recording),
    variants: (recording) => subsets([5, 9]).map((nth) => bothKeepAlive(recording, nth)),
  },
  '12m-keepalive-data-in-flight': plain([
    [
      ...pair,
      keepalive(2, 1, 2),
      ...requestResponse,
      sleep(0.5),
      client('cut'),
      client('send', { bytes: 100 }),
      client('recv'),
      client('close'),
    ],
  ]),
  '12n-keepalive-in-half-close': plain([
    [
      ...pair,
      keepalive(2, 1, 2),
      ...requestResponse,
      client('shutdown'),
      server('recv'),
      sleep(0.5),
      client('cut'),
      client('recv'),
      client('close'),
    ],
  ]),

  '13e-killed-data-both-ways': killed(
    answers,
    [client('send', { bytes: 50 }), sleep(0.3)],
    [client('recv'), client('recv'), client('send', { bytes: 10 })],
  ),
  '13f-killed-client-has-unread-data': killed(
    answers,
    [],
    [client('send', { bytes: 10 }), sleep(0.3), client('recv'), client('recv'), client('send', { bytes: 10 })],
  ),
  '13g-killed-client-closes': killed([server('recv')], [], [client('recv'), client('recv')]),
  '13h-killed-while-data-under-way': killed(
    [server('recv')],
    [sleep(0.3), client('send', { bytes: 10 })],
    [client('recv'), client('send', { bytes: 10 })],
  ),

  '14d-linger-positive-acknowledged': plain([
    [
      ...opened,
      lingers(3_000),
      sleep(0.3),
      client('send', { bytes: 100 }),
      client('close'),
      server('recv'),
      sleep(0.5),
      server('close'),
    ],
  ]),
  '14e-linger-positive-cut-restored': repaired(2, (recording, cutS) => {
    const cutAt = callsOf(recording).find((call) => call.do === 'link cut')?.t ?? 0;
    return scenarioOf(recording, [
      [
        ...opened,
        lingers(4_000),
        sleep(0.3),
        client('cut'),
        client('send', { bytes: 100 }),
        client('close'),
        server('recv'),
        server('recv'),
        server('close'),
      ],
      [until(cutAt + cutS), client('repair')],
    ]);
  }),
  '14f-linger-zero-half-closed': plain([
    [
      ...opened,
      client('shutdown'),
      server('recv'),
      sleep(0.3),
      lingers(0),
      client('close'),
      sleep(0.3),
      server('send', { bytes: 10 }),
      server('send', { bytes: 10 }),
      server('close'),
    ],
  ]),
  '14g-linger-zero-in-close-wait': plain([
    [...opened, server('close'), client('recv'), sleep(0.3), lingers(0), client('close')],
  ]),
  '14h-linger-one-link-cut': plain([[...opened, lingers(1_000), sleep(0.3), client('cut'), client('close')]]),

  '26c-server-lost-state-client-closes': plain([
    [...opened, sleep(0.3), server('forget'), sleep(0.3), client('close')],
  ]),
  '26d-client-lost-state-server-sends': plain([
    [
      ...opened,
      sleep(0.3),
      client('forget'),
      sleep(0.3),
      server('send', { bytes: 100 }),
      sleep(0.3),
      server('send', { bytes: 100 }),
      server('recv'),
      server('close'),
    ],
  ]),
  '26e-client-restarted-same-port-5ms': plain([
    [
      ...opened,
      sleep(0.3),
      client('cut'),
      client('forget'),
      server('send', { bytes: 100 }),
      sleep(0.3),
      client('repair'),
      client('connect', { socket: 'new' }),
      server('recv', { timeoutUs: 2_000_000 }),
      server('accept', { socket: 'new', timeoutUs: 3_000_000 }),
    ],
  ]),

  '29g-old-syn-1.5s-late': plain([[...opened]], [{ from: 'client', segment: 'SYN', times: 1, holdUs: 1_500_000 }]),
  '29h-old-syn-8s-late': plain(
    [[...opened, client('close'), server('recv'), server('close')]],
    [{ from: 'client', segment: 'SYN', times: 1, holdUs: 8_000_000 }],
  ),
  '29i-old-fin-in-time-wait': plain(
    [[...opened, sleep(0.3), client('close'), server('recv'), sleep(0.2), server('close')]],
    [{ from: 'server', segment: 'FIN', copyUs: 2_000_000 }],
  ),
  '29j-duplicates-everywhere': plain(
    [[...opened, sleep(0.5), client('close'), server('recv'), sleep(0.3), server('close')]],
    [{ copyUs: 30_000 }],
  ),
  '29k-request-held-back': plain(
    [[...pair, sleep(0.3), ...requestResponse]],
    [{ from: 'client', segment: 'data', times: 1, holdUs: 700_000 }],
  ),
  '29l-old-answer-reaches-new-connection': plain(
    [
      [
        ...opened,
        server('close'),
        client('recv'),
        client('close'),
        sleep(0.5),
        client('connect', { socket: 'second' }),
        server('accept', { socket: 'second' }),
        client('send', { socket: 'second', bytes: 30 }),
        server('recv', { socket: 'second' }),
      ],
    ],
    [{ from: 'server', segment: 'data', connection: 1, times: 1, copyUs: 2_500_000 }],
  ),
  '29m-forged-rst-and-syn': plain([
    [
      ...opened,
      sleep(0.3),
      ...[
        [RST, -1],
        [RST, 60_000],
        [RST, 70_000],
        [SYN, 0],
        [SYN, 1_000_000],
        [ACK, 0],
        [ACK, 1_000_000],
      ].flatMap((value) => [server('forge', { value }), sleep(0.6)]),
      client('shutdown'),
      server('recv'),
      sleep(0.3),
      server('forge', { value: [RST, -1] }),
      sleep(0.6),
      server('recv'),
      server('send', { bytes: 10 }),
    ],
  ]),
};
