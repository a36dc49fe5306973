// The scenarios of the golden traces, each with the claim that its trace shows.
import { linux618, rfc9293 } from '../profile.ts';
import type { LinkRule, Program, Scenario, SocketStep, Step } from '../scenario.ts';
import { closing, oldSegment } from '../scenarios/two-msl.ts';

type Details = Partial<Omit<SocketStep, 'at' | 'call'>>;
const on =
  (at: 'client' | 'server') =>
  (call: string, details: Details = {}): Step => ({ at, call, ...details });
const client = on('client');
const server = on('server');
const sleep = (us: number): Step => ({ call: 'sleep', us });

const scenario = (
  programs: readonly Program[],
  rules: readonly LinkRule[] = [],
  more: Partial<Scenario> = {},
): Scenario => ({
  profile: linux618,
  link: { oneWayDelayUs: 50_000, rules },
  programs,
  ...more,
});

const asks: Program = [client('connect'), client('send', { bytes: 100 }), client('recv')];
const answers: Program = [server('accept'), server('recv'), server('send', { bytes: 300 })];
const closes = (finalAcksLost: number, profile = linux618): Scenario =>
  closing({
    profile,
    oneWayDelayUs: 50_000,
    finalAcksLost,
    lostFromClient: [],
    lostFromServer: [],
    serverClosesAfterUs: 0,
  });
const old = (wait: boolean, timestamps: boolean): Scenario =>
  oldSegment({
    profile: linux618,
    oneWayDelayUs: 50_000,
    wait,
    timestamps,
    copyLateUs: 3_000_000,
    secondAtUs: 2_000_000,
  });

/** Name of the file, what its trace shows, and how to run it. */
export const golden: readonly { readonly name: string; readonly claim: string; readonly scenario: Scenario }[] = [
  {
    name: 'close',
    claim: 'A server that closes at once sends its FIN with the ACK: three segments close',
    scenario: closes(0),
  },
  {
    name: 'final-ack-lost',
    claim: 'A lost final ACK is repaired by the FIN that comes again, and TIME-WAIT starts anew',
    scenario: closes(1),
  },
  {
    name: 'final-ack-lost-rfc9293',
    claim: 'By RFC 9293 and RFC 6298 the FIN comes again after a second and TIME-WAIT lasts four minutes',
    scenario: closes(1, rfc9293),
  },
  {
    name: 'close-together',
    claim: 'Two FINs that cross lead both ends through CLOSING to TIME-WAIT',
    scenario: scenario([
      [...asks, client('close')],
      [...answers, sleep(50_000), server('close')],
    ]),
  },
  {
    name: 'open-together',
    claim: 'Two SYNs that cross make one connection',
    scenario: scenario([
      [client('connect'), client('close')],
      [server('connect'), server('recv'), server('close')],
    ]),
  },
  {
    name: 'half-close',
    claim: 'After shutdown() the other direction goes on',
    scenario: scenario([
      [client('connect'), client('shutdown'), client('recv'), client('recv'), client('close')],
      [server('accept'), server('recv'), server('send', { bytes: 500 }), server('close')],
    ]),
  },
  {
    name: 'syn-lost-twice',
    claim: 'Linux repeats a lost SYN each second at first',
    scenario: scenario([[client('connect')]], [{ from: 'client', segment: 'SYN', times: 2 }]),
  },
  {
    name: 'third-ack-lost',
    claim: 'The first data repairs a lost third ACK',
    scenario: scenario([asks, [...answers, server('close')]], [{ from: 'client', segment: 'ACK', times: 1 }], {
      untilUs: 1_000_000,
    }),
  },
  {
    name: 'closed-port',
    claim: 'A SYN to a port where nobody listens is answered with RST',
    scenario: scenario([[client('connect')]], [], { listening: false }),
  },
  {
    name: 'killed-with-unread-data',
    claim: 'A process that is killed with unread data resets, and each error is reported once',
    scenario: scenario([
      [
        client('connect'),
        client('send', { bytes: 100 }),
        sleep(500_000),
        client('recv'),
        client('recv'),
        client('send', { bytes: 1 }),
      ],
      [server('accept'), sleep(200_000), server('kill')],
    ]),
  },
  {
    name: 'keepalive',
    claim: 'Keepalive finds a vanished peer: a RST into the void and ETIMEDOUT',
    scenario: scenario([
      [client('connect'), client('keepalive', { value: [5_000, 2_000, 3] }), client('cut'), client('recv')],
      [server('accept')],
    ]),
  },
  {
    name: 'old-data-accepted',
    claim: 'Without the wait and without timestamps old data is taken for new',
    scenario: old(false, false),
  },
  { name: 'old-data-paws', claim: 'Without the wait the timestamps still protect', scenario: old(false, true) },
  {
    name: 'old-data-wait',
    claim: 'Without timestamps TIME-WAIT keeps the 4-tuple from being used again',
    scenario: old(true, false),
  },
  {
    name: 'time-wait-reused',
    claim: 'With timestamps connect() may replace TIME-WAIT, and begins beyond the old numbers',
    scenario: old(true, true),
  },
];
