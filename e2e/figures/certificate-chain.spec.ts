// The certificate chain as a reader plays with it. What is right is asked of the model and of Node, not written here.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { problemFacts } from '#widgets/models/x509/problems.ts';
import { expect, type Page, test } from '../site.ts';
import { Figure } from './figure.ts';

const recording = JSON.parse(
  readFileSync(new URL('../../content/vectors/captures/x509/701-certificate-paths.json', import.meta.url), 'utf8'),
);

async function open(page: Page, fragment = '#chain', locale = 'en'): Promise<Figure> {
  await page.goto(`${locale}/cryptography-and-certificates.html${fragment}`);
  return new Figure(page, 'chain').awake();
}

test('it opens with the intermediate missing: the client cannot find who signed the leaf', async ({ page }) => {
  const figure = await open(page);
  await expect(figure.result).toContainText('Path intermediate 2');
  await expect(figure.result).toContainText(problemFacts('issuer-not-found').alert);
  await expect(figure.root.getByText('not sent', { exact: true }).first()).toBeVisible();
});

test('with the intermediate sent again it is accepted, and every certificate of the recording is there', async ({
  page,
}) => {
  const figure = await open(page);
  await figure.choose('Intermediate 2 sent', 'yes');
  await expect(figure.result).toContainText('Accepted: 3 signatures lead from server.example.test to Path root');
  const names = (await figure.rows()).map(([, name]) => name);
  for (const name of ['root', 'int1', 'int2', 'leaf']) {
    const common = new X509Certificate(recording.certificates[name]).subject.split('CN=')[1];
    expect(names).toContain(common);
  }
});

test('each ready-made state says its own thing', async ({ page }) => {
  const figure = await open(page);
  for (const [name, says] of [
    ['valid', 'Accepted'],
    ['wrong name', problemFacts('host-mismatch').alert],
    ['expired', problemFacts('expired').alert],
    ['not an authority', problemFacts('not-an-authority').alert],
    ['unknown root', problemFacts('issuer-not-found').alert],
    ['root swapped', 'A name is not an identity'],
    ['one byte flipped', problemFacts('signature-wrong').alert],
    ['compromised authority', 'signature is not trust'],
    ['… with transparency', 'no log has promised'],
    ['wildcard', 'a.b.example.test'],
    ['name constraints', problemFacts('name-not-permitted').alert],
    ['cross-signed', 'does not go back'],
  ] as const) {
    const button = figure.root.getByRole('button', { name, exact: true });
    await button.click();
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    await expect(figure.result).toContainText(says);
  }
});

test('another name is asked for, and the wildcard is for one label', async ({ page }) => {
  const figure = await open(page, '#chain?v=1');
  await figure.root.getByLabel('Leaf is for').fill('*.example.test');
  await expect(figure.result).toContainText('Accepted');
  await figure.root.getByLabel('Asks for').fill('www.example.test');
  await expect(figure.result).toContainText('Accepted');
  await figure.root.getByLabel('Asks for').fill('a.b.example.test');
  await expect(figure.result).toContainText('not for a.b.example.test');
  await figure.root.getByLabel('Asks for').fill('bücher.test');
  await expect(figure.root.getByRole('alert')).toContainText('xn--');
});

test('a byte is changed with the keyboard alone: the signature notices, and signed again nobody does', async ({
  page,
}) => {
  const figure = await open(page, '#chain?v=1');
  await figure.choose('Changes are signed by', 'nobody');
  await figure.root.getByLabel('Bytes of').selectOption('leaf');
  const chosen = figure.root.locator('.certificate-bytes .grid [aria-pressed="true"]');
  await chosen.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('37');
  await expect(figure.result).toContainText(problemFacts('signature-wrong').alert);
  await figure.choose('Changes are signed by', 'the issuer');
  await expect(figure.result).toContainText('Accepted');
  await expect(figure.root.getByText('2026-01-01 – 2047-01-01').first()).toBeVisible();
});

test('bytes that make no certificate any more are named with their place', async ({ page }) => {
  const figure = await open(page, '#chain?edit=leaf:4:31&bytes=leaf');
  await expect(figure.result).toContainText('cannot be read. At byte 4');
  await expect(figure.result).toContainText('bad_certificate');
  await figure.button('take back').click();
  await expect(figure.result).toContainText('Accepted');
});

test('own certificates are judged in the page, wrong ones explained, and none gets into the address', async ({
  page,
}) => {
  const figure = await open(page, '#chain?v=1');
  await figure.root.getByText('Judge certificates of your own').click();
  const field = figure.root.getByRole('textbox', { name: /^PEM or hexadecimal/ });
  const { leaf, int2, int1, root } = recording.certificates;
  await field.fill(leaf + int2 + int1 + root);
  await expect(figure.result).toContainText('Accepted: 3 signatures');
  await field.fill(leaf + int1 + root);
  await expect(figure.result).toContainText('Path intermediate 2');
  await field.fill('-----BEGIN PRIVATE KEY-----\nMAMCAQU=\n-----END PRIVATE KEY-----');
  await expect(figure.root.getByRole('alert')).toContainText('private key');
  await field.fill(leaf.replace('-----END', '----END'));
  await expect(figure.root.getByRole('alert')).toContainText('five plain hyphens');
  await figure.root.getByLabel('Asks for').fill('www.example.test');
  expect(await figure.address(/host=/)).not.toContain('MII');
});

test('its link restores it', async ({ page }) => {
  const figure = await open(page);
  await figure.root.getByLabel('Trust store', { exact: true }).selectOption('twin');
  await figure.choose('Intermediate 2 sent', 'yes');
  const hash = await figure.address(/store=twin/);
  const said = (await figure.result.textContent()) ?? '';
  const again = await open(await page.context().newPage(), hash);
  await expect(again.result).toHaveText(said);
});

test('a link that asks for what is not there says so and shows the rest', async ({ page }) => {
  const figure = await open(page, '#chain?year=9999&who=nobody&edit=leaf:1:zz&colour=red');
  await expect(figure.root.locator('.note')).toHaveCount(4);
  await expect(figure.result).toContainText('expired');
});

test('in Chinese it says the same', async ({ page }) => {
  const figure = await open(page, '#chain?who=impostor&store=both', 'zh');
  await expect(figure.result).toContainText('有签名不等于可信');
  await figure.root.getByRole('button', { name: '过期', exact: true }).click();
  await expect(figure.result).toContainText(problemFacts('expired').alert);
});
