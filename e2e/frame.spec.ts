// The frame around the chapters: what a reader finds the way with.
import { Figure } from './figures/figure.ts';
import { expect, type Locator, type Page, test } from './site.ts';

const chapter = 'en/time-wait.html';

/** The questions of the chapter in the sidebar, as links to sections. */
const questions = (page: Page): Locator => page.getByRole('list', { name: 'Questions of this chapter' });

async function sections(page: Page): Promise<string[]> {
  return page.locator('h2[id]').evaluateAll((all) => all.map(({ id }) => id));
}

test('the first Tab is a link that skips to the text', async ({ page }) => {
  await page.goto(chapter);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the text' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('the sidebar marks the question being read, and only that one', async ({ page }) => {
  await page.goto(chapter);
  const ids = await sections(page);
  expect(ids.length).toBeGreaterThan(1);
  for (const id of ids) {
    await page.locator(`h2#${id}`).evaluate((heading) => heading.scrollIntoView());
    await expect(questions(page).locator('[aria-current]')).toHaveAttribute('href', `#${id}`);
  }
  await page.evaluate(() => scrollTo(0, 0));
  await expect(questions(page).locator('[aria-current]')).toHaveCount(0);
});

test('a link to a section opens there and marks it', async ({ page }) => {
  await page.goto(chapter);
  const [, second = ''] = await sections(page);
  await page.goto(`${chapter}#${second}`);
  await expect(page.locator(`h2#${second}`)).toBeInViewport();
  await expect(questions(page).locator('[aria-current]')).toHaveAttribute('href', `#${second}`);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('contents open by keyboard and close when a section is chosen', async ({ page }) => {
    await page.goto(chapter);
    const contents = page.getByRole('navigation', { name: 'Chapters' });
    await expect(contents).toBeHidden();
    await page.getByRole('button', { name: 'Contents' }).focus();
    await page.keyboard.press('Enter');
    await expect(contents).toBeVisible();
    const last = questions(page).getByRole('link').last();
    for (let press = 0; press < 40 && !(await last.evaluate((link) => link === document.activeElement)); press += 1)
      await page.keyboard.press('Tab');
    await expect(last).toBeFocused();
    const target = (await last.getAttribute('href')) ?? '';
    await page.keyboard.press('Enter');
    await expect(contents).toBeHidden();
    await expect(page).toHaveURL((url) => url.hash === target);
    await expect(page.locator(target)).toBeInViewport();
  });

  test('Escape closes the contents and gives the focus back', async ({ page }) => {
    await page.goto(chapter);
    const button = page.getByRole('button', { name: 'Contents' });
    await button.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('navigation', { name: 'Chapters' })).toBeHidden();
    await expect(button).toBeFocused();
  });
});

test.describe('the theme', () => {
  const choice = (page: Page) => page.getByRole('combobox', { name: 'Theme' });
  const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

  test('that was chosen holds after a reload, before anything is painted', async ({ page }) => {
    await page.addInitScript(() => {
      // Nothing is painted before there is a body.
      new MutationObserver((_, observer) => {
        if (!document.body) return;
        Object.assign(globalThis, { themeAtFirst: document.documentElement.dataset['theme'] });
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    });
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(chapter);
    const light = await paper(page);
    await choice(page).selectOption('Dark');
    const dark = await paper(page);
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await page.evaluate(() => Reflect.get(globalThis, 'themeAtFirst'))).toBe('dark');
    expect(await paper(page)).toBe(dark);
    await expect(choice(page)).toHaveValue('dark');
    await choice(page).selectOption('System');
    expect(await paper(page)).toBe(light);
  });

  test('follows the system until one is chosen', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(chapter);
    const dark = await paper(page);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await paper(page)).not.toBe(dark);
  });

  for (const what of ['reading', 'writing'] as const) {
    test(`works for the visit where ${what} storage is forbidden`, async ({ page }) => {
      await page.addInitScript((forbidden) => {
        const refuse = () => {
          throw new DOMException('forbidden on purpose', 'SecurityError');
        };
        if (forbidden === 'reading') Object.defineProperty(globalThis, 'localStorage', { get: refuse });
        else Storage.prototype.setItem = refuse;
      }, what);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(chapter);
      const light = await paper(page);
      await choice(page).selectOption('Dark');
      expect(await paper(page)).not.toBe(light);
      await new Figure(page, 'two-msl').awake();
    });
  }
});

