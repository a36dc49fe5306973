// The sentence that answers the figure's question: when connect() returns and with what, when accept() does, and what
// the lost segments cost. Every number is read from the log.
import type { LogEvent, SegmentEvent, Side } from '../../../models/tcp/log.ts';
import { segmentKind } from '../../../models/tcp/segment.ts';
import { fill } from '../../../parts/figure/fill.ts';
import { isSegment } from '../picture.ts';
import { closesAtUs, print, type Run, resultOf } from './run.ts';
import type { HandshakeState } from './state.ts';
import type { HandshakeWords } from './strings.ts';

type Parts = readonly (string | false | undefined)[];

export function resultSentence(state: HandshakeState, run: Run, words: HandshakeWords): string {
  const tell = new Teller(state, run, words);
  const parts = { open: tell.open, old: tell.old, closed: tell.closed, full: tell.full }[state.scene].call(tell);
  return parts.filter(Boolean).join(words.between);
}

class Teller {
  private readonly state: HandshakeState;
  private readonly run: Run;
  private readonly words: HandshakeWords;
  private readonly events: readonly LogEvent[];

  constructor(state: HandshakeState, run: Run, words: HandshakeWords) {
    this.state = state;
    this.run = run;
    this.words = words;
    this.events = run.log.events;
  }

  open(): Parts {
    const connected = resultOf(this.run.log, 'client', 'connect');
    if (connected?.result !== 'ok') return this.failed();
    return [this.connected(connected.atUs), ...this.accepted(connected.atUs)];
  }

  closed(): Parts {
    const { words } = this;
    const connected = resultOf(this.run.log, 'client', 'connect');
    const without = resultOf(this.run.undisturbed, 'client', 'connect')?.atUs ?? 0;
    if (connected?.result !== 'ECONNREFUSED') return this.failed();
    if (connected.atUs === without) return [fill(words.refused, { at: this.time(without) })];
    return [
      fill(words.refusedLate, {
        at: this.time(connected.atUs),
        without: this.time(without),
        losses: this.losses(connected.atUs),
        cost: this.time(connected.atUs - without),
      }),
    ];
  }

  old(): Parts {
    const { words } = this;
    const arrivesUs = this.sent('client', 'SYN')[0]?.arrivesAtUs ?? null;
    if (arrivesUs === null) return [words.oldLost];
    const asked = this.sent('server', 'SYN-ACK').length;
    const ended = this.closedAt('server') ?? this.run.log.endUs;
    const told = this.sent('client', 'RST').some(({ arrivesAtUs }) => arrivesAtUs === ended);
    const values = {
      arrives: this.time(arrivesUs),
      closed: this.time(closesAtUs),
      asks: this.count(asked, words.synAckCount),
      end: this.time(ended),
    };
    const what = told ? (asked > 1 ? words.oldAsks : words.oldReset) : words.oldUnanswered;
    return [fill(what, values), fill(words.oldTwo, values)];
  }

  full(): Parts {
    const { words, state } = this;
    const connected = resultOf(this.run.log, 'client', 'connect');
    const accepts = this.time(state.accepts * 1_000_000);
    const dropped = this.events.filter((event) => event.kind === 'arrival' && event.verdict === 'overflow').length;
    if (connected?.result !== 'ok')
      return dropped ? [this.fullFails(accepts, dropped), ...this.heard()] : this.failed();
    const at = this.time(connected.atUs);
    if (!dropped) return this.open();
    if (state.full === 'syn')
      return [
        fill(words.fullSyn, { at, accepts, dropped: this.count(dropped, words.synCount) }),
        ...this.accepted(connected.atUs),
      ];
    const accepted = resultOf(this.run.log, 'server', 'accept');
    const learned = resultOf(this.run.log, 'client', 'recv');
    if (state.abort === 'on' && learned?.result === 'ECONNRESET')
      return [fill(words.fullAbort, { at, reset: this.time(learned.atUs) })];
    const values = { at, accepts, dropped: this.count(dropped, words.segmentCount) };
    if (accepted) return [fill(words.fullAck, { ...values, accepted: this.time(accepted.atUs) })];
    return [fill(words.fullAckNever, { ...values, end: this.time(this.closedAt('server') ?? 0) }), this.learned()];
  }

  private fullFails(accepts: string, dropped: number): string {
    const { words } = this;
    const failed = resultOf(this.run.log, 'client', 'connect');
    const values = { accepts, dropped: this.count(dropped, words.synCount), at: this.time(failed?.atUs ?? 0) };
    return fill(words.fullFails, { ...values, error: String(failed?.result ?? '') });
  }

