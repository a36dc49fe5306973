// The curve: how many of ten thousand handshakes have a connection by what time. Counting comes in portions, so that a
// reader who drags a slider on a slow machine is never in its way. Drawing is pure.
import { type ConnectTime, connectTimes, countOutcomes, type Outcome } from '../../../models/tcp/connect-times.ts';
import type { Steps } from '../../../parts/chart/steps.ts';
import { fill } from '../../../parts/figure/fill.ts';
import { handshakeOf, print } from './run.ts';
import { type HandshakeState, seeds } from './state.ts';
import type { HandshakeWords } from './strings.ts';

/** As many handshakes as are counted at a time: less than a frame on a slow telephone. */
export const portion = 5_000;
/** What the curve shows while no loss is set, in per cent. */
export const example = 20;

/** The settings that the curve is drawn for: the reader's, or an example while they lose nothing by chance. */
export function curveState(state: HandshakeState): HandshakeState {
  const none = state.syn + state.synack + state.ack === 0;
  return none ? { ...state, syn: example, synack: example } : state;
}

/** Handshakes that are counted a portion at a time. */
export class Tally {
  counted = 0;
  private key = '';
  private timeOf: (seed: number) => ConnectTime = () => 0;
  private tally = new Map<ConnectTime, Outcome>();

  /** Begins anew if the settings are others. The first time everything is counted, as the server does for its frame. */
  begin(state: HandshakeState): void {
    const handshake = handshakeOf(curveState(state));
    const key = JSON.stringify({ ...handshake, profile: state.profile });
    if (key === this.key) return;
    const first = this.key === '';
    this.key = key;
    this.counted = 0;
    this.timeOf = connectTimes(handshake);
    this.tally = new Map();
    this.go(first ? seeds : portion);
  }

  go(count = portion): void {
    const to = Math.min(seeds, this.counted + count);
    countOutcomes(this.timeOf, this.tally, this.counted + 1, to + 1);
    this.counted = to;
  }

  /** Outcomes by time, failures last; those that print alike are one. */
  outcomes(): Outcome[] {
    const merged = new Map<number, Outcome>();
    for (const { atUs, count, seed } of this.tally.values()) {
      const ms = Math.round(atUs / 1_000);
      const same = merged.get(ms);
      merged.set(ms, {
        atUs: ms * 1_000,
        count: count + (same?.count ?? 0),
        seed: Math.min(seed, same?.seed ?? seed),
      });
    }
    return [...merged.values()].sort((a, b) => (a.atUs < 0 ? 1 : b.atUs < 0 ? -1 : a.atUs - b.atUs));
  }
}

export interface Curve {
  readonly steps: Steps;
  /** What the curve is about, and what it says. */
  readonly about: string;
  readonly result: string;
  /** The outcome nearest to the run that is shown, and what is said of it. */
  readonly index: number;
  readonly said: string;
}

/** Up the chart each third is a nine more: 90 %, 99 %, 99.9 %; a handshake in ten thousand is below the last line. */
const nines = 3.4;
/** Where one round trip and giving up are across the chart; before them the labels of the lines have room. */
const first = 0.13;
const last = 0.97;

