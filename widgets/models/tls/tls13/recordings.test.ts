import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import type { Recording } from './proof/recording.ts';
import { isTls13, replay } from './proof/replay.ts';
import { trust } from './proof/trust.ts';

const folder = new URL('../../../../content/vectors/captures/tls/', import.meta.url);
const recordings = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Recording)
  .filter((recording) => Array.isArray(recording.connections) && isTls13(recording));

for (const recording of recordings)
  test(`${recording.name} is replayed: secrets, records, Finished, signatures, binders, alerts`, () => {
    const { problems, compared } = replay(recording, trust);
    assert.deepEqual(problems, []);
    assert.ok(compared >= 1);
  });

test('a single bit that differs anywhere in a recording is noticed', () => {
  for (const name of ['510-tls13-aes128-gcm-fixed-randoms', '521-tls13-0rtt-accepted', '529-tls13-client-cert-rsa']) {
    const text = JSON.stringify(recordings.find((each) => each.name === name));
    // Every record, key log line and shared secret that is long enough to be one, one digit of each changed.
    const places = [...text.matchAll(/"hex":"([0-9a-f]{20,})"|(?:SECRET|SECRET_\d) [0-9a-f]{64} ([0-9a-f]{64})/g)];
    assert.ok(places.length > 12);
    for (const { index, 0: found } of places) {
      const at = index + found.length - 12;
      const changed = text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1);
      let problems: readonly string[] = ['it threw'];
      problems = replay(JSON.parse(changed) as Recording, trust).problems;
      assert.ok(problems.length > 0, `${name}: ${found.slice(0, 60)}`);
    }
  }
});
