// RSA by hand as a reader plays with it. Numbers come from the model, not from this file.
import { guess, integerRoot } from '#widgets/models/rsa/attacks.ts';
import { keyByHand } from '#widgets/models/rsa/by-hand.ts';
import { modPow } from '#widgets/models/rsa/integers.ts';
import { expect, type Page, test } from '../site.ts';
import { Figure } from './figure.ts';

async function open(page: Page, fragment = '#rsa-by-hand', locale = 'en'): Promise<Figure> {
  await page.goto(`${locale}/cryptography-and-certificates.html${fragment}`);
  return new Figure(page, 'rsa-by-hand').awake();
}

function keyOf(p: number, q: number, e: number) {
  const key = keyByHand(p, q, e);
  if (!key.ok) throw new Error('These settings have no key.');
  return key;
}

/** `p` is part of other names too. */
const typed = (figure: Figure, name: string) => figure.root.getByRole('textbox', { name, exact: true });

const group = (value: bigint) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

test('the first frame has a key, a message there and back, and the way to the private exponent', async ({ page }) => {
  const figure = await open(page);
  const { n, e, d } = keyOf(61, 53, 17);
  const c = modPow(65n, e, n);
  await expect(figure.result).toContainText(`mod 3,233 = ${group(c)}`);
  await expect(figure.result).toContainText(`d = ${d} takes the primes 61 and 53`);
  await expect(figure.root.getByText('780 − 367 = 413')).toBeVisible();
  const rows = await figure.rows();
  expect(rows.map(([, who]) => who)).toContain('attacker');
  expect(rows.some(([, , what]) => what.includes(`c = ${group(c)}`))).toBe(true);
});

test('a slider stops at primes, and a number that is none is explained', async ({ page }) => {
  const figure = await open(page);
  await figure.slider('p').press('ArrowRight');
  await expect(typed(figure, 'p')).toHaveValue('67');
  await expect(figure.result).toContainText(`d = ${keyOf(67, 53, 17).d}`);
  await typed(figure, 'p').fill('60');
  await expect(figure.result).toContainText(
    'p = 60 is not a prime, it is 2 · 2 · 3 · 5. The nearest primes are 59 and 61',
  );
  await typed(figure, 'p').fill('53');
  await expect(figure.result).toContainText('p and q are both 53');
  await typed(figure, 'p').fill('61');
  await typed(figure, 'e').fill('15');
  await expect(figure.result).toContainText('shares the factor 15 with λ');
  await figure.button('Reset').click();
  await expect(figure.result).toContainText('d = 413');
});

test('a message is a number or a letter; anything else is explained and stays', async ({ page }) => {
  const figure = await open(page);
  const field = figure.root.getByLabel('Message: a number or one letter');
  await field.fill('42');
  await expect(figure.result).toContainText(`= ${group(modPow(42n, 17n, 3_233n))}`);
  await field.fill('forty-two');
  await expect(figure.root.getByRole('alert')).toContainText('“forty-two” is neither a number nor one letter');
  await expect(field).toHaveValue('forty-two');
  await field.fill('5000');
  await expect(figure.root.getByRole('alert')).toContainText('5,000 is not below n = 3,233');
});

test('guessing tries the letters in turn', async ({ page }) => {
  const figure = await open(page);
  await figure.button('Guess').click();
  const letters = Array.from({ length: 26 }, (_, index) => BigInt(65 + index));
  const { n, e } = keyOf(61, 53, 17);
  const tries = guess({ n, e }, modPow(78n, e, n), letters) + 1;
  await expect(figure.result).toContainText(`after ${tries} tries with the public key, N gives`);
  await figure.root.getByLabel('Message: a number or one letter').fill('z');
  await expect(figure.result).toContainText('not among the 26');
});

test('a small power has a root; once it passes n it has none', async ({ page }) => {
  const figure = await open(page);
  await figure.button('Cube root').click();
  const { n, e } = keyOf(911, 947, 3);
  expect(integerRoot(modPow(75n, e, n), e)).toMatchObject({ root: 75n, exact: true });
  await expect(figure.result).toContainText('cube root of c is the message, 75');
  await figure.root.getByLabel('Message: a number or one letter').fill('a');
  expect(integerRoot(modPow(97n, e, n), e).exact).toBe(false);
  await expect(figure.result).toContainText('This time it fails');
});

test('a bid is doubled, a signature is forged', async ({ page }) => {
  const figure = await open(page);
  await figure.button('Double the bid').click();
  await expect(figure.result).toContainText('the owner decrypts 200, not 100');
  await figure.number('Multiply the bid by').fill('3');
  await expect(figure.result).toContainText('the owner decrypts 300, not 100');
  await figure.button('Forge a signature').click();
  await expect(figure.result).toContainText('never 360');
  await figure.number('Second message').fill('4');
  await expect(figure.result).toContainText('never 48');
});

test('with padding none of it works, and another padding is another ciphertext', async ({ page }) => {
  const figure = await open(page);
  await figure.button('With padding').click();
  await expect(figure.result).toContainText('none of the four attacks works');
  const ciphertext = async () => (await figure.rows())[1]?.[2];
  const before = await ciphertext();
  await figure.number('Padding number').fill('2');
  await expect.poll(ciphertext).not.toBe(before);
});

test('the key of a recording opens its premaster secret', async ({ page }) => {
  const figure = await open(page);
  await figure.button('A real key').click();
  await expect(figure.result).toContainText('The 2,048-bit key');
  expect((await figure.rows())[2]?.[2]).toContain('03 03 00 01 02 03');
});

test('keyboard alone: a preset by Enter, a prime by arrow keys', async ({ page }) => {
  const figure = await open(page);
  await figure.button('Guess').press('Enter');
  await expect(figure.result).toContainText('N gives');
  await figure.slider('q').press('Home');
  await expect(figure.result).toContainText('No key');
});

test('a state is in the address and its link restores it', async ({ page }) => {
  const figure = await open(page);
  await figure.button('Double the bid').click();
  await figure.number('Multiply the bid by').fill('7');
  const hash = await figure.address(/times=7/);
  const said = (await figure.result.textContent()) ?? '';
  const again = await open(await page.context().newPage(), hash);
  await expect(again.result).toHaveText(said);
});

test('what a link has wrong is told, and the rest is used', async ({ page }) => {
  const figure = await open(page, '#rsa-by-hand?show=guess&m=Q&p=99999&colour=red');
  await expect(figure.root.getByText('The link asks for p = 99999; the figure shows 9999.')).toBeVisible();
  await expect(figure.root.getByText('The link sets colour, which this figure does not have.')).toBeVisible();
  await expect(figure.result).toContainText('9,999 is not a prime');
});

test('in Chinese it says the same numbers', async ({ page }) => {
  const figure = await open(page, '#rsa-by-hand', 'zh');
  await expect(figure.result).toContainText('d = 413');
  await figure.button('出价翻倍').click();
  await expect(figure.result).toContainText('持有者解密得到 200，而不是 100');
});
