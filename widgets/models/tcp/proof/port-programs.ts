// Recordings 15h to 15n (which port connect() may have) and 28 (which port bind() may have).
import type { Program, Scenario, Step } from '../scenario.ts';
import type { Case } from './cases.ts';
import { client, requestResponse, scenarioOf, server, sleep, subsets, until } from './programs.ts';
import type { RecordedCall, Recording } from './recording.ts';

const callsOf = ({ events }: Recording): RecordedCall[] => events.filter((event) => event.ev === 'app');

/** Attempts at which the server closes too late for its FIN to carry the ACK of the client's. */
type Late = readonly string[];

/** One attempt to connect, as the laboratory's script makes it: each step only if the one before succeeded. */
function attempt(recording: Recording, socket: string, port: number | undefined, reuse: boolean, late: Late): Program {
  const mine = callsOf(recording).filter(({ sock }) => sock === socket);
  const ok = (name: string): boolean => mine.some((call) => call.do === name && call.ret === 'ok');
  const bound = port === undefined || ok('bind');
  const steps: Step[] = [until(Math.max(0, mine[0]?.t ?? 0))];
  if (port !== undefined) steps.push(client('bind', { socket, port, value: [reuse ? 1 : 0] }));
  if (bound) steps.push(client('connect', { socket }));
  if (bound && ok('connect'))
    steps.push(
      server('accept', { socket }),
      client('close', { socket }),
      server('recv', { socket }),
      sleep(late.includes(socket) ? 0.005 : 0),
      server('close', { socket }),
    );
  return steps;
}

const first = 'first';
const noReuse = 'bind without SO_REUSEADDR, 0.2 s after the close';
const soon = 'bind with SO_REUSEADDR then connect, 0.3 s after the close';
const later = 'bind with SO_REUSEADDR then connect, 2.5 s after the close';
const chosen = 'first, port chosen by the kernel';
const chosenSoon = 'port chosen by the kernel (only one in the range), 0.3 s after the close';
const chosenLater = 'port chosen by the kernel (only one in the range), 2.5 s after the close';

/** Fixed-port reconnects against a TIME-WAIT of the client, then two where the kernel has one port to choose from. */
function timeWaitScenario(recording: Recording, late: Late): Scenario {
  const loopback = recording.scenario.includes('loopback');
  const [sysctl] = callsOf(recording).filter((call) => call.do === 'sysctl');
  const program = [
    ...attempt(recording, first, 40_000, true, late),
    ...attempt(recording, noReuse, 40_000, false, late),
    ...attempt(recording, soon, 40_000, true, late),
    ...attempt(recording, later, 40_000, true, late),
    until(sysctl?.t ?? 0),
    client('port-range', { value: [40_002, 40_002] }),
    ...attempt(recording, chosen, undefined, false, late),
    ...attempt(recording, chosenSoon, undefined, false, late),
    ...attempt(recording, chosenLater, undefined, false, late),
  ];
  const scenario = scenarioOf(recording, [program], [], { loopback });
  return loopback ? { ...scenario, link: { oneWayDelayUs: 0 } } : scenario;
}

const clientTimeWait: Case = {
  scenario: (recording) => timeWaitScenario(recording, []),
  // No data has come, so the ACK of the FIN waits for nothing but the next tick: the close() that follows at once may
  // come before that tick or after it.
  variants: (recording) =>
    subsets([first, soon, later, chosen, chosenSoon, chosenLater]).map((late) => timeWaitScenario(recording, late)),
  options: { binds: true },
  ports: true,
};

/** One bind() of the restarted server, and listen() if it succeeded. */
function restart(recording: Recording, socket: string, flags: readonly [number, number], port = 8_080): Program {
  const mine = callsOf(recording).filter(({ sock }) => sock === socket);
  const ok = mine.some((call) => call.do === 'bind' && call.ret === 'ok');
  return [
    until(mine[0]?.t ?? 0),
    server('bind', { socket, port, value: flags }),
    ...(ok ? [server('listen-on', { socket })] : []),
  ];
}

