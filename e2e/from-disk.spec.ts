// A copy of the site in a folder, opened by double-click: pages, links and figures work without a server.
import { pathToFileURL } from 'node:url';
import { dist } from './built.ts';
import { Figure } from './figures/figure.ts';
import { expect, test } from './site.ts';

// Every request is to the disk, which is not the server that other stories start from.
test.use({ expected: /^foreign: file:/ });

test('a chapter opened from a disk has its figures, its links and its other language', async ({ page }) => {
  const folder = pathToFileURL(dist).href;
  await page.goto(`${folder}en/time-wait.html#two-msl?lost=2`);
  const figure = await new Figure(page, 'two-msl').awake();
  await expect(figure.lost).toHaveCount(2);
  await figure.slider('Final ACK lost').fill('3');
  await expect(figure.lost).toHaveCount(3);
  await figure.address(/lost=3/);
  const other = await new Figure(page, 'port-budget').awake();
  await other.button('100 destinations').click();
  await expect(other.result).toContainText('It holds');
  await page.getByRole('banner').getByRole('link', { name: '中文' }).click();
  await expect(page).toHaveURL(new RegExp(`^${folder}zh/time-wait\\.html`));
  await page.getByRole('banner').getByRole('link', { name: '2MSL' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('能运行的网络面试笔记');
});
