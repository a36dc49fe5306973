// A segment as bytes, as a reader plays with it. Bytes come from the recording, answers from the model's table.
import { readFileSync } from 'node:fs';
import { answerTo } from '#widgets/models/tcp/flag-answers.ts';
import { SYN } from '#widgets/models/tcp/segment.ts';
import { dist } from '../built.ts';
import { expect, type Page, test } from '../site.ts';
import { Figure } from './figure.ts';

const chapter = 'en/tcp-handshake.html';

const recorded = JSON.parse(
  readFileSync(new URL('../../content/vectors/captures/linux-6.18-bytes/40-bytes.json', import.meta.url), 'utf8'),
).segments as readonly { readonly tcp: string }[];

async function open(page: Page, fragment = '#segment', at = chapter): Promise<Figure> {
  await page.goto(at + fragment);
  return new Figure(page, 'segment').awake();
}

const field = (figure: Figure, name: string | RegExp) => figure.root.locator('.bit-rows').getByRole('button', { name });
const flag = (figure: Figure, name: string) => figure.root.getByRole('checkbox', { name });
const typed = (figure: Figure) => figure.root.getByRole('textbox', { name: 'Bytes' });
const hexOf = async (figure: Figure) => (await typed(figure).inputValue()).replaceAll(/\s/g, '');

test('opens with the bytes of a recorded SYN, in the HTML that the server sends too', async ({ page }) => {
  const figure = await open(page);
  expect(await hexOf(figure)).toBe(recorded[0]?.tcp);
  await expect(flag(figure, 'SYN')).toBeChecked();
  await expect(figure.result).toContainText('A Linux listener answers with SYN ACK');
  const html = readFileSync(dist + chapter, 'utf8');
  expect(html.slice(html.indexOf('id="segment"'))).toContain('SYN ACK');
});

test('each preset is a recorded segment', async ({ page }) => {
  const figure = await open(page);
  const all = recorded.map(({ tcp }) => tcp);
  for (const name of ['SYN-ACK', 'Data', 'FIN', 'SYN']) {
    await figure.root.getByRole('button', { name, exact: true }).click();
    await expect(figure.root.getByRole('button', { name, exact: true })).toHaveAttribute('aria-pressed', 'true');
    expect(all).toContain(await hexOf(figure));
  }
});

test('pressing or reaching a field by keyboard says its bits, its value and what it is for', async ({ page }) => {
  const figure = await open(page);
  const about = figure.root.locator('[aria-live]');
  await field(figure, 'window fa f0').click();
  await expect(about).toContainText('Window bits 112 to 127, 0xfaf0 = 64240');
  await page.keyboard.press('Tab');
  await expect(about).toContainText('Checksum');
  await field(figure, /^TSval/).focus();
  await expect(about).toContainText('kind, 8, and its length, 10');
  await expect(about).toContainText('timestamps');
  await figure.address(/field=timestamps/);
});

test('a flag changes the meaning, the answer and the checksum', async ({ page }) => {
  const figure = await open(page);
  const before = await hexOf(figure);
  await flag(figure, 'FIN').check();
  expect(answerTo('LISTEN', SYN | 1, 0).outcome).toBe('ignored');
  await expect(figure.result).toContainText('FIN SYN contradicts itself');
  await expect(figure.result).toContainText('no answer');
  const after = await hexOf(figure);
  expect(after.slice(26, 28)).toBe('03');
  expect(after.slice(32, 36)).not.toBe(before.slice(32, 36));
  await expect(figure.root.locator('.bit-rows .wrong')).toHaveCount(0);
  await flag(figure, 'FIN').uncheck();
  expect(await hexOf(figure)).toBe(before);
  await figure.root.getByRole('combobox').selectOption('CLOSED');
  await expect(figure.result).toContainText('RST ACK');
});

