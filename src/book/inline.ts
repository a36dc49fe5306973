// Inline text of the data files: `code` and {fact.id}, to HTML. Everything else is escaped.
import type { Locale } from '#content/locales.ts';
import { factReference } from './book.ts';
import { findFact, printFact } from './facts.ts';

export function inlineHtml(text: string, locale: Locale): string {
  const html = text
    .split('`')
    .map((piece, index) => (index % 2 === 1 ? `<code>${escapeHtml(piece)}</code>` : withFacts(piece, locale)))
    .join('');
  return locale === 'zh' ? closeHanGaps(html) : html;
}

/** "60 秒 的": a fact that ends in a Chinese unit needs no space before Chinese. */
function closeHanGaps(text: string): string {
  return text.replaceAll(/(\p{Script=Han}) (?=\p{Script=Han})/gu, '$1');
}

/** The same text for a description or a card: no markup. */
export function inlineText(text: string, locale: Locale): string {
  const plain = text.replaceAll('`', '').replaceAll(factReference, (_, id: string) => printedFact(id, locale));
  return locale === 'zh' ? closeHanGaps(plain) : plain;
}

function withFacts(text: string, locale: Locale): string {
  return escapeHtml(text).replaceAll(factReference, (_, id: string) => escapeHtml(printedFact(id, locale)));
}

function printedFact(id: string, locale: Locale): string {
  const fact = findFact(id);
  // book.ts has refused unknown facts before a page is rendered.
  return fact ? printFact(fact, locale) : `{${id}}`;
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
