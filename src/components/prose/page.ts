// Which chapter and language a component is rendered in, read from the page's address.
import { isLocale, type Locale } from '#content/locales.ts';

export interface PageContext {
  readonly locale: Locale;
  /** Empty outside a chapter. */
  readonly slug: string;
  /** The file an author has to open when something on this page is wrong. */
  readonly file: string;
}

export function pageContext(url: URL): PageContext {
  const [first = '', second = ''] = url.pathname.split('/').filter(Boolean);
  const locale = isLocale(first) ? first : 'en';
  const name = second.replace(/\.html$/, '');
  const slug = name === 'index' ? '' : name;
  return { locale, slug, file: slug ? `content/chapters/${slug}/${locale}.mdx` : `src/pages (${url.pathname})` };
}
