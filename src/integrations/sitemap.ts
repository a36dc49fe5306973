// sitemap.xml with each page's other languages, and robots.txt. Both want whole addresses, which only the person
// who publishes a copy knows: SITE=https://example.org/ npm run build.
import { locales } from '#content/locales.ts';
import { languageTag, pathIn } from '../i18n/paths.ts';

/** RFC 2606: a name that nobody can own stands for the unknown one. */
export const unknownSite = 'https://2msl.example/';

export function sitemap(pages: readonly string[], site: string): string {
  const listed = pages.filter((page) => /^\/(?:en|zh)\//.test(page)).sort();
  const address = (page: string) => new URL(page.slice(1), site).href;
  const entries = listed.map((page) => {
    const others = locales.map(
      (locale) =>
        `<xhtml:link rel="alternate" hreflang="${languageTag(locale)}" href="${address(pathIn(locale, page))}"/>`,
    );
    return `<url><loc>${address(page)}</loc>${others.join('')}</url>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...entries,
    '</urlset>\n',
  ].join('\n');
}

export function robots(site: string): string {
  return `User-agent: *\nAllow: /\nSitemap: ${new URL('sitemap.xml', site).href}\n`;
}
