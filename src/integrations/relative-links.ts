// Astro writes absolute addresses. This makes every internal one relative to its page, so that one build works
// at the root of a domain, under any path, and in a folder on a disk.
import { posix } from 'node:path';
import type { Bundles } from './figures.ts';
import { applyEdits, attribute, elementsOf, setAttribute } from './html.ts';

/** Attributes of a figure that name a module; bundles say which files it is now. */
export const figureAttributes = ['data-code', 'data-words'] as const;
const attributes = ['href', 'src', ...figureAttributes] as const;

/** `page` is the page's own path in the site: `/en/time-wait.html`. */
export function relativeLinks(html: string, page: string, bundles: Bundles = new Map()): string {
  const edits = elementsOf(html).flatMap((element) =>
    attributes.flatMap((name) => {
      const value = attribute(element, name);
      if (value === undefined || !value.startsWith('/') || value.startsWith('//')) return [];
      return [
        setAttribute(
          element,
          name,
          name === 'href' || name === 'src'
            ? relativeTo(page, value)
            : (bundles.get(value) ?? [value]).map((file) => moduleFrom(page, file)).join(' '),
        ),
      ];
    }),
  );
  return applyEdits(html, edits);
}

/** From `/en/time-wait.html` to `/assets/x.js`: `../assets/x.js`. A folder means its index.html. */
export function relativeTo(page: string, target: string): string {
  const [path = '', ...rest] = target.split(/(?=[?#])/);
  const file = path.endsWith('/') ? `${path}index.html` : path;
  if (file === page && rest.length > 0) return rest.join('');
  return posix.relative(posix.dirname(page), file) + rest.join('');
}

/** A module's address; in development it is given to import(), which takes a bare name for something else. */
function moduleFrom(page: string, target: string): string {
  const relative = relativeTo(page, target);
  return relative.startsWith('.') ? relative : `./${relative}`;
}
