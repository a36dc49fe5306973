// Who notices a vanished peer, as a reader plays with it. Times come from the model, not from this file.
import { readFileSync } from 'node:fs';
import { dist } from '../built.ts';
import { expect, type Page, test } from '../site.ts';
import { Figure } from './figure.ts';
import { gaveUp } from './vanished.ts';

const chapter = 'en/tcp-peer-vanishes.html';

async function open(page: Page, fragment = '#who-notices'): Promise<Figure> {
  await page.goto(chapter + fragment);
  return new Figure(page, fragment.replace(/^#|\?.*$/g, '')).awake();
}

const verdict = (figure: Figure, side: string) => figure.root.locator('.verdicts dl > div').filter({ hasText: side });

test('opens with a listener that never notices, in the HTML that the server sends too', async ({ page }) => {
  const figure = await open(page);
  await expect(figure.result).toContainText('The server, which sends nothing, never notices.');
  await expect(verdict(figure, 'Client')).toContainText(`notices after ${gaveUp()}`);
  await expect(verdict(figure, 'Server')).toContainText('never notices');
  expect((await figure.rows()).map(([, , what]) => what)).toContain('the cable is cut');

  const html = readFileSync(dist + chapter, 'utf8');
  const sent = html.slice(html.indexOf('id="who-notices"'), html.indexOf('</figure>'));
  expect(sent.replaceAll(/<[^>]+>/g, '')).toContain('The server, which sends nothing, never notices.');
});

test('waking changes nothing that the first frames show', async ({ page, context }) => {
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
  const fresh = await context.newPage();
  for (const id of ['who-notices', 'who-notices-crash', 'who-notices-keepalive']) {
    const asleep = new Figure(page, id);
    const awake = await open(fresh, `#${id}`);
    expect(await awake.result.textContent()).toBe(await asleep.result.textContent());
    expect(await awake.rows()).toEqual(await asleep.rows());
  }
});

test('the writer is told after a quarter of an hour, the listener never', async ({ page }) => {
  const figure = await open(page);
  await figure.choose('Client', 'only waits');
  await expect(figure.result).toContainText('Nobody ever notices.');
  await expect(verdict(figure, 'Client')).toContainText('never notices');
  await expect(figure.button('Cut, idle')).toHaveAttribute('aria-pressed', 'true');
  await figure.address('#who-notices?v=1');
  await figure.choose('Client', 'writes');
  await expect(figure.result).toContainText(`after ${gaveUp()} (16 min 34 s) recv() fails with ETIMEDOUT`);
  await expect(figure.result).toContainText('never notices');
  await expect(verdict(figure, 'Client')).toContainText('recv() = ETIMEDOUT, then send() = EPIPE');
  await expect(figure.button('Cut, sending')).toHaveAttribute('aria-pressed', 'true');
  await figure.address('#who-notices');
});

test('sliders by keyboard give what the model gives', async ({ page }) => {
  const figure = await open(page, '#who-notices?traffic=sending');
  const retries = figure.slider('tcp_retries2');
  await retries.focus();
  for (let press = 0; press < 7; press += 1) await page.keyboard.press('ArrowLeft');
  await expect(retries).toHaveValue('8');
  await expect(figure.result).toContainText(gaveUp({ retries: 8 }));
  await figure.slider('One-way delay').fill('120');
  await expect(figure.result).toContainText(gaveUp({ retries: 8, delayMs: 120 }));
  await figure.number('User timeout').fill('10');
  await expect(figure.result).toContainText(gaveUp({ limitS: 10, delayMs: 120 }));
  await figure.number('User timeout').fill('soon');
  await expect(figure.root.getByRole('alert')).toContainText('“soon” is not taken');
  await figure.button('Reset').click();
  await expect(figure.result).toContainText(gaveUp());
});

test('a long series is folded, and can be drawn in full', async ({ page }) => {
  const figure = await open(page, '#who-notices?traffic=sending');
  await expect(figure.lost).toHaveCount(4);
  await figure.choose('What is repeated', 'in full');
  await expect(figure.lost).toHaveCount(17);
  expect((await figure.rows()).filter(([, , what]) => /sends data.*lost/.test(what))).toHaveLength(17);
});

test('the presets say what happens to each kind of end', async ({ page }) => {
  const figure = await open(page, '#who-notices-crash');
  await expect(figure.result).toContainText('recv() returns 0. The next send() succeeds and draws RST');
  await expect(verdict(figure, 'Server')).toContainText('process gone');
  for (const [name, ...phrases] of [
    ['Killed, unread', 'RST and not FIN: after 50 ms recv() fails with ECONNRESET'],
    ['Power off', `after ${gaveUp()}`, 'ETIMEDOUT'],
    ['Rebooted', 'one round trip later RST comes back', 'after 150 ms recv() fails with ECONNRESET'],
    ['Keepalive', '9 keepalive probes', '7875 s (2 h 11 min 15 s)'],
    ['User timeout', 'TCP_USER_TIMEOUT ends it', gaveUp({ limitS: 10 })],
  ] as const) {
    await figure.button(name).click();
    for (const phrase of phrases) await expect(figure.result).toContainText(phrase, { ignoreCase: true });
    await expect(figure.button(name)).toHaveAttribute('aria-pressed', 'true');
  }
});

test('keepalive: time + probes × interval, and one round trip after the first probe if the host is back', async ({
  page,
}) => {
  const figure = await open(page, '#who-notices-keepalive');
  await expect(figure.result).toContainText('7875 s');
  await figure.number('Idle before the first probe').fill('5');
  await figure.number('Between probes').fill('2');
  await figure.number('Probes').last().fill('3');
  await expect(figure.result).toContainText('after 11 s');
  await figure.choose('What happens', 'reboot');
  await expect(figure.result).toContainText('after 5.1 s recv() fails with ECONNRESET');
  await figure.choose('Server', 'writes');
  await expect(figure.result).toContainText('150 ms');
});

test('three figures on one page keep their states apart', async ({ page }) => {
  const crash = await open(page, '#who-notices-crash?what=reboot');
  await expect(crash.result).toContainText('never notices');
  const keepalive = await new Figure(page, 'who-notices-keepalive').awake();
  await expect(keepalive.result).toContainText('7875 s');
  const ids = await page.locator('figure [id]').evaluateAll((all) => all.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

test('in Chinese', async ({ page }) => {
  await page.goto('zh/tcp-peer-vanishes.html#who-notices?traffic=sending');
  const figure = await new Figure(page, 'who-notices').awake();
  await expect(figure.result).toContainText(`${gaveUp()}（16 分 34 秒）后 recv() 报 ETIMEDOUT`);
  expect((await figure.rows()).map(([, who]) => who)).toContain('网线');
});

test('a bad link is explained, and what can be read of it is used', async ({ page }) => {
  const figure = await open(page, '#who-notices?what=fire&traffic=sending&retries=99');
  await expect(figure.root.getByText(/value for what cannot be read \(fire\); the figure shows cable/)).toBeVisible();
  await expect(figure.root.getByText('The link asks for retries = 99; the figure shows 20.')).toBeVisible();
  await expect(figure.result).toContainText(gaveUp({ retries: 20 }));
});
