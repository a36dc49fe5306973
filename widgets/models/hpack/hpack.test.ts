import assert from 'node:assert/strict';
import test from 'node:test';
import vectors from '#content/vectors/rfc7541/blocks.json' with { type: 'json' };
import huffmanVectors from '#content/vectors/rfc7541/huffman.json' with { type: 'json' };
import { decodeBlock } from './decode.ts';
import { encodeBlock } from './encode.ts';
import { huffmanCodes, huffmanDecode, huffmanEncode } from './huffman.ts';
import { decodeInteger, encodeInteger } from './integer.ts';
import { emptyTable, entrySize, firstDynamic, resized } from './table.ts';

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('RFC 7541, appendix B: the code follows from its lengths', () => {
  assert.equal(huffmanVectors.codes.length, 257);
  for (const [symbol, bits] of huffmanVectors.codes) {
    const code = huffmanCodes[Number(symbol)];
    assert.ok(code);
    assert.equal(code.bits.toString(2).padStart(code.length, '0'), bits);
  }
});

test('RFC 7541, C.1: integers', () => {
  assert.deepEqual(encodeInteger(10, 5, 0), [10]);
  assert.deepEqual(encodeInteger(1337, 5, 0), [31, 154, 10]);
  assert.deepEqual(encodeInteger(42, 8, 0), [42]);
  assert.deepEqual(decodeInteger(Uint8Array.of(0xff, 154, 10), 0, 5), { ok: true, value: 1337, end: 3 });
});

// Blocks of one section number (C.3, C.4 …) are one connection; those of C.2 stand alone.
const connectionOf = (section: string) => (section.startsWith('C.2') ? section : section.slice(0, 3));
const tableSizeOf = (section: string) => (/^C\.[56]/.test(section) ? 256 : 4_096);
const connections = Map.groupBy(vectors.blocks, ({ section }) => connectionOf(section));

for (const [name, blocks] of connections)
  test(`RFC 7541, ${name}: octets, fields and tables, both ways`, () => {
    let decoding = emptyTable(tableSizeOf(name));
    let encoding = decoding;
    for (const { fields, hex, table, tableSize } of blocks) {
      const decoded = decodeBlock(decoding, bytesOf(hex));
      assert.equal(decoded.problem, undefined);
      assert.deepEqual(
        decoded.fields.map((field) => [field.name, field.value]),
        fields,
      );
      decoding = decoded.table;
      assert.deepEqual(
        decoding.entries.map((entry) => [entry.name, entry.value, entrySize(entry)]),
        table,
      );
      assert.equal(decoding.size, tableSize);
      // C.2.2 and C.2.3 show representations that an encoder takes only when it is told to.
      const indexing = ({ 'C.2.2': 'without', 'C.2.3': 'never' } as const)[name];
      const encoded = encodeBlock(
        encoding,
        fields.map(([field = '', value = '']) => ({ name: field, value, indexing })),
        { huffman: /^C\.[46]/.test(name) ? 'always' : 'never' },
      );
      assert.equal(hexOf(encoded.bytes), hex);
      assert.deepEqual(encoded.representations, decoded.representations);
      encoding = encoded.table;
    }
  });

test('index 62 is always the newest', () => {
  let table = emptyTable();
  for (const value of ['one', 'two', 'three']) ({ table } = encodeBlock(table, [{ name: 'x-count', value }]));
  assert.deepEqual(decodeBlock(table, Uint8Array.of(0x80 | firstDynamic)).fields, [
    { name: 'x-count', value: 'three', neverIndexed: false },
  ]);
});

test('a field larger than the table empties it, and is not added', () => {
  const { table } = encodeBlock(emptyTable(100), [{ name: 'a', value: 'b' }]);
  const { table: after, representations } = encodeBlock(table, [{ name: 'long', value: 'x'.repeat(100) }]);
  assert.equal(after.entries.length, 0);
  assert.equal(after.maxSize, 100);
  assert.deepEqual(representations[0]?.evicted, [{ name: 'a', value: 'b' }]);
});

test('a new entry may take its name from the entry that it evicts: RFC 7541 (4.4)', () => {
  const size = entrySize({ name: 'x-only', value: 'one' });
  const first = encodeBlock(emptyTable(size), [{ name: 'x-only', value: 'one' }]);
  const second = encodeBlock(first.table, [{ name: 'x-only', value: 'two' }]);
  assert.equal(second.representations[0]?.number, firstDynamic);
  const decoded = decodeBlock(decodeBlock(emptyTable(size), first.bytes).table, second.bytes);
  assert.deepEqual(decoded.table, second.table);
  assert.deepEqual(decoded.fields[0], { name: 'x-only', value: 'two', neverIndexed: false });
});

