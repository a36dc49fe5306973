// Holds a run of the model against a recording and names every difference.
//
// Segments: the same ones in the same order in each direction, with the same flags, length, relative numbers and
// fate. Directions against each other: what left more than 5 ms apart must leave in that order in the model too;
// what left closer together may come in either order. States: the recording was sampled every 50 ms, so each state
// it saw must occur in the model in that order, and each state that lasts longer than three samples in the model
// must have been seen. Calls: the same results in the same order at each host. Times: within max(40 ms, 13 %) of the
// nominal value since the start; for segments also since the last of the same text in that direction (or the one
// before): the kernel's timers are late by up to 12.5 %, never early.
import type { Log, SegmentEvent, Side, State } from '../log.ts';
import { ACK, FIN, PSH, RST, SYN } from '../segment.ts';
import type { RecordedCall, RecordedSegment, RecordedState, Recording } from './recording.ts';

export interface CompareOptions {
  /** Relative numbers cannot be compared where the relay rewrote them. */
  readonly numbers?: boolean;
  /** The hosts whose calls are compared; both if left out. */
  readonly calls?: readonly Side[];
  /** bind() is compared too; most programs leave it out, because their port is fixed. */
  readonly binds?: true;
  /** 4-tuples, numbered as in the recording, that do the same at the same nominal time: any order of them is right. */
  readonly alike?: readonly number[];
}

const graceMs = 40;
const graceShare = 0.13;
const sampleUs = 150_000;
const samplingS = 0.1;

/** Whether `seen` may be called `nominal`, both in seconds. */
export function near(seen: number, nominal: number): boolean {
  return Math.abs(seen - nominal) <= Math.max(graceMs / 1_000, Math.abs(nominal) * graceShare);
}

/** All differences between a run and a recording, as sentences; none: the model agrees. */
export function compare(recording: Recording, log: Log, options: CompareOptions = {}): string[] {
  const flows = [...new Set(recording.events.map((event) => ('flow' in event ? (event.flow ?? 1) : 1)))].sort();
  const ports = [...new Set(log.events.flatMap((event) => (event.kind === 'segment' ? [event.segment.port] : [])))];
  const { alike = [] } = options;
  const orders = permutations(alike).map((order) => {
    const portOf = (flow: number): number | undefined => ports[(order[alike.indexOf(flow)] ?? flow) - 1];
    return flows.flatMap((flow) => compareFlow(ofFlow(recording, flow), ofPort(log, portOf(flow)), options, flow));
  });
  const best = orders.reduce((one, other) => (other.length < one.length ? other : one));
  return [...best, ...compareCalls(recording, log, options)];
}

