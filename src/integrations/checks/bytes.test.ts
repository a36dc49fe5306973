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

const figureOf = (id: string) =>
  `<figure id="${id}" data-code="../assets/${id}.js ../assets/shared.1.js" data-words="../assets/${id}.en.js"></figure>`;

test("a figure's own script counts with its words, and what figures share counts once", () => {
  const files = {
    '/assets/a.js': noise(500),
    '/assets/b.js': '',
    '/assets/shared.1.js': noise(1_000),
    '/assets/a.en.js': '',
    '/assets/b.en.js': '',
  };
  const found = measures(houseOf({ pages: { '/en/a.html': figureOf('a') + figureOf('b') }, files }));
  const used = (what: string) => found.filter((each) => each.what === what).map((each) => each.bytes);
  const [shared = 0, ...more] = used('script that figures share');
  const [own = 0] = used('script of a');
  assert.ok(more.length === 0 && shared > 3_000 && own > 1_500 && own < shared, `${shared} and ${own}`);
  assert.ok((used('script of b')[0] ?? 999) < 100);
  assert.deepEqual(used('files of a'), [3]);
});

test('a figure that is too large is found, and so is a shared script', () => {
  const files = {
    '/assets/a.js': noise(budgets.figureScript),
    '/assets/shared.1.js': noise(budgets.sharedScript),
    '/assets/a.en.js': '',
  };
  const said = problems(figureOf('a'), files).join();
  assert.match(said, /script that figures share: \d+, budget/);
  assert.match(said, /script of a: \d+, budget/);
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
