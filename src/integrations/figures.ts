// Bundles the figures: a page names a figure's source, and gets one bundle for it and one runtime for all.
// Vite could do it, but splits Preact, hooks, shared parts and a preload helper into six files; here they are few
// and the page's own script needs no list of figures.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { locales } from '#content/locales.ts';
import { classicScript } from './classic-script.ts';

/** From the address that a page names to the address of the bundle: `/widgets/views/x/X.tsx` to `/assets/X.hash.js`. */
export type Bundles = ReadonlyMap<string, string>;

/** Bundles the named figures, and their words, a file for each language. `top` is the top of the repository. */
export async function bundleFigures(top: string, dist: string, sources: readonly string[]): Promise<Bundles> {
  const views = sources.filter((source) => source.endsWith('.tsx'));
  const words = sources.filter((source) => /strings\.ts\?\w+$/.test(source));
  return new Map([...(await bundleViews(top, dist, views)), ...(await writeWords(top, dist, words))]);
}

async function bundleViews(top: string, dist: string, views: readonly string[]): Promise<[string, string][]> {
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
  for (const [file] of outputs) {
    const path = join(top, file);
    await writeFile(path, classicScript(await readFile(path, 'utf8')));
  }
  return views.map((view) => {
    const file = outputs.find(([, { entryPoint }]) => entryPoint === view.slice(1))?.[0];
    if (!file) throw new Error(`${view} was not bundled.`);
    return [view, `/assets/${basename(file)}`];
  });
}

/** `/widgets/views/x/strings.ts?en`: the words of one language as a module of their own. */
async function writeWords(top: string, dist: string, sources: readonly string[]): Promise<[string, string][]> {
  await mkdir(join(dist, 'assets'), { recursive: true });
  return Promise.all(
    sources.map(async (source): Promise<[string, string]> => {
      const [path = '', locale = ''] = source.split('?');
      if (!locales.some((each) => each === locale))
        throw new Error(`${source} names no language. Allowed: ${locales.join(', ')}.`);
      const { strings } = (await import(pathToFileURL(join(top, path)).href)) as { strings: Record<string, unknown> };
      const code = classicScript(`var words=${JSON.stringify(strings[locale])};export{words};`);
      const hash = createHash('sha256').update(code).digest('hex').slice(0, 8);
      const name = `/assets/${path.split('/').at(-2)}.${locale}.${hash}.js`;
      await writeFile(join(dist, name), code);
      return [source, name];
    }),
  );
}
