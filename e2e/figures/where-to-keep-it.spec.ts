// Where to keep it, as a reader plays with it. What has to come out is asked of the model, not written here.
import { readFileSync } from 'node:fs';
import { runScenario, type ScenarioName } from '#widgets/models/credentials/scenarios.ts';
import { type Keep, type Settings, usual } from '#widgets/models/credentials/world.ts';
import { dist } from '../built.ts';
import { expect, type Page, test } from '../site.ts';
import { Figure } from './figure.ts';

const chapter = 'en/cookies-sessions-jwt.html';

async function open(page: Page, fragment = '#where-to-keep-it', at = chapter): Promise<Figure> {
  await page.goto(at + fragment);
  return new Figure(page, 'where-to-keep-it').awake();
}

const grades = { holds: 'Holds', partly: 'In part', fails: 'Fails' } as const;
const grade = (scenario: ScenarioName, keep: Keep, change: Partial<Settings> = {}): string =>
  grades[runScenario(scenario, { ...usual, keep, ...change }).grade];

test('the opening is a token in localStorage and a script, in the HTML that the server sends too', async ({ page }) => {
  const figure = await open(page);
  await expect(figure.result).toContainText(`${grade('xss', 'token-storage')}: the script carries the credential away`);
  const html = readFileSync(dist + chapter, 'utf8');
  const from = html.indexOf('id="where-to-keep-it"');
  const sent = html.slice(from, html.indexOf('</figure>', from)).replaceAll(/<[^>]+>/g, '');
  expect(sent).toContain('the script reads localStorage: the token is in it');
});

test('every cell runs its story, and says what the cell says', async ({ page }) => {
  const figure = await open(page);
  const cells = figure.root.locator('.matrix button');
  await expect(cells).toHaveCount(40);
  for (let index = 0; index < 40; index += 3) {
    const label = (await cells.nth(index).getAttribute('aria-label')) ?? '';
    await cells.nth(index).click();
    await expect(cells.nth(index)).toHaveAttribute('aria-pressed', 'true');
    await expect(figure.result).toContainText(label.split(': ').at(-1) ?? 'no grade');
  }
});

test('SameSite decides about the forged POST as the cookie model does', async ({ page }) => {
  const figure = await open(page);
  await figure.button('CSRF').first().click();
  for (const [option, sameSite] of [
    ['None', 'none'],
    ['Lax', 'lax'],
    ['Strict', 'strict'],
    ['not set', 'unset'],
  ] as const) {
    await figure.choose('SameSite', option);
    await expect(figure.result).toContainText(grade('csrf', 'token-cookie', { sameSite }));
  }
  await figure.number('Attack after').fill('60');
  await expect(figure.result).toContainText('under two minutes old');
  await figure.choose('SameSite', 'Strict');
  await figure.choose('Attacker’s page', 'blog.shop.example');
  await expect(figure.result).toContainText('same site');
  await figure.choose('CSRF token', 'on');
  await expect(figure.result).toContainText('Holds');
});

test('a list of withdrawn tokens ends a token at once, and costs a lookup', async ({ page }) => {
  const figure = await open(page, '#where-to-keep-it?scenario=logout&keep=token-cookie');
  await expect(figure.result).toContainText('works until exp');
  const lookups = figure.root.locator('.bill tr', { hasText: 'lookups' }).locator('td').last();
  await expect(lookups).toHaveText('0');
  await figure.choose('List of withdrawn tokens', 'on');
  await expect(figure.result).toContainText('dead at once');
  await expect(lookups).not.toHaveText('0');
});

test('the keyboard reaches every cell', async ({ page }) => {
  const figure = await open(page);
  const cell = figure.button(/^Cache in between, session id in a cookie/);
  await cell.focus();
  await page.keyboard.press('Enter');
  await expect(figure.result).toContainText('gets the first user’s page');
  await expect(cell).toBeFocused();
  await figure.choose('Cache-Control: private', 'on');
  await expect(figure.result).toContainText('Holds');
});

test('its link restores it, and a bad link is told', async ({ page }) => {
  const figure = await open(page);
  await figure.button('Second domain').first().click();
  await figure.choose('The API is at', 'api.shop.example');
  const said = (await figure.result.textContent()) ?? '';
  const hash = await figure.address(/api=sibling/);
  const again = await open(await page.context().newPage(), hash);
  await expect(again.result).toHaveText(said);
  const bad = await open(await page.context().newPage(), '#where-to-keep-it?keep=pocket&life=9999&x=1');
  await expect(bad.root.locator('.note')).toHaveCount(3);
  await expect(bad.result).toContainText('Fails');
});

test('in Chinese, and every row of the table has words', async ({ page }) => {
  const figure = await open(page, '#where-to-keep-it', chapter.replace('en/', 'zh/'));
  await expect(figure.result).toContainText('守不住：脚本把凭证带走'.slice(0, 3));
  await figure.button('CDN').click();
  await expect(figure.result).toContainText('并不能阻止共享缓存保存');
  for (const [, who, what] of await figure.rows()) expect(who.length * what.length).toBeGreaterThan(0);
});
