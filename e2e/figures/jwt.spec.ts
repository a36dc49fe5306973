// The JWT workbench as a reader plays with it. What has to come out is asked of the model, not written here.
import { readFileSync } from 'node:fs';
import { decodeUtf8 } from '#widgets/models/bytes/utf8.ts';
import { decodeBase64url } from '#widgets/models/jwt/base64url.ts';
import { parseJwk } from '#widgets/models/jwt/keys.ts';
import { issue } from '#widgets/models/jwt/sign.ts';
import { dist } from '../built.ts';
import { expect, type Locator, type Page, test } from '../site.ts';
import { Figure } from './figure.ts';

const chapter = 'en/cookies-sessions-jwt.html';

async function open(page: Page, fragment = '#jwt', at = chapter): Promise<Figure> {
  await page.goto(at + fragment);
  return new Figure(page, 'jwt').awake();
}

const token = (figure: Figure): Locator => figure.root.getByRole('textbox', { name: /^The token that arrives/ });
const payload = (figure: Figure): Locator => figure.root.getByRole('textbox', { name: /^payload/ });
const failed = (figure: Figure): Locator => figure.root.locator('.checks .failed');
const claimsOf = (text: string): string => decodeUtf8(decodeBase64url(text.split('.')[1] ?? '').bytes).text;

test('the opening is an edited claim, in the HTML that the server sends too', async ({ page }) => {
  const figure = await open(page);
  await expect(figure.result).toContainText('Refused at signature');
  await expect(payload(figure)).toHaveValue(/"admin":true/);
  expect(claimsOf(await token(figure).inputValue())).toBe(await payload(figure).inputValue());
  const html = readFileSync(dist + chapter, 'utf8');
  const sent = html.slice(html.indexOf('id="jwt"'), html.indexOf('</figure>', html.indexOf('id="jwt"')));
  expect(sent.replaceAll(/<[^>]+>/g, '')).toContain(
    'Refused at signature: does not belong to this header and payload.',
  );
});

test('the issuer edits and signs again: accepted; anybody else edits: refused', async ({ page }) => {
  const figure = await open(page);
  await figure.button('Reset').click();
  await figure.root.getByText('the issuer: signed again').click();
  const claims = (await payload(figure).inputValue()).replace('mallory', 'alice');
  await payload(figure).fill(claims);
  await expect(figure.result).toContainText('Accepted: all 14 checks pass');
  await figure.root.getByText('anybody else: signature stays').click();
  await payload(figure).fill(claims.replace('alice', 'bob'));
  await expect(figure.result).toContainText('Refused at signature');
});

test('one character is changed with a press, and by the keyboard the group follows the caret', async ({ page }) => {
  const figure = await open(page, '#jwt?at=3');
  await expect(figure.result).toContainText('Accepted');
  const before = await token(figure).inputValue();
  await figure.button('Change this character').click();
  const after = await token(figure).inputValue();
  expect([...after].filter((character, at) => character !== before[at])).toHaveLength(1);
  await expect(failed(figure)).toHaveCount(1);
  await token(figure).focus();
  await page.keyboard.press('Control+Home');
  for (let press = 0; press < 5; press += 1) await page.keyboard.press('ArrowRight');
  await expect(figure.number('Look at character')).toHaveValue('6');
  await expect(figure.root.locator('.group .here b')).toHaveText(after[5] ?? '');
});

test('pointing at a character shows its group', async ({ page }) => {
  const figure = await open(page, '#jwt?at=3');
  const box = await token(figure).boundingBox();
  if (!box) throw new Error('no token');
  await page.mouse.move(box.x + 14, box.y + 16);
  await expect(figure.root.locator('.group .from').first()).toContainText('e');
  await page.mouse.move(box.x + 14 + 6 * 8.4, box.y + 16);
  await expect(figure.root.locator('.group .from').first()).toContainText('b');
});

const forgeries: readonly (readonly [button: string, clause: RegExp])[] = [
  ['Decodes and never verifies', /3\.3/],
  ['Trusts alg in the header', /3\.1/],
  ['Accepts alg: none', /3\.2/],
  ['Public key as HMAC secret', /3\.1/],
  ['The secret is a word', /3\.5/],
  ['Ignores exp', /RFC 7519 \(4\.1\.4\)/],
  ['Ignores aud', /3\.9/],
  ['Ignores iss', /3\.8/],
];
for (const [name, clause] of forgeries)
  test(`one press forges: ${name}; switched off, it is refused`, async ({ page }) => {
    const figure = await open(page, '#jwt?at=3');
    await figure.button(`Forge: ${name}`).click();
    await expect(figure.result).toContainText('it must not be');
    await expect(figure.result).toContainText(clause);
    await figure.root.getByRole('checkbox', { name: new RegExp(`^${name}`) }).uncheck();
    await expect(figure.result).toContainText('Refused at');
  });

test('the clock decides about exp, in the very second', async ({ page }) => {
  const figure = await open(page, '#jwt?at=3');
  const clock = figure.number('The verifier’s clock');
  await clock.fill('1790003599');
  await expect(figure.result).toContainText('Accepted');
  await clock.fill('1790003600');
  await expect(figure.result).toContainText('Refused at exp: expired');
});

