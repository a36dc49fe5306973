// content -> widgets -> src -> e2e: a folder imports only from folders to its left. Inside widgets, models and parts
// do not know each other; views are the only place where they meet.
import { posix } from 'node:path';
import type { Check, Problem } from './house.ts';

interface Rule {
  readonly room: RegExp;
  /** What files of the room may import: paths in this house, or names of packages. */
  readonly may: readonly RegExp[];
}

const test = /\.(?:test|bench|spec)\.tsx?$/;
const own = (path: string) => new RegExp(`^${path}/`);

/** The first rule whose room matches decides. `$1` in `may` stands for the view's own folder. */
const rules: readonly Rule[] = [
  { room: /^content\/facts\/fact\.ts$/, may: [] },
  { room: /^content\//, may: [/^content\/locales\.ts$/, /^content\/facts\/fact\.ts$/] },
  { room: /^widgets\/models\//, may: [own('widgets/models'), /^content\/facts\//, /^@noble\//, /^tldts$/] },
  { room: /^widgets\/parts\//, may: [own('widgets/parts'), /^preact(?:\/|$)/] },
  {
    room: /^widgets\/views\/([^/]+)\//,
    may: [
      own('widgets/models'),
      own('widgets/parts'),
      /^content\//,
      own('widgets/views/$1'),
      /^widgets\/views\/figure-words\.ts$/,
      /^preact(?:\/|$)/,
    ],
  },
  { room: /^widgets\/views\/figure-words\.ts$/, may: [own('widgets/parts'), /^content\/locales\.ts$/] },
  { room: /^widgets\/index\.ts$/, may: [own('widgets/views')] },
  // The two files of src that read others' files: authors' YAML, and recordings to hand out.
  { room: /^src\/content\.config\.ts$/, may: [/^astro(?::|\/)/, /^yaml$/] },
  { room: /^src\/pages\/recordings\//, may: [/^astro(?::|$)/, /^node:fs\/promises$/] },
  {
    room: /^src\/integrations\//,
    may: [
      own('src/integrations'),
      /^node:/,
      /^content\//,
      /^src\/(?:book|i18n|search|questions|offline)\//,
      /^astro$/,
      /^(?:parse5|esbuild|shiki|yaml)$/,
    ],
  },
  {
    room: /^src\//,
    may: [
      /^src\/(?!integrations\/)/,
      /^widgets\/index\.ts$/,
      /^content\/(?:locales\.ts$|facts\/)/,
      /^astro(?::|\/|$)/,
      /^preact/,
    ],
  },
  {
    room: /^e2e\//,
    may: [
      own('e2e'),
      own('widgets/models'),
      /^content\/locales\.ts$/,
      /^@playwright\//,
      /^@axe-core\//,
      /^node:/,
      /^sirv$/,
    ],
  },
  { room: /^astro\.config\.mjs$/, may: [/^src\/integrations\//, /^(?:astro|@astrojs)\//] },
];

/** Tests stand beside what they test; they may also use Node's runner, fast-check, vectors and other implementations. */
const testsMay = [/^node:/, /^fast-check$/, /^content\/(?:vectors|facts)\//, /^(?:ws|jose|tough-cookie)$/];

export const imports: Check = {
  name: 'each folder imports only from folders to its left',
  run: ({ sources }) => [...sources].flatMap(([path, text]) => problemsOf(path, text)),
};

function problemsOf(path: string, text: string): Problem[] {
  const problems: Problem[] = [];
  if (path.endsWith('.mdx') && /^import\s/m.test(text.replaceAll(/^```[\s\S]*?^```/gm, ''))) {
    problems.push({ where: path, what: 'has an import line. Names are bound in src/components/names.ts' });
  }
  if (!/\.(?:tsx?|astro|mjs)$/.test(path)) return problems;
  const rule = rules.find(({ room }) => room.test(path));
  if (!rule) return problems;
  const folder = rule.room.exec(path)?.[1] ?? '';
  const may = rule.may.map((each) => new RegExp(each.source.replace('$1', folder)));
  for (const target of importsOf(path, text)) {
    const allowed = [...may, ...(test.test(path) ? testsMay : [])];
    if (!allowed.some((each) => each.test(target))) {
      problems.push({
        where: path,
        what: `imports ${target}. Its room may import: ${rule.may.map(String).join(' ') || 'nothing'}`,
      });
    }
  }
  return problems;
}

/** What a file imports, as paths of this house or package names. */
export function importsOf(path: string, text: string): string[] {
  const code = withoutComments(path.endsWith('.astro') ? scriptsOf(text) : text);
  const specifiers = [
    ...code.matchAll(
      /(?:^|[\n;])\s*(?:import|export)\s[^'";]*?from\s*['"]([^'"]+)['"]|(?:^|[\n;])\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g,
    ),
  ];
  return specifiers.map(([, from, bare, dynamic]) => resolve(path, from ?? bare ?? dynamic ?? ''));
}

function scriptsOf(text: string): string {
  const front = /^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '';
  const scripts = [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code);
  return [front, ...scripts].join('\n');
}

function withoutComments(code: string): string {
  return code.replaceAll(/^\s*\/\/.*$/gm, '').replaceAll(/\/\*[\s\S]*?\*\//g, '');
}

function resolve(path: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier);
  return specifier;
}
