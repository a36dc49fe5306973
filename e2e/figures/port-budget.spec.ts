// The port budget as a reader plays with it. Numbers come from the model, not from this file.
import { type PortScenario, portBudget } from '#widgets/models/sockets/port-budget.ts';
import { expect, type Page, test } from '../site.ts';
import { Figure } from './figure.ts';

async function open(page: Page, fragment = '#port-budget'): Promise<Figure> {
  await page.goto(`en/time-wait.html${fragment}`);
  return new Figure(page, 'port-budget').awake();
}

/** What the model says of the numbers that stand in the figure. */
async function model(figure: Figure, rest: Partial<PortScenario> = {}): Promise<ReturnType<typeof portBudget>> {
  const typed = async (name: RegExp) => Number(await figure.root.getByRole('textbox', { name }).inputValue());
  return portBudget({
    rate: await typed(/^New connections/),
    ports: await typed(/^Ports/),
    destinations: await typed(/^Destinations/),
    openMs: 0,
    waitMs: 1_000 * (await typed(/^TIME_WAIT/)),
    twReuse: 2,
    loopback: false,
    timestamps: true,
    bindFirst: false,
    ...rest,
  });
}

const seconds = (ms: number | null) => `${Number(((ms ?? 0) / 1_000).toFixed((ms ?? 0) < 10_000 ? 2 : 1))} s`;

test('a thousand connections a second to one destination: connect() fails with EADDRNOTAVAIL after 28.2 s', async ({
  page,
}) => {
  const figure = await open(page);
  const { failsAtMs, errno, sustainable } = await model(figure);
  expect([seconds(failsAtMs), errno]).toEqual(['28.2 s', 'EADDRNOTAVAIL']);
  await expect(figure.result).toContainText(`After ${seconds(failsAtMs)} connect() fails with ${errno}`);
  await expect(figure.result).toContainText(`${Math.floor(sustainable)} connections per second`);
  expect((await figure.rows()).map(([time]) => time.replaceAll('\u00a0', ' '))).toContain(seconds(failsAtMs));
});

test('a hundred destinations hold', async ({ page }) => {
  const figure = await open(page);
  await figure.button('100 destinations').click();
  await expect(figure.result).toContainText('It holds');
  expect((await model(figure)).failsAtMs).toBeNull();
});

test('bind() first takes the port for all destinations: EADDRINUSE', async ({ page }) => {
  const figure = await open(page);
  await figure.button('100, bind() first').click();
  const { failsAtMs, errno } = await model(figure, { bindFirst: true });
  expect(errno).toBe('EADDRINUSE');
  await expect(figure.result).toContainText(`After ${seconds(failsAtMs)} bind() fails with EADDRINUSE`);
});

test('tcp_tw_reuse 1 helps; without timestamps it does not; 2 helps on loopback only', async ({ page }) => {
  const figure = await open(page);
  await figure.choose('tcp_tw_reuse', '1');
  await expect(figure.result).toContainText('It holds');
  expect((await model(figure, { twReuse: 1 })).failsAtMs).toBeNull();
  await figure.choose('Timestamps', 'off');
  await expect(figure.result).toContainText('EADDRNOTAVAIL');
  await figure.choose('Timestamps', 'on');
  await figure.choose('tcp_tw_reuse', '2');
  await expect(figure.result).toContainText('EADDRNOTAVAIL');
  await figure.choose('Reached over', 'loopback');
  await expect(figure.result).toContainText('It holds');
  await figure.choose('tcp_tw_reuse', '0');
  await expect(figure.result).toContainText('EADDRNOTAVAIL');
});

test('sliders change what the model says', async ({ page }) => {
  const figure = await open(page);
  await figure.slider('TIME_WAIT').fill('120');
  await expect(figure.result).toContainText(`${Math.floor((await model(figure)).sustainable)} connections per second`);
  await figure.slider('New connections').press('Home');
  await expect(figure.result).toContainText('It holds');
  await figure.slider('New connections').press('End');
  const { failsAtMs } = await model(figure);
  await expect(figure.result).toContainText(`After ${seconds(failsAtMs)}`);
});

for (const [typed, why] of [
  ['abc', 'a word'],
  ['0', 'too few'],
  ['999999999', 'too many'],
  ['1.5', 'a fraction'],
  ['-3', 'less than nothing'],
] as const) {
  test(`typing ${typed} as a number (${why}) is explained in place, and the text stays`, async ({ page }) => {
    const figure = await open(page);
    const before = (await figure.result.textContent()) ?? '';
    const rate = figure.number('New connections');
    await rate.fill(typed);
    await expect(figure.root.getByRole('alert')).toContainText(`“${typed}” is not taken`);
    await expect(rate).toHaveAttribute('aria-invalid', 'true');
    await rate.blur();
    await expect(rate).toHaveValue(typed);
    await expect(figure.result).toHaveText(before);
    await rate.fill('400');
    await expect(figure.root.getByRole('alert')).toBeHidden();
    await expect(figure.result).toContainText('It holds');
  });
}

test('its link restores it', async ({ page }) => {
  const figure = await open(page);
  await figure.slider('Destinations (address and port)').fill('2');
  await figure.choose('bind() before connect()', 'on');
  const hash = await figure.address(/bind=on/);
  const said = (await figure.result.textContent()) ?? '';
  const again = await open(await page.context().newPage(), hash);
  await expect(again.root).toBeInViewport();
  await expect(again.result).toHaveText(said);
});
