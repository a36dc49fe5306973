// What the checks look at: the sources as text and the built site as pages and files.
import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { attribute, type Element, elementsOf } from '../html.ts';

export interface Page {
  /** `/en/time-wait.html` */
  readonly path: string;
  readonly html: string;
  readonly elements: readonly Element[];
  readonly ids: ReadonlySet<string>;
}

export interface House {
  /** Sources by their path from the top: `widgets/models/tcp/sequence.ts`. */
  readonly sources: ReadonlyMap<string, string>;
  readonly pages: readonly Page[];
  /** Every file of the built site that is not a page, by its path in the site. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** What a check found. Empty: it holds. */
export interface Problem {
  readonly where: string;
  readonly what: string;
}

/** One rule. `name` is a claim that is true when the check passes. */
export interface Check {
  readonly name: string;
  readonly run: (house: House) => readonly Problem[];
}

export function pageOf(path: string, html: string): Page {
  const elements = elementsOf(html);
  const ids = new Set(elements.flatMap((element) => attribute(element, 'id') ?? []));
  return { path, html, elements, ids };
}

/** A small house for tests: sources and pages from plain objects. */
export function houseOf(parts: {
  sources?: Record<string, string>;
  pages?: Record<string, string>;
  files?: Record<string, string>;
}): House {
  const bytes = Object.entries(parts.files ?? {}).map(([path, text]): [string, Uint8Array] => [
    path,
    new TextEncoder().encode(text),
  ]);
  return {
    sources: new Map(Object.entries(parts.sources ?? {})),
    pages: Object.entries(parts.pages ?? {}).map(([path, html]) => pageOf(path, html)),
    files: new Map(bytes),
  };
}

export async function readHouse(top: string, dist: string): Promise<House> {
  const sources = new Map<string, string>();
  for (const path of await sourceFiles(top)) {
    if (/\.(?:ts|tsx|astro|mjs|mdx|css|yaml|txt|md|json)$/.test(path) && !path.startsWith('content/vectors/')) {
      sources.set(path, await readFile(join(top, path), 'utf8'));
    } else {
      sources.set(path, '');
    }
  }
  const pages: Page[] = [];
  const files = new Map<string, Uint8Array>();
  for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    const path = full.slice(dist.replace(/\/$/, '').length).replaceAll('\\', '/');
    if (path.endsWith('.html')) pages.push(pageOf(path, await readFile(full, 'utf8')));
    else files.set(path, await readFile(full));
  }
  return { sources, pages, files };
}

/** Tracked and new files where there is git, else a walk: a copy without git can be built too. */
async function sourceFiles(top: string): Promise<string[]> {
  try {
    const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
      cwd: top,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const present = await Promise.all(
      list
        .split('\n')
        .filter(Boolean)
        .map(async (path) => ((await exists(join(top, path))) ? [path] : [])),
    );
    if (list) return present.flat();
  } catch {
    // No git here.
  }
  const entries = await readdir(top, { recursive: true, withFileTypes: true });
  const all = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(top.length).replaceAll('\\', '/'));
  return all.filter((path) => !/^(?:node_modules|dist|\.astro|\.git|test-results|playwright-report)\//.test(path));
}

async function exists(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    () => false,
  );
}
