// Runs every check and says, a line each, what holds and what does not.
import { bytes } from './bytes.ts';
import type { Check, House } from './house.ts';
import { imports } from './imports.ts';
import { language } from './language.ts';
import { links } from './links.ts';
import { parallel } from './parallel.ts';
import { policy } from './policy.ts';
import { publishedIds } from './published-ids.ts';
import { purity } from './purity.ts';
import { references } from './references.ts';
import { tree } from './tree.ts';

export const checks: readonly Check[] = [
  tree,
  imports,
  purity,
  references,
  parallel,
  links,
  language,
  publishedIds,
  policy,
  bytes,
];

export function report(house: House): { readonly lines: readonly string[]; readonly failed: number } {
  const lines: string[] = [];
  let failed = 0;
  for (const check of checks) {
    const problems = check.run(house);
    lines.push(`${problems.length === 0 ? 'holds' : 'FAILS'}: ${check.name}`);
    for (const { where, what } of problems.slice(0, 20)) lines.push(`  ${where}: ${what}`);
    if (problems.length > 20) lines.push(`  … and ${problems.length - 20} more`);
    if (problems.length > 0) failed += 1;
  }
  return { lines, failed };
}
