// What every figure's server shell needs: the language of the page, a preset that exists, the line of proof.
import { fill } from './fill.ts';

/** The words around a figure that never change. */
export interface Caption {
  readonly title: string;
  readonly hint: string;
  /** With {count} and {names} of the recordings. */
  readonly proof: string;
}

/** The language is the first folder of the page's address. */
export function shellLocale(url: URL): 'en' | 'zh' {
  return url.pathname.startsWith('/zh/') ? 'zh' : 'en';
}

/** Returns the preset's name; an unknown one is an author's mistake and stops the build. */
export function presetOf<P extends object>(widget: string, presets: P, name: string, url: URL): keyof P & string {
  if (Object.hasOwn(presets, name)) return name as keyof P & string;
  const file = url.pathname.replace(/^\/(\w+)\/([\w-]+)\.html$/, 'content/chapters/$2/$1.mdx');
  const allowed = Object.keys(presets).join(', ');
  throw new Error(`${file}: <${widget} preset>: received ${JSON.stringify(name ?? 'nothing')}. Allowed: ${allowed}.`);
}

/** Puts the number of recordings and the scenarios they belong to into the sentence. */
export function proofWords(template: string, proof: { readonly recordings: readonly string[] }): string {
  const scenarios = [...new Set(proof.recordings.map((name) => name.split('-')[0] ?? name))];
  return fill(template, { count: proof.recordings.length, names: scenarios.join(', ') });
}
