// What happens after Astro has built: pages are finished, then every check runs over the result.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { readHouse } from './checks/house.ts';
import { report } from './checks/report.ts';
import { inlineScripts } from './inline-scripts.ts';
import { relativeLinks } from './relative-links.ts';
import { securityPolicy } from './security-policy.ts';
import { robots, sitemap, unknownSite } from './sitemap.ts';

export function house(): AstroIntegration {
  let site: string | undefined;
  return {
    name: 'house',
    hooks: {
      'astro:config:done': ({ config }) => {
        site = config.site;
      },
      'astro:build:done': async ({ dir, logger }) => {
        const dist = fileURLToPath(dir);
        const pages = await finishPages(dist);
        await writeFile(join(dist, 'sitemap.xml'), sitemap(pages, site ?? unknownSite));
        await writeFile(join(dist, 'robots.txt'), robots(site ?? unknownSite));
        if (!site) logger.warn('SITE is not set: sitemap.xml names https://2msl.example/. Set it to publish.');
        const { lines, failed } = report(await readHouse(fileURLToPath(new URL('../../', import.meta.url)), dist));
        for (const line of lines) logger.info(line);
        if (failed > 0)
          throw new Error(`${failed} ${failed === 1 ? 'check' : 'checks'} failed; the lines above say what and where.`);
      },
    },
  };
}

/** Finishes every page and returns their paths: `/en/time-wait.html`. */
async function finishPages(dist: string): Promise<string[]> {
  const files = await readdir(dist, { recursive: true });
  const pages = files.filter((file) => file.endsWith('.html')).map((file) => `/${file.replaceAll('\\', '/')}`);
  const inlined = new Set<string>();
  const read = (path: string) => {
    inlined.add(path);
    return readFile(join(dist, path), 'utf8');
  };
  for (const page of pages) {
    const file = join(dist, page);
    const whole = await inlineScripts(await readFile(file, 'utf8'), page, read);
    await writeFile(file, securityPolicy(relativeLinks(whole, page)));
  }
  for (const path of inlined) await rm(join(dist, path));
  return pages;
}
