// Shiki writes colours as style attributes, which the content security policy forbids.
// Its css-variables theme names the kind of each token; this turns the name into a class.
import type { ShikiTransformer } from 'shiki';

const classOfToken: Readonly<Record<string, string>> = {
  comment: 'hl-c',
  function: 'hl-f',
  keyword: 'hl-k',
  constant: 'hl-n',
  string: 'hl-s',
  'string-expression': 'hl-s',
  parameter: '',
  punctuation: '',
  link: '',
};

/** A transformer for Shiki's `css-variables` theme: no style attribute is left in the output. */
export function codeClasses(): ShikiTransformer {
  return {
    name: 'code-classes',
    pre(node) {
      const language = this.options.lang;
      node.properties = { class: 'code', 'data-lang': language, tabindex: '0' };
    },
    span(node) {
      const style = String(node.properties['style'] ?? '');
      delete node.properties['style'];
      const token = /token-([a-z-]+)/.exec(style)?.[1];
      if (token !== undefined && classOfToken[token] === undefined) {
        throw new Error(
          `Shiki names a token kind ${token} that code-classes.ts does not know. Add it to classOfToken.`,
        );
      }
      const name = token === undefined ? '' : classOfToken[token];
      if (name) node.properties['class'] = name;
    },
    // MDX takes the tree and never asks for HTML, so spans that say nothing are taken out of the tree.
    line(node) {
      node.children = node.children.flatMap((token) =>
        token.type === 'element' && !token.properties['class'] ? token.children : token,
      );
    },
    code(node) {
      node.children = node.children.flatMap((line) => (line.type === 'element' ? line.children : line));
    },
  };
}
