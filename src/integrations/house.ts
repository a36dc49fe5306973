// What happens after Astro has built: pages are finished, then every check runs over the result.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { readHouse } from './checks/house.ts';
import { report } from './checks/report.ts';
import { bundleFigures } from './figures.ts';
import { gatherStyles } from './gather-styles.ts';
import { attribute, elementsOf } from './html.ts';
import { figureAttributes, relativeLinks } from './relative-links.ts';
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
        const top = fileURLToPath(new URL('../../', import.meta.url));
        const pages = await finishPages(top, dist);
        await writeFile(join(dist, 'sitemap.xml'), sitemap(pages, site ?? unknownSite));
        await writeFile(join(dist, 'robots.txt'), robots(site ?? unknownSite));
        if (!site) logger.warn('SITE is not set: sitemap.xml names https://2msl.example/. Set it to publish.');
        const { lines, failed } = report(await readHouse(top, dist));
        for (const line of lines) logger.info(line);
        if (failed > 0)
          throw new Error(`${failed} ${failed === 1 ? 'check' : 'checks'} failed; the lines above say what and where.`);
      },
    },
  };
}

/** Finishes every page and returns their paths: `/en/time-wait.html`. */
async function finishPages(top: string, dist: string): Promise<string[]> {
  const files = await readdir(dist, { recursive: true });
  const pages = files.filter((file) => file.endsWith('.html')).map((file) => `/${file.replaceAll('\\', '/')}`);
  const html = new Map(
    await Promise.all(
      pages.map(async (page): Promise<[string, string]> => [page, await readFile(join(dist, page), 'utf8')]),
    ),
  );
  const figures = new Set(
    [...html.values()].flatMap((each) =>
      elementsOf(each).flatMap((element) => figureAttributes.flatMap((name) => attribute(element, name) ?? [])),
    ),
  );
  // The page's own script is small and stands in the page; figures come from their own bundler. What else Astro
  // put there (its renderer's runtime) is not used.
  await rm(join(dist, 'assets'), { recursive: true, force: true });
  const bundles = await bundleFigures(top, dist, [...figures]);
  // An empty module that marks the top of the site for the page of missing addresses.
  await mkdir(join(dist, 'assets'), { recursive: true });
  await writeFile(join(dist, 'assets/top.js'), '');
  for (const [page, text] of html)
    await writeFile(join(dist, page), securityPolicy(gatherStyles(relativeLinks(text, page, bundles))));
  return pages;
}
