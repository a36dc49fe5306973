import { defineConfig, devices } from '@playwright/test';
import { findBrowser, ownEngines } from './e2e/find-browser.ts';

const found = findBrowser();

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  reporter: [['list']],
  forbidOnly: Boolean(process.env['CI']),
  timeout: 30_000,
  projects: [
    {
      name: 'chromium',
      use: {
        ...devices['Desktop Chrome'],
        launchOptions: {
          ...(found && !found.own ? { executablePath: found.path } : {}),
          args: [
            ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
            '--no-first-run',
          ],
        },
      },
    },
    // These run where Playwright has them.
    ...ownEngines().map((name) => ({
      name,
      use: devices[name === 'firefox' ? 'Desktop Firefox' : 'Desktop Safari'] ?? {},
    })),
  ],
});
