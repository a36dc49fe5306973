// Which browser runs the tests: Playwright's own where it is installed, else a Chrome or Chromium of this machine.
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, firefox, webkit } from '@playwright/test';

export interface Browser {
  readonly path: string;
  /** Downloaded by Playwright, which then needs no path. */
  readonly own: boolean;
}

/** Returns undefined if this machine has no browser that Playwright can drive. */
export function findBrowser(): Browser | undefined {
  const own = chromium.executablePath();
  if (runs(own)) return { path: own, own: true };
  const path = candidates().find(runs);
  return path === undefined ? undefined : { path, own: false };
}

/** Firefox and WebKit have patches of Playwright's: only its own will do. */
export function ownEngines(): ('firefox' | 'webkit')[] {
  const engines = { firefox, webkit };
  return (['firefox', 'webkit'] as const).filter((name) => runs(engines[name].executablePath()));
}

const names = ['google-chrome-stable', 'google-chrome', 'chrome', 'chromium', 'chromium-browser'];

function candidates(): string[] {
  const windows = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => process.env[name] ?? []);
  return [
    ...(process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))),
    ...['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'].flatMap((folder) =>
      names.map((name) => join(folder, name)),
    ),
    ...['', homedir()].flatMap((top) => [
      `${top}/Applications/Google Chrome.app/Contents/MacOS/Google Chrome`,
      `${top}/Applications/Chromium.app/Contents/MacOS/Chromium`,
    ]),
    ...windows.map((folder) => join(folder, 'Google/Chrome/Application/chrome.exe')),
  ];
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return path !== '';
  } catch {
    return false;
  }
}