test('ECE and CWR in a SYN ask for ECN', async ({ page }) => {
  const figure = await open(page);
  await flag(figure, 'ECE').check();
  await flag(figure, 'CWR').check();
  await expect(figure.result).toContainText('asks for ECN');
  await expect(figure.result).toContainText('SYN ACK ECE');
});

test('a typed byte breaks the checksum, and one button puts it right', async ({ page }) => {
  const figure = await open(page);
  const hex = await hexOf(figure);
  await typed(figure).fill(hex.replace(/faf0/, 'ffff'));
  await expect(figure.result).toContainText('drops it in silence');
  await expect(figure.root).toContainText('Byte 16: the checksum is 0x');
  expect(await typed(figure).inputValue()).toBe(hex.replace(/faf0/, 'ffff'));
  await figure.button('Correct the checksum').click();
  await expect(figure.result).toContainText('SYN ACK');
  await expect(figure.button('Correct the checksum')).toHaveCount(0);
});

for (const [typedText, said] of [
  ['d7 b8 1f 9x', 'Character 11, “x”, is not a hexadecimal digit'],
  ['d7 b8 1 ', 'Character 7, “1”, stands alone'],
  ['00 '.repeat(97), 'More than 96 bytes'],
] as const) {
  test(`typing ${typedText.slice(0, 12)} is explained at the character, and the text stays`, async ({ page }) => {
    const figure = await open(page);
    const result = (await figure.result.textContent()) ?? '';
    await typed(figure).fill(typedText);
    await expect(figure.root.getByRole('alert')).toContainText(said);
    await expect(typed(figure)).toHaveValue(typedText);
    await expect(typed(figure)).toHaveAttribute('aria-invalid', 'true');
    await expect(figure.result).toHaveText(result);
    await figure.button('Reset').click();
    await expect(figure.root.getByRole('alert')).toHaveCount(0);
    expect(await hexOf(figure)).toBe(recorded[0]?.tcp);
  });
}

test('the decoder names the byte and the field that is wrong', async ({ page }) => {
  const figure = await open(page);
  const hex = recorded[0]?.tcp ?? '';
  const put = (at: number, byte: string) => typed(figure).fill(hex.slice(0, 2 * at) + byte + hex.slice(2 * at + 2));
  await put(12, '40');
  await expect(figure.root).toContainText('Byte 12, data offset 4');
  await put(21, '00');
  await expect(figure.root).toContainText('Byte 21: Option: maximum segment size with length 0');
  await put(38, '09');
  await expect(figure.root).toContainText('Byte 38: Option: window scale with length 9 runs over the end');
  await typed(figure).fill(hex.slice(0, 30));
  await expect(figure.root).toContainText('Byte 15: the bytes end in the field “Window”');
});

test('a link restores changed bytes, and a bad one is explained', async ({ page }) => {
  const figure = await open(page, '#segment?sample=fin&peer=ESTABLISHED');
  await flag(figure, 'RST').check();
  const hash = await figure.address(/bytes=/);
  const said = (await figure.result.textContent()) ?? '';
  const again = await open(await page.context().newPage(), hash);
  await expect(again.result).toHaveText(said);
  const bad = await open(await page.context().newPage(), '#segment?bytes=xyz&peer=ASLEEP');
  await expect(bad.root).toContainText('cannot be read (ASLEEP)');
  expect(await hexOf(bad)).toBe(recorded[0]?.tcp);
});

test('the Chinese page says the same', async ({ page }) => {
  const figure = await open(page, '#segment', chapter.replace('en/', 'zh/'));
  await expect(figure.result).toContainText('Linux 监听者回 SYN ACK');
  await flag(figure, 'RST').check();
  await expect(figure.result).toContainText('自相矛盾');
});

test('on a phone of 360 pixels every field shows its name', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const figure = await open(page);
  const cut = await figure.root
    .locator('.bit-rows button')
    .evaluateAll((all) =>
      all
        .filter((button) => [...button.children].some((child) => child.scrollWidth > button.clientWidth + 1))
        .map((button) => button.textContent),
    );
  expect(cut).toEqual([]);
});
