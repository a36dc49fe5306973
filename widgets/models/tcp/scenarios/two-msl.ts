// The two scenes of the figure "two-msl", as functions from what a reader can set to a scenario.
import type { Profile } from '../profile.ts';
import type { LinkRule, Scenario, Step } from '../scenario.ts';

/** Rules that lose the segments a reader has pressed: numbers are `nth` of the log's segment events. */
export const pressed = (client: readonly number[], server: readonly number[]): LinkRule[] => [
  { from: 'client', nth: client },
  { from: 'server', nth: server },
];

export interface Closing {
  readonly profile: Profile;
  readonly oneWayDelayUs: number;
  /** The first so many final ACKs are lost. */
  readonly finalAcksLost: number;
  readonly lostFromClient: readonly number[];
  readonly lostFromServer: readonly number[];
  /** How long the server thinks between the end of the stream and its close(): 0 lets its FIN carry the ACK. */
  readonly serverClosesAfterUs: number;
  readonly settings?: Partial<Profile>;
}

/** Scene 1: a request, an answer, then the client closes first. It ends when both ends are CLOSED or give up. */
export function closing(reader: Closing): Scenario {
  return {
    profile: reader.profile,
    settings: reader.settings ?? {},
    link: {
      oneWayDelayUs: reader.oneWayDelayUs,
      rules: [
        ...pressed(reader.lostFromClient, reader.lostFromServer),
        { from: 'client', segment: 'ACK', acknowledgesFin: true, times: reader.finalAcksLost },
      ],
    },
    programs: [
      [
        { at: 'client', call: 'connect' },
        { at: 'client', call: 'send', bytes: 100 },
        { at: 'client', call: 'recv' },
        { at: 'client', call: 'close' },
      ],
      [
        { at: 'server', call: 'accept' },
        { at: 'server', call: 'recv' },
        { at: 'server', call: 'send', bytes: 300 },
        { at: 'server', call: 'recv' },
        { call: 'sleep', us: reader.serverClosesAfterUs },
        { at: 'server', call: 'close' },
      ],
    ],
  };
}

export interface OldSegment {
  readonly profile: Profile;
  readonly oneWayDelayUs: number;
  /** False: TIME-WAIT lasts no time at all. */
  readonly wait: boolean;
  readonly timestamps: boolean;
  /** How much later than the original the old copy arrives. */
  readonly copyLateUs: number;
  /** When the client calls connect() again. */
  readonly secondAtUs: number;
  readonly settings?: Partial<Profile>;
}

const firstIsn = 10_000;
const requestBytes = 100;
const newBytes = 30;

/**
 * Scene 2: a copy of the first connection's request is held back and arrives when a second connection from the
 * same port is open. The second ISN is placed so that the old bytes fall exactly where the next new bytes belong.
 * With the wait, connect() chooses the ISN itself (timestamps) or fails with EADDRNOTAVAIL (no timestamps).
 */
export function oldSegment(reader: OldSegment): Scenario {
  const second = 'second';
  const client: Step[] = [
    { at: 'client', call: 'connect', isn: firstIsn },
    { at: 'client', call: 'send', bytes: requestBytes },
    { at: 'client', call: 'recv' },
    { at: 'client', call: 'close' },
    { call: 'until', atUs: reader.secondAtUs },
    { at: 'client', call: 'connect', socket: second, ...(!reader.wait && { isn: firstIsn - newBytes }) },
    { at: 'client', call: 'send', socket: second, bytes: newBytes },
  ];
  const server: Step[] = [
    { at: 'server', call: 'accept' },
    { at: 'server', call: 'recv' },
    { at: 'server', call: 'send', bytes: 300 },
    { at: 'server', call: 'recv' },
    { at: 'server', call: 'close' },
    { at: 'server', call: 'accept', socket: second },
    { at: 'server', call: 'recv', socket: second },
    { at: 'server', call: 'recv', socket: second },
  ];
  return {
    profile: reader.profile,
    settings: {
      ...reader.settings,
      timestamps: reader.timestamps,
      ...(!reader.wait && { timeWaitMs: 0 }),
    },
    link: {
      oneWayDelayUs: reader.oneWayDelayUs,
      rules: [{ from: 'client', segment: 'data', connection: 1, times: 1, copyUs: reader.copyLateUs }],
    },
    programs: [client, server],
    untilUs: reader.secondAtUs + 2 * reader.copyLateUs + 1_000_000,
  };
}
