// The built site as files: what npm run build left in dist.
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const dist = fileURLToPath(new URL('../dist/', import.meta.url));

if (!existsSync(`${dist}404.html`)) throw new Error(`There is no built site in ${dist}. Run npm run build first.`);

/** Every page, by its path from the top of the site: `en/time-wait.html`. */
export const pages: readonly string[] = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.html'))
  .sort();
