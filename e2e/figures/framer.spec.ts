// The sticky-packet framer as a reader plays with it. What has to come out is asked of the decoders, not written here.
import { readFileSync } from 'node:fs';
import { encodeUtf8 } from '#widgets/models/bytes/utf8.ts';
import { decodeAll, encode } from '#widgets/models/framing/codec.ts';
import { type Framing, framings } from '#widgets/models/framing/framing.ts';
import { verdict } from '#widgets/models/framing/verdict.ts';
import { dist } from '../built.ts';
import { expect, type Locator, type Page, test } from '../site.ts';
import { Figure } from './figure.ts';

const chapter = 'en/tcp-framing.html';
const opening = ['HELLO', '你好', 'PING', 'BYE'];

async function open(page: Page, fragment = '#framer', at = chapter): Promise<Figure> {
  await page.goto(at + fragment);
  return new Figure(page, 'framer').awake();
}

/** How many messages come out whole when the stream is read in pieces of these sizes. */
function whole(framing: Framing, sizes: readonly number[], messages: readonly string[] = opening): string {
  const encoded = encode(framing, messages.map(encodeUtf8));
  const ends = [
    ...sizes.map((_, index) => sizes.slice(0, index + 1).reduce((sum, size) => sum + size)),
    encoded.bytes.length,
  ];
  const reads = ends.map((end, index) => encoded.bytes.subarray(ends[index - 1] ?? 0, end));
  const { messages: received, state } = decodeAll(framing, reads);
  return `${verdict(encoded, received, state).whole} of ${messages.length}`;
}

const strip = (figure: Figure, name: string): Locator => figure.root.locator(`.strip.${name}`);
const grips = (figure: Figure, name: RegExp): Locator => figure.root.getByRole('slider', { name });
const sizes = (figure: Figure, name: string): Locator => figure.root.getByRole('textbox', { name, exact: true });
const messages = (figure: Figure): Locator => figure.root.getByRole('textbox', { name: /^Messages/ });
const handed = (figure: Figure): Locator => figure.root.locator('.got').first().getByRole('listitem');