  /** connect() returned 'ok'. */
  private connected(atUs: number): string {
    const { words } = this;
    const withoutUs = resultOf(this.run.undisturbed, 'client', 'connect')?.atUs ?? 0;
    const values = { at: this.time(atUs), without: this.time(withoutUs), cost: this.time(atUs - withoutUs) };
    if (atUs <= withoutUs) return fill(words.connectPlain, values);
    return fill(words.connectLate, { ...values, losses: this.losses(atUs) });
  }

  /** connect() timed out. */
  private failed(): Parts {
    const { words } = this;
    const failed = resultOf(this.run.log, 'client', 'connect');
    const syns = this.sent('client', 'SYN').length;
    const values = { at: this.time(failed?.atUs ?? this.run.log.endUs), error: String(failed?.result ?? ''), syns };
    return [fill(words.connectFails, values), ...this.heard()];
  }

  /** What the server knew of a client that gave up. */
  private heard(): Parts {
    const { words } = this;
    const answers = this.sent('server', 'SYN-ACK');
    if (!answers.length) return [];
    const closedUs = this.closedAt('server');
    const values = { answers: this.count(answers.length, words.synAckCount), end: this.time(closedUs ?? 0) };
    const late = answers.some(({ arrivesAtUs }) => arrivesAtUs !== null);
    return [fill(late ? words.heardLate : words.heard, values)];
  }

  /** accept() after connect() returned at `connectedUs`. */
  private accepted(connectedUs: number): Parts {
    const { words, state } = this;
    const accepted = resultOf(this.run.log, 'server', 'accept');
    const withoutUs = connectedUs + state.delay * 1_000;
    if (!accepted) {
      const values = { end: this.time(this.closedAt('server') ?? this.run.log.endUs) };
      return [fill(words.acceptNever, values), this.learned()];
    }
    const values = { at: this.time(accepted.atUs), without: this.time(withoutUs) };
    const acks = this.sent('client', 'ACK').filter(({ atUs }) => atUs < accepted.atUs);
    const lost = acks.some(({ arrivesAtUs }) => arrivesAtUs === null);
    if (accepted.atUs <= withoutUs || !lost) return [fill(words.acceptPlain, values)];
    const byData = this.sent('client', 'data').find(({ arrivesAtUs }) => arrivesAtUs === accepted.atUs);
    const late = byData && byData.transmission > 1 ? words.acceptLateData : words.acceptByData;
    return [fill(byData ? late : words.acceptLate, values), state.first === 'server' && words.serverMute];
  }

  /** What a client learns of a server that has given up. */
  private learned(): string {
    const { words } = this;
    const learned = resultOf(this.run.log, 'client', 'recv');
    const error = typeof learned?.result === 'string' ? learned.result : undefined;
    if (!learned || !error) return words.learnsNever;
    const values = { at: this.time(learned.atUs), error, wrote: this.time(this.run.writesAtUs ?? 0) };
    return fill(this.run.writesAtUs && error === 'ECONNRESET' ? words.learnsByWriting : words.learns, values);
  }

  /** `1 lost SYN and 2 lost SYN-ACKs`: what was lost before `untilUs`. */
  private losses(untilUs: number): string {
    const { words } = this;
    const lost = this.events.filter(
      (event): event is SegmentEvent => isSegment(event) && event.arrivesAtUs === null && event.atUs < untilUs,
    );
    const kinds = [...new Set(lost.map(({ segment }) => segmentKind(segment)))];
    return kinds
      .map((kind) => {
        const count = lost.filter(({ segment }) => segmentKind(segment) === kind).length;
        return fill(count === 1 ? words.lossOne : words.lossMany, { count, segment: kind });
      })
      .join(words.and);
  }

  private sent(from: Side, kind: string): SegmentEvent[] {
    return this.events.filter(
      (event): event is SegmentEvent => isSegment(event) && event.from === from && segmentKind(event.segment) === kind,
    );
  }

  /** When a side entered CLOSED for the last time. */
  private closedAt(side: Side): number | undefined {
    return this.events.findLast((event) => event.kind === 'state' && event.at === side && event.to === 'CLOSED')?.atUs;
  }

  private count(count: number, [one, many]: readonly [string, string]): string {
    return fill(count === 1 ? one : many, { count });
  }

  private time(us: number): string {
    return print(us, this.words);
  }
}
