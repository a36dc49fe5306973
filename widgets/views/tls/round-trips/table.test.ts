import assert from 'node:assert/strict';
import test from 'node:test';
import { tableOf } from './table.ts';

test('the table has every combination, in both languages', () => {
  for (const locale of ['en', 'zh'] as const) {
    const { columns, rows } = tableOf(locale);
    assert.deepEqual(columns, ['TCP', 'TCP Fast Open', 'QUIC']);
    assert.deepEqual(
      rows.map(({ cells }) => cells.map(({ trips }) => trips?.all ?? '–').join(' ')),
      ['1 0 –', '3 2 –', '2 1 –', '2 1 –', '2 1 1', '3 2 2', '2 1 1', '1 0 0'],
    );
    for (const { name, cells } of rows)
      for (const { spoken } of cells) assert.ok(name && spoken && !/[{}]/.test(spoken));
  }
});
