// The 2MSL timeline with nothing but a keyboard.
import { portFree } from './figures/expected.ts';
import { Figure } from './figures/figure.ts';
import { expect, type Locator, type Page, test } from './site.ts';

async function open(page: Page): Promise<Figure> {
  await page.goto('en/time-wait.html#two-msl');
  return new Figure(page, 'two-msl').awake();
}

/** Presses Tab until `target` has the focus. The address put the reader at the figure, so it is not far. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let press = 0; press < 40; press += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('Forty presses of Tab did not lead there.');
}

for (const key of ['Enter', 'Space']) {
  test(`${key} on a segment loses it, and again delivers it`, async ({ page }) => {
    const figure = await open(page);
    const before = (await figure.result.textContent()) ?? '';
    const lose = figure.button(/^Lose FIN .* of the client/);
    await tabTo(page, lose);
    await page.keyboard.press(key);
    const restore = figure.button(/^Deliver FIN .* of the client/);
    await expect(restore).toBeFocused();
    await expect(figure.lost).toHaveCount(2);
    await expect(figure.result).not.toHaveText(before);
    await page.keyboard.press(key);
    await expect(figure.lost).toHaveCount(1);
    await expect(figure.result).toHaveText(before);
    await expect(lose.first()).toBeFocused();
  });
}

test('a focused segment can be seen to be focused', async ({ page }) => {
  const figure = await open(page);
  const first = figure.segments.first();
  const look = () =>
    first.evaluate((segment) =>
      [segment, ...segment.querySelectorAll('line, rect')].map((each) => {
        const { stroke, strokeWidth, outlineStyle, outlineWidth } = getComputedStyle(each);
        return `${stroke} ${strokeWidth} ${outlineStyle} ${outlineWidth}`;
      }),
    );
  const before = await look();
  await tabTo(page, first);
  await expect.poll(look).not.toEqual(before);
});

test('arrow keys move a slider by one step', async ({ page }) => {
  const figure = await open(page);
  const delay = figure.slider('One-way delay');
  await tabTo(page, delay);
  await page.keyboard.press('ArrowRight');
  await expect(delay).toHaveValue('51');
  await expect(figure.result).toContainText(portFree({ lost: 1, delayMs: 51 }));
  await expect(delay).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(delay).toHaveValue('49');
  await expect(figure.result).toContainText(portFree({ lost: 1, delayMs: 49 }));
  await page.keyboard.press('Home');
  await expect(figure.result).toContainText(portFree({ lost: 1, delayMs: 1 }));
});

test('Space presses a ready-made state', async ({ page }) => {
  const figure = await open(page);
  await tabTo(page, figure.button('Nothing lost'));
  await page.keyboard.press('Space');
  await expect(figure.button('Nothing lost')).toHaveAttribute('aria-pressed', 'true');
  await expect(figure.result).toContainText(portFree({ lost: 0 }));
  await expect(figure.lost).toHaveCount(0);
});

test('arrow keys choose one of a few', async ({ page }) => {
  const figure = await open(page);
  await tabTo(page, figure.root.getByRole('radio', { name: /Linux/ }));
  await page.keyboard.press('ArrowRight');
  await expect(figure.root.getByRole('radio', { name: 'RFC 9293' })).toBeChecked();
  await expect(figure.result).toContainText(portFree({ lost: 1, profile: 'rfc' }));
});

test('a number can be typed', async ({ page }) => {
  const figure = await open(page);
  await tabTo(page, figure.number('One-way delay'));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('200');
  await expect(figure.slider('One-way delay')).toHaveValue('200');
  await expect(figure.result).toContainText(portFree({ lost: 1, delayMs: 200 }));
});

test('the table of events opens', async ({ page }) => {
  const figure = await open(page);
  await tabTo(page, figure.root.locator('summary'));
  await page.keyboard.press('Enter');
  await expect(figure.root.getByRole('table')).toBeVisible();
});
