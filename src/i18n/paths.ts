// From a chapter and a language to a path in the built site. Pages link with these; a step
// after the build makes them relative.
import type { Locale } from '#content/locales.ts';

export function homePath(locale: Locale): string {
  return `/${locale}/index.html`;
}

export function chapterPath(locale: Locale, slug: string): string {
  return `/${locale}/${slug}.html`;
}

/** The same page in another language. `path` is a path of this site: `/en/time-wait.html`. */
export function pathIn(locale: Locale, path: string): string {
  const rest = path.replace(/^\/(?:en|zh)(?=\/|$)/, '');
  return `/${locale}${rest === '' || rest === '/' ? '/index.html' : rest}`;
}

export function languageTag(locale: Locale): string {
  return locale === 'zh' ? 'zh-Hans' : 'en';
}
