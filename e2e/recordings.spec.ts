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
  'tls-resumption': { says: ['No certificate and no signature', 'still leaves after 2 RTT'] },
  'tls13-change-cipher-spec': {
    says: ['after 2 RTT'],
    event: ['2 RTT', 'Client', 'sends ChangeCipherSpec, 6 bytes, in the clear'],
  },
  'tls13-plain-alerts': {
    says: ['the record does not open', 'Alert bad_record_mac'],
    event: ['2 RTT', 'Client', 'sends alert bad_record_mac, 7 bytes, in the clear'],
  },
  'tls12-changed-random': { says: ['The client finds out when ServerKeyExchange arrives', 'decrypt_error'] },
  'tls12-changed-suites': { says: ['cipher_suite', 'finds out when Finished arrives', 'bad_record_mac'] },
  'tls12-damaged-premaster': { says: ['says nothing and goes on with random bytes', 'bad_record_mac'] },
  'tls13-which-message': { says: ['the session id that comes back', 'Alert illegal_parameter'] },
  'tls13-second-use': { says: ['the early data are passed over', 'cannot finish the full handshake'] },
  'chain-no-way-back': { says: ['Accepted by the RFC’s rules', 'OpenSSL follows only one path, does not go back'] },
  'chain-common-name': { says: ['The certificate is for no name', 'OpenSSL’s client accepts it all the same'] },
  'chain-root-signature': { says: ['Accepted: 3 signatures lead'] },
  'samesite-unset': { says: ['Chromium 156: not sent, because without SameSite', 'Firefox 153: sent'] },
  'samesite-none': { says: ['Chromium 156: not sent, because third-party', 'Firefox 153: not sent'] },
  'samesite-scheme': { says: ['Chromium 156: not sent', 'Firefox 153: sent, because the scheme does not count'] },
  'cookie-without-name': { says: ['Chromium 156: token;', 'Firefox 153: token='] },
  'host-prefix-path': { says: ['Chromium 156: refused', 'Firefox 153: sent'] },
  'secure-localhost': { says: ['RFC 6265bis: refused', 'Chromium 156 and Firefox 153: sent'] },
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
    await expect(figure.root.locator('.note.wrong'), 'no value of the link is left out').toHaveCount(0);
    await expect(page, 'the figure keeps the address').toHaveURL((url) => url.hash === fragment);
    const events = (await figure.rows()).map((cells) => cells.map((cell) => cell.replaceAll('\u00a0', ' ')));
    if (event) expect(events).toContainEqual(event);
  });
}

test('the list at the top leads to each laboratory, its differences and its files', async ({ page }) => {
  await page.goto(recordings);
  const list = page.getByRole('navigation', { name: 'Laboratories' });
  await expect(list.getByRole('listitem')).toHaveCount(5);
  await expect(list.getByRole('listitem').nth(3)).toContainText('250 cases');
  for (const link of await list.getByRole('link').all()) {
    const id = (await link.getAttribute('href'))?.slice(1);
    await expect(page.locator(`[id="${id}"]`)).toHaveCount(1);
  }
});

test('a row on cookies leads to its case, which unfolds', async ({ page }) => {
  await page.goto(recordings);
  await expect(page.locator('#rss09'), 'the cases are folded').toBeHidden();
  await page.locator('#samesite-unset').getByRole('link', { name: 'ss09', exact: true }).click();
  await expect(page.locator('#rss09')).toBeVisible();
  await expect(page.locator('#rss09')).toContainText('cross-site form POST');
});

test('every row names recordings that are listed, in both languages', async ({ page }) => {
  for (const locale of ['en', 'zh']) {
    await page.goto(`${locale}/recordings.html`);
    const dead = await page
      .locator('.evidence a:not(.see)')
      .evaluateAll((links) =>
        links.map((link) => link.getAttribute('href') ?? '').filter((href) => !document.getElementById(href.slice(1))),
      );
    expect(dead).toEqual([]);
    await expect(page.locator('.surprises tbody tr')).toHaveCount(64);
  }
});
