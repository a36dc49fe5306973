/** The languages of the book. The one leaf that every room may import. */
export const locales = ['en', 'zh'] as const;

export type Locale = (typeof locales)[number];

/** Text in every language: a missing one does not compile, and in YAML it stops the build. */
export type Localized<T = string> = Readonly<Record<Locale, T>>;

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}
