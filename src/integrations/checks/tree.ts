// The tree stays the one that README.md draws: fixed rooms, names that say what a file is about, files of one subject.
import type { Check, Problem } from './house.ts';

const rooms = /^(?:content|widgets|src|e2e)\//;
const usual =
  /^(?:package\.json|package-lock\.json|tsconfig\.json|astro\.config\.mjs|README\.md|STYLE\.md|LICENSE(?:-[\w.-]+)?|biome\.json|playwright\.config\.ts|\.[\w./-]+)$/;
const vague = /(?:^|\/)(?:utils?|lib|libs|shared|common|helpers?|misc|types)(?:\/|\.tsx?$)/;
const longest = 400;

export const tree: Check = {
  name: 'the tree has its four rooms, names that say what a file is about, and no file of two subjects',
  run: ({ sources }) => [...sources].flatMap(([path, text]) => problemsOf(path, text)),
};

function problemsOf(path: string, text: string): Problem[] {
  const problems: Problem[] = [];
  if (!rooms.test(path) && !usual.test(path)) {
    problems.push({
      where: path,
      what: 'stands outside content, widgets, src and e2e. Move it into the room that it belongs to',
    });
  }
  if (vague.test(path))
    problems.push({ where: path, what: 'has a name that does not say what it is about. Name its subject' });
  const lines = text.split('\n').length;
  if (/\.(?:tsx?|astro|mjs)$/.test(path) && !/\.(?:test|spec)\.ts$/.test(path) && lines > longest) {
    problems.push({ where: path, what: `has ${lines} lines; past ${longest} it has two subjects. Find the seam` });
  }
  return problems;
}
