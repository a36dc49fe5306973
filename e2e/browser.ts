// Sees to it that there is a browser before Playwright starts: finds one, or else installs one, and says which.
// Nothing here waits for an answer: input is closed, every step has a time limit, sudo is used only if it asks nothing.
import { spawnSync } from 'node:child_process';
import { findBrowser } from './find-browser.ts';

const minute = 60_000;
let tried = '';

const found = findBrowser();
if (found) console.log(`Browser: ${found.path}${found.own ? " (Playwright's own)" : ''}`);
else install();

function install(): void {
  console.log("No browser here. Trying Playwright's download of Chromium …");
  if (attempt('npx', ['playwright', 'install', 'chromium'], 5 * minute)) {
    // The libraries that Chromium needs. Without them its own message, at its start, is the clearest.
    if (asRoot()) attempt('npx', ['playwright', 'install-deps', 'chromium'], 10 * minute);
    done('downloaded by Playwright');
    return;
  }
  const root = asRoot();
  if (root && attempt('apt-get', ['--version'], minute)) {
    console.log("The download was refused. Installing the system's Chromium with apt-get …");
    const apt = (...parameters: string[]) => {
      const [command = '', ...before] = [...root, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
      return attempt(command, [...before, ...parameters], 10 * minute);
    };
    if (apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk')) {
      done('installed with apt-get');
      return;
    }
  }
  fail();
}

/** The words to put before a command so that it runs as root; undefined where that would need a password. */
function asRoot(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return attempt('sudo', ['-n', 'true'], minute) ? ['sudo', '-n'] : undefined;
}

/** Runs a command in silence; true if it succeeded. What it said is kept for the message at the end. */
function attempt(command: string, parameters: readonly string[], timeout: number): boolean {
  const { status, error, stdout, stderr } = spawnSync(command, parameters, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    timeout,
    killSignal: 'SIGKILL',
    shell: process.platform === 'win32',
  });
  if (status === 0) return true;
  const said = `${stderr ?? ''}${stdout ?? ''}`.trim().split('\n').slice(-3).join('\n    ');
  tried += `\n  ${command} ${parameters.join(' ')}: ${error?.message ?? ''}\n    ${said}`;
  return false;
}

function done(how: string): void {
  const found = findBrowser();
  if (found) console.log(`Browser: ${found.path} (${how})`);
  else fail();
}

function fail(): never {
  console.error(
    `No browser was found, and none could be installed. This was tried:${tried || ' nothing'}\n` +
      `Install Chrome or Chromium so that it is on PATH, or let Playwright download one where the network allows it ` +
      `(npx playwright install --with-deps chromium), then run npm run test:site again.`,
  );
  process.exit(1);
}
