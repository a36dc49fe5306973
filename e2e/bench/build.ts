// What a clean build costs in processor time, with and without what this house adds to Astro's own build.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { print, round } from './table.ts';

const top = fileURLToPath(new URL('../../', import.meta.url));

export function cleanBuild(): void {
  const folder = mkdtempSync(join(tmpdir(), '2msl-bench-'));
  try {
    const bare = join(folder, 'bare.config.mjs');
    writeFileSync(
      bare,
      `import config from ${JSON.stringify(pathToFileURL(join(top, 'astro.config.mjs')).href)};
      export default { ...config, integrations: config.integrations.filter(({ name }) => name !== 'house') };`,
    );
    const house = build(folder);
    const alone = build(folder, ['--config', relative(top, bare)]);
    print(
      'A clean build, seconds of processor time (goal: 1.5 × Astro alone)',
      ['build', 'seconds'],
      [
        ['Astro, then bundles, links, policy and checks', house],
        ['Astro alone, the same pages', alone],
        ['ratio', round(house / alone, 2)],
      ],
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Seconds of processor time, of the build's own process and of those that it waited for. */
function build(folder: string, options: readonly string[] = []): number {
  const usage = join(folder, 'usage');
  const astro = join(top, 'node_modules/astro/bin/astro.mjs');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', usageHook(usage), astro, 'build', '--force', '--outDir', join(folder, 'dist'), ...options],
    { cwd: top, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The build failed, so it was not measured. Mend it first.\n${stdout}\n${stderr}`);
  return round(Number(readFileSync(usage, 'utf8')));
}

/** A module that writes the process's time when it ends; on Linux with its children's: the bundler is one. */
function usageHook(file: string): string {
  const code = `import { readFileSync, writeFileSync } from 'node:fs';
    process.on('exit', () => {
      const { user, system } = process.cpuUsage();
      let children = 0;
      try {
        const [user = 0, system = 0] = readFileSync('/proc/self/stat', 'utf8').replace(/^.*\\) /, '').split(' ').slice(13);
        children = (Number(user) + Number(system)) / 100;
      } catch {}
      writeFileSync(${JSON.stringify(file)}, String((user + system) / 1e6 + children));
    });`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
