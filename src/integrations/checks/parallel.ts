// Both languages of a chapter have the same sections, components and props in the same order; both languages of a
// page have the same ids.
import { type Locale, locales } from '#content/locales.ts';
import type { Check, House, Problem } from './house.ts';

/** Props whose values are words and differ between languages. */
const wordProps = new Set(['said']);

export const parallel: Check = {
  name: 'both languages have the same sections, components and ids in the same order',
  run: (house) => [...sourceProblems(house), ...pageProblems(house)],
};

function sourceProblems({ sources }: House): Problem[] {
  const [first, ...others] = locales;
  return [...sources].flatMap(([path, text]) => {
    if (!new RegExp(`^content/chapters/[^/]+/${first}\\.mdx$`).test(path)) return [];
    return others.flatMap((locale) => {
      const other = path.replace(`${first}.mdx`, `${locale}.mdx`);
      const translated = sources.get(other);
      if (translated === undefined) return [{ where: other, what: `is missing; ${path} exists` }];
      return firstDifference(componentsOf(text), componentsOf(translated), other);
    });
  });
}

/** Components with their props, code blocks left out: `Fact id="linux.timewait.length"`. */
export function componentsOf(mdx: string): string[] {
  const prose = mdx.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/<(\/?[A-Z]\w*)((?:\s+\w+=(?:"[^"]*"|\{[^}]*\}))*)\s*\/?>/g)].map(
    ([, name = '', props = '']) => {
      const kept = [...props.matchAll(/(\w+)=("[^"]*"|\{[^}]*\})/g)].flatMap(([, key = '', value]) =>
        wordProps.has(key) ? [key] : [`${key}=${value}`],
      );
      return [name, ...kept].join(' ');
    },
  );
}

function pageProblems({ pages }: House): Problem[] {
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const [first, ...others] = locales;
  const inFirst = pages.filter(({ path }) => path.startsWith(`/${first}/`));
  const foreign = pages.filter(({ path }) => others.some((locale: Locale) => path.startsWith(`/${locale}/`)));
  const missing = foreign
    .filter(({ path }) => !byPath.has(path.replace(/^\/\w+\//, `/${first}/`)))
    .map(({ path }) => ({ where: path, what: `has no page in ${first}` }));
  const differing = inFirst.flatMap(({ path, ids }) =>
    others.flatMap((locale) => {
      const other = path.replace(`/${first}/`, `/${locale}/`);
      const translated = byPath.get(other);
      if (!translated) return [{ where: other, what: `is missing; ${path} exists` }];
      if (path.endsWith('/glossary.html')) return sameSet(ids, translated.ids, other);
      return firstDifference([...ids], [...translated.ids], other);
    }),
  );
  return [...missing, ...differing];
}

/** A glossary is sorted by its own language: the same ids, in any order. */
function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>, where: string): Problem[] {
  const lone = [...a.symmetricDifference(b)];
  return lone.length === 0 ? [] : [{ where, what: `has or lacks the ids ${lone.join(', ')}` }];
}

function firstDifference(a: readonly string[], b: readonly string[], where: string): Problem[] {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    if (a[index] === b[index]) continue;
    return [
      {
        where,
        what: `number ${index + 1} is ${b[index] ?? 'nothing'}, in the other language ${a[index] ?? 'nothing'} (after ${a[index - 1] ?? 'the start'})`,
      },
    ];
  }
  return [];
}