function permutations(items: readonly number[]): number[][] {
  if (!items.length) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

/** The part of a recording that belongs to one 4-tuple. */
function ofFlow(recording: Recording, flow: number): Recording {
  return { ...recording, events: recording.events.filter((event) => !('flow' in event) || (event.flow ?? 1) === flow) };
}

/** The part of a log that belongs to one 4-tuple: connections are told apart by the port of their segments. */
function ofPort(log: Log, port: number | undefined): Log {
  const connections = new Set(
    log.events.flatMap((event) => (event.kind === 'segment' && event.segment.port === port ? [event.connection] : [])),
  );
  return {
    ...log,
    events: log.events.filter((event) => !('connection' in event) || connections.has(event.connection)),
  };
}

function compareFlow(recording: Recording, log: Log, options: CompareOptions, flow: number): string[] {
  return [
    ...compareSegments(recording, log, options),
    ...compareOrder(recording, log),
    ...compareStates(recording, log),
  ].map((text) => (flow > 1 ? `flow ${flow}: ${text}` : text));
}

interface Line {
  readonly at: number;
  readonly text: string;
}

const letters = (flags: number): string =>
  (flags & SYN ? 'S' : '') +
  (flags & FIN ? 'F' : '') +
  (flags & RST ? 'R' : '') +
  (flags & PSH ? 'P' : '') +
  (flags & ACK ? 'A' : '');

const isRecordedSegment = (event: { readonly ev: string }): event is RecordedSegment =>
  event.ev === 'pkt' && (event as RecordedSegment).proto !== 'icmp';

/** A number far from the ISN belongs to another connection, and how far is chance. */
const shown = (number: number | string): number | string =>
  typeof number === 'number' && Math.abs(number) > 100_000 ? 'foreign' : number;

function recordedLines(recording: Recording, dir: 'c2s' | 's2c', numbers: boolean): Line[] {
  return recording.events
    .filter(isRecordedSegment)
    .filter((event) => event.dir === dir)
    .map(({ t, flags, seq, ack, len, dropped, relay }) => ({
      at: t,
      text: [
        flags,
        len,
        dropped ? 'lost' : 'arrives',
        ...(numbers && !relay ? [shown(seq), shown(ack ?? '-')] : []),
      ].join(' '),
    }));
}

/**
 * Numbers as the laboratory's decoder counts them: from the last SYN of that direction; a SYN with a new number begins
 * a new connection, in which the other direction counts from its old SYN until its new one is seen.
 */
export function decodeNumbers(events: readonly SegmentEvent[]): { readonly seq: number; readonly ack: number | '-' }[] {
  const known = new Map<string, { isn: number | undefined; before: number | undefined }>();
  const numbers = (key: string) => {
    const found = known.get(key) ?? { isn: undefined, before: undefined };
    known.set(key, found);
    return found;
  };
  return events.map(({ from, segment: { port, flags, seq, ack } }) => {
    const mine = numbers(`${port} ${from}`);
    const theirs = numbers(`${port} ${from === 'client' ? 'server' : 'client'}`);
    if (flags & SYN) {
      if (mine.isn !== undefined && mine.isn !== seq && !(flags & ACK)) {
        mine.before = mine.isn;
        theirs.before = theirs.isn;
        theirs.isn = undefined;
      }
      mine.isn = seq;
    }
    const count = (number: number, { isn, before }: typeof mine): number => (number - (isn ?? before ?? 0)) | 0;
    return { seq: count(seq, mine), ack: flags & ACK ? count(ack, theirs) : '-' };
  });
}

function modelLines(log: Log, from: Side, numbers: boolean, rewritten: ReadonlySet<number>): Line[] {
  const segments = log.events.filter((event) => event.kind === 'segment');
  const decoded = decodeNumbers(segments);
  return segments
    .map((event, index) => ({ ...event, ...decoded[index] }))
    .filter((event) => event.from === from)
    .map(({ atUs, segment: { flags, length }, arrivesAtUs, seq = 0, ack = '-' }, index) => {
      const fate = arrivesAtUs === null ? 'lost' : 'arrives';
      const numbered = numbers && !rewritten.has(index) ? [shown(seq), shown(ack)] : [];
      return { at: atUs / 1e6, text: [letters(flags), length, fate, ...numbered].join(' ') };
    });
}

function compareSegments(recording: Recording, log: Log, { numbers = true }: CompareOptions): string[] {
  const found: string[] = [];
  for (const [dir, side] of [
    ['c2s', 'client'],
    ['s2c', 'server'],
  ] as const) {
    const recorded = recordedLines(recording, dir, numbers);
    const events = recording.events.filter(isRecordedSegment).filter((event) => event.dir === dir);
    const rewritten = new Set(events.flatMap(({ relay }, index) => (relay ? [index] : [])));
    const model = modelLines(log, side, numbers, rewritten);
    found.push(...compareLines(`${side} segment`, recorded, model, true));
  }
  return found;
}

/** Compares two lists line by line: texts, times, and times since the last line of the same text or the one before. */
function compareLines(what: string, recorded: readonly Line[], model: readonly Line[], gaps: boolean): string[] {
  const found: string[] = [];
  const last = new Map<string, number>();
  for (let index = 0; index < Math.max(recorded.length, model.length); index++) {
    const [seen, mine] = [recorded[index], model[index]];
    const name = `${what} ${index + 1}`;
    if (!seen || !mine || seen.text !== mine.text) {
      found.push(`${name}: recorded ${show(seen)}, model ${show(mine)}`);
      break;
    }
    const before = last.get(seen.text) ?? index - 1;
    last.set(seen.text, index);
    const [seenGap, mineGap] = [seen.at - (recorded[before]?.at ?? 0), mine.at - (model[before]?.at ?? 0)];
    if (!near(seen.at, mine.at)) found.push(`${name} (${seen.text}): recorded at ${seen.at} s, model ${mine.at} s`);
    else if (gaps && !near(seenGap, mineGap))
      found.push(
        `${name} (${seen.text}): recorded ${seenGap.toFixed(3)} s after ${before + 1}, model ${mineGap.toFixed(3)} s`,
      );
  }
  return found;
}

const show = (line: Line | undefined): string => (line ? `"${line.text}" at ${line.at} s` : 'nothing');

function compareOrder(recording: Recording, log: Log): string[] {
  const apart = 0.005;
  const recorded = recording.events.filter(isRecordedSegment);
  const model = log.events.filter((event): event is SegmentEvent => event.kind === 'segment');
  const times = {
    c2s: model.filter(({ from }) => from === 'client'),
    s2c: model.filter(({ from }) => from === 'server'),
  };
  const next = { c2s: 0, s2c: 0 };
  let latest = { at: -1, modelUs: -1 };
  const found: string[] = [];
  for (const { dir, t } of recorded) {
    const mine = times[dir][next[dir]++];
    if (!mine) continue;
    if (t - latest.at > apart && mine.atUs < latest.modelUs)
      found.push(`order: the ${dir} segment at ${t} s comes too early`);
    if (mine.atUs > latest.modelUs) latest = { at: t, modelUs: mine.atUs };
  }
  return found;
}

const stateNames: Readonly<Record<string, State>> = {
  ESTAB: 'ESTABLISHED',
  'SYN-RECV': 'SYN-RECEIVED',
  '(gone)': 'CLOSED',
};

function compareStates(recording: Recording, log: Log): string[] {
  const found: string[] = [];
  for (const side of ['client', 'server'] as const) {
    const recorded = recording.events
      .filter(isState)
      .filter(({ at }) => at === side)
      .map(({ t, state }) => ({ at: t, state: stateNames[state] ?? (state as State) }));
    const model = log.events.flatMap((event) =>
      event.kind === 'state' && event.at === side ? [{ atUs: event.atUs, state: event.to }] : [],
    );
    found.push(...compareStateLists(side, recorded, model, log.endUs));
  }
  return found;
}

const isState = (event: { readonly ev: string }): event is RecordedState => event.ev === 'ss';

function compareStateLists(
  side: Side,
  recorded: readonly { readonly at: number; readonly state: State }[],
  model: readonly { readonly atUs: number; readonly state: State }[],
  endUs: number,
): string[] {
  const found: string[] = [];
  let seen = 0;
  for (const [index, { atUs, state }] of model.entries()) {
    const sample = recorded[seen];
    const lastsUs = (model[index + 1]?.atUs ?? endUs) - atUs;
    if (sample?.state === state) {
      // A sample comes up to 50 ms after the change, up to 100 ms where the recording was sampled half as often.
      const inTime = near(Math.max(Math.min(sample.at, atUs / 1e6), sample.at - samplingS), atUs / 1e6);
      if (!inTime) found.push(`${side} ${state}: recorded at ${sample.at} s, model ${atUs / 1e6} s`);
      seen++;
    } else if (lastsUs > sampleUs && state !== (recorded[seen - 1]?.state ?? 'CLOSED')) {
      found.push(
        `${side}: the model stays in ${state} for ${lastsUs / 1e6} s, recorded was ${sample?.state ?? 'nothing'}`,
      );
    }
  }
  const missing = recorded[seen];
  if (missing) found.push(`${side}: ${missing.state} was recorded at ${missing.at} s, the model never got there`);
  return found;
}

const comparedCalls = new Set(['connect', 'accept', 'send', 'recv', 'bind']);

/** Socket by socket: at one instant the order of different sockets means nothing. */
function compareCalls(
  recording: Recording,
  log: Log,
  { calls = ['client', 'server'], binds }: CompareOptions,
): string[] {
  const found: string[] = [];
  const local = recording.scenario.includes('loopback');
  const single = !recording.events.some((event) => 'flow' in event);
  const keyOf = (name: string, side: string, socket: string): string =>
    single || name === 'accept' ? side : `${side} ${socket}`;
  const compared = (name: string, result: string | number): boolean =>
    comparedCalls.has(name) && (binds === true || name !== 'bind' || result !== 'ok');
  const recorded = recording.events
    .filter((event): event is RecordedCall => event.ev === 'app')
    .filter(({ do: name, ret }) => ret !== undefined && compared(name, ret))
    .map(({ t, at, sock = '', do: name, ret }) => ({
      at: t,
      key: keyOf(name, at, sock),
      text: `${name} ${ret}`,
    }));
  const model = log.events
    .filter((event) => event.kind === 'return')
    .filter(({ call, result }) => compared(call, result))
    .map(({ atUs, at, socket, call, result }) => {
      const side = local ? 'client' : at;
      return { at: atUs / 1e6, key: keyOf(call, side, socket), text: `${call} ${result}` };
    });
  for (const key of new Set([...recorded, ...model].map((line) => line.key))) {
    if (!calls.some((side) => key.startsWith(side))) continue;
    const mine = (line: { readonly key: string }): boolean => line.key === key;
    found.push(...compareLines(`${key} call`, recorded.filter(mine), model.filter(mine), false));
  }
  return found;
}
