// The page of recordings: each row that names a figure opens it in a state that shows what the row claims.
import { Figure, type Row } from './figures/figure.ts';
import { expect, test } from './site.ts';

const recordings = 'en/recordings.html';

/** What the figure's sentence has to hold and, where it does not say all, a line of the events. */
interface Shown {
  readonly says: readonly string[];
  readonly event?: Row;
}

const shown: Readonly<Record<string, Shown>> = {
  'syn-timeouts': { says: ['ETIMEDOUT at 131 s', '11 SYNs'] },
  'syn-retries': { says: ['ETIMEDOUT at 7 s', '6 SYNs'] },
  'third-ack': { says: ['It repeats its SYN-ACK', 'accept() returns at 1.15 s'] },
  'third-ack-for-ever': { says: ['gives up at 63.05 s', 'still ESTABLISHED', 'ECONNRESET'] },
  'accept-queue': { says: ['drops 4 SYNs and says nothing'] },
  'three-segments': { says: ['Three segments'] },
  'tail-loss-probe': {
    says: ['after 300 ms as a tail loss probe'],
    event: ['600 ms', 'client', 'retransmission timer fires'],
  },
  'orphan-retries': { says: ['sends FIN 10 times', 'gives up at 153.6 s, without RST', 'stays ESTABLISHED'] },
  'fin-wait-2': { says: ['FIN_WAIT_2', 'at 60.14 s'] },
  'unread-data': { says: ['RST goes out instead of FIN', 'without TIME_WAIT'] },
  'write-after-reset': { says: ['recv() returns 0', 'succeeds and draws RST', 'EPIPE'] },
  retries2: { says: ['16 times', '924.6 s', '993.65 s', 'ETIMEDOUT'] },
  'idle-cut': { says: ['Nobody ever notices', 'TCP_USER_TIMEOUT changes nothing'] },
  'delayed-ack': {
    says: ['Four segments', 'its ACK cannot wait so long'],
    event: ['90 ms', 'server', 'sends ACK 102'],
  },
  'nagle-write-write-read': { says: ['after 60 ms, with Nagle off after 10 ms'] },
  cork: { says: ['all 300 bytes'], event: ['100 ms', 'sender', 'sends bytes 1–300'] },
  'mss-and-timestamps': { says: ['all 10,000 bytes'], event: ['0 ms', 'sender', 'sends bytes 1–1,448'] },
  'time-wait-length': { says: ['TIME_WAIT', 'lasts 60 s'] },
  'time-wait-restarts': { says: ['free at 61.45 s, not 60.25 s'] },
  'tw-reuse-default': { says: ['each blocked for 1 s'] },
  'bind-before-connect': { says: ['2,823,200 four-tuples', '60,000 entries in TIME_WAIT'] },
};

test('every row that names a figure is looked at here', async ({ page }) => {
  await page.goto(recordings);
  const rows = await page.locator('.surprises tr:has(a.see)').evaluateAll((all) => all.map(({ id }) => id));
  expect(rows.sort()).toEqual(Object.keys(shown).sort());
});

for (const [row, { says, event }] of Object.entries(shown)) {
  test(`${row}: the figure shows what the row says`, async ({ page }) => {
    await page.goto(recordings);
    await page.locator(`.surprises #${row} a.see`).click();
    await expect(page).toHaveURL(/#[a-z-]+/);
    const fragment = new URL(page.url()).hash;
    const figure = await new Figure(page, fragment.slice(1).split('?')[0] ?? '').awake();

    for (const words of says) await expect(figure.result).toContainText(words);
    await expect(figure.root.locator('.note'), 'no value of the link is left out').toHaveCount(0);
    await expect(page, 'the figure keeps the address').toHaveURL((url) => url.hash === fragment);
    const events = (await figure.rows()).map((cells) => cells.map((cell) => cell.replaceAll('\u00a0', ' ')));
    if (event) expect(events).toContainEqual(event);
  });
}
