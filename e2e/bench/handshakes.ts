// Ten thousand handshakes for the curve of the figure "handshake-loss": here, and in Chromium with the processor slowed
// down four times; and how many segments a second the whole model simulates.
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { chromium } from '@playwright/test';
import { connectTimes, countOutcomes, type Handshake } from '#widgets/models/tcp/connect-times.ts';
import { linux618 } from '#widgets/models/tcp/profile.ts';
import { handshakeFeatures, openingScenario } from '#widgets/models/tcp/scenarios/handshake.ts';
import { simulate } from '#widgets/models/tcp/simulate.ts';
import { findBrowser } from '../find-browser.ts';
import { print, quantile, round } from './table.ts';

const count = 10_000;
const repeats = 15;
const slowdown = 4;

const losses = [
  { syn: 0, synAck: 0, ack: 0 },
  { syn: 5, synAck: 0, ack: 0 },
  { syn: 20, synAck: 20, ack: 20 },
  { syn: 50, synAck: 50, ack: 50 },
  { syn: 100, synAck: 0, ack: 0 },
  { syn: 0, synAck: 100, ack: 0 },
] as const;

const handshakeOf = (percent: Handshake['losses']): Handshake => ({
  profile: linux618,
  oneWayDelayUs: 50_000,
  synRetries: linux618.synRetries,
  synLinearTimeouts: linux618.synLinearTimeouts,
  synAckRetries: linux618.synAckRetries,
  losses: percent,
});

export async function handshakes(): Promise<void> {
  const slow = await inSlowBrowser();
  print(
    `${count} handshakes, milliseconds, median of ${repeats} (goal: 150 in Chromium slowed ${slowdown} ×)`,
    ['lost: SYN, SYN-ACK, ACK', 'outcomes', 'here', `slowed, first`, `slowed, median`],
    losses.map((percent, index) => {
      const { took, outcomes } = counted(handshakeOf(percent));
      const [first, ...others] = slow?.[index] ?? [];
      const times = slow ? [round(first ?? Number.NaN), round(quantile(others, 0.5))] : ['no browser', ''];
      return [name(percent), outcomes, round(quantile(took, 0.5), 2), ...times];
    }),
  );
  print(
    'The whole model',
    ['lost: SYN, SYN-ACK, ACK', 'runs per second', 'segments per second', `${count} runs, s`],
    losses.map((percent) => [name(percent), ...simulated(handshakeOf(percent))]),
  );
}

const name = ({ syn, synAck, ack }: Handshake['losses']) => `${syn} %, ${synAck} %, ${ack} %`;

function counted(handshake: Handshake): { readonly took: readonly number[]; readonly outcomes: number } {
  const took: number[] = [];
  let outcomes = 0;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const start = performance.now();
    const tally = new Map();
    countOutcomes(connectTimes(handshake), tally, 1, count + 1);
    took.push(performance.now() - start);
    outcomes = tally.size;
  }
  return { took, outcomes };
}

/** Runs and segments a second, and how long as many runs take as the curve counts. */
function simulated(handshake: Handshake): [number, number, number] {
  const runs = 2_000;
  let segments = 0;
  const start = performance.now();
  for (let seed = 1; seed <= runs; seed += 1) {
    const scenario = openingScenario({ ...handshake, seed, lost: [], kept: [] }, { first: 'nobody' });
    segments += simulate(scenario, handshakeFeatures).events.filter(({ kind }) => kind === 'segment').length;
  }
  const seconds = (performance.now() - start) / 1_000;
  return [Math.round(runs / seconds), Math.round(segments / seconds), round((seconds / runs) * count, 2)];
}

/** For each loss the first count, before the engine knows the code, and the others. */
async function inSlowBrowser(): Promise<number[][] | undefined> {
  const found = findBrowser();
  if (!found) return undefined;
  const browser = await chromium.launch({
    ...(found.own ? {} : { executablePath: found.path }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage();
    // The sources themselves, without their types.
    await page.route('http://sources/**', (route) => {
      const path = new URL(route.request().url()).pathname;
      if (path === '/') return route.fulfill({ contentType: 'text/html', body: '<!doctype html>' });
      const source = readFileSync(new URL(`../..${path}`, import.meta.url), 'utf8').replaceAll(
        "'#content/",
        "'/content/",
      );
      return route.fulfill({ contentType: 'text/javascript', body: stripTypeScriptTypes(source) });
    });
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    const found: number[][] = [];
    for (const percent of losses) {
      // A page of its own: the first count is the one that a reader waits for.
      await page.goto('http://sources/');
      const times = page.evaluate(
        async ([handshake, runs, many]) => {
          const source = 'http://sources/widgets/models/tcp/connect-times.ts';
          const model: { connectTimes: typeof connectTimes; countOutcomes: typeof countOutcomes } = await import(
            source
          );
          const took: number[] = [];
          for (let run = 0; run < runs; run += 1) {
            const start = performance.now();
            model.countOutcomes(model.connectTimes(handshake), new Map(), 1, many + 1);
            took.push(performance.now() - start);
          }
          return took;
        },
        [handshakeOf(percent), repeats, count] as const,
      );
      found.push(await times);
    }
    return found;
  } finally {
    await browser.close();
  }
}

if (import.meta.main) await handshakes();
