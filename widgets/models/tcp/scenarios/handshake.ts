// The scenes of the figure "handshake-loss", as functions from what a reader can set to a scenario.
import { connectWithoutWaiting } from '../application.ts';
import { backlog } from '../backlog.ts';
import { chanceRules, type Losses } from '../chance.ts';
import type { Features } from '../endpoint.ts';
import type { Profile } from '../profile.ts';
import type { LinkRule, Program, Scenario, Step } from '../scenario.ts';

export interface Opening {
  readonly profile: Profile;
  readonly oneWayDelayUs: number;
  readonly synRetries: number;
  readonly synLinearTimeouts: number;
  readonly synAckRetries: number;
  readonly losses: Losses;
  readonly seed: number;
  /** Segments lost or delivered by hand, whatever chance says: `c1` is the client's first, `s2` the server's second. */
  readonly lost: readonly string[];
  readonly kept: readonly string[];
}

/** Who sends data once the connection is open. A silent client waits, and writes at `clientWritesAtUs` if given. */
export interface Talk {
  readonly first: 'client' | 'server' | 'nobody';
  readonly clientWritesAtUs?: number;
}

/** What the scenes need beyond the core. */
export const handshakeFeatures: Features = {
  ...backlog,
  calls: { ...backlog.calls, 'connect-without-waiting': connectWithoutWaiting },
};

const requestBytes = 100;
/** For the reader: between connect() and the first write, so that the ACK and the data are two segments to the eye. */
const thinksUs = 1_000;
const greetingBytes = 50;

const client = (call: string, details: Partial<Step> = {}): Step => ({ at: 'client', call, ...details }) as Step;
const server = (call: string, details: Partial<Step> = {}): Step => ({ at: 'server', call, ...details }) as Step;

/** A connection is opened. `connects` false: the program ends when connect() returns, as it does after an error. */
export function openingScenario(reader: Opening, { first, clientWritesAtUs }: Talk, connects = true): Scenario {
  const says: readonly Step[] = [client('send', { bytes: requestBytes })];
  const later: readonly Step[] =
    clientWritesAtUs === undefined ? [] : [{ call: 'until', atUs: clientWritesAtUs }, ...says];
  const goesOn = [
    ...(first === 'client' ? [{ call: 'sleep', us: thinksUs } as const, ...says] : later),
    client('recv'),
  ];
  return {
    ...common(reader, chanceRules(reader.seed, reader.losses, reader.kept)),
    programs: [
      [client('connect'), ...(connects ? goesOn : [])],
      [server('accept'), ...(first === 'server' ? [server('send', { bytes: greetingBytes })] : []), server('recv')],
    ],
  };
}

/** Recording 29a: a SYN is under way for `heldUs`; meanwhile its client has given up and closed. */
export function oldSynScenario(reader: Opening, heldUs: number, closesAtUs: number): Scenario {
  return {
    ...common(reader, [{ from: 'client', segment: 'SYN', times: 1, holdUs: heldUs }]),
    programs: [
      [client('connect-without-waiting'), { call: 'until', atUs: closesAtUs }, client('close')],
      [server('accept')],
    ],
  };
}

/** Recording 24a: nobody listens. */
export function closedPortScenario(reader: Opening): Scenario {
  return { ...common(reader, []), listening: false, programs: [[client('connect')]] };
}

export interface FullQueue {
  /** The queue is full when the SYN arrives, or only when the ACK does. */
  readonly before: 'syn' | 'ack';
  /** When the server's program begins to call accept(). */
  readonly acceptsAtUs: number;
  readonly abortOnOverflow: boolean;
}

/** listen() was told 1, so two connections fill its queue. Recordings 24b to 24j. */
const queued = 2;

/** Connections of other clients wait in the accept queue until the program takes them out. */
export function fullQueueScenario(reader: Opening, queue: FullQueue, talk: Talk, connects = true): Scenario {
  const { before, acceptsAtUs, abortOnOverflow } = queue;
  const opening = openingScenario(reader, talk, connects);
  const [calls = [], [accepts, ...serves] = []] = opening.programs;
  const taken = Array.from({ length: queued }, (_, index) => server('accept', { socket: `other ${index + 1}` }));
  // A microsecond behind the SYN, and so before the ACK.
  const crowd: Program = [
    server('listen', { value: queued - 1 }),
    ...(before === 'ack' ? [{ call: 'until', atUs: reader.oneWayDelayUs + 1 } as const] : []),
    server('crowd', { value: queued }),
    { call: 'until', atUs: acceptsAtUs },
    ...taken,
    ...(accepts ? [accepts] : []),
    ...serves,
  ];
  return { ...opening, settings: { ...opening.settings, abortOnOverflow }, programs: [crowd, calls] };
}

function common(reader: Opening, rules: readonly LinkRule[]) {
  const { profile, oneWayDelayUs, synRetries, synLinearTimeouts, synAckRetries, lost, seed } = reader;
  return {
    profile,
    seed,
    settings: { synRetries, synLinearTimeouts, synAckRetries },
    server: serverTimer(profile),
    link: { oneWayDelayUs, rules: [...pressed(lost), ...rules] },
  };
}

/**
 * For the reader: of two things due in one instant the repeated SYN comes before the server's own timer, which a
 * microsecond makes sure of. Reality has both orders: recordings 04a and 04g.
 */
export const serverTimer = ({ rtoInitialMs, rtoMaxMs }: Profile) => ({
  rtoInitialMs: rtoInitialMs + 0.001,
  rtoMaxMs: rtoMaxMs + 0.001,
});

/** Names of segments as rules that lose them. */
function pressed(names: readonly string[]): LinkRule[] {
  return names.map((name) => ({ from: name[0] === 'c' ? 'client' : 'server', nth: Number(name.slice(1)) }));
}