export function curveOf(
  state: HandshakeState,
  outcomes: readonly Outcome[],
  counted: number,
  /** When connect() returns in the run that is shown; negative: it fails. */
  shownUs: number | undefined,
  words: HandshakeWords,
): Curve {
  const { syn, synack } = curveState(state);
  const time = (us: number) => print(Math.abs(us), words);
  const percent = (count: number) => printPercent(count / counted, words.percent);
  const fails = outcomes.at(-1)?.atUs ?? 0;
  const lost = fails < 0 ? (outcomes.at(-1)?.count ?? 0) : 0;
  const fromUs = 2_000 * state.delay;
  const toUs = givesUpUs(state);
  const across = (us: number) => first + (last - first) * (Math.log(Math.abs(us) / fromUs) / Math.log(toUs / fromUs));
  const up = (done: number) => (done >= counted ? 1 : Math.min(1, -Math.log10(1 - done / counted) / nines));
  const line: [number, number][] = [[0, 0]];
  const points: { across: number; up: number }[] = [];
  let done = 0;
  for (const { atUs, count } of outcomes) {
    const x = across(atUs);
    if (atUs < 0) {
      points.push({ across: x, up: up(done) });
      continue;
    }
    line.push([x, up(done)]);
    done += count;
    line.push([x, up(done)]);
    points.push({ across: x, up: up(done) });
  }
  line.push([lost ? across(toUs) : 1, up(done)]);
  const near = (us: number) => Math.abs(Math.log(Math.abs(us) / Math.abs(shownUs ?? 1)));
  const index =
    shownUs === undefined
      ? 0
      : outcomes.reduce((best, { atUs }, at) => (near(atUs) < near(outcomes[best]?.atUs ?? 1) ? at : best), 0);
  const shown = outcomes[index];
  const same = shown !== undefined && shownUs !== undefined && Math.abs(shown.atUs - shownUs) < 1_000;
  const by = (share: number) => {
    let sum = 0;
    for (const { atUs, count } of outcomes) {
      sum += count;
      if (sum >= share * counted) return atUs < 0 ? undefined : time(atUs);
    }
    return undefined;
  };
  const half = by(0.5);
  const most = by(0.99);
  const count = group(counted);
  const own = { count, syn, synack, at: time(fromUs) };
  return {
    steps: {
      label: words.curve,
      line,
      points,
      picked: same ? index : -1,
      fails: lost ? { across: across(toUs), up: up(done), label: `ETIMEDOUT ${percent(lost)}` } : undefined,
      across: ticks(fromUs, toUs, time, across),
      up: [1, 2, 3].map((nine) => ({ at: nine / nines, label: printPercent(1 - 10 ** -nine, words.percent) })),
    },
    about: fill(
      state.syn + state.synack > 0 ? words.curveOwn : state.ack > 0 ? words.curveAck : words.curveExample,
      own,
    ),
    result: fill(
      !lost ? words.curveResult : most ? words.curveResultFails : half ? words.curveResultHalf : words.curveResultFew,
      { half: half ?? '', most: most ?? '', fails: percent(lost), end: time(toUs) },
    ),
    index,
    said: shown
      ? fill(words.pickedOutcome, {
          outcome: shown.atUs < 0 ? `ETIMEDOUT, ${time(shown.atUs)}` : time(shown.atUs),
          share: percent(shown.count),
        })
      : '',
  };
}

/** When connect() gives up, answered or not: the same for every seed. */
function givesUpUs(state: HandshakeState): number {
  const all = { ...handshakeOf(state), losses: { syn: 100, synAck: 0, ack: 0 } };
  return -connectTimes(all)(1);
}

const tickSeconds = [1, 3, 7, 15, 31, 63, 127, 255, 511];

/** One round trip, then the times at which doubling tries again, as far as there is room, and the end. */
function ticks(fromUs: number, toUs: number, time: (us: number) => string, across: (us: number) => number) {
  const found = [{ at: across(fromUs), label: time(fromUs) }];
  for (const seconds of tickSeconds) {
    const at = across(seconds * 1_000_000);
    // The first says the unit; the others are bare numbers, which fit the narrowest chart.
    const bare = found.length > 1;
    if (at - (found.at(-1)?.at ?? 0) > (bare ? 0.07 : 0.15) && at < 0.86)
      found.push({ at, label: bare ? String(seconds) : time(seconds * 1_000_000) });
  }
  return [...found, { at: across(toUs), label: time(toUs) }];
}

/** 64 %, 2.3 %, 0.04 %: as exact as the place is wide. */
export function printPercent(share: number, sign: string): string {
  const percent = share * 100;
  const digits = percent >= 99.95 || percent >= 10 ? (percent > 99 ? 2 : 0) : percent >= 1 ? 1 : 2;
  return `${Number(percent.toFixed(digits))}${sign}`;
}

/** 10000 to 10,000. */
const group = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');
