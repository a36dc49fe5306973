// A link that is wrong: the page shows, the figure says what it did with it, nothing is thrown (site.ts watches).
import { expect, type Page, test } from '../site.ts';
import { portFree } from './expected.ts';
import { Figure } from './figure.ts';

const chapter = 'en/time-wait.html';

async function open(page: Page, fragment: string): Promise<Figure> {
  await page.goto(chapter + fragment);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('TIME_WAIT');
  return new Figure(page, 'two-msl').awake();
}

test('a value out of range is clamped and an unknown key left alone, a sentence each', async ({ page }) => {
  const figure = await open(page, '#two-msl?lost=99&colour=red');
  await expect(figure.root.getByText('The link asks for lost = 99; the figure shows 5.')).toBeVisible();
  await expect(figure.root.getByText('The link sets colour, which this figure does not have.')).toBeVisible();
  await expect(figure.slider('Final ACK lost')).toHaveValue('5');
  await expect(figure.result).toContainText(portFree({ lost: 5 }));
  await figure.button('Reset').click();
  await expect(figure.root.getByText('The link asks')).toBeHidden();
});

test('a value that cannot be read is named, and what stands for it', async ({ page }) => {
  const figure = await open(page, '#two-msl?lost=many&delay=80');
  await expect(figure.root.getByText(/value for lost cannot be read \(many\); the figure shows 1/)).toBeVisible();
  await expect(figure.result).toContainText(portFree({ lost: 1, delayMs: 80 }));
});

test('a fragment of 100 kB is not read, and its length is told', async ({ page }) => {
  const fragment = `two-msl?lost=3&x=${'y'.repeat(100_000)}`;
  const figure = await open(page, `#${fragment}`);
  await expect(figure.root.getByText(`The link is ${fragment.length} characters long and was not read.`)).toBeVisible();
  await expect(figure.result).toContainText(portFree({ lost: 1 }));
});

const nonsense = [
  '#%zz',
  '#two-msl?%zz',
  '#two-msl?lost=%zz',
  '#two-msl?%E0%A4%A=1',
  '#two-msl?',
  '#two-msl?&&==&=1&lost',
  '#two-msl?drop=c1,c1,zz,c999999',
  '#two-msl?lost=-1',
  '#two-msl?lost=1e9&delay=0x10',
  '#two-msl?__proto__=1&constructor=2&toString=3',
  '#no-such-id',
  '#no-such-id?lost=1',
  '#?',
  '#"><script>alert(1)</script>',
  `#${'x'.repeat(100_000)}`,
];

test('a fragment that means nothing leaves a page that works', async ({ page }) => {
  test.slow();
  for (const fragment of nonsense) {
    await test.step(fragment.slice(0, 50), async () => {
      await page.goto('about:blank');
      const figure = await open(page, fragment);
      await figure.slider('Final ACK lost').fill('2');
      await expect(figure.result).toContainText(/free at/);
      await figure.button('Reset').click();
      await expect(figure.result).toContainText(portFree({ lost: 1 }));
    });
  }
});

test('what a link holds is shown as text and nothing else', async ({ page }) => {
  const figure = await open(page, `#two-msl?lost=${encodeURIComponent('<img src=x onerror=alert(1)>')}`);
  await expect(figure.root.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await expect(figure.root.locator('img')).toHaveCount(0);
});
