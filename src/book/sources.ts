// From a source's id and a place in it to a link: RFC sections and the anchors of kernel documents.
import type { Locale } from '#content/locales.ts';
import { chapterPath } from '../i18n/paths.ts';
import type { Book } from './book.ts';
import { AuthorError } from './errors.ts';

export interface SourceLink {
  readonly href: string;
  /** `RFC 9293 §3.6.1` */
  readonly label: string;
}

interface Where {
  readonly file: string;
  readonly field: string;
}

/** Throws {@link AuthorError} when the source is not in content/sources.yaml. */
export function sourceLink(book: Book, id: string, at: string | undefined, locale: Locale, where: Where): SourceLink {
  const source = book.sources.get(id);
  if (!source) throw new AuthorError({ ...where, received: id, allowed: [...book.sources.keys()] });
  const title = typeof source.title === 'string' ? source.title : source.title[locale];
  if (source.kind === 'rfc') return rfcLink(title, source.url, at);
  if (source.kind === 'recording') return recordingLink(title, at, locale);
  const separator = locale === 'zh' ? '：' : ', ';
  return { href: source.url, label: at === undefined ? title : `${title}${separator}${at}` };
}

/** Recordings are named by their scenario: 09a, 661. Several are one link to the first; 09 is a group of them. */
function recordingLink(title: string, at: string | undefined, locale: Locale): SourceLink {
  const page = chapterPath(locale, 'recordings');
  if (at === undefined) return { href: page, label: title };
  const name = /^#?([\da-z-]+)/.exec(at)?.[1] ?? '';
  const anchor = /^\d\d$/.test(name) ? `#s${name}` : name === '' ? '' : `#r${name}`;
  const label = at.replaceAll('#', '');
  return { href: `${page}${anchor}`, label: locale === 'zh' ? `${title}：${label}` : `${title}, ${label}` };
}

/** rfc-editor.org gives every section an anchor: #section-3.6.1, #appendix-B.2. */
function rfcLink(title: string, url: string, at: string | undefined): SourceLink {
  const short = /^RFC \d+/.exec(title)?.[0] ?? title;
  if (at === undefined) return { href: url, label: short };
  const section = /^§?\s*\(?(\d+(?:\.\d+)*)/.exec(at)?.[1];
  const appendix = /^Appendix ([A-Z](?:\.\d+)*)/.exec(at)?.[1];
  const anchor = section ? `#section-${section}` : appendix ? `#appendix-${appendix}` : '';
  return { href: `${url}${anchor}`, label: `${short} ${/^\d/.test(at) ? `§${at}` : at}` };
}
