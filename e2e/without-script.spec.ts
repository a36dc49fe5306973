// Without script the book is whole: text, answers, the first frame of every figure. Nothing stands there dead.
import { expect, type Page, pages, test } from './site.ts';

test.use({ javaScriptEnabled: false });

const chapter = 'en/time-wait.html';

test('text and answers can be read', async ({ page }) => {
  await page.goto(chapter);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const questions = page.getByRole('heading', { level: 2 });
  const ladders = page.locator('dl.ladder');
  expect(await ladders.count()).toBeGreaterThan(1);
  const rungs = ladders.locator('dt, dd');
  for (const each of [...(await questions.all()), ...(await rungs.all())]) {
    if (await each.locator('xpath=ancestor::nav').count()) continue;
    await expect(each).toBeVisible();
    await expect(each).not.toBeEmpty();
  }
});

for (const path of pages) {
  test(`${path} shows the first frame of its figures, and no control that does nothing`, async ({ page }) => {
    await page.goto(path);
    for (const figure of await page.getByRole('figure').all()) {
      await expect(figure.locator('.stage')).toBeVisible();
      await expect(figure.getByRole('status')).not.toBeEmpty();
      await figure.locator('.events summary').click();
      await expect(figure.locator('.events').getByRole('table')).toBeVisible();
      expect(await figure.locator('.events').getByRole('row').count()).toBeGreaterThan(2);
    }
    expect(await dead(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await dead(page)).toEqual([]);
  });
}

test('arrows of a time-space diagram are there, the lost one among them', async ({ page }) => {
  await page.goto(`${chapter}#two-msl`);
  const arrows = page.locator('#two-msl .segment');
  expect(await arrows.count()).toBeGreaterThan(3);
  await expect(page.locator('#two-msl .segment.lost')).toHaveCount(1);
  await expect(page.locator('#two-msl .segment.lost')).toBeVisible();
});

test('on a phone the contents open', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(chapter);
  await page.getByRole('button', { name: 'Contents' }).click();
  await expect(page.getByRole('navigation', { name: 'Chapters' })).toBeVisible();
});

/** Visible controls that need script. A button that opens a popover does not. */
async function dead(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const control of await page.locator('button, input, select, textarea').all()) {
    if ((await control.isVisible()) && (await control.getAttribute('popovertarget')) === null)
      found.push((await control.getAttribute('aria-label')) ?? (await control.textContent()) ?? 'a control');
  }
  return found;
}
