// Links inside the site stay in the reader's language, but for those that say that they do not (hreflang).
import { type Locale, locales } from '#content/locales.ts';
import { attribute } from '../html.ts';
import type { Check } from './house.ts';
import { internalTarget } from './links.ts';

export const language: Check = {
  name: 'links inside the site stay in the language of the page',
  run: ({ pages }) =>
    pages.flatMap(({ path, elements }) => {
      const own = localeOf(path);
      if (!own) return [];
      return elements.flatMap((element) => {
        const href = attribute(element, 'href');
        if (
          href === undefined ||
          attribute(element, 'hreflang') !== undefined ||
          attribute(element, 'rel') === 'canonical'
        )
          return [];
        const target = internalTarget(path, href);
        const other = target && localeOf(target.path);
        return other && other !== own
          ? [
              {
                where: path,
                what: `<${element.tagName}> leads to ${href}, which is in ${other}. Mark it with hreflang or mend it`,
              },
            ]
          : [];
      });
    }),
};

function localeOf(path: string): Locale | undefined {
  return locales.find((locale) => path.startsWith(`/${locale}/`));
}
