// From bundled modules to scripts that a page may load from a disk: browsers load no modules from file: addresses,
// and a copy of the book in a folder is one of the ways in which it is read.
//
// `import{a as b}from"./x.js";…export{c as d}` becomes an entry in a table of the page,
// `"./name.js":[["./x.js"],given0=>{let{a:b}=given0;…return{d:c}}]`: the modules it needs, and what makes its exports
// from theirs. The page's loader (components/chrome/figures.ts) makes a module when it is first asked for.

const importing = /^\s*import(?:\{([^}]*)\}from)?"([^"]+)";/;
const exporting = /export\{([^}]*)\};?\s*$/;

/** Modules by name (`./name.js`), each minified output of esbuild: imports stand first, the one export last. */
export function classicScript(modules: ReadonlyMap<string, string>): string {
  const entries = [...modules].map(([name, code]) => `${JSON.stringify(name)}:${entryOf(code)}`);
  return `Object.assign(self.figures??={},{${entries.join()}})\n`;
}

function entryOf(code: string): string {
  const needs: string[] = [];
  const given: string[] = [];
  let body = code;
  for (let found = importing.exec(body); found; found = importing.exec(body)) {
    const [statement, names = '', file = ''] = found;
    if (names) given.push(`let{${pairs(names, (from, to) => `${from}:${to}`)}}=given${needs.length};`);
    needs.push(file);
    body = body.slice(statement.length);
  }
  const exported = exporting.exec(body);
  const made = exported ? pairs(exported[1] ?? '', (from, to) => `${to}:${from}`) : '';
  if (exported) body = body.slice(0, exported.index);
  if (/(?:^|[;}\n])(?:import|export)[\s{*"]/.test(body))
    throw new Error('A bundle imports or exports in a way that classic-script.ts does not know.');
  // Longer than any name that a minifier gives: in a large bundle a function of its own is called a0.
  const parameters = needs.map((_, index) => `given${index}`).join();
  return `[${JSON.stringify(needs)},(${parameters})=>{"use strict";${given.join('')}${body}\nreturn{${made}}}]`;
}

/** The modules that a module names in its imports. */
export function needsOf(code: string): string[] {
  const needs: string[] = [];
  let rest = code;
  for (let found = importing.exec(rest); found; found = importing.exec(rest)) {
    needs.push(found[2] ?? '');
    rest = rest.slice(found[0].length);
  }
  return needs;
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