for (const [name, text, why] of [
  ['two dots too many', 'a.b.c.d.e.f', 'a signed token has two dots'],
  ['not base64url', 'e30.e3+.AA', 'belongs to standard base64'],
  ['a line break inside', 'e30.e3\n0.AA', 'a space or a line break got in'],
  ['an array', 'e30.W10.AA', 'payload is JSON of type array'],
  ['a name twice', 'eyJhbGciOiJub25lIiwiYWxnIjoiSFMyNTYifQ.e30.AA', 'header has “alg” twice'],
  ['crit', 'eyJhbGciOiJIUzI1NiIsImNyaXQiOlsieCJdLCJ4IjoxfQ.e30.AA', '“x” is not understood'],
  ['nothing', '', 'there is no token'],
] as const)
  test(`pasted: ${name}; explained in place, and the text stays`, async ({ page }) => {
    const figure = await open(page);
    await token(figure).fill(text);
    await expect(failed(figure)).toContainText(why);
    await expect(token(figure)).toHaveValue(text);
    await expect(figure.result).toContainText('Refused at');
  });

test('a megabyte is explained too', async ({ page }) => {
  const figure = await open(page);
  await token(figure).evaluate((element) => {
    (element as HTMLTextAreaElement).value = 'A'.repeat(1_000_000);
    element.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await expect(failed(figure)).toContainText('1000000 characters');
});

test('a key of one’s own verifies; a PEM without line breaks is read and told', async ({ page }) => {
  const figure = await open(page, '#jwt?at=3');
  const jwk = `{"kty":"oct","k":"${'A'.repeat(43)}"}`;
  const { key } = parseJwk(jwk);
  if (!key) throw new Error('no key');
  const own = figure.root.getByRole('textbox', { name: /^Your own key/ });
  await own.fill(jwk);
  await expect(figure.result).toContainText('Accepted');
  await token(figure).fill(issue('HS256', key, '{"alg":"HS256"}', await payload(figure).inputValue()) ?? '');
  await expect(figure.result).toContainText('Accepted');
  await own.fill(
    '-----BEGIN PUBLIC KEY----- MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEf83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEXH8UTNG72bfocs3+257rn0s2ldbqkLJK2KRiMohYjlrQ== -----END PUBLIC KEY-----',
  );
  await expect(figure.root.locator('.own')).toContainText('The line breaks are lost');
  await expect(figure.result).toContainText(
    'Refused at key fits: HS256 wants a key of type oct; the verifier holds EC',
  );
});

test('what is typed goes into no link until the reader asks, and nothing leaves the page', async ({ page }) => {
  const figure = await open(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await token(figure).fill('e30.e30.c2VjcmV0');
  await figure.root.getByRole('textbox', { name: /^Your own key/ }).fill('my secret');
  await figure.slider('Look at character').press('End');
  await figure.address(/at=/);
  expect(page.url()).not.toMatch(/e30|secret|c2Vj/);
  await figure.button('Include the token in the link').click();
  await expect(figure.root).toContainText('The link holds the token');
  const hash = await figure.address(/token=e30\.e30\.c2VjcmV0/);
  expect(hash).not.toContain('secret');
  // Other figures may wake and fetch their own script; nothing else is asked for, and nothing typed is in it.
  expect(asked.filter((address) => !/\/assets\/[\w.-]+\.js$/.test(address))).toEqual([]);
  const again = await open(await page.context().newPage(), hash);
  await expect(token(again)).toHaveValue('e30.e30.c2VjcmV0');
});

test('presets, the JWE under it, and the link of a state', async ({ page }) => {
  const figure = await open(page);
  await figure.button('Encrypted (JWE)').click();
  await expect(figure.root.locator('.jwe')).toContainText('Without the key there is nothing to read');
  await figure.choose('Also as a JWE', 'with key');
  await expect(figure.root.locator('.jwe')).toContainText('"sub":"mallory"');
  const said = (await figure.result.textContent()) ?? '';
  const again = await open(await page.context().newPage(), await figure.address(/jwe=opened/));
  await expect(again.result).toHaveText(said);
  await figure.button('Wrong audience').click();
  await expect(figure.result).toContainText('Refused at aud: for wiki; this is shop');
});

test('a bad link is told, and the figure stands', async ({ page }) => {
  const figure = await open(page, '#jwt?alg=XS256&clock=-5&foo=1');
  await expect(figure.root.locator('.note')).toHaveCount(3);
  await expect(figure.result).toContainText('Accepted');
});

test('in Chinese', async ({ page }) => {
  const figure = await open(page, '#jwt', chapter.replace('en/', 'zh/'));
  await expect(figure.result).toContainText('在签名处拒绝');
  await figure.button('伪造：接受 alg: none').click();
  await expect(figure.result).toContainText('本不该接受');
});

test('every row of the table says what a check found', async ({ page }) => {
  const figure = await open(page);
  const rows = await figure.rows();
  expect(rows).toHaveLength(17);
  expect(rows.map(([, , what]) => what).join('\n')).toContain(
    '✗ signature: does not belong to this header and payload (RFC 7515 (5.2))',
  );
});
