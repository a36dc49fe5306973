// Every recording of Linux 6.18 that concerns the model is replayed; what is not is listed with its reason.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cases, replay } from './proof/cases.ts';
import type { Recording } from './proof/recording.ts';

const folder = new URL('../../../content/vectors/captures/linux-6.18/', import.meta.url);
const read = (name: string): Recording => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length));

for (const name of names) {
  if (!cases[name]) continue;
  test(`the model does what Linux 6.18 did in ${name}`, () => {
    assert.deepEqual(replay(name, read(name)), []);
  });
}
