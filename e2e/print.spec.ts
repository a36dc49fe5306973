// On paper: the text, the figures and their tables; nothing that is there to be pressed.
import { Figure } from './figures/figure.ts';
import { expect, pages, test } from './site.ts';

test.use({ viewport: { width: 794, height: 1123 } });

const chapters = pages.filter((path) => /^(?:en|zh)\/(?:time-wait|tcp-peer-vanishes)\.html$/.test(path));

for (const path of chapters) {
  for (const state of ['asleep', 'at work'] as const) {
    test(`${path} prints with its figures ${state}`, async ({ page }) => {
      await page.goto(path);
      const ids = await page.locator('figure[data-code]').evaluateAll((all) => all.map((each) => each.id));
      if (state === 'at work') for (const id of ids) await new Figure(page, id).awake();
      await page.emulateMedia({ media: 'print' });

      for (const control of await page.locator('button, input, select, [popover], nav, header').all())
        await expect(control).toBeHidden();
      for (const id of ids) {
        const { root } = new Figure(page, id);
        await expect(root.locator('svg').first()).toBeVisible();
        await expect(root.getByRole('table')).toBeVisible();
        await expect(root.getByRole('row').last()).toBeVisible();
        await expect(root.getByRole('status')).toBeVisible();
      }
      await expect(page.locator('dl.ladder').first()).toBeVisible();
    });
  }
}

test('dark readers print dark on light too', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  await page.goto('en/time-wait.html');
  await page.evaluate(() => {
    document.documentElement.dataset['theme'] = 'dark';
  });
  const ink = await page.evaluate(() => getComputedStyle(document.body).color);
  const [red = 255, green = 255, blue = 255] = (ink.match(/\d+/g) ?? []).map(Number);
  expect(Math.max(red, green, blue)).toBeLessThan(100);
});
