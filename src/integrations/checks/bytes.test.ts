import assert from 'node:assert/strict';
import test from 'node:test';
import { brotli, budgets, bytes, measures, visibleText, wordCount } from './bytes.ts';
import { houseOf, pageOf } from './house.ts';

/** Words that no compression makes small: the same on every machine. */
function noise(length: number): string {
  let state = 1;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state.toString(36);
  }).join(' ');
}

const problems = (html: string, files: Record<string, string> = {}) =>
  bytes.run(houseOf({ pages: { '/en/a.html': html }, files })).map(({ what }) => what);

test('a small page passes', () => {
  assert.deepEqual(problems('<body><style>p{color:red}</style><p>Text</p><script>1</script>'), []);
});

test('too much CSS, too much script in the page, each with its budget', () => {
  assert.match(problems(`<style>${noise(2_000)}</style>`).join(), new RegExp(`^CSS: \\d+, budget ${budgets.css}$`));
  assert.match(
    problems(`<script>${noise(2_000)}</script>`).join(),
    new RegExp(`^script in the page: \\d+, budget ${budgets.pageScript}$`),
  );
});

test('a chapter may be as long as its words, but not heavier', () => {
  const chapter = (text: string, heavy = '') => `<body><dl class="ladder"></dl><p>${text}</p>${heavy}</body>`;
  const words = 'one two three four five six seven eight nine ten '.repeat(100);
  assert.deepEqual(problems(chapter(words)), []);
  const marked = noise(3_000).replaceAll(/\w+/g, '<i class="$&"></i>');
  assert.ok(problems(chapter(words, marked)).length > 0);
});

test("a figure's script counts with every file that it names", () => {
  const page = '<figure id="f" data-code="../assets/F.js ../assets/shared.js" data-words="../assets/f.en.js"></figure>';
  const files = {
    '/assets/F.js': '',
    '/assets/shared.js': `export const a="${noise(budgets.firstFigure / 4)}"`,
    '/assets/f.en.js': 'export const words={}',
  };
  assert.match(problems(page, files).join(), /^script of F.*, runtime included: \d+, budget \d+$|^script of f/);
  const found = measures(houseOf({ pages: { '/en/a.html': page }, files }));
  assert.equal(found.find(({ what }) => what.startsWith('files of'))?.bytes, 3);
});

test('a shared file is paid for once: the second figure costs what it adds', () => {
  const figure = (id: string) =>
    `<figure id="${id}" data-code="../assets/${id}.js ../assets/shared.js" data-words="../assets/w.js"></figure>`;
  const files = {
    '/assets/a.js': '',
    '/assets/b.js': '',
    '/assets/shared.js': `export const a="${noise(1_000)}"`,
    '/assets/w.js': '',
  };
  const found = measures(houseOf({ pages: { '/en/a.html': figure('a') + figure('b') }, files }));
  const [first, second] = found.filter(({ what }) => what.startsWith('script of')).map((each) => each.bytes);
  assert.ok((first ?? 0) > 3_000 && (second ?? 9_999) < 100, `${first} and ${second}`);
});

test('a first frame that is too large is found', () => {
  const page = `<body><p>Text</p><figure id="f" data-code="../assets/F.js">${noise(1_000)}</figure>`;
  assert.match(problems(page).join(), /first frame of f: \d+, budget/);
});

for (const html of [
  '<script src="x.js"></script>',
  '<img src="x.png">',
  '<link rel="stylesheet" href="x.css">',
  '<link rel="modulepreload" href="x.js">',
]) {
  test(`${html} is a second request`, () => assert.match(problems(html).join(), /makes a second request/));
}

test('a data: address is no request', () => assert.deepEqual(problems('<img src="data:image/png;base64,">'), []));

test('visible text leaves out scripts and styles', () => {
  const html = '<head><title>T</title></head><body>One<script>two</script><style>three</style> <b>four</b></body>';
  assert.equal(visibleText(pageOf('/a.html', html)).replaceAll(/\s+/g, ' ').trim(), 'One four');
});

test('words are counted in both languages', () => {
  assert.equal(wordCount('TIME-WAIT lasts 60 s, not 2MSL’s 4 minutes.'), 8);
  assert.ok(wordCount('时间等待') >= 2 && wordCount('时间等待') <= 4);
});

test('the same text has the same length every time', () => assert.equal(brotli(noise(100)), brotli(noise(100))));
