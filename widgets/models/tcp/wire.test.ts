// Witnesses: bytes recorded from Linux 6.18 (content/vectors/captures/linux-6.18-bytes).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import fc from 'fast-check';
import { answerTo, type PeerState } from './flag-answers.ts';
import { checksumOf, decodeSegment, encodeSegment, type FieldName, withChecksum } from './wire.ts';

const read = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../content/vectors/captures/linux-6.18-bytes/${name}.json`, import.meta.url), 'utf8'),
  );
interface Recorded {
  readonly from: string;
  readonly to: string;
  readonly tcp: string;
}
const recorded = read('40-bytes').segments as readonly Recorded[];
const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const address = (text: string) => text.split('.').map(Number);
const addresses = { source: [10, 9, 0, 1], destination: [10, 9, 0, 2] };
const value = (hex: string, field: FieldName, part?: string) =>
  decodeSegment(bytesOf(hex)).pieces.find((piece) => piece.field === field && piece.part === part)?.value;

test('the checksum of every recorded segment is the one that Linux wrote', () => {
  for (const { from, to, tcp } of recorded) {
    const bytes = bytesOf(tcp);
    const sum = checksumOf(bytes, { source: address(from), destination: address(to) });
    assert.equal(sum, value(tcp, 'checksum'));
  }
});

test('the recorded SYN is read as tcpdump reads it', () => {
  const syn = recorded[0]?.tcp ?? '';
  assert.equal(value(syn, 'destination-port'), 8080);
  assert.equal(value(syn, 'offset'), 10);
  assert.equal(value(syn, 'flags'), 2);
  assert.equal(value(syn, 'acknowledgement'), 0);
  assert.equal(value(syn, 'window'), 64_240);
  assert.equal(value(syn, 'mss', 'value'), 1_460);
  assert.equal(value(syn, 'window-scale', 'value'), 10);
  assert.equal(value(syn, 'timestamps', 'echo'), 0);
  assert.deepEqual(
    decodeSegment(bytesOf(syn))
      .pieces.slice(10)
      .map(({ field }) => field),
    ['mss', 'mss', 'sack-permitted', 'timestamps', 'timestamps', 'timestamps', 'nop', 'window-scale', 'window-scale'],
  );
});

test('pieces cover every bit of a recorded segment once, in order, and nothing is wrong with it', () => {
  for (const { tcp } of recorded) {
    const { pieces, failures } = decodeSegment(bytesOf(tcp));
    assert.deepEqual(failures, []);
    assert.equal(covered(pieces), tcp.length * 4);
  }
});

const covered = (pieces: ReturnType<typeof decodeSegment>['pieces']): number =>
  pieces.reduce((at, { from, to }) => {
    assert.equal(from, at);
    assert.ok(to > from);
    return to;
  }, 0);

test('each recorded segment, taken apart and written again, is the same bytes', () => {
  for (const { from, to, tcp } of recorded) {
    const bytes = bytesOf(tcp);
    const { headerEnd } = decodeSegment(bytes);
    const field = (name: FieldName) => value(tcp, name) ?? -1;
    const again = encodeSegment(
      {
        sourcePort: field('source-port'),
        destinationPort: field('destination-port'),
        sequence: field('sequence'),
        acknowledgement: field('acknowledgement'),
        flags: field('flags'),
        window: field('window'),
        urgent: field('urgent'),
        options: [...bytes.slice(20, headerEnd)],
        data: [...bytes.slice(headerEnd)],
      },
      { source: address(from), destination: address(to) },
    );
    assert.deepEqual(again, bytes);
  }
});

test('a recorded SYN cut off at any byte names the field in which it ends, or the header that is longer', () => {
  const syn = bytesOf(recorded[0]?.tcp ?? '');
  for (let length = 0; length < syn.length; length++) {
    const { failures, pieces } = decodeSegment(syn.slice(0, length));
    assert.equal(failures[0]?.code, length < 20 ? 'too-short' : 'offset-too-large');
    assert.equal(failures[0]?.at, length < 20 ? length : 12);
    assert.ok(covered(pieces) <= length * 8);
  }
});

const whatIsWrong: Readonly<Record<string, readonly string[]>> = {
  'data offset 4': ['offset-too-small at 12'],
  'data offset 15, beyond the end': ['offset-too-large at 12'],
  'cut off in the urgent pointer': ['too-short at 19'],
  'option length 0': ['option-too-small at 21'],
  'option length 1': ['option-too-small at 21'],
  'option runs over the header': ['option-too-long at 23'],
  'option without length': ['option-cut-off at 23'],
  'MSS of length 3': ['option-odd-length at 21'],
};

test('malformed headers: the decoder names the byte, and Linux answers unless length or checksum is wrong', () => {
  for (const { what, tcp, answer } of read('42-malformed').segments) {
    const bytes = bytesOf(tcp);
    const failures = decodeSegment(bytes).failures;
    if (!what.includes('beyond'))
      assert.deepEqual(
        failures.map(({ code, at }) => `${code} at ${at}`),
        whatIsWrong[what] ?? [],
        what,
      );
    else assert.equal(`${failures[0]?.code} at ${failures[0]?.at}`, whatIsWrong[what]?.[0]);
    const dropped =
      failures.some(({ code }) => /^(?:too-short|offset)/.test(code)) ||
      checksumOf(bytes, addresses) !== value(tcp, 'checksum');
    assert.equal(answer, dropped ? '' : 'SYN ACK', what);
  }
});

test('any bytes are read without an exception, each bit at most once', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const { pieces, failures, headerEnd } = decodeSegment(bytes);
      const end = covered(pieces);
      assert.ok(end <= bytes.length * 8 && headerEnd <= bytes.length);
      if (failures.length === 0) assert.equal(end, bytes.length * 8);
      for (const { at } of failures) assert.ok(at >= 0 && at <= bytes.length);
    }),
    { numRuns: 5_000 },
  );
});

test('a checksum that is put in is right, and one flipped bit makes it wrong', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 20, maxLength: 80 }), fc.nat(), (bytes, bit) => {
      const sealed = withChecksum(bytes, addresses);
      const stands = (segment: Uint8Array) => (segment[16] ?? 0) * 256 + (segment[17] ?? 0);
      assert.equal(checksumOf(sealed, addresses), stands(sealed));
      const at = bit % (sealed.length * 8);
      sealed[at >> 3] = (sealed[at >> 3] ?? 0) ^ (1 << (at & 7));
      assert.notEqual(checksumOf(sealed, addresses), stands(sealed));
    }),
  );
});

test('two words that change places leave the checksum as it is', () => {
  const bytes = bytesOf(recorded[3]?.tcp ?? '');
  const swapped = Uint8Array.from(bytes);
  swapped.set(bytes.slice(4, 6), 6);
  swapped.set(bytes.slice(6, 8), 4);
  assert.notDeepEqual(swapped, bytes);
  assert.equal(checksumOf(swapped, addresses), checksumOf(bytes, addresses));
});

const names = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'];
const nameOf = (flags: number | undefined) => names.filter((_, bit) => ((flags ?? 0) >> bit) & 1).join(' ');
const answers = read('41-flags').answers as Record<string, readonly unknown[]>;

test('LISTEN and CLOSED answer all 256 combinations of flags as recorded', () => {
  for (const state of ['LISTEN', 'CLOSED'] as const)
    assert.deepEqual(
      Array.from({ length: 256 }, (_, flags) => nameOf(answerTo(state, flags, 0).flags)),
      answers[state],
    );
});

const afterwards: Readonly<
  Partial<Record<ReturnType<typeof answerTo>['outcome'], readonly [string, string | number]>>
> = {
  'connection-refused': ['CLOSED', 'Connection refused'],
  established: ['ESTABLISHED', ''],
  crossed: ['SYN_RECV', ''],
  reset: ['CLOSED', 'Connection reset by peer'],
  'end-of-stream': ['CLOSE_WAIT', 0],
};

test('SYN-SENT and ESTABLISHED answer all 256 combinations as recorded, and their sockets go where they went', () => {
  const compare = (name: string, state: PeerState, length: number, still: readonly [string, string | number]) => {
    for (let flags = 0; flags < 256; flags++) {
      const { flags: sent, outcome, delivered } = answerTo(state, flags, length);
      const [where, result] = afterwards[outcome] ?? still;
      assert.deepEqual([nameOf(sent), where, delivered || result], answers[name]?.[flags], `${name}: ${nameOf(flags)}`);
    }
  };
  compare('SYN-SENT', 'SYN-SENT', 0, ['SYN_SENT', '']);
  compare('ESTABLISHED', 'ESTABLISHED', 0, ['ESTABLISHED', 'nothing']);
  compare('ESTABLISHED with data', 'ESTABLISHED', 5, ['ESTABLISHED', 'nothing']);
});

test('the proof listed for the bytes of a segment is what these tests replay', () => {
  const proofs = JSON.parse(
    readFileSync(new URL('../../../content/vectors/captures/proofs.json', import.meta.url), 'utf8'),
  ) as { model: string; recordings: string[] }[];
  assert.deepEqual(proofs.find(({ model }) => model === 'tcp-bytes')?.recordings, [
    '40-bytes',
    '41-flags',
    '42-malformed',
  ]);
});
