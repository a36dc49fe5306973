// A figure that fails keeps its first frame and says so; the rest of the page lives.
import { readFileSync } from 'node:fs';
import { dist } from '../built.ts';
import { expect, type Page, test } from '../site.ts';
import { portFree } from './expected.ts';
import { Figure } from './figure.ts';

const chapter = 'en/time-wait.html';

/** The file that a figure's element names: `data-code` or `data-words`. */
function named(attribute: string): string {
  const html = readFileSync(dist + chapter, 'utf8');
  const element = /<figure [^>]*id="two-msl"[^>]*>/.exec(html)?.[0] ?? '';
  const path = new RegExp(`${attribute}="([^"]+)"`).exec(element)?.[1];
  if (!path) throw new Error(`The figure names no ${attribute}.`);
  // The first file is the figure's own; those it shares follow.
  return path.split(' ')[0]?.split('/').at(-1) ?? '';
}

async function stopsWith(page: Page, message: RegExp): Promise<void> {
  const figure = new Figure(page, 'two-msl');
  await expect(figure.root.getByText(/This figure stopped working/)).toContainText(message);
  await expect(figure.lost).toHaveCount(1);
  await expect(figure.result.first()).toContainText(portFree({ lost: 1 }));
  expect((await figure.rows()).length).toBeGreaterThan(5);

  const other = await new Figure(page, 'port-budget').awake();
  await other.button('100 destinations').click();
  await expect(other.result).toContainText('It holds');
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('Dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
}

test.describe('whose bundle does not arrive', () => {
  test.use({ expected: /^failed: .*\/assets\/|ERR_FAILED/ });

  for (const attribute of ['data-code', 'data-words']) {
    test(`(${attribute}) keeps its first frame`, async ({ page }) => {
      await page.route(`**/${named(attribute)}`, (route) => route.abort());
      await page.goto(`${chapter}#two-msl`);
      await stopsWith(page, /./);
    });
  }
});

test('that throws as it wakes keeps its first frame', async ({ page }) => {
  await page.route(`**/${named('data-code')}`, (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `self.figures = { ...self.figures, './${named('data-code')}': [[], () => ({ wake() { throw new Error('broken on purpose'); } })] }`,
    }),
  );
  await page.goto(`${chapter}#two-msl`);
  await stopsWith(page, /broken on purpose/);
});

test('that throws as it is drawn the first time keeps its first frame', async ({ page }) => {
  await breakWords(page);
  await page.addInitScript(() => Object.assign(globalThis, { broken: true }));
  await page.goto(`${chapter}#two-msl`);
  await stopsWith(page, /broken on purpose/);
});

test('that throws while it is used gets its first frame back', async ({ page }) => {
  await breakWords(page);
  await page.goto(`${chapter}#two-msl`);
  const figure = await new Figure(page, 'two-msl').awake();
  await figure.slider('Final ACK lost').fill('3');
  await expect(figure.lost).toHaveCount(3);
  await page.evaluate(() => Object.assign(globalThis, { broken: true }));
  await figure.slider('Final ACK lost').fill('2');
  await stopsWith(page, /broken on purpose/);
});

/** From the moment that `broken` is set, whatever the figure wants to say throws. */
async function breakWords(page: Page): Promise<void> {
  const file = named('data-words');
  const script = readFileSync(`${dist}assets/${file}`, 'utf8');
  await page.route(`**/${file}`, (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `${script}{ const { words } = figures['./${file}'][1](); figures['./${file}'] = [[], () => ({
        words: new Proxy(words, { get(target, key) {
          if (globalThis.broken) throw new Error('broken on purpose');
          return target[key];
        } }) })] }`,
    }),
  );
}
