// Bet before you look: it covers the picture for those who want to guess, and stands in nobody's way.
import { expect, type Locator, type Page, test } from '../site.ts';
import { Figure } from './figure.ts';

const chapter = 'en/tcp-peer-vanishes.html';
const bet = (figure: Figure): Locator => figure.root.getByRole('group', { name: /^Bet before you look/ });
const covered = (figure: Figure): Promise<boolean> =>
  figure.result.evaluate((element) => getComputedStyle(element).filter !== 'none');
/** On the page, wherever a click has scrolled it to. */
const place = (figure: Figure): Promise<object> =>
  figure.root.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y: y + scrollY, width, height };
  });

async function open(page: Page, fragment = ''): Promise<Figure> {
  await page.goto(chapter + fragment);
  return new Figure(page, 'who-notices').awake();
}

test('the picture is covered until a bet is made; then bet and answer stand side by side, and nothing moves', async ({
  page,
}) => {
  const figure = await open(page);
  expect(await covered(figure)).toBe(true);
  const before = await place(figure);
  await bet(figure).getByRole('button', { name: 'minutes' }).click();
  expect(await covered(figure)).toBe(false);
  await expect(bet(figure)).toContainText('Your bet: minutes. Answer: never.');
  await expect(bet(figure).getByRole('button', { name: 'minutes' })).toHaveAttribute('aria-pressed', 'true');
  await expect(bet(figure).getByText('Server', { exact: true })).toBeVisible();
  expect(await place(figure)).toEqual(before);
});

test('it can be skipped, by keyboard too', async ({ page }) => {
  const figure = await open(page);
  const skip = bet(figure).getByRole('button', { name: 'Skip, show me' });
  await skip.focus();
  await page.keyboard.press('Enter');
  expect(await covered(figure)).toBe(false);
  await expect(skip).toBeHidden();
});

test('Tab walks over the answers without betting', async ({ page }) => {
  const figure = await open(page);
  await bet(figure).getByRole('button').first().focus();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Tab');
  expect(await covered(figure)).toBe(true);
  await page.keyboard.press('Space');
  await expect(bet(figure)).toContainText('Your bet: hours.');
});

test('a change of a setting lifts the cover for good', async ({ page }) => {
  const figure = await open(page);
  await figure.choose('Client', 'only waits');
  await expect(bet(figure)).toHaveCount(0);
  expect(await covered(figure)).toBe(false);
  await figure.button('Reset').click();
  await expect(bet(figure)).toBeVisible();
  expect(await covered(figure)).toBe(false);
});

test('a link with a state shows the state', async ({ page }) => {
  const figure = await open(page, '#who-notices?traffic=sending&retries=8');
  await expect(bet(figure)).toHaveCount(0);
  expect(await covered(figure)).toBe(false);
});

test('a screen reader finds picture and answer behind the cover', async ({ page }) => {
  const figure = await open(page);
  expect(await covered(figure)).toBe(true);
  // By role and name, as the accessibility tree has them: a blur hides nothing there.
  await expect(figure.root.getByRole('status')).toContainText('The server, which sends nothing, never notices.');
  await expect(figure.root.getByRole('definition').last()).toHaveText('never notices');
});

test('paper has neither bet nor cover', async ({ page }) => {
  const figure = await open(page);
  await page.emulateMedia({ media: 'print' });
  await expect(bet(figure)).toBeHidden();
  expect(await covered(figure)).toBe(false);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });
  test('nothing is asked and nothing covered', async ({ page }) => {
    await page.goto(chapter);
    const root = page.locator('figure#who-notices');
    await expect(root.locator('.bet')).toBeHidden();
    await expect(root.getByRole('status')).toHaveCSS('filter', 'none');
    await expect(root.getByRole('status')).toContainText('The server, which sends nothing, never notices.');
  });
});

test.describe('when the script of the figure does not come', () => {
  test.use({ expected: /./ });
  test('the first frame stands there uncovered', async ({ page }) => {
    await page.route(/WhoNotices.*\.js/, (route) => route.abort());
    await page.goto(chapter);
    const figure = new Figure(page, 'who-notices');
    await figure.root.scrollIntoViewIfNeeded();
    await expect(figure.root.locator('.failed')).toBeVisible();
    await expect(figure.root.locator('.result')).toHaveCSS('filter', 'none');
    await expect(figure.root.locator('.bet')).toBeHidden();
  });
});
