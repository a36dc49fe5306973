// Reads a page as parse5 sees it and edits it in place: what is not edited stays byte for byte as it was written.
import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** All elements in document order. */
export function elementsOf(html: string): Element[] {
  const found: Element[] = [];
  const visit = (node: Node) => {
    if ('tagName' in node) found.push(node);
    if ('childNodes' in node) for (const child of node.childNodes) visit(child);
    if ('content' in node) visit(node.content);
  };
  visit(parse(html, { sourceCodeLocationInfo: true }));
  return found;
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value;
}

/** An edit that gives an attribute another value. */
export function setAttribute(element: Element, name: string, value: string): Edit {
  const where = element.sourceCodeLocation?.attrs?.[name];
  if (!where) throw new Error(`<${element.tagName}> has no attribute ${name} to replace.`);
  return {
    start: where.startOffset,
    end: where.endOffset,
    text: `${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`,
  };
}

/** Text inside an element, markup left out. */
export function textOf(element: Element): string {
  const parts: string[] = [];
  const visit = (node: Node) => {
    if ('value' in node && node.nodeName === '#text') parts.push(node.value);
    if ('childNodes' in node) for (const child of node.childNodes) visit(child);
  };
  visit(element);
  return parts.join('');
}

export function applyEdits(html: string, edits: readonly Edit[]): string {
  let result = '';
  let from = 0;
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start)) {
    result += html.slice(from, start) + text;
    from = end;
  }
  return result + html.slice(from);
}
