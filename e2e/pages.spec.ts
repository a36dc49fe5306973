// What holds for every page, in both themes.
import AxeBuilder from '@axe-core/playwright';
import { Figure } from './figures/figure.ts';
import { expect, type Page, pages, test, themes } from './site.ts';

const ids = (page: Page) => page.locator('figure[data-code]').evaluateAll((all) => all.map(({ id }) => id));

/** Brings every figure near, one after the other, and waits until it works. */
async function wakeAll(page: Page): Promise<void> {
  for (const id of await ids(page)) await new Figure(page, id).awake();
}

for (const path of pages) {
  test.describe(path, () => {
    test('is read with one request until a figure is near', async ({ page, baseURL }) => {
      await page.addInitScript(() => {
        // On a page whose figure stands at the top, nothing is far: here nothing ever comes near.
        Object.assign(globalThis, {
          IntersectionObserver: class {
            observe() {}
            unobserve() {}
            disconnect() {}
          },
        });
      });
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(path, { waitUntil: 'networkidle' });
      // The page of missing addresses also asks where the top of the site is.
      const read = asked.filter((url) => !url.startsWith('data:') && !(path === '404.html' && url.endsWith('/top.js')));
      expect(read).toEqual([new URL(path, baseURL).href]);
    });

    test('axe finds nothing in either theme, with figures at work and tables open', async ({ page }) => {
      // The page of recordings has 800 rows: axe looks at each, twice.
      test.slow();
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme });
        await page.goto(path);
        await wakeAll(page);
        for (const summary of await page.locator('figure summary').all()) await summary.click();
        const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
        // A theme is nothing but colours.
        if (theme !== themes[0]) axe.withRules(['color-contrast', 'link-in-text-block']);
        const { violations } = await axe.analyze();
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
          theme,
        ).toEqual([]);
      }
    });

    test('fits 360 pixels: nothing to scroll sideways, and words in figures of 11 px or more', async ({ page }) => {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto(path);
      const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(await wide(), 'before figures are at work').toBeLessThanOrEqual(0);
      await wakeAll(page);
      for (const summary of await page.locator('figure summary').all()) await summary.click();
      expect(await wide(), 'with figures at work and tables open').toBeLessThanOrEqual(0);
      expect(await smallWords(page)).toEqual([]);
    });
  });
}

/** Words of figures that are drawn smaller than 11 px, with their size: the scale of the drawing counts. */
function smallWords(page: Page): Promise<string[]> {
  return page.locator('figure').evaluateAll((figures) =>
    figures.flatMap((figure) => {
      const walk = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT);
      const small: string[] = [];
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const element = node.parentElement;
        if (!element || !node.nodeValue?.trim() || element.closest('option')) continue;
        const scale = element instanceof SVGGraphicsElement ? (element.getScreenCTM()?.d ?? 1) : 1;
        const size = Number.parseFloat(getComputedStyle(element).fontSize) * Math.abs(scale);
        if (size < 11) small.push(`${node.nodeValue.trim()}: ${size} px`);
      }
      return small;
    }),
  );
}