test.describe('the opening', () => {
  test('is three messages in one read and the fourth in two, in the HTML that the server sends too', async ({
    page,
  }) => {
    const figure = await open(page);
    await expect(figure.result).toContainText(`${whole(framings.none, [16])} messages came out whole`);
    await expect(figure.result).toContainText('TCP carried all 18 bytes in order; nothing said where a message ends');
    await expect(handed(figure)).toHaveText([
      /HELLO你好PINGB.*✗ glued: 1 \+ 2 \+ 3 \+ a piece of 4/,
      /YE.*✗ a piece of message 4/,
    ]);

    const html = readFileSync(dist + chapter, 'utf8');
    const sent = html.slice(html.indexOf('id="framer"'), html.indexOf('</figure>'));
    expect(sent.match(/class="strip/g)).toHaveLength(4);
    expect(sent.replaceAll(/<[^>]+>/g, '')).toContain('0 of 4 messages came out whole.');
  });

  test('each byte has one column from top to bottom', async ({ page }) => {
    const figure = await open(page);
    const lefts = await figure.root
      .locator('.strip')
      .evaluateAll((strips) =>
        strips.map((each) =>
          [...each.querySelectorAll('i')]
            .map((cell) => cell.getBoundingClientRect())
            .map(({ left, width }) => Math.round(left + width / 2)),
        ),
      );
    for (const columns of lefts.slice(1))
      for (const [at, left] of columns.entries()) expect(Math.abs(left - (lefts[0]?.[at] ?? 0))).toBeLessThanOrEqual(2);
  });
});

test.describe('what heals it', () => {
  for (const name of ['fixed', 'delimiter', 'length', 'chunked', 'WebSocket'])
    test(`framing: ${name}`, async ({ page }) => {
      const figure = await open(page);
      await figure.choose('Framing', name);
      await expect(figure.result).toContainText('4 of 4 messages came out whole');
      await expect(handed(figure)).toHaveText([/HELLO.*✓/, /你好.*✓/, /PING.*✓/, /BYE.*✓/]);
    });

  test('a delimiter in the data cuts a message, escaping heals it', async ({ page }) => {
    const figure = await open(page, '#framer?messages=a%5Cnb%0Ac&framing=delimiter');
    await expect(figure.result).toContainText(`${whole(framings.delimiter, [], ['a\nb', 'c'])} messages`);
    await figure.choose('Escaping', 'on');
    await expect(figure.result).toContainText('2 of 2 messages');
  });
});

test.describe('boundaries', () => {
  test('a boundary is dragged, byte by byte', async ({ page }) => {
    const figure = await open(page);
    const grip = grips(figure, /after read 1/);
    await grip.scrollIntoViewIfNeeded();
    const from = await grip.boundingBox();
    const cell = await strip(figure, 'read').locator('i').first().boundingBox();
    if (!from || !cell) throw new Error('no grip');
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + from.width / 2 - 5 * cell.width, from.y + 8, { steps: 6 });
    await page.mouse.up();
    await expect(sizes(figure, 'Sizes of the reads')).toHaveValue('11 7');
    await expect(figure.result).toContainText(whole(framings.none, [11]));
    await figure.address(/reader=hand&reads=11$/);
  });

  test('a press on a byte cuts before it; arrows move the boundary, Delete joins', async ({ page }) => {
    const figure = await open(page);
    await strip(figure, 'read').locator('i').nth(5).click();
    await expect(sizes(figure, 'Sizes of the reads')).toHaveValue('5 11 2');
    const grip = grips(figure, /after read 1/);
    await grip.press('ArrowRight');
    await expect(sizes(figure, 'Sizes of the reads')).toHaveValue('6 10 2');
    await expect(grip).toBeFocused();
    await grip.press('Delete');
    await expect(sizes(figure, 'Sizes of the reads')).toHaveValue('16 2');
    const byte = strip(figure, 'read').locator('i').nth(3);
    await byte.click();
    await expect(sizes(figure, 'Sizes of the reads')).toHaveValue('3 13 2');
    // Beside the grip, which lies over the byte's left edge.
    await byte.click({ position: { x: 30, y: 20 } });
    await expect(sizes(figure, 'Sizes of the reads')).toHaveValue('16 2');
  });

  test('sizes are typed; what is no size stays and is explained', async ({ page }) => {
    const figure = await open(page);
    const field = sizes(figure, 'Sizes of the reads');
    await field.fill('5 6 4 3');
    await expect(figure.result).toContainText(whole(framings.none, [5, 6, 4]));
    await expect(figure.result).toContainText('That was luck');
    await field.fill('5 six');
    await expect(field).toHaveValue('5 six');
    await expect(figure.root.getByRole('alert')).toContainText('“5 six” is not taken');
    await expect(figure.result).toContainText('That was luck');
  });

  test('a write is cut by hand, and TCP decides what leaves together', async ({ page }) => {
    const figure = await open(page);
    await sizes(figure, 'Sizes of the writes').fill('2 3 13');
    await figure.choose('Nagle', 'off');
    await expect(strip(figure, 'segment')).toContainText('3, Nagle off');
    await figure.choose('TCP_CORK', 'on');
    await expect(strip(figure, 'segment')).toContainText('1, Nagle off');
  });
});

test.describe('what is typed', () => {
  test('any language, and the picture follows', async ({ page }) => {
    const figure = await open(page, '#framer?framing=length-prefix');
    await messages(figure).fill('Grüße\nпривет\n👋');
    await expect(figure.result).toContainText('3 of 3 messages');
    await expect(handed(figure)).toHaveText([/Grüße/, /привет/, /👋/]);
  });

  test('text becomes hexadecimal and back', async ({ page }) => {
    const figure = await open(page);
    await figure.choose('Typed as', 'hex');
    await expect(messages(figure)).toHaveValue('48 45 4c 4c 4f\ne4 bd a0 e5 a5 bd\n50 49 4e 47\n42 59 45');
    await figure.choose('Typed as', 'text');
    await expect(messages(figure)).toHaveValue(opening.join('\n'));
  });

  test('a wrong digit is named with its place, and stays', async ({ page }) => {
    const figure = await open(page, '#framer?input=hex');
    await messages(figure).fill('48 45\n4c 4g');
    await expect(figure.root.getByRole('alert')).toHaveText(
      'Line 2, character 5: “g” is not a hexadecimal digit. What stands before it is sent.',
    );
    await expect(messages(figure)).toHaveValue('48 45\n4c 4g');
    await expect(strip(figure, 'write')).toContainText('2×');
  });

  test('a message too long for its field, and a delimiter of no bytes, are explained', async ({ page }) => {
    const figure = await open(page, '#framer?framing=fixed&size=5');
    await expect(figure.result).toContainText('can hold 5 bytes at most: message 2.');
    await figure.choose('Framing', 'delimiter');
    await figure.choose('Delimiter', 'own');
    await figure.root.getByRole('textbox', { name: 'Delimiter' }).fill('');
    await expect(figure.result).toContainText('A delimiter has 1 to 16 bytes');
  });

  test('a pasted megabyte is kept, bounded and told, and the link stays short', async ({ page }) => {
    const figure = await open(page);
    await messages(figure).fill('x'.repeat(1_000_000));
    await expect(figure.root.getByRole('alert')).toContainText('20,000 bytes at most');
    expect((await messages(figure).inputValue()).length).toBe(1_000_000);
    await expect(figure.root.getByText('too long for a link')).toBeVisible();
    expect((await figure.address(/#framer\?messages=x/)).length).toBeLessThan(2_000);
    await figure.button('Reset').click();
    await expect(messages(figure)).toHaveValue(opening.join('\n'));
  });
});

test.describe('presets and links', () => {
  const presets: readonly (readonly [string, RegExp])[] = [
    ['Length prefix', /4 of 4/],
    ['Delimiter in data', /Message 2 holds the delimiter/],
    ['Split character', /ends inside 好/],
    ['Length lies', /waits for 89 more, in vain/],
    ['4 GB', /4,294,967,295/],
    ['Negative', /−1/],
    ['Nagle: write, write, read', /after 60\sms, with Nagle off after 10\sms/],
    ['The same, no delay', /after 10\sms; one round trip is 10\sms/],
    ['UDP', /4 of 4 datagrams are whole/],
    ['10,000 bytes', /TCP carried all 10,000 bytes/],
    ['Glued', /0 of 4/],
  ];

  test('each preset says its sentence, and its link opens it again', async ({ page, context }) => {
    test.slow();
    const figure = await open(page);
    const fresh = await context.newPage();
    let before = new URL(page.url()).hash;
    for (const [name, sentence] of presets) {
      await figure.button(name).click();
      await expect(figure.button(name)).toHaveAttribute('aria-pressed', 'true');
      await expect(figure.result).toContainText(sentence);
      await expect(page).toHaveURL(({ hash }) => hash !== before);
      const { hash } = new URL(page.url());
      before = hash;
      await fresh.goto('about:blank');
      const again = await open(fresh, hash);
      await expect(again.result).toHaveText((await figure.result.textContent()) ?? '');
      await expect(again.button(name)).toHaveAttribute('aria-pressed', 'true');
      expect(await again.rows()).toEqual(await figure.rows());
    }
  });

  test('a link that is wrong in every way leaves a figure that works', async ({ page }) => {
    const figure = await open(
      page,
      '#framer?framing=carrier-pigeon&buffer=-7&reads=0,x,5&messages=%E0%A4%A&colour=red',
    );
    await expect(figure.root.getByText('value for framing cannot be read (carrier-pigeon)')).toBeVisible();
    await expect(figure.root.getByText('The link asks for buffer = -7; the figure shows 1.')).toBeVisible();
    await expect(figure.root.getByText('The link sets colour')).toBeVisible();
    await figure.button('Length prefix').click();
    await expect(figure.result).toContainText('4 of 4');
  });

  test('in Chinese', async ({ page }) => {
    const figure = await open(page, '#framer', 'zh/tcp-framing.html');
    await expect(figure.result).toContainText('4 条消息，完整收到 0 条。TCP 按顺序送达了全部 18 字节');
    await figure.choose('分帧方式', '长度');
    await expect(figure.result).toContainText('4 条消息，完整收到 4 条。');
    await expect(handed(figure).first()).toHaveText(/“HELLO”.*✓ 消息 1/);
  });
});

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('a byte under a grip can be pressed: cut before it, or join', async ({ page }) => {
    const figure = await open(page);
    for (const [at, expected] of [
      [5, '5 11 2'],
      [11, '5 6 5 2'],
      [15, '5 6 4 1 2'],
      [16, '5 6 4 3'],
    ] as const) {
      const cell = strip(figure, 'read').locator('i').nth(at);
      await cell.scrollIntoViewIfNeeded();
      const box = await cell.boundingBox();
      if (!box) throw new Error('no byte');
      await page.mouse.click(box.x + box.width / 2, box.y + box.height - 10);
      await expect(sizes(figure, 'Sizes of the reads')).toHaveValue(expected);
    }
    await expect(figure.result).toContainText('4 of 4 messages came out whole');
  });

  test('the page never scrolls sideways, whatever the figure shows', async ({ page }) => {
    test.slow();
    const figure = await open(page);
    const names = await figure.root.locator('.presets button[aria-pressed]').allTextContents();
    for (const name of names) {
      await figure.button(name).click();
      await expect(figure.button(name)).toHaveAttribute('aria-pressed', 'true');
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBeLessThanOrEqual(0);
    }
    await figure.choose('Framing', 'chunked');
    await messages(figure).fill('ö'.repeat(9));
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
});
