// A model is a function of its arguments: no clock, no chance, no page, no network, no console.
import type { Check } from './house.ts';

const forbidden = [
  'Date',
  'performance',
  'Math.random',
  'crypto.getRandomValues',
  'setTimeout',
  'setInterval',
  'queueMicrotask',
  'requestAnimationFrame',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'document',

  'navigator',
  'localStorage',
  'globalThis',
  'process',
  'console',
  'Intl',
  'await',
];
const use = new RegExp(
  `(?<![\\w.$'"\`-])(${forbidden.map((name) => name.replace('.', '\\.')).join('|')})(?![\\w$'"\`-])(?!\\s*[:?]\\s)`,
  'g',
);

export const purity: Check = {
  name: 'models use no clock, no chance, no page, no network',
  run: ({ sources }) =>
    [...sources].flatMap(([path, text]) => {
      if (!/^widgets\/models\/.*\.ts$/.test(path) || /\.(?:test|bench)\.ts$/.test(path)) return [];
      // A model may have a function of its own with such a name: `process` a segment.
      const own = new Set([...text.matchAll(/\bfunction (\w+)/g)].map(([, name]) => name));
      return codeOf(text).flatMap((line, index) =>
        [...line.matchAll(use)]
          .filter(([, name]) => !own.has(name))
          .map(([, name]) => ({
            where: `${path}:${index + 1}`,
            what: `uses ${name}. Make it an argument`,
          })),
      );
    }),
};

/** Lines without comments and without the contents of strings. */
function codeOf(text: string): string[] {
  const blank = (match: string) => match.replaceAll(/[^\n]/g, ' ');
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, blank)
    .replaceAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, blank)
    .replaceAll(/\/\/.*$/gm, blank)
    .split('\n');
}
