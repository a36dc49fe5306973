// Every link inside the site leads to a page, a file and an id that exist, and none depends on where the site stands.
import { posix } from 'node:path';
import { attribute, type Element } from '../html.ts';
import type { Check, House, Page, Problem } from './house.ts';

export const links: Check = {
  name: 'every link inside the site resolves, anchor included, and is relative',
  run: (house) =>
    house.pages.flatMap((page) => [
      ...doubleIds(page),
      ...page.elements.flatMap((element) => problemsOf(house, page, element)),
    ]),
};

function problemsOf(house: House, page: Page, element: Element): Problem[] {
  if (attribute(element, 'rel') === 'canonical' || attribute(element, 'rel') === 'alternate') return [];
  const value = attribute(element, 'href') ?? attribute(element, 'src');
  if (value === undefined || element.namespaceURI.endsWith('svg')) return [];
  const target = internalTarget(page.path, value);
  if (!target) return [];
  const bad = (what: string) => [{ where: page.path, what: `<${element.tagName}> leads to ${value}, ${what}` }];
  if (target.absolute) return bad('which holds only at the root of a domain');
  const other = house.pages.find(({ path }) => path === target.path);
  if (!other) return house.files.has(target.path) ? [] : bad('which does not exist');
  if (target.id && !other.ids.has(target.id)) return bad(`and ${target.path} has no id ${target.id}`);
  return [];
}

/** Where a link inside the site leads; undefined for the rest of the world. */
export function internalTarget(
  page: string,
  value: string,
): { path: string; id: string; absolute: boolean } | undefined {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(value)) return undefined;
  const [address = '', fragment = ''] = value.split('#');
  const file = address.split('?')[0] ?? '';
  const path = file === '' ? page : posix.join(posix.dirname(page), file);
  return { path, id: decodeURIComponent(fragment.split('?')[0] ?? ''), absolute: file.startsWith('/') };
}

function doubleIds({ path, elements }: Page): Problem[] {
  const seen = new Set<string>();
  return elements.flatMap((element) => {
    const id = attribute(element, 'id');
    if (id === undefined || !seen.has(id)) {
      if (id !== undefined) seen.add(id);
      return [];
    }
    return [{ where: path, what: `has the id ${id} twice` }];
  });
}
