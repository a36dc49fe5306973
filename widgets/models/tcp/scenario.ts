// A scenario: everything that decides a run. Plain data, so that it can be shared in a link or drawn by a generator.
import type { Side } from './log.ts';
import type { Profile } from './profile.ts';
import type { SegmentKind } from './segment.ts';

/**
 * What the link does to the segments that match. A field left out matches everything; the first rule that
 * matches a segment decides.
 */
export interface LinkRule {
  readonly from?: Side;
  /** The how-many-th segment of that side in the run, from 1; or a list of them. */
  readonly nth?: number | readonly number[];
  readonly segment?: SegmentKind;
  /** Only pure ACKs and FINs that acknowledge a FIN. */
  readonly acknowledgesFin?: true;
  /** Only segments of the n-th connection of the run. */
  readonly connection?: number;
  /** Let this many matching segments pass first. */
  readonly skip?: number;
  /** Act on at most this many. */
  readonly times?: number;
  /** From this time on, and before that one. */
  readonly fromUs?: number;
  readonly untilUs?: number;
  /** Act with this probability, drawn from the seed. */
  readonly probability?: number;
  /** Deliver this much later. Without `holdUs` and `copyUs` the rule loses the segment. */
  readonly holdUs?: number;
  /** Deliver in time and a second time this much later. */
  readonly copyUs?: number;
}

/** The wire between the two hosts. */
export interface Link {
  /** In microseconds; a pair is [client-to-server, server-to-client]. */
  readonly oneWayDelayUs: number | readonly [number, number];
  readonly rules?: readonly LinkRule[];
}

/** One line of an application: a call on one side, or a pause of the program. */
export type Step =
  | { readonly call: 'sleep'; readonly us: number }
  | { readonly call: 'until'; readonly atUs: number }
  | SocketStep;

/** A call. `at` is the host, `socket` the name the program gives to the socket (the empty name by default). */
export interface SocketStep {
  readonly at: Side;
  readonly socket?: string;
  readonly call: string;
  /** send: how many bytes. recv: at most how many (65,536). */
  readonly bytes?: number;
  /** accept, recv and connect: give up waiting after this time; the result is 'timed out'. */
  readonly timeoutUs?: number;
  /** connect: the local port, 40,000 if left out. The same port is the same 4-tuple. */
  readonly port?: number;
  /** connect: the initial sequence number, so that a figure can place it. */
  readonly isn?: number;
  /** connect: a clock for TSval this many milliseconds ahead of the default. */
  readonly clockAheadMs?: number;
  /** Anything that a call outside the core reads: see the module that defines the call. */
  readonly value?: number | readonly number[];
}

/** Programs run side by side; each is a list of calls and goes on when its call has returned. */
export type Program = readonly Step[];

/** Everything that decides a run. */
export interface Scenario {
  readonly link: Link;
  readonly programs: readonly Program[];
  readonly profile: Profile;
  /** Settings that differ from the profile, on both sides or on one. */
  readonly settings?: Partial<Profile>;
  readonly client?: Partial<Profile>;
  readonly server?: Partial<Profile>;
  /** False: nobody listens at the server. */
  readonly listening?: boolean;
  /** Both ends are one host that speaks to itself; only tcp_tw_reuse = 2 asks. */
  readonly loopback?: boolean;
  readonly seed?: number;
  /** The run stops here; one hour of simulated time if left out. */
  readonly untilUs?: number;
}
