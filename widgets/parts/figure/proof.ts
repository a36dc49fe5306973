// The proof line of a figure, from the table that the model's tests keep true.
import { fill } from './fill.ts';

/** Puts the number of recordings and the scenarios they belong to into the sentence. */
export function proofWords(template: string, proof: { readonly recordings: readonly string[] }): string {
  const scenarios = [...new Set(proof.recordings.map((name) => name.split('-')[0] ?? name))];
  return fill(template, { count: proof.recordings.length, names: scenarios.join(', ') });
}
