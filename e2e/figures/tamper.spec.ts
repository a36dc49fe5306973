// Tampering as a reader plays with it.
import { expect, type Page, test } from '../site.ts';
import { Figure } from './figure.ts';

async function open(page: Page, fragment = '#tamper', locale = 'en'): Promise<Figure> {
  await page.goto(`${locale}/cryptography-and-certificates.html${fragment}`);
  return new Figure(page, 'tamper').awake();
}

/** What the receiver of one way ends up with, as the table tells it. */
const end = async (figure: Figure, way: string) => (await figure.rows()).find(([, who]) => who === way)?.[2] ?? '';

test('the first frame has one flipped bit, and who notices', async ({ page }) => {
  const figure = await open(page);
  await expect(figure.result).toContainText('AES-CTR hands over “pay 900 to Bob” and notices nothing');
  expect(await end(figure, 'AES-CTR')).toContain('notices nothing: “pay 900 to Bob”');
  expect(await end(figure, 'HMAC')).toContain('refuses: the MAC does not match');
});

test('a byte and a bit can be pressed, and pressed again', async ({ page }) => {
  const figure = await open(page);
  await figure.button('byte 6, 0').click();
  // 0 is 30; with the bit worth 1 it is 31.
  await figure.button(/^1 [01]:/).click();
  await expect(figure.result).toContainText('“pay 910 to Bob”');
  await figure.button(/^1 [01]:/).click();
  await expect(figure.result).toContainText('“pay 900 to Bob”');
  await figure.button('Undo all flips').click();
  await expect(figure.result).toContainText('Nothing was changed: all seven receivers read “pay 100 to Bob”');
});

test('by keyboard alone', async ({ page }) => {
  const figure = await open(page, '#tamper?v=1');
  await expect(figure.result).toContainText('Nothing was changed');
  await figure.button('byte 5, 1').press('Enter');
  await figure.button(/^8 [01]:/).press(' ');
  await expect(figure.result).toContainText('“pay 900 to Bob”');
});

test('what is typed is protected, whatever it is', async ({ page }) => {
  const figure = await open(page);
  const field = figure.root.getByLabel('Message', { exact: true });
  await field.fill('say 1');
  await expect(figure.result).toContainText('“say 9”');
  await field.fill('你好');
  await expect(figure.result).toContainText('AES-CTR hands over');
  await field.fill('你'.repeat(20));
  await expect(figure.root.getByRole('alert')).toContainText('Only 48 bytes are used');
  await field.fill('');
  await expect(figure.result).toContainText('all seven receivers read “”');
});

test('a recomputed hash, two blocks of CBC, a second copy, a message of the receiver’s own', async ({ page }) => {
  const figure = await open(page);
  await figure.button('Hash computed anew').click();
  await expect(figure.result).toContainText('and so does the hash, which the attacker computed anew');
  await figure.button('Two blocks of CBC').click();
  await expect(figure.result).toContainText('pay 900 to Bob”: one block garbled');
  await figure.button('Send it again').click();
  await expect(figure.result).toContainText('All seven accept the message twice');
  await figure.choose('Number in the message', 'on');
  await expect(figure.result).toContainText('HMAC, AES-GCM, ChaCha20-Poly1305 and Ed25519 refuse the copy');
  await figure.button('Who wrote it?').click();
  await expect(figure.result).toContainText('Only Ed25519 refuses');
});

test('a forged DNS answer without TLS, with TLS that checks nothing, and with TLS', async ({ page }) => {
  const figure = await open(page);
  await figure.button('Forged DNS answer').click();
  await expect(figure.result).toContainText('for evil.example, not for bank.example');
  await figure.choose('TLS', 'none');
  await expect(figure.result).toContainText('You see the attacker’s page');
  await figure.choose('TLS', 'no checks');
  await expect(figure.result).toContainText('Encryption alone does not say with whom');
  await figure.choose('TLS', 'checked');
  await figure.root.getByLabel('The attacker shows a certificate').selectOption('fooled');
  await expect(figure.result).toContainText('everything checks');
  await figure.choose('DNS answer forged', 'off');
  await expect(figure.result).toContainText('the certificate proves');
});

test('a state is in the address and its link restores it', async ({ page }) => {
  const figure = await open(page);
  await figure.button('byte 1, p').click();
  await figure.button(/^32 [01]:/).click();
  const hash = await figure.address(/flips=4\.3,0\.5/);
  const said = (await figure.result.textContent()) ?? '';
  expect(said).toContain('“Pay 900 to Bob”');
  const again = await open(await page.context().newPage(), hash);
  await expect(again.result).toHaveText(said);
});

test('what a link has wrong is told, and the rest is used', async ({ page }) => {
  const figure = await open(page, '#tamper?flips=4.3,99.9&replay=maybe');
  await expect(figure.root.getByText('The link asks for flips = 4.3,99.9; the figure shows 4.3.')).toBeVisible();
  await expect(figure.root.getByText('The link’s value for replay cannot be read (maybe)')).toBeVisible();
  await expect(figure.result).toContainText('“pay 900 to Bob”');
});

test('in Chinese it says the same', async ({ page }) => {
  const figure = await open(page, '#tamper', 'zh');
  await expect(figure.result).toContainText('AES-CTR 交出“pay 900 to Bob”，毫无察觉');
  await figure.button('DNS 被抢答').click();
  await expect(figure.result).toContainText('证书是真的，却属于 evil.example');
});
