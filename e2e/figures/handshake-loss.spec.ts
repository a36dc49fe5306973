// The handshake whose segments are lost, as a reader plays with it. Times come from the model, not from this file.
import { readFileSync } from 'node:fs';
import { connectTimes } from '#widgets/models/tcp/connect-times.ts';
import { linux618, linuxBefore65, type Profile, rfc9293 } from '#widgets/models/tcp/profile.ts';
import { dist } from '../built.ts';
import { expect, type Page, test } from '../site.ts';
import { Figure, printedTime } from './figure.ts';

const chapter = 'en/tcp-handshake.html';

async function open(page: Page, fragment = '#handshake-loss', at = chapter): Promise<Figure> {
  await page.goto(at + fragment);
  return new Figure(page, 'handshake-loss').awake();
}

/** When connect() returns with that seed and loss, as the figure prints it. */
function connectTime(syn: number, synAck = 0, seed = 1, profile: Profile = linux618): string {
  const { synRetries, synLinearTimeouts, synAckRetries } = profile;
  const settings = { profile, oneWayDelayUs: 50_000, synRetries, synLinearTimeouts, synAckRetries };
  return printedTime(Math.abs(connectTimes({ ...settings, losses: { syn, synAck, ack: 0 } })(seed)));
}

/** The probability of the example that the curve shows while no loss is set. */
const example = 20;

test.describe('by hand', () => {
  test('it opens with the SYN lost, in the HTML that the server sends too', async ({ page }) => {
    const figure = await open(page);
    await expect(figure.lost).toHaveCount(1);
    await expect(figure.lost).toContainText('SYN');
    await expect(figure.result).toContainText('connect() returns at 1.1 s, not 100 ms: one lost SYN cost 1 s.');
    expect((await figure.rows()).filter(([, , what]) => what.includes('lost'))).toHaveLength(1);

    const html = readFileSync(dist + chapter, 'utf8');
    const begins = html.indexOf('id="handshake-loss"');
    const sent = html.slice(begins, html.indexOf('</figure>', begins));
    expect(sent).toMatch(/class="segment [^"]*\blost\b/);
    expect(sent.replaceAll(/<[^>]+>/g, '')).toContain('10,000 handshakes');
  });

  test('the SYN is delivered and the SYN-ACK lost, by pressing them', async ({ page }) => {
    const figure = await open(page);
    await figure.button(/^Deliver SYN of/).click();
    await expect(figure.lost).toHaveCount(0);
    await expect(figure.result).toContainText('connect() returns after 100 ms, one round trip.');
    await figure.button(/^Lose SYN-ACK of/).press('Enter');
    await expect(figure.result).toContainText('one lost SYN-ACK cost 1 s');
    await figure.address('#handshake-loss?drop=s1');
    await expect(figure.button('SYN-ACK lost')).toHaveAttribute('aria-pressed', 'true');
  });

  test('a lost ACK: who speaks first decides what it costs', async ({ page }) => {
    const figure = await open(page);
    await figure.button(/^ACK lost$/).click();
    await expect(figure.result).toContainText('accept() returns at 1.15 s, not 150 ms');
    await figure.choose('Who speaks first', 'client');
    await expect(figure.result).toContainText('accept() returns at 151 ms');
    await figure.choose('Who speaks first', 'server');
    await expect(figure.result).toContainText('has no connection to write to');
    expect((await figure.rows()).some(([, who, what]) => who === 'server' && what === 'accept() returns ok')).toBe(
      true,
    );
  });

  test('every ACK lost: the server gives up, and the client finds out when it writes', async ({ page }) => {
    const figure = await open(page, '#handshake-loss?ack=100');
    await expect(figure.result).toContainText('gives up at 63.05 s');
    await expect(figure.result).toContainText('finds out at 70.1 s: ECONNRESET');
  });
});