const serverRestart: Case = {
  scenario: (recording) => {
    const closings = callsOf(recording).filter((call) => call.do === 'close()' && call.at === 'server');
    const listenerClosedAt = closings.filter(({ sock }) => sock === undefined)[1]?.t ?? 0;
    const second = 'server-side TIME_WAIT, no listener; with SO_REUSEADDR';
    const third = 'an accepted connection is still ESTABLISHED, listener closed; with SO_REUSEADDR';
    const inSecond = (step: Step): Step => ('at' in step && step.at === 'server' ? { ...step, socket: second } : step);
    return scenarioOf(
      recording,
      [
        [
          server('listen-on', { socket: 'listener', port: 8_080 }),
          client('connect'),
          server('accept'),
          ...requestResponse,
          server('close'),
          client('recv'),
          client('close'),
          until(listenerClosedAt),
          server('close-listener', { socket: 'listener' }),
          ...restart(recording, 'server-side TIME_WAIT, no listener; without SO_REUSEADDR', [0, 0]),
          ...restart(recording, second, [1, 0]),
          client('connect', { port: 32_800 }),
          server('accept', { socket: second }),
          ...requestResponse.map(inSecond),
          ...restart(recording, 'another socket is listening; with SO_REUSEADDR on both', [1, 0]),
          server('close-listener', { socket: second }),
          sleep(0.001),
          ...restart(
            recording,
            'an accepted connection is still ESTABLISHED, listener closed; without SO_REUSEADDR',
            [0, 0],
          ),
          ...restart(recording, third, [1, 0]),
          server('close-listener', { socket: third }),
          ...restart(recording, 'first of two listeners with SO_REUSEPORT, fresh port', [0, 1], 8_085),
          ...restart(recording, 'second of two listeners with SO_REUSEPORT', [0, 1], 8_085),
          ...restart(recording, 'third, without SO_REUSEPORT', [0, 0], 8_085),
        ],
      ],
      [],
      { listening: false },
    );
  },
  options: { binds: true },
  ports: true,
};

/** The kernel has one port to choose from, and its last connection is in TIME-WAIT. */
const onePort: Case = {
  scenario: (recording) => {
    const once = (socket: string): Program => {
      const mine = callsOf(recording).filter(({ sock }) => sock === socket);
      const ok = mine.some((call) => call.do === 'connect' && call.ret === 'ok');
      return [
        until(Math.max(0, mine[0]?.t ?? 0)),
        client('connect', { socket }),
        ...(ok
          ? [
              server('accept', { socket }),
              client('close', { socket }),
              server('recv', { socket }),
              sleep(0.1),
              server('close', { socket }),
            ]
          : []),
      ];
    };
    return scenarioOf(recording, [
      [client('port-range', { value: [40_002, 40_002] }), ...once('first'), ...once('second')],
    ]);
  },
  ports: true,
};

export const portCases: Readonly<Record<string, Case>> = {
  '15h-client-time-wait-reuse0-network': clientTimeWait,
  '15i-client-time-wait-reuse1-network': clientTimeWait,
  '15j-client-time-wait-reuse2-network': clientTimeWait,
  '15k-client-time-wait-reuse0-loopback': clientTimeWait,
  '15l-client-time-wait-reuse1-loopback': clientTimeWait,
  '15m-client-time-wait-reuse2-loopback': clientTimeWait,
  '15n-client-time-wait-reuse1-network-no-ts': clientTimeWait,
  '15s-client-time-wait-one-port-reuse1-after-0.5s-delay1000': onePort,
  '15t-client-time-wait-one-port-reuse1-after-1.3s-delay1000': onePort,
  '15u-client-time-wait-one-port-reuse1-after-0.5s-delay300': onePort,
  '15v-client-time-wait-one-port-reuse2-after-1.5s-delay1000': onePort,
  '28-server-restart-bind': serverRestart,
};
