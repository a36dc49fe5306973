// An address that was published works for ever: content/published-ids.txt is only added to. An id that has to go
// gets an alias: an element with the old id where the new one is.
import type { Check, House, Problem } from './house.ts';

export const list = 'content/published-ids.txt';

export const publishedIds: Check = {
  name: 'no published id has disappeared, and every new one is listed',
  run: (house) => {
    const listed = new Set((house.sources.get(list) ?? '').split('\n').filter((line) => line && !line.startsWith('#')));
    const present = idsOf(house);
    const gone = [...listed].filter((address) => !stands(house, address));
    const fresh = [...present].filter((id) => !listed.has(id));
    return [
      ...gone.map(
        (id): Problem => ({
          where: id,
          what: `was published and is gone. Put an element with this id where its content went`,
        }),
      ),
      ...fresh.map((id): Problem => ({ where: id, what: `is new. Add this line to ${list}` })),
    ];
  },
};

/** Any element will do to keep an old address, not only those that make a new one. */
function stands({ pages }: House, address: string): boolean {
  const [page, id] = address.split('#');
  return pages.some(({ path, ids }) => path === `/en/${page}` && (id === undefined || ids.has(id)));
}

/** `time-wait.html#why-2msl`: headings, figures, terms, rows and entries that a reader may link to, without the language. */
export function idsOf({ pages }: House): Set<string> {
  const ids = new Set<string>();
  for (const { path, elements } of pages) {
    const page = /^\/en\/(.+)$/.exec(path)?.[1];
    if (!page) continue;
    ids.add(page);
    for (const element of elements) {
      const id = element.attrs.find(({ name }) => name === 'id')?.value;
      const lasting =
        /^(?:h[2-6]|figure|tr|li)$/.test(element.tagName) || (element.tagName === 'div' && page === 'glossary.html');
      if (id && lasting) ids.add(`${page}#${id}`);
    }
  }
  return ids;
}
