// In Chromium with the processor slowed down four times: from an input to the figure that shows it, and from the
// address to the first and the largest paint, against a bare page of the same text.
import { readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from '@playwright/test';
import { dist } from '../built.ts';
import { findBrowser } from '../find-browser.ts';
import { serve } from '../server.ts';
import { print, quantile, round } from './table.ts';

const chapter = 'en/time-wait.html';
const slowdown = 4;
const inputs = 60;
const openings = 15;

export async function paint(): Promise<void> {
  const found = findBrowser();
  if (!found) {
    console.info('\nNo browser, no times of painting: node e2e/browser.ts finds or installs one.');
    return;
  }
  const browser = await chromium.launch({
    ...(found.own ? {} : { executablePath: found.path }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const site = await serve();
  try {
    await inputToPaint(browser, site.origin);
    await firstPaint(browser, site.origin);
  } finally {
    await browser.close();
    await site.close();
  }
}

async function inputToPaint(browser: Browser, origin: string): Promise<void> {
  const page = await slowPage(browser);
  const rows = [
    await floor(page),
    await moves(page, `${origin}/${chapter}#two-msl`, 'two-msl', 'One-way delay'),
    await moves(page, `${origin}/${chapter}#two-msl?scene=old`, 'two-msl', 'One-way delay'),
    await moves(page, `${origin}/${chapter}#port-budget`, 'port-budget', 'New connections'),
  ];
  print(
    `From a key on a slider to the painted figure, milliseconds over ${inputs} keys, CPU slowed ${slowdown} × (goal: 33)`,
    ['address', 'slider', 'median', '98 %'],
    rows,
  );
  await page.context().close();
}

async function moves(page: Page, address: string, id: string, name: string): Promise<(string | number)[]> {
  await page.goto('about:blank');
  await page.goto(address);
  const figure = page.locator(`figure#${id}`);
  const slider = figure.getByRole('slider', { name, exact: true });
  await slider.scrollIntoViewIfNeeded();
  await figure.locator('fieldset[disabled]').first().waitFor({ state: 'detached' });
  await slider.focus();
  return [new URL(address).hash, name, ...(await timed(page, ['ArrowRight', 'ArrowLeft']))];
}

/** What a key costs that changes nothing: waiting for the frame, and the measuring itself. */
async function floor(page: Page): Promise<(string | number)[]> {
  await page.goto('about:blank');
  return ['an empty page', 'none', ...(await timed(page, ['ArrowRight', 'ArrowLeft']))];
}

/** Median and 98th percentile from a key to the end of the frame after it; ten times the one key, then the other. */
async function timed(page: Page, [key, back]: readonly [string, string]): Promise<[number, number]> {
  await page.evaluate(() => {
    const took: number[] = [];
    Object.assign(globalThis, { took });
    addEventListener(
      'keydown',
      ({ timeStamp }) =>
        requestAnimationFrame(() => {
          // A message sent from within a frame arrives when the frame is done.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => took.push(performance.now() - timeStamp);
          port2.postMessage(0);
        }),
      true,
    );
  });
  for (let input = 0; input < inputs; input += 1) {
    await page.keyboard.press(input % 20 < 10 ? key : back);
    await page.waitForFunction((count) => Reflect.get(globalThis, 'took').length === count, input + 1);
  }
  const took: number[] = await page.evaluate(() => Reflect.get(globalThis, 'took'));
  return [round(quantile(took, 0.5)), round(quantile(took, 0.98))];
}

interface Paints {
  readonly first: number;
  readonly largest: number;
}

async function firstPaint(browser: Browser, origin: string): Promise<void> {
  const html = readFileSync(dist + chapter, 'utf8');
  const bare = html.replaceAll(/<(style|script|figure)[\s>][\s\S]*?<\/\1>/g, '');
  const paints = { chapter: [] as Paints[], bare: [] as Paints[] };
  for (let opening = 0; opening < openings; opening += 1) {
    paints.chapter.push(await open(browser, origin, html));
    paints.bare.push(await open(browser, origin, bare));
  }
  const median = (all: readonly Paints[], which: keyof Paints) =>
    round(
      quantile(
        all.map((each) => each[which]),
        0.5,
      ),
    );
  const row = (name: string, all: readonly Paints[]) => [name, median(all, 'first'), median(all, 'largest')];
  print(
    `First and largest paint, milliseconds, median of ${openings}, CPU slowed ${slowdown} × (goal: 1.1 × the bare text)`,
    ['page', 'first', 'largest'],
    [row(chapter, paints.chapter), row('its text, bare', paints.bare)],
  );
}

/** Both pages come the same way, from memory: what is compared is what the browser does with them. */
async function open(browser: Browser, origin: string, html: string): Promise<Paints> {
  const page = await slowPage(browser);
  await page.route('**/*.html', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
  await page.goto(`${origin}/${chapter}`, { waitUntil: 'load' });
  const largest = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        });
      }),
  );
  const first = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  );
  await page.context().close();
  return { first, largest };
}

/** A phone's page on a slow processor. */
async function slowPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  return page;
}
