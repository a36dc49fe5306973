// Styles that components leave in the body go into the head, each once: a figure brings its own, and a page that has
// none of a kind does not pay for it. Layers, named in the head, decide what wins: the order of styles does not.
import { applyEdits, type Edit, elementsOf, textOf } from './html.ts';

export function gatherStyles(html: string): string {
  const elements = elementsOf(html);
  const head = elements.find(({ tagName }) => tagName === 'head');
  const headEnd = head?.sourceCodeLocation?.endTag?.startOffset;
  if (headEnd === undefined) return html;
  const edits: Edit[] = [];
  const found = new Set<string>();
  for (const element of elements) {
    const where = element.sourceCodeLocation;
    if (element.tagName !== 'style' || !where || where.startOffset < headEnd) continue;
    found.add(textOf(element).trim());
    edits.push({ start: where.startOffset, end: where.endOffset, text: '' });
  }
  if (found.size === 0) return html;
  return applyEdits(html, [...edits, { start: headEnd, end: headEnd, text: `<style>${[...found].join('')}</style>` }]);
}
