// Runs a scenario: two hosts, one wire, a queue of things to happen, and the log of what did.
//
// Time is an integer number of microseconds that the scenario owns; what is scheduled for the same time happens in
// the order it was scheduled. Programs go on only when every segment of that instant has been processed, as a
// process is woken after the kernel has emptied the wire.

import { twIsnStep } from '#content/facts/linux.ts';
import { calls } from './application.ts';
import { destroy, type Endpoint, type Features, type Host, type Judge, type Run } from './endpoint.ts';
import { receive } from './input.ts';
import { createLink } from './link.ts';
import type { Log, LogEvent, Side } from './log.ts';
import { passiveOpen, receiveInSynSent, receiveRequest } from './open.ts';
import type { Program, Scenario, SocketStep } from './scenario.ts';
import { ACK, RST, type Segment, SYN } from './segment.ts';
import { refuse } from './sender.ts';
import { receiveInTimeWait } from './time-wait.ts';

const hourUs = 3_600_000_000;
/** More than any scenario of the site needs; a run that reaches it says so in its log. */
const maxSteps = 100_000;

/** Runs `scenario` to its end and returns its history. `features` adds calls and rules beyond the core. */
export function simulate(scenario: Scenario, features: Features = {}): Log {
  const events: LogEvent[] = [];
  const agenda: { readonly atUs: number; readonly action: () => void }[] = [];
  const random = generator(scenario.seed ?? 0);
  const link = createLink(scenario.link, random);
  const run: Run = {
    nowUs: 0,
    scenario,
    events,
    connections: 0,
    features,
    random,
    hosts: {} as Record<Side, Host>,
    schedule(atUs, action) {
      let at = agenda.length;
      while (at && (agenda[at - 1]?.atUs ?? 0) > atUs) at--;
      agenda.splice(at, 0, { atUs, action });
    },
    transmit(host, segment, connection, transmission, acknowledgesFin) {
      const { side: from, peer } = host;
      const nth = ++host.sent;
      const { nowUs: atUs } = run;
      const { arrivesAtUs, held, copyAtUs } = link({ atUs, from, nth, connection, segment, acknowledgesFin });
      const event = { kind: 'segment', atUs, from, connection, segment, nth, transmission } as const;
      events.push(held ? { ...event, arrivesAtUs, link: 'held' } : { ...event, arrivesAtUs });
      if (copyAtUs) events.push({ ...event, arrivesAtUs: copyAtUs, link: 'copy' });
      for (const us of [arrivesAtUs, copyAtUs])
        if (us) run.schedule(us, () => deliver(run.hosts[peer], segment, connection, nth));
    },
  };
  Object.assign(run.hosts, {
    client: createHost(run, 'client', 'server'),
    server: createHost(run, 'server', 'client'),
  });
  const programs = scenario.programs.map((steps) => interpret(run, steps));
  const untilUs = scenario.untilUs ?? hourUs;
  for (let step = 0; step < maxSteps; step++) {
    const next = agenda[0];
    if (!next || next.atUs > run.nowUs) while (programs.map((goOn) => goOn()).some(Boolean)) step++;
    const first = agenda.shift();
    if (!first || first.atUs > untilUs)
      return { events, endUs: first ? untilUs : run.nowUs, ended: first ? 'time' : 'quiet' };
    run.nowUs = first.atUs;
    first.action();
  }
  return { events, endUs: run.nowUs, ended: 'steps' };
}

function createHost(run: Run, side: Side, peer: Side): Host {
  const { profile, settings, listening = true, [side]: own } = run.scenario;
  return {
    run,
    side,
    peer,
    profile: { ...profile, ...settings, ...own },
    sent: 0,
    listening: side === 'server' && listening,
    endpoints: new Map(),
    acceptQueue: [],
    sockets: new Map(),
  };
}

/** A segment reaches a host: to the endpoint of its 4-tuple, to the listener, or to nobody. RFC 9293 (3.10.7). */
function deliver(host: Host, segment: Segment, connection: number, nth: number): void {
  const { run, side, endpoints, listening } = host;
  const endpoint = endpoints.get(segment.port);
  const judge: Judge = (verdict, into = endpoint?.connection ?? 0) => {
    if (verdict !== 'accepted' || into !== connection)
      run.events.push({ kind: 'arrival', atUs: run.nowUs, at: side, nth, connection, into, verdict });
  };
  const syn = (segment.flags & (SYN | ACK | RST)) === SYN;
  if (endpoint?.state === 'TIME-WAIT') {
    if (receiveInTimeWait(endpoint, segment, judge) && listening) {
      destroy(endpoint);
      passiveOpen(host, segment, connection, endpoint.sndNxt + twIsnStep);
    }
  } else if (endpoint?.state === 'SYN-SENT') receiveInSynSent(endpoint, segment, judge);
  else if (endpoint?.request) receiveRequest(endpoint, segment, judge);
  else if (endpoint) receive(endpoint, segment, judge);
  else if (syn && listening) {
    if (run.features.admitSyn?.(host, segment) === false) judge('overflow');
    else passiveOpen(host, segment, connection);
  } else if (!run.features.strayAck?.(host, segment, connection)) {
    judge('no-connection');
    refuse(host, segment, connection);
  }
}

/** A program as a function that goes on as far as it can; true if it got anywhere. */
function interpret(run: Run, steps: Program): () => boolean {
  let at = 0;
  let calledUs: number | undefined;
  return () => {
    const begun = at;
    for (let step = steps[at]; step; step = steps[at]) {
      const first = calledUs === undefined;
      calledUs ??= run.nowUs;
      if (
        'at' in step
          ? !call(run, step, calledUs, first)
          : !wait(run, 'us' in step ? calledUs + step.us : step.atUs, first)
      )
        break;
      calledUs = undefined;
      at++;
    }
    return at > begun;
  };
}

function wait(run: Run, untilUs: number, first: boolean): boolean {
  if (first) run.schedule(untilUs, () => {});
  return run.nowUs >= untilUs;
}

function call(run: Run, step: SocketStep, calledUs: number, first: boolean): boolean {
  const { at, call: name, socket = '', bytes, timeoutUs } = step;
  const host = run.hosts[at];
  if (first) {
    run.events.push({ kind: 'call', atUs: run.nowUs, at, socket, call: name, ...(bytes !== undefined && { bytes }) });
    if (timeoutUs) run.schedule(calledUs + timeoutUs, () => {});
  }
  const handler = run.features.calls?.[name] ?? calls[name];
  const late = timeoutUs && run.nowUs >= calledUs + timeoutUs;
  const result =
    handler?.({ host, step, endpoint: host.sockets.get(socket), first, calledUs }) ?? (late ? 'timed out' : undefined);
  if (result !== undefined) run.events.push({ kind: 'return', atUs: run.nowUs, at, socket, call: name, result });
  return result !== undefined;
}

/** mulberry32: a small generator whose numbers depend on nothing but the seed. */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type { Endpoint };
