// Figures on one page share a style sheet: what one calls its pieces must not move the pieces of another.
import { expect, test } from '../site.ts';
import { Figure } from './figure.ts';

test('the trust store stands above what was sent, whatever stands on the same page', async ({ page }) => {
  await page.goto('en/cryptography-and-certificates.html#chain');
  const figure = await new Figure(page, 'chain').awake();
  const top = async (name: string) =>
    (await figure.root.getByText(name, { exact: true }).first().boundingBox())?.y ?? Number.NaN;
  expect(await top('The client’s trust store')).toBeLessThan(await top('Sent by the server'));
  // Neither do the settings of the chain space out those of its neighbours.
  const last = page.locator('#rsa-by-hand .controls > div > :first-child').first();
  await expect(last).toHaveCSS('margin-bottom', '0px');
});
