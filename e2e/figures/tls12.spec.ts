// Two TLS 1.2 handshakes, as a reader plays with them. Bytes and keys come from recordings 109 and 207.
import { readFileSync } from 'node:fs';
import { dist } from '../built.ts';
import { expect, type Page, test } from '../site.ts';
import { Figure } from './figure.ts';

const chapter = 'en/tls12-handshake.html';

async function open(page: Page, fragment = '#tls12', at = chapter): Promise<Figure> {
  await page.goto(at + fragment);
  return new Figure(page, 'tls12').awake();
}

const scene = (figure: Figure, name: string) => figure.root.getByRole('group', { name: `${name}, in time` });
const unfolded = (figure: Figure) => figure.root.locator('.unfolded');
const keys = (figure: Figure) => figure.root.locator('.keys');

test('opens with both handshakes and the ServerKeyExchange unfolded, in the HTML that the server sends too', async ({
  page,
}) => {
  const figure = await open(page);
  await expect(figure.result).toContainText('RSA sends its request after 300 ms, ECDHE after 300 ms');
  await expect(unfolded(figure).locator('.head')).toContainText('ServerKeyExchange 120 bytes');
  await expect(unfolded(figure)).toContainText('ecdsa_secp256r1_sha256');
  await expect(keys(figure)).toContainText('26c4c814ddd960c47e9ebb6dc00bd0f4');
  const html = readFileSync(dist + chapter, 'utf8');
  expect(html.slice(html.indexOf('id="tls12"'))).toContain('ecdsa_secp256r1_sha256');
});

test('pressing a message unfolds it and shows the keys of its handshake', async ({ page }) => {
  const figure = await open(page);
  await scene(figure, 'RSA').getByRole('button', { name: 'ClientKeyExchange' }).click();
  await expect(unfolded(figure).locator('.head')).toContainText('ClientKeyExchange 267 bytes');
  await expect(keys(figure)).toContainText('746736b20c184d4cc1151f6267b386f8');
  await unfolded(figure)
    .getByRole('button', { name: /^exchange_keys/ })
    .click();
  await expect(unfolded(figure).locator('.about')).toContainText('encrypted to the server’s RSA key');
  await figure.address(/scene=rsa&record=c1&byte=9/);
});

test('an encrypted message shows what is under the encryption', async ({ page }) => {
  const figure = await open(page);
  await scene(figure, 'ECDHE').getByRole('button', { name: 'Finished (encrypted)' }).first().click();
  await expect(unfolded(figure)).toContainText('Under the encryption');
  await expect(unfolded(figure)).toContainText('7c 9d ae 82');
});

test('a bit that is turned over is found by the check that covers it, and can be turned back', async ({ page }) => {
  const figure = await open(page, '#tls12?byte=60');
  await unfolded(figure)
    .getByRole('button', { name: /^bit 0 is/ })
    .click();
  await expect(figure.result).toContainText('The client finds out when ServerKeyExchange arrives');
  await expect(figure.result).toContainText('decrypt_error');
  await expect(scene(figure, 'ECDHE').getByRole('button', { name: 'decrypt_error' })).toBeVisible();
  await expect(scene(figure, 'ECDHE').getByRole('button', { name: /^request/ })).toHaveCount(0);
  await figure.address(/flip=ecdhe\.s2\.60\.0/);
  await figure.root.getByRole('button', { name: 'Turn the bit back' }).click();
  await expect(figure.result).toContainText('Both wait 2 round trips');
});

test('False Start saves a round trip for ECDHE and is refused for RSA', async ({ page }) => {
  const figure = await open(page);
  await figure.root.getByRole('group', { name: 'False Start' }).getByText('on').click();
  await expect(figure.result).toContainText('after 200 ms');
  await expect(figure.result).toContainText('waits until 300 ms: CBC is not on the list');
});

test('keyboard alone: a message, a byte, a bit', async ({ page }) => {
  const figure = await open(page);
  await scene(figure, 'ECDHE').getByRole('button', { name: 'ClientHello' }).focus();
  await page.keyboard.press('Enter');
  await expect(unfolded(figure).locator('.head')).toContainText('ClientHello 212 bytes');
  await unfolded(figure).getByRole('button', { name: 'byte 12: 01' }).focus();
  await page.keyboard.press('Enter');
  await unfolded(figure)
    .getByRole('button', { name: /^bit 7 is/ })
    .focus();
  await page.keyboard.press('Space');
  await expect(figure.result).toContainText('what fails is the signature in ServerKeyExchange');
});

test('presets are links, and each says its own sentence', async ({ page }) => {
  const figure = await open(page);
  for (const [name, said] of [
    ['A bit of Finished', 'bad_record_mac'],
    ['A bit of the premaster', 'goes on with random bytes'],
    ['A bit of the offer', 'verify_data in Finished'],
    ['Forged offer, False Start', 'had left before'],
  ] as const) {
    const button = figure.root.getByRole('button', { name, exact: true });
    await button.click();
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    await expect(figure.result).toContainText(said);
  }
});

test('the events say in words what the picture shows', async ({ page }) => {
  const figure = await open(page, '#tls12?flip=rsa.c1.100.0');
  const rows = await figure.rows();
  expect(rows.join('\n')).toContain('takes random bytes instead');
  expect(rows.join('\n')).toContain('receives the alert bad_record_mac');
});

test('a link that turns over nothing, or asks for too much, is explained', async ({ page }) => {
  const nothing = await open(page, '#tls12?flip=ecdhe.s2.900.0');
  await expect(nothing.result).toContainText('a byte that was never sent');
  await page.goto('about:blank');
  const clamped = await open(page, '#tls12?rtt=9000');
  await expect(clamped.root).toContainText('The link asks for rtt = 9000; the figure shows 500.');
});

test('speaks Chinese', async ({ page }) => {
  const figure = await open(page, '#tls12?byte=60&flip=ecdhe.s2.60.0', 'zh/tls12-handshake.html');
  await expect(figure.result).toContainText('没通过的是 ServerKeyExchange 里的签名');
});