test('a field that is never indexed stays a literal, even when a table has it', () => {
  const { table } = encodeBlock(emptyTable(), [{ name: 'authorization', value: 'secret' }]);
  const again = encodeBlock(table, [{ name: 'authorization', value: 'secret', indexing: 'never' }]);
  assert.equal(again.representations[0]?.kind, 'never-indexed');
  assert.equal(decodeBlock(table, again.bytes).fields[0]?.neverIndexed, true);
});

const problems: readonly (readonly [name: string, hex: string, code: string, at: number, end: number])[] = [
  ['index 0', '80', 'index-zero', 0, 1],
  ['an index behind both tables', 'be', 'index-too-large', 0, 1],
  ['a name behind both tables', '7e0161', 'index-too-large', 0, 1],
  ['an integer that never ends', 'ff80808080808080', 'integer-too-large', 0, 7],
  ['an integer that is cut off', 'ff80', 'integer-truncated', 0, 2],
  ['a string that is cut off', '400a6375', 'string-truncated', 1, 4],
  ['no value', '4001', 'string-truncated', 1, 2],
  ['a value that is missing', '400161', 'integer-truncated', 3, 3],
  ['EOS in a string', '4084ffffffff00', 'huffman-eos', 2, 6],
  ['padding of a whole octet', '4081ff00', 'huffman-padding-too-long', 2, 3],
  // 00011 is "a"; the three bits behind it must be 1.
  ['padding of zeros', '40811800', 'huffman-padding-not-eos', 2, 3],
  ['a size update behind a field', '8220', 'size-update-late', 1, 2],
  ['a size update of 2^32 - 1', '3fe0ffffff0f', 'size-update-too-large', 0, 6],
  ['a size update of 2^32', '3fe1ffffff0f', 'integer-too-large', 0, 6],
];
for (const [name, hex, code, at, end] of problems)
  test(`refused: ${name}`, () => {
    const { problem } = decodeBlock(emptyTable(), bytesOf(hex));
    assert.deepEqual([problem?.code, problem?.at, problem?.end], [code, at, end]);
  });

test('a decoder that lowered its limit wants to be told that the encoder follows: RFC 7541 (4.2)', () => {
  assert.equal(decodeBlock(emptyTable(), Uint8Array.of(0x82), { tableSize: 100 }).problem?.code, 'size-update-missing');
  const followed = encodeBlock(emptyTable(), [{ name: ':method', value: 'GET' }], { sizeUpdates: [100] });
  assert.equal(decodeBlock(emptyTable(), followed.bytes, { tableSize: 100 }).problem, undefined);
});

test('two size updates, the smaller first, evict what the smaller has no room for', () => {
  const { table } = encodeBlock(emptyTable(), [{ name: 'a', value: 'b' }]);
  const { bytes, table: after } = encodeBlock(table, [], { sizeUpdates: [0, 4_096] });
  assert.equal(hexOf(bytes), '203fe11f');
  assert.deepEqual(after, emptyTable());
  assert.deepEqual(decodeBlock(table, bytes).table, after);
  assert.deepEqual(resized(table, 0).evicted, [{ name: 'a', value: 'b' }]);
});

test('every block cut short at any octet is refused there or decodes to fewer fields, and never throws', () => {
  for (const { hex } of vectors.blocks) {
    const bytes = bytesOf(hex);
    for (let length = 0; length < bytes.length; length += 1) {
      const { problem, fields } = decodeBlock(emptyTable(), bytes.subarray(0, length));
      assert.ok(problem === undefined || (problem.end <= length && problem.at <= problem.end));
      assert.ok(fields.length <= length);
    }
  }
});

test('the Huffman code takes and gives back every octet', () => {
  const all = String.fromCharCode(...Array.from({ length: 256 }, (_, octet) => octet));
  const { text, symbols, problem } = huffmanDecode(huffmanEncode(all));
  assert.equal(text, all);
  assert.equal(problem, undefined);
  assert.equal(symbols.length, 256);
  assert.equal(symbols[0]?.end, 13);
});
