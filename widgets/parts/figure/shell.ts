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

/** One line of the table that the models' tests keep true. */
export interface Proof {
  readonly model: string;
  readonly recordings: readonly string[];
}

/** Puts the number of recordings of a model and the scenarios they belong to into the sentence. */
export function proofWords(template: string, proofs: readonly Proof[], model: string): string {
  const proof = proofs.find((each) => each.model === model);
  if (!proof)
    throw new Error(
      `No proof is listed for the model ${model}. Listed: ${proofs.map((each) => each.model).join(', ')}.`,
    );
  const scenarios = [...new Set(proof.recordings.map((name) => Number.parseInt(name, 10)))].sort((a, b) => a - b);
  return fill(template, { count: proof.recordings.length, names: ranges(scenarios) });
}

/** 1, 2, 3, 5 to `1–3, 5`. */
function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}
