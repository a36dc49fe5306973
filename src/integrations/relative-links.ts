// Astro writes absolute addresses. This makes every internal one relative to its page, so that one build works
// at the root of a domain, under any path, and in a folder on a disk.
import { posix } from 'node:path';
import { applyEdits, attribute, elementsOf, setAttribute } from './html.ts';

const attributes = ['href', 'src'] as const;

/** `page` is the page's own path in the site: `/en/time-wait.html`. */
export function relativeLinks(html: string, page: string): string {
  const edits = elementsOf(html).flatMap((element) =>
    attributes.flatMap((name) => {
      const value = attribute(element, name);
      if (value === undefined || !value.startsWith('/') || value.startsWith('//')) return [];
      return [setAttribute(element, name, relativeTo(page, value))];
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
