// Facts, sources and terms that a chapter names exist, and every fact's source is in the list of sources.
// A page refuses an unknown name when it is rendered; this names all of them at once, and the facts nobody prints.
import type { Check, House, Problem } from './house.ts';

export const references: Check = {
  name: 'facts, sources and terms resolve',
  run: (house) => {
    const sources = idsIn(house, /^content\/sources\.yaml$/, /^- id: ["']?([\w.-]+)/gm);
    const terms = idsIn(house, /^content\/glossary\.yaml$/, /^- id: ["']?([\w.-]+)/gm);
    const facts = idsIn(house, /^content\/facts\/(?!fact\.ts).*\.ts$/, /\bid: '([\w.-]+)'/g);
    const demand = (pattern: RegExp, file: RegExp, known: ReadonlySet<string>, kind: string, prefix = '') =>
      matchesIn(house, file, pattern).flatMap(({ path, name }): Problem[] =>
        known.has(prefix + name)
          ? []
          : [{ where: path, what: `names the ${kind} ${prefix}${name}, which does not exist` }],
      );
    const chapters = /^content\/chapters\/.*\.(?:mdx|yaml)$/;
    return [
      ...demand(/<Fact id="([^"]+)"/g, chapters, facts, 'fact'),
      ...demand(/\{([a-z0-9-]+(?:\.[a-z0-9-]+)+)\}/g, /questions\.yaml$/, facts, 'fact'),
      ...demand(/<Rfc n="?\{?(\d+)/g, chapters, sources, 'source', 'rfc'),
      ...demand(/<Source id="([^"]+)"/g, chapters, sources, 'source'),
      ...demand(/<Term id="([^"]+)"/g, chapters, terms, 'term'),
      ...demand(/\bsource: '([^']+)'/g, /^content\/facts\/(?!fact\.ts).*\.ts$/, sources, 'source'),
    ];
  },
};

function matchesIn({ sources }: House, file: RegExp, pattern: RegExp): { path: string; name: string }[] {
  return [...sources].flatMap(([path, whole]) => {
    // Comments show how a thing is written; they name nothing.
    const text = path.endsWith('.yaml') ? whole.replaceAll(/^\s*#.*$/gm, '') : whole;
    return file.test(path) ? [...text.matchAll(pattern)].map(([, name = '']) => ({ path, name })) : [];
  });
}

function idsIn(house: House, file: RegExp, pattern: RegExp): Set<string> {
  return new Set(matchesIn(house, file, pattern).map(({ name }) => name));
}
