// From the log of a TCP run to rows of words: what the table under every TCP figure says.
import type { Log, LogEvent, SegmentEvent, Side } from '../../models/tcp/log.ts';
import { fill } from '../../parts/figure/fill.ts';
import { isSegment, linuxLabel, other, segmentNames } from './picture.ts';
import type { TcpWords } from './tcp-words.ts';

export type Row = readonly [time: string, who: string, what: string];

/** Something to say beside the events: when, whose, in words. */
export interface Said {
  readonly us: number;
  readonly side: Side;
  readonly what: string;
}

/** Rows in the order of time; a segment that arrives is two. `more` comes first in its instant. */
export function rowsOf(
  log: Log,
  events: readonly LogEvent[],
  time: (us: number) => string,
  words: TcpWords,
  more: readonly Said[] = [],
): Row[] {
  const name = segmentNames(log, words);
  const names = new Map(log.events.filter(isSegment).map((event) => [`${event.from}${event.nth}`, name(event)]));
  const said = events.flatMap((event): Said[] => {
    switch (event.kind) {
      case 'segment':
        return sentAndReceived(event, name(event), words);
      case 'arrival': {
        const segment = names.get(`${other(event.at)}${event.nth}`) ?? '';
        return [
          {
            us: event.atUs,
            side: event.at,
            what: fill(words.verdicts[event.verdict] ?? words.verdicts.other, { segment }),
          },
        ];
      }
      case 'state':
        return [{ us: event.atUs, side: event.at, what: fill(words.enters, { state: linuxLabel(event.to) }) }];
      case 'timer': {
        const anew = event.timer === 'time-wait' && event.action === 'restarted';
        const what = anew ? words.restarts : event.action === 'fired' ? words.fires[event.timer] : undefined;
        return what === undefined ? [] : [{ us: event.atUs, side: event.at, what }];
      }
      case 'call':
        return /^(?:recv|accept)$/.test(event.call)
          ? []
          : [
              {
                us: event.atUs,
                side: event.at,
                what: words.said?.[event.call] ?? fill(words.calls, { call: `${event.call}()` }),
              },
            ];
      case 'return':
        return worthSaying(event.call, event.result)
          ? [
              {
                us: event.atUs,
                side: event.at,
                what: fill(words.returns, { call: `${event.call}()`, result: event.result }),
              },
            ]
          : [];
      default:
        return [];
    }
  });
  // Array.prototype.sort is stable: what happens in one instant keeps the order of the log.
  return [...more, ...said].sort((a, b) => a.us - b.us).map(({ us, side, what }) => [time(us), words[side], what]);
}

function sentAndReceived(event: SegmentEvent, segment: string, words: TcpWords): Said[] {
  const { atUs, arrivesAtUs, from, link, transmission } = event;
  const lost = arrivesAtUs === null;
  const sends = lost
    ? transmission > 1
      ? words.sendsAgainLost
      : words.sendsLost
    : link === 'held'
      ? words.sendsHeld
      : transmission > 1
        ? words.sendsAgain
        : words.sends;
  const sent: Said = { us: atUs, side: from, what: fill(sends, { segment }) };
  // A held segment's arrival is told by what the receiver makes of it.
  if (lost || link === 'held') return [sent];
  return [sent, { us: arrivesAtUs, side: other(from), what: fill(words.receives, { segment }) }];
}

function worthSaying(call: string, result: number | string): boolean {
  if (result === 'timed out') return false;
  return call === 'recv' || (typeof result === 'string' && (result !== 'ok' || /^(?:connect|accept)$/.test(call)));
}
