// Puts the page's own script into the page: reading a page is one request. The script's imports of figures stay
// imports, with addresses made relative to the page.
import { init, parse } from 'es-module-lexer';
import { applyEdits, attribute, type Edit, elementsOf } from './html.ts';
import { relativeTo } from './relative-links.ts';

/** `read` returns the code of a script of the site by its path, `/assets/x.js`. Runs before links are made relative. */
export async function inlineScripts(
  html: string,
  page: string,
  read: (path: string) => Promise<string>,
): Promise<string> {
  await init;
  const edits: Edit[] = [];
  for (const element of elementsOf(html)) {
    const src = attribute(element, 'src');
    const where = element.sourceCodeLocation;
    if (element.tagName !== 'script' || src === undefined || !where) continue;
    const code = importsFrom(page, src, await read(src));
    if (/<\/script|<!--/i.test(code))
      throw new Error(`${src} holds "</script" or "<!--" and cannot be put into a page.`);
    edits.push({
      start: where.startOffset,
      end: where.endOffset,
      text: `<script type="module">${code.trim()}</script>`,
    });
  }
  return applyEdits(html, edits);
}

/** Rewrites `import("./Figure.js")` of a script at `path` so that it holds in the page. */
function importsFrom(page: string, path: string, code: string): string {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const [imports] = parse(code);
  const edits = imports.flatMap(({ n: specifier, s: start, e: end, d: dynamic }): Edit[] => {
    if (specifier === undefined || !/^\.{0,2}\//.test(specifier)) return [];
    const target = new URL(specifier, `https://site${folder}`).pathname;
    const relative = relativeTo(page, target);
    const written = relative.startsWith('.') ? relative : `./${relative}`;
    return [{ start, end, text: dynamic > -1 ? JSON.stringify(written) : written }];
  });
  return applyEdits(code, edits);
}
