import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import fc from 'fast-check';
import { decodeState, encodeState } from '../../../models/share/share.ts';
import { bytesOf, flip, frameOf, withBytes } from './frames.ts';
import { presets, type SampleName, type SegmentState, samples, schema } from './state.ts';
import { strings } from './strings.ts';

const captures = new URL('../../../../content/vectors/captures/linux-6.18-bytes/', import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(`${name}.json`, captures), 'utf8'));
const frame = (part: Partial<SegmentState> = {}, locale: 'en' | 'zh' = 'en') =>
  frameOf({ ...presets.syn, ...part }, strings[locale]);
const names = Object.keys(presets) as SampleName[];

test('the samples are bytes of the recording, and the answers to them those that were recorded', () => {
  const recorded = (read('40-bytes').segments as { tcp: string }[]).map(({ tcp }) => tcp);
  for (const name of names) assert.ok(recorded.includes(samples[name]), name);
  assert.match(frameOf(presets.syn, strings.en).result, /\*\*SYN\*\* opens .* \*\*SYN ACK\*\*/);
  assert.match(frameOf(presets['syn-ack'], strings.en).result, /\*\*SYN ACK\*\* answers .* \*\*ACK\*\*/);
  assert.match(frameOf(presets.data, strings.en).result, /\*\*PSH ACK\*\* carries data.* recv\(\) returns 5/);
  assert.match(frameOf(presets.fin, strings.en).result, /\*\*FIN ACK\*\* ends .*CLOSE_WAIT/);
});

test('a flag that is changed takes the checksum with it, and changed back gives the recorded bytes', () => {
  for (const name of names)
    for (let bit = 0; bit < 8; bit++) {
      const changed = flip(presets[name], bit);
      assert.equal(changed.bytes.length, 1);
      assert.ok(frameOf(changed, strings.en).checksumFits);
      assert.notDeepEqual(bytesOf(changed).slice(16, 18), bytesOf(presets[name]).slice(16, 18));
      assert.deepEqual(flip(changed, bit), presets[name]);
    }
});

test('a changed byte keeps its wrong checksum, and Linux drops it', () => {
  const bytes = Uint8Array.from(bytesOf(presets.data));
  bytes[36] = 0x21;
  const { result, wrong, checksumFits } = frameOf(withBytes(presets.data, bytes), strings.en);
  assert.ok(!checksumFits);
  assert.match(result, /drops it in silence.*checksum/);
  assert.match(wrong[0] ?? '', /^Byte 16: the checksum is 0x[0-9a-f]{4}, right would be 0x/);
});

test('what is wrong with a header is said with the byte and the field', () => {
  const said = (what: string) => {
    const { tcp } = read('42-malformed').segments.find((each: { what: string }) => each.what === what);
    return frame({ bytes: [tcp] }).wrong[0] ?? '';
  };
  assert.match(said('data offset 4'), /^Byte 12, data offset 4: that is a header of 16 bytes/);
  assert.match(said('option length 0'), /^Byte 21: Option: maximum segment size with length 0/);
  assert.match(
    said('option runs over the header'),
    /^Byte 23: .* with length 4 runs over the end of the header at byte 24/,
  );
  assert.match(said('option without length'), /^Byte 23: .* \(kind 2\) has no length/);
  assert.match(said('cut off in the urgent pointer'), /^Byte 19: the bytes end in the field “Urgent pointer”/);
  assert.match(frame({ bytes: [samples.syn.slice(0, 38)] }).result, /drops it in silence/);
});

test('another port is another story, except where nobody listens anyway', () => {
  const bytes = Uint8Array.from(bytesOf(presets.syn));
  bytes[3] = 0x91;
  const moved = { ...flip(flip(withBytes(presets.syn, bytes), 3), 3) };
  assert.match(frameOf(moved, strings.en).result, /depends on more than the flags/);
  assert.match(frameOf({ ...moved, peer: 'CLOSED' }, strings.en).result, /\*\*RST ACK\*\*/);
});

test('every combination of flags, peer and sample gives whole sentences and cells that fill their rows', () => {
  const hex = fc.oneof(
    fc.constantFrom(...Object.values(samples)),
    fc.uint8Array({ minLength: 1, maxLength: 90 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  );
  const drawn = fc.record(
    {
      sample: fc.constantFrom(...names),
      bytes: hex.map((each) => [each]),
      peer: fc.constantFrom(...schema.peer.values),
      field: fc.constantFrom(...schema.field.values),
    },
    { noNullPrototype: true },
  );
  const whole = (state: SegmentState) => {
    for (const locale of ['en', 'zh'] as const) {
      const { result, wrong, cells, rows, about } = frameOf(state, strings[locale]);
      for (const text of [result, ...wrong, ...about, ...rows.flat()]) assert.doesNotMatch(text, /[{}]|undefined|NaN/);
      assert.ok(result.length > 20);
      for (const { from, to } of cells) assert.ok(to > from && Math.floor(from / 32) === Math.floor((to - 1) / 32));
    }
  };
  for (const sample of names)
    for (const peer of schema.peer.values)
      for (let flags = 0; flags < 256; flags++) {
        let state: SegmentState = { ...presets[sample], peer };
        for (let bit = 0; bit < 8; bit++)
          if (((flags ^ (bytesOf(presets[sample])[13] ?? 0)) >> bit) & 1) state = flip(state, bit);
        whole(state);
      }
  fc.assert(fc.property(drawn, whole), { numRuns: 2_000 });
});

test('changed bytes travel in a link', () => {
  const changed = flip(presets.fin, 2);
  const link = encodeState('segment', schema, changed, presets.syn);
  assert.deepEqual(decodeState('segment', schema, `#${link}`, presets.syn), { state: changed, notes: [] });
});
