// A whole TLS handshake with all keys of both ends, request, response and close, as the figures "tls12" and "tls13" run it:
// recordings 109, 207 and 510. Here, and in Chromium with the processor slowed down four times.
import { execFileSync } from 'node:child_process';
import { chromium } from '@playwright/test';
import { findBrowser } from '../find-browser.ts';
import { print, quantile, round } from './table.ts';

const repeats = 31;
const slowdown = 4;
const names = ['TLS 1.2, RSA (109)', 'TLS 1.2, ECDHE (207)', 'TLS 1.3 (510)'] as const;

/** What the bundle gives: one handshake after the other. `n` makes each run another one for a figure that keeps its last. */
interface Handshakes {
  handshake(which: number, n: number): unknown;
}

// The figures' own scenes, by their paths: a page gets them in just this way, with the libraries inside.
const entry = `
import { play } from './widgets/models/tls/scenes12.ts';
import { runOf } from './widgets/views/tls/tls13/run.ts';
import { presets } from './widgets/views/tls/tls13/state.ts';
const scenes = [() => play('rsa'), () => play('ecdhe'), (n) => runOf({ ...presets.default, after: n })];
export const handshake = (which, n) => scenes[which](n);
`;

export async function keys(): Promise<void> {
  const code = bundled();
  const here = await inNode(code);
  const slow = await inSlowBrowser(code);
  print(
    `A handshake with all keys of both ends, milliseconds, ${repeats} times (goal: 30 in Chromium slowed ${slowdown} ×)`,
    ['handshake', 'here, first', 'here, median', 'slowed, first', 'slowed, median'],
    names.map((name, which) => [name, ...told(here[which] ?? []), ...(slow ? told(slow[which] ?? []) : ['', ''])]),
  );
  if (!slow) console.log('\n  no browser');
}

const told = ([first = Number.NaN, ...others]: readonly number[]): [number, number] => [
  round(first, 1),
  round(quantile(others, 0.5), 1),
];

/** The bundler as the site's build uses it, but as a program: tests import no part of the build. */
function bundled(): string {
  const top = new URL('../..', import.meta.url).pathname;
  const options = ['--bundle', '--format=esm', '--minify', '--target=es2022', '--loader=ts'];
  return execFileSync(`${top}node_modules/.bin/esbuild`, options, { cwd: top, input: entry, encoding: 'utf8' });
}

/** For each handshake the first run, in an engine that has not seen the code, and the others. */
async function inNode(code: string): Promise<number[][]> {
  const found: number[][] = [];
  for (const which of names.keys()) {
    // The comment makes it another module, with nothing computed or compiled yet.
    const url = `data:text/javascript,${encodeURIComponent(`${code}//${which}`)}`;
    const scenes: Handshakes = await import(url);
    found.push(Array.from({ length: repeats }, (_, n) => took(() => scenes.handshake(which, n))));
  }
  return found;
}

function took(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

async function inSlowBrowser(code: string): Promise<number[][] | undefined> {
  const found = findBrowser();
  if (!found) return undefined;
  const browser = await chromium.launch({
    ...(found.own ? {} : { executablePath: found.path }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage();
    await page.route('http://handshakes/**', (route) =>
      new URL(route.request().url()).pathname === '/'
        ? route.fulfill({ contentType: 'text/html', body: '<!doctype html>' })
        : route.fulfill({ contentType: 'text/javascript', body: code }),
    );
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    const times: number[][] = [];
    for (const which of names.keys()) {
      // A page of its own: the first run is the one that a reader waits for.
      await page.goto('http://handshakes/');
      times.push(
        await page.evaluate(
          async ([scene, runs]) => {
            const source = 'http://handshakes/code.js';
            const scenes: Handshakes = await import(source);
            return Array.from({ length: runs }, (_, n) => {
              const start = performance.now();
              scenes.handshake(scene, n);
              return performance.now() - start;
            });
          },
          [which, repeats] as const,
        ),
      );
    }
    return times;
  } finally {
    await browser.close();
  }
}

if (import.meta.main) await keys();
