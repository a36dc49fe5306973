// How a connection ends, as a reader plays with it. Times come from the model, not from this file.
import { readFileSync } from 'node:fs';
import { dist } from '../built.ts';
import { expect, type Page, test } from '../site.ts';
import { closeEnds } from './expected.ts';
import { Figure } from './figure.ts';

const chapter = 'en/tcp-close.html';

async function open(page: Page, fragment = '#close-loss', path = chapter): Promise<Figure> {
  await page.goto(path + fragment);
  const id = fragment.slice(1).split('?')[0] ?? '';
  return new Figure(page, id).awake();
}

/** What one side of the table says. */
const said = async (figure: Figure, side: string) =>
  (await figure.rows()).flatMap(([, who, what]) => (who === side ? [what] : []));

test.describe('losses', () => {
  test('opens with the first FIN lost once, in the HTML that the server sends too', async ({ page }) => {
    const figure = await open(page);
    await expect(figure.lost).toHaveCount(1);
    await expect(figure.lost).toContainText('FIN seq 101');
    await expect(figure.result).toContainText('The client sends FIN 2 times');
    await expect(figure.result).toContainText('tail loss probe');
    const { client, server } = closeEnds({ fin: 1 });
    await expect(figure.result).toContainText(`TIME_WAIT until ${client}`);
    await expect(figure.result).toContainText(`LAST_ACK with the last ACK at ${server}`);

    const html = readFileSync(dist + chapter, 'utf8');
    const sent = html.slice(html.indexOf('id="close-loss"')).split('</figure>')[0] ?? '';
    expect(sent).toMatch(/class="segment [^"]*\blost\b/);
    expect(sent.replaceAll(/<[^>]+>/g, '').replaceAll('\u00a0', ' ')).toContain(`TIME_WAIT until ${client}`);
  });

  test('each press on the next copy loses one more, until there is none left to lose', async ({ page }) => {
    const figure = await open(page);
    for (let lost = 2; lost <= 10; lost++) {
      await figure.button(/^Lose FIN again of the client/).click();
      await expect(figure.lost).toHaveCount(lost);
    }
    await expect(figure.button(/^Lose FIN/)).toHaveCount(0);
    await expect(figure.result).toContainText(`gives up at ${closeEnds({ fin: 99 }).client}, without RST`);
    await expect(figure.result).toContainText('the server stays ESTABLISHED');
    await figure.button(/^Deliver FIN seq 101 of the client/).click();
    await expect(figure.lost).toHaveCount(0);
    await expect(figure.result).toContainText('Four segments');
  });

  test('the menu loses a segment for ever, and tcp_orphan_retries moves the end', async ({ page }) => {
    const figure = await open(page);
    await figure.root.getByLabel('First FIN').selectOption('for ever');
    await expect(figure.lost).toHaveCount(10);
    await expect(figure.button('… for ever')).toHaveAttribute('aria-pressed', 'true');
    await figure.root.getByText('More settings').click();
    await figure.slider('tcp_orphan_retries').fill('4');
    await expect(figure.result).toContainText(`gives up at ${closeEnds({ fin: 99, orphanRetries: 4 }).client}`);
    await expect(figure.lost).toHaveCount(6);
  });

  test('sliders by keyboard: the server closes at once, and three segments are left', async ({ page }) => {
    const figure = await open(page, '#close-loss?v=1');
    await figure.slider('The other waits').focus();
    await page.keyboard.press('Home');
    await expect(figure.result).toContainText('Three segments');
    await expect(figure.segments).toHaveCount(3);
    expect(await said(figure, 'client')).not.toContain('enters FIN_WAIT_2');
    await figure.segments.first().focus();
    await page.keyboard.press('Enter');
    await expect(figure.lost).toHaveCount(1);
  });

  test('the tenth copy of the second FIN finds nobody after close(), and a waiting client after shutdown()', async ({
    page,
  }) => {
    const figure = await open(page, '#close-loss?fin2=9');
    const { client, server } = closeEnds({ fin2: 9 });
    await expect(figure.result).toContainText(`forgets the connection at ${client}`);
    await expect(figure.result).toContainText(`RST throws the server out of LAST_ACK at ${server}`);
    await figure.root.getByLabel('How').selectOption('shutdown(SHUT_WR)');
    await expect(figure.result).toContainText('The client stays in TIME_WAIT');
    expect(await said(figure, 'client')).toContain('calls shutdown(SHUT_WR)');
  });

  test('the RFC repeats later and has no limits of Linux to set', async ({ page }) => {
    const figure = await open(page);
    await figure.root.getByText('More settings').click();
    await expect(figure.slider('tcp_orphan_retries')).toHaveCount(1);
    await figure.choose('Behaviour', 'RFC 9293');
    await expect(figure.result).toContainText('the first repetition after 1 s.');
    await expect(figure.slider('tcp_orphan_retries')).toHaveCount(0);
  });

  test('a link that sets one of the further settings shows it, and putting it back hides nothing', async ({ page }) => {
    const figure = await open(page, '#close-loss?orphan=4');
    await expect(figure.slider('tcp_orphan_retries')).toBeVisible();
    await figure.slider('tcp_orphan_retries').fill('0');
    await expect(figure.slider('One-way delay')).toBeVisible();
  });

  test('each ready-made state is what its name says', async ({ page }) => {
    const figure = await open(page);
    for (const [name, sentence] of [
      ['Three', 'Three segments'],
      ['… for ever', 'stays ESTABLISHED'],
      ['ACK lost', 'The client sends FIN 2 times'],
      ['Second FIN lost', 'The server sends FIN 2 times'],
      ['Both at once', 'both sides go through CLOSING'],
      ['Half-close', 'still reads 1000 bytes'],
      ['Four segments', 'Four segments'],
    ] as const) {
      await figure.root.getByRole('button', { name, exact: true }).click();
      await expect(figure.result).toContainText(sentence);
      await expect(figure.root.getByRole('button', { name, exact: true })).toHaveAttribute('aria-pressed', 'true');
    }
  });

  test('the address follows the figure, and a link opens the same state', async ({ page, context }) => {
    const figure = await open(page);
    await figure.root.getByLabel('Second FIN').selectOption('3 times');
    await figure.root.getByLabel('the other still sends').check();
    const fragment = await figure.address('#close-loss?data=on&fin=1&fin2=3');
    const again = await open(await context.newPage(), fragment);
    await expect(again.result).toHaveText((await figure.result.textContent()) ?? '');
    expect(await again.rows()).toEqual(await figure.rows());
    await figure.button('Reset').click();
    await figure.address('#close-loss');
  });

  test('a bad link is explained, and what can be read of it is used', async ({ page }) => {
    const figure = await open(page, '#close-loss?fin=often&delay=9999&colour=red&ack=1');
    await expect(figure.root.getByText(/value for fin cannot be read \(often\); the figure shows 0/)).toBeVisible();
    await expect(figure.root.getByText('The link asks for delay = 9999; the figure shows 400.')).toBeVisible();
    await expect(figure.root.getByText('The link sets colour, which this figure does not have.')).toBeVisible();
    await expect(figure.lost).toHaveCount(1);
    await figure.button('Reset').click();
    await expect(figure.root.getByText('The link asks')).toBeHidden();
  });
});

