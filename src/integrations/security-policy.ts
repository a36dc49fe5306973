// A content security policy in every page: nothing but this site's scripts, and inline code only by its hash.
import { createHash } from 'node:crypto';
import { applyEdits, attribute, elementsOf, textOf } from './html.ts';

/** Runs last: any later edit of a script or style would break its hash. */
export function securityPolicy(html: string): string {
  const elements = elementsOf(html);
  const hashes = (tag: string) => [
    ...new Set(
      elements
        .filter((each) => each.tagName === tag && attribute(each, 'src') === undefined)
        .map((each) => hash(textOf(each))),
    ),
  ];
  const policy = [
    `default-src 'none'`,
    `script-src 'self' ${hashes('script').join(' ')}`,
    `style-src ${hashes('style').join(' ') || "'none'"}`,
    'img-src data:',
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  const charset = elements.find((each) => each.tagName === 'meta' && attribute(each, 'charset') !== undefined);
  const after = charset?.sourceCodeLocation?.endOffset;
  if (after === undefined) throw new Error('The page has no <meta charset> to put the policy after.');
  return applyEdits(html, [
    { start: after, end: after, text: `<meta http-equiv="content-security-policy" content="${policy}">` },
  ]);
}

function hash(code: string): string {
  return `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
}
