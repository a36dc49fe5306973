// Golden traces: runs that a person has read, one scenario a file. With GOLDEN=write they are written anew.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fullWithPorts } from './full.ts';
import { golden } from './golden/scenarios.ts';
import { parseLog } from './parse.ts';
import { printLog } from './print.ts';
import { simulate } from './simulate.ts';

const { GOLDEN } = process.env;

for (const { name, claim, scenario } of golden) {
  test(`${claim} (${name})`, () => {
    const file = new URL(`golden/${name}.pkt`, import.meta.url);
    const log = simulate(scenario, fullWithPorts);
    const text = `# ${claim}.\n${printLog(log)}`;
    if (GOLDEN === 'write') writeFileSync(file, text);
    assert.equal(text, readFileSync(file, 'utf8'));
    assert.deepEqual(parseLog(text), log);
  });
}

test('a line that is no event is named, with what to do', () => {
  assert.throws(
    () => parseLog('0.000000 client ? what\n'),
    /not a line of a log: "0.000000 client \? what"; see print.ts/,
  );
  assert.throws(() => parseLog(''), /has no end/);
});
