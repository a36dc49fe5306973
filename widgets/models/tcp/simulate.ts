// Runs a scenario: two hosts, one wire, a queue of things to happen, and the log of what did.
//
// Time is an integer number of microseconds that the scenario owns; what is scheduled for the same time happens in
// the order it was scheduled. Programs go on only when every segment of that instant has been processed, as a
// process is woken after the kernel has emptied the wire.
import { calls } from './application.ts';
import type { Call, Endpoint, Features, Host, Run } from './endpoint.ts';
import { receive } from './input.ts';
import { createLink, type Fate } from './link.ts';
import type { Log, LogEvent, Side, Verdict } from './log.ts';
import { passiveOpen, receiveInSynSent, receiveRequest } from './open.ts';
import type { Program, Scenario, SocketStep } from './scenario.ts';
import { ACK, RST, type Segment, SYN, segmentKind } from './segment.ts';
import { refuse } from './sender.ts';
import { receiveInTimeWait } from './time-wait.ts';

/** More than any scenario of the site needs; a run that reaches it says so in its log. */
const maxSteps = 10_000;
const lost: Fate[] = [[null]];

/** Runs `scenario` to its end and returns its history. `features` adds calls and rules beyond the core. */
export function simulate(scenario: Scenario, features: Features = {}): Log {
  const { untilUs = 3_600_000_000, profile, settings, listening = true } = scenario;
  const events: LogEvent[] = [];
  const agenda: { readonly atUs: number; readonly action: () => void }[] = [];
  const decide = createLink(scenario.link);
  const run: Run = {
    nowUs: 0,
    connections: 0,
    scenario,
    features,
    events,
    hosts: {} as Record<Side, Host>,
    deliver,
    log: (event) => events.push({ atUs: run.nowUs, ...event }),
    schedule(dueUs, action) {
      // Never in the past, and behind what was scheduled for the same time before.
      const atUs = Math.max(dueUs || 0, run.nowUs);
      agenda.splice(agenda.findLastIndex((other) => other.atUs <= atUs) + 1, 0, { atUs, action });
    },
    transmit({ side: from, peer, sent }, segment, { connection, finReceived = false }, transmission = 1) {
      const nth = sent.push(segment);
      const wire = { from, nth, connection, segment: segmentKind(segment), acknowledgesFin: finReceived };
      for (const [delayUs, link] of run.cut ? lost : decide(wire, run)) {
        const arrivesAtUs = delayUs === null ? null : run.nowUs + delayUs;
        run.log({ kind: 'segment', from, connection, segment, nth, transmission, arrivesAtUs, ...(link && { link }) });
        if (arrivesAtUs !== null) run.schedule(arrivesAtUs, () => deliver(run.hosts[peer], segment, connection, nth));
      }
    },
  };
  for (const side of ['client', 'server'] as const)
    run.hosts[side] = {
      run,
      side,
      peer: side === 'client' ? 'server' : 'client',
      profile: { ...profile, ...settings, ...scenario[side] },
      sent: [],
      listening: side === 'server' && listening,
      endpoints: new Map(),
      acceptQueue: [],
      sockets: new Map(),
    };
  const running = scenario.programs.map((steps) => interpret(run, steps));
  let next: (typeof agenda)[number] | undefined;
  let steps = 0;
  do {
    // Programs go on, as often as one of them gets anywhere, before the clock does.
    next = agenda[0];
    if ((next?.atUs ?? untilUs) > run.nowUs && running.filter((goOn) => goOn()).length) continue;
    next = agenda.shift();
    if (!next || next.atUs > untilUs) break;
    run.nowUs = next.atUs;
    next.action();
  } while (++steps < maxSteps);
  const ended = steps < maxSteps ? (next ? 'time' : 'quiet') : 'steps';
  return { events, endUs: ended === 'time' ? untilUs : (events.at(-1)?.atUs ?? 0), ended };
}

/** A segment reaches a host: to the endpoint of its 4-tuple, to the listener, or to nobody. RFC 9293 (3.10.7). */
function deliver(host: Host, segment: Segment, connection: number, nth: number): void {
  const { run, side, endpoints } = host;
  const endpoint = endpoints.get(segment.port);
  const into = endpoint?.connection ?? 0;
  const index = run.events.length;
  const verdict = process(host, segment, connection, endpoint);
  // The event of the arrival stands before those of its consequences.
  if (verdict !== 'accepted' || (into && into !== connection))
    run.events.splice(index, 0, { atUs: run.nowUs, kind: 'arrival', at: side, nth, connection, into, verdict });
}

function process(host: Host, segment: Segment, connection: number, endpoint?: Endpoint): Verdict {
  const { state, request } = endpoint ?? {};
  if (endpoint && state !== 'TIME-WAIT')
    return (state === 'SYN-SENT' ? receiveInSynSent : request ? receiveRequest : receive)(endpoint, segment);
  const verdict = endpoint && receiveInTimeWait(endpoint, segment);
  if (verdict) return verdict;
  if (host.listening && host.run.features.listener?.(host, segment, connection)) return 'overflow';
  if (host.listening && (segment.flags & (SYN | ACK | RST)) === SYN) {
    passiveOpen(host, segment, connection, endpoint);
    return 'accepted';
  }
  refuse(host, segment, connection);
  return 'no-connection';
}

/** A program as a function that goes on as far as it can; true if it got anywhere. */
function interpret(run: Run, steps: Program): () => boolean {
  let at = 0;
  let calledUs = -1;
  return () => {
    const begun = at;
    for (let step = steps[at]; step; step = steps[++at]) {
      const first = calledUs < 0;
      if (first) calledUs = run.nowUs;
      if (
        !('at' in step
          ? call(run, step, calledUs, first)
          : wait(run, 'us' in step ? calledUs + step.us : step.atUs, first))
      )
        break;
      calledUs = -1;
    }
    return at > begun;
  };
}

/** Whether the time has come; the first question makes sure that there is a step at that time. */
function wait(run: Run, untilUs: number, first: boolean): boolean {
  if (first) run.schedule(untilUs, () => {});
  return run.nowUs >= untilUs;
}

function call(run: Run, step: SocketStep, calledUs: number, first: boolean): boolean {
  const { at, call: name, socket = '' } = step;
  const host = run.hosts[at];
  if (first) run.log({ kind: 'call', socket, ...step });
  const known: Readonly<Record<string, Call>> = { ...calls, ...run.features.calls };
  const handler = known[name];
  const result = handler?.({ host, step, endpoint: host.sockets.get(socket), calledUs, first });
  if (result !== undefined) run.log({ kind: 'return', at, socket, call: name, result });
  return result !== undefined;
}