test.describe('by chance', () => {
  test('no SYN gets through: each profile has another moment of giving up', async ({ page }) => {
    const figure = await open(page);
    await figure.slider('SYNs lost').press('End');
    await expect(figure.result).toContainText(`ETIMEDOUT at ${connectTime(100)}`);
    await figure.slider('tcp_syn_linear_timeouts').press('Home');
    await expect(figure.result).toContainText(`ETIMEDOUT at ${connectTime(100, 0, 1, linuxBefore65)}`);
    await figure.choose('Behaviour', 'Linux ≤ 6.4');
    await expect(figure.result).toContainText(`ETIMEDOUT at ${connectTime(100, 0, 1, linuxBefore65)}`);
    await figure.choose('Behaviour', 'RFC 9293');
    await expect(figure.result).toContainText(`ETIMEDOUT at ${connectTime(100, 0, 1, rfc9293)}`);
    await expect(figure.root.getByText(/^100\s% fail with ETIMEDOUT/)).toBeVisible();
  });

  test('another run is another seed, seen in the control and in the address', async ({ page }) => {
    const figure = await open(page, '#handshake-loss?syn=50&synack=50&seed=5');
    await expect(figure.result).toContainText(connectTime(50, 50, 5));
    await figure.button('Another run').click();
    await expect(figure.number('Seed')).toHaveValue('6');
    await expect(figure.result).toContainText(connectTime(50, 50, 6));
    await figure.address('#handshake-loss?syn=50&synack=50&seed=6');
  });

  test('a segment that chance loses is delivered by pressing it, and lost again', async ({ page }) => {
    const figure = await open(page, '#handshake-loss?syn=100');
    const lost = await figure.lost.count();
    await figure
      .button(/^Deliver SYN again/)
      .first()
      .click();
    await expect(figure.result).toContainText('connect() returns at 1.1 s');
    await figure.address('#handshake-loss?syn=100&keep=c2');
    await figure.button(/^Lose SYN again/).click();
    await expect(figure.lost).toHaveCount(lost);
    await figure.address('#handshake-loss?syn=100');
  });

  test('the curve counts ten thousand, and a key on it brings a run of the next outcome', async ({ page }) => {
    const figure = await open(page);
    const pick = figure.slider('Show a run that takes');
    await expect(pick).toHaveAttribute('aria-valuetext', /^1\.1\ss/);
    await pick.press('ArrowRight');
    await expect(figure.result).toContainText('connect() returns at 2.1 s');
    await expect(figure.number('SYNs lost')).toHaveValue(`${example}`);
    const address = await figure.address(/seed=\d+/);
    const seed = Number(/seed=(\d+)/.exec(address)?.[1]);
    expect(connectTime(example, example, seed)).toBe('2.1 s');
    await pick.press('Home');
    await expect(figure.result).toContainText('connect() returns after 100 ms');
  });

  test('a point of the curve is pressed', async ({ page }) => {
    const figure = await open(page, '#handshake-loss?syn=60&synack=60');
    const chart = figure.root.getByRole('img', { name: /Share of handshakes/ });
    const box = await chart.boundingBox();
    if (!box) throw new Error('The curve is not drawn.');
    await chart.click({ position: { x: box.width * 0.98, y: box.height / 2 } });
    await expect(figure.result).toContainText('ETIMEDOUT at 131 s');
    await chart.click({ position: { x: 4, y: box.height / 2 } });
    await expect(figure.result).toContainText('connect() returns after 100 ms');
  });

  test('after a slider has moved the curve counts on until all are counted', async ({ page }) => {
    const figure = await open(page);
    await figure.slider('SYNs lost').fill('5');
    await expect(figure.root.getByText(/in 10,000 handshakes that lose 5 % of SYNs and 0 % of SYN-ACKs/)).toBeVisible();
  });
});

test.describe('other scenes', () => {
  test('an old SYN is answered, refused and forgotten; with the RST lost it is asked again', async ({ page }) => {
    await page.goto(`${chapter}#old-syn`);
    const figure = await new Figure(page, 'old-syn').awake();
    await expect(figure.result).toContainText('gets RST back and drops the request at 3.15 s');
    await expect(figure.result).toContainText('If two segments were enough');
    await figure.button(/^Lose RST/).click();
    await expect(figure.result).toContainText('asks with 2 SYN-ACKs until a RST gets through');
  });

  test('a closed port answers at once, a full queue not at all', async ({ page }) => {
    const figure = await open(page);
    await figure.button('Closed port').click();
    await expect(figure.result).toContainText('ECONNREFUSED after 100 ms');
    await figure.button('Full queue').click();
    await expect(figure.result).toContainText('Linux drops 4 SYNs and says nothing');
    await figure.choose('Queue is full when', 'ACK comes');
    await expect(figure.result).toContainText('gets this connection at 7.15 s');
    await figure.choose('tcp_abort_on_overflow', 'on');
    await expect(figure.result).toContainText('ECONNRESET at 200 ms');
  });
});

test('waking changes nothing that the first frame shows', async ({ page }) => {
  const shown = async (figure: Figure) => ({
    result: await figure.result.textContent(),
    rows: await figure.rows(),
    curve: await figure.root.locator('.chart p').allTextContents(),
    points: await figure.root.locator('.chart circle').evaluateAll((all) => all.map((each) => each.outerHTML)),
  });
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
  const before = await shown(new Figure(page, 'handshake-loss'));
  const awake = await open(await page.context().newPage());
  expect(await shown(awake)).toEqual(before);
});

test('in Chinese', async ({ page }) => {
  const figure = await open(page, '#handshake-loss', 'zh/tcp-handshake.html');
  await expect(figure.result).toContainText('丢了 1 个 SYN，多花 1 s');
  await figure.button('SYN 全丢').click();
  await expect(figure.result).toContainText('131 s 失败，报 ETIMEDOUT');
});

test('a bad link is read as far as it goes, and the figure says what it left', async ({ page }) => {
  const figure = await open(page, '#handshake-loss?syn=300&retries=x&color=red&drop=c1,zz');
  await expect(figure.root.locator('.note')).toHaveCount(4);
  await expect(figure.result).toContainText(`ETIMEDOUT at ${connectTime(100)}`);
});

test('a number that cannot be is explained in place and stays', async ({ page }) => {
  const figure = await open(page);
  await figure.number('SYNs lost').fill('120');
  await expect(figure.root.getByRole('alert')).toContainText('“120” is not taken: a whole number from 0 to 100.');
  await expect(figure.number('SYNs lost')).toHaveValue('120');
  await expect(figure.result).toContainText('1.1 s');
});
