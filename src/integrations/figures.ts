// Bundles the figures: a page names a figure's source, and gets its bundle, what it shares with others, and its words.
// Vite could do it, but splits Preact, hooks, shared parts and a preload helper into six files; here they are few,
// all of them are named in the page, so that they are fetched at once, and the page's own script needs no list.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { locales } from '#content/locales.ts';
import { classicScript, needsOf } from './classic-script.ts';

/** From the address that a page names to the files that it needs, its own first: `/assets/X.hash.js`, … */
export type Bundles = ReadonlyMap<string, readonly string[]>;

/** Bundles the named figures, and their words, a file for each language. `top` is the top of the repository. */
export async function bundleFigures(top: string, dist: string, sources: readonly string[]): Promise<Bundles> {
  const views = sources.filter((source) => source.endsWith('.tsx'));
  const words = sources.filter((source) => /strings\.ts\?\w+$/.test(source));
  return new Map([...(await bundleViews(top, dist, views)), ...(await writeWords(top, dist, words))]);
}

async function bundleViews(top: string, dist: string, views: readonly string[]): Promise<[string, string[]][]> {
  if (views.length === 0) return [];
  const result = await build({
    absWorkingDir: top,
    entryPoints: views.map((view) => view.slice(1)),
    outdir: join(dist, 'assets'),
    entryNames: '[name].[hash]',
    chunkNames: 'shared.[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    target: 'es2022',
    legalComments: 'none',
    jsx: 'transform',
    jsxFactory: 'h',
    jsxFragment: 'Fragment',
    inject: [join(top, 'widgets/parts/jsx.ts')],
    tsconfigRaw: {},
    metafile: true,
  });
  const outputs = Object.entries(result.metafile.outputs);
  const code = new Map<string, string>();
  for (const [file] of outputs) {
    code.set(`./${basename(file)}`, await readFile(join(top, file), 'utf8'));
    await rm(join(top, file));
  }
  const entries = new Map(
    views.map((view): [string, string] => {
      const file = outputs.find(([, { entryPoint }]) => entryPoint === view.slice(1))?.[0];
      if (!file) throw new Error(`${view} was not bundled.`);
      return [view, `./${basename(file)}`];
    }),
  );
  const groups = grouped(code, [...entries.values()]);
  const fileOf = new Map<string, string>();
  for (const group of groups) {
    const script = classicScript(new Map(group.map((name) => [name, code.get(name) ?? ''])));
    const [only = ''] = group;
    const file = entriesHave(entries, only) ? only.slice(2) : `shared.${hash(script)}.js`;
    await writeFile(join(dist, 'assets', file), script);
    for (const name of group) fileOf.set(name, `/assets/${file}`);
  }
  return [...entries].map(([view, entry]) => {
    const files = closure(code, entry).map((name) => fileOf.get(name) ?? '');
    return [view, [...new Set(files)]];
  });
}

const entriesHave = (entries: ReadonlyMap<string, string>, name: string): boolean =>
  [...entries.values()].includes(name);

/** A module and all that it needs, itself first. */
function closure(code: ReadonlyMap<string, string>, name: string, seen: string[] = []): string[] {
  if (seen.includes(name)) return seen;
  seen.push(name);
  for (const need of needsOf(code.get(name) ?? '')) closure(code, need, seen);
  return seen;
}

/** Shared code shorter than this, in characters, gets no file of its own. */
const leastShared = 7_000;
/** With its own file and its words, a figure makes five requests at most, all at once. */
const mostShared = 3;

interface Group {
  readonly names: readonly string[];
  /** The figures that need one of its modules. */
  readonly users: ReadonlySet<string>;
}

/**
 * Modules that share a file. A bundler makes a chunk for every set of figures that have something in common, down to a
 * few hundred bytes; a small one goes into the smallest larger file whose figures include its own. Where a figure would
 * still need more than three, the two of its files are joined that make others fetch the least in vain.
 */
export function grouped(code: ReadonlyMap<string, string>, entries: readonly string[]): string[][] {
  const needs = new Map(entries.map((entry) => [entry, new Set(closure(code, entry))]));
  const usersOf = (name: string) => new Set(entries.filter((entry) => needs.get(entry)?.has(name)));
  const size = ({ names }: Group) => names.reduce((sum, name) => sum + (code.get(name) ?? '').length, 0);
  const shared = [...code.keys()]
    .filter((name) => !entries.includes(name))
    .map((name): Group => ({ names: [name], users: usersOf(name) }));
  let groups = shared.filter((group) => size(group) >= leastShared);
  let homeless: Group | undefined;
  for (const group of shared.filter((each) => size(each) < leastShared)) {
    const [home] = groups
      .filter((each) => group.users.isSubsetOf(each.users))
      .sort((a, b) => a.users.size - b.users.size || a.names.join().localeCompare(b.names.join()));
    if (home) groups = groups.map((each) => (each === home ? joined(each, group, each.users) : each));
    else homeless = homeless ? joined(homeless, group) : group;
  }
  groups = [...groups, ...(homeless ? [homeless] : [])];
  for (;;) {
    const crowded = entries
      .map((entry) => groups.filter(({ users }) => users.has(entry)))
      .filter((own) => own.length > mostShared);
    const [[one, other] = []] = crowded
      .flatMap((own) => own.flatMap((a, index) => own.slice(index + 1).map((b): [Group, Group] => [a, b])))
      .sort((a, b) => inVain(a, size) - inVain(b, size));
    if (!one || !other) break;
    groups = [...groups.filter((each) => each !== one && each !== other), joined(one, other)];
  }
  return [...entries.map((entry) => [entry]), ...groups.map(({ names }) => [...names])];
}

const joined = (a: Group, b: Group, users: Group['users'] = a.users.union(b.users)): Group => ({
  names: [...a.names, ...b.names],
  users,
});

/** Characters that figures would fetch without a need if the two groups were one. */
function inVain([a, b]: [Group, Group], size: (group: Group) => number): number {
  return a.users.difference(b.users).size * size(b) + b.users.difference(a.users).size * size(a);
}

/** `/widgets/views/x/strings.ts?en`: the words of one language as a module of their own. */
async function writeWords(top: string, dist: string, sources: readonly string[]): Promise<[string, string[]][]> {
  await mkdir(join(dist, 'assets'), { recursive: true });
  return Promise.all(
    sources.map(async (source): Promise<[string, string[]]> => {
      const [path = '', locale = ''] = source.split('?');
      if (!locales.some((each) => each === locale))
        throw new Error(`${source} names no language. Allowed: ${locales.join(', ')}.`);
      const { strings } = (await import(pathToFileURL(join(top, path)).href)) as { strings: Record<string, unknown> };
      const code = `var words=${JSON.stringify(strings[locale])};export{words};`;
      const name = `${path.split('/').at(-2)}.${locale}.${hash(code)}.js`;
      await writeFile(join(dist, 'assets', name), classicScript(new Map([[`./${name}`, code]])));
      return [source, [`/assets/${name}`]];
    }),
  );
}

const hash = (code: string): string => createHash('sha256').update(code).digest('hex').slice(0, 8);
