import assert from 'node:assert/strict';
import test from 'node:test';
import { defaults } from '../../models/share/share.ts';
import { frameOf, group } from './frames.ts';
import { presets, schema } from './state.ts';
import { strings } from './strings.ts';

const first = defaults(schema);

test('it opens with one destination running out of ports', () => {
  const { result, chart } = frameOf(first, strings.en);
  assert.match(result, /28\.2\u00a0s\*\* connect\(\) fails with \*\*EADDRNOTAVAIL/);
  assert.match(result, /allow \*\*470\*\* connections per second\. Every call fails until 60\u00a0s, and 53 %/);
  assert.ok(chart.alarm);
});

test('a share is not rounded to none or all, nor a limit to none', () => {
  const said = (change: object) => frameOf({ ...presets.default, ...change }, strings.en).result;
  assert.match(said({ rate: 471 }), /and <\u00a01 % of them/);
  assert.match(said({ ports: 1 }), /allow \*\*0\.016\*\* connections per second.*>\u00a099 % of them/);
});

test('a hundred destinations hold, bind() first takes it back, reuse helps', () => {
  assert.equal(frameOf(presets['one-hundred-destinations'], strings.en).chart.alarm, undefined);
  assert.match(frameOf(presets['bind-first'], strings.en).result, /bind\(\) fails with \*\*EADDRINUSE/);
  assert.match(frameOf(presets['reuse-on'], strings.en).result, /^It holds/);
});

test('every corner of the sliders has a whole sentence in both languages and a curve inside its box', () => {
  const ends = (key: 'rate' | 'ports' | 'destinations' | 'wait') => [schema[key].min, schema[key].max];
  for (const rate of ends('rate'))
    for (const ports of ends('ports'))
      for (const destinations of ends('destinations'))
        for (const wait of ends('wait'))
          for (const reuse of schema.reuse.values)
            for (const bind of schema.bind.values) {
              for (const words of Object.values(strings)) {
                const { result, rows, chart } = frameOf(
                  { ...first, rate, ports, destinations, wait, reuse, bind },
                  words,
                );
                assert.doesNotMatch(result + rows.flat().join(''), /[{}]|NaN|Infinity|undefined/);
                assert.ok(
                  chart.line.flat().every((share) => share >= 0 && share <= 1),
                  JSON.stringify(chart.line),
                );
              }
            }
});

test('numbers from five digits on are grouped', () => {
  assert.equal(group(28232), '28,232');
  assert.equal(group(470), '470');
});
