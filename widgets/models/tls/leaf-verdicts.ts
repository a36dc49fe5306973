// What a client of OpenSSL says to the two certificates of `scenes12.ts` if one bit of them is turned over on the way.
//
// For the reader: the page turns over one bit at a time, so the verdicts of the judge in `models/x509` on all of these certificates
// are written down here, bit by bit, and the page needs no judge. A test asks the judge about every one of them.
import type { AlertName } from './alerts.ts';

const letters = {
  b: 'bad_certificate',
  d: 'decrypt_error',
  u: 'unknown_ca',
  n: 'certificate_unknown',
  s: 'unsupported_certificate',
} as const satisfies Record<string, AlertName>;

/** Runs of bits, from the lowest bit of the first byte: the letter of the alert, and how many bits if more than one. */
const runs = {
  rsa:
    'b120d4bd11b184u23bu4b2u2b8u5dubu5dubu5dubu7bu5dubu5dubu5dub49u23bu4b2u2b8u5dubu5dubu5dubu7bu5dubu5dubu5dubu7bu' +
    '5dubu5dubu5dubu7bu5dubu5dubu5dubu5dub33d3b5d3b5db8d3b4d2b7d3b4d2b6d4b4d3b5d4b4d3b5d4b28d3b5d3b5db8d3b4d2b7d3b4' +
    'd2b6d4b4d3b5d4b4d3b5d4b76d23bd4b2d2b8d7bd7bd7bd7bd7bd7bd7b49d23bd4b2d2b8d7bd7bd7bd7bd7bd7bd7bd7bd7bd7bd7bd7bd7' +
    'bd7bd7bd7bd7bd7bd7b58db6d71b121d7bd7bd2040b17d6bd16b80n17bn5b83db5n16bn3dn2b57dbdb10d3b32d16bd6b49s63b33d17bd5' +
    'b35db18db7db7db7db7db7db15db7db7db7db7db7db7db15db7db7db7db34d16bd3bd2b33d160b32d23b34ub14u160b160d2048',
  ecdhe:
    'b120d4bd11b160u23bu4b2u2b8u5dubu5dubu5dubu7bu5dubu5dubu5dub49u23bu4b2u2b8u5dubu5dubu5dubu7bu5dubu5dubu5dubu7bu' +
    '5dubu5dubu7bu5dubu5dubu5dubu5dub33d3b5d3b5db8d3b4d2b7d3b4d2b6d4b4d3b5d4b4d3b5d4b28d3b5d3b5db8d3b4d2b7d3b4d2b6d' +
    '4b4d3b5d4b4d3b5d4b76d23bd4b2d2b8d7bd7bd7bd7bd7bd7bd7b49d23bd4b2d2b8d7bd7bd7bd7bd7bd7bd7bd7bd7bd7bd7bd7bd7bd7bd' +
    '7bd7bd7bd7bd7b49d55bd5bd2b8d63b33d512b80n17bn5b83db5n16bn3dn2b57d3b12sb32d16bd6b49s63b33d17bd5b35db18db7db7db7' +
    'db7db7db15db7db7db7db7db7db7db15db7db7db7db34d16bd3bd2b33d160b32d23b34ub14u160b120d568',
} as const;

/** The alert for the leaf of a scene with this bit turned over; bit 0 is the lowest. */
export function leafVerdict(scene: keyof typeof runs, byte: number, bit: number): AlertName {
  let left = byte * 8 + bit;
  for (const [, letter = '', count] of runs[scene].matchAll(/([a-z])(\d*)/g)) {
    left -= Number(count || 1);
    if (left < 0) return letters[letter as keyof typeof letters];
  }
  return 'bad_certificate';
}
