// What every story starts from: the built site on a server of its own, and a page that has to stay quiet.
// Whatever a page says on the console, refuses for its policy, fails to load or asks of somebody else fails the test
// that opened it, unless the test says that it expects it.
import { test as plain } from '@playwright/test';
import { deepMount, serve } from './server.ts';

export { expect, type Locator, type Page } from '@playwright/test';
export { pages } from './built.ts';
export { deepMount };

interface Options {
  /** Where the site stands on its host. Addresses in tests are relative to it: `en/time-wait.html`. */
  readonly under: string;
  /** Noise that the story is about. */
  readonly expected: RegExp;
}

interface Fixtures {
  /** What pages have done that they should not, one line each; empty at the end of every test. */
  readonly noise: string[];
}

export const test = plain.extend<Options & Fixtures, { readonly origin: string }>({
  origin: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
    async ({}, use) => {
      const site = await serve();
      await use(site.origin);
      await site.close();
    },
    { scope: 'worker' },
  ],
  under: ['/', { option: true }],
  expected: [/(?!)/, { option: true }],
  baseURL: async ({ origin, under }, use) => use(new URL(under, origin).href),
  noise: [
    async ({ context, origin, expected }, use) => {
      const noise: string[] = [];
      const note = (line: string) => {
        if (!expected.test(line)) noise.push(line);
      };
      context.on('console', (message) => note(`console: ${message.text()} (${message.location().url})`));
      context.on('weberror', (error) => note(`thrown: ${error.error()}`));
      context.on('requestfailed', (request) => {
        const why = request.failure()?.errorText ?? '';
        // A request is also given up when the reader leaves; what a server refuses is seen below.
        if (!/abort|cancel/i.test(why)) note(`failed: ${request.url()} ${why}`);
      });
      context.on('response', (response) => {
        if (response.status() >= 400) note(`${response.status()}: ${response.url()}`);
      });
      context.on('request', (request) => {
        const { origin: asked, protocol } = new URL(request.url());
        if (asked !== origin && !['data:', 'about:', 'blob:'].includes(protocol)) note(`foreign: ${request.url()}`);
      });
      await context.addInitScript(() => {
        addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
          console.error(`policy: ${violatedDirective} stops ${blockedURI} at ${sourceFile}:${lineNumber}`),
        );
      });
      await use(noise);
      plain.expect(noise, 'the page stays quiet').toEqual([]);
    },
    { auto: true },
  ],
});

export const themes = ['light', 'dark'] as const;
