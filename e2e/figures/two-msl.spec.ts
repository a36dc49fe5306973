// The 2MSL timeline as a reader plays with it. Times come from the model, not from this file.
import { readFileSync } from 'node:fs';
import { dist } from '../built.ts';
import { expect, type Page, test } from '../site.ts';
import { portFree } from './expected.ts';
import { Figure } from './figure.ts';

const chapter = 'en/time-wait.html';

async function open(page: Page, fragment = '#two-msl'): Promise<Figure> {
  await page.goto(chapter + fragment);
  return new Figure(page, 'two-msl').awake();
}

test.describe('the close', () => {
  test('opens with the final ACK lost, in the HTML that the server sends too', async ({ page }) => {
    const figure = await open(page);
    await expect(figure.lost).toHaveCount(1);
    await expect(figure.lost).toContainText('ACK');
    await expect(figure.result).toContainText(`free at ${portFree({ lost: 1 })}, not ${portFree({ lost: 0 })}`);
    expect((await figure.rows()).filter(([, , what]) => what.includes('lost'))).toHaveLength(1);

    const html = readFileSync(dist + chapter, 'utf8');
    const sent = html.slice(html.indexOf('id="two-msl"'), html.indexOf('</figure>'));
    expect(sent).toMatch(/class="segment [^"]*\blost\b/);
    expect(sent.replaceAll(/<[^>]+>/g, '').replaceAll('\u00a0', ' ')).toContain(`free at ${portFree({ lost: 1 })}`);
  });

  test('waking changes nothing that the first frame shows', async ({ page }) => {
    await page.addInitScript(() => {
      Object.assign(globalThis, {
        IntersectionObserver: class {
          observe() {}
          unobserve() {}
          disconnect() {}
        },
      });
    });
    await page.goto(chapter);
    const asleep = new Figure(page, 'two-msl');
    const before = { result: await asleep.result.textContent(), rows: await asleep.rows() };
    const awake = await open(await page.context().newPage());
    expect({ result: await awake.result.textContent(), rows: await awake.rows() }).toEqual(before);
  });

  test('pressing the lost ACK delivers it, pressing it again loses it', async ({ page }) => {
    const figure = await open(page);
    await figure.button(/^Deliver ACK/).click();
    await expect(figure.lost).toHaveCount(0);
    await expect(figure.result).toContainText('Nothing is lost');
    await expect(figure.result).toContainText(portFree({ lost: 0 }));
    await figure.button(/^Lose ACK .* of the client/).click();
    await expect(figure.lost).toHaveCount(1);
    await expect(figure.result).toContainText(portFree({ lost: 1 }));
  });

  test('every segment can be lost, and each loss is seen in the table', async ({ page }) => {
    const figure = await open(page, '#two-msl?lost=0');
    const names = await figure
      .button(/^Lose /)
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    expect(names.length).toBeGreaterThanOrEqual(4);
    for (const name of names) {
      await figure.button(name ?? '').click();
      await expect(figure.lost).toHaveCount(1);
      expect((await figure.rows()).some(([, , what]) => /which is lost/.test(what))).toBe(true);
      await figure.button(/^Deliver /).click();
      await expect(figure.lost).toHaveCount(0);
    }
  });

  test('the slider loses the final ACK three times', async ({ page }) => {
    const figure = await open(page);
    await figure.slider('Final ACK lost').fill('3');
    await expect(figure.lost).toHaveCount(3);
    await expect(figure.result).toContainText(`free at ${portFree({ lost: 3 })}`);
    await expect(figure.button('Lost 3 times')).toHaveAttribute('aria-pressed', 'true');
  });

  test('delay, MSL and behaviour give what the model gives', async ({ page }) => {
    const figure = await open(page);
    await figure.slider('One-way delay').fill('120');
    await expect(figure.result).toContainText(portFree({ lost: 1, delayMs: 120 }));
    await figure.slider('MSL').fill('60');
    await expect(figure.result).toContainText(portFree({ lost: 1, delayMs: 120, mslS: 60 }));
    await figure.choose('Behaviour', 'RFC 9293');
    await expect(figure.result).toContainText(portFree({ lost: 1, delayMs: 120, profile: 'rfc' }));
    await figure.button('Reset').click();
    await expect(figure.result).toContainText(portFree({ lost: 1 }));
  });

  test('a copied link opens the same state: same sentence, same table', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const figure = await open(page);
    await figure.slider('Final ACK lost').fill('2');
    await figure.slider('One-way delay').fill('80');
    await figure.choose('Behaviour', 'RFC 9293');
    await expect(figure.result).toContainText(portFree({ lost: 2, delayMs: 80, profile: 'rfc' }));
    await figure.button('Copy link').click();
    await expect(figure.button('Copied')).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toContain(`${chapter}#two-msl?`);

    const fresh = await context.newPage();
    await fresh.goto(link);
    const again = await new Figure(fresh, 'two-msl').awake();
    await expect(again.result).toHaveText((await figure.result.textContent()) ?? '');
    expect(await again.rows()).toEqual(await figure.rows());
  });

  test('where a page may not copy, the link stands in a field', async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    const figure = await open(page, '#two-msl?lost=2');
    await figure.button('Copy link').click();
    await expect(figure.root.getByLabel('Copy by hand')).toHaveValue(/#two-msl\?lost=2$/);
  });

  test('the address follows the figure, and back to the first frame it is the bare id', async ({ page }) => {
    const figure = await open(page);
    await figure.slider('Final ACK lost').fill('3');
    await figure.address('#two-msl?lost=3');
    await figure.button('Reset').click();
    await figure.address('#two-msl');
    await expect(figure.result).toContainText(portFree({ lost: 1 }));
  });

  test('a link followed on the open page changes the figure', async ({ page }) => {
    const figure = await open(page);
    await page.evaluate(() => {
      location.hash = '#two-msl?lost=0';
    });
    await expect(figure.lost).toHaveCount(0);
  });
});

test.describe('the old segment', () => {
  test('without wait and timestamps it is delivered as new data', async ({ page }) => {
    const figure = await open(page);
    await figure.button('An old segment').click();
    await expect(figure.result).toContainText('delivered as new data');
    expect((await figure.rows()).some(([, who, what]) => who === 'server' && /takes the old/.test(what))).toBe(true);
  });

  test('with timestamps PAWS drops it', async ({ page }) => {
    const figure = await open(page, '#two-msl?scene=old');
    await figure.choose('Timestamps', 'on');
    await expect(figure.result).toContainText('PAWS drops it');
    expect((await figure.rows()).some(([, , what]) => /PAWS/.test(what))).toBe(true);
  });

  test('with the wait the second connection is refused and nobody is harmed', async ({ page }) => {
    const figure = await open(page, '#two-msl?scene=old');
    await figure.choose('TIME_WAIT', 'on');
    await expect(figure.result).toContainText('no harm done');
    expect((await figure.rows()).some(([, who, what]) => who === 'client' && /EADDRNOTAVAIL/.test(what))).toBe(true);
  });

  test('its own figure further down the page has its own address', async ({ page }) => {
    await page.goto(`${chapter}#old-segment?scene=old&ts=on`);
    const below = await new Figure(page, 'old-segment').awake();
    await expect(below.root).toBeInViewport();
    await expect(below.result).toContainText('PAWS drops it');
    await expect(new Figure(page, 'two-msl').result).toContainText(portFree({ lost: 1 }));
  });
});
