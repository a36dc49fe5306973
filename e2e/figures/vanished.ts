// What the figure on vanished peers has to say, asked of the model that is checked against recordings.
import { full } from '#widgets/models/tcp/full.ts';
import { linux618 } from '#widgets/models/tcp/profile.ts';
import type { Step } from '#widgets/models/tcp/scenario.ts';
import { simulate } from '#widgets/models/tcp/simulate.ts';
import { printedTime } from './figure.ts';

interface Reader {
  readonly delayMs?: number;
  readonly retries?: number;
  /** TCP_USER_TIMEOUT in seconds. */
  readonly limitS?: number;
}

/** When the client that wrote into a cut cable is told, counted from the cut, as the figure prints it. */
export function gaveUp({ delayMs = 50, retries = 15, limitS = 0 }: Reader = {}): string {
  const delayUs = delayMs * 1_000;
  const cutUs = 6 * delayUs;
  const client = (call: string, more: object = {}): Step => ({ at: 'client', call, ...more });
  const { events } = simulate(
    {
      profile: linux618,
      link: { oneWayDelayUs: delayUs },
      settings: { retries2: retries },
      untilUs: 86_400_000_000,
      programs: [
        [
          client('connect'),
          ...(limitS ? [client('user-timeout', { value: limitS * 1_000 })] : []),
          { call: 'until', atUs: 4 * delayUs },
          client('send', { bytes: 100 }),
          { call: 'until', atUs: cutUs },
          client('cut'),
          { call: 'sleep', us: delayUs },
          client('send', { bytes: 100 }),
          client('recv'),
        ],
        [
          { at: 'server', call: 'accept' },
          { at: 'server', call: 'recv' },
        ],
      ],
    },
    full,
  );
  const told = events.find((event) => event.kind === 'return' && event.result === 'ETIMEDOUT');
  if (!told) throw new Error('The client never gives up in this run.');
  return printedTime(told.atUs - cutUs);
}
