// The map of states as a reader plays with it. What happens in a run comes from the model, not from this file.
import { readFileSync } from 'node:fs';
import { dist } from '../built.ts';
import { expect, type Page, test } from '../site.ts';
import { Figure } from './figure.ts';

const chapter = 'en/tcp-close.html';

async function open(page: Page, fragment = '#tcp-states', at = chapter): Promise<Figure> {
  await page.goto(at + fragment);
  return new Figure(page, 'tcp-states').awake();
}

const state = (figure: Figure, name: string) => figure.root.getByRole('button', { name, exact: true });
const roads = (figure: Figure, lane: 'left' | 'right') => figure.root.locator(`.track.${lane} .head`);

test('opens with a whole close: seven steps, both tracks, in the HTML that the server sends too', async ({ page }) => {
  const figure = await open(page);
  await expect(figure.result).toContainText('Step 7 of 7');
  await expect(figure.result).toContainText('only the client has been in TIME_WAIT');
  expect(await figure.rows()).toHaveLength(7);
  const html = readFileSync(dist + chapter, 'utf8');
  const sent = html.slice(html.indexOf('id="tcp-states"'));
  expect(sent.slice(0, sent.indexOf('</figure>'))).toMatch(/class="track left"[\s\S]*class="track right"/);
});

test('every state of the RFC stands on the map once, CLOSED twice, and can be pressed', async ({ page }) => {
  const figure = await open(page);
  const names = await figure.root
    .locator('.state[role="button"]')
    .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
  expect(names.toSorted()).toEqual(
    [
      'CLOSED',
      'CLOSED',
      'CLOSE_WAIT',
      'CLOSING',
      'ESTABLISHED',
      'FIN_WAIT_1',
      'FIN_WAIT_2',
      'LAST_ACK',
      'LISTEN',
      'SYN_RECEIVED',
      'SYN_SENT',
      'TIME_WAIT',
    ].toSorted(),
  );
});

test('the steps walk along the roads: buttons, slider, keyboard', async ({ page }) => {
  const figure = await open(page, '#tcp-states?step=0');
  await expect(figure.result).toContainText('Before the first of 7 steps');
  await expect(figure.root.locator('.track path.head')).toHaveCount(0);
  await expect(figure.button('Back')).toBeDisabled();
  await figure.button('Next').click();
  await expect(figure.result).toContainText(
    'Step 1 of 7, at 0 ms: the client calls close(), which sends FIN: ESTABLISHED → FIN_WAIT_1',
  );
  await expect(roads(figure, 'left')).toHaveCount(1);
  await expect(roads(figure, 'right')).toHaveCount(0);
  await figure.slider('Step').press('ArrowRight');
  await expect(figure.result).toContainText('the server receives FIN, answer ACK: ESTABLISHED → CLOSE_WAIT');
  for (const name of ['FIN_WAIT_1', 'CLOSE_WAIT']) await expect(state(figure, name)).toHaveClass(/here/);
  await figure.slider('Step').press('End');
  await expect(figure.result).toContainText('Step 7 of 7');
  await expect(figure.button('Next')).toBeDisabled();
  expect((await figure.rows()).map(([, , what]) => what.replace(/^.*: /, '')).at(-1)).toBe('TIME_WAIT → CLOSED');
});

test('only the close from both sides passes CLOSING, and the opening from both sides has no LISTEN', async ({
  page,
}) => {
  const figure = await open(page);
  const passed = async (state: string) => (await figure.rows()).some(([, , what]) => what.includes(state));
  expect(await passed('CLOSING')).toBe(false);
  await figure.button('Both close at once').click();
  await expect(figure.result).toContainText('both have been in CLOSING');
  expect(await passed('CLOSING')).toBe(true);
  await state(figure, 'Open').click();
  await expect(figure.result).toContainText('each by its own road');
  expect(await passed('LISTEN')).toBe(true);
  await figure.button('Both open at once').click();
  await expect(figure.result).toContainText('nobody was in LISTEN');
  expect(await passed('LISTEN')).toBe(false);
});

