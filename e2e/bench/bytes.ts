// Bytes on the wire, Brotli 11, counted anew from dist: the build has a check of its own, and two counts are better
// than one.
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { dist, pages } from '../built.ts';
import { print } from './table.ts';

export function bytes(): void {
  const rows = pages.map((path) => {
    const html = readFileSync(dist + path, 'utf8');
    const inside = (tag: string) =>
      brotli(
        [...html.matchAll(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`, 'g'))].map(([, code]) => code).join('\n'),
      );
    const text = html.replaceAll(/<(script|style)[^>]*>[\s\S]*?<\/\1>|<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
    return [path, brotli(html), brotli(text), inside('style'), inside('script')] as const;
  });
  print('Pages, in bytes of Brotli', ['page', 'whole', 'its text', 'CSS in it', 'script in it'], rows);
  print(
    'Figures, in the order of the page: what each adds to what is loaded already',
    ['page', 'figure', 'files', 'script', 'first frame'],
    pages.flatMap(figures),
  );
}

function figures(path: string): (string | number)[][] {
  const html = readFileSync(dist + path, 'utf8');
  const loaded = new Set<string>();
  return [...html.matchAll(/<figure [^>]*>[\s\S]*?<\/figure>/g)].map(([figure]) => {
    const attribute = (name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(figure)?.[1] ?? '';
    const files = ['data-code', 'data-words']
      .flatMap((name) => attribute(name).split(' '))
      .map((file) => posix.join(posix.dirname(path), file))
      .filter((file) => !loaded.has(file));
    for (const file of files) loaded.add(file);
    const script = files.reduce((sum, file) => sum + brotli(readFileSync(dist + file)), 0);
    return [path, attribute('id'), files.length, script, brotli(html) - brotli(html.replace(figure, ''))];
  });
}

function brotli(content: string | Uint8Array): number {
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}
