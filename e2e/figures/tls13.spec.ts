// TLS 1.3 as a reader plays with it. The famous values are those of recording 510, which the models' tests replay.
import { expect, type Page, test } from '../site.ts';
import { Figure } from './figure.ts';

async function open(page: Page, fragment = '#tls13', locale = 'en'): Promise<Figure> {
  await page.goto(`${locale}/tls13-and-0rtt.html${fragment}`);
  return new Figure(page, 'tls13').awake();
}

const explained = (figure: Figure) => figure.root.locator('.explained');

test('the first frame is there before any script: one round trip, and the secrets of recording 510', async ({
  browser,
}) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto('en/tls13-and-0rtt.html');
  const figure = new Figure(page, 'tls13');
  await expect(figure.result).toContainText('after 2 RTT: one for TCP, 1 RTT for TLS');
  await expect(figure.root.getByRole('group', { name: 'Key schedule' })).toContainText('Handshake Secret a9429e0b');
  await expect(figure.root.getByRole('group', { name: 'Key schedule' }).getByRole('button')).toHaveCount(0);
  await page.close();
});

test('a secret is pressed: where it comes from, its label, its transcript hash, what it protects', async ({ page }) => {
  const figure = await open(page);
  await figure.button(/^s hs traffic/).click();
  await expect(figure.button(/^s hs traffic/)).toHaveAttribute('aria-pressed', 'true');
  await expect(explained(figure)).toContainText('tls13 s hs traffic');
  await expect(explained(figure)).toContainText('hash of ClientHello … ServerHello');
  await expect(explained(figure)).toContainText('136d0fdc91ae5308035cecedc9b0dd85b2e4bde679f3d3848324c4cb6e0bf137');
  await expect(explained(figure)).toContainText('EncryptedExtensions, Certificate, CertificateVerify, Finished');
  await explained(figure).getByRole('button', { name: 'Handshake Secret' }).click();
  await expect(explained(figure)).toContainText('ee10ba8122ff3a4995ef579b6a96d0859351e72f6378582be61ce810a28fdb53');
});

test('a record is opened by keyboard', async ({ page }) => {
  const figure = await open(page);
  const record = figure.button(/^Explain Certificate,/);
  await record.focus();
  await record.press('Enter');
  await expect(explained(figure)).toContainText('only type 23, version 0303 and the length');
  await expect(explained(figure)).toContainText('record number 1');
});

for (const [name, says] of [
  ['HelloRetryRequest', 'after 3 RTT instead of 2 RTT'],
  ['Resumption', 'X25519 is mixed in'],
  ['0-RTT', 'together with the ClientHello, after 1 RTT'],
  ['0-RTT replayed', 'acts on the request a second time'],
  ['Ticket key stolen', 'opens 2 of 8 protected records, among them the early data'],
  ['Server key stolen', 'opens 0 of 9 protected records'],
  ['A bit changed', 'Alert bad_record_mac'],
] as const)
  test(`the state "${name}" says: ${says}`, async ({ page }) => {
    const figure = await open(page);
    await figure.root.getByRole('button', { name, exact: true }).click();
    await expect(figure.result).toContainText(says);
  });

test('a bit of the session id is flipped, and the client sends illegal_parameter', async ({ page }) => {
  const figure = await open(page);
  await figure.root.getByLabel('Flip a bit in').selectOption('1');
  await figure.number('In its byte').fill('50');
  await expect(figure.result).toContainText('illegal_parameter');
  expect((await figure.rows()).map(([, , what]) => what).join(' ')).toContain('Alert illegal_parameter');
});

test('the servers share a list of used tickets: the replay is passed over', async ({ page }) => {
  const figure = await open(page, '#tls13?scene=replay&look=c%20e%20traffic');
  await expect(figure.result).toContainText('a second time');
  await figure.choose('Two servers share', 'also a list of used tickets');
  await expect(figure.result).toContainText('cannot finish the full handshake');
});

test('its link restores it, and holds no key', async ({ page }) => {
  const figure = await open(page);
  await figure.root.getByLabel('Who reads').selectOption('ticket-key');
  await figure.root.getByLabel('Handshake').selectOption('resumption');
  await figure.choose('Keys of a resumption', 'PSK alone');
  const hash = await figure.address(/mode=ke/);
  expect(hash).not.toMatch(/[0-9a-f]{16}/);
  const again = await open(await page.context().newPage(), hash);
  await expect(again.result).toContainText('opens 6 of 6 protected records');
});

test('a link with nonsense is explained, and the figure stands', async ({ page }) => {
  const figure = await open(page, '#tls13?scene=quic&byte=99999&look=nothing&x=1');
  await expect(figure.root).toContainText('cannot be read (quic)');
  await expect(figure.root).toContainText('byte = 99999');
  await expect(figure.result).toContainText('2 RTT');
});

test('in Chinese', async ({ page }) => {
  const figure = await open(page, '#tls13?scene=early&reader=ticket-key', 'zh');
  await expect(figure.result).toContainText('票据密钥打开了 8 条加密记录中的 2 条');
  await expect(figure.root.getByRole('group', { name: '密钥派生' })).toContainText('未知');
});

test('the table of round trips is counted by the model', async ({ page }) => {
  await page.goto('en/tls12-handshake.html');
  const table = page.locator('.round-trips');
  await expect(table.getByRole('row', { name: /^TLS 1\.3, 0-RTT/ })).toContainText(/1.*0.*0/);
});
