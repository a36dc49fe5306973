// What the 2MSL timeline has to say, asked of the model that is checked against recordings.
import { linux618, rfc9293 } from '#widgets/models/tcp/profile.ts';
import { closing } from '#widgets/models/tcp/scenarios/two-msl.ts';
import { simulate } from '#widgets/models/tcp/simulate.ts';
import { printedTime } from './figure.ts';

interface Reader {
  readonly lost: number;
  readonly delayMs?: number;
  readonly mslS?: number;
  readonly profile?: 'linux' | 'rfc';
}

/** When the port is free again, counted from the client's close(), as the figure prints it. */
export function portFree({ lost, delayMs = 50, mslS, profile = 'linux' }: Reader): string {
  const { events } = simulate(
    closing({
      profile: profile === 'linux' ? linux618 : rfc9293,
      oneWayDelayUs: delayMs * 1_000,
      finalAcksLost: lost,
      lostFromClient: [],
      lostFromServer: [],
      // The server thinks longer than it delays an ACK: four segments, not three.
      serverClosesAfterUs: Math.max(60, 3 * delayMs) * 1_000,
      settings: mslS === undefined ? {} : { timeWaitMs: 2_000 * mslS },
    }),
  );
  const closed = events.find((event) => event.kind === 'call' && event.at === 'client' && event.call === 'close');
  const over = events.find((event) => event.kind === 'state' && event.at === 'client' && event.from === 'TIME-WAIT');
  if (!closed || !over) throw new Error('The client never waits in this run.');
  return printedTime(over.atUs - closed.atUs);
}

interface Closing {
  /** How often the first and the second FIN are lost. */
  readonly fin?: number;
  readonly fin2?: number;
  readonly orphanRetries?: number;
}

/** When each side of a close is CLOSED, counted from the client's close(), as the figure prints it. */
export function closeEnds({ fin = 0, fin2 = 0, orphanRetries = 0 }: Closing): Record<'client' | 'server', string> {
  const { events } = simulate({
    profile: linux618,
    settings: { orphanRetries },
    link: {
      oneWayDelayUs: 50_000,
      rules: [
        { from: 'client', segment: 'FIN', times: fin },
        { from: 'server', segment: 'FIN', times: fin2 },
      ],
    },
    programs: [
      [
        { at: 'client', call: 'connect' },
        { at: 'server', call: 'accept' },
        { at: 'client', call: 'send', bytes: 100 },
        { at: 'server', call: 'recv' },
        { at: 'server', call: 'send', bytes: 300 },
        { at: 'client', call: 'recv' },
        { call: 'sleep', us: 500_000 },
        { at: 'client', call: 'close' },
        { at: 'server', call: 'recv' },
        { call: 'sleep', us: 500_000 },
        { at: 'server', call: 'close' },
      ],
    ],
  });
  const closed = events.find((event) => event.kind === 'call' && event.call === 'close')?.atUs ?? 0;
  const gone = (side: string) => {
    const end = events.findLast((event) => event.kind === 'state' && event.at === side && event.to === 'CLOSED');
    return end ? printedTime(end.atUs - closed) : 'never';
  };
  return { client: gone('client'), server: gone('server') };
}