test.describe('ends that are no close', () => {
  test('unread data turns FIN into RST, and the server’s calls say ECONNRESET, then EPIPE', async ({ page }) => {
    const figure = await open(page, '#abort');
    await expect(figure.result).toContainText('RST goes out instead of FIN');
    await expect(figure.result).toContainText('recv(): ECONNRESET, then send(): EPIPE');
    expect(await said(figure, 'server')).toEqual(
      expect.arrayContaining(['recv() returns ECONNRESET', 'recv() returns 0', 'send() returns EPIPE']),
    );
    await figure.root.getByLabel('with unread data').uncheck();
    await expect(figure.result).toContainText('Four segments');
  });

  test('kill -9 follows the same rule as close(), SO_LINGER with time 0 does not ask', async ({ page }) => {
    const figure = await open(page, '#abort');
    await figure.root.getByLabel('How').selectOption('kill -9');
    await expect(figure.result).toContainText('RST instead of FIN');
    await figure.root.getByLabel('with unread data').uncheck();
    await expect(figure.result).toContainText('FIN goes out, as after close()');
    expect(await said(figure, 'client')).toContain('is killed with kill -9');
    await figure.button('SO_LINGER 0').click();
    await expect(figure.result).toContainText('without TIME_WAIT');
    expect(await said(figure, 'client')).not.toContain('enters TIME_WAIT');
  });

  test('a lost RST is not repeated, and the server never learns', async ({ page }) => {
    const figure = await open(page, '#abort');
    await figure.button(/^Lose RST of the client/).click();
    await expect(figure.result).toContainText('nobody repeats a RST');
    await expect(figure.result).toContainText('the server stays ESTABLISHED');
  });
});

test('in Chinese it says the same', async ({ page }) => {
  const figure = await open(page, '#close-loss', 'zh/tcp-close.html');
  await expect(figure.result).toContainText('客户端一共发了 2 次 FIN');
  await expect(figure.result).toContainText(closeEnds({ fin: 1 }).client);
  await figure.root.getByLabel('第一个 FIN').selectOption('次次都丢');
  await expect(figure.result).toContainText('服务端停在 ESTABLISHED');
});
