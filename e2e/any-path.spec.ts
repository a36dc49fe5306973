// One build works at the root of a host and under a path, and a missing page leads home from any depth.
import { Figure } from './figures/figure.ts';
import { deepMount, expect, pages, test } from './site.ts';

for (const under of ['/', deepMount]) {
  test.describe(`under ${under}`, () => {
    test.use({ under });

    test('every page is reached from home by links, and everything that is linked answers', async ({
      request,
      baseURL,
    }) => {
      const home = `${baseURL}en/index.html`;
      const waiting = [home];
      const seen = new Set(waiting);
      for (let address = waiting.pop(); address; address = waiting.pop()) {
        const response = await request.get(address);
        expect(response.status(), address).toBe(200);
        if (!response.headers()['content-type']?.startsWith('text/html')) continue;
        for (const [, href = ''] of (await response.text()).matchAll(/<a [^>]*?href="([^"#]*)[^"]*"/g)) {
          const target = new URL(href.replaceAll('&amp;', '&'), address).href;
          if (seen.has(target) || !target.startsWith(baseURL ?? '')) continue;
          seen.add(target);
          waiting.push(target);
        }
      }
      const reached = [...seen].map((address) => address.slice(baseURL?.length));
      const meant = pages.filter((page) => page !== 'index.html' && page !== '404.html');
      expect(reached).toEqual(expect.arrayContaining(meant));
    });

    test('a chapter works: figure, contents, language, home', async ({ page, baseURL }) => {
      await page.goto('en/time-wait.html#two-msl');
      const figure = await new Figure(page, 'two-msl').awake();
      await figure.slider('Final ACK lost').fill('2');
      await expect(figure.lost).toHaveCount(2);
      await page.getByRole('list', { name: 'Questions of this chapter' }).getByRole('link').last().click();
      await expect(page).toHaveURL(new RegExp(`^${baseURL}en/time-wait\\.html#`));
      await page.getByRole('banner').getByRole('link', { name: '中文' }).click();
      await expect(page).toHaveURL(new RegExp(`^${baseURL}zh/time-wait\\.html#`));
      await page.getByRole('banner').getByRole('link', { name: '2MSL' }).click();
      await expect(page).toHaveURL(`${baseURL}zh/index.html`);
    });

    test.describe('a page that is missing', () => {
      test.use({ expected: /^404: |status of 404/ });

      for (const path of [
        'nowhere.html',
        'en/nowhere.html',
        'zh/deep/er/x.html',
        'nowhere/x.html',
        'no/where/at/all/',
      ]) {
        test(`at ${path} leads home in both languages`, async ({ page, baseURL }) => {
          for (const [words, locale] of [
            ['To the list of chapters', 'en'],
            ['回到章节列表', 'zh'],
          ] as const) {
            const response = await page.goto(path);
            expect(response?.status()).toBe(404);
            await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
            await expect(page.getByRole('heading', { name: '找不到页面' })).toBeVisible();
            const home = `${baseURL}${locale}/index.html`;
            const link = page.getByRole('link', { name: words });
            await expect(link).toHaveJSProperty('href', home);
            await link.click();
            await expect(page).toHaveURL(home);
          }
        });
      }
    });
  });
}
