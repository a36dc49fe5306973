// Every recording of Linux 6.18 that concerns the model is replayed; what is not is listed with its reason.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { caseOf, replay } from './proof/cases.ts';
import type { Recording } from './proof/recording.ts';

const captures = new URL('../../../content/vectors/captures/', import.meta.url);
const read = (name: string): Recording =>
  JSON.parse(readFileSync(new URL(`linux-6.18/${name}.json`, captures), 'utf8'));
const names = readdirSync(new URL('linux-6.18/', captures))
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length))
  .sort();
const isReplayed = (name: string): boolean => caseOf(name, read(name)) !== undefined;
const replayed = names.filter(isReplayed);
/** What figures and the page of recordings print: kept true here. */
const proof = JSON.parse(readFileSync(new URL('proofs.json', captures), 'utf8')).find(
  ({ model }: { readonly model: string }) => model === 'tcp',
) as { readonly recordings: string[]; readonly leftOut: Readonly<Record<string, { readonly en: string }>> };

for (const name of replayed) {
  test(`the model does what Linux 6.18 did in ${name}`, () => {
    assert.deepEqual(replay(name, read(name)), []);
  });
}

test('every recording is replayed or listed with a reason, and no reason is left over', () => {
  const listed = Object.keys(proof.leftOut);
  assert.deepEqual(
    names.filter((name) => !isReplayed(name) && !listed.includes(name)),
    [],
  );
  assert.deepEqual(
    listed.filter((name) => !names.includes(name) || isReplayed(name)),
    [],
  );
});

test('the reasons stand in the README too', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8').replaceAll(/ +/g, ' ');
  for (const [name, { en }] of Object.entries(proof.leftOut)) assert.ok(readme.includes(`| ${name} | ${en} |`), name);
});

test('the table of proofs that figures print names exactly what is replayed', () => {
  assert.deepEqual(proof.recordings, replayed);
});

test('a model that is wrong is found out: each recording differs from the run of another profile', () => {
  const name = '09a-last-ack-lost-1-times';
  const recording = read(name);
  const slower = { ...recording, one_way_delay_s: 2 * Number(recording.one_way_delay_s) };
  assert.notDeepEqual(replay(name, slower), []);
});
