// The patient recorder as a reader uses it. What a key opens comes from the model, not from this file.

import { observe } from '#widgets/models/tls/observer12.ts';
import { play, serverRsaKey } from '#widgets/models/tls/scenes12.ts';
import { expect, type Page, test } from '../site.ts';
import { Figure } from './figure.ts';

async function open(page: Page, fragment = '#patient-recorder', locale = 'en'): Promise<Figure> {
  await page.goto(`${locale}/tls12-handshake.html${fragment}`);
  return new Figure(page, 'patient-recorder').awake();
}

/** What the RSA session said, opened with the server's key. */
function request(): string {
  const records = play('rsa').records.map(({ from, sent }) => ({ from, bytes: sent }));
  return String.fromCharCode(...observe(records, { rsaKey: serverRsaKey() }).data.client).trimEnd();
}

test('the first frame has the RSA session open and the ECDHE session shut', async ({ page }) => {
  const figure = await open(page);
  await expect(figure.result).toContainText('The RSA session opens, 6 of 6 protected records');
  await expect(figure.result).toContainText('The ECDHE session stays shut, 0 of 6');
  await expect(figure.root.getByRole('button', { name: `“${request()}”` })).toHaveCount(1);
  await expect(figure.root.locator('.steps').first()).toContainText('205 bytes of padding');
  const rows = await figure.rows();
  expect(rows.at(-1)?.[2]).toContain('46 bytes without meaning');
});

test('a press on a record unfolds it, by mouse and by keyboard', async ({ page }) => {
  const figure = await open(page);
  await figure.root.getByRole('button', { name: 'ServerKeyExchange' }).click();
  await expect(figure.root.getByText('ECDHE, record 4, from the server: 120 bytes')).toBeVisible();
  await figure.root.getByRole('button', { name: /^data 700f/ }).focus();
  await page.keyboard.press('Enter');
  await expect(figure.root.getByText('ECDHE, record 11, from the client: 51 bytes')).toBeVisible();
  await expect(figure.root.getByText('Stays shut. Type, direction and length')).toBeVisible();
});

test('each thing that is handed over opens what it must, and no more', async ({ page }) => {
  const figure = await open(page);
  await figure.button('Recorded').click();
  await expect(figure.result).toContainText('the 12 protected records are bytes without meaning');
  await figure.button('Ephemeral key leaked').click();
  await expect(figure.result).toContainText(
    'opens that session, 6 of 6 protected records, and of the RSA session 0 of 6',
  );
  await figure.button('Ticket key stolen').click();
  await expect(figure.result).toContainText('Both sessions open, 6 of 6 and 6 of 6');
  await figure.button('Ticket key, TLS 1.3').click();
  await expect(figure.result).toContainText('TLS 1.3 stays shut, 0 of 11');
  await figure.root.getByLabel('A year later, handed over').selectOption('an ephemeral key');
  await expect(figure.result).toContainText('opens that session, 11 of 11');
  await figure.root.getByLabel('Sessions kept').selectOption('TLS 1.2: RSA and ECDHE');
  await figure.button('Client’s key log').click();
  await expect(figure.result).toContainText('opens both sessions, 6 of 6 and 6 of 6');
});

test('a state is in the address and its link restores it', async ({ page }) => {
  const figure = await open(page);
  await figure.button('Ticket key stolen').click();
  const hash = await figure.address(/handed=ticket-key/);
  const said = (await figure.result.textContent()) ?? '';
  const again = await open(await page.context().newPage(), hash);
  await expect(again.result).toHaveText(said);
});

test('what a link has wrong is told', async ({ page }) => {
  const figure = await open(page, '#patient-recorder?handed=everything&look=z99');
  await expect(figure.root.getByText('The link’s value for handed cannot be read (everything)')).toBeVisible();
  await expect(figure.root.getByText('RSA, record 7, from the client: 85 bytes')).toBeVisible();
});

test('in Chinese it says the same', async ({ page }) => {
  const figure = await open(page, '#patient-recorder', 'zh');
  await expect(figure.result).toContainText('RSA 会话全部解开，6 条加密记录解开 6 条');
  await figure.button('票据密钥被盗').click();
  await expect(figure.result).toContainText('两次会话都解开了');
});
