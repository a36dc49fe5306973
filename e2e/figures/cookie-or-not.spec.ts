// Cookie or not as a reader plays with it: lines typed, a request chosen, three answers side by side.
import { expect, type Locator, type Page, test } from '../site.ts';
import { Figure } from './figure.ts';

async function open(page: Page, fragment = '#cookie-or-not', locale = 'en'): Promise<Figure> {
  await page.goto(`${locale}/cookies-sessions-jwt.html${fragment}`);
  return new Figure(page, 'cookie-or-not').awake();
}

const field = (figure: Figure, name: string): Locator => figure.root.getByRole('textbox', { name });
const cells = (figure: Figure): Promise<string[]> =>
  figure.root.locator('.cells:not(.out) .cell > b').allTextContents();

test('it opens with a Lax cookie that a form on another site does not get sent', async ({ page }) => {
  const figure = await open(page);
  await expect(figure.result).toContainText(
    'RFC 6265bis, Chromium 156 and Firefox 153 agree: sid is not sent, because SameSite=Lax',
  );
  await expect(figure.root).toContainText('another site');
  expect((await figure.rows()).at(-1)).toEqual(['Firefox 153', '', 'Cookie: no Cookie header']);
  await expect(figure.root.locator('.proof')).toContainText(
    '250 experiments recorded in Chromium 156 and Firefox 153, whose results differ in 56',
  );
});

test('a link instead of the form: sent', async ({ page }) => {
  const figure = await open(page);
  await figure.root.getByRole('combobox', { name: 'Started by' }).selectOption('a link');
  await expect(figure.result).toContainText('sid is sent, because Lax crosses sites');
  await expect(page).toHaveURL(/who=link/);
});

test('without SameSite the browsers differ, and within two minutes in another way', async ({ page }) => {
  const figure = await open(page);
  await figure.button('No SameSite').click();
  await expect(figure.result).toContainText('They differ on sid. RFC 6265bis and Chromium 156: not sent');
  expect(await cells(figure)).toEqual(['not sent', 'sent']);
  await figure.slider('Time in between').fill('60');
  await expect(figure.result).toContainText('Chromium 156: sent');
  expect(await cells(figure)).toEqual(['not sent', 'sent', 'sent']);
});

test('each line is answered in its place: stored as what, ignored, refused', async ({ page }) => {
  const figure = await open(page);
  await field(figure, 'Set-Cookie').fill('a=1; Path=x; Foo\n__Host-b=2; Secure; Path=/y\nc=3; Domain=example');
  await expect(figure.root.locator('.stored')).toHaveText([
    'Stored as bank.example alone · / · until the session ends · no SameSite.',
    'Path ignored: it does not begin with “/”, so the path that it came from counts (5.6.4).',
    'Foo ignored: no such attribute (5.6).',
  ]);
  await expect(figure.root.locator('.line s')).toHaveText(['Path=x', 'Foo']);
  expect(await cells(figure)).toEqual(['not sent', 'sent', 'sent', 'refused', 'refused']);
  await expect(figure.root.locator('.cell.refused')).toContainText([
    '__Host- wants Secure, Path=/ and no Domain',
    'Domain is a public suffix',
  ]);
});

for (const [typed, why] of [
  ['bank.example/x', 'an address begins with https://'],
  ['https://', 'No host behind'],
  ['https://bänk.example/', 'letters outside ASCII'],
  ['https://bank.example:99999/', 'is no port'],
] as const) {
  test(`the address ${typed} is explained in place and stays`, async ({ page }) => {
    const figure = await open(page);
    const address = field(figure, 'Request to');
    await address.fill(typed);
    await expect(figure.root.getByRole('alert')).toContainText(why);
    await expect(address).toHaveValue(typed);
    await expect(address).toHaveAttribute('aria-invalid', 'true');
    await expect(figure.result).toContainText('cannot be read');
    await address.fill('https://bank.example/');
    await expect(figure.root.getByRole('alert')).toHaveCount(0);
  });
}

test('a session’s value stays out of the address, and the figure says so', async ({ page }) => {
  const figure = await open(page);
  await field(figure, 'Set-Cookie').fill('sid=0123456789abcdef0123; Secure');
  await expect(figure.root.getByText('Values of 12 characters or more stay out of the link')).toBeVisible();
  const hash = await figure.address(/lines=sid/);
  expect(hash).not.toContain('0123456789abcdef');
  expect(hash).toContain('xxxxxxxxxxxx');
});

test('the keyboard reaches everything and changes it', async ({ page }) => {
  const figure = await open(page);
  await field(figure, 'Response from').focus();
  await page.keyboard.press('Tab');
  await expect(field(figure, 'Set-Cookie')).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('k=1; SameSite=None; Secure');
  await expect(figure.result).toContainText('k is sent');
  await figure.root.getByRole('radio', { name: 'blocked' }).focus();
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/chromium=block/);
});

test('a link to a preset opens it; a bad link is told', async ({ page }) => {
  const figure = await open(page, '#cookie-or-not?who=img&later=9999&nonsense=1');
  await expect(figure.root).toContainText('later = 9999');
  await expect(figure.root).toContainText('sets nonsense');
  await expect(figure.root.getByRole('combobox')).toHaveValue('img');
});

test('its link restores it', async ({ page }) => {
  const figure = await open(page);
  await figure.button('Public suffix').click();
  const hash = await figure.address(/github/);
  const said = (await figure.result.textContent()) ?? '';
  expect(said).toContain('Firefox 153 send the same: b');
  const again = await open(await page.context().newPage(), hash);
  await expect(again.result).toHaveText(said);
});

test('in Chinese it says the same', async ({ page }) => {
  const figure = await open(page, '#cookie-or-not', 'zh');
  await expect(figure.result).toContainText('一致：sid 不发送');
  await figure.button('没有名字').click();
  await expect(figure.result).toContainText('2 行里有');
  await expect(figure.root.locator('.out')).toContainText('Cookie: token=');
});
