import assert from 'node:assert/strict';
import test from 'node:test';
import { houseOf } from './house.ts';
import { imports, importsOf } from './imports.ts';

/** One file that imports one thing: what the check says of it. */
const problems = (path: string, specifier: string) =>
  imports.run(houseOf({ sources: { [path]: `import { x } from '${specifier}';` } })).map(({ what }) => what);

const allowed: readonly [path: string, specifier: string][] = [
  ['content/facts/tcp.ts', './fact.ts'],
  ['widgets/models/tcp/open.ts', '../share/share.ts'],
  ['widgets/models/tcp/open.ts', '#content/facts/tcp.ts'],
  ['widgets/models/tcp/open.test.ts', 'node:test'],
  ['widgets/models/tcp/open.test.ts', '#content/vectors/a.json'],
  ['widgets/parts/figure/Figure.tsx', 'preact'],
  ['widgets/views/two-msl/TwoMsl.tsx', '../../models/tcp/simulate.ts'],
  ['widgets/views/two-msl/TwoMsl.tsx', './state.ts'],
  ['widgets/index.ts', './views/two-msl/TwoMsl.astro'],
  ['src/book/book.ts', 'astro:content'],
  ['src/components/names.ts', '#widgets/index.ts'],
  ['src/integrations/html.ts', 'parse5'],
  ['e2e/figures/two-msl.spec.ts', '#widgets/models/tcp/simulate.ts'],
  ['e2e/pages.spec.ts', '@axe-core/playwright'],
];

const forbidden: readonly [path: string, specifier: string][] = [
  ['content/facts/tcp.ts', '#widgets/models/tcp/sequence.ts'],
  ['content/facts/fact.ts', '../locales.ts'],
  ['widgets/models/tcp/open.ts', '../../parts/figure/fill.ts'],
  ['widgets/models/tcp/open.ts', 'preact'],
  ['widgets/models/tcp/open.ts', 'node:crypto'],
  ['widgets/parts/figure/Figure.tsx', '../../models/tcp/simulate.ts'],
  ['widgets/parts/figure/Figure.tsx', '#content/facts/tcp.ts'],
  ['widgets/views/two-msl/TwoMsl.tsx', '../port-budget/state.ts'],
  ['widgets/views/two-msl/TwoMsl.tsx', '#src/i18n/strings.ts'],
  ['src/layouts/Page.ts', '#widgets/views/two-msl/state.ts'],
  ['src/layouts/Page.ts', '../integrations/html.ts'],
  ['e2e/site.ts', '#widgets/views/two-msl/strings.ts'],
  ['e2e/site.ts', '#src/i18n/strings.ts'],
  ['astro.config.mjs', './src/book/book.ts'],
];

for (const [path, specifier] of allowed)
  test(`${path} may import ${specifier}`, () => assert.deepEqual(problems(path, specifier), []));

for (const [path, specifier] of forbidden) {
  test(`${path} may not import ${specifier}`, () => {
    const [what = 'nothing was found', ...others] = problems(path, specifier);
    assert.match(what, /^imports .*Its room may import: /);
    assert.deepEqual(others, []);
  });
}

test('MDX has no import line, but may show one in a code block', () => {
  const line = `import X from './X.astro'`;
  const of = (text: string) => imports.run(houseOf({ sources: { 'content/chapters/a/en.mdx': text } })).length;
  assert.equal(of(line), 1);
  assert.equal(of(`Text\n\n\`\`\`js\n${line}\n\`\`\`\n`), 0);
});

test('every way to import is seen, and comments are not', () => {
  const ways = [
    `import a from './a.ts';`,
    `import {\n  b,\n} from "./b.ts";`,
    `export { c } from './c.ts';`,
    `import './d.css';`,
    `const e = await import${'('}'./e.ts');`,
    `import type { F } from '#content/f.ts';`,
    `// import g from './g.ts';`,
    `/* import h from './h.ts'; */`,
  ];
  assert.deepEqual(importsOf('src/x.ts', ways.join('\n')), [
    'src/a.ts',
    'src/b.ts',
    'src/c.ts',
    'src/d.css',
    'src/e.ts',
    'content/f.ts',
  ]);
});

test('the script and the front matter of an Astro file are read', () => {
  const text = `---\nimport A from './A.astro';\n---\n<p>import B from './B.astro'</p>\n<script>import '../c.ts';</script>`;
  assert.deepEqual(importsOf('src/pages/x.astro', text), ['src/pages/A.astro', 'src/c.ts']);
});