test('pressing a state says what it means and how ss calls it; pressing again lets go', async ({ page }) => {
  const figure = await open(page);
  const box = state(figure, 'SYN_RECEIVED');
  await box.focus();
  await box.press('Enter');
  await expect(box).toHaveAttribute('aria-pressed', 'true');
  await expect(figure.root.locator('[aria-live]')).toContainText('SYN-RECV');
  await figure.address('#tcp-states?look=SYN_RECEIVED');
  await box.press('Enter');
  await expect(box).toHaveAttribute('aria-pressed', 'false');
});

test('the run of another figure on the page leaves its track here', async ({ page }) => {
  await page.goto(chapter);
  const other = page.locator('figure[data-code]:not(#tcp-states)').first();
  await other.scrollIntoViewIfNeeded();
  await expect(other.locator('fieldset[disabled]')).toHaveCount(0);
  const figure = await new Figure(page, 'tcp-states').awake();
  const title = (await other.locator('figcaption strong').textContent()) ?? '';
  await figure.button('Run of another figure').click();
  await expect(figure.result).toContainText(`Run of “${title}”`);
  await expect(figure.result).toContainText(/Step (\d+) of \1/);
  const rows = await figure.rows();
  expect(rows[0]?.[0]).toMatch(/^0\sms$/);
  expect(rows[0]?.[2]).toContain('ESTABLISHED → FIN_WAIT_1');
  await figure.address(/run=above/);
});

test('of several figures the map follows the one played last, says which, and takes the road of three segments', async ({
  page,
}) => {
  const figure = await open(page);
  const closing = await new Figure(page, 'close-loss').awake();
  const abort = await new Figure(page, 'abort').awake();
  await closing.button('Three').click();
  await expect(figure.result).toContainText('Run of “How a connection ends”');
  const [first, , third] = await figure.rows();
  expect(first?.[2]).toContain('ESTABLISHED → FIN_WAIT_1');
  expect((await figure.rows()).filter(([, , what]) => what.includes('FIN_WAIT_2'))).toEqual([]);
  expect(third?.[2]).toContain('CLOSE_WAIT → LAST_ACK');
  await abort.button('SO_LINGER 0').click();
  await expect(figure.result).toContainText('Run of “FIN or RST”');
});

test('a link restores run, step and state, and a bad one is explained', async ({ page }) => {
  const figure = await open(page, '#tcp-states?run=simultaneous-close&step=3&look=CLOSING');
  await expect(figure.result).toContainText('Step 3 of');
  await expect(state(figure, 'CLOSING')).toHaveAttribute('aria-pressed', 'true');
  const wrong = await open(await page.context().newPage(), '#tcp-states?run=sideways&step=99');
  await expect(wrong.root).toContainText('cannot be read (sideways)');
  await expect(wrong.root).toContainText('step = 99');
  await expect(wrong.result).toContainText('Step 7 of 7');
});

test('the Chinese page says the same', async ({ page }) => {
  const figure = await open(page, '#tcp-states?step=2', chapter.replace('en/', 'zh/'));
  await expect(figure.result).toContainText('服务端收到 FIN，回 ACK：ESTABLISHED → CLOSE_WAIT');
  expect(await figure.rows()).toHaveLength(7);
});

test('on a phone of 360 pixels nothing is cut off, and words keep 11 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const figure = await open(page);
  const map = figure.root.locator('.state-map');
  const { outside, smallest } = await map.evaluate((svg) => {
    const frame = svg.closest('figure')?.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text, rect')];
    return {
      outside: texts.filter((each) => {
        const { left, right } = each.getBoundingClientRect();
        return left < (frame?.left ?? 0) || right > (frame?.right ?? 0);
      }).length,
      smallest: Math.min(...texts.map((each) => Number.parseFloat(getComputedStyle(each).fontSize))),
    };
  });
  expect(outside).toBe(0);
  expect(smallest).toBeGreaterThanOrEqual(11);
});
