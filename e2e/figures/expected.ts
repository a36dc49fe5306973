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
