// From a bundled module to a script that a page may load from a disk: browsers load no modules from file: addresses,
// and a copy of the book in a folder is one of the ways in which it is read.
//
// `import{a as b}from"./x.js";…export{c as d}` becomes `figure=[["./x.js"],a0=>{let{a:b}=a0;…return{d:c}}]`:
// the files it needs, and what makes its exports from theirs. The page's loader (components/chrome/figures.ts) reads
// the variable when the script has run.

const importing = /^\s*import(?:\{([^}]*)\}from)?"([^"]+)";/;
const exporting = /export\{([^}]*)\};?\s*$/;

/** `code` is minified output of esbuild: its imports stand first, its one export last. */
export function classicScript(code: string): string {
  const needs: string[] = [];
  const given: string[] = [];
  let body = code;
  for (let found = importing.exec(body); found; found = importing.exec(body)) {
    const [statement, names = '', file = ''] = found;
    if (names) given.push(`let{${pairs(names, (from, to) => `${from}:${to}`)}}=a${needs.length};`);
    needs.push(file);
    body = body.slice(statement.length);
  }
  const exported = exporting.exec(body);
  const made = exported ? pairs(exported[1] ?? '', (from, to) => `${to}:${from}`) : '';
  if (exported) body = body.slice(0, exported.index);
  if (/(?:^|[;}\n])(?:import|export)[\s{*"]/.test(body))
    throw new Error('A bundle imports or exports in a way that classic-script.ts does not know.');
  const parameters = needs.map((_, index) => `a${index}`).join();
  return `figure=[${JSON.stringify(needs)},(${parameters})=>{"use strict";${given.join('')}${body}return{${made}}}]\n`;
}

/** `a as b,c` to `a:b,c:c`, as the caller writes them. */
function pairs(list: string, write: (from: string, to: string) => string): string {
  return list
    .split(',')
    .filter((item) => item.trim() !== '')
    .map((item) => {
      const [from = '', to = from] = item.trim().split(/\s+as\s+/);
      return write(from, to);
    })
    .join();
}