test("a permalink copies its section's address and says so", async ({ page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(chapter);
  const [, second = ''] = await sections(page);
  const link = page.locator(`h2#${second}`).getByRole('link', { name: 'Link to this section' });
  await link.click();
  await expect(page.getByText('Link copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${baseURL}${chapter}#${second}`);
  await expect(page).toHaveURL((url) => url.hash === `#${second}`);
  await expect(page.getByText('Link copied')).toBeHidden();
});

test.describe('the language link', () => {
  const other = (page: Page) => page.getByRole('banner').getByRole('link', { name: '中文' });

  test('leads to the same section', async ({ page }) => {
    await page.goto(chapter);
    const third = (await sections(page))[2] ?? '';
    await page.locator(`h2#${third}`).evaluate((heading) => heading.scrollIntoView());
    await expect(questions(page).locator('[aria-current]')).toHaveAttribute('href', `#${third}`);
    await other(page).click();
    await expect(page).toHaveURL(new RegExp(`/zh/time-wait\\.html#${third}$`));
    await expect(page.locator(`h2#${third}`)).toBeInViewport();
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  });

  test("keeps the figure's state", async ({ page }) => {
    await page.goto(`${chapter}#two-msl`);
    const english = await new Figure(page, 'two-msl').awake();
    await english.slider('One-way delay').fill('90');
    await english.slider('Final ACK lost').fill('2');
    const hash = await english.address(/lost=2/);
    const times = (await english.rows()).map(([time]) => time);
    await other(page).click();
    await expect(page).toHaveURL(/\/zh\/time-wait\.html/);
    expect(new URL(page.url()).hash).toBe(hash);
    const chinese = await new Figure(page, 'two-msl').awake();
    await expect(chinese.root).toBeInViewport();
    await expect(chinese.lost).toHaveCount(2);
    expect((await chinese.rows()).map(([time]) => time)).toEqual(times);
  });

  test('leads from home to home', async ({ page }) => {
    await page.goto('en/index.html');
    await other(page).click();
    await expect(page).toHaveURL(/\/zh\/index\.html/);
  });
});

test('next leads through every chapter in the order of the sidebar, and previous back', async ({ page }) => {
  await page.goto('en/index.html');
  const chapters = await page
    .getByRole('main')
    .getByRole('heading', { level: 4 })
    .getByRole('link')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  expect(chapters.length).toBeGreaterThan(0);
  const pager = page.getByRole('navigation', { name: 'Previous, Next' });
  await page.goto(chapters[0] ?? '');
  for (const address of chapters) {
    expect(page.url()).toBe(address);
    await pager.getByRole('link', { name: /^Next/ }).click();
  }
  await expect(page).toHaveURL(/\/en\/index\.html/);
  await page.goto(chapters.at(-1) ?? '');
  for (const address of chapters.toReversed()) {
    expect(page.url()).toBe(address);
    await pager.getByRole('link', { name: /^Previous/ }).click();
  }
  await expect(page).toHaveURL(/\/en\/index\.html/);
});

test('home has a figure at work and lists the chapters with their questions', async ({ page }) => {
  await page.goto('en/index.html');
  await new Figure(page, 'two-msl').awake();
  const chapters = page.getByRole('article');
  expect(await chapters.count()).toBeGreaterThan(0);
  for (const each of await chapters.all()) expect(await each.getByRole('listitem').count()).toBeGreaterThan(0);
  const question = chapters.first().getByRole('listitem').first().getByRole('link');
  const words = (await question.textContent()) ?? '';
  await question.click();
  await expect(page.getByRole('heading', { level: 2, name: words })).toBeInViewport();
});
