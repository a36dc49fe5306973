// Key agreement as a reader plays with it. Numbers come from the model, not from this file.
import { multiply, pointsOf, smallCurves, stepsTo } from '#widgets/models/agreement/small-curve.ts';
import { expect, type Page, test } from '../site.ts';
import { Figure } from './figure.ts';

async function open(page: Page, fragment = '#key-agreement', locale = 'en'): Promise<Figure> {
  await page.goto(`${locale}/cryptography-and-certificates.html${fragment}`);
  return new Figure(page, 'key-agreement').awake();
}

const curve = smallCurves['61'];

/** The point that both sides reach, as it is printed. */
function shared(a: number, b: number): string {
  const point = multiply(curve, a * b, curve.generator);
  return point === 'infinity' ? '∞' : `(${point[0]}, ${point[1]})`;
}

test('the first frame has both sides on one point, and how long a search takes', async ({ page }) => {
  const figure = await open(page);
  await expect(figure.result).toContainText(`Both reach ${shared(7, 13)}`);
  const steps = stepsTo(curve, multiply(curve, 7, curve.generator));
  await expect(figure.result).toContainText(`walks ${steps} steps to find a`);
  expect((await figure.rows()).at(-1)?.[1]).toBe('eavesdropper');
});

test('the secrets can be set by slider, by keyboard and typed', async ({ page }) => {
  const figure = await open(page);
  await figure.slider('Client’s secret a').press('ArrowRight');
  await expect(figure.result).toContainText(`Both reach ${shared(8, 13)}`);
  await figure.number('Server’s secret b').fill('30');
  await expect(figure.result).toContainText(`Both reach ${shared(8, 30)}`);
  await figure.number('Server’s secret b').fill('73');
  await expect(figure.root.getByRole('alert')).toContainText('a whole number from 1 to 72');
});

test('a press on a point makes it A', async ({ page }) => {
  const figure = await open(page);
  const field = figure.root.getByRole('img', { name: /^The points of the curve/ });
  const [x, y] = pointsOf(curve)[39] ?? [0, 0];
  const box = await field.boundingBox();
  if (!box) throw new Error('The curve is not drawn.');
  // The drawing is 300 units wide and has a margin of 12.
  const place = (value: number) => (12 + (value * 276) / 60) / 300;
  await field.click({ position: { x: place(x) * box.width, y: (1 - place(y)) * box.height } });
  await expect(figure.number('Client’s secret a')).toHaveValue('40');
  await expect(figure.result).toContainText(`Both reach ${shared(40, 13)}`);
});

test('a person in the middle shares a secret with each; the server’s signature stops her', async ({ page }) => {
  const figure = await open(page);
  await figure.button('Person in the middle').click();
  await expect(figure.result).toContainText(`The client agrees on ${shared(7, 5)}, the server on ${shared(13, 5)}`);
  await figure.choose('Server signs', 'on');
  await expect(figure.result).toContainText('The client stops: the server signed what it saw');
  await figure.choose('The attacker', 'signs herself');
  await expect(figure.result).toContainText('not with the key in the server’s certificate');
  await figure.choose('Person in the middle', 'off');
  await expect(figure.result).toContainText('The signature verifies');
});

test('X25519 gives the shared secret of RFC 7748, and that of a recording', async ({ page }) => {
  const figure = await open(page);
  await figure.button('X25519').click();
  await expect(figure.result).toContainText('4a5d9d5b…1742');
  await figure.choose('Keys of', 'a recording');
  await expect(figure.result).toContainText('f1c3793c…246a');
});

test('a point of small order is noticed only by looking for zeros', async ({ page }) => {
  const figure = await open(page, '#key-agreement?curve=x25519&middle=on&sends=zero');
  await expect(figure.button('All zeros')).toHaveAttribute('aria-pressed', 'true');
  await expect(figure.result).toContainText('Both stop');
  await figure.choose('Check for zeros', 'off');
  await expect(figure.result).toContainText('agree on 32 zero bytes');
});

test('a state is in the address and its link restores it', async ({ page }) => {
  const figure = await open(page);
  await figure.number('Client’s secret a').fill('20');
  await figure.choose('Walks drawn', 'search for a');
  const hash = await figure.address(/walk=search/);
  const said = (await figure.result.textContent()) ?? '';
  const again = await open(await page.context().newPage(), hash);
  await expect(again.result).toHaveText(said);
});

test('what a link has wrong is told', async ({ page }) => {
  const figure = await open(page, '#key-agreement?curve=p256&a=0');
  await expect(figure.root.getByText('The link’s value for curve cannot be read (p256)')).toBeVisible();
  await expect(figure.root.getByText('The link asks for a = 0; the figure shows 1.')).toBeVisible();
});

test('in Chinese it says the same', async ({ page }) => {
  const figure = await open(page, '#key-agreement', 'zh');
  await expect(figure.result).toContainText(`双方都到达 ${shared(7, 13)}`);
  await figure.button('全零').click();
  await expect(figure.result).toContainText('32 个零字节');
});
