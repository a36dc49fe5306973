// Nothing moves when figures wake: the server's first frame has the size of the live one.
import { expect, test } from '../site.ts';
import { Figure } from './figure.ts';

test.skip(({ browserName }) => browserName !== 'chromium', 'only Chromium measures layout shifts');

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  for (const path of ['en/time-wait.html', 'zh/time-wait.html', 'en/tcp-peer-vanishes.html', 'en/index.html']) {
    test(`${path} does not shift at ${width} × ${height} while it is read to its end`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.addInitScript(() => {
        const shifts: string[] = [];
        Object.assign(globalThis, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & {
            value: number;
            sources: { node?: Element }[];
          })[])
            shifts.push(`${entry.value} ${entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 80)).join(' | ')}`);
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await page.goto(path);
      for (const id of await page.locator('figure[data-code]').evaluateAll((all) => all.map((each) => each.id)))
        await new Figure(page, id).awake();
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      // Two frames later everything that is going to move has moved, and the observer has been told.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      expect(await page.evaluate(() => Reflect.get(globalThis, 'shifts'))).toEqual([]);
    });
  }
}
